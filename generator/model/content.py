"""All that the site is made of, as one value: what reading `content/` gives."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.agencies import Registry
from generator.model.changes import Change
from generator.model.english import EnglishHeadings
from generator.model.facts import FactsNotice
from generator.model.figures import Subject
from generator.model.notice import Notice
from generator.model.provenance import Provenance
from generator.model.series import Series, SeriesOutline
from generator.model.themes import AskedComparison, LinkDecision, Theme
from generator.model.words import ReaderWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A text without white space, and the line of the file in which each character stands."""

    text: str
    lines: tuple[int, ...]

    def line(self, place: int) -> int:
        """The line of the character at `place`; behind the last one, its line; of nothing, 0."""
        return self.lines[min(place, len(self.lines) - 1)] if self.lines else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldNotice:
    """A notice with its provenance, as the content holds it; `placed` has the lines of its file."""

    notice: Notice
    provenance: Provenance
    placed: Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class HandPage:
    """A hand-written page: its file's stem is its address; `body` is Markdown.

    `menu` is what the menu of the site calls it; None where it has no entry of its own there.
    """

    slug: str
    title: str
    description: str
    body: str
    menu: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that the site is made of; notices newest first, `facts` those without their text.

    `example` is the invented content of `example/`, for the method page alone: it is never searched,
    counted, exported or linked. `refused` are themes that an editor rejected: they are shown
    nowhere, and keep the program from proposing the same line again.
    `checks` are the facts of notices whose text is held by now: a check of it, and the source of what
    editors still name by its topic. `asked` are comparisons of notices of different series. `changes` are the
    record of what became of the notices here, oldest first.
    """

    series: Series
    notices: tuple[HeldNotice, ...]
    facts: tuple[FactsNotice, ...]
    registry: Registry
    themes: tuple[Theme, ...]
    refused: tuple[Theme, ...]
    decisions: tuple[LinkDecision, ...]
    subjects: tuple[Subject, ...]
    checks: tuple[FactsNotice, ...]
    pages: tuple[HandPage, ...]
    example: Content | None = None
    words: tuple[ReaderWord, ...] = ()
    asked: tuple[AskedComparison, ...] = ()
    english: tuple[EnglishHeadings, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def latest(self) -> HeldNotice:
        """The newest notice held of the content's own series, else of any."""
        own = [held for held in self.notices if held.notice.series == self.series.id]
        return (own or list(self.notices))[0]

    @property
    def several(self) -> tuple[SeriesOutline, ...]:
        """The series of which anything is held, known or named, as series.yml has them; empty for one."""
        there = {notice.series for notice in self.all_notices} | {self.series.id}
        found = tuple(o for o in self.series.outlines() if o.members or o.id in there)
        return found if len(found) > 1 else ()

    @property
    def all_notices(self) -> tuple[Notice | FactsNotice, ...]:
        """Every notice of which something is known, those whose text is held first."""
        return *(held.notice for held in self.notices), *self.facts


EXAMPLE_MARK = "[[example]]"
"""Stands, alone on its line, where a hand-written page shows the example."""
