"""The picture of who does what: the same facts as the texts, in few bytes, within its frame."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.content.loading import load_content
from generator.model.entries import NoticeEntry
from generator.notice.entries import notice_entries
from generator.website.matrix_views import MOST, Matrix, matrix_of
from site_tests.conftest import ROOT

MOST_BYTES = 30_000
"""UTF-8 bytes of a drawing on a page."""


@pytest.fixture(scope="module")
def held() -> NoticeEntry:
    """The notice of 2020."""
    entries = notice_entries(load_content(ROOT / "content"))
    return next(entry for entry in entries if entry.held)


@pytest.fixture(scope="module")
def matrix(held: NoticeEntry) -> Matrix:
    """Its picture."""
    made = matrix_of(held, load_content(ROOT / "content").registry)
    assert made is not None
    return made


def test_a_cell_for_each_body_that_a_task_names(held: NoticeEntry, matrix: Matrix) -> None:
    """No name is lost, none is invented, and a filled cell is a first place."""
    named = {
        (t.key, p.agency, p.first or p.lead)
        for t in held.tasks
        for p in t.parties or ()
        if p.agency
    }
    drawn = {(c.task.key, r.agency.id, c.first) for r in matrix.rows for c in r.cells}
    assert drawn == named
    assert {task.label for task in matrix.silent} == {"（二十七）", "（二十八）"}


def test_rows_count_what_they_show(matrix: Matrix) -> None:
    """Counts by section add up to the cells, the most named agency stands on top."""
    counts = [len(row.cells) for row in matrix.rows]
    assert counts == sorted(counts, reverse=True)
    for row in matrix.rows:
        assert sum(n.count for n in row.sections) == len(row.cells)
        assert sum(n.first for n in row.sections) == row.first
    top = matrix.rows[0]
    assert (top.name, len(top.cells), top.first) == ("发展改革委", 24, 13)


def test_a_cell_leads_to_the_words_that_name_the_body(held: NoticeEntry, matrix: Matrix) -> None:
    """Its address is the clause in which the agency is printed."""
    clauses = {f"{t.key}#{c.id}": c.text for t in held.tasks for c in t.clauses}
    for row in matrix.rows:
        for cell in row.cells:
            address = cell.address.replace("/", "-", 1).replace("/", "")
            assert any(form in clauses[address] for form in row.agency.printed)


def test_all_stands_inside_its_frame(matrix: Matrix) -> None:
    """Cells, sections and their titles' lines end before the totals; the least bar can be seen."""
    for section in matrix.sections:
        assert section.x + section.width <= matrix.width
        assert len(section.lines) <= 2
        assert (
            "".join(section.lines).rstrip("…")
            == section.title[: len("".join(section.lines).rstrip("…"))]
        )
        assert all(section.x < c.x < section.x + section.width for c in section.columns)
        assert all((c.bar > 0) == (c.bodies > 0) for c in section.columns)
    assert all(row.y < matrix.height for row in matrix.rows)


def test_a_long_notice_is_told_by_counts(held: NoticeEntry, matrix: Matrix) -> None:
    """Beyond a glance there is no drawing; one without agencies has no picture at all."""
    assert matrix.drawn
    assert sum(len(section.columns) for section in matrix.sections) <= MOST
    registry = load_content(ROOT / "content").registry
    bare = replace(held, tasks=tuple(replace(task, parties=()) for task in held.tasks))
    assert matrix_of(bare, registry) is None
    long = replace(held, tasks=held.tasks * 2)
    twice = matrix_of(long, registry)
    assert twice is not None
    assert not twice.drawn


def test_the_drawing_is_small(site: Path) -> None:
    """Every drawing of the built site stays under its bytes, with a name and one stop of the keyboard."""
    found = 0
    for page in [
        site / "index.html",
        site / "2020" / "index.html",
        *site.glob("agencies/*/index.html"),
    ]:
        for svg in re.findall(
            r"<svg class=\"?kt-matrix.*?</svg>", page.read_text("utf-8"), re.DOTALL
        ):
            found += 1
            assert len(svg.encode()) <= MOST_BYTES, page
            assert "aria-label=" in svg
            links = re.findall(r"<a\b[^>]*>", svg)
            assert len([link for link in links if "tabindex" not in link]) == min(len(links), 1)
    assert found > 10
