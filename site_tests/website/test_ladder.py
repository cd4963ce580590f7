"""A theme's ladder shows each year's words with how sure they are, and nothing of a year that is silent."""

import re
from pathlib import Path

import pytest

from generator.content.loading import load_content
from generator.notice.entries import notice_entries
from generator.website.ladder_views import LadderView, ladder_view
from generator.website.notice_views import series_years
from site_tests.conftest import ROOT


@pytest.fixture(scope="module")
def ladder() -> LadderView:
    """The ladder of 落户."""
    content = load_content(ROOT / "content")
    theme = next(theme for theme in content.themes if theme.ladder)
    assert theme.ladder
    years = series_years(content.series, notice_entries(content))[content.series.id]
    return ladder_view(theme.ladder, [years], content)


def test_every_cell_stands_in_its_year(ladder: LadderView) -> None:
    """All cells of the content are shown, each under its year; a held year has no facts."""
    shown = sum(len(said) for rung in ladder.rungs for said in rung.years)
    assert shown == sum(len(rung.cells) for rung in ladder.ladder.rungs) == 24
    for rung in ladder.rungs:
        for year, said in zip(ladder.years, rung.years, strict=True):
            assert all((one.fact is None) == year.held for one in said)
            assert all(one.address.startswith(f"{year.id}/") for one in said)


def test_the_page_tells_text_from_report(site: Path) -> None:
    """Text is solid and leads to its sentence, a fact is hatched with its state, silence is 不详."""
    page = (site / "themes/hukou/index.html").read_text("utf-8")
    table = page[page.index("kt-ladder") :].partition("</table>")[0]
    cells = re.findall(r"<td class=\"?([\w-]+)\"?>(.*?)</td>", table, re.DOTALL)
    assert len(cells) == 25
    kinds = {
        "kt-l-held": r"原文</small>",
        "kt-l-known": r"(见于转载|据报道)</span>",
        "kt-missing": r"^不详$",
    }
    for kind, body in cells:
        assert re.search(kinds[kind], body.strip()), body
    held = [body for kind, body in cells if kind == "kt-l-held"]
    assert len(held) == 5 and all(
        re.search(r'href="../../2020/0\d/#(h|s\d)"', body) for body in held
    )
