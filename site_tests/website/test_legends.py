"""A page's legend explains the marks that the page has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.website.legends import ENTRY, LEGEND, fitted

STATE = (
    '<div><dt><a class="kt-state kt-state-supplied" href="#">待核对</a></dt><dd>未核对</dd></div>'
)
SEEN = "<div><dt>转</dt><dd>见于转载</dd></div>"
TOLD = "<div><dt>报</dt><dd>据报道</dd></div>"


def page(*entries: str, marks: str = "") -> str:
    legend = f'<details class="kt-fold kt-legend"><dl>{"".join(entries)}</dl></details>\n'
    found = "".join(f'<span data-mark="{mark}"></span>' for mark in marks)
    return f"<h1>甲</h1>\n{legend}<p>{found}</p>"


@pytest.mark.parametrize(
    ("marks", "entries", "left"),
    [
        ("转报", (SEEN, TOLD), (SEEN, TOLD)),
        ("报", (SEEN, TOLD), (TOLD,)),
        ("", (STATE, SEEN), (STATE,)),
        ("转", (STATE, SEEN, TOLD), (STATE, SEEN)),
    ],
)
def test_a_mark_that_is_not_there_is_not_explained(
    marks: str, entries: tuple[str, ...], left: tuple[str, ...]
) -> None:
    """Only entries go whose mark stands nowhere else on the page; states of texts stay."""
    assert fitted(page(*entries, marks=marks)) == page(*left, marks=marks)


def test_a_legend_of_nothing_is_none() -> None:
    """With no entry left it goes whole, and a page without one is left as it is."""
    assert fitted(page(SEEN)) == "<h1>甲</h1>\n<p></p>"
    assert fitted("<p>甲</p>") == "<p>甲</p>"


def test_no_page_explains_what_it_has_not(site: Path) -> None:
    """In the built site every entry of a legend is the meaning of a mark elsewhere on its page."""
    entries = 0
    for file in site.rglob("index.html"):
        whole = file.read_text("utf-8")
        for legend in LEGEND.finditer(whole):
            rest = whole[: legend.start()] + whole[legend.end() :]
            for entry in ENTRY.finditer(legend[0]):
                sign = re.sub("<[^>]+>", "", entry["sign"])
                assert f'data-mark="{sign}"' in rest or "kt-state" in entry["sign"], (file, sign)
                entries += 1
    assert entries > 100
