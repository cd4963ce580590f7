"""What is shown of how sure something is, and whose word it is: never shortened, never left out."""

import re
from pathlib import Path

import pytest

from generator.content import Content
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
