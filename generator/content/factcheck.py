"""Known facts against the notice's own text, once that is held: the text decides.

A fact that the text contradicts is a Problem; one that the text does not bear out, and does not
contradict either, is a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from generator.model.agencies import ClauseReading, Registry
from generator.model.facts import Fact, FactsNotice, FactState, KnownTask, Stated
from generator.model.figures import Figure
from generator.model.notice import Notice, Sentence, Task
from generator.notice.agency_clauses import notice_parties
from generator.notice.figures import SCALES, find_figures
from generator.notice.headings import section_label, task_label
from generator.problems import Problem
from generator.text.numerals import format_numeral

HINT = "the text decides: correct the fact or take it away"
MEETING = re.compile(r"[\u4e00-\u9fff]{2,20}?联席会议(?:第[一二三四五六七八九十]+次会议)?")
UNIT = re.compile("(?P<scale>万亿|[万亿]?)(?P<unit>.*)")
ZEROS = re.compile(r"(?<=[〕\]）)])0+(?=\d)")
DOUBTED = re.compile("未见|存疑|不一|待核|不确")
ALIKE = 0.75
"""A sentence with this share of a fact's pairs of characters speaks of the same thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCheck:
    """What the text says to the facts."""

    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Finding:
    message: str
    line: int = 0
    remark: bool = False


def check_facts(
    facts: FactsNotice,
    notice: Notice,
    registry: Registry,
    path: str,
    published: str | None = None,
) -> FactCheck:
    """Every fact that the text contradicts or does not bear out; `path` is the facts' file.

    `published` is the day of publication as the source's page gives it: the text has none.
    """
    found = [
        *_identity(facts, notice, published),
        *_sections(facts, notice),
        *_tasks(facts, notice, registry),
        *_numbers(facts, notice),
    ]
    return FactCheck(
        problems=tuple(
            Problem(path=path, line=f.line, message=f.message, hint=HINT)
            for f in found
            if not f.remark
        ),
        remarks=tuple(f.message for f in found if f.remark),
    )


def _identity(facts: FactsNotice, notice: Notice, published: str | None) -> Iterator[_Finding]:
    identity = notice.identity
    titles = {_core(title) for title in (identity.title, notice.annex_title) if title}
    if facts.title and _core(facts.title.text) not in titles:
        yield _differs("title", facts.title.text, identity.title)
    for key in ("number", "issuer", "issued"):
        stated: Stated | None = getattr(facts, key)
        read = getattr(identity, key)
        if stated and stated.text != read:
            # 〔2019〕0617号 and 〔2019〕617号 are one number, written in two ways: both are shown.
            same = key == "number" and _bare(stated.text) == _bare(read or "")
            yield _differs(key, stated.text, read, remark=same)
    if facts.task_count and facts.task_count.text != str(len(notice.tasks)):
        sure = facts.task_count.state is FactState.SEEN and not DOUBTED.search(
            facts.task_count.note
        )
        yield _differs("task_count", facts.task_count.text, str(len(notice.tasks)), remark=not sure)
    if facts.section_count and facts.section_count.text != str(len(notice.sections)):
        yield _differs("section_count", facts.section_count.text, str(len(notice.sections)))
    if facts.published and published and facts.published.text != published:
        yield _Finding(f"published: the facts say {facts.published.text!r}, the page {published!r}")
    if facts.names_agencies:
        named = "是" if any(task.clauses for task in notice.tasks) else "否"
        if facts.names_agencies.text != named:
            yield _differs("names_agencies", facts.names_agencies.text, named)
    for name in facts.addressees.values if facts.addressees else ():
        if name not in (identity.addressees or ""):
            yield _Finding(f"addressees: the text does not address {name!r}")
    yield from _approval(facts, notice)


def _bare(number: str) -> str:
    """A document's number without the zeros that some write in front of it."""
    return ZEROS.sub("", number)


def _core(title: str) -> str:
    """A title without its issuer in front and without the marks around it."""
    _, mark, rest = title.partition("关于")
    return f"{mark}{rest}" if mark else title.strip("《》")


def _differs(key: str, said: str, read: str | None, *, remark: bool = False) -> _Finding:
    text = f"{key}: the facts say {said!r}, the text says {read or 'nothing'!r}"
    return _Finding(text, remark=remark)


def _approval(facts: FactsNotice, notice: Notice) -> Iterator[_Finding]:
    if facts.approval is None:
        return
    whole = "".join(
        part.text for stretch in notice.stretches() if not stretch.task for part in stretch.parts
    )
    meeting = MEETING.search(facts.approval.text)
    if meeting and meeting[0] not in whole:
        seen = facts.approval.state is FactState.SEEN
        yield _Finding(f"approval: the text does not name {meeting[0]!r}", remark=not seen)
    elif facts.approval.text not in whole:
        yield _Finding(
            f"approval: not in these words in the text: {facts.approval.text!r}", 0, True
        )


def _sections(facts: FactsNotice, notice: Notice) -> Iterator[_Finding]:
    headings = {section.number: section.heading for section in notice.sections}
    for section in facts.sections:
        label = format_numeral(section.number) if section.number else ""
        if section.heading and section.number:
            if headings.get(section.number) != section.heading:
                yield _differs(f"section {label}", section.heading, headings.get(section.number))
        elif section.heading and section.heading not in headings.values():
            yield _Finding(f"no section of the text is headed {section.heading!r}")
        elif section.number and section.number not in headings:
            yield _Finding(f"the text has no section {label}、")


def _tasks(facts: FactsNotice, notice: Notice, registry: Registry) -> Iterator[_Finding]:
    readings = notice_parties(notice, registry)
    tasks = {(task.id.section, task.id.number): task for task in notice.tasks}
    places = {task.id: section.number for section in notice.sections for task in section.tasks}
    for known in facts.tasks:
        task = _same(known, tasks)
        if task is None:
            label = task_label(known.number) if known.number else ""
            message = (
                f"the text has no task {label}"
                if label
                else f"no task of the text is headed {known.heading!r}"
            )
            if label or known.heading:
                yield _Finding(message, known.line)
            continue
        for message in _task(known, task, places[task.id], readings[task.id]):
            yield _Finding(f"task {task.label}: {message}", known.line)


def _same(known: KnownTask, tasks: dict[tuple[int, int], Task]) -> Task | None:
    """The task that a known one is: by its number, else by its heading.

    Where the text counts anew in each section, a number tells a task together with its section.
    """
    if known.number is not None:
        through = tasks.get((0, known.number))
        return through or tasks.get((known.section or 0, known.number))
    return next((task for task in tasks.values() if task.heading == known.heading), None)


def _task(known: KnownTask, task: Task, section: int, reading: ClauseReading) -> Iterator[str]:
    if known.heading and known.heading != task.heading:
        yield f"the facts say {known.heading!r}, the text says {task.heading!r}"
    if known.section and known.section != section:
        labels = section_label(known.section), section_label(section)
        yield f"the facts say section {labels[0]}, the text says {labels[1]}"
    printed = [party.printed for party in (*reading.parties, *reading.blanket)]
    missing = [name for name in known.agencies or () if name not in printed]
    for name in missing:
        yield f"the text does not name {name}"
    if known.agencies and not missing:
        places = [printed.index(name) for name in known.agencies]
        if places != sorted(places):
            order = "、".join(sorted(known.agencies, key=printed.index))
            yield f"the text names them in the order {order}"
    if known.open is not None and known.agencies is not None and known.open != reading.open:
        yield f"the list of agencies is {'open' if reading.open else 'closed'} in the text"


def _numbers(facts: FactsNotice, notice: Notice) -> Iterator[_Finding]:
    sentences = list(_sentences(notice))
    figures = [(text, find_figures("x", text)) for text in sentences]
    for fact in facts.facts:
        wanted = _typed(fact)
        if wanted is None:
            continue
        value, unit = wanted
        alike = [(text, f) for text, found in figures for f in found if f.unit in (unit, "")]
        if any(value in map(Decimal, f.values) for _, f in alike):
            continue
        same = [(text, f) for text, f in alike if f.unit == unit]
        other = _about(fact, same)
        if other:
            yield _Finding(
                f"fact {fact.topic}: {fact.value}{fact.unit}, the text says {other.text}"
            )
        else:
            message = f"fact {fact.topic}: {fact.value}{fact.unit} was not found in the text"
            yield _Finding(message, remark=True)


def _typed(fact: Fact) -> tuple[Decimal, str] | None:
    """A fact's number with its scale applied, and its unit: 1300 万人 is 13000000 人.

    None where it has none, and for a comment: that is not the text's to bear out.
    """
    match = UNIT.fullmatch(fact.unit or "")
    try:
        value = Decimal("" if fact.comment else fact.value or "")
    except InvalidOperation:
        return None
    return (value * SCALES[match["scale"]], match["unit"]) if match else None


def _about(fact: Fact, figures: Sequence[tuple[str, Figure]]) -> Figure | None:
    """The figure in a sentence that says what the fact says, but for the number."""
    own = _pairs(re.sub(r"[0-9.,]+", "", fact.text))
    for text, figure in figures:
        if own and len(own & _pairs(re.sub(r"[0-9.,]+", "", text))) >= ALIKE * len(own):
            return figure
    return None


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _sentences(notice: Notice) -> Iterator[str]:
    for stretch in notice.stretches():
        if stretch.task:
            yield stretch.task.heading
        yield from (part.text for part in stretch.parts if isinstance(part, Sentence))
