"""Numbers by subject and by notice, put in the order in which the figures page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.addresses import notice_address, task_address
from generator.compare.segments import segment_at
from generator.model.content import Content
from generator.model.facts import Fact, FactsNotice
from generator.model.figures import Figure, FigureKind, Subject, SubjectEntry
from generator.model.ids import HEADING, TaskId, section_anchor
from generator.model.notice import Notice, Section, StretchKind, Task
from generator.notice.figures import find_figures
from generator.notice.places import anchored_texts, entry_figure
from generator.website.task_views import LinkedText


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A clause of a text that has figures: its runs joined are its characters, without its end mark.

    A run with an address is a figure; `sentence` is the id of the clause's sentence.
    """

    sentence: str
    runs: tuple[LinkedText, ...]
    kinds: tuple[FigureKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """Numbers under a subject: figures in a clause of a text, or a fact with its notice.

    `heading` is the task's or section's where the clause stands, None outside both, its label
    alone where the clause is that heading; `place` is the sentence. `held` says that the notice's
    text is held, also where the entry still is a fact.
    """

    notice: str
    address: str
    quote: QuoteView | None
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
    """A task, or a stretch of text without one, that has figures, with the clauses they are in."""

    heading: str | None
    address: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberView:
    """A held notice with all figures of its text, in the text's order."""

    notice: str
    places: tuple[NumberPlace, ...]


def number_views(content: Content) -> tuple[NumberView, ...]:
    """The held notices, newest first, each with its preamble, sections, tasks and closing."""
    return tuple(
        NumberView(
            notice=held.notice.id,
            places=tuple(place for place in _number_places(held.notice) if place.quotes),
        )
        for held in content.notices
    )


def _number_places(notice: Notice) -> Iterator[NumberPlace]:
    page = notice_address(notice.id)
    heading: str | None
    for stretch in notice.stretches():
        if stretch.kind is StretchKind.LETTER:
            continue
        if task := stretch.task:
            heading, address = notice.cited(task) + task.heading, task_address(task.id)
            prefix = f"{address}#"
            texts = [(HEADING, task.heading), *((s.id, s.text) for s in task.sentences)]
        else:
            heading = stretch.title if stretch.kind is StretchKind.SECTION else None
            address = f"{page}#{stretch.anchor}" if heading else page
            prefix = f"{page}#{stretch.anchor}-"
            texts = [(part.id, part.text) for part in stretch.parts]
        yield NumberPlace(heading=heading, address=address, quotes=tuple(_quotes(texts, prefix)))


def _quotes(texts: Sequence[tuple[str, str]], address: str) -> Iterator[QuoteView]:
    """The clauses that have figures; `address` and a sentence's id are where its figures lead."""
    for sentence, text in texts:
        figures = find_figures(sentence, text)
        for _, within in groupby(figures, key=lambda f: segment_at(sentence, text, f.start)):
            yield _quote(text, tuple(within), address + sentence)


def _quote(text: str, figures: Sequence[Figure], address: str) -> QuoteView:
    """The clause that `figures` stand in, each of them linked to `address`."""
    sentence = figures[0].sentence
    place, end = segment_at(sentence, text, figures[0].start)
    runs = []
    for figure in figures:
        runs.append(LinkedText(text=text[place : figure.start], address=None))
        runs.append(LinkedText(text=figure.text, address=address))
        place = figure.end
    runs.append(LinkedText(text=text[place:end], address=None))
    return QuoteView(
        sentence=sentence,
        runs=tuple(run for run in runs if run.text),
        kinds=tuple(dict.fromkeys(figure.kind for figure in figures)),
    )


def subject_views(content: Content) -> tuple[SubjectView, ...]:
    """The editors' subjects in their order; figures of the same clause are one entry."""
    notices = [held.notice for held in content.notices]
    within: dict[str, Task | Section] = {
        str(task.id): task for notice in notices for task in notice.tasks
    }
    for notice in notices:
        within |= {f"{notice.id}#{section_anchor(s.number)}": s for s in notice.sections}
    texts = {place: text for notice in notices for place, text in anchored_texts(notice)}
    known = {facts.id: facts for facts in (*content.facts, *content.checks)}
    held_ids = {notice.id for notice in notices}
    views = []
    for subject in content.subjects:
        entries: list[EntryView] = []
        ordered = sorted(subject.entries, key=lambda entry: entry.notice)
        for (notice_id, place, _), same in groupby(ordered, key=lambda e: _clause(e, texts)):
            if place is None:
                held = notice_id in held_ids
                entries += (_fact_entry(e, known[notice_id], held=held) for e in same)
            else:
                found = (entry_figure(entry, texts) for entry in same)
                figures = tuple(figure for figure in found if figure)
                entries.append(_text_entry(notice_id, place, figures, texts[place], within))
        views.append(SubjectView(subject=subject, entries=tuple(entries)))
    return tuple(views)


def _clause(entry: SubjectEntry, texts: Mapping[str, str]) -> tuple[str, str | None, int]:
    """Which clause an entry's figure stands in: notice, place, where the clause begins."""
    figure = entry_figure(entry, texts)
    if entry.at is None or figure is None:
        return entry.notice, None, 0
    return entry.notice, entry.at, segment_at(figure.sentence, texts[entry.at], figure.start)[0]


def subject_pairs(subjects: Sequence[SubjectView], old: str, new: str) -> tuple[SubjectPair, ...]:
    """The subjects with entries of both notices, in their order."""
    pairs = []
    for view in subjects:
        sides = [tuple(e for e in view.entries if e.notice == notice) for notice in (old, new)]
        if all(sides):
            pairs.append(SubjectPair(subject=view.subject, old=sides[0], new=sides[1]))
    return tuple(pairs)


def told_change(subjects: Sequence[SubjectView]) -> SubjectView | None:
    """The first subject of which three notices say something, the home page's example; else of two."""
    told = [(len({entry.notice for entry in view.entries}), view) for view in subjects]
    return next((view for least in (3, 2) for count, view in told if count >= least), None)


def told_quote(subjects: Sequence[SubjectView], notice: str) -> EntryView | None:
    """The first clause of a sentence of `notice` that a subject quotes, the home page's example."""
    entries = (entry for view in subjects for entry in view.entries if entry.notice == notice)
    return next((e for e in entries if e.quote and e.heading and e.place != HEADING), None)


def _fact_entry(entry: SubjectEntry, facts: FactsNotice, *, held: bool) -> EntryView:
    fact = next(fact for fact in facts.facts if fact.topic == entry.text)
    return EntryView(
        notice=entry.notice,
        address=notice_address(entry.notice),
        quote=None,
        heading=None,
        place=None,
        fact=fact,
        facts=facts,
        held=held,
    )


def _text_entry(
    notice: str,
    at: str,
    figures: Sequence[Figure],
    text: str,
    within: Mapping[str, Task | Section],
) -> EntryView:
    page, _, anchor = at.partition("#")
    task = page in within
    holder = within.get(page if task else at.rpartition("-")[0])
    address = f"{task_address(TaskId.parse(page)) if task else notice_address(page)}#{anchor}"
    sentence = figures[0].sentence
    heading = holder.heading if holder and sentence != HEADING else ""
    return EntryView(
        notice=notice,
        address=address,
        quote=_quote(text, figures, address),
        heading=holder.label + heading if holder else None,
        place=sentence,
        fact=None,
        facts=None,
        held=True,
    )
