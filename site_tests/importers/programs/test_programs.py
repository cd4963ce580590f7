"""Files that other programs wrote: the same text whichever program it was (`make programs` makes more)."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.importers.drafting import draft
from generator.importers.readers.choosing import read_here
from generator.importers.sources import RawSource
from site_tests.importers.programs.documents import SOURCES, STYLES, Style, pieces
from site_tests.sources import LINES

FILES = sorted(path for path in (Path(__file__).parent / "files").iterdir() if path.suffix != ".md")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_same_text_from_every_program(path: Path) -> None:
    """Numbers that a program makes, hanging lines, tables and columns: the notice's own paragraphs."""
    source = RawSource(name=path.name, data=path.read_bytes())
    made = draft(source, notice_id="9002", series="x", read=read_here)
    assert made.cleaned.paragraphs == tuple(LINES)
    assert made.problems == ()


@pytest.mark.parametrize("style", STYLES)
def test_a_source_has_the_whole_notice(style: Style) -> None:
    """What a program is given has every line, with its number or without where the program makes it."""
    assert sorted(piece.label + piece.text for piece in pieces(style)) == sorted(LINES)
    for write in SOURCES.values():
        bare = "".join(write(style).decode().split()).replace("\\", "")
        assert all("".join(piece.text.split()) in bare for piece in pieces(style))
