"""The table of all tasks for programs: `tasks.csv`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import DATA_FILES
from generator.edition import Edition, FieldSample, Kind, Producer
from generator.exports.csv_table import csv_bytes
from generator.exports.task_table import COLUMNS, task_rows
from generator.outputs import OutputFile

TASKS_CSV = f"{DATA_FILES}tasks.csv"
LONGEST_EXAMPLE = 30
"""Characters of an example on the data page: enough to see its form."""


def table_files(edition: Edition) -> Iterator[OutputFile]:
    """The file; the same content gives the same bytes."""
    rows = tuple(task_rows(edition.newest_first))
    yield OutputFile(TASKS_CSV, csv_bytes([column.name for column in COLUMNS], rows))


def _fields(edition: Edition) -> Iterator[FieldSample]:
    """Each column with the first cell that has something in it, cut where it is long."""
    rows = tuple(task_rows(edition.notices))
    for place, column in enumerate(COLUMNS):
        cell = next((row[place] for row in rows if row[place] not in (None, "")), "")
        text = str(cell).lower() if isinstance(cell, bool) else str(cell)
        example = text if len(text) <= LONGEST_EXAMPLE else f"{text[:LONGEST_EXAMPLE]}…"
        yield FieldSample(name=column.name, words=column.name, example=example)


TABLES = Producer(
    kinds=(Kind(name="tasks_csv", pattern=TASKS_CSV, fields=_fields),), files=table_files
)
