"""No cell of the CSV comes to life, whatever delimiter a spreadsheet takes."""

import pytest

from generator.exports.csv_table import _csv_cell

CASES = [
    ("=1+1", "'=1+1"),
    ("\uff1d1+1", "'\uff1d1+1"),
    ("\uff0d1", "'\uff0d1"),
    (" \u3000@x", "' \u3000@x"),
    ("\tx", "'\tx"),
    ("x;=1", "x;'=1"),
    ("x\t=1", "x\t'=1"),
    ("x|+1", "x|'+1"),
    ("x\n-1", "x\n'-1"),
    ("x\r\n =1", "x\r\n' =1"),
    ("x;\uff20y;=z", "x;'\uff20y;'=z"),
    ("x=1;y", "x=1;y"),
    ("2014-2020年，x", "2014-2020年，x"),
]


@pytest.mark.parametrize(("text", "cell"), CASES)
def test_a_cell_stays_a_text(text: str, cell: str) -> None:
    """A ' stands before what would begin a formula; every other text is as it was."""
    assert _csv_cell(text) == cell
