"""`changes.yml`: what is read of it, and its mistakes, each at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.changes_file import read_changes
from generator.content.fields import FileReader
from generator.content.loading import load_content
from generator.model.changes import Change, ChangeKind
from generator.problems import ContentError

GOOD = """\
# Kept.
changes:
  - {day: 2026-01-02, notice: "9001", kind: text, what: 收录}
  - day: 2026-01-02
    notice: "9002"
    kind: corrected
    what: 改了一个字
"""
WRONG = {
    "no such day": ("2026-01-02, n", "2026-02-30, n", 3, "day: there is no day '2026-02-30'"),
    "a month": ("2026-01-02, n", "2026-01, n", 3, "day: there is no day '2026-01'"),
    "no day": ("day: 2026-01-02, ", "", 3, "day: a text is expected"),
    "unknown notice": ('notice: "9002"', 'notice: "9005"', 5, "notice: there is no notice '9005'"),
    "unknown kind": (
        "kind: corrected",
        "kind: deleted",
        6,
        "kind: one of text, facts, verified, corrected is expected",
    ),
    "no words": ("what: 改了一个字", "what: ''", 7, "what: a text is expected"),
    "out of order": ("- day: 2026-01-02", "- day: 2026-01-01", 4, "2026-01-01 stands behind 2026-01-02"),
    "unknown key": ("what: 改了", "note: 无\n    what: 改了", 7, "unknown key 'note'"),
    "no list": (GOOD.partition("changes:")[2], " 3\n", 2, "changes: a list of mappings is expected"),
    "another list": ("# Kept.", "later: []", 1, "unknown key 'later'"),
}  # fmt: skip


def read(folder: Path, text: str) -> tuple[tuple[Change, ...], FileReader]:
    path = folder / "changes.yml"
    path.write_text(text, "utf-8", newline="\n")
    files = FileReader(root=folder, problems=[])
    return read_changes(files, path, {"9001", "9002"}), files


def test_entries_in_their_order(tmp_path: Path) -> None:
    """Each entry has its number, counted from the oldest, and an anchor by it; two of a day stay as written."""
    changes, files = read(tmp_path, GOOD)
    assert files.problems == []
    assert [(c.number, c.anchor, c.notice, c.kind) for c in changes] == [
        (1, "c1", "9001", ChangeKind.TEXT),
        (2, "c2", "9002", ChangeKind.CORRECTED),
    ]
    assert changes[1].what == "改了一个字"


@pytest.mark.parametrize("text", [None, "changes:\n", "changes: []\n"])
def test_nothing_written_yet(text: str | None, tmp_path: Path) -> None:
    """No file, and one without entries, is no mistake."""
    if text is None:
        files = FileReader(root=tmp_path, problems=[])
        assert read_changes(files, tmp_path / "changes.yml", set()) == ()
    else:
        changes, files = read(tmp_path, text)
        assert changes == ()
    assert files.problems == []


@pytest.mark.parametrize("name", WRONG)
def test_mistakes_at_their_line(name: str, tmp_path: Path) -> None:
    """Each mistake is the one Problem, at its line, and the other entries are read."""
    was, now, line, message = WRONG[name]
    assert GOOD.count(was) == 1
    _, files = read(tmp_path, GOOD.replace(was, now))
    assert [(p.line, p.message) for p in files.problems] == [(line, message)]


def test_a_wrong_day_in_between_tells_no_more(tmp_path: Path) -> None:
    """Behind a day that there is not, order goes on from the last one that there is."""
    more = '  - {day: 2026-13-01, notice: "9001", kind: facts, what: 甲}\n'
    last = '  - {day: 2026-01-01, notice: "9001", kind: facts, what: 乙}\n'
    _, files = read(tmp_path, GOOD + more + last)
    assert [p.line for p in files.problems] == [8, 9]
    assert files.problems[1].hint.endswith("that of 2026-01-02 stands in line 4")


def test_an_unknown_notice_is_one_problem(corpus: Path) -> None:
    """A notice with a mistake of its own is known all the same: one mistake is told once."""
    (corpus / "notices/9001/notice.md").write_text("", "utf-8")
    with pytest.raises(ContentError) as told:
        load_content(corpus)
    assert not [p for p in told.value.problems if "changes.yml" in p.path]


def test_what_ships() -> None:
    """Every notice of which something is held has an entry that says how it came in."""
    content = load_content(Path(__file__).resolve().parents[2] / "content")
    told = {c.notice for c in content.changes if c.kind in (ChangeKind.TEXT, ChangeKind.FACTS)}
    assert told == {notice.id for notice in content.all_notices}
