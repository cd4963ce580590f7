"""A task's page, held or known by its facts: text in runs, responsible bodies, neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.addresses import agency_address, task_address
from generator.model.agencies import Party, Registry
from generator.model.entries import NoticeEntry, TaskEntry
from generator.model.facts import FactState
from generator.model.notice import Clause, Paragraph, Sentence
from generator.notice.agency_clauses import read_clause
from generator.notice.commitments import counted_word


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
    """A name in the list of those responsible; `also` are other forms in which it is printed."""

    printed: str
    also: tuple[str, ...]
    address: str | None
    name: str
    first: bool
    lead: bool
    implied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """A task, held or known, with all that stands on its page.

    `address` is None where it has no page; `paragraphs` are empty where its text is not held.
    """

    task: TaskEntry
    address: str | None
    paragraphs: tuple[tuple[PartView, ...], ...]
    parties: tuple[PartyView, ...]
    others: tuple[PartyView, ...]
    previous: TaskEntry | None
    next: TaskEntry | None

    @property
    def is_weighed(self) -> bool:
        """Whether one of its sentences has a word that says how firmly it binds."""
        return any(counted_word(sentence.text) for sentence in self.task.sentences)

    @property
    def told_states(self) -> tuple[tuple[str, FactState], ...]:
        """How sure heading, number and agencies of a known task are: each where they differ, else ""."""
        states = self.task.states
        if states is None:
            return ()
        if not self.task.heading:
            return (("number", states.number),)
        known = {"heading": states.heading}
        if self.task.number:
            known["number"] = states.number
        if states.agencies:
            known["agencies"] = states.agencies
        return tuple(known.items()) if len(set(known.values())) > 1 else (("", states.heading),)


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


def task_views(notice: NoticeEntry, registry: Registry) -> tuple[TaskView, ...]:
    """A view of each task of a notice, in its order; the neighbours are those with a page."""
    own = registry.scoped(notice.series)
    names = {agency.id: agency.name for agency in registry.agencies}
    paged = notice.paged
    row = (None, *paged, None)
    around = {task.key: (row[place], row[place + 2]) for place, task in enumerate(paged)}
    return tuple(
        _task_view(task, own, names, around.get(task.key, (None, None))) for task in notice.tasks
    )


def _task_view(
    task: TaskEntry,
    registry: Registry,
    names: Mapping[str, str],
    around: Sequence[TaskEntry | None],
) -> TaskView:
    return TaskView(
        task=task,
        address=task_address(task.id) if task.id and task.has_page else None,
        paragraphs=paragraph_views(task.paragraphs or (), registry),
        parties=tuple(_party_view(party, names) for party in task.parties or ()),
        others=tuple(_party_view(party, names) for party in task.others or ()),
        previous=around[0],
        next=around[1],
    )


def _party_view(party: Party, names: Mapping[str, str]) -> PartyView:
    return PartyView(
        printed=party.printed,
        also=party.also,
        address=agency_address(party.agency) if party.agency else None,
        name=names[party.agency] if party.agency else party.printed,
        first=party.first,
        lead=party.lead,
        implied=party.implied,
    )
