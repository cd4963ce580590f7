"""Content to search records: what can be found, where it stands, by what it can be narrowed.

Everything official is in a record, sentence by sentence, so that whatever stands in the texts is
found at its place: tasks with their clauses, a notice's letter, preamble and introductions, what is
known of years without text, agencies with all their names, themes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.addresses import agency_address, notice_address, task_address, theme_address
from generator.model.agencies import Agency
from generator.model.content import Content, HeldNotice
from generator.model.facts import Fact, FactsNotice, KnownTask
from generator.model.notice import Paragraph
from generator.model.provenance import TextState
from generator.notice.agency_clauses import notice_parties
from generator.text.numerals import format_numeral

DOCUMENT = re.compile(r"(?P<body>\D*?)[〔[﹝（(]?(?P<year>\d{4})[〕\]﹞）)]?(?P<serial>\d+)号?\Z")


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


def records(content: Content) -> tuple[Record, ...]:
    """Every record, newest notice first, then themes and agencies."""
    theme_of = {key: theme.id for theme in content.themes for key in theme.tasks}
    found: list[Record] = []
    by_id: dict[str, HeldNotice | FactsNotice] = {h.notice.id: h for h in content.notices}
    by_id |= {facts.id: facts for facts in content.facts}
    for notice_id in sorted(by_id, reverse=True):
        notice = by_id[notice_id]
        if isinstance(notice, HeldNotice):
            found += _held(notice, content, theme_of)
        else:
            found += _known(notice, content, theme_of)
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


def _held(held: HeldNotice, content: Content, theme_of: dict[str, str]) -> Iterator[Record]:
    notice, state = held.notice, held.provenance.state.value
    readings = notice_parties(notice, content.registry)
    for section in notice.sections:
        for task in section.tasks:
            parties = [p.agency for p in readings[task.id].parties if p.agency]
            first = [p.agency for p in readings[task.id].parties if p.agency and p.first]
            body = [(p.id, p.text) for paragraph in task.paragraphs for p in paragraph.parts]
            yield Record(
                kind="task",
                id=str(task.id),
                title=task.label + task.heading,
                address=task_address(task.id),
                parts=(("h", task.heading), *body),
                notice=notice.id,
                number=task.id.number,
                section=section.label + section.heading,
                state=state,
                agencies=tuple(dict.fromkeys(parties)),
                first=first[0] if first else "",
                theme=theme_of.get(str(task.id), ""),
            )
    own = [("", notice.identity.title), *_anchored("letter-", notice.letter)]
    own += [("annex", notice.annex_title)] if notice.annex_title else []
    own += _anchored("preamble-", notice.preamble)
    for section in notice.sections:
        own.append((f"part-{section.number}", section.label + section.heading))
        own += _anchored(f"part-{section.number}-", section.intro)
    own += _anchored("closing-", notice.closing)
    yield Record(
        kind="notice",
        id=notice.id,
        title=notice.short_title,
        address=notice_address(notice.id),
        parts=tuple(own),
        notice=notice.id,
        state=state,
        document=document_number(notice.identity.number),
    )


def _anchored(prefix: str, paragraphs: tuple[Paragraph, ...]) -> list[tuple[str, str]]:
    return [(prefix + part.id, part.text) for para in paragraphs for part in para.parts]


def document_number(number: str | None) -> tuple[str, str, str] | None:
    """发改规划〔2019〕0617号 as ("发改规划", "2019", "617"); None where it is no such number."""
    match = DOCUMENT.match(number or "")
    return (match["body"], match["year"], str(int(match["serial"]))) if match else None


def _known(facts: FactsNotice, content: Content, theme_of: dict[str, str]) -> Iterator[Record]:
    for task in facts.paged_tasks:
        assert task.id and task.heading and task.number  # paged tasks have all three
        names = [content.registry.names.get(n) for n in task.agencies or ()]
        parties = [agency.id for agency in names if agency]
        section = next((s for s in facts.sections if s.number and s.number == task.section), None)
        label = f"{format_numeral(section.number)}、" if section and section.number else ""
        yield Record(
            kind="task",
            id=str(task.id),
            title=f"（{format_numeral(task.number)}）{task.heading}",
            address=task_address(task.id),
            parts=(("h", task.heading), *(("", name) for name in task.agencies or ())),
            notice=facts.id,
            number=task.number,
            section=label + (section.heading or "") if section else "",
            state=TextState.FACTS_ONLY.value,
            agencies=tuple(parties),
            agencies_known=task.agencies is not None,
            first=parties[0] if parties and names[0] else "",
            theme=theme_of.get(str(task.id), ""),
        )
    title = facts.title.text if facts.title else facts.id
    stated = [facts.title, facts.number, facts.issuer, facts.approval, facts.addressees]
    own = [("", field.text) for field in stated if field]
    for known in facts.sections:
        if known.heading:
            label = f"{format_numeral(known.number)}、" if known.number else ""
            own.append((f"part-{known.number}" if known.number else "", label + known.heading))
    own += [("", task.heading) for task in _unpaged(facts) if task.heading]
    own += [("", f"{_subject(fact, facts)}：{fact.text}") for fact in facts.facts]
    yield Record(
        kind="notice",
        id=facts.id,
        title=title,
        address=notice_address(facts.id),
        parts=tuple(own),
        notice=facts.id,
        state=TextState.FACTS_ONLY.value,
        document=document_number(facts.number.text if facts.number else None),
    )


def _subject(fact: Fact, facts: FactsNotice) -> str:
    """What a fact is about; of a comment with those whose word it is."""
    names = "、".join(source.name for source in facts.sources if source.id in fact.sources)
    return f"{fact.topic}（{names}）" if fact.comment else fact.topic


def _unpaged(facts: FactsNotice) -> list[KnownTask]:
    return [task for task in facts.tasks if not task.has_page]


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
            short=agency.printed[0] if agency.printed else agency.name,
        )
        for agency in content.registry.agencies
    )
