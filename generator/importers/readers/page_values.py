"""A page as values: its characters with their places, its lines, and what was made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.importers.readers.table_cells import Cell
from generator.importers.sources import Doubt, Dropped, Extract

SAME_LINE = 0.35
"""Baselines as near as that are one line's."""
LATIN = re.compile("[A-Za-z]")
LOOK = "compare the page with the source"


Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


@dataclass(slots=True)
class Glyph:
    """A character on a page: its left and right edge, its baseline (upwards), its type size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(slots=True)
class Line:
    """A line of a page; `first` is the place of its first character in the page's own order.

    `token` is the width of what no line's end may part from its first character, `hang` the place at
    which its text begins behind its number, `column` the part of its page in which it stands (0 where
    the page has no columns). The text of a table's cell is a line too, in its `cell`.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    first: int
    token: float = 0.0
    hang: float = 0.0
    column: int = 0
    cell: Cell | None = None


@dataclass(slots=True)
class Sheet:
    """A page: its number, its size, its characters, whether lines are ruled on it, and where."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    ruled: bool = False
    rules: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Laid:
    """The paragraphs of the pages, and what was done, added and doubted on the way."""

    paragraphs: list[str]
    dropped: list[Dropped]
    doubts: list[Doubt]
    steps: list[str]
    added: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Pages:
    """What was read of a file's pages so far: their characters, what is no text, all that there is."""

    sheets: list[Sheet] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    faults: list[Doubt] = field(default_factory=list)

    def extract(self, layout: str, laid: Laid) -> Extract:
        """The extract of the file, once its pages are laid out."""
        return Extract(
            layout=layout,
            lines=tuple(laid.paragraphs),
            raw="".join((*self.raw, *laid.added)),
            dropped=(*self.dropped, *laid.dropped),
            steps=tuple(laid.steps),
            doubts=(*self.doubts, *laid.doubts),
            faults=tuple(self.faults),
        )


Run = list[tuple[int, Glyph]]
