"""`agencies.json` and `agencies/<id>.json`: each body with the tasks that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.addresses import agency_address
from generator.exports.values import Json
from generator.model.agencies import Agency, ClauseReading, Registry, Succession
from generator.model.facts import FactsNotice
from generator.model.ids import TaskId
from generator.model.notice import Task


def newest_first(entry: Json) -> tuple[int, str, bool, int]:
    """Order of an agency's tasks: by year downwards, then the notice, then the task's number."""
    assert isinstance(entry, dict)  # every mention is an object
    notice, task = str(entry["notice"]), entry["id"]
    year = re.search(r"\d{4}\Z", notice)
    number = TaskId.parse(str(task)).number if task else 0
    return (-int(year[0]) if year else 0, notice, task is None, number)


def collect_mentions(mentions: dict[str, list[Json]], task: Task, reading: ClauseReading) -> None:
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


def agency_json(agency: Agency, tasks: list[Json], *, whole: bool) -> Json:
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
