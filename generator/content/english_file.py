"""Reads `english.yml`: our own English headings of notices whose text is held."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.content.fields import Fields, FileReader
from generator.model.english import EnglishHeadings
from generator.model.notice import Notice
from generator.plain_files import stands


def read_english(
    files: FileReader, path: Path, notices: Iterable[Notice]
) -> tuple[EnglishHeadings, ...]:
    """The headings in `path`, newest notice first; nothing where there is no such file.

    There are as many as the notice has sections and tasks: one that is left out would move all behind it.
    """
    if not stands(path):
        return ()
    held = {notice.id: notice for notice in notices}
    with files.fields(path, files.text(path) or "{}") as fields:
        found = [_headings(entry, held) for entry in fields.mappings("notices", once="id")]
    return tuple(sorted(found, key=lambda headings: headings.notice, reverse=True))


def _headings(entry: Fields, held: dict[str, Notice]) -> EnglishHeadings:
    headings = EnglishHeadings(
        notice=entry.id(),
        title=entry.text("title"),
        sections=entry.texts("sections"),
        tasks=entry.texts("tasks"),
    )
    notice = held.get(headings.notice)
    if notice is None:
        entry.problem("id", f"no text is held of {headings.notice!r}")
        return headings
    for key, given, wanted in (
        ("sections", len(headings.sections), len(notice.sections)),
        ("tasks", len(headings.tasks), len(notice.tasks)),
    ):
        if given != wanted:
            entry.problem(key, f"{given} {key}, the notice has {wanted}", "one each, in its order")
    return headings
