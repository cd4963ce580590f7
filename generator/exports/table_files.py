"""The table of all tasks as files: `tasks.csv`, `tasks.xlsx`, and `datapackage.json` about the csv."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.addresses import DATA_FILES
from generator.edition import Edition, Kind, Producer
from generator.exports.csv_table import csv_bytes
from generator.exports.task_table import COLUMNS, Cell, Column, task_rows
from generator.exports.values import Json
from generator.model.content import Content
from generator.model.facts import FactState
from generator.model.ids import ID_PATTERN, TASK_ID_PATTERN
from generator.model.provenance import TextState
from generator.outputs import OutputFile, json_bytes

MOST_IN_A_CELL = 32_767
"""UTF-16 units that a spreadsheet holds in a cell: a longer text is left out there, never cut."""
ENTRY, MADE_ON, LENGTHS, UNIX = 46, 5, 28, 3
"""An entry of a ZIP's directory: its size without three texts, and where it says on which system it was
made, and how long those are; and the number of Unix."""
MADE = datetime(1980, 1, 1)
"""When every workbook says that it was made: the archive's first day, so that no clock shows."""


def table_files(edition: Edition) -> Iterator[OutputFile]:
    """The three files; the same content gives the same bytes."""
    rows = tuple(task_rows(edition.notices))
    table = csv_bytes([column.name for column in COLUMNS], rows)
    yield OutputFile(f"{DATA_FILES}tasks.csv", table)
    yield OutputFile(f"{DATA_FILES}tasks.xlsx", xlsx_bytes(rows))
    yield OutputFile(f"{DATA_FILES}datapackage.json", json_bytes(_package(edition.content, table)))


def xlsx_bytes(rows: Sequence[tuple[Cell, ...]]) -> bytes:
    """A workbook with one sheet; every text is a text, so that none is run as a formula.

    Control characters, and what looks like a spreadsheet's escape of one, are escaped on writing.
    """
    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True})
    book.set_properties({"author": "keytasks", "created": MADE})
    sheet = book.add_worksheet("tasks")
    sheet.freeze_panes(1, 1)
    for line, row in enumerate((tuple(column.name for column in COLUMNS), *rows)):
        for place, cell in enumerate(row):
            _write_cell(sheet, line, place, cell)
    book.close()
    return _from_anywhere(made.getvalue())


def _from_anywhere(archive: bytes) -> bytes:
    """The archive with every entry said to be made on Unix: on Windows Python says Windows."""
    data = bytearray(archive)
    with zipfile.ZipFile(io.BytesIO(archive)) as read:
        place = read.start_dir
        entries = len(read.infolist())
    for _ in range(entries):
        data[place + MADE_ON] = UNIX
        name, extra, comment = struct.unpack_from("<3H", archive, place + LENGTHS)
        place += ENTRY + name + extra + comment
    return bytes(data)


def _write_cell(sheet: Worksheet, line: int, place: int, cell: Cell) -> None:
    """Write by the value's type; `sheet.write` would guess formulas and links from the text."""
    if isinstance(cell, bool):
        sheet.write_boolean(line, place, cell)
    elif isinstance(cell, int):
        sheet.write_number(line, place, cell)
    elif not cell or len(cell.encode("utf-16-le")) > 2 * MOST_IN_A_CELL:
        pass
    elif cell.startswith("<r>") and cell.endswith("</r>"):
        # XlsxWriter takes such a text for its own markup and writes it unescaped; not so in parts.
        sheet.write_rich_string(line, place, "<", cell[1:-4], "</r>")
    else:
        sheet.write_string(line, place, cell)


def _package(content: Content, table: bytes) -> Json:
    """A Frictionless data package: what the csv is, and the type of each column."""
    return {
        "profile": "tabular-data-package",
        "name": "keytasks",
        "title": content.series.title,
        "description": "Every key task of the annual notices of which a heading is known, one a row.",
        "sources": list(_sources(content)),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "tasks",
                "path": "tasks.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(table),
                "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
                "schema": {
                    "fields": [_field(column) for column in COLUMNS],
                    "primaryKey": ["key"],
                    "missingValues": [""],
                },
            }
        ],
    }


def _sources(content: Content) -> Iterator[Json]:
    """Where the texts held came from, then where what is known of other notices was read."""
    for held in content.notices:
        came = f"{held.notice.identity.title}: {held.provenance.description}"
        read = held.provenance.retrieval
        yield _source(came, read.final if read else None)
    for facts in content.facts:
        for source in facts.sources:
            yield _source(f"{facts.id}: {source.name}", source.url)


def _source(title: str, address: str | None) -> Json:
    return {"title": title, "path": address} if address else {"title": title}


def _field(column: Column) -> Json:
    rules: dict[str, Json] = {"required": column.required}
    if column.name in ("id", "key"):
        rules["unique"] = True
    if column.name == "id":
        rules["pattern"] = _pattern(TASK_ID_PATTERN)
    if column.name == "notice":
        rules["pattern"] = _pattern(ID_PATTERN)
    if column.name == "state":
        rules["enum"] = list(TextState)
    if column.name.endswith("_state"):
        rules["enum"] = list(FactState)
    return {
        "name": column.name,
        "type": column.kind,
        "description": column.description,
        "constraints": rules,
    }


def _pattern(expression: re.Pattern[str]) -> str:
    """The expression without what only Python understands: names of groups, `\\Z`."""
    return "^" + re.sub(r"\?P<\w+>", "", expression.pattern).removesuffix(r"\Z") + "$"


TABLES = Producer(
    kinds=(
        Kind(name="tasks_csv", pattern=f"{DATA_FILES}tasks.csv"),
        Kind(name="tasks_xlsx", pattern=f"{DATA_FILES}tasks.xlsx"),
        Kind(name="datapackage", pattern=f"{DATA_FILES}datapackage.json", schema="datapackage"),
    ),
    files=table_files,
)
