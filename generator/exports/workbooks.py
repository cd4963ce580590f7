"""`tasks.xlsx`, one workbook for each notice and body, and `tasks-zh.csv`: for people, in Chinese.

The data page says what each column is; `tasks.csv` is the same table for programs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from generator.addresses import DATA_FILES, workbook_file
from generator.compare.lineages import series_chains
from generator.edition import Edition, Kind, Producer, Sample
from generator.exports.agencies_json import mentions_of
from generator.exports.csv_table import csv_bytes
from generator.exports.sheet_rows import (
    Entry,
    SheetRow,
    agency_rows,
    comparison_rows,
    figure_rows,
    newest_first,
    part_said,
    task_rows,
)
from generator.exports.task_table import COLUMNS
from generator.exports.workbook import Linked, Sheet, SheetCell, SheetColumn, workbook_bytes
from generator.model.agencies import Party
from generator.model.entries import NoticeEntry, TaskEntry
from generator.outputs import OutputFile
from generator.vocabulary import Phrase, Vocabulary

WIDTHS: Mapping[str, Mapping[str, int]] = {
    "task_sheet": {
        **{
            "notice": 9,
            "label": 8,
            "heading": 18,
            "part": 8,
            "text": 80,
            "agencies": 24,
            "first": 12,
        },
        **{
            "deadline": 10,
            "state": 14,
            "document": 22,
            "section": 20,
            "clause": 30,
            "others": 18,
            "open": 8,
        },
        **{"figures": 20, "number_state": 10, "heading_state": 10, "agencies_state": 10},
        **{"sources": 24, "page": 36, "key": 14},
    },
    "agency_sheet": {
        **{
            "name": 26,
            "series": 14,
            "printed": 26,
            "kind": 18,
            "held": 10,
            "firsts": 10,
            "known": 10,
        },
        **{"before": 24, "after": 24, "page": 36, "english": 36},
    },
    "comparison_sheet": {
        **{"older": 10, "old": 44, "kind": 12, "newer": 10, "new": 44, "level": 12},
        **{"basis": 12, "page": 36},
    },
    "figure_sheet": {
        **{"subject": 20, "notice": 9, "label": 8, "heading": 24, "text": 18, "kind": 8},
        **{"quote": 60, "state": 16, "page": 36},
    },
}
"""The columns of each sheet by their keys in words.toml, and about how many digits fit into each; first
those that are printed (`workbook.PRINTED`)."""
ROWS: Mapping[str, Callable[[Edition], Iterator[Entry]]] = {
    "task_sheet": task_rows,
    "agency_sheet": agency_rows,
    "comparison_sheet": comparison_rows,
    "figure_sheet": figure_rows,
}
Rows = Mapping[str, Sequence[SheetRow]]
"""The rows of each sheet."""
UNSAFE_IN_CSV = "key"
"""The column that the CSV does without: a spreadsheet reads `2020-01` there as a day."""

CHINESE = tuple(key for key in WIDTHS["task_sheet"] if key not in ("part", UNSAFE_IN_CSV))
"""The columns of `tasks-zh.csv`."""


def sheets_of(edition: Edition, rows: Rows, *, whole: bool = False) -> tuple[Sheet, ...]:
    """The sheets without those that have no row; but in that of the `whole` no column is empty."""
    names = edition.words.table("sheets")
    made = []
    for table, own in rows.items():
        columns = [key for key in WIDTHS[table] if key != "part" or not whole]
        if not edition.content.several:
            columns = [key for key in columns if key != "series"]
        if not whole:
            columns = [key for key in columns if any(row.get(key) not in (None, "") for row in own)]
        if own:
            made.append(_sheet(edition, table, names[table].text, columns, own))
    return tuple(made)


def _sheet(
    edition: Edition, table: str, name: str, columns: list[str], rows: Sequence[SheetRow]
) -> Sheet:
    heads = _heads(edition)[table]
    return Sheet(
        name=name,
        columns=tuple(SheetColumn(heads[key].text, WIDTHS[table][key]) for key in columns),
        rows=tuple(tuple(row.get(key) for key in columns) for row in rows),
    )


def _heads(edition: Edition) -> Mapping[str, Mapping[str, Phrase]]:
    words = edition.words
    return {
        "task_sheet": words.table("task_sheet"),
        "agency_sheet": words.table("agency_sheet"),
        "comparison_sheet": words.table("comparison_sheet"),
        "figure_sheet": words.table("figure_sheet"),
    }


def _files(edition: Edition) -> Iterator[OutputFile]:
    tables = {table: tuple(rows(edition)) for table, rows in ROWS.items()}
    every = {table: [entry.row for entry in entries] for table, entries in tables.items()}
    yield OutputFile(f"{DATA_FILES}tasks.xlsx", _book(edition, every, ""))
    yield OutputFile(f"{DATA_FILES}tasks-zh.csv", _chinese_csv(edition, every["task_sheet"]))
    for notice in edition.notices:
        if notice.headed:
            own = _of_notice(tables, notice)
            title = _document(edition, notice)
            yield OutputFile(workbook_file("notices", notice.id), _book(edition, own, title))
    mentions = mentions_of(edition.notices)
    for agency in edition.content.registry.agencies:
        if agency.id in mentions:
            own = _of_agency(edition, tables, agency.id, mentions[agency.id])
            keys = {task.notice for task, _ in mentions[agency.id]}
            named = [_document(edition, n) for n in newest_first(edition) if n.id in keys]
            title = edition.words.say(
                "cells.tasks_of", agency=agency.name, notices="、".join(named)
            )
            yield OutputFile(workbook_file("agencies", agency.id), _book(edition, own, title))


def _document(edition: Edition, notice: NoticeEntry) -> str:
    """A notice by its name and, where it is known, its number, as the head of a printed sheet has it."""
    said = {"name": notice.name, "number": notice.number}
    return edition.words.say("cells.document", **said) if notice.number else notice.name


Tables = Mapping[str, Sequence[Entry]]


def _of_notice(tables: Tables, notice: NoticeEntry) -> Rows:
    """The notice's tasks and numbers, the bodies that it names, the comparisons that it stands in."""
    named = {p.agency for task in notice.headed for p in task.parties or () if p.agency}
    return {
        table: [e.row for e in entries if notice.id in e.notices or e.agency in named]
        for table, entries in tables.items()
    }


def _of_agency(
    edition: Edition, tables: Tables, agency: str, mentions: Iterable[tuple[TaskEntry, Party]]
) -> Rows:
    """The tasks that name the body, with what each says that it does, and what is said of them.

    Compared are neighbouring years: all pairs of years say the same of a line of work many times. A pair
    that may be related by its headings alone is no row of its own tasks (`Entry.unlikely`).
    """
    parts = {task.key: part_said(edition, party) for task, party in mentions}
    chains = series_chains(edition.content)
    beside = {pair for ids in chains for pair in pairwise(ids)}
    rows = {
        table: [
            e.row
            for e in entries
            if e.agency == agency
            or (
                not (e.tasks.isdisjoint(parts) or e.unlikely)
                and (len(e.notices) < 2 or e.notices in beside)
            )
        ]
        for table, entries in tables.items()
    }
    tasks = [{**row, "part": parts[str(row["key"])]} for row in rows["task_sheet"]]
    return {**rows, "task_sheet": tasks}


def _book(edition: Edition, rows: Rows, title: str) -> bytes:
    """On paper each page says what it is of, and that the site is nobody's office; no title for all."""
    words = edition.words
    fiction = words.say("frame.fiction_mark") if edition.content.series.fiction else ""
    return workbook_bytes(
        sheets_of(edition, rows, whole=not title),
        title=fiction + (title or edition.title),
        note=words.say("cells.note"),
    )


def _chinese_csv(edition: Edition, rows: Iterable[SheetRow]) -> bytes:
    table = ([_plain(row.get(key)) for key in CHINESE] for row in rows)
    return csv_bytes(list(chinese_heads(edition.words)), table)


def chinese_heads(words: Vocabulary) -> dict[str, str]:
    """The heads of `tasks-zh.csv`, each with what it is in `tasks.csv`, or in words of its own."""
    heads = words.table("task_sheet")
    said = {column.name: column.description for column in COLUMNS}
    return {heads[key].text: said.get(key, "the address of its page") for key in CHINESE}


def _plain(cell: SheetCell) -> str | int | bool | None:
    return cell.text if isinstance(cell, Linked) else cell


def _notice_sample(edition: Edition) -> Iterator[Sample]:
    """That of the newest notice whose text is held."""
    for notice in newest_first(edition):
        if notice.held and notice.headed:
            yield Sample(path=workbook_file("notices", notice.id), words="notice_xlsx")
            return


def _agency_sample(edition: Edition) -> Iterator[Sample]:
    """That of the body that most tasks name."""
    mentions = mentions_of(edition.notices)
    known = {agency.id for agency in edition.content.registry.agencies}
    counts = {
        key: sum(task.heading is not None for task, _ in found)
        for key, found in mentions.items()
        if key in known
    }
    if any(counts.values()):
        most = max(sorted(counts), key=counts.__getitem__)
        yield Sample(path=workbook_file("agencies", most), words="agency_xlsx")


WORKBOOKS = Producer(
    kinds=(
        Kind(name="tasks_xlsx", pattern=f"{DATA_FILES}tasks.xlsx"),
        Kind(name="tasks_zh_csv", pattern=f"{DATA_FILES}tasks-zh.csv"),
        Kind(
            name="notice_xlsx",
            pattern=workbook_file("notices", "<id>"),
            repeats=True,
            samples=_notice_sample,
        ),
        Kind(
            name="agency_xlsx",
            pattern=workbook_file("agencies", "<id>"),
            repeats=True,
            samples=_agency_sample,
        ),
    ),
    files=_files,
)
