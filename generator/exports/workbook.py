"""A workbook for people: sheets with heads, filters, widths and links, ready to be printed on A4.

Every text is a text, so that none is run as a formula; control characters, and what looks like a
spreadsheet's escape of one, are escaped on writing. The same sheets give the same bytes.
"""

from __future__ import annotations

import functools
import io
import re
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MOST_IN_A_CELL = 32_767
"""UTF-16 units that a spreadsheet holds in a cell: a longer text is left out there, never cut."""
MOST_LINKS, LONGEST_LINK = 65_530, 2_079
"""Links that a sheet may have, and how long one may be; what is beyond stands there as a text."""
ENTRY, MADE_ON, LENGTHS, UNIX = 46, 5, 28, 3
"""An entry of a ZIP's directory: its size without three texts, and where it says on which system it was
made, and how long those are; and the number of Unix."""
MADE = datetime(1980, 1, 1)
"""When every workbook says that it was made: the archive's first day, so that no clock shows."""
LONGEST_MARGINAL = 240
"""UTF-16 units of a title at the head of a printed page, where there is room for 255 with the commands."""
A4 = 9
MARGIN = 0.4
"""Inches on either side of a printed page, so that a wide table stays large enough to read."""
PRINTED = 190
"""How wide the columns may be together that are printed, in digits: more would be too small to read
on A4 across (where 150 stand at full size)."""
SIZE, LINE, HIGHEST = 10, 14, 409
"""The size of letters, the height of a line of them and of the highest row, in points."""
WIDE = re.compile("[\u1100-\u11ff\u2e80-\uffff\U00010000-\U0010ffff\u2010-\u203b]")
"""What is as wide as two digits."""
CACHED = 1 << 14
"""How many texts' heights are kept: a row stands in the workbooks of its notice and of all of its bodies."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A text that leads to an address of the web."""

    text: str
    url: str


SheetCell: TypeAlias = "str | int | bool | Linked | None"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column by what its head says; `width` is about how many digits fit beside each other."""

    head: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of a workbook: a row of heads, then `rows`."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[SheetCell, ...], ...]


def workbook_bytes(sheets: Sequence[Sheet], *, title: str = "", note: str = "") -> bytes:
    """The workbook as a file's bytes; on paper each page has `title` above and `note` below."""
    made = io.BytesIO()
    # A text is an address only where a `Linked` says so.
    book = Workbook(made, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"author": "keytasks", "title": title, "created": MADE})
    plain = {"text_wrap": True, "valign": "top", "font_size": SIZE}
    head = book.add_format({**plain, "bold": True, "bottom": 1})
    body = book.add_format(plain)
    link = book.add_format({**plain, "font_color": "#0b57d0", "underline": 1})
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, head, body, link)
        _to_print(book.get_worksheet_by_name(sheet.name), sheet, title, note)
    book.close()
    return _from_anywhere(made.getvalue())


def _write_sheet(page: Worksheet, sheet: Sheet, head: Format, body: Format, link: Format) -> None:
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, body)
        _write_cell(page, 0, place, column.head, head)
    links = 0
    page.set_row(0, _height(sheet, [column.head for column in sheet.columns]))
    for line, row in enumerate(sheet.rows, 1):
        page.set_row(line, _height(sheet, row))
        for place, cell in enumerate(row):
            if isinstance(cell, Linked):
                links += 1
                if links <= MOST_LINKS and len(cell.url) <= LONGEST_LINK:
                    page.write_url(line, place, cell.url, link, cell.text)
                    continue
                cell = cell.text
            _write_cell(page, line, place, cell, body)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _height(sheet: Sheet, row: Sequence[SheetCell]) -> int:
    """How high a row must be to show all of its texts, which not every spreadsheet finds out itself."""
    return min(LINE * max(map(_lines, row, sheet.columns), default=1), HIGHEST)


def _lines(cell: SheetCell, column: SheetColumn) -> int:
    text = cell.text if isinstance(cell, Linked) else cell
    if not isinstance(text, str):
        return 1
    if 2 * len(text) < column.width - column.width // 20 and "\n" not in text:
        return 1
    return _text_lines(text, column.width)


@functools.lru_cache(CACHED)
def _text_lines(text: str, width: int) -> int:
    widths = (len(line) + len(WIDE.findall(line)) for line in text.split("\n"))
    # Signs and numbers that have no room at a line's end go into the next, and letters differ by system.
    room = width - 1 - width // 20
    return sum(-(-max(line, 1) // room) for line in widths)


def _to_print(page: Worksheet, sheet: Sheet, title: str, note: str) -> None:
    """The columns from the left that fit on a page; a sheet can still be printed whole by hand."""
    width, last = 0, 0
    for place, column in enumerate(sheet.columns):
        width += column.width
        if width > PRINTED:
            break
        last = place
    page.print_area(0, 0, len(sheet.rows), last)
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=MARGIN, right=MARGIN)
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    page.set_header(f"&L{_marginal(title)}&R&A")
    page.set_footer(f"&L{_marginal(note)}&R&P / &N")


def _marginal(text: str) -> str:
    """A text for the head or foot of a page, where & begins a command and two are one; cut to the room."""
    sizes = [2 if character == "&" or character > "\uffff" else 1 for character in text]
    cut = text
    if sum(sizes) > LONGEST_MARGINAL:
        room = sum(total < LONGEST_MARGINAL for total in accumulate(sizes))
        cut = f"{text[:room]}…"
    return cut.replace("&", "&&")


def _write_cell(page: Worksheet, line: int, place: int, cell: SheetCell, style: Format) -> None:
    """Write by the value's type; `page.write` would guess formulas and links from the text."""
    if isinstance(cell, bool):
        page.write_boolean(line, place, cell, style)
    elif isinstance(cell, int):
        page.write_number(line, place, cell, style)
    elif not isinstance(cell, str) or not cell or _too_long(cell):
        pass  # the column has the style
    elif cell.startswith("<r>") and cell.endswith("</r>"):
        # XlsxWriter takes such a text for its own markup and writes it unescaped; not so in parts.
        page.write_rich_string(line, place, "<", cell[1:-4], "</r>", style)
    else:
        page.write_string(line, place, cell, style)


def _too_long(text: str) -> bool:
    if 2 * len(text) <= MOST_IN_A_CELL:
        return False
    return len(text.encode("utf-16-le")) > 2 * MOST_IN_A_CELL


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
