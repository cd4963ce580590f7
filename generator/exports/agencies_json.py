"""`agencies.json` and `agencies/<id>.json`: each body with the tasks that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.addresses import DATA_FILES, agency_address
from generator.edition import Edition, Kind, Producer, Sample
from generator.exports.values import Json, data_file
from generator.model.agencies import Agency, Party, Succession
from generator.model.entries import NoticeEntry, TaskEntry
from generator.outputs import OutputFile

Mentions = dict[str, list[tuple[TaskEntry, Party]]]
"""By an agency's id the tasks that name it, each with how."""


def mentions_of(notices: Sequence[NoticeEntry]) -> Mentions:
    """The tasks that name each agency: by year downwards, then the notice, then the number."""
    mentions: Mentions = {}
    for task in (task for notice in notices for task in notice.tasks):
        for party in task.parties or ():
            mentions.setdefault(party.agency or "", []).append((task, party))
    for found in mentions.values():
        found.sort(key=lambda mention: _newest_first(mention[0]))
    return mentions


def _newest_first(task: TaskEntry) -> tuple[int, str, bool, int, int]:
    year = re.search(r"\d{4}\Z", task.notice)
    section, number = (task.id.section, task.id.number) if task.id else (0, 0)
    return (-int(year[0]) if year else 0, task.notice, task.id is None, section, number)


def _mention(task: TaskEntry, party: Party) -> Json:
    states = task.states
    others = (p.agency for p in task.parties or () if p.agency != party.agency)
    return {
        "id": str(task.id) if task.id else None,
        "notice": task.notice,
        "first": party.first,
        "lead": party.lead,
        "implied": party.implied,
        "with": list(others),
        "state": states.agencies.value if states and states.agencies else None,
    }


def agency_json(agency: Agency, tasks: list[tuple[TaskEntry, Party]], *, whole: bool) -> Json:
    """An agency; `held_task_count` are those of its tasks whose text says it, the others facts."""
    held = sum(task.held for task, _ in tasks)
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
        "held_task_count": held,
        "known_task_count": len(tasks) - held,
        **({"tasks": [_mention(task, party) for task, party in tasks]} if whole else {}),
    }


def _step(step: Succession) -> Json:
    return {"id": step.id, "date": step.date, "verified": step.verified, "note": step.note}


def _named(edition: Edition, mentions: Mentions) -> list[Agency]:
    return [agency for agency in edition.content.registry.agencies if agency.id in mentions]


def _files(edition: Edition) -> Iterator[OutputFile]:
    mentions = mentions_of(edition.notices)
    named = _named(edition, mentions)
    yield data_file("agencies.json", [agency_json(a, mentions[a.id], whole=False) for a in named])
    for agency in named:
        whole = agency_json(agency, mentions[agency.id], whole=True)
        yield data_file(f"agencies/{agency.id}.json", whole)


def _list_sample(edition: Edition) -> Iterator[Sample]:
    count = len(_named(edition, mentions_of(edition.notices)))
    yield Sample(path=f"{DATA_FILES}agencies.json", words="agencies", values={"count": str(count)})


def _samples(edition: Edition) -> Iterator[Sample]:
    """The agency that most tasks of held texts name, which stands first on the page of all."""
    mentions = mentions_of(edition.notices)
    held = {key: sum(task.held for task, _ in found) for key, found in mentions.items()}
    most = sorted(_named(edition, mentions), key=lambda agency: -held[agency.id])
    for agency in most[:1]:
        yield Sample(path=f"{DATA_FILES}agencies/{agency.id}.json", words="agency")


AGENCIES = Producer(
    kinds=(
        Kind(
            name="agencies",
            pattern=f"{DATA_FILES}agencies.json",
            schema="agencies",
            samples=_list_sample,
        ),
        Kind(
            name="agency",
            pattern=f"{DATA_FILES}agencies/<agency>.json",
            schema="agency",
            samples=_samples,
        ),
    ),
    files=_files,
)
