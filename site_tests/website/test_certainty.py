"""What is shown of how sure something is, and whose word it is: never shortened, never left out."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.compare.segments import segment_at
from generator.model.content import Content
from generator.model.facts import FactState
from generator.model.provenance import TextState
from generator.vocabulary import load_words
from site_tests.conftest import ROOT

SEARCH = (ROOT / "templates/assets/search/41-elements.js").read_text("utf-8")
CAVEAT = "未核对文本（尚未与官网逐字核对）"


def html(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


def test_the_search_has_the_same_words() -> None:
    """A text's state is called in the search what pages call it, its caveat with it."""
    words = load_words(ROOT / "templates")
    table, marks = words.table("text_states"), words.table("text_state_marks")
    assert "STATES = keytasksWords.text_states" in SEARCH
    assert table["supplied"].text == CAVEAT and table.keys() == marks.keys() == set(TextState)


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
        r'<tr><th scope="row"><a href="([a-z-]+)/">.+?<td class="kt-wide">(.*?)</td>',
        html(site, "agencies"),
        re.DOTALL,
    )
    doubted = {a.id for a in content.registry.agencies if "kind" in a.unverified}
    assert {agency for agency, _ in rows} & doubted
    for agency, kind in rows:
        assert kind.strip(), f"{agency}: an empty cell says nothing"
        assert ("待核" in kind) == (agency in doubted)
        assert f"<span>{kind}</span>" in html(site, f"agencies/{agency}")


def test_an_inferred_number_leads_nowhere(content: Content, site: Path) -> None:
    """It is shown as inferred, and nothing lends it an address."""
    facts = next(facts for facts in content.facts if facts.id == "2019")
    task = next(task for task in facts.tasks if task.number == 6)
    assert (task.state, task.number_state) == (FactState.SECONDARY, FactState.INFERRED)
    assert task.id is None and task.told_number is None
    (row,) = re.findall(f"<li>(?:(?!<li>).)*{task.heading}.*?</li>", html(site, "2019"))
    assert re.sub("<[^>]+>", "", row) == (
        "（六）推动大中小城市协调发展 标题据报道，编号推断："
        "第一财经、中国江苏网报道（转载页）、中新网报道（转载页）"
    )
    (row,) = re.findall("<li>(?:(?!<li>).)*有序放开放宽城市落户限制.*?</li>", html(site, "2021"))
    assert "标题见于转载，编号见于转载，责任单位据报道：城市化网" in re.sub("<[^>]+>", "", row)
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
        ("2018", "部署会议"),
        ("2019", "收缩型中小城市·提法"),
        ("2021", "撤县设区"),
        ("2022", "审议会议"),
        ("2022", "审议会议·提法"),
    }
    for facts, fact in spoken:
        speakers = [s.name for s in facts.sources if s.id in fact.sources]
        said = re.sub("<[^>]+>", "", html(site, facts.id))
        names = "、[0-9年月日]*".join(speakers)
        assert re.search(f"{names}的评述，不是通知的内容：{fact.text}", said)
        data = json.loads((site / f"data/v1/notices/{facts.id}.json").read_text("utf-8"))
        assert fact.topic in [f["topic"] for f in data["facts"] if f["comment"]]
        found = (site / f"data/v1/search/texts/{facts.id}.json").read_text("utf-8")
        assert f"{fact.topic}（{'、'.join(speakers)}）：{fact.text}" in found


def said(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", html))


@pytest.mark.parametrize("page", ["figures", "compare/2018/2020", "compare/2018/2019"])
def test_a_fact_under_a_subject_has_its_topic(page: str, content: Content, site: Path) -> None:
    """What a fact speaks of stands before it: which class of city, which sort of year."""
    facts = {(f.id, fact.topic): fact for f in content.facts for fact in f.facts}
    items = re.findall(r"<(?:dd|li)>((?:(?!</(?:dd|li)>).)+已知事实</a></small>)", html(site, page))
    assert items
    for item in items:
        year = re.search("([0-9]{4})年已知事实", item)
        assert year
        topic, _, text = said(item).partition("：")
        assert text.startswith(facts[year[1], topic].text), item


def test_only_the_same_class_stands_together(content: Content) -> None:
    """A subject has no fact of another class of city, of a year beside a total, of another step."""
    of = {s.id: {e.text for e in s.entries if e.at is None} for s in content.subjects}
    assert of["hukou-below-3m"] == {"落户·Ⅱ型大城市", "落户·300万以下城市"}
    assert of["hukou-towns"] == {"落户·中小城市和建制镇"}
    assert of["hukou-people"] == {"落户·总目标"}
    assert of["hukou-people-yearly"] == {"落户·年度人数"}
    assert of["hukou-years"] == {"落户·重点人群"}
    assert of["city-clusters"] == {"城市群·加快实施", "城市群·推动实施"}
    for subject in content.subjects:
        assert (
            subject.note
            or len({e.text for e in subject.entries if e.at is None}) < 2
            or (subject.id.startswith("city-clusters"))
        ), subject.id


def test_notes_stand_where_classes_differ(content: Content, site: Path) -> None:
    """A subject's note is on the figures page, and in comparisons that show the subject."""
    noted = {s.id: s.note for s in content.subjects if s.note}
    assert "hukou-below-3m" in noted
    for note in noted.values():
        assert note in html(site, "figures")
    assert noted["hukou-below-3m"] in html(site, "compare/2019/2020")


def test_figures_are_quoted_with_their_clause(content: Content, site: Path) -> None:
    """Every figure of a text stands in its clause, character for character, marked."""
    page = html(site, "figures")
    quotes = re.findall('“<span class="kt-quote">(.+?)</span>”', page)
    assert all("<b>" in quote for quote in quotes)
    whole = "".join(
        paragraph.text
        for held in content.notices
        for paragraphs in (
            held.notice.letter,
            held.notice.preamble,
            *(section.intro for section in held.notice.sections),
            *(task.paragraphs for task in held.notice.tasks),
        )
        for paragraph in paragraphs
    )
    headings = [task.heading for held in content.notices for task in held.notice.tasks]
    for quote in map(said, quotes):
        assert quote in whole or quote in headings
    land = "永久基本农田以外的耕地超过35公顷、其他土地超过70公顷的土地征收审批权"
    assert sum(land in said(quote) for quote in quotes) == 2
    assert any("实现1亿非户籍人口在城市落户目标" in said(quote) for quote in quotes)
    data = json.loads((site / "data/v1/figures.json").read_text("utf-8"))
    given = [e for s in data["subjects"] for e in s["entries"] if e["at"]] + data["figures"]
    for entry in given:
        assert entry["text"] in entry["quote"]
        assert entry["quote"] in whole or entry["quote"] in headings


@pytest.mark.parametrize(
    ("sentence", "text", "figure", "quoted"),
    [
        ("s1", "推动甲事，达到5年以上；乙事。", "5年", "达到5年以上"),
        ("s1", "培训1，200人次以上，每年。", "1，200", "培训1，200人次以上"),
        ("s1", "（甲，乙）约3项。", "3项", "（甲，乙）约3项"),
        ("h", "督促甲，5年内完成", "5年", "督促甲，5年内完成"),
    ],
)
def test_where_a_clause_ends(sentence: str, text: str, figure: str, quoted: str) -> None:
    """At a mark outside brackets, never in a figure; a heading is one clause."""
    start, end = segment_at(sentence, text, text.index(figure))
    assert text[start:end] == quoted


FITS = """select => {
    const style = getComputedStyle(select), pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    return pen.measureText(select.selectedOptions[0].text).width <= select.clientWidth - 24;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_a_chosen_state_is_not_cut_off(width: int, page: Page, address: str) -> None:
    """What results are narrowed by fits beside the list's arrow, as the mark whose meaning stands above."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}search/?q=落户&state=supplied")
    select = page.locator("#kt-facet-state")
    expect(select).to_be_visible()
    chosen = select.locator("option:checked")
    assert chosen.inner_text() == "待核对（7）" and chosen.get_attribute("title") == CAVEAT
    assert select.evaluate(FITS)
    marks = set(page.locator(".kt-result .kt-mark").all_inner_texts())
    assert marks == {"待核对"} and not page.get_by_text(CAVEAT).is_visible()
    page.locator("#kt-search-legend summary").press("Enter")
    assert page.locator("#kt-search-legend [data-state]:visible dd").all_inner_texts() == [CAVEAT]
