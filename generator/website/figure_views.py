"""Numbers by subject and by notice, put in the order in which the figures page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.addresses import notice_address, section_anchor, task_address
from generator.content import Content
from generator.figures import find_figures
from generator.model import (
    Fact,
    FactsNotice,
    Figure,
    Notice,
    Paragraph,
    Section,
    Subject,
    SubjectEntry,
    TaskId,
)
from generator.website.views import TaskView


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A number under a subject: a figure with its place in a text, or a fact with its notice.

    A figure's `heading` is its task's or section's, None outside both; `place` is the sentence.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPlace:
    """A task, or a stretch of text without one, that has figures.

    `anchor` stands before the sentence's id in the page's anchors: `part-1-` for `part-1-s1`.
    """

    heading: str | None
    address: str
    page: str
    anchor: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberView:
    """A held notice with all figures of its text, in the text's order."""

    notice: str
    places: tuple[NumberPlace, ...]


def number_views(
    content: Content, tasks: dict[str, tuple[TaskView, ...]]
) -> tuple[NumberView, ...]:
    """The held notices, newest first, each with its preamble, sections, tasks and closing."""
    return tuple(
        NumberView(
            notice=held.notice.id,
            places=tuple(
                place
                for place in _number_places(held.notice, tasks[held.notice.id])
                if place.figures
            ),
        )
        for held in content.notices
    )


def _number_places(notice: Notice, tasks: tuple[TaskView, ...]) -> Iterator[NumberPlace]:
    page = notice_address(notice.id)

    def stretch(paragraphs: tuple[Paragraph, ...], anchor: str, heading: str | None) -> NumberPlace:
        parts = [part for paragraph in paragraphs for part in paragraph.parts]
        figures = tuple(f for part in parts for f in find_figures(part.id, part.text))
        target = f"{page}#{anchor}" if heading else page
        return NumberPlace(
            heading=heading, address=target, page=page, anchor=f"{anchor}-", figures=figures
        )

    yield stretch(notice.preamble, "preamble", None)
    for section in notice.sections:
        anchor = section_anchor(section.number)
        yield stretch(section.intro, anchor, section.label + section.heading)
        for view in tasks:
            if view.section == section:
                heading = view.task.label + view.task.heading
                yield NumberPlace(
                    heading=heading,
                    address=view.address,
                    page=view.address,
                    anchor="",
                    figures=view.figures,
                )
    yield stretch(notice.closing, "closing", None)


def subject_views(
    content: Content, tasks: dict[str, tuple[TaskView, ...]]
) -> tuple[SubjectView, ...]:
    """The editors' subjects in their order."""
    by_id = {str(view.task.id): view for views in tasks.values() for view in views}
    sections = {
        f"{held.notice.id}#{section_anchor(section.number)}": section
        for held in content.notices
        for section in held.notice.sections
    }
    known = {facts.id: facts for facts in (*content.facts, *content.checks)}
    held_ids = {h.notice.id for h in content.notices}
    return tuple(
        SubjectView(
            subject=subject,
            entries=tuple(
                _fact_entry(entry, known[entry.notice], held=entry.notice in held_ids)
                if entry.at is None
                else _text_entry(entry, entry.at, by_id, sections)
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


def _text_entry(
    entry: SubjectEntry, at: str, by_id: dict[str, TaskView], sections: dict[str, Section]
) -> EntryView:
    page, _, anchor = at.partition("#")
    view = by_id.get(page)
    part, _, sentence = at.rpartition("-")
    within = view.task if view else sections.get(part)
    address = task_address(TaskId.parse(page)) if view else notice_address(page)
    return EntryView(
        notice=entry.notice,
        address=f"{address}#{anchor}",
        figure=entry.text,
        heading=within.label + within.heading if within else None,
        place=anchor if view else sentence,
        fact=None,
        facts=None,
        held=True,
    )
