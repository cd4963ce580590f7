"""What is known of a notice whose full text is not held, field by field, with its certainty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from generator.model.ids import TaskId


class FactState(StrEnum):
    """How sure a single fact is."""

    SEEN = "seen"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A field of a notice whose text is not held: what is known, how sure, and from where.

    `values` has one text, or several where the field is a list (addressees); `sources` are ids of
    the notice's `FactSource`s.
    """

    values: tuple[str, ...]
    state: FactState
    sources: tuple[str, ...]
    note: str = ""

    @property
    def text(self) -> str:
        return "；".join(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSource:
    """Where facts were read; `url` is None where the place is not fit to be linked."""

    id: str
    name: str
    date: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSection:
    """A section of which a heading or a number is known, either of them None where it is not."""

    number: int | None
    heading: str | None
    state: FactState
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTask:
    """A task of which something is known though its text is not held.

    `agencies` are names as printed, None where nothing is known of them; `open` likewise. `state`
    says how sure the heading is, `number_state` the number. Only a task whose number was seen or
    reported has an `id`, and with it an address.
    """

    id: TaskId | None
    number: int | None
    section: int | None
    heading: str | None
    agencies: tuple[str, ...] | None
    open: bool | None
    state: FactState
    number_state: FactState
    agencies_state: FactState
    sources: tuple[str, ...]
    line: int = field(default=0, compare=False)

    @property
    def told_number(self) -> int | None:
        """The number where it was seen or reported, None where it is only inferred."""
        return self.number if self.number_state in (FactState.SEEN, FactState.SECONDARY) else None

    @property
    def has_page(self) -> bool:
        return self.id is not None and self.heading is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A single known statement in our own words (事实), under a subject.

    A `comment` is what its source says about the notice (a comparison with another year, say), not
    what the notice says.
    """

    topic: str
    text: str
    value: str | None
    unit: str | None
    state: FactState
    sources: tuple[str, ...]
    comment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsNotice:
    """What is known of a notice whose full text is not held (仅有事实)."""

    id: str
    series: str
    title: Stated | None
    number: Stated | None
    issuer: Stated | None
    issued: Stated | None
    published: Stated | None
    approval: Stated | None
    addressees: Stated | None
    task_count: Stated | None
    section_count: Stated | None
    names_agencies: Stated | None
    structure: Stated | None
    sections: tuple[KnownSection, ...]
    tasks: tuple[KnownTask, ...]
    facts: tuple[Fact, ...]
    sources: tuple[FactSource, ...]

    @property
    def paged_tasks(self) -> tuple[KnownTask, ...]:
        """The tasks that have a page of their own, by number."""
        return tuple(task for task in self.tasks if task.has_page)

    @property
    def gaps(self) -> tuple[tuple[int, int], ...]:
        """Ranges of task numbers (both ends included) of which no heading is known.

        They end at the number of tasks where that is known, else at the last known number.
        """
        known = {task.number for task in self.tasks if task.number and task.heading}
        return _gaps(known, [task.number for task in self.tasks], self.task_count)

    @property
    def section_gaps(self) -> tuple[tuple[int, int], ...]:
        """Ranges of section numbers of which no heading is known; they end as `gaps` do."""
        known = {section.number for section in self.sections if section.number and section.heading}
        return _gaps(known, [section.number for section in self.sections], self.section_count)

    def key(self, task: KnownTask) -> str:
        """How editors name a task of this notice: by its id, else `2018:heading`."""
        return str(task.id) if task.id else f"{self.id}:{task.heading}"

    @property
    def first_section(self) -> int | None:
        """The section in which task （一） stands: those before it have no tasks."""
        return next((task.section for task in self.tasks if task.number == 1), None)


def _gaps(
    known: set[int], numbers: Iterable[int | None], count: Stated | None
) -> tuple[tuple[int, int], ...]:
    total = int(count.text) if count and count.text.isdecimal() else 0
    last = max([*(n for n in numbers if n), total], default=0)
    missing = [n for n in range(1, last + 1) if n not in known]
    starts = [n for n in missing if n - 1 not in missing]
    ends = [n for n in missing if n + 1 not in missing]
    return tuple(zip(starts, ends, strict=True))


COUNTS = ("task_count", "section_count")
STATED_FIELDS = (
    "title",
    "number",
    "issuer",
    "issued",
    "published",
    "approval",
    "addressees",
    *COUNTS,
    "names_agencies",
    "structure",
)
