"""`tasks.xlsx`, one workbook for each notice and body, and `tasks-zh.csv`: for people, in Chinese.

The data page says what each column is; `tasks.csv` is the same table for programs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.addresses import DATA_FILES, workbook_file
from generator.edition import Edition, Kind, Producer, Sample
from generator.exports.agencies_json import mentions_of
from generator.exports.csv_table import csv_bytes
from generator.exports.sheet_rows import (
    Choice,
    SheetRow,
    agency_rows,
    comparison_rows,
    figure_rows,
    newest_first,
    task_rows,
)
from generator.exports.workbook import Linked, Sheet, SheetCell, SheetColumn, workbook_bytes
from generator.model.entries import TaskEntry
from generator.outputs import OutputFile
from generator.vocabulary import Phrase

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
        **{"deadline": 10, "state": 14, "section": 20, "clause": 30, "others": 18, "open": 8},
        **{"figures": 20, "number_state": 10, "heading_state": 10, "agencies_state": 10},
        **{"sources": 24, "page": 36, "key": 14},
    },
    "agency_sheet": {
        **{"name": 26, "printed": 26, "kind": 18, "held": 10, "firsts": 10, "known": 10},
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
ROWS: Mapping[str, Callable[[Edition, Choice], Iterator[SheetRow]]] = {
    "task_sheet": task_rows,
    "agency_sheet": agency_rows,
    "comparison_sheet": comparison_rows,
    "figure_sheet": figure_rows,
}
UNSAFE_IN_CSV = "key"
"""The column that the CSV does without: a spreadsheet reads `2020-01` there as a day."""


def sheets_of(edition: Edition, choice: Choice) -> tuple[Sheet, ...]:
    """The sheets of a choice, without those that have no row.

    In that of a notice or a body no column is empty.
    """
    names = edition.words.table("sheets")
    made = []
    for table, rows_of in ROWS.items():
        rows = list(rows_of(edition, choice))
        columns = list(WIDTHS[table])
        if choice.notice or choice.body:
            columns = [
                key for key in columns if any(row.get(key) not in (None, "") for row in rows)
            ]
        elif table == "task_sheet":
            columns.remove("part")
        if rows:
            made.append(_sheet(edition, table, names[table].text, columns, rows))
    return tuple(made)


def _sheet(
    edition: Edition, table: str, name: str, columns: list[str], rows: list[SheetRow]
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
    whole = _whole(edition)
    yield OutputFile(f"{DATA_FILES}tasks.xlsx", _book(edition, whole, ""))
    yield OutputFile(f"{DATA_FILES}tasks-zh.csv", _chinese_csv(edition, whole))
    for notice in edition.notices:
        if notice.headed:
            choice = _of(notice.headed, notice=notice.id)
            yield OutputFile(
                workbook_file("notices", notice.id), _book(edition, choice, notice.name)
            )
    mentions = mentions_of(edition.notices)
    for agency in edition.content.registry.agencies:
        if agency.id in mentions:
            choice = Choice(
                tasks=frozenset(task.key for task, _ in mentions[agency.id]),
                agencies=frozenset({agency.id}),
                body=agency.id,
            )
            book = _book(edition, choice, agency.name)
            yield OutputFile(workbook_file("agencies", agency.id), book)


def _whole(edition: Edition) -> Choice:
    return _of([task for notice in edition.notices for task in notice.headed])


def _of(tasks: Iterable[TaskEntry], notice: str = "") -> Choice:
    named = {p.agency for task in tasks for p in task.parties or () if p.agency}
    return Choice(
        tasks=frozenset(task.key for task in tasks), agencies=frozenset(named), notice=notice
    )


def _book(edition: Edition, choice: Choice, title: str) -> bytes:
    """On paper each page says what it is of, and that the site is nobody's office."""
    words = edition.words
    fiction = words.say("frame.fiction_mark") if edition.content.series.fiction else ""
    return workbook_bytes(
        sheets_of(edition, choice),
        title=fiction + (title or edition.content.series.title),
        note=words.say("cells.note"),
    )


def _chinese_csv(edition: Edition, choice: Choice) -> bytes:
    heads = edition.words.table("task_sheet")
    columns = [key for key in WIDTHS["task_sheet"] if key not in ("part", UNSAFE_IN_CSV)]
    rows = task_rows(edition, choice)
    table = ([_plain(row.get(key)) for key in columns] for row in rows)
    return csv_bytes([heads[key].text for key in columns], table)


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
        Kind(name="notice_xlsx", pattern=workbook_file("notices", "<id>"), samples=_notice_sample),
        Kind(name="agency_xlsx", pattern=workbook_file("agencies", "<id>"), samples=_agency_sample),
    ),
    files=_files,
)
