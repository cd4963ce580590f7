"""A table as a CSV file that spreadsheets open as it is and run nothing of."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from generator.exports.task_table import Cell

ALIVE = re.compile(
    r"(?:\A|(?<=[;|\t\r\n]))(?=[ \u3000]*+[=+\-@\uff1d\uff0b\uff0d\uff20])|\A(?=[\t\r])"
)
"""Where a spreadsheet would begin a formula: with a sign in half or full width, at the beginning of a
cell, or behind what another delimiter than ours would cut at."""


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with BOM and CRLF, as spreadsheets expect it; nothing is an empty cell.

    A text that a spreadsheet would run as a formula gets a `'` before it.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str | int:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return ALIVE.sub("'", cell)
    return "" if cell is None else cell
