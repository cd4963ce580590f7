"""Content to comparisons: which notices are compared, and everything that a comparison says.

All pairs of a series of up to ten notices; of a longer one, neighbours and those two apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from generator.compare.agency_changes import agency_changes
from generator.compare.figure_changes import figure_changes
from generator.compare.lineages import series_chains
from generator.compare.tasks import align_notices
from generator.compare.text_diff import diff_tasks
from generator.model.agencies import ClauseReading, Registry, latest_names, printed_names
from generator.model.comparison import HEADING, Basis, Comparison, Link, LinkDetail, TaskProfile
from generator.model.content import Content
from generator.model.facts import FactsNotice, KnownTask, task_key
from generator.model.notice import Notice, Sentence, Task
from generator.model.themes import Verdict
from generator.notice.agency_clauses import known_names, notice_parties

MANY = 10
APART = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A notice as comparison sees it: profiles of its tasks, and the tasks by the same ids."""

    id: str
    profiles: tuple[TaskProfile, ...]
    tasks: Mapping[str, Task]
    known: Mapping[str, KnownTask]
    readings: Mapping[str, ClauseReading | None]

    def lists_all(self, key: str) -> bool:
        """Whether the agencies known of a task are all that it names: 等 was seen not to stand."""
        return key in self.tasks or self.known[key].open is False


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What each agency is today, by its id and by its printed names."""

    latest: Mapping[str, str]
    printed: Mapping[str, str]


def _names(registry: Registry) -> Names:
    return Names(latest=latest_names(registry), printed=printed_names(registry))


def compare_all(content: Content) -> tuple[Comparison, ...]:
    """Every comparison of the content, by older and newer id."""
    names = _names(content.registry)
    sides = sides_of(content)
    return tuple(
        _compare(content, sides[old], sides[new], names)
        for ids in series_chains(content)
        for old, new in _couples(ids)
    )


def sides_of(content: Content) -> dict[str, Side]:
    """Every notice as comparison sees it, by its id, held ones first."""
    names = _names(content.registry)
    return {notice.id: _side(notice, content.registry, names) for notice in content.all_notices}


def _couples(ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for (i, old), (j, new) in combinations(enumerate(ids), 2):
        if len(ids) <= MANY or j - i <= APART:
            yield old, new


def compare(content: Content, old: str, new: str) -> Comparison:
    """The comparison of two notices of the content by their ids; KeyError where one is not here."""
    notices = {notice.id: notice for notice in content.all_notices}
    names = _names(content.registry)
    sides = [_side(notices[key], content.registry, names) for key in (old, new)]
    return _compare(content, sides[0], sides[1], names)


def _compare(content: Content, old: Side, new: Side, names: Names) -> Comparison:
    alignment = align_notices(
        old.profiles,
        new.profiles,
        confirmed=[
            (d.old, d.new, d.reason) for d in content.decisions if d.verdict is Verdict.CONFIRMED
        ],
        rejected={(d.old, d.new) for d in content.decisions if d.verdict is Verdict.REJECTED},
        together=[
            (theme.tasks, theme.reason)
            for theme in content.themes
            if theme.state is Verdict.CONFIRMED
        ],
    )
    return Comparison(
        old=old.id,
        new=new.id,
        alignment=alignment,
        details=tuple(_detail(link, alignment.basis, old, new, names) for link in alignment.links),
    )


def _side(notice: Notice | FactsNotice, registry: Registry, names: Names) -> Side:
    if isinstance(notice, Notice):
        by_task = notice_parties(notice, registry)
        readings = {str(task_id): reading for task_id, reading in by_task.items()}
        return Side(
            id=notice.id,
            profiles=tuple(
                TaskProfile(
                    id=str(task.id),
                    heading=task.heading,
                    body="\n".join(sentence.text for sentence in task.sentences),
                    agencies=_folded(readings[str(task.id)], names.latest),
                    full=True,
                )
                for task in notice.tasks
            ),
            tasks={str(task.id): task for task in notice.tasks},
            known={},
            readings=dict(readings),
        )
    known = {
        task_key(notice.id, str(task.id) if task.id else None, task.heading): task
        for task in notice.tasks
        if task.heading
    }
    named = {key: _known_reading(task, registry) for key, task in known.items()}
    return Side(
        id=notice.id,
        profiles=tuple(
            TaskProfile(
                id=key,
                heading=task.heading or "",
                body="",
                agencies=_folded(named[key], names.latest),
                full=False,
            )
            for key, task in known.items()
        ),
        tasks={},
        known=known,
        readings=named,
    )


def _folded(reading: ClauseReading | None, latest: Mapping[str, str]) -> frozenset[str]:
    parties = reading.parties if reading else ()
    return frozenset(latest[p.agency] for p in parties if p.agency and not p.implied)


def _known_reading(task: KnownTask, registry: Registry) -> ClauseReading | None:
    if task.agencies is None:
        return None
    return ClauseReading(parties=known_names(task.agencies, registry), open=task.open is True)


def _detail(link: Link, basis: Basis, old: Side, new: Side, names: Names) -> LinkDetail:
    readings = [[side.readings[key] for key in keys] for side, keys in _keys(link, old, new)]
    known = [[r for r in side if r is not None] for side in readings]
    complete = all(len(k) == len(r) for k, r in zip(known, readings, strict=True))
    partial = not all(side.lists_all(key) for side, keys in _keys(link, old, new) for key in keys)
    agencies = (
        agency_changes(known[0], known[1], names.latest, partial=partial) if complete else None
    )
    if basis is Basis.FACTS:
        return LinkDetail(link=link, groups=None, agencies=agencies, figures=())
    texts = [
        [(key, _parts(side.tasks[key])) for key in keys] for side, keys in _keys(link, old, new)
    ]
    groups = diff_tasks(texts[0], texts[1], names.printed)
    return LinkDetail(
        link=link,
        groups=groups,
        agencies=agencies,
        figures=figure_changes(groups, sentences_by_part(texts[0]) | sentences_by_part(texts[1])),
    )


def _parts(task: Task) -> tuple[Sentence, ...]:
    """All of a task that is compared: its heading, then its sentences."""
    return Sentence(id=HEADING, text=task.heading), *task.sentences


def _keys(link: Link, old: Side, new: Side) -> list[tuple[Side, tuple[str, ...]]]:
    return [(old, link.old), (new, link.new)]


def sentences_by_part(
    texts: Sequence[tuple[str, Sequence[Sentence]]],
) -> dict[tuple[str, int], Sentence]:
    """A side's sentences by task and place, as `SegmentRef.part` counts them."""
    placed = [(key, sentence) for key, sentences in texts for sentence in sentences]
    return {(key, part): sentence for part, (key, sentence) in enumerate(placed)}
