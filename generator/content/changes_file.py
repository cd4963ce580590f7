"""Reads `changes.yml`: what came in, was verified or corrected, and when. It only grows, at its end.

changes:
  - day: 2026-11-24            of China's calendar; never before that of the entry above
    notice: "2020"             of which something is held
    kind: corrected            text, facts, verified or corrected
    what: 第（七）项第2句……      in words, for readers
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from generator.content.fields import Fields, FileReader
from generator.model.changes import Change, ChangeKind
from generator.plain_files import stands
from generator.text.days import is_day

FILE = "changes.yml"


def read_changes(
    files: FileReader, path: Path, notices: Collection[str] | None
) -> tuple[Change, ...]:
    """The changes in `path`, oldest first; nothing where there is no such file.

    `notices` are the ids of all of which something is held, None where that cannot be said.
    """
    if not stands(path):
        return ()
    with files.fields(path, files.text(path) or "{}") as fields:
        entries = fields.mappings("changes")
        changes = tuple(_change(number, entry, notices) for number, entry in enumerate(entries, 1))
        _refuse_disorder(zip(entries, changes, strict=True))
    return changes


def _change(number: int, entry: Fields, notices: Collection[str] | None) -> Change:
    change = Change(
        number=number,
        day=entry.text("day"),
        notice=entry.one_of("notice", notices, "notice"),
        kind=entry.choice("kind", ChangeKind, ChangeKind.CORRECTED),
        what=entry.text("what"),
    )
    if change.day and not is_day(change.day):
        entry.problem("day", f"day: there is no day {change.day!r}", "write it like 2020-04-03")
    return change


def _refuse_disorder(entries: Iterable[tuple[Fields, Change]]) -> None:
    """A Problem for each entry whose day is before that of an earlier one."""
    latest, line = "", 0
    for entry, change in entries:
        if not is_day(change.day):
            continue
        if change.day < latest:
            hint = f"new entries stand at the end; that of {latest} stands in line {line}"
            entry.problem("day", f"{change.day} stands behind {latest}", hint)
        else:
            latest, line = change.day, entry.data.lines["day"]
