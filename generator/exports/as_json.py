"""The data files of `/data/v1/`: UTF-8, stable key order, null for what is not known, no dates of
their own. Addresses in them are relative to the site's root."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.addresses import DATA_FILES, agency_address, notice_address, task_address
from generator.compare.lineages import lineages
from generator.exports.compare_as_json import comparison_file, themes_file
from generator.exports.figures_as_json import figure_json, figures_file
from generator.exports.known_as_json import (
    Json,
    known_identity,
    known_mentions,
    known_notice,
    known_task,
)
from generator.model.agencies import Agency, ClauseReading, Succession
from generator.model.comparison import Comparison
from generator.model.content import Content, HeldNotice
from generator.model.ids import FICTION_ID, TaskId
from generator.model.notice import Paragraph, Section, Sentence, Task
from generator.model.provenance import Provenance
from generator.notice.agency_clauses import notice_parties
from generator.notice.approval import find_approval
from generator.notice.figures import find_figures
from generator.outputs import OutputFile, json_bytes


def data_files(content: Content, comparisons: Sequence[Comparison]) -> Iterator[OutputFile]:
    """One file each for notices and agencies as lists, and for every notice, task and agency."""
    identities = [_identity(held) for held in content.notices]
    identities += [known_identity(facts) for facts in content.facts]
    yield _file("notices.json", sorted(identities, key=lambda i: str(i["id"]), reverse=True))
    for comparison in comparisons:
        name = f"compare/{comparison.old}/{comparison.new}.json"
        yield _file(name, comparison_file(comparison))
    yield _file("themes.json", themes_file(content, lineages(content, comparisons)))
    yield _file("figures.json", figures_file(content))
    mentions: dict[str, list[Json]] = {}
    for held in content.notices:
        yield _file(f"notices/{held.notice.id}.json", _notice(held))
        readings = notice_parties(held.notice, content.registry)
        for section in held.notice.sections:
            for task in section.tasks:
                reading = readings[task.id]
                yield _file(f"tasks/{task.id}.json", _task(held, section, task, reading))
                _collect(mentions, task, reading)
    for facts in content.facts:
        yield _file(f"notices/{facts.id}.json", known_notice(facts, content.registry))
        for known in facts.paged_tasks:
            yield _file(f"tasks/{known.id}.json", known_task(known, facts, content.registry))
        for agency_id, entry in known_mentions(facts, content.registry):
            mentions.setdefault(agency_id, []).append(entry)
    for entries in mentions.values():
        entries.sort(key=_newest_first)
    named = [a for a in content.registry.agencies if a.id in mentions]
    yield _file("agencies.json", [_agency(a, mentions[a.id], whole=False) for a in named])
    for agency in named:
        yield _file(f"agencies/{agency.id}.json", _agency(agency, mentions[agency.id], whole=True))


def _file(name: str, value: Json | list[dict[str, Json]]) -> OutputFile:
    return OutputFile(DATA_FILES + name, json_bytes(value))


def _newest_first(entry: Json) -> tuple[int, str, bool, int]:
    """Order of an agency's tasks: by year downwards, then the notice, then the task's number."""
    assert isinstance(entry, dict)  # every mention is an object
    notice, task = str(entry["notice"]), entry["id"]
    year = re.search(r"\d{4}\Z", notice)
    number = TaskId.parse(str(task)).number if task else 0
    return (-int(year[0]) if year else 0, notice, task is None, number)


def _identity(held: HeldNotice) -> dict[str, Json]:
    notice, source = held.notice, held.provenance
    approval = find_approval(notice)
    return {
        "id": notice.id,
        "series": notice.series,
        "title": notice.identity.title,
        "annex_title": notice.annex_title,
        "number": notice.identity.number,
        "issuer": notice.identity.issuer,
        "issued": notice.identity.issued,
        "addressees": notice.identity.addressees,
        "approval": approval.text if approval else None,
        "url": notice_address(notice.id),
        "state": source.state.value,
        "task_count": len(notice.tasks),
        "fiction": bool(FICTION_ID.match(notice.id)),
    }


def _notice(held: HeldNotice) -> Json:
    source = held.provenance
    return {
        **_identity(held),
        "provenance": {
            "note": source.note,
            "original": {
                "file": source.original,
                "sha256": source.original_sha256,
                "description": source.description,
            },
            "text_sha256": source.text_sha256,
            "official_url": source.official_url,
            "official_url_state": source.official_url_state.value,
            "steps": list(source.steps),
            "corrections": [f"{c.was} → {c.now} ({c.why})" for c in source.corrections],
            "removed": list(source.removed),
            "retrieved": _retrieved(source),
            "verified": source.verified,
            "facts": None,
            "sources": None,
        },
        "letter": _texts(held.notice.letter),
        "preamble": _texts(held.notice.preamble),
        "sections": [
            {
                **_section(section),
                "intro": _texts(section.intro),
                "tasks": [str(task.id) for task in section.tasks],
                "state": None,
                "sources": None,
            }
            for section in held.notice.sections
        ],
        "closing": _texts(held.notice.closing),
        "tasks": [str(task.id) for task in held.notice.tasks],
        "known_tasks": None,
        "facts": None,
    }


def _retrieved(source: Provenance) -> Json:
    if source.retrieval is None:
        return None
    told = source.retrieval
    return {
        "asked": told.asked,
        "final": told.final,
        "time": told.time,
        "status": told.status,
        "layout": told.layout,
        "importer": told.importer,
    }


def _texts(paragraphs: tuple[Paragraph, ...]) -> list[Json]:
    return [paragraph.text for paragraph in paragraphs]


def _section(section: Section) -> dict[str, Json]:
    return {"number": section.number, "label": section.label, "heading": section.heading}


def _task(held: HeldNotice, section: Section, task: Task, reading: ClauseReading) -> Json:
    figures = [
        *find_figures("h", task.heading),
        *(f for s in task.sentences for f in find_figures(s.id, s.text)),
    ]
    clauses = task.clauses
    return {
        "id": str(task.id),
        "notice": task.id.notice,
        "number": task.id.number,
        "label": task.label,
        "heading": task.heading,
        "heading_end": task.heading_end,
        "section": _section(section),
        "url": task_address(task.id),
        "state": held.provenance.state.value,
        "paragraphs": [
            {
                "sentences": [
                    {"id": part.id, "text": part.text}
                    for part in paragraph.parts
                    if isinstance(part, Sentence)
                ]
            }
            for paragraph in task.paragraphs
        ],
        "clause": clauses[0].text[1:-1] if len(clauses) == 1 else None,
        "clauses": [{"id": clause.id, "printed": clause.text} for clause in clauses],
        "agencies": [
            {
                "id": p.agency,
                "printed": p.printed,
                "first": p.first,
                "lead": p.lead,
                "implied": p.implied,
            }
            for p in reading.parties
            if p.agency
        ],
        "others": [p.printed for p in reading.parties if not p.agency],
        "open": reading.open,
        "deadline": reading.deadline,
        "figures": [figure_json(figure) for figure in figures],
        "heading_state": None,
        "agencies_state": None,
        "sources": None,
    }


def _collect(mentions: dict[str, list[Json]], task: Task, reading: ClauseReading) -> None:
    parties = [p for p in reading.parties if p.agency]
    for party in parties:
        others: list[Json] = [p.agency for p in parties if p.agency != party.agency]
        entry: Json = {
            "id": str(task.id),
            "notice": task.id.notice,
            "first": party.first,
            "lead": party.lead,
            "implied": party.implied,
            "with": others,
            "state": None,
        }
        mentions.setdefault(party.agency or "", []).append(entry)


def _agency(agency: Agency, tasks: list[Json], *, whole: bool) -> Json:
    return {
        "id": agency.id,
        "name": agency.name,
        "printed": list(agency.printed),
        "press": list(agency.press),
        "english": agency.english,
        "kind": agency.kind.value,
        "since": agency.since,
        "until": agency.until,
        "predecessors": [_step(step) for step in agency.predecessors],
        "successors": [_step(step) for step in agency.successors],
        "unverified": list(agency.unverified),
        "url": agency_address(agency.id),
        "task_count": len(tasks),
        "held_task_count": sum(_is_held(task) for task in tasks),
        "known_task_count": sum(not _is_held(task) for task in tasks),
        **({"tasks": tasks} if whole else {}),
    }


def _is_held(mention: Json) -> bool:
    """Whether a task's text says it; else it is a fact with a state of its own."""
    return isinstance(mention, dict) and mention["state"] is None


def _step(step: Succession) -> Json:
    return {"id": step.id, "date": step.date, "verified": step.verified, "note": step.note}
