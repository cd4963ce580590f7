"""The values everything is made of: notices, tasks, sentences, agencies, figures, provenance.

Frozen, without behaviour beyond what their own fields say. Ids are values that parse and print and
are never made from text (the addresses of the site hang on them).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
TASK_ID_PATTERN = re.compile(r"(?P<notice>[a-z0-9][a-z0-9-]{0,63})-(?P<number>[0-9]{2,4})\Z")


class TextState(StrEnum):
    """How sure a text is: shown in words on every page that carries it."""

    OFFICIAL = "official"
    SUPPLIED = "supplied"
    REPRINT = "reprint"
    FACTS_ONLY = "facts-only"


class FactState(StrEnum):
    """How sure a single fact is."""

    SEEN = "seen"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class AgencyKind(StrEnum):
    """What sort of body an agency is; the Chinese words stand in the templates."""

    CONSTITUENT = "constituent"
    SPECIAL = "special"
    DIRECT = "direct"
    BUREAU = "bureau"
    INSTITUTION = "institution"
    PARTY = "party"
    PEOPLE = "people"
    BANK = "bank"
    ENTERPRISE = "enterprise"
    JUDICIAL = "judicial"
    PROVINCIAL = "provincial"


class FigureKind(StrEnum):
    """What a figure measures."""

    YEAR = "year"
    PERCENT = "percent"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True, order=True)
class TaskId:
    """A task's id, `<notice>-<number, at least two digits>`: `2020-07`, `ip-2023-118`."""

    notice: str
    number: int

    def __str__(self) -> str:
        return f"{self.notice}-{self.slug}"

    @property
    def slug(self) -> str:
        """The number as addresses write it: `07`."""
        return f"{self.number:02d}"

    @classmethod
    def parse(cls, text: str) -> TaskId:
        """Raises ValueError where `text` is not a task id in its one spelling (`2020-7` is not)."""
        match = TASK_ID_PATTERN.match(text)
        if match:
            task = cls(match["notice"], int(match["number"]))
            if str(task) == text and task.number:
                return task
        raise ValueError(f"not a task id: {text!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence as printed; `id` is its anchor: `s1`, `s2`, … within a task."""

    id: str
    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A bracketed responsibility clause (责任分工), brackets included: `（公安部等负责）`.

    `id` is its anchor: `r`, and `r2`, `r3` … for further ones of the same task.
    """

    id: str
    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the source: its parts joined are its characters, nothing added or lost."""

    parts: tuple[Sentence | Clause, ...]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A key task (重点任务): `（七）加快发展重点城市群。` and what follows up to the next one.

    `label` is the number as printed (`（七）`), `heading` the heading without its closing mark,
    `heading_end` that mark (`。`, or nothing where the heading stands on a line of its own).
    """

    id: TaskId
    label: str
    heading: str
    heading_end: str
    paragraphs: tuple[Paragraph, ...]
    line: int = field(default=0, compare=False)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(p for para in self.paragraphs for p in para.parts if isinstance(p, Sentence))

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(p for para in self.paragraphs for p in para.parts if isinstance(p, Clause))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a notice: `三、优化城镇化空间格局`, its introduction and its tasks."""

    number: int
    label: str
    heading: str
    intro: tuple[Paragraph, ...]
    tasks: tuple[Task, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a notice says of itself, each as printed; None where the text does not say it."""

    title: str
    number: str | None
    issuer: str | None
    issued: str | None
    addressees: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An annual key-tasks notice (年度重点任务通知) whose text is held.

    `letter` is the covering letter after its title: number, addressees, body, signature.
    `annex_title` is the title of the annex that holds the tasks, or None where the tasks stand in
    the letter itself; `closing` is what follows the last task (a signature, say).
    """

    id: str
    series: str
    identity: Identity
    letter: tuple[Paragraph, ...]
    annex_title: str | None
    preamble: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    closing: tuple[Paragraph, ...] = ()

    @property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(task for section in self.sections for task in section.tasks)

    @property
    def short_title(self) -> str:
        return self.annex_title or self.identity.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """How an imported text was had: addresses and status are None for a file; `time` as given."""

    asked: str | None
    final: str | None
    time: str | None
    status: str | None
    layout: str
    importer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The second copy that a text was compared with: its address, sha256, layout, and when.

    `text_sha256` is the hash of the text that was compared.
    """

    url: str
    sha256: str
    text_sha256: str
    layout: str
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an editor put right in a text (更正): `was` as the original has it, `now`, and why."""

    was: str
    now: str
    why: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a text comes from and how sure it is (来源); hashes are sha256 in hex.

    `official_url` is an address of the official page, `official_url_state` how sure that address
    itself is; `original` names the raw file kept beside the notice, None where it is too
    large to keep; `removed` are lines of the source that are no part of the text (page feet).
    `signed` and `published` are the days that the source's page gives; the text itself may say
    neither. `imported_sha256` is the hash of the text as an import read it, without white space;
    `corrections` undone give that text again. `verified` says against what the text was compared,
    character by character, and `verification` which copy that was; `reviewed` are the doubts that a
    person looked at.
    """

    state: TextState
    note: str
    original: str | None
    original_sha256: str
    text_sha256: str
    description: str
    official_url: str | None
    official_url_state: FactState
    steps: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    imported_sha256: str | None = None
    removed: tuple[str, ...] = ()
    retrieval: Retrieval | None = None
    verified: str | None = None
    verification: Verification | None = None
    signed: str | None = None
    published: str | None = None
    reviewed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesMember:
    """A notice known to belong to a series, whether its text is held or not.

    `form` says how the notice is built; `official_url` is an address of its official page, and
    `official_url_state` how sure that address is.
    """

    id: str
    number: str | None
    state: FactState
    form: str | None = None
    note: str | None = None
    official_url: str | None = None
    official_url_state: FactState = FactState.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedSeries:
    """A document or a series that is none of the members: what came after, what is of the same kind.

    `id` is there where the content holds notices of it.
    """

    title: str
    id: str | None = None
    issuer: str | None = None
    number: str | None = None
    note: str | None = None
    state: FactState = FactState.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series of annual notices (年度重点任务), members oldest first.

    `fiction` marks an invented one, which never stands in the real site. `absent` says of which
    years none was found; `after` are documents that followed, `siblings` series of the same kind,
    `others` those of which the content holds notices beside its own.
    """

    id: str
    title: str
    title_en: str
    issuer: str
    members: tuple[SeriesMember, ...]
    fiction: bool
    absent: str | None = None
    after: tuple[RelatedSeries, ...] = ()
    siblings: tuple[RelatedSeries, ...] = ()
    others: tuple[RelatedSeries, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One step from a body to the one that followed it; `date` is a year or a day, or None."""

    id: str
    date: str | None
    verified: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A body that notices name (单位): registry entry with all its printed forms.

    `unverified` names the fields of this entry that nobody has checked yet; `series` the ids of
    the series whose texts can mean it (a province's bodies), none for all.
    """

    id: str
    name: str
    printed: tuple[str, ...]
    press: tuple[str, ...]
    english: str | None
    kind: AgencyKind
    since: str | None
    until: str | None
    predecessors: tuple[Succession, ...]
    successors: tuple[Succession, ...]
    unverified: tuple[str, ...]
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A name in a clause: `agency` is its registry id, None for a placeholder (省级有关部门).

    `first` says that it is named first in its clause (列首位; a task with several clauses has
    several), which is not the same as leading: `lead` (牵头) is what the text itself says. `implied`
    parties are not named in the task's own clause: an earlier one names them for all later tasks.
    """

    printed: str
    agency: str | None
    first: bool
    lead: bool = False
    implied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseReading:
    """What a clause says: who, whether the list is open (等), by when (as printed).

    `blanket` are those whom it names for all later tasks of the notice.
    """

    parties: tuple[Party, ...]
    open: bool
    deadline: str | None = None
    blanket: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its unit in a sentence (数字): `300万以上` is value 3000000, bound `以上`.

    `start` and `end` count characters in the sentence `sentence`; `text` is what stands there.
    `values` has one number, or two for a range; `unit` is as printed, empty where there is none.
    """

    sentence: str
    start: int
    end: int
    text: str
    kind: FigureKind
    values: tuple[str, ...]
    unit: str
    bound: str


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


class Verdict(StrEnum):
    """An editor's word on a link or a theme."""

    CONFIRMED = "confirmed"
    PROPOSED = "proposed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A line of work through the years (主题), as an editor named it.

    `tasks` are task ids, or `2018:heading` for a known task whose number is not known.
    """

    id: str
    name: str
    description: str
    state: Verdict
    reason: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDecision:
    """An editor's word on a single link between tasks of two notices; ids as in Theme."""

    old: str
    new: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectEntry:
    """A number under a subject: a figure at an anchor of a held text, or a fact by its topic.

    `at` is `2020-02#s1` or `2020#part-1-s1` and `text` the figure as printed there; with a fact,
    `at` is None and `text` its topic.
    """

    notice: str
    at: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Numbers of the same thing through the years, put together by an editor.

    `note` says in what the years' things are not quite the same.
    """

    id: str
    name: str
    entries: tuple[SubjectEntry, ...]
    note: str | None = None
