"""A task's page, held or known by its facts: text in runs, responsible bodies, neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.addresses import agency_address, task_address
from generator.model.agencies import Agency, ClauseReading, Party, Registry
from generator.model.content import HeldNotice
from generator.model.facts import FactsNotice, FactState, KnownSection, KnownTask
from generator.model.figures import Figure
from generator.model.notice import Clause, Notice, Paragraph, Section, Sentence, Task
from generator.model.provenance import Provenance
from generator.notice.agency_clauses import known_names, notice_parties, read_clause
from generator.notice.figures import find_figures


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedText:
    """A piece of text, with the address that it links to."""

    text: str
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A sentence or a clause: its anchor and its text in runs."""

    anchor: str
    number: str
    is_clause: bool
    runs: tuple[LinkedText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """A name in the list of those responsible."""

    printed: str
    address: str | None
    name: str
    first: bool
    lead: bool
    implied: bool


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
    deadline: str | None
    figures: tuple[Figure, ...]
    previous: Task | None
    next: Task | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTaskView:
    """A task of which only facts are known, with all that stands on its page.

    `address` is None where its number is not known; `section` the section's known heading.
    """

    task: KnownTask
    notice: FactsNotice
    address: str | None
    section: KnownSection | None
    parties: tuple[PartyView, ...]
    others: tuple[PartyView, ...]
    previous: KnownTask | None
    next: KnownTask | None

    @property
    def told_states(self) -> tuple[tuple[str, FactState], ...]:
        """How sure heading, number and agencies are: each where they differ, else all as one, ""."""
        task = self.task
        if not task.heading:
            return (("number", task.number_state),)
        known = {"heading": task.state}
        if task.number:
            known["number"] = task.number_state
        if task.agencies is not None:
            known["agencies"] = task.agencies_state
        return tuple(known.items()) if len(set(known.values())) > 1 else (("", task.state),)


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
        tuple(_clause_runs(part.text, registry))
        if clause
        else (LinkedText(text=part.text, address=None),)
    )
    return PartView(anchor=part.id, number=part.id[1:], is_clause=clause, runs=runs)


def _clause_runs(text: str, registry: Registry) -> Iterator[LinkedText]:
    reading, _ = read_clause(text, registry)
    place = 0
    for party in reading.parties:
        start = text.index(party.printed, place)
        if start > place:
            yield LinkedText(text=text[place:start], address=None)
        address = agency_address(party.agency) if party.agency else None
        yield LinkedText(text=party.printed, address=address)
        place = start + len(party.printed)
    yield LinkedText(text=text[place:], address=None)


def task_views(held: HeldNotice, registry: Registry) -> tuple[TaskView, ...]:
    """A view of each task of a notice, in its order."""
    notice = held.notice
    by_id = {agency.id: agency for agency in registry.agencies}
    placed = [(section, task) for section in notice.sections for task in section.tasks]
    tasks = [None, *(task for _, task in placed), None]
    readings = notice_parties(notice, registry)
    return tuple(
        _task_view(
            held, section, task, registry, by_id, readings[task.id], (tasks[i], tasks[i + 2])
        )
        for i, (section, task) in enumerate(placed)
    )


def _task_view(
    held: HeldNotice,
    section: Section,
    task: Task,
    registry: Registry,
    by_id: dict[str, Agency],
    reading: ClauseReading,
    around: tuple[Task | None, Task | None],
) -> TaskView:
    parties = tuple(_party_view(party, by_id) for party in reading.parties)
    figures = [f for s in task.sentences for f in find_figures(s.id, s.text)]
    return TaskView(
        task=task,
        section=section,
        notice=held.notice,
        provenance=held.provenance,
        address=task_address(task.id),
        paragraphs=paragraph_views(task.paragraphs, registry.scoped(held.notice.series)),
        parties=tuple(p for p in parties if p.address),
        others=tuple(p for p in parties if not p.address),
        open=reading.open,
        deadline=reading.deadline,
        figures=(*find_figures("h", task.heading), *figures),
        previous=around[0],
        next=around[1],
    )


def _party_view(party: Party, by_id: dict[str, Agency]) -> PartyView:
    return PartyView(
        printed=party.printed,
        address=agency_address(party.agency) if party.agency else None,
        name=by_id[party.agency].name if party.agency else party.printed,
        first=party.first,
        lead=party.lead,
        implied=party.implied,
    )


def known_views(notice: FactsNotice, registry: Registry) -> tuple[KnownTaskView, ...]:
    """A view of each task of which something is known, in the order of the facts."""
    sections = {section.number: section for section in notice.sections if section.number}
    order: list[KnownTask | None] = [None, *notice.paged_tasks, None]
    around = {order[i]: (order[i - 1], order[i + 1]) for i in range(1, len(order) - 1)}
    by_id = {agency.id: agency for agency in registry.agencies}
    views = []
    for task in notice.tasks:
        parties = tuple(_party_view(p, by_id) for p in known_names(task.agencies or (), registry))
        previous, following = around.get(task, (None, None))
        views.append(
            KnownTaskView(
                task=task,
                notice=notice,
                address=task_address(task.id) if task.id and task.has_page else None,
                section=sections.get(task.section or 0),
                parties=tuple(p for p in parties if p.address),
                others=tuple(p for p in parties if not p.address),
                previous=previous,
                next=following,
            )
        )
    return tuple(views)
