"""What is known of a notice whose text is not held, in the data files' contract.

The same keys as for a held notice: what is not known is null, `provenance.facts` says how sure each
known field is and where it was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from generator.addresses import notice_address, task_address
from generator.model.agencies import Registry
from generator.model.facts import STATED_FIELDS, FactsNotice, KnownSection, KnownTask, Stated
from generator.model.ids import FICTION_ID
from generator.model.provenance import TextState
from generator.text.numerals import format_numeral

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


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


def known_notice(facts: FactsNotice, registry: Registry) -> Json:
    """`notices/<id>.json` of a facts-only notice."""
    return {
        **known_identity(facts),
        "provenance": {
            "note": None,
            "original": None,
            "text_sha256": None,
            "official_url": None,
            "official_url_state": None,
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
                **_section(section),
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


def _section(section: KnownSection) -> dict[str, Json]:
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


def known_task(task: KnownTask, facts: FactsNotice, registry: Registry) -> Json:
    """`tasks/<id>.json` of a task of which only facts are known: text, clause, figures are null."""
    assert task.id and task.number  # the caller asks for tasks with a page
    names = registry.by_printed()
    section = next((s for s in facts.sections if s.number and s.number == task.section), None)
    printed = task.agencies
    return {
        "id": str(task.id),
        "notice": facts.id,
        "number": task.number,
        "label": f"（{format_numeral(task.number)}）",
        "heading": task.heading,
        "heading_end": None,
        "section": _section(section) if section else None,
        "url": task_address(task.id),
        "state": TextState.FACTS_ONLY.value,
        "paragraphs": None,
        "clause": None,
        "clauses": None,
        "agencies": None
        if printed is None
        else [
            {
                "id": names[name].id,
                "printed": name,
                "first": place == 0,
                "lead": False,
                "implied": False,
            }
            for place, name in enumerate(printed)
            if name in names
        ],
        "others": None if printed is None else [n for n in printed if n not in names],
        "open": task.open,
        "deadline": None,
        "figures": None,
        "heading_state": task.state.value,
        "agencies_state": task.agencies_state.value if printed is not None else None,
        "sources": list(task.sources),
    }


def known_mentions(facts: FactsNotice, registry: Registry) -> Iterator[tuple[str, Json]]:
    """Each agency's id with its entry in `agencies/<id>.json`, for tasks that are known."""
    names = registry.by_printed()
    for task in facts.tasks:
        ids = [names[name].id for name in task.agencies or () if name in names]
        first = (task.agencies or ("",))[0]
        for agency_id in ids:
            others: list[Json] = [other for other in ids if other != agency_id]
            yield (
                agency_id,
                {
                    "id": str(task.id) if task.id else None,
                    "notice": facts.id,
                    "first": first in names and names[first].id == agency_id,
                    "lead": False,
                    "implied": False,
                    "with": others,
                    "state": task.agencies_state.value,
                },
            )
