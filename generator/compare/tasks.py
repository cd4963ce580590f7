"""Which task of one notice went on in which of another: many to many, with a score.

A task's likeness to another is S = 0.8 · cosine of text + 0.1 · cosine of heading + 0.1 · weighted
overlap of agencies. Where a side has headings alone, S = 0.4 · cosine of headings + 0.4 · how much
of the heading is in the other's text + 0.2 · overlap of agencies. Links are every row's best and
every column's best above a threshold, so that splits and merges come out; linked tasks that hang
together are one link. An editor's decisions always win.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from generator.compare.groups import Forest
from generator.compare.likeness import Real, grams
from generator.compare.task_scores import facts_scores, text_scores
from generator.model.comparison import Alignment, Band, Basis, Link, LinkKind, TaskProfile

Pair = tuple[str, str]
THRESHOLD = 0.20
MAYBE = 0.15
FACTS_THRESHOLD = 0.36
FACTS_MORE = 0.40
"""A held task's best heading is only the best of those that are known: more is asked of it."""
FACTS_BESIDE = 0.80
"""As BESIDE: where headings are the same or nearly so, another that is somewhat alike is another task."""
FACTS_MAYBE = 0.28
BESIDE = 0.40
"""The least share of either task's best score that another link of it may have, unless of the
shorter text's pairs of characters at least TAKEN_UP stand in the other."""
TAKEN_UP = 0.35
BANDS = ((0.40, Band.HIGH), (0.25, Band.MEDIUM))
FACTS_BANDS = ((0.60, Band.HIGH), (0.40, Band.MEDIUM))
HUB = 0.5
"""How much of the mean likeness to the three nearest is taken off: a task like all is like none."""


def align_notices(
    old: Sequence[TaskProfile],
    new: Sequence[TaskProfile],
    *,
    confirmed: Iterable[tuple[str, str, str]] = (),
    rejected: Collection[Pair] = (),
    together: Iterable[tuple[Collection[str], str]] = (),
) -> Alignment:
    """The alignment of two notices; `confirmed` are pairs of ids with a reason, `rejected` pairs.

    `together` are ids of tasks that an editor knows to be one line of work, with a reason: that
    confirms the links between them, and links a task that has none to the most alike of them.
    The basis is `facts` as soon as one of the tasks has no text: then no diff can follow.
    """
    facts = not all(task.full for task in (*old, *new))
    scores = facts_scores(old, new) if facts else text_scores(old, new)
    threshold, weak = (FACTS_THRESHOLD, FACTS_MAYBE) if facts else (THRESHOLD, MAYBE)
    by_row, by_column = _best_pairs(scores, 0.0 if facts else HUB)
    if facts:
        # A side of which only some headings are known has no say in what is best for the other.
        bare = facts_scores(old, new, with_agencies=False)
        by_row = {p for p in by_row if not old[p[0]].full or bare[p] >= FACTS_MORE}
        by_column = {p for p in by_column if not new[p[1]].full or bare[p] >= FACTS_MORE}
    best = by_row | by_column
    said = {(a, b): reason for a, b, reason in confirmed}
    value = _by_ids(scores, old, new)
    weaker = _beside_better(best, scores, FACTS_BESIDE if facts else BESIDE)
    strong = best - {(i, j) for i, j in weaker if facts or not _taken_up(old[i], new[j])}
    linked = {(old[i].id, new[j].id) for i, j in strong if scores[i, j] >= threshold}
    linked = {pair for pair in linked if pair not in rejected} | (said.keys() & value.keys())
    for tasks, reason in together:
        inside = {p: s for p, s in value.items() if {*p} <= {*tasks} and p not in rejected}
        found = (linked & inside.keys()) | _best_for_each(inside, linked)
        said |= {pair: reason for pair in found if pair not in said}
        linked |= found
    maybe = {
        (old[i].id, new[j].id)
        for i, j in best
        if weak <= scores[i, j] < (math.inf if facts else threshold)
        if (old[i].id, new[j].id) not in rejected
    }
    links = _links(old, new, linked, value, said, FACTS_BANDS if facts else BANDS)
    used = {task for link in links for task in (*link.old, *link.new)}
    return Alignment(
        basis=Basis.FACTS if facts else Basis.TEXT,
        links=links,
        added=tuple(task.id for task in new if task.id not in used),
        dropped=tuple(task.id for task in old if task.id not in used),
        pairs=_sorted_pairs(linked, value, old, new),
        maybe=_sorted_pairs(maybe - linked, value, old, new),
        confirmed=frozenset(said.keys() & linked),
    )


def _best_for_each(inside: dict[Pair, float], linked: set[Pair]) -> set[Pair]:
    """For each task of these pairs that has no link among them, its best pair."""
    joined = {task for pair in linked & inside.keys() for task in pair}
    best = set()
    for task in {task for pair in inside for task in pair} - joined:
        own = [pair for pair in inside if task in pair]
        best.add(min(own, key=lambda pair: (-inside[pair], pair)))
    return best


def _sorted_pairs(
    pairs: Iterable[Pair],
    value: dict[Pair, float],
    old: Sequence[TaskProfile],
    new: Sequence[TaskProfile],
) -> tuple[tuple[str, str, float], ...]:
    rows = {task.id: i for i, task in enumerate(old)}
    columns = {task.id: j for j, task in enumerate(new)}
    ordered = sorted(pairs, key=lambda pair: (rows[pair[0]], columns[pair[1]]))
    return tuple((a, b, round(value[a, b], 6)) for a, b in ordered)


def _by_ids(
    scores: Real, old: Sequence[TaskProfile], new: Sequence[TaskProfile]
) -> dict[Pair, float]:
    ids = [task.id for task in new]
    rows = zip(old, scores.tolist(), strict=True)
    return {(a.id, b): score for a, row in rows for b, score in zip(ids, row, strict=True)}


def _best_pairs(scores: Real, hub: float) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Every row's best and every column's best, judged with hubs held back; ties to the first."""
    if not scores.size:
        return set(), set()
    judged = scores - hub * (_top_mean(scores)[:, None] + _top_mean(scores.T)) / 2
    by_row = set(enumerate(judged.argmax(axis=1).tolist()))
    return by_row, {(i, j) for j, i in enumerate(judged.argmax(axis=0).tolist())}


def _beside_better(
    pairs: Collection[tuple[int, int]], scores: Real, share: float
) -> set[tuple[int, int]]:
    """The pairs where either task has a far better one: they share words, no more."""
    rows, columns = scores.max(axis=1, initial=0), scores.max(axis=0, initial=0)
    return {(i, j) for i, j in pairs if scores[i, j] < share * max(rows[i], columns[j])}


def _taken_up(old: TaskProfile, new: TaskProfile) -> bool:
    """Whether most of the shorter text's pairs of characters stand in the other.

    A short task that another takes up beside a long one is far weaker than that, but goes on.
    """
    sides = [{g for g in grams(task.body) if len(g) == 2} for task in (old, new)]
    return len(sides[0] & sides[1]) >= TAKEN_UP * max(1, min(map(len, sides)))


def _top_mean(scores: Real) -> Real:
    """Of every row the mean of its three largest."""
    mean: Real = np.sort(scores, axis=1)[:, -3:].mean(axis=1)
    return mean


def _links(
    old: Sequence[TaskProfile],
    new: Sequence[TaskProfile],
    linked: set[Pair],
    value: dict[Pair, float],
    said: dict[Pair, str],
    bands: Sequence[tuple[float, Band]],
) -> tuple[Link, ...]:
    keys = [f"<{task.id}" for task in old] + [f">{task.id}" for task in new]
    forest = Forest({key: key for key in keys})
    for a, b in sorted(linked):
        forest.parent[forest.root(f">{b}")] = forest.root(f"<{a}")
    groups: dict[str, tuple[list[str], list[str]]] = {}
    for side, tasks in enumerate((old, new)):
        for task in tasks:
            root = forest.root(f"{'<>'[side]}{task.id}")
            groups.setdefault(root, ([], []))[side].append(task.id)
    links = []
    for olds, news in groups.values():
        if olds and news:
            pairs = [(a, b) for a in olds for b in news if (a, b) in linked]
            score = max(value[pair] for pair in pairs)
            reasons = [said[pair] for pair in pairs if pair in said]
            links.append(
                Link(
                    old=tuple(olds),
                    new=tuple(news),
                    kind=_kind(len(olds), len(news)),
                    score=round(score, 6),
                    band=next((band for least, band in bands if score >= least), Band.LOW),
                    confirmed=len(reasons) == len(pairs),
                    reason="；".join(dict.fromkeys(reasons)),
                )
            )
    return tuple(links)


def _kind(old: int, new: int) -> LinkKind:
    if old == 1:
        return LinkKind.KEPT if new == 1 else LinkKind.SPLIT
    return LinkKind.MERGED if new == 1 else LinkKind.REGROUPED
