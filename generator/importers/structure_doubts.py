"""What of a text's division may be wrong: labels that are none, duty that stands in no task, text behind it.

Each is told at its paragraph, so that no task is taken into another's text, or a body lost, in silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from generator.model.notice import Clause, Notice, Paragraph, Section, Sentence, StretchKind, Task
from generator.notice.agency_clauses import reads_as_clause
from generator.notice.headings import NUMERAL
from generator.notice.lines import DUTY, brackets, says_who

FORMAL = "[壹贰叁肆伍陆柒捌玖拾]{1,4}"
OTHER_LABEL = re.compile(
    rf"[〔【［\[〈「｛{{](?:{NUMERAL}|[0-9]{{1,3}}|{FORMAL})[〕】］\]〉」｝}}]"
    r"|[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289]"
    rf"|[（(](?:{FORMAL}|[0-9０-９]{{1,3}}|[A-Za-z])[）)]|{FORMAL}[、，．.]"
    rf"|(?:{NUMERAL}|[0-9０-９]{{1,3}})[）)．.:：](?![0-9])|[0-9０-９]{{1,3}}[、，](?![0-9])"
    rf"|第?(?:{NUMERAL}|[0-9]{{1,3}})(?:项|条|章|节|部分)?[，,：:\s]|第(?:{NUMERAL}|[0-9]{{1,3}})(?:项|条|章|节|部分)"
    rf"|(?:重点)?任务(?:{NUMERAL}|[0-9]{{1,3}})|[A-Za-z\u2160-\u216b][、．.)）]|[●■◆★▲◇○□]"
)
"""How a paragraph begins that numbers, or marks, what follows in another way than the text's tasks."""
FORMAL_FIRST = re.compile(rf"[（(]?{FORMAL}|第?{NUMERAL}(?!项)|[\u2460-\u249b]")
INNER_LABEL = re.compile(rf"(?<=[。；！）)〕\]】］])\s*(?:[（(]{NUMERAL}[）)]|{NUMERAL}、)(?=\S)")
IN_HEADING = re.compile(rf"[（(]{NUMERAL}[）)]\S")
CLOSING_ADDRESS = re.compile("请?各|请|特此|以上|上述|联系")
LOOK = "compare the place with the source: is a task, or who is responsible, lost in it?"


def division_doubts(notice: Notice, known: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """The text at each doubtful place, what may be wrong there, and a hint."""
    for section in notice.sections:
        yield from _of_section(section, known)
    for stretch in notice.stretches():
        task = stretch.task
        for paragraph in stretch.paragraphs:
            yield from _of_paragraph(paragraph, stretch.kind, task)
        if task:
            yield from _of_task(task, known)
    for paragraph in notice.closing:
        if CLOSING_ADDRESS.match(paragraph.text):
            hint = "is it, or is it the last task's text?"
            yield paragraph.text, "read as what closes the notice", hint


def _of_section(section: Section, known: Collection[str]) -> Iterator[tuple[str, str, str]]:
    text = section.label + section.heading
    hint = "a section's heading is no sentence: is it a task, or is a task's label inside?"
    if IN_HEADING.search(section.heading):
        yield text, "a second number in a section's heading", hint
    elif re.search("[。；]", section.heading):
        yield text, "a sentence in a section's heading", hint
    elif any(says_who(section.heading[a:b], known) for a, b in brackets(section.heading)):
        yield text, "a section's heading says who is responsible; no task of it does", LOOK
    if section.label and not section.tasks and not section.intro:
        yield text, "nothing stands below this section's heading", "are its tasks lost?"


def _of_paragraph(
    paragraph: Paragraph, kind: StretchKind, task: Task | None
) -> Iterator[tuple[str, str, str]]:
    text = paragraph.text
    outside = kind in (StretchKind.PREAMBLE, StretchKind.SECTION)
    if (match := OTHER_LABEL.match(text)) and outside:
        hint = "a task, whose number has another form than the others'?"
        yield text, f"a paragraph outside any task begins {match[0]!r}", hint
    if kind is not StretchKind.LETTER and (match := INNER_LABEL.search(text)):
        hint = "two paragraphs in one: does a task begin here?"
        yield text, f"{text[match.start() : match.end() + 6]!r} inside a paragraph", hint
    if task is None:
        clauses = [part for part in paragraph.parts if isinstance(part, Clause)]
        for clause in clauses:
            yield text, f"{clause.text[:20]!r} says who is responsible, outside any task", LOOK


def _of_task(task: Task, known: Collection[str]) -> Iterator[tuple[str, str, str]]:
    for before, paragraph in pairwise(task.paragraphs):
        match = OTHER_LABEL.match(paragraph.text)
        # Items (1. 2.) are a task's own, but for those that come behind its clause.
        behind = isinstance(before.parts[-1], Clause) and isinstance(paragraph.parts[0], Sentence)
        if match and (behind or match[0][0] in "〔【［[〈「｛{" or FORMAL_FIRST.match(match[0])):
            hint = "a task, whose number has another form than the others'?"
            yield paragraph.text, f"text of task {task.label} begins {match[0]!r}", hint
    whole = task.label + task.heading
    for start, end in brackets(task.heading):
        if says_who(task.heading[start:end], known):
            yield whole, f"the heading of task {task.label} says who is responsible", LOOK
    for sentence in task.sentences:
        for start, end in brackets(sentence.text):
            inner = sentence.text[start:end]
            if says_who(inner, known) or _names(inner, known):
                yield sentence.text, f"{inner[:20]!r} names bodies, and is no clause", LOOK
    if not task.clauses and task.paragraphs:
        yield from _of_silent(task, known)


def _of_silent(task: Task, known: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """A task without a clause whose last words may be one."""
    paragraph = task.paragraphs[-1]
    last = paragraph.parts[-1].text
    alone = len(task.paragraphs) > 1 and len(paragraph.parts) == 1
    bodies = any(len(name) > 1 and name in last for name in known)
    if reads_as_clause(f"（{last.rstrip('。；')}）", known):
        yield paragraph.text, f"{last[:20]!r} names bodies, and is no clause", LOOK
    elif (bodies and DUTY.search(last)) or (bodies and alone and len(last) <= 60):
        yield paragraph.text, f"{last[:20]!r} may say who is responsible, and is no clause", LOOK


def _names(bracket: str, known: Collection[str]) -> bool:
    """Whether a bracket lists a known body."""
    items = re.split("[、，；。：:和及与等\\s]", bracket[1:-1])
    return any(len(item) > 1 and item in known for item in items)
