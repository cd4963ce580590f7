"""What an import or a verification did, written down at the end of changes.yml.

The entry is made before anything is written: where it cannot be, nothing is. What stands in the file,
comments too, stays byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.content.changes_file import FILE
from generator.content.fields import MOST_BYTES
from generator.content.tables import Table, TableError, parse_table
from generator.model.changes import ChangeKind
from generator.plain_files import read_plain
from generator.problems import UsageError
from generator.replacing import recover, write_atomically

HEADER = """\
# What came in, was verified or corrected, and when; readers follow it. Only the end grows: `keytasks import`
# and `verify --accept` write their entries there, and a person those for corrections.
"""
FORM = "its entries are lines `- day: …` below `changes:`, and nothing stands behind them"
INDENTS = ("  ", "", "    ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The file with its new entry, before it is written; `before` is None where there was none."""

    path: Path
    before: str | None
    after: str
    entry: str
    known: tuple[Table, ...]

    def tells(self, *, day: str, notice: str, kind: ChangeKind) -> bool:
        """Whether an entry that is there already is of that day, notice and kind."""
        asked = {"day": day, "notice": notice, "kind": kind.value}
        return any(asked.items() <= entry.items() for entry in self.known)

    def write(self) -> None:
        """Writes the file; UsageError, with the entry to add by hand, where that cannot be done.

        What was said of the notice last is not said again: a run that was stopped is repeated.
        """
        if self.after == self.before:
            return
        try:
            write_atomically(self.path, self.after, before=self.before)
        except (OSError, UsageError) as error:
            raise UsageError(
                f"{self.path} could not be written ({error}); all else is; add at its end:\n{self.entry}"
            ) from error


def plan_record(content_dir: Path, *, day: str, notice: str, kind: ChangeKind, what: str) -> Record:
    """The record of what is about to be done; UsageError where it cannot stand at the file's end."""
    path = content_dir / FILE
    recover(content_dir, FILE)
    if path.is_symlink():
        raise UsageError(f"{path} is a link to another file; put the file itself there")
    before = _held(path)
    entry = {"day": day, "notice": notice, "kind": kind.value, "what": what}
    known = tuple(_entries(before, path)) if before else ()
    latest = max((e["day"] for e in known if isinstance(e.get("day"), str)), default="")
    if latest > day:
        raise UsageError(f"the last entry of {path} is of {latest}, which is after today, {day}")
    after, added = _appended(before, entry, known, path)
    if before and [e for e in known if e.get("notice") == notice][-1:] == [entry]:
        after = before
    return Record(path=path, before=before, after=after, entry=added, known=known)


def _held(path: Path) -> str | None:
    try:
        return read_plain(path, MOST_BYTES).decode("utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8; save it as UTF-8 without BOM") from error


def _entries(text: str, path: Path) -> list[Table]:
    try:
        entries = parse_table(text).get("changes")
    except TableError as error:
        raise UsageError(f"{path}:{error.line}: {error}") from error
    return [entry for entry in entries or () if isinstance(entry, Table)]


def _appended(
    before: str | None, entry: dict[str, str], known: Sequence[Table], path: Path
) -> tuple[str, str]:
    """The text with the entry behind all that stands in it, as YAML reads it; and the entry alone."""
    text = before or HEADER
    end = "\r\n" if "\r\n" in text else "\n"
    head = "" if before and "changes" in parse_table(before) else f"changes:{end}"
    gap = "" if text.endswith("\n") else end
    dumped = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=10_000)
    for indent in INDENTS:
        added = "".join(f"{indent}{line}{end}" for line in dumped.splitlines())
        after = text + gap + head + added
        try:
            found = parse_table(after).get("changes")
        except TableError:
            continue
        if found == [*known, entry]:
            return after, added
    raise UsageError(f"nothing can be added at the end of {path}: {FORM}")
