"""A notice as a value: its sections, tasks, sentences and responsibility clauses.

Frozen, without behaviour beyond what their own fields say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from generator.model.ids import TaskId, section_anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence as printed; `id` is its anchor: `s1`, `s2`, … within a task."""

    id: str
    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A responsibility clause (责任分工), brackets included: `（公安部等负责）`.

    A line of its own may have none: `责任单位：公安部。`

    `id` is its anchor: `r`, and `r2`, `r3` … for further ones of the same task.
    """

    id: str
    text: str
    line: int = field(default=0, compare=False)

    @property
    def inner(self) -> str:
        """What stands between the brackets; a mark may stand behind them (`（…）。`)."""
        text = self.text.rstrip("。；")
        return text[1:-1] if text[:1] in "（(〔[【［" else text


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
    def title(self) -> str:
        """Number, heading and closing mark as printed: `（七）加快发展重点城市群。`"""
        return self.label + self.heading + self.heading_end

    @property
    def lines(self) -> tuple[str, ...]:
        """Its characters as the source has them, paragraphs on lines of their own."""
        texts = tuple(paragraph.text for paragraph in self.paragraphs)
        # A heading with a closing mark runs on into the first paragraph; one without stands alone.
        runs_on = bool(self.heading_end and texts)
        return (self.title + texts[0], *texts[1:]) if runs_on else (self.title, *texts)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(p for para in self.paragraphs for p in para.parts if isinstance(p, Sentence))

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(p for para in self.paragraphs for p in para.parts if isinstance(p, Clause))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a notice: `三、优化城镇化空间格局`, its introduction and its tasks.

    Of a notice without sections it is the only one, number 1, without label and heading.
    """

    number: int
    label: str
    heading: str
    intro: tuple[Paragraph, ...]
    tasks: tuple[Task, ...]
    line: int = field(default=0, compare=False)


class StretchKind(StrEnum):
    """What a stretch of a notice is."""

    LETTER = "letter"
    PREAMBLE = "preamble"
    SECTION = "section"
    TASK = "task"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Paragraphs of a notice between two headings; `title` is the heading above, where there is one.

    `anchor` is what its sentences' anchors on the notice's page begin with (`part-3-s1`), empty for
    a task, whose sentences live on a page of their own. A section's stretch is its introduction.
    """

    kind: StretchKind
    anchor: str
    title: str | None
    paragraphs: tuple[Paragraph, ...]
    task: Task | None = None

    @property
    def parts(self) -> tuple[Sentence | Clause, ...]:
        return tuple(part for paragraph in self.paragraphs for part in paragraph.parts)

    @property
    def lines(self) -> tuple[str, ...]:
        """Its characters as the source has them, heading and paragraphs on lines of their own."""
        if self.task:
            return self.task.lines
        texts = tuple(paragraph.text for paragraph in self.paragraphs)
        return texts if self.title is None else (self.title, *texts)


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

    def cited(self, task: Task) -> str:
        """A task's number as one names it elsewhere, with its section's where each counts its own."""
        section = next((s for s in self.sections if s.number == task.id.section), None)
        return (section.label.strip() if section else "") + task.label

    @property
    def short_title(self) -> str:
        return self.annex_title or self.identity.title

    def stretches(self) -> Iterator[Stretch]:
        """The whole text in order: letter, preamble, each section with its tasks, closing."""
        yield Stretch(
            kind=StretchKind.LETTER,
            anchor="letter",
            title=self.identity.title,
            paragraphs=self.letter,
        )
        yield Stretch(
            kind=StretchKind.PREAMBLE,
            anchor="preamble",
            title=self.annex_title,
            paragraphs=self.preamble,
        )
        for section in self.sections:
            if section.label or section.heading:
                yield Stretch(
                    kind=StretchKind.SECTION,
                    anchor=section_anchor(section.number),
                    title=section.label + section.heading,
                    paragraphs=section.intro,
                )
            for task in section.tasks:
                yield Stretch(
                    kind=StretchKind.TASK,
                    anchor="",
                    title=task.title,
                    paragraphs=task.paragraphs,
                    task=task,
                )
        yield Stretch(
            kind=StretchKind.CLOSING, anchor="closing", title=None, paragraphs=self.closing
        )
