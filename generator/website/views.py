"""What the templates show, put in the order in which they show it. No words, no mark-up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.addresses import agency_address, task_address
from generator.agencies import Registry, read_clause, task_parties
from generator.content import Content, HeldNotice
from generator.figures import find_figures
from generator.model import (
    Agency,
    Clause,
    ClauseReading,
    Figure,
    Notice,
    Paragraph,
    Provenance,
    Section,
    Sentence,
    Task,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of text, with the address that it links to."""

    text: str
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A sentence or a clause: its anchor and its text in runs."""

    anchor: str
    number: str
    is_clause: bool
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """A name in the list of those responsible."""

    printed: str
    address: str | None
    name: str
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """A task with all that stands on its page."""

    task: Task
    section: Section
    notice: Notice
    provenance: Provenance
    address: str
    paragraphs: tuple[tuple[PartView, ...], ...]
    parties: tuple[PartyView, ...]
    others: tuple[PartyView, ...]
    open: bool
    figures: tuple[Figure, ...]
    previous: Task | None
    next: Task | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A task that names an agency; `companions` are the other agencies that it names."""

    view: TaskView
    printed: str
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyView:
    """An agency with its tasks by notice, newest first, and whom it shares them with."""

    agency: Agency
    mentions: tuple[tuple[Notice, tuple[Mention, ...]], ...]
    companions: tuple[tuple[Agency, int], ...]
    first_count: int
    count: int


def paragraph_views(
    paragraphs: tuple[Paragraph, ...], registry: Registry
) -> tuple[tuple[PartView, ...], ...]:
    """Paragraphs in order; joining the runs of a paragraph gives its characters."""
    return tuple(
        tuple(_part_view(part, registry) for part in paragraph.parts) for paragraph in paragraphs
    )


def _part_view(part: Sentence | Clause, registry: Registry) -> PartView:
    clause = isinstance(part, Clause)
    runs = (
        tuple(_clause_runs(part.text, registry)) if clause else (Run(text=part.text, address=None),)
    )
    return PartView(anchor=part.id, number=part.id[1:], is_clause=clause, runs=runs)


def _clause_runs(text: str, registry: Registry) -> Iterator[Run]:
    reading, _ = read_clause(text, registry)
    place = 0
    for party in reading.parties:
        start = text.index(party.printed, place)
        if start > place:
            yield Run(text=text[place:start], address=None)
        address = agency_address(party.agency) if party.agency else None
        yield Run(text=party.printed, address=address)
        place = start + len(party.printed)
    yield Run(text=text[place:], address=None)


def task_views(held: HeldNotice, registry: Registry) -> tuple[TaskView, ...]:
    """A view of each task of a notice, in its order."""
    notice = held.notice
    by_id = {agency.id: agency for agency in registry.agencies}
    placed = [(section, task) for section in notice.sections for task in section.tasks]
    tasks = [None, *(task for _, task in placed), None]
    return tuple(
        _task_view(held, section, task, registry, by_id, tasks[i], tasks[i + 2])
        for i, (section, task) in enumerate(placed)
    )


def _task_view(
    held: HeldNotice,
    section: Section,
    task: Task,
    registry: Registry,
    by_id: dict[str, Agency],
    previous: Task | None,
    following: Task | None,
) -> TaskView:
    reading: ClauseReading = task_parties(task, registry)
    parties = tuple(
        PartyView(
            printed=party.printed,
            address=agency_address(party.agency) if party.agency else None,
            name=by_id[party.agency].name if party.agency else party.printed,
            first=party.first,
        )
        for party in reading.parties
    )
    figures = [f for s in task.sentences for f in find_figures(s.id, s.text)]
    return TaskView(
        task=task,
        section=section,
        notice=held.notice,
        provenance=held.provenance,
        address=task_address(task.id),
        paragraphs=paragraph_views(task.paragraphs, registry),
        parties=tuple(p for p in parties if p.address),
        others=tuple(p for p in parties if not p.address),
        open=reading.open,
        figures=(*find_figures("h", task.heading), *figures),
        previous=previous,
        next=following,
    )


def agency_views(
    content: Content, tasks: dict[str, tuple[TaskView, ...]]
) -> tuple[AgencyView, ...]:
    """All agencies that a held notice names, most tasks first, then in registry order."""
    views = (_agency_view(agency, content, tasks) for agency in content.registry.agencies)
    return tuple(sorted((v for v in views if v.count), key=lambda v: -v.count))


def _agency_view(
    agency: Agency, content: Content, tasks: dict[str, tuple[TaskView, ...]]
) -> AgencyView:
    address = agency_address(agency.id)
    by_notice = []
    shared: Counter[str] = Counter()
    for held in content.notices:
        mentions = tuple(
            Mention(view=view, printed=party.printed, first=party.first)
            for view in tasks[held.notice.id]
            for party in view.parties
            if party.address == address
        )
        for mention in mentions:
            shared.update(
                p.address for p in mention.view.parties if p.address and p.address != address
            )
        if mentions:
            by_notice.append((held.notice, mentions))
    all_mentions = [m for _, mentions in by_notice for m in mentions]
    known = {agency_address(a.id): a for a in content.registry.agencies}
    companions = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    return AgencyView(
        agency=agency,
        mentions=tuple(by_notice),
        companions=tuple((known[a], n) for a, n in companions),
        first_count=sum(m.first for m in all_mentions),
        count=len(all_mentions),
    )


def chinese_date(date: str) -> str:
    """`2020-04-03` as `2020年4月3日`; a year alone as `2020年`; anything else as it is."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})-(\d{2}))?", date)
    if not match:
        return date
    year, month, day = match.groups()
    return f"{year}年{int(month)}月{int(day)}日" if month else f"{year}年"
