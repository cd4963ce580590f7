"""What assistants are told: passages of the texts, each with what proves it. No word of our own.

Every quotable passage has `address`, `sentence` (its anchor, None for a whole task), `state` and `sha256`, the
sum of its text in UTF-8; of a task that is heading, mark, sentences and clauses, joined. What is not known
is None. A question that cannot be answered raises NoAnswer, which says what can.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.addresses import agency_address, compare_address, place_address, task_address
from generator.citing.styles import gongwen
from generator.compare.notices import compare as compare_notices
from generator.edition import Edition, make_edition
from generator.exports.agencies_json import mentions_of
from generator.exports.comparisons_json import comparison_file
from generator.exports.markdown_twins import text_sha256
from generator.model.comparison import Comparison
from generator.model.content import Content
from generator.model.entries import TaskEntry
from generator.model.ids import HEADING
from generator.model.provenance import TextState
from generator.search.engine import TIERS
from generator.search.engine import search as find
from generator.search.index import Index
from generator.search.quotations import Place, quotations
from generator.search.records import Record
from generator.text.simplified import simplified_for

Answer = dict[str, Any]
MOST_RESULTS = 30
MOST_PASSAGE = 20_000
"""Characters of a passage that is checked at once, some ten pages."""


class NoAnswer(ValueError):
    """A question that cannot be answered; the message says what can be asked."""


@dataclass(frozen=True, slots=True)
class Library:
    """A content ready to be asked."""

    edition: Edition
    index: Index
    tasks: Mapping[str, TaskEntry]


def open_library(content: Content, templates: Path, address: str) -> Library:
    """The library of a content; `address` is where its site stands, empty where nobody says so."""
    edition = make_edition(content, templates, address=address)
    table = simplified_for(text for record in edition.records for _, text in record.parts)
    index = Index(edition.records, edition.aliases, table, content.words)
    tasks = {task.key: task for notice in edition.notices for task in notice.headed}
    return Library(edition, index, tasks)


def _url(library: Library, address: str) -> str:
    return library.edition.url(address) or f"/{address}"


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _state(library: Library, state: str) -> Answer:
    said = library.edition.words.table("text_states")
    return {"state": state, "state_in_words": said[state].text if state in said else None}


def _passage(library: Library, page: str, anchor: str, text: str, state: str) -> Answer:
    """A sentence, clause or heading at its address; what is only known has no sum, it is no quotation."""
    address = place_address(page, anchor) if anchor else page
    return {
        "address": _url(library, address),
        "sentence": anchor or None,
        **_state(library, state),
        "sha256": None if state == TextState.FACTS_ONLY else _sum(text),
        "text": text,
    }


def _task_line(library: Library, task: TaskEntry) -> Answer:
    """A task as lists name it."""
    return {
        "id": task.key,
        "notice": task.notice,
        "label": task.label,
        "heading": task.heading,
        "address": _url(library, task_address(task.id)) if task.id and task.has_page else None,
        "sentence": None,
        **_state(library, task.state),
        "sha256": text_sha256(task),
    }


def answer_search(library: Library, query: str, limit: int = 10) -> Answer:
    """What a query finds, best first, each with the passages in which it stands."""
    answer = find(query, library.index)
    found = [*answer.results, *answer.below]
    shown = found[: max(1, min(limit, MOST_RESULTS))]
    return {
        "query": query,
        "count": len(found),
        "not_found_as_typed": list(answer.left_out),
        "results": [
            {
                "kind": result.record.kind,
                "id": result.record.id,
                "title": result.record.title,
                "address": _url(library, result.record.address),
                **_state(library, result.record.state),
                "found_by": TIERS[result.tier],
                "passages": list(_found(library, result.record, result.places)),
            }
            for result in shown
        ],
    }


def _found(library: Library, record: Record, places: tuple[str, ...]) -> Iterator[Answer]:
    if record.kind in ("task", "notice"):
        for anchor, text in record.parts:
            if anchor and anchor in places:
                yield _passage(library, record.address, anchor, text, record.state)


def answer_task(library: Library, task_id: str) -> Answer:
    """A task with its text, sentence by sentence, or with what is known of it."""
    task = library.tasks.get(task_id)
    if task is None:
        raise NoAnswer(f"no task {task_id!r}; an id is a notice's and a number, 2020-07")
    page = task_address(task.id) if task.id and task.has_page else ""
    cited = library.edition.citations.get(task.key)
    heading = [(HEADING, task.heading or "")]
    parts = [(part.id, part.text) for part in task.parts]
    return {
        **_task_line(library, task),
        "cited_as": gongwen(cited, "", "") if cited else None,
        "section": task.section.title if task.section else None,
        "passages": [
            _passage(library, page, anchor, text, task.state) for anchor, text in heading + parts
        ]
        if task.held
        else None,
        "agencies": None
        if task.parties is None
        else [
            {"id": p.agency, "printed": p.printed, "role": p.role.value, "first": p.first}
            for p in task.parties
        ],
        "list_open": task.open,
        "deadline": task.deadline,
        "heading_known_by": task.states.heading.value if task.states else None,
        "sources": [source.name for source in task.sources or ()],
    }


def answer_compare(library: Library, old: str, new: str, task_id: str = "") -> Answer:
    """Which tasks of two notices correspond; with a task's id, also how its words changed."""
    edition = library.edition
    known = sorted(notice.id for notice in edition.notices)
    if old not in known or new not in known or old == new:
        raise NoAnswer(f"name two of these notices, the older first: {', '.join(known)}")
    made = {(c.old, c.new): c for c in edition.comparisons}
    comparison = made.get((old, new)) or compare_notices(edition.content, edition.notices, old, new)
    links = [
        d.link for d in comparison.details if not task_id or task_id in (*d.link.old, *d.link.new)
    ]
    if task_id and not links:
        raise NoAnswer(f"no task of {old} and {new} is linked with {task_id}")
    alignment = comparison.alignment
    return {
        "old": old,
        "new": new,
        "basis": alignment.basis.value,
        "address": _url(library, compare_address(old, new)) if (old, new) in made else None,
        "different_series": comparison.across,
        "links": [
            {
                "kind": link.kind.value,
                "only_possible": link.perhaps,
                "confirmed_by_an_editor": link.confirmed,
                "how_sure": link.band.value,
                "old": [_task_line(library, library.tasks[key]) for key in link.old],
                "new": [_task_line(library, library.tasks[key]) for key in link.new],
            }
            for link in links
        ],
        "added": [] if task_id else _listed(library, alignment.surely_added),
        "no_longer_listed": [] if task_id else _listed(library, alignment.surely_dropped),
        "changes": _changes(comparison, task_id) if task_id else None,
    }


def _listed(library: Library, keys: tuple[str, ...]) -> list[Answer]:
    return [_task_line(library, library.tasks[key]) for key in keys]


def _changes(comparison: Comparison, task_id: str) -> list[Any]:
    """The link's groups as the data have them: `=` stays, `-` is gone, `+` has come."""
    links: list[Any] = comparison_file(comparison)["links"]  # type: ignore[assignment]
    named = (link for link in links if task_id in (*link["old"], *link["new"]))
    return [link["groups"] for link in named if link["groups"] is not None]


def answer_agency(library: Library, name: str) -> Answer:
    """A body by its id, name or printed form, with the tasks that name it, newest notice first."""
    registry = library.edition.content.registry
    by_id = {agency.id: agency for agency in registry.agencies}
    agency = by_id.get(name) or registry.by_printed().get(name)
    mentions = mentions_of(library.edition.notices)
    if agency is None or agency.id not in mentions:
        found = answer_search(library, name, MOST_RESULTS)["results"]
        like = [result["title"] for result in found if result["kind"] == "agency"]
        hint = f"; perhaps {', '.join(like)}" if like else "; ask with its full name"
        raise NoAnswer(f"no notice is known to name {name!r}{hint}")
    return {
        "id": agency.id,
        "name": agency.name,
        "printed": list(agency.printed),
        "address": _url(library, agency_address(agency.id)),
        "tasks": [
            {
                **_task_line(library, task),
                "role": party.role.value,
                "first": party.first,
                "lead": party.lead,
            }
            for task, party in mentions[agency.id]
        ],
    }


def answer_quotation(library: Library, passage: str) -> Answer:
    """Each sentence of a passage: whether it stands in the texts word by word, nearly, or not."""
    if len(passage) > MOST_PASSAGE:
        raise NoAnswer(f"a passage has at most {MOST_PASSAGE:,} characters; check it in parts")
    held = [notice.id for notice in library.edition.notices if notice.held]
    return {
        "texts_held_of": sorted(held),
        "sentences": [
            {
                "asked": quotation.text,
                "verdict": quotation.verdict.value,
                "places": [_place(library, place) for place in quotation.places],
                "worded_otherwise_in": [_place(library, place) for place in quotation.elsewhere],
                "not_in_the_texts": list(quotation.rest),
            }
            for quotation in quotations(passage, library.index)
        ],
    }


def _place(library: Library, place: Place) -> Answer:
    """A place of the texts, its whole sentence and how what was asked differs from it."""
    record = place.record
    whole = dict(record.parts).get(place.anchor, place.text)
    return {
        "kind": record.kind,
        "id": record.id,
        "title": record.title,
        **_passage(library, record.address, place.anchor, whole, record.state),
        "differences": [
            {"asked": run.typed, "printed": run.text} for run in place.runs if run.op != "="
        ],
    }
