"""What is shown of how sure something is, and whose word it is: never shortened, never left out."""

import json
import re
from pathlib import Path

import pytest

from generator.content import Content
from generator.model import FactState
from site_tests.conftest import ROOT

WORDS = (ROOT / "templates/macros/words.html").read_text("utf-8")
SEARCH = (ROOT / "templates/assets/search/4-page.js").read_text("utf-8")
CAVEAT = "未核对文本（尚未与官网逐字核对）"


def html(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


def vocabulary(source: str, name: str) -> dict[str, str]:
    """A mapping of states to words, as templates and scripts write it."""
    found = re.search(rf"{name} = \{{(.+?)\}}", source)
    assert found
    return dict(re.findall(r'"?([a-z-]+)"?: "([^"]+)"', found[1]))


def test_the_search_has_the_same_words() -> None:
    """A text's state is called in the search what pages call it, its caveat with it."""
    words = vocabulary(WORDS, "text_states")
    assert vocabulary(SEARCH, "STATES") == words
    assert words["supplied"] == CAVEAT and len(words) == 4


@pytest.mark.parametrize("page", ["", "2020", "2020/07", "coverage", "compare/2019/2020"])
def test_the_caveat_stands_in_full(site: Path, page: str) -> None:
    """Wherever the text of 2020 is shown or spoken of, it is said that nobody has checked it."""
    text = html(site, page)
    assert CAVEAT in text and "项目提供" not in text


@pytest.mark.parametrize("page", ["", "2020", "2020/07", "2019", "2022/22", "coverage"])
def test_a_state_leads_to_its_meaning(site: Path, page: str) -> None:
    """Every state of a text is a link to the place where it is explained."""
    links = re.findall(r'class="kt-state kt-state-([a-z-]+)" href="([^"]+)"', html(site, page))
    assert links
    for state, href in links:
        assert href.endswith(f"#state-{state}")
        assert f'<dt id="state-{state}">' in html(site, "coverage")


def test_an_unchecked_kind_is_so_everywhere(site: Path, content: Content) -> None:
    """What kind of body an agency is has its doubt on the agency's page and in the list of all."""
    rows = re.findall(
        r'<tr><th scope="row"><a href="([a-z-]+)/">.+?<td class="kt-wide">(.+?)</td>',
        html(site, "agencies"),
        re.DOTALL,
    )
    doubted = {a.id for a in content.registry.agencies if "kind" in a.unverified}
    assert {agency for agency, _ in rows} & doubted
    for agency, kind in rows:
        assert ("待核" in kind) == (agency in doubted)
        assert f"<span>{kind}</span>" in html(site, f"agencies/{agency}")


def test_a_heading_and_its_number_are_sure_each_for_itself(content: Content, site: Path) -> None:
    """A reported heading is no inference because its number is one; nothing lends it an address."""
    facts = next(facts for facts in content.facts if facts.id == "2019")
    task = next(task for task in facts.tasks if task.number == 6)
    assert (task.state, task.number_state) == (FactState.SECONDARY, FactState.INFERRED)
    assert task.id is None and task.told_number is None
    (row,) = re.findall(f"<li>(?:(?!<li>).)*{task.heading}.*?</li>", html(site, "2019"))
    assert re.sub("<[^>]+>", "", row) == (
        "（六）推动大中小城市协调发展 标题据报道，编号推断：中新网报道（转载页）"
    )
    compared = html(site, "compare/2019/2020")
    assert task.heading in compared and "（六）</span>" + task.heading not in compared


@pytest.mark.parametrize("year", ["2018", "2019", "2021", "2022"])
def test_every_known_heading_names_its_source(year: str, content: Content, site: Path) -> None:
    """Beside every section and task of which only facts are known stands where it was read."""
    facts = next(facts for facts in content.facts if facts.id == year)
    names = {source.id: source.name for source in facts.sources}
    page = re.sub("<(?!/?(?:li|h3))[^>]+>", "", html(site, year))
    rows = re.findall("<(?:li|h3)[^>]*>(.*?)</(?:li|h3)>", page)
    for known in (*facts.sections, *facts.tasks):
        if known.heading:
            said = [row for row in rows if known.heading in row and "：" in row]
            assert said and all(names[source] in said[0] for source in known.sources), known


def test_a_comment_is_its_speakers(content: Content, site: Path) -> None:
    """What a source says about a notice is shown as its word, on the page, in data and search."""
    spoken = [(facts, fact) for facts in content.facts for fact in facts.facts if fact.comment]
    assert {(facts.id, fact.topic) for facts, fact in spoken} == {
        ("2019", "收缩型中小城市·提法"),
        ("2021", "撤县设区"),
    }
    for facts, fact in spoken:
        (speaker,) = (s for s in facts.sources if s.id in fact.sources)
        said = re.sub("<[^>]+>", "", html(site, facts.id))
        assert re.search(f"{speaker.name}（[0-9年月日]+）的评述，不是通知的内容：{fact.text}", said)
        data = json.loads((site / f"data/v1/notices/{facts.id}.json").read_text("utf-8"))
        assert [f["topic"] for f in data["facts"] if f["comment"]] == [fact.topic]
        found = (site / f"data/v1/search/texts/{facts.id}.json").read_text("utf-8")
        assert f"{fact.topic}（{speaker.name}）：{fact.text}" in found
