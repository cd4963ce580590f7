"""The map of a comparison: every heading whole, and lines as sure as the words say."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from generator.build import outputs_of
from generator.content.loading import load_content
from site_tests.conftest import ROOT

CONTENTS = {
    "shipped": ROOT / "content",
    "invented": ROOT / "site_tests/corpus/content",
}


@pytest.fixture(scope="module", params=CONTENTS)
def pages(request: pytest.FixtureRequest) -> list[str]:
    """The pages of comparisons that have a map."""
    files = outputs_of(load_content(CONTENTS[request.param]), ROOT / "templates")
    shown = [f.data.decode() for f in files if re.fullmatch(r"compare/.+/index\.md", f.path)]
    found = [page for page in shown if 'class="kt-flow"' in page]
    assert found
    return found


def drawn(page: str) -> str:
    """The map of a page."""
    return page.partition('class="kt-flow"')[2].partition("</svg>")[0]


def test_no_heading_is_cut(pages: list[str]) -> None:
    """A long heading goes on in a line below; none ends in an ellipsis, none has more than fits."""
    for page in pages:
        texts = re.findall(r"<text[^>]*>(.*?)</text>", drawn(page))
        lines = [line for text in texts for line in re.split(r"<[^>]+>", text) if line]
        assert lines and not any("…" in line for line in lines)
        assert max(map(len, lines)) <= 25


def test_headings_stand_apart_and_inside(pages: list[str]) -> None:
    """Lines of a side are at least 16 apart, and the last is inside the drawing."""
    for page in pages:
        height = int(re.findall(r'viewBox="0 0 740 (\d+)"', page)[0])
        for side in re.findall(r"<g text-anchor=.*?</g>", drawn(page), re.DOTALL):
            at = []
            for y, text in re.findall(r'<text x="\d+" y="(\d+)"[^>]*>(.*?)</text>', side):
                at += [int(y) + 16 * n for n in range(1 + text.count("<tspan"))]
            assert all(b - a >= 16 for a, b in pairwise(at))
            assert not at or at[-1] <= height


def test_what_an_editor_confirmed_is_a_whole_line(pages: list[str]) -> None:
    """Where every link of a page is confirmed, the map has no line of a lower band; the key says so."""
    seen = False
    for page in pages:
        assert "编者已确认的，或把握高的" in page
        rows = page.partition('class="kt-table kt-twin-table"')[2].partition("</table>")[0]
        said = set(re.findall(r"<small>(编者已确认|高|中|低)</small>", rows))
        bands = set(re.findall(r'class="kt-line-(\w+)"', drawn(page)))
        expected = {
            {"编者已确认": "high", "高": "high", "中": "medium", "低": "low"}[s] for s in said
        }
        assert bands == expected
        seen = seen or "编者已确认" in said
    assert seen or "9002" in "".join(pages)
