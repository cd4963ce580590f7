"""Paragraphs of a notice's normal text to a Notice: where its parts begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.model.agencies import Registry
from generator.model.ids import TaskId
from generator.model.notice import Clause, Notice, Paragraph, Section, Sentence, Task
from generator.notice.headings import (
    BRACKET_HEADING,
    BRACKET_LABEL,
    COMMA_LABEL,
    DIGIT_BRACKET_LABEL,
    PART_HEADING,
    POINT_HEADING,
    POINT_LABEL,
    SECTION_HEADING,
    STYLES,
    WORD_LABEL,
    clause_anchor,
    label_number,
    numbered_anew,
)
from generator.notice.letter import (
    DOCUMENT_NUMBER,
    date_alone,
    find_signature,
    read_identity,
)
from generator.notice.lines import clause_pieces, known_names
from generator.text.numerals import parse_numeral

BETWEEN = re.compile(r"附件\s*[0-9一二三]{0,2}\s*[：:]?\Z|[（(](?:此件|联系人)|联系人|抄送|抄报")
"""What may stand between a letter's signature and its annex's title, and is the letter's."""
CLOSING = re.compile(
    r"请?各[^，。：]{1,12}[要应须将请，]|请|特此|以上|上述|(?:联系|咨询|值班)(?:人|电话|方式)|附件|附[：:]"
    r"|(?:附?注|备注|说明|注释)(?:[：:]|\Z)|问[：:]|本[^，。]{2,12}(?:由[^。]{1,30}解释|自[^。]{1,16}起(?:施|执)行)"
)
"""How a closing address to all begins that follows the last task."""


@dataclass(frozen=True, slots=True)
class Levels:
    """How a text is divided: whether it has sections, and how its tasks are labelled.

    `anew` says that the tasks' numbers start anew in each section; `heading` is how a section's
    heading is printed: 一、, or 第一部分. `heads` are the sections' headings themselves where their
    numbers look like the tasks'.
    """

    sections: bool
    style: str
    anew: bool = False
    heading: re.Pattern[str] = SECTION_HEADING
    heads: frozenset[str] = frozenset()

    @property
    def apart(self) -> bool:
        """Whether a label before the first section is told apart from a task of its own number."""
        return self.sections and (self.anew or self.style != BRACKET_LABEL)

    def is_section(self, text: str) -> bool:
        if self.heads:
            return text in self.heads
        return self.sections and self.heading.match(text) is not None

    def task(self, text: str) -> re.Match[str] | None:
        """The match of a paragraph that begins a task: label, heading, end, rest."""
        return None if text in self.heads else TASK_PARAGRAPHS[self.style].match(text)


TASK_PARAGRAPHS = {
    style: re.compile(
        rf"(?P<label>{style})(?P<heading>[^。：]+)(?P<end>[。：]?)(?P<rest>.*)\Z", re.DOTALL
    )
    for style in STYLES
}


OTHER_SECTIONS = (
    (BRACKET_LABEL, BRACKET_HEADING, (POINT_LABEL, DIGIT_BRACKET_LABEL)),
    (POINT_LABEL, POINT_HEADING, (DIGIT_BRACKET_LABEL,)),
)
"""How sections are numbered that are neither 一、 nor 第一部分, and tasks below them."""


def find_levels(paragraphs: Sequence[str]) -> Levels | None:
    """How a text is divided; None where nothing in it is numbered.

    Sections are 一、 where tasks are （一）, 1. or （1） below them, and 1. where it numbers tasks too; a
    text that has 一、 alone, or no 一、, has no sections. Where sections are 第一部分, 一、 are tasks;
    任务一： is a task wherever it counts. The first paragraph is the title.
    """
    texts = paragraphs[1:]
    parts = [i for i, text in enumerate(texts) if PART_HEADING.match(text)]
    if parts and _counted([texts[i] for i in parts]):
        below = texts[parts[0] + 1 :]
        for style in (WORD_LABEL, COMMA_LABEL, BRACKET_LABEL, POINT_LABEL, DIGIT_BRACKET_LABEL):
            if any(TASK_PARAGRAPHS[style].match(text) for text in below):
                return _anew(below, Levels(True, style, heading=PART_HEADING))
    first = next((i for i, text in enumerate(texts) if SECTION_HEADING.match(text)), None)
    words = [i for i, text in enumerate(texts) if TASK_PARAGRAPHS[WORD_LABEL].match(text)]
    if len(words) > 1 and _number(texts[words[0]], WORD_LABEL) == 1:
        return _anew(texts, Levels(first is not None and first < words[0], WORD_LABEL))
    if first is None and (levels := _other_sections(texts) or _same_numbers(texts)):
        return _anew(texts, levels)
    below = texts[first + 1 :] if first is not None else texts
    for style in (BRACKET_LABEL, POINT_LABEL, DIGIT_BRACKET_LABEL):
        # Items （1） stand in tasks 一、 as well, but not below a bare heading.
        told = style is DIGIT_BRACKET_LABEL and any(
            SECTION_HEADING.match(text) and "。" in text for text in texts
        )
        if not told and any(TASK_PARAGRAPHS[style].match(text) for text in below):
            return _anew(below, Levels(first is not None, style))
    if first is None:
        return None
    # Headings with nothing below them are sections that have lost their tasks.
    found = [TASK_PARAGRAPHS[COMMA_LABEL].match(text) for text in texts[first:]]
    told = any(match is None or match["end"] == "。" for match in found)
    return Levels(False, COMMA_LABEL) if told else Levels(True, BRACKET_LABEL)


def _number(text: str, style: str) -> int | None:
    """The number of a paragraph that begins a task; None for any other."""
    match = TASK_PARAGRAPHS[style].match(text)
    return label_number(match["label"]) if match else None


def _anew(texts: Sequence[str], levels: Levels) -> Levels:
    """The levels, with whether the tasks' numbers start anew in each section."""
    return replace(levels, anew=numbered_anew(_firsts(texts, levels)))


def _other_sections(texts: Sequence[str]) -> Levels | None:
    """Levels where （一） or 1. are bare headings above tasks, each of which says who is responsible.

    Items 1. of a task （一） have one clause for all of them, behind the last.
    """
    for style, heading, below in OTHER_SECTIONS:
        heads = [i for i, text in enumerate(texts) if TASK_PARAGRAPHS[style].match(text)]
        counted = [_number(texts[i], style) for i in heads] == [*range(1, len(heads) + 1)]
        if len(heads) < 2 or not counted or not all(heading.match(texts[i]) for i in heads):
            continue
        for own in below:
            tasks = [i for i, text in enumerate(texts) if TASK_PARAGRAPHS[own].match(text)]
            bounds = sorted((*heads, *tasks, len(texts)))
            groups = [texts[a : bounds[bounds.index(a) + 1]] for a in tasks]
            if all(i + 1 in tasks for i in heads) and all(_has_clause(group) for group in groups):
                return Levels(True, own, heading=heading)
    return None


def _same_numbers(texts: Sequence[str]) -> Levels | None:
    """Levels where sections and tasks are both numbered 1.: a list in a list.

    A bare heading right above a numbered paragraph is a section's. Sections and tasks have to count,
    each by itself, or it is none; so has any two sections of one heading.
    """
    numbered = [i for i, text in enumerate(texts) if TASK_PARAGRAPHS[POINT_LABEL].match(text)]
    heads = [i for i in numbered if i + 1 in numbered and POINT_HEADING.match(texts[i])]
    names = frozenset(texts[i] for i in heads)
    if len(heads) < 2 or heads[0] != numbered[0] or len(names) < len(heads):
        return None
    levels = Levels(True, POINT_LABEL, heading=POINT_HEADING, heads=names)
    counts = [_number(texts[i], POINT_LABEL) for i in heads] == [*range(1, len(heads) + 1)]
    anew = numbered_anew(_firsts(texts, levels))
    tasks = [i for i in numbered if i not in heads]
    bounds = sorted((*numbered, len(texts)))
    if not all(_has_clause(texts[i : bounds[bounds.index(i) + 1]]) for i in tasks):
        return None
    before = 0
    for i in numbered:
        number = _number(texts[i], POINT_LABEL)
        if i in heads:
            before = 0 if anew else before
        elif texts[i] in names or number != before + 1:
            return None
        else:
            before = number
    return levels if counts else None


def _has_clause(texts: Sequence[str]) -> bool:
    return any(clause for text in texts for _, clause in clause_pieces(text, frozenset()))


def _counted(headings: Sequence[str]) -> bool:
    """Whether headings 第一部分 … count from one, two or more of them."""
    numerals = (PART_HEADING.match(text) for text in headings)
    numbers = [parse_numeral(match["numeral"]) for match in numerals if match]
    return len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)]


def _firsts(texts: Sequence[str], levels: Levels) -> list[int | None]:
    """The number of each section's first task."""
    firsts: list[int | None] = []
    begins = levels.sections
    for text in texts:
        if levels.is_section(text):
            begins = True
        elif begins and (match := levels.task(text)):
            firsts.append(label_number(match["label"]))
            begins = False
    return firsts


def draft_notice(
    paragraphs: Sequence[str],
    *,
    notice_id: str,
    series: str,
    registry: Registry | None = None,
    levels: Levels | None = None,
) -> Notice:
    """The Notice in `paragraphs`, for an editor to review; joined it has the same characters.

    A bracket of nothing but bodies that `registry` knows is a clause too.

    The first paragraph is the notice's title. A letter ends with its signature (issuer and date);
    the paragraph after it is the annex's title, and what follows up to 一、 the preamble.
    """
    levels = levels or find_levels(paragraphs) or Levels(True, BRACKET_LABEL)
    begins = levels.is_section if levels.sections else levels.task
    first = next(i for i, text in enumerate(paragraphs) if i and begins(text))
    reader = _Reader(notice_id, known_names(registry, series), levels)
    head, body = paragraphs[1:first], list(paragraphs[first:])
    signed, _ = find_signature(head)
    named = next((i for i, text in enumerate(head) if text.endswith("：")), -1)
    if signed < 0 and named < 0:
        named = next((i for i, text in enumerate(head) if DOCUMENT_NUMBER.match(text)), -1)
    letter = head[: (signed if signed >= 0 else named) + 1]
    after = list(head[len(letter) :])
    while signed >= 0 and after and BETWEEN.match(after[0]):
        letter = [*letter, after.pop(0)]
    annex = after.pop(0) if signed >= 0 and after else None
    ended = _closing_start(body, reader, annexed=annex is not None)
    letter_paragraphs, closing = reader.paragraphs(letter), reader.paragraphs(body[ended:])
    return Notice(
        id=notice_id,
        series=series,
        identity=read_identity(paragraphs[0], (*letter_paragraphs, *closing)),
        letter=letter_paragraphs,
        annex_title=annex,
        preamble=reader.paragraphs(after),
        sections=tuple(reader.sections(body[:ended])),
        closing=closing,
    )


def _closing_start(body: Sequence[str], reader: _Reader, *, annexed: bool) -> int:
    """Where what follows the last task begins: a signature, a date alone, an address to all."""
    end = _signature_start(body) if not annexed else len(body)
    tasks = [i for i, text in enumerate(body[:end]) if reader.levels.task(text)]
    # Before a closing the last task has its clause, or all tasks are one paragraph.
    single = len(tasks) > 1 and all(b == a + 1 for a, b in pairwise(tasks))
    for place in range(tasks[-1] + 1, end) if tasks else ():
        ended = single or clause_pieces(body[place - 1], reader.known)[-1][1]
        if ended and CLOSING.match(body[place]):
            return place
    return end


def _signature_start(body: Sequence[str]) -> int:
    """Where the signature below the last task begins; the end where there is none."""
    place, match = find_signature(body)
    if match is None:
        dated = (i for i in range(len(body) - 1, max(0, len(body) - 3), -1) if date_alone(body[i]))
        return next(dated, len(body))
    # A heading is no issuer: the date below it closes the text alone.
    alone = match["issuer"] or place < 2 or SECTION_HEADING.match(body[place - 1])
    return max(1, place if alone else place - 1)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Paragraphs to sections, tasks and sentences; `known` are the names of bodies."""

    notice_id: str
    known: frozenset[str]
    levels: Levels

    def sections(self, body: Sequence[str]) -> Sequence[Section]:
        if not self.levels.sections:
            tasks = self.tasks(body, 0)
            return [Section(number=1, label="", heading="", intro=(), tasks=tasks)]
        starts = [i for i, text in enumerate(body) if self.levels.is_section(text)]
        sections = []
        for number, (a, b) in enumerate(zip(starts, [*starts[1:], len(body)], strict=True), 1):
            match = self.levels.heading.match(body[a])
            assert match  # the starts were found by this very pattern
            first = next((i for i in range(a + 1, b) if self.levels.task(body[i])), b)
            sections.append(
                Section(
                    number=number,
                    label=match["label"],
                    heading=match["heading"],
                    intro=self.paragraphs(body[a + 1 : first]),
                    tasks=self.tasks(body[first:b], number if self.levels.anew else 0),
                )
            )
        return sections

    def tasks(self, body: Sequence[str], section: int) -> tuple[Task, ...]:
        heads = [i for i, text in enumerate(body) if self.levels.task(text)]
        bounds = zip(heads, [*heads[1:], len(body)], strict=False)
        return tuple(self.task(body[a:b], section) for a, b in bounds)

    def task(self, texts: Sequence[str], section: int) -> Task:
        match = self.levels.task(texts[0])
        assert match  # the caller found it by this very pattern
        rest = [match["rest"]] if match["rest"] else []
        return Task(
            id=TaskId(self.notice_id, label_number(match["label"]) or 0, section),
            label=match["label"],
            heading=match["heading"],
            heading_end=match["end"],
            paragraphs=self.paragraphs([*rest, *texts[1:]]),
        )

    def paragraphs(self, texts: Sequence[str]) -> tuple[Paragraph, ...]:
        sentences = clauses = 0
        paragraphs = []
        for text in texts:
            parts: list[Sentence | Clause] = []
            for piece, is_clause in clause_pieces(text, self.known):
                if is_clause:
                    clauses += 1
                    parts.append(Clause(id=clause_anchor(clauses), text=piece))
                else:
                    sentences += 1
                    parts.append(Sentence(id=f"s{sentences}", text=piece))
            paragraphs.append(Paragraph(parts=tuple(parts)))
        return tuple(paragraphs)
