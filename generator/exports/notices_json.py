"""`notices.json` and `notices/<id>.json`: a notice held in full, or known by its facts."""

from __future__ import annotations

from generator.addresses import notice_address
from generator.exports.values import Json
from generator.model.content import HeldNotice
from generator.model.facts import STATED_FIELDS, FactsNotice, KnownSection, KnownTask, Stated
from generator.model.ids import FICTION_ID
from generator.model.notice import Paragraph, Section
from generator.model.provenance import Provenance, TextState
from generator.model.series import Series
from generator.notice.approval import find_approval
from generator.text.numerals import format_numeral


def held_identity(held: HeldNotice) -> dict[str, Json]:
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


def held_notice(held: HeldNotice) -> Json:
    source = held.provenance
    return {
        **held_identity(held),
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
                **held_section(section),
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


def held_section(section: Section) -> dict[str, Json]:
    return {"number": section.number, "label": section.label, "heading": section.heading}


def known_identity(facts: FactsNotice) -> dict[str, Json]:
    """The notice's entry in `notices.json`; `task_count` is null where the total is not known.

    So are `addressees` and `approval`, which are a text's own words: what is known of them is in the
    notice's own file under `provenance.facts`.
    """
    return {
        "id": facts.id,
        "series": facts.series,
        "title": _text(facts.title),
        "annex_title": None,
        "number": _text(facts.number),
        "issuer": _text(facts.issuer),
        "issued": _text(facts.issued),
        "addressees": None,
        "approval": None,
        "url": notice_address(facts.id),
        "state": TextState.FACTS_ONLY.value,
        "task_count": int(facts.task_count.text) if facts.task_count else None,
        "fiction": bool(FICTION_ID.match(facts.id)),
    }


def _text(stated: Stated | None) -> str | None:
    return stated.text if stated else None


def known_notice(facts: FactsNotice, series: Series) -> Json:
    """`notices/<id>.json` of a facts-only notice."""
    member = series.member(facts.id)
    url = member.official_url if member else None
    return {
        **known_identity(facts),
        "provenance": {
            "note": None,
            "original": None,
            "text_sha256": None,
            "official_url": url,
            "official_url_state": member.official_url_state.value if member and url else None,
            "steps": None,
            "corrections": None,
            "removed": None,
            "retrieved": None,
            "verified": None,
            "facts": {key: _stated(key, getattr(facts, key)) for key in STATED_FIELDS},
            "sources": [
                {"id": s.id, "name": s.name, "date": s.date, "url": s.url} for s in facts.sources
            ],
        },
        "letter": None,
        "preamble": None,
        "sections": [
            {
                **known_section(section),
                "intro": None,
                "tasks": [
                    str(task.id)
                    for task in facts.paged_tasks
                    if section.number and task.section == section.number
                ],
                "state": section.state.value,
                "sources": list(section.sources),
            }
            for section in facts.sections
        ],
        "closing": None,
        "tasks": [str(task.id) for task in facts.paged_tasks],
        "known_tasks": [_known(task) for task in facts.tasks],
        "facts": [
            {
                "topic": fact.topic,
                "text": fact.text,
                "value": fact.value,
                "unit": fact.unit,
                "state": fact.state.value,
                "sources": list(fact.sources),
                "comment": fact.comment,
            }
            for fact in facts.facts
        ],
    }


def _stated(key: str, stated: Stated | None) -> Json:
    if stated is None:
        return None
    values: list[Json] = list(stated.values)
    if key == "names_agencies":
        values = [value == "是" for value in stated.values]
    return {
        "values": values,
        "state": stated.state.value,
        "sources": list(stated.sources),
        "note": stated.note or None,
    }


def known_section(section: KnownSection) -> dict[str, Json]:
    label = f"{format_numeral(section.number)}、" if section.number else None
    return {
        "number": section.number,
        "label": label,
        "heading": section.heading,
    }


def _known(task: KnownTask) -> Json:
    return {
        "id": str(task.id) if task.has_page else None,
        "number": task.number,
        "section": task.section,
        "heading": task.heading,
        "agencies": list(task.agencies) if task.agencies is not None else None,
        "open": task.open,
        "state": task.state.value,
        "number_state": task.number_state.value if task.number else None,
        "agencies_state": None if task.agencies is None else task.agencies_state.value,
        "sources": list(task.sources),
    }
