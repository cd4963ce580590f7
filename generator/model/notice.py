"""A notice as a value: its sections, tasks, sentences and responsibility clauses.

Frozen, without behaviour beyond what their own fields say."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.model.ids import TaskId


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
