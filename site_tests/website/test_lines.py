"""Lines of work: a dot for each task of a theme, under its year."""

import re
from pathlib import Path

import pytest

from generator.model.content import Content


@pytest.mark.parametrize("page", ["compare", "themes"])
def test_a_dot_for_each_task_of_each_theme(page: str, site: Path, content: Content) -> None:
    """None is lost or told twice; what is held is solid, what is known by its heading is not."""
    html = (site / page / "index.html").read_text("utf-8")
    table = html[html.index("kt-lines") :].partition("</table>")[0]
    rows = table.split("<tr>")[2:]
    assert len(rows) == len(content.themes)
    held = {str(task.id) for h in content.notices for task in h.notice.tasks}
    for row, theme in zip(rows, content.themes, strict=True):
        assert f">{theme.name}</a>" in row
        dots = re.findall(r'class="?(kt-dot[ a-z-]*)"?', row)
        assert len(dots) == len(theme.tasks)
        assert dots.count("kt-dot") == len(held & set(theme.tasks))


def test_the_line_runs_from_first_year_to_last(site: Path) -> None:
    """Years between are on the line though nothing is known of them; years outside are not."""
    html = (site / "compare/index.html").read_text("utf-8")
    row = html[html.index(">行政区划设置</a>") :].partition("</tr>")[0]
    cells = re.findall(r"<td(?: class=\"?([a-z -]+)\"?)?>", row)
    assert cells == ["", "", "kt-on kt-from", "kt-on", "kt-on kt-to"]
