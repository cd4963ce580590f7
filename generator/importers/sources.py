"""What an importer is given: raw bytes, with where they come from; and what a reader makes of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


class SourceError(Exception):
    """The source could not be had, or cannot be read as what it claims to be."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message}\n    hint: {hint}" if hint else message)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSource:
    """Raw bytes; `name` is the file's name or the address's last part, with its suffix.

    The addresses and the HTTP status are None for a file. `archived` is the time at which a web
    archive took this copy of the page `page`; both are None for any other source.
    """

    name: str
    data: bytes
    asked: str | None = None
    final: str | None = None
    status: int | None = None
    charset: str | None = None
    page: str | None = None
    archived: str | None = None

    @property
    def suffix(self) -> str:
        return "." + self.name.rpartition(".")[2].lower() if "." in self.name else ""

    @property
    def sha256(self) -> str:
        """The sha256 of its bytes, in hex."""
        return hashlib.sha256(self.data).hexdigest()


SOFT_BREAK = "\u2028"
"""A line break inside a paragraph (<br>, w:br): joined or split in cleaning, never by a reader."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of a source that is no part of the document, and why it is not."""

    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should look at: `at` is the text at the place."""

    message: str
    at: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What a reader took out of a source: lines of text, and what it is sure of besides.

    `raw` is everything that the document's part of the source has, with what its program adds to it
    when it shows it (numbers): without white space, `lines`, `dropped` and `markup` (the source's own
    syntax) have the same characters, no more and no fewer. `steps` names what the reader did besides
    reading; `faults` are places at which the source surely has more than could be read, `doubts`
    those at which it may. `wrapped` says that lines may end in mid-sentence; `title`, `number` and
    the days come from the page's own table, where the body may lack them.
    """

    layout: str
    lines: tuple[str, ...]
    raw: str
    dropped: tuple[Dropped, ...] = ()
    markup: str = ""
    steps: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    faults: tuple[Doubt, ...] = ()
    wrapped: bool = False
    title: str | None = None
    number: str | None = None
    signed: str | None = None
    published: str | None = None
