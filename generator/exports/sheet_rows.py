"""The rows of workbooks for people, in Chinese: tasks, bodies, comparisons, numbers; a dictionary a row.

Its keys are those of the heads in `templates/words.toml`; what is not known has no entry, or None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from generator.addresses import (
    FIGURES,
    agency_address,
    compare_address,
    place_address,
    task_address,
)
from generator.compare.segments import segment_at
from generator.edition import Edition
from generator.exports.agencies_json import mentions_of
from generator.exports.task_table import COLUMNS
from generator.exports.workbook import Linked, SheetCell
from generator.model.agencies import Party, Role, Succession
from generator.model.comparison import Basis, Comparison, Link
from generator.model.entries import NoticeEntry, TaskEntry
from generator.model.facts import Fact
from generator.notice.places import anchored_texts

SheetRow = Mapping[str, SheetCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row, and what it is about: `tasks` by their keys, `notices` and `agency` by their ids.

    `unlikely` is a pair of which only headings are known, too little alike for a link.
    """

    row: SheetRow
    tasks: frozenset[str] = frozenset()
    notices: tuple[str, ...] = ()
    agency: str = ""
    unlikely: bool = False


def page(edition: Edition, address: str) -> SheetCell:
    """A page's address: a link where it is known where the site stands, else its place there."""
    url = edition.url(address)
    return Linked(url, url) if url else f"/{address}"


def _page_of(edition: Edition, task: TaskEntry) -> SheetCell:
    return page(edition, task_address(task.id)) if task.id and task.has_page else None


def _named(task: TaskEntry) -> str:
    return f"{task.label or ''}{task.heading or ''}"


def newest_first(edition: Edition) -> list[NoticeEntry]:
    """The notices in the order of all tables."""
    return list(edition.newest_first)


def task_rows(edition: Edition) -> Iterator[Entry]:
    """A row for every task of which a heading is known, newest notice first."""
    words = edition.words
    yes_no = {True: words.say("cells.yes"), False: words.say("cells.no")}
    states = {key: word.text for key, word in words.table("text_states").items()}
    sure = {key: word.text for key, word in words.table("fact_states").items()}
    for notice in newest_first(edition):
        for task in notice.headed:
            row: dict[str, SheetCell] = {c.name: c.cell(task) for c in COLUMNS}
            row |= {
                "notice": notice.label,
                "document": notice.number,
                "section": task.section.title if task.section else None,
                "open": None if task.open is None else yes_no[task.open],
                "state": states[task.state],
                "page": _page_of(edition, task),
            }
            for name in ("number_state", "heading_state", "agencies_state"):
                state = row[name]
                row[name] = sure[state] if isinstance(state, str) else None
            if task.parties is None:
                row["agencies"] = words.say("cells.unknown")
            yield Entry(row=row, tasks=frozenset({task.key}), notices=(notice.id,))


def part_said(edition: Edition, party: Party) -> str:
    """What a task says that a body does, or that it is named first."""
    words, role = edition.words, edition.words.table("roles")[party.role].text
    if not party.first or party.role is Role.LEAD:
        return role
    return (
        words.say("cells.first")
        if party.role is Role.NAMED
        else words.say("cells.first_as", role=role)
    )


def agency_rows(edition: Edition) -> Iterator[Entry]:
    """A row for every body that a notice names, in each series that names it: it is counted apart there."""
    registry = edition.content.registry
    names = {agency.id: agency.name for agency in registry.agencies}
    kinds = edition.words.table("kinds")
    mentions = mentions_of(edition.notices)
    of_series = {n.id: n.series for n in edition.notices}
    series = {
        o.id: o.name if edition.content.several else None for o in edition.content.series.outlines()
    }
    for agency, one in product(registry.agencies, series):
        named = [m for m in mentions.get(agency.id, ()) if of_series[m[0].notice] == one]
        if not named:
            continue
        held: list[Party] = [party for task, party in named if task.held]
        row: SheetRow = {
            "name": agency.name,
            "series": series[one],
            "printed": "、".join(agency.printed),
            "kind": kinds[agency.kind].text,
            "english": agency.english,
            "held": len(held),
            "firsts": sum(party.first for party in held),
            "known": len(named) - len(held),
            "before": _steps(edition, agency.predecessors, names),
            "after": _steps(edition, agency.successors, names),
            "page": page(edition, agency_address(agency.id)),
        }
        yield Entry(row=row, agency=agency.id)


def _steps(edition: Edition, steps: tuple[Succession, ...], names: Mapping[str, str]) -> str:
    words = edition.words
    return "、".join(
        names[step.id] if step.verified else words.say("cells.unchecked", name=names[step.id])
        for step in steps
    )


def comparison_rows(edition: Edition) -> Iterator[Entry]:
    """A row for every link, possible pair, new and dropped task of all comparisons."""
    tasks = {task.key: _named(task) for notice in edition.notices for task in notice.tasks}
    for comparison in edition.comparisons:
        where = page(edition, compare_address(comparison.old, comparison.new))
        facts = comparison.alignment.basis is Basis.FACTS
        unlikely = {((old,), (new,)) for old, new, _ in comparison.alignment.maybe}
        for old, new, said in _pairs(edition, comparison):
            row: SheetRow = {
                "older": comparison.labels[0],
                "old": "\n".join(tasks[key] for key in old),
                "newer": comparison.labels[1],
                "new": "\n".join(tasks[key] for key in new),
                "page": where,
                **said,
            }
            yield Entry(
                row=row,
                tasks=frozenset((*old, *new)),
                notices=(comparison.old, comparison.new),
                unlikely=facts and (old, new) in unlikely,
            )


Pair = tuple[tuple[str, ...], tuple[str, ...], SheetRow]


def _pairs(edition: Edition, comparison: Comparison) -> Iterator[Pair]:
    """Old and new tasks of each row, with what is said of them; of other series no task is new."""
    words, alignment, across = edition.words, comparison.alignment, comparison.across
    facts = alignment.basis is Basis.FACTS
    maybe = words.say("compare.maybe_facts") if facts else words.say("compare.maybe")
    maybe = words.say("apart.maybe") if across else maybe
    basis: SheetRow = {"basis": words.say("cells.by_headings") if facts else None}
    for link in alignment.links:
        yield link.old, link.new, {**_link(edition, link, across=across), **basis}
    for old, new, _ in alignment.maybe:
        yield (old,), (new,), {"kind": maybe, **basis}
    if across or facts:
        return
    for key in alignment.surely_added:
        yield (), (key,), {"kind": words.say("compare.added")}
    for key in alignment.surely_dropped:
        yield (key,), (), {"kind": words.say("compare.dropped")}


def _link(edition: Edition, link: Link, *, across: bool) -> SheetRow:
    words = edition.words
    perhaps, surely = (
        ("apart_perhaps", "apart_kinds") if across else ("perhaps_kinds", "link_kinds")
    )
    said: dict[str, SheetCell] = {
        "kind": words.table(perhaps if link.perhaps else surely)[link.kind].text
    }
    if link.confirmed:
        said["level"] = words.table("verdicts")["confirmed"].text
    else:
        said["level"] = words.table("levels")[link.band].text
    return said


def figure_rows(edition: Edition) -> Iterator[Entry]:
    """A row for every number of a task, then for what editors list that stands in none.

    These are numbers of texts outside the tasks, and facts.
    """
    kinds = edition.words.table("figure_kinds")
    subjects = {
        (entry.at, entry.text): subject.name
        for subject in edition.content.subjects
        for entry in subject.entries
        if entry.at
    }
    for notice in newest_first(edition):
        for task in notice.headed:
            texts = dict(task.texts)
            for figure in task.figures or ():
                text = texts[figure.sentence]
                start, end = segment_at(figure.sentence, text, figure.start)
                at = f"{task.key}#{figure.sentence}"
                where = task.id and place_address(task_address(task.id), figure.sentence)
                row: SheetRow = {
                    "subject": subjects.get((at, figure.text)),
                    "notice": notice.label,
                    "label": task.label,
                    "heading": task.heading,
                    "text": figure.text,
                    "kind": kinds[figure.kind].text,
                    "quote": text[start:end],
                    "page": page(edition, where) if where else None,
                }
                yield Entry(row=row, tasks=frozenset({task.key}), notices=(notice.id,))
    for row in _beside(edition):
        yield Entry(row=row)


def _beside(edition: Edition) -> Iterator[SheetRow]:
    """What editors list of numbers that stand in no task: words of a notice, and facts."""
    content = edition.content
    labels = {notice.id: notice.label for notice in edition.notices}
    known = (*content.facts, *content.checks)
    facts: dict[tuple[str, str], Fact] = {(k.id, f.topic): f for k in known for f in k.facts}
    texts = {at: text for held in content.notices for at, text in anchored_texts(held.notice)}
    tasks = {task.key for notice in edition.notices for task in notice.tasks}
    sure = edition.words.table("fact_states")
    for subject in content.subjects:
        for entry in subject.entries:
            fact = facts.get((entry.notice, entry.text)) if entry.at is None else None
            if entry.at and entry.at.partition("#")[0] in tasks:
                continue
            yield {
                "subject": subject.name,
                "notice": labels.get(entry.notice, entry.notice),
                "text": (fact.value or "") + (fact.unit or "") if fact else entry.text,
                "quote": fact.text if fact else texts.get(entry.at or ""),
                "state": sure[fact.state].text if fact else None,
                "page": page(edition, place_address(FIGURES, subject.id)),
            }
