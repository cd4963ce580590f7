"""Content to entries: every notice and task, held or known, in its one normal form (`model.entries`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.model.agencies import ClauseReading, Party, Registry
from generator.model.content import Content, HeldNotice
from generator.model.entries import EntryStates, NoticeEntry, SectionEntry, TaskEntry
from generator.model.facts import FactsNotice, KnownTask, Stated
from generator.model.figures import Figure
from generator.model.ids import HEADING
from generator.model.notice import Section, Task
from generator.model.provenance import TextState
from generator.notice.agency_clauses import known_names, more_telling, notice_parties
from generator.notice.approval import find_approval
from generator.notice.figures import find_figures
from generator.notice.headings import section_label, task_label
from generator.notice.labels import notice_labels


def notice_entries(content: Content) -> tuple[NoticeEntry, ...]:
    """Every notice of the content, held ones first; names mean what they do in its own series."""
    held = (held_entry(notice, content.registry) for notice in content.notices)
    known = (known_entry(facts, content.registry) for facts in content.facts)
    labels = notice_labels(content)
    return tuple(_called(notice, labels[notice.id]) for notice in (*held, *known))


def newest_first(content: Content, notices: Iterable[NoticeEntry]) -> tuple[NoticeEntry, ...]:
    """The notices by series, in the order of series.yml, each series' newest one first."""
    return _by_series(content, notices, newest=True)


def oldest_first(content: Content, notices: Iterable[NoticeEntry]) -> tuple[NoticeEntry, ...]:
    """The notices by series, in the order of series.yml, each series' oldest one first."""
    return _by_series(content, notices, newest=False)


def _by_series(
    content: Content, notices: Iterable[NoticeEntry], *, newest: bool
) -> tuple[NoticeEntry, ...]:
    order = [one.id for one in content.series.outlines()]
    by_age = sorted(notices, key=lambda notice: notice.id, reverse=newest)
    return tuple(sorted(by_age, key=lambda notice: order.index(notice.series)))


def _called(notice: NoticeEntry, label: str) -> NoticeEntry:
    tasks = tuple(replace(task, called=label) for task in notice.tasks)
    return replace(notice, label=label, tasks=tasks)


def held_entry(held: HeldNotice, registry: Registry) -> NoticeEntry:
    """A notice whose text is held."""
    notice, state = held.notice, held.provenance.state
    readings = notice_parties(notice, registry)
    approval = find_approval(notice)
    return NoticeEntry(
        id=notice.id,
        series=notice.series,
        title=notice.identity.title,
        annex_title=notice.annex_title,
        number=notice.identity.number,
        issuer=notice.identity.issuer,
        issued=notice.identity.issued,
        addressees=notice.identity.addressees,
        approval=approval.text if approval else None,
        state=state,
        task_count=len(notice.tasks),
        total=None,
        tasks=tuple(
            _held_task(task, section, readings[task.id], notice.series, state)
            for section in notice.sections
            for task in section.tasks
        ),
    )


def _held_task(
    task: Task, section: Section, reading: ClauseReading, series: str, state: TextState
) -> TaskEntry:
    return TaskEntry(
        key=str(task.id),
        id=task.id,
        notice=task.id.notice,
        series=series,
        number=task.id.number,
        label=task.label,
        heading=task.heading,
        heading_end=task.heading_end,
        section=SectionEntry(number=section.number, label=section.label, heading=section.heading),
        parties=bodies(reading.parties),
        others=_others(reading.parties),
        open=reading.open,
        deadline=reading.deadline,
        state=state,
        figures=_figures(task),
        paragraphs=task.paragraphs,
        states=None,
        sources=None,
    )


def _figures(task: Task) -> tuple[Figure, ...]:
    """The figures of the heading, then of the sentences; clauses have none."""
    found = [*find_figures(HEADING, task.heading)]
    for sentence in task.sentences:
        found += find_figures(sentence.id, sentence.text)
    return tuple(found)


def known_entry(facts: FactsNotice, registry: Registry) -> NoticeEntry:
    """A notice of which only facts are known."""
    own = registry.scoped(facts.series)
    return NoticeEntry(
        id=facts.id,
        series=facts.series,
        title=_text(facts.title),
        annex_title=None,
        number=_text(facts.number),
        issuer=_text(facts.issuer),
        issued=_text(facts.issued),
        addressees=None,
        approval=None,
        state=TextState.FACTS_ONLY,
        task_count=int(facts.task_count.text) if facts.task_count else None,
        total=facts.task_count,
        tasks=tuple(_known_task(task, facts, own) for task in facts.tasks),
    )


def _text(stated: Stated | None) -> str | None:
    return stated.text if stated else None


def _known_task(task: KnownTask, facts: FactsNotice, registry: Registry) -> TaskEntry:
    named = None if task.agencies is None else known_names(task.agencies, registry)
    return TaskEntry(
        key=facts.key(task),
        id=task.id,
        notice=facts.id,
        series=facts.series,
        number=task.number,
        label=task_label(task.told_number) if task.told_number else None,
        heading=task.heading,
        heading_end=None,
        section=_known_section(task, facts),
        parties=None if named is None else bodies(named),
        others=None if named is None else _others(named),
        open=task.open,
        deadline=None,
        state=TextState.FACTS_ONLY,
        figures=None,
        paragraphs=None,
        states=EntryStates(
            number=task.number_state,
            heading=task.state,
            agencies=None if named is None else task.agencies_state,
        ),
        sources=tuple(source for source in facts.sources if source.id in task.sources),
    )


def _known_section(task: KnownTask, facts: FactsNotice) -> SectionEntry | None:
    """The section that a task is known to stand in; None where that is not known."""
    for section in facts.sections:
        if section.number and section.number == task.section:
            label = section_label(section.number)
            return SectionEntry(number=section.number, label=label, heading=section.heading)
    return None


def bodies(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The agencies among `parties`, each once at its first place, with all its printed forms.

    国家甲委 and 甲委 in one task are one body, first or leading where either is. What an earlier
    clause implies is left out where the task names the body itself.
    """
    found: dict[str, Party] = {}
    for party in parties:
        if party.agency is None:
            continue
        before = found.get(party.agency)
        if before is None:
            found[party.agency] = party
        elif before.implied or not party.implied:
            found[party.agency] = replace(
                before,
                first=before.first or party.first,
                role=more_telling(before.role, party.role),
                also=before.also
                if party.printed in before.forms
                else (*before.also, party.printed),
            )
    return tuple(found.values())


def _others(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(party for party in parties if party.agency is None)
