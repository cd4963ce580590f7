"""Notices and tasks in one normal form, held or known: what exports, pages, search, comparison read.

A notice whose text is held and one of which only facts are known have the same fields here, so that
nothing behind has to be written for both; `notice.entries` computes them once a build. What is not
known is None, never empty: `paragraphs` and `figures` where the text is not held, `states` and
`sources` where it is, since the text speaks for itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.agencies import Party
from generator.model.facts import FactSource, FactState, Stated
from generator.model.figures import Figure
from generator.model.ids import FICTION_ID, HEADING, TaskId
from generator.model.notice import Clause, Paragraph, Sentence
from generator.model.provenance import TextState


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEntry:
    """The section that a task stands in: `三、` is the label, None where its number is not known."""

    number: int | None
    label: str | None
    heading: str | None

    @property
    def title(self) -> str:
        """Label and heading, as far as they are known."""
        return f"{self.label or ''}{self.heading or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryStates:
    """How sure each field of a known task is; `agencies` is None where nothing is known of them."""

    number: FactState
    heading: FactState
    agencies: FactState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEntry:
    """A task, held or known.

    `key` is its id, or `2018:heading` where its number was neither seen nor reported; `label` is the
    number as printed (`（七）`), None where it is not told, `number` also where it is inferred.
    `parties` are the agencies that it names, each once, with the printed forms of it; `others` are
    printed names that are no agency. Both are None where nothing is known of them, as `open` (等).
    `sources` stand in the order in which the notice's facts describe them; `called` is its notice's label.
    """

    key: str
    id: TaskId | None
    notice: str
    series: str
    number: int | None
    label: str | None
    heading: str | None
    heading_end: str | None
    section: SectionEntry | None
    parties: tuple[Party, ...] | None
    others: tuple[Party, ...] | None
    open: bool | None
    deadline: str | None
    state: TextState
    figures: tuple[Figure, ...] | None
    paragraphs: tuple[Paragraph, ...] | None
    states: EntryStates | None
    sources: tuple[FactSource, ...] | None
    called: str = ""

    @property
    def cited(self) -> str:
        """Its number as one names it elsewhere: `（七）`, or `二、（一）` where each section counts its own."""
        anew = self.id is not None and self.id.section and self.section is not None
        before = (self.section.label or "").strip() if anew and self.section else ""
        return before + (self.label or "")

    @property
    def bare_label(self) -> str | None:
        """Its number without the mark that closes it, as it stands in 第…项: `（七）`, `7`, `一`."""
        return self.label.rstrip("、.．：: ") if self.label else None

    @property
    def held(self) -> bool:
        return self.paragraphs is not None

    @property
    def has_page(self) -> bool:
        return self.id is not None and self.heading is not None

    @property
    def parts(self) -> tuple[Sentence | Clause, ...]:
        """The sentences and clauses of its text in order; none where it is not held."""
        return tuple(part for paragraph in self.paragraphs or () for part in paragraph.parts)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(part for part in self.parts if isinstance(part, Sentence))

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(part for part in self.parts if isinstance(part, Clause))

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Its heading (`h`) and its sentences, each with its anchor: where figures can stand."""
        heading = ((HEADING, self.heading),) if self.heading is not None else ()
        return (*heading, *((sentence.id, sentence.text) for sentence in self.sentences))

    @property
    def lists_all(self) -> bool:
        """Whether the agencies known of it are all that it names: 等 was seen not to stand there."""
        return self.held or self.open is False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEntry:
    """A notice, held or known, with its tasks in order.

    `approval` and `addressees` are a text's own words, None where the text is not held.
    `task_count` is how many tasks it has, None where that is not known; `total` is what is known of
    it where the text is not held. `label` is what readers call it: 2020年, 云溪省2022年.
    """

    id: str
    series: str
    title: str | None
    annex_title: str | None
    number: str | None
    issuer: str | None
    issued: str | None
    addressees: str | None
    approval: str | None
    state: TextState
    task_count: int | None
    total: Stated | None
    tasks: tuple[TaskEntry, ...]
    label: str = ""

    @property
    def held(self) -> bool:
        return self.state is not TextState.FACTS_ONLY

    @property
    def name(self) -> str:
        """The title of the annex that holds the tasks, else of the notice, else its id."""
        return self.annex_title or self.title or self.id

    @property
    def year(self) -> str:
        """Its label without the unit, as sentences have it before 年: 2020, 云溪省2022."""
        return self.label.removesuffix("年")

    @property
    def fiction(self) -> bool:
        return FICTION_ID.match(self.id) is not None

    @property
    def headed(self) -> tuple[TaskEntry, ...]:
        """The tasks of which a heading is known."""
        return tuple(task for task in self.tasks if task.heading is not None)

    @property
    def paged(self) -> tuple[TaskEntry, ...]:
        """The tasks that have a page of their own."""
        return tuple(task for task in self.tasks if task.has_page)

    @property
    def count(self) -> int:
        """How many tasks are held, or known by a heading."""
        return len(self.headed)
