"""The table of all tasks for programs: `tasks.csv`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import DATA_FILES
from generator.edition import Edition, Kind, Producer
from generator.exports.csv_table import csv_bytes
from generator.exports.task_table import COLUMNS, task_rows
from generator.outputs import OutputFile

TASKS_CSV = f"{DATA_FILES}tasks.csv"


def table_files(edition: Edition) -> Iterator[OutputFile]:
    """The file; the same content gives the same bytes."""
    rows = tuple(task_rows(edition.notices))
    yield OutputFile(TASKS_CSV, csv_bytes([column.name for column in COLUMNS], rows))


TABLES = Producer(kinds=(Kind(name="tasks_csv", pattern=TASKS_CSV),), files=table_files)
