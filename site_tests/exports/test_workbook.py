"""How a workbook is written: texts stay texts, the bytes are the same, and it is ready to be printed."""

from __future__ import annotations

import io
import re
import sys
import zipfile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from generator.exports.csv_table import csv_bytes
from generator.exports.workbook import (
    LONGEST_LINK,
    Linked,
    Sheet,
    SheetCell,
    SheetColumn,
    workbook_bytes,
)

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "=cmd|' /C calc'!A0",
    "\x01=1",
    "\x1b[1m",
]


def book(*cells: SheetCell) -> bytes:
    """A workbook of one sheet with one row of these cells."""
    columns = tuple(SheetColumn(f"列{place}", 10) for place in range(len(cells)))
    return workbook_bytes(
        [Sheet(name="表", columns=columns, rows=(cells,))], title="甲&乙", note="丙"
    )


def read(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data))["表"]


def unescape(text: str) -> str:
    """The text of a cell as a spreadsheet shows it, of which openpyxl leaves some escapes."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), text)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    """A text that looks like a formula is a text, in a cell, a link's text and a head."""
    sheet = read(book(text, Linked(text, "https://example.org/")))
    for cell in sheet[2]:
        assert (cell.data_type, unescape(cell.value)) == ("s", text)
    head = Sheet(name="表", columns=(SheetColumn(text, 9),), rows=())
    cell = read(workbook_bytes([head])).cell(1, 1)
    assert (cell.data_type, unescape(cell.value)) == ("s", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_control_character_stands_in_the_file(text: str) -> None:
    """It is written as the format's escape, which spreadsheets show and do not obey."""
    with zipfile.ZipFile(io.BytesIO(book(text))) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist())
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", inside)
    assert b"<f>" not in inside


@pytest.mark.parametrize("text", ["<r><t>甲</t></r>", "<r></si></r>", "<r></r>", "<r>a&b</r>"])
def test_no_text_is_the_workbooks_own_markup(text: str) -> None:
    """A text that looks like a piece of the workbook's XML is read back as that text."""
    cell = read(book(text)).cell(2, 1)
    assert (cell.data_type, cell.value) == ("s", text)


@pytest.mark.parametrize("text", ["https://example.org/", "mailto:a@b.cn", "internal:x!A1"])
def test_no_text_is_a_link_of_itself(text: str) -> None:
    """An address in an official text leads nowhere: only a `Linked` is a link."""
    assert read(book(text)).cell(2, 1).hyperlink is None


def test_a_link_leads_where_it_says() -> None:
    """Its text is shown; one that is too long for the format stands as a text."""
    long = "https://example.org/" + "a" * LONGEST_LINK
    first, second = read(book(Linked("甲", "https://example.org/乙/"), Linked("丙", long)))[2]
    assert first.hyperlink and first.hyperlink.target == "https://example.org/乙/"
    assert (first.value, second.value, second.hyperlink) == ("甲", "丙", None)


def test_cells() -> None:
    """Numbers are numbers, nothing is empty, what looks like an escape is kept, long texts are not cut."""
    data = book(1, False, None, "_x0041_\x0b甲", "字" * 32_767, "字" * 32_768, "𠀀" * 16_384)
    number, flag, nothing, escaped, long, longer, pairs = next(
        iter(read(data).iter_rows(min_row=2, values_only=True))
    )
    assert (number, flag, nothing) == (1, False, None)
    assert escaped and (len(str(long)), longer, pairs) == (32_767, None, None)
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert "_x005F_x0041__x000B_甲</t>" in archive.read("xl/sharedStrings.xml").decode()


def test_it_is_ready_to_be_read_and_printed() -> None:
    """A frozen head that each printed page repeats, a filter, wrapped text, A4 across, one page wide."""
    sheet = read(book("甲", "乙"))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B2"
    assert sheet.column_dimensions["A"].width > 9
    assert sheet.cell(2, 1).alignment.wrap_text and sheet.cell(1, 1).alignment.wrap_text
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in {(1, 0), (None, 0)}
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddHeader.left.text == "甲&&乙" and sheet.oddFooter.left.text == "丙"


@pytest.mark.parametrize("title", ["任务", "长" * 300, "&" * 300, "𠮷" * 300, "A & B"])
def test_a_title_of_any_length_is_printed(title: str) -> None:
    """What has no room at the head of a page is cut there, and said to be; the file stays readable."""
    sheet = Sheet(name="任务", columns=(SheetColumn("列", 20),), rows=(("一",),))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes([sheet], title=title, note=title)))
    said = (book["任务"].oddHeader.left.text or "").replace("&&", "&")
    assert said == title or (said.endswith("…") and title.startswith(said[:-1]) and len(said) > 100)
    assert (said == title) is (len(title) < 100)


def test_it_is_the_same_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which system it was made on, and when, is in no byte of it, and it can be read."""
    here = book("一", "二")
    monkeypatch.setattr(sys, "platform", "win32")
    assert book("一", "二") == here
    with zipfile.ZipFile(io.BytesIO(here)) as archive:
        assert archive.testzip() is None
        assert {entry.create_system for entry in archive.infolist()} == {3}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r">(\d{4}-[^<]+)<", core)) == {"1980-01-01T00:00:00Z"}


def test_the_csv_of_the_same_cells_is_dead_too() -> None:
    """What a workbook keeps as a text has a ' before it in a table that is opened as text."""
    line = csv_bytes(["列"], [("=1+1",)]).decode("utf-8-sig").split("\r\n")[1]
    assert line == "'=1+1"
