"""Words that say how unsure something is: seen seldom on a page, and each still to be had in full."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.model.facts import FactState
from generator.vocabulary import load_words
from site_tests.conftest import ROOT

HEDGES = re.compile(
    "未见|见于转载|据报道|推断|待核|不详|未知|待确认|可能|不能说|未确认|尚未|仅凭标题|没有见到"
    "|存疑|不确定|只比了标题|只比标题"
)
BEFORE = {
    "": 13,
    "2018": 50,
    "2019": 64,
    "2019/01": 13,
    "2020/07": 15,
    "2020/13": 9,
    "2021": 62,
    "2022": 60,
    "2022/02": 10,
    "agencies/mps": 8,
    "agencies/cbirc": 8,
    "compare/2018/2019": 40,
    "compare/2019/2020": 64,
    "compare/2020/2021": 58,
    "figures": 25,
    "pictures": 35,
    "themes": 17,
    "themes/hukou": 37,
    "themes/city-clusters": 12,
}
"""So many of these words were seen on pages of each kind when every line carried its own caveat.

Not among them are the pages that explain the words: /coverage/, /data/ and /method/.
"""
MOST = 3
"""Of what was seen before, at most this part is left."""
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
UNSEEN = frozenset({"script", "style", "template", "title", "svg"})


class Seen(HTMLParser):
    """The text of a page that is seen with everything folded, marks standing for their words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool, bool]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = dict(attrs)
        folded = tag == "details" and "open" not in given
        apart = "kt-vh" in (given.get("class") or "") or "hidden" in given
        marked = bool(self.open) and self.open[-1][2]
        unseen = tag in UNSEEN or folded or apart or marked
        self.open.append((tag, unseen, "data-mark" in given))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                break

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_data(self, data: str) -> None:
        if not any(unseen for _, unseen, _ in self.open):
            self.text += data


def article(site: Path, address: str) -> str:
    """The page's own part, without the frame around it."""
    page = (site / address / "index.html").read_text("utf-8")
    return page[page.index('id="kt-main"') - 5 : page.index('class="kt-paper"') - 3]


@pytest.mark.parametrize("address", BEFORE)
def test_a_third_of_the_hedges_is_seen(address: str, site: Path) -> None:
    """At most a third of the hedging words of each kind of page is still seen on it."""
    seen = Seen()
    seen.feed(article(site, address))
    found = HEDGES.findall(seen.text)
    assert MOST * len(found) <= BEFORE[address], found


@pytest.mark.parametrize(
    "address", ["2019", "2021", "2019/01", "2020/07", "figures", "themes/hukou"]
)
def test_a_mark_has_its_words(address: str, site: Path) -> None:
    """Each mark has its words beside it for those who hear or copy the page, and in the legend."""
    words = load_words(ROOT / "templates")
    page = article(site, address)
    marks = re.findall(
        r'<span class="kt-fact" data-mark="([^"]+)"><span>([^<]+)</span></span>', page
    )
    assert marks and 'data-mark=""' not in page
    legend = re.search(r'<details class="kt-fold kt-legend".*?</details>', page, re.DOTALL)
    assert legend
    for mark, said in marks:
        assert f"<dt>{mark}</dt><dd>{said}" in legend[0], mark
    states = words.table("fact_marks")
    assert states.keys() == set(FactState)
    assert len({phrase.text for phrase in states.values()}) == len(FactState)


def test_every_page_with_marks_has_one_legend(site: Path) -> None:
    """No page has a mark that it does not explain, and none explains twice.

    The method page does so in a table of its own.
    """
    pages = 0
    for file in site.rglob("index.html"):
        address = file.parent.relative_to(site).as_posix()
        page = article(site, "" if address == "." else address)
        legends = page.count('<details class="kt-fold kt-legend"')
        assert legends <= 1, address
        if "data-mark=" in page and address != "method":
            assert legends, address
            pages += 1
    assert pages > 60
