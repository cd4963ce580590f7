"""What an importer is given: raw bytes, with where they come from."""

from __future__ import annotations

from dataclasses import dataclass


class SourceError(Exception):
    """The source could not be had, or cannot be read as what it claims to be."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(f"{message}\n    hint: {hint}" if hint else message)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSource:
    """Raw bytes; `name` is the file's name or the address's last part, with its suffix.

    The addresses and the HTTP status are None for a file.
    """

    name: str
    data: bytes
    asked: str | None = None
    final: str | None = None
    status: int | None = None
    charset: str | None = None

    @property
    def suffix(self) -> str:
        return "." + self.name.rpartition(".")[2].lower() if "." in self.name else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What a reader took out of a source: lines of text, and what it is sure of besides.

    `wrapped` says that lines may end in mid-sentence; `title` and `number` come from the page's own
    table where the body may lack them; `dropped` names what was left out.
    """

    layout: str
    lines: tuple[str, ...]
    wrapped: bool = False
    title: str | None = None
    number: str | None = None
    dropped: tuple[str, ...] = ()
