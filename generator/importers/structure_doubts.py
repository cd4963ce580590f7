"""What of a text's division may be wrong: labels that are none, duty that stands in no task, text behind it.

Each is told at its paragraph, so that no task is taken into another's text, or a body lost, in silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from generator.model.notice import Clause, Notice, Paragraph, Section, Sentence, StretchKind, Task
from generator.notice.agency_clauses import reads_as_clause
from generator.notice.duty_words import BODY, IN_TEXT
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
LONGEST_HEADING = 60
"""In characters: a longer one that no mark ends may have lost the mark behind it."""
Place = Section | Task | Paragraph | Sentence
LOOK = "compare the place with the source: is a task, or who is responsible, lost in it?"


def division_doubts(notice: Notice, known: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    """Each doubtful place, what may be wrong there, and a hint."""
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
            yield paragraph, "read as what closes the notice", hint


def _of_section(section: Section, known: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    hint = "a section's heading is no sentence: is it a task, or is a task's label inside?"
    if IN_HEADING.search(section.heading):
        yield section, "a second number in a section's heading", hint
    elif re.search("[。；]", section.heading):
        yield section, "a sentence in a section's heading", hint
    elif any(says_who(section.heading[a:b], known) for a, b in brackets(section.heading)):
        yield section, "a section's heading says who is responsible; no task of it does", LOOK
    if section.label and not section.tasks and not section.intro:
        yield section, "nothing stands below this section's heading", "are its tasks lost?"


def _of_paragraph(
    paragraph: Paragraph, kind: StretchKind, task: Task | None
) -> Iterator[tuple[Place, str, str]]:
    text = paragraph.text
    outside = kind in (StretchKind.PREAMBLE, StretchKind.SECTION)
    if (match := OTHER_LABEL.match(text)) and outside:
        hint = "a task, whose number has another form than the others'?"
        yield paragraph, f"a paragraph outside any task begins {match[0]!r}", hint
    if kind is not StretchKind.LETTER and (match := INNER_LABEL.search(text)):
        hint = "two paragraphs in one: does a task begin here?"
        yield paragraph, f"{text[match.start() : match.end() + 6]!r} inside a paragraph", hint
    if task is None:
        clauses = [part for part in paragraph.parts if isinstance(part, Clause)]
        for clause in clauses:
            yield paragraph, f"{clause.text[:20]!r} says who is responsible, outside any task", LOOK


def _of_task(task: Task, known: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    for before, paragraph in pairwise(task.paragraphs):
        match = OTHER_LABEL.match(paragraph.text)
        # Items (1. 2.) are a task's own, but for those that come behind its clause.
        behind = isinstance(before.parts[-1], Clause) and isinstance(paragraph.parts[0], Sentence)
        if match and (behind or match[0][0] in "〔【［[〈「｛{" or FORMAL_FIRST.match(match[0])):
            hint = "a task, whose number has another form than the others'?"
            yield paragraph, f"text of task {task.label} begins {match[0]!r}", hint
    whole = task.label + task.heading
    if len(whole) > LONGEST_HEADING and not task.heading_end:
        hint = "does its text begin inside the heading?"
        yield task, f"the heading of task {task.label} has {len(task.heading)} characters", hint
    for start, end in brackets(task.heading):
        if says_who(task.heading[start:end], known):
            yield task, f"the heading of task {task.label} says who is responsible", LOOK
    for sentence in task.sentences:
        for start, end in brackets(sentence.text):
            inner = sentence.text[start:end]
            if says_who(inner, known) or _names(inner, known):
                yield sentence, f"{inner[:20]!r} names bodies, and is no clause", LOOK
            elif like_bodies(inner) and not sentence.text[end:].strip("。；"):
                hint = "add the names to agencies.yml if they are right: then it is a clause"
                yield sentence, f"{inner[:20]!r} may name who is responsible", hint
    if not task.clauses:
        yield from _of_silent(task, known)


def _of_silent(task: Task, known: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    """A task without a clause whose last words may be one, or that says who in its sentences."""
    if _says_inside(task.heading, known):
        message = f"the heading of task {task.label} may say who is responsible"
        yield task, message, LOOK
    if not task.paragraphs:
        return
    for sentence in task.sentences[:-1]:
        if _says_inside(sentence.text, known):
            message = f"{sentence.text[:20]!r} may say who is responsible, and is no clause"
            yield sentence, message, LOOK
    paragraph = task.paragraphs[-1]
    last = paragraph.parts[-1].text
    alone = len(task.paragraphs) > 1 and len(paragraph.parts) == 1
    bodies = any(len(name) > 1 and name in last for name in known)
    if reads_as_clause(f"（{last.rstrip('。；')}）", known):
        yield paragraph, f"{last[:20]!r} names bodies, and is no clause", LOOK
    elif _says_inside(last, known) or (
        bodies and (DUTY.search(last) or (alone and len(last) <= 60))
    ):
        yield paragraph, f"{last[:20]!r} may say who is responsible, and is no clause", LOOK


def _says_inside(text: str, known: Collection[str]) -> bool:
    """Whether a sentence has a word of duty behind what is, or is like, a body's name."""
    if IN_TEXT.search(text):
        return True
    return bool(DUTY.search(text)) and any(len(name) > 1 and name in text for name in known)


def like_bodies(bracket: str) -> tuple[str, ...]:
    """The names in a bracket that holds nothing but what is like bodies' names; () for any other."""
    inner = re.sub(r"等\Z", "", bracket[1:-1])
    names = [name for name in re.split("[、，；]|\\s+", inner) if name]
    if not names or not all(len(name) > 2 and BODY.match(name) for name in names):
        return ()
    return () if re.match("[含即指]|包括|以下|以上|不含|不包括", inner) else tuple(names)


def names_at_end(sentence: str) -> tuple[str, ...]:
    """What is like bodies' names in the bracket that ends a sentence."""
    spans = [span for span in brackets(sentence) if not sentence[span[1] :].strip("。；")]
    return tuple(name for start, end in spans for name in like_bodies(sentence[start:end]))


def _names(bracket: str, known: Collection[str]) -> bool:
    """Whether a bracket lists a known body."""
    items = re.split("[、，；。：:和及与等\\s]", bracket[1:-1])
    return any(len(item) > 1 and item in known for item in items)
