"""The table of all tasks as files: `tasks.csv`, `tasks.xlsx`, and `datapackage.json` about the csv."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from generator.addresses import DATA_FILES
from generator.exports.task_table import COLUMNS, Cell, Column, task_rows
from generator.exports.values import Json
from generator.model.content import Content
from generator.model.facts import FactState
from generator.model.ids import ID_PATTERN, TASK_ID_PATTERN
from generator.model.provenance import TextState
from generator.outputs import OutputFile, json_bytes

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MOST_IN_A_CELL = 32_767
"""What a spreadsheet holds in a cell: a longer text is left out there, never cut."""
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>keytasks</dc:creator>'
    "</cp:coreProperties>"
)


def table_files(content: Content) -> Iterator[OutputFile]:
    """The three files; the same content gives the same bytes."""
    rows = tuple(task_rows(content))
    table = csv_bytes(rows)
    yield OutputFile(f"{DATA_FILES}tasks.csv", table)
    yield OutputFile(f"{DATA_FILES}tasks.xlsx", xlsx_bytes(rows))
    yield OutputFile(f"{DATA_FILES}datapackage.json", json_bytes(_package(content, table)))


def csv_bytes(rows: Sequence[tuple[Cell, ...]]) -> bytes:
    """UTF-8 with BOM and CRLF, as spreadsheets expect it; nothing is an empty cell.

    A text that a spreadsheet would run as a formula gets a `'` before it.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(column.name for column in COLUMNS)
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str | int:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return "" if cell is None else cell


def xlsx_bytes(rows: Sequence[tuple[Cell, ...]]) -> bytes:
    """A workbook with one sheet; every text is a text, so that none is run as a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("tasks")
    sheet.freeze_panes = "B2"
    for row in (tuple(column.name for column in COLUMNS), *rows):
        sheet.append([_xlsx_cell(sheet, cell) for cell in row])
    made = io.BytesIO()
    book.save(made)
    return _undated(made)


def _xlsx_cell(sheet: WriteOnlyWorksheet, value: Cell) -> object:
    if not isinstance(value, str):
        return value
    text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value)  # else it would be read as an escape
    text = re.sub(r"[\x00-\x08\x0b-\x1f]", lambda match: f"_x{ord(match[0]):04X}_", text)
    if len(text) > MOST_IN_A_CELL:
        return None
    cell = WriteOnlyCell(sheet, value="")
    cell.value = text
    cell.data_type = "s"
    return cell


def _undated(made: io.BytesIO) -> bytes:
    """The same workbook without the time at which it was made, neither in the archive nor in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(target, "w") as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name)  # of 1980-01-01
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            new.writestr(entry, CORE if name == "docProps/core.xml" else old.read(name))
    return target.getvalue()


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
