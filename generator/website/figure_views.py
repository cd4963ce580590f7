"""Numbers by subject and by notice, put in the order in which the figures page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.addresses import notice_address, task_address
from generator.content import Content
from generator.model import Fact, FactsNotice, Subject, SubjectEntry, TaskId
from generator.website.views import TaskView


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A number under a subject: a figure with its place in a text, or a fact with its notice.

    `held` says that the notice's text is held, also where the entry still is a fact.
    """

    notice: str
    address: str
    figure: str | None
    heading: str | None
    place: str | None
    fact: Fact | None
    facts: FactsNotice | None
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectPair:
    """A subject of which two notices both say something: the older one's numbers, the newer's."""

    subject: Subject
    old: tuple[EntryView, ...]
    new: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectView:
    """A subject with its numbers, oldest notice first."""

    subject: Subject
    entries: tuple[EntryView, ...]


def subject_views(
    content: Content, tasks: dict[str, tuple[TaskView, ...]]
) -> tuple[SubjectView, ...]:
    """The editors' subjects in their order."""
    by_id = {str(view.task.id): view for views in tasks.values() for view in views}
    known = {facts.id: facts for facts in (*content.facts, *content.checks)}
    held = {h.notice.id for h in content.notices}
    return tuple(
        SubjectView(
            subject=subject,
            entries=tuple(
                _fact_entry(entry, known[entry.notice], held=entry.notice in held)
                if entry.at is None
                else _text_entry(entry, entry.at, by_id)
                for entry in sorted(subject.entries, key=lambda e: e.notice)
            ),
        )
        for subject in content.subjects
    )


def subject_pairs(subjects: Sequence[SubjectView], old: str, new: str) -> tuple[SubjectPair, ...]:
    """The subjects with entries of both notices, in their order."""
    pairs = []
    for view in subjects:
        sides = [tuple(e for e in view.entries if e.notice == notice) for notice in (old, new)]
        if all(sides):
            pairs.append(SubjectPair(subject=view.subject, old=sides[0], new=sides[1]))
    return tuple(pairs)


def _fact_entry(entry: SubjectEntry, facts: FactsNotice, *, held: bool) -> EntryView:
    fact = next(fact for fact in facts.facts if fact.topic == entry.text)
    return EntryView(
        notice=entry.notice,
        address=notice_address(entry.notice),
        figure=None,
        heading=None,
        place=None,
        fact=fact,
        facts=facts,
        held=held,
    )


def _text_entry(entry: SubjectEntry, at: str, by_id: dict[str, TaskView]) -> EntryView:
    page, _, anchor = at.partition("#")
    view = by_id.get(page)
    address = task_address(TaskId.parse(page)) if view else notice_address(page)
    return EntryView(
        notice=entry.notice,
        address=f"{address}#{anchor}",
        figure=entry.text,
        heading=view.task.label + view.task.heading if view else None,
        place=anchor if view else None,
        fact=None,
        facts=None,
        held=True,
    )
