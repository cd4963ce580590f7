"""Content to search records: what can be found, where it stands, by what it can be narrowed.

Everything official is in a record, sentence by sentence, so that whatever stands in the texts is
found at its place: tasks with their clauses, a notice's letter, preamble and introductions, what is
known of years without text, agencies with all their names, themes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.addresses import agency_address, notice_address, task_address, theme_address
from generator.model.agencies import Agency
from generator.model.content import Content
from generator.model.entries import NoticeEntry, TaskEntry
from generator.model.facts import Fact, FactsNotice
from generator.model.ids import HEADING, section_anchor
from generator.model.notice import Notice, StretchKind
from generator.notice.entries import newest_first
from generator.notice.headings import section_label

TITLES = {StretchKind.LETTER: "", StretchKind.PREAMBLE: "annex"}
"""Where a title stands that is no section's: the letter's has no anchor of its own."""
DOCUMENT = re.compile(
    r"(?P<body>\D*?)[〔[﹝（(]?(?P<year>\d{4})[〕\]﹞）)]?(?P<serial>\d{1,9})号?\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something that can be found; `parts` are anchors with the text that stands there.

    `kind` is task, notice, agency or theme; `document` the number of a notice as body, year,
    serial without leading zeros; `number` a task's; `state` the text's, or facts-only.
    """

    kind: str
    id: str
    title: str
    address: str
    parts: tuple[tuple[str, str], ...]
    notice: str = ""
    number: int = 0
    section: str = ""
    state: str = ""
    agencies: tuple[str, ...] = ()
    agencies_known: bool = True
    first: str = ""
    document: tuple[str, str, str] | None = None
    theme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """All names of an agency, and the bodies that followed it; `short` is as texts print it."""

    id: str
    names: tuple[str, ...]
    successors: tuple[str, ...]
    short: str = ""


def records(content: Content, notices: Sequence[NoticeEntry]) -> tuple[Record, ...]:
    """Every record, newest notice first, then themes and agencies; `notices` are all entries."""
    theme_of = {key: theme.id for theme in content.themes for key in theme.tasks}
    held = {held.notice.id: held.notice for held in content.notices}
    facts = {known.id: known for known in content.facts}
    found: list[Record] = []
    for notice in newest_first(content, notices):
        found += (_task(task, theme_of.get(task.key, "")) for task in notice.paged)
        own = (
            _text_parts(held[notice.id])
            if notice.id in held
            else _fact_parts(notice, facts[notice.id])
        )
        found.append(_notice(notice, tuple(own)))
    found += (
        Record(
            kind="theme",
            id=theme.id,
            title=theme.name,
            address=theme_address(theme.id),
            parts=(("", theme.name), ("", theme.description)),
        )
        for theme in content.themes
    )
    named = {agency for record in found for agency in record.agencies}
    found += (_agency(agency) for agency in content.registry.agencies if agency.id in named)
    return tuple(found)


def _task(task: TaskEntry, theme: str) -> Record:
    """A task with its text, or with the names that are known of it where that is not held."""
    assert task.id and task.heading  # the caller asks for tasks with a page
    parties = task.parties or ()
    body = [(part.id, part.text) for part in task.parts]
    if not task.held:
        body = [("", form) for party in (*parties, *(task.others or ())) for form in party.forms]
    return Record(
        kind="task",
        id=task.key,
        title=task.cited + task.heading,
        address=task_address(task.id),
        parts=((HEADING, task.heading), *body),
        notice=task.notice,
        number=task.id.number,
        section=task.section.title if task.section else "",
        state=task.state.value,
        agencies=tuple(party.agency for party in parties if party.agency),
        agencies_known=task.parties is not None,
        first=next((party.agency for party in parties if party.agency and party.first), ""),
        theme=theme,
    )


def _notice(notice: NoticeEntry, parts: tuple[tuple[str, str], ...]) -> Record:
    return Record(
        kind="notice",
        id=notice.id,
        title=notice.name,
        address=notice_address(notice.id),
        parts=parts,
        notice=notice.id,
        state=notice.state.value,
        document=document_number(notice.number),
    )


def _text_parts(notice: Notice) -> Iterator[tuple[str, str]]:
    """All of a notice's text outside its tasks, at its anchors."""
    for stretch in notice.stretches():
        if stretch.task:
            continue
        if stretch.title is not None:
            yield TITLES.get(stretch.kind, stretch.anchor), stretch.title
        yield from ((f"{stretch.anchor}-{part.id}", part.text) for part in stretch.parts)


def _fact_parts(notice: NoticeEntry, facts: FactsNotice) -> Iterator[tuple[str, str]]:
    """What is known of a notice outside the tasks that have a page."""
    stated = [facts.title, facts.number, facts.issuer, facts.approval, facts.addressees]
    yield from (("", field.text) for field in stated if field)
    for section in facts.sections:
        if section.heading:
            label = section_label(section.number) if section.number else ""
            anchor = section_anchor(section.number) if section.number else ""
            yield anchor, label + section.heading
    yield from (("", t.heading) for t in notice.tasks if t.heading and not t.has_page)
    yield from (("", f"{_subject(fact, facts)}：{fact.text}") for fact in facts.facts)


def document_number(number: str | None) -> tuple[str, str, str] | None:
    """发改规划〔2019〕0617号 as ("发改规划", "2019", "617"); None where it is no such number."""
    match = DOCUMENT.match(number or "")
    return (match["body"], match["year"], str(int(match["serial"]))) if match else None


def _subject(fact: Fact, facts: FactsNotice) -> str:
    """What a fact is about; of a comment with those whose word it is."""
    names = "、".join(source.name for source in facts.sources if source.id in fact.sources)
    return f"{fact.topic}（{names}）" if fact.comment else fact.topic


def _agency(agency: Agency) -> Record:
    names = dict.fromkeys((agency.name, *agency.printed, *agency.press))
    return Record(
        kind="agency",
        id=agency.id,
        title=agency.name,
        address=agency_address(agency.id),
        parts=tuple(("", name) for name in (*names, agency.english) if name),
    )


def aliases(content: Content) -> tuple[Alias, ...]:
    """Every agency of the registry with all its names, in the registry's order."""
    return tuple(
        Alias(
            id=agency.id,
            names=tuple(
                dict.fromkeys(
                    name
                    for name in (
                        agency.name,
                        *agency.printed,
                        *agency.press,
                        agency.english,
                        agency.id,
                    )
                    if name
                )
            ),
            successors=tuple(step.id for step in agency.successors),
            short=agency.short,
        )
        for agency in content.registry.agencies
    )
