"""What is known of a notice without its text, and what is missing, as two pages show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.model.entries import EntryStates
from generator.model.facts import FactsNotice, FactState, KnownSection
from generator.website.task_views import TaskView

ASKED = ("issued", "addressees", "section_count", "task_count", "names_agencies")
"""What one wants to know of every notice, in the order in which the page says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPart:
    """A section with the tasks of which a heading or a number is known; `silent` says why none is.

    It is `before` where the first task stands in a later section, `general` for the general
    requirements, which may have none, else `unseen`.
    """

    section: KnownSection
    tasks: tuple[TaskView, ...]
    silent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """A notice of which only facts are known, counted."""

    facts: FactsNotice
    tasks: tuple[TaskView, ...]

    @property
    def titled(self) -> tuple[TaskView, ...]:
        """The tasks whose heading is known."""
        return tuple(view for view in self.tasks if view.task.heading)

    @property
    def section_headings(self) -> int:
        """How many sections' headings are known."""
        return sum(bool(section.heading) for section in self.facts.sections)

    @property
    def unplaced_sections(self) -> tuple[str, ...]:
        """Headings of sections whose number is not known."""
        return tuple(s.heading for s in self.facts.sections if s.heading and not s.number)

    @property
    def guessed_numbers(self) -> int:
        """How many known headings have a number that was only inferred."""
        return sum(_states(view).number is FactState.INFERRED for view in self.titled)

    @property
    def unnumbered(self) -> int:
        """How many known headings have no number."""
        return sum(not view.task.number for view in self.titled)

    @property
    def with_agencies(self) -> int:
        """Of how many tasks the agencies are known."""
        return sum(view.task.parties is not None for view in self.tasks)

    @property
    def by_state(self) -> tuple[tuple[FactState, int], ...]:
        """How many headings are how sure."""
        states = sorted(_states(view).heading for view in self.titled)
        return tuple((state, len(list(group))) for state, group in groupby(states))

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields of ASKED of which nothing is known."""
        return tuple(name for name in ASKED if getattr(self.facts, name) is None)

    @property
    def parts(self) -> tuple[KnownPart, ...]:
        """The known sections with their tasks, in order."""
        return tuple(
            KnownPart(section=section, tasks=self._in(section), silent=self._silent(section))
            for section in self.facts.sections
        )

    @property
    def loose(self) -> tuple[TaskView, ...]:
        """The tasks whose section is not known."""
        return tuple(view for view in self.tasks if view.task.section is None)

    @property
    def last_number(self) -> int | None:
        """The highest known number of a task."""
        return max((view.task.number for view in self.tasks if view.task.number), default=None)

    def _in(self, section: KnownSection) -> tuple[TaskView, ...]:
        own = section.number
        return tuple(view for view in self.tasks if own and _section(view) == own)

    def _silent(self, section: KnownSection) -> str:
        first = self.facts.first_section
        if section.number and first and section.number < first:
            return "before"
        return "general" if section.heading == GENERAL else "unseen"


def _section(view: TaskView) -> int | None:
    return view.task.section.number if view.task.section else None


def _states(view: TaskView) -> EntryStates:
    assert view.task.states  # its text is not held
    return view.task.states


GENERAL = "总体要求"
"""The heading of the section of general requirements, which has no tasks in some notices."""


def coverage_views(
    facts: Sequence[FactsNotice], tasks: Mapping[str, tuple[TaskView, ...]]
) -> dict[str, CoverageView]:
    """A view of each notice of which only facts are known, by its id, in the order of ids."""
    ordered = sorted(facts, key=lambda notice: notice.id)
    return {notice.id: CoverageView(facts=notice, tasks=tasks[notice.id]) for notice in ordered}
