"""Our own English headings of a notice: unofficial, beside its Chinese text and never in its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglishHeadings:
    """English for a notice's title and for the headings of its sections and tasks, in their order."""

    notice: str
    title: str
    sections: tuple[str, ...]
    tasks: tuple[str, ...]
