"""Which task of one notice went on in which of another: many to many, with a score.

A task's likeness to another is S = 0.8 · cosine of text + 0.1 · cosine of heading + 0.1 · weighted
overlap of agencies. Where a side has headings alone, S = 0.4 · cosine of headings + 0.4 · how much
of the heading is in the other's text + 0.2 · overlap of agencies. Links are every row's best and
every column's best above a threshold, so that splits and merges come out; linked tasks that hang
together are one link. An editor's decisions always win.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from generator.model.comparison import Alignment, Band, Basis, Lineage, Link, LinkKind, TaskProfile
from generator.vectors import (
    GramIndex,
    Real,
    cosines,
    grams,
    index_grams,
    inverse_frequencies,
    products,
    weigh,
)

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
MAIN_LINE = 0.80
"""The least share of either task's best score that a link has in a chain of years."""
HUB = 0.5
"""How much of the mean likeness to the three nearest is taken off: a task like all is like none."""
KEPT = 64
"""How many indexes of texts or headings are kept: a notice is compared with all of its series."""

WEIGHTS = (0.8, 0.1, 0.1)
"""Of the text, the heading, the agencies."""
FACTS_WEIGHTS = (0.4, 0.4, 0.2)
"""Of the headings, the heading in the other's text, the agencies."""


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
    scores = _facts_scores(old, new) if facts else _text_scores(old, new)
    threshold, weak = (FACTS_THRESHOLD, FACTS_MAYBE) if facts else (THRESHOLD, MAYBE)
    by_row, by_column = _best_pairs(scores, 0.0 if facts else HUB)
    if facts:
        # A side of which only some headings are known has no say in what is best for the other.
        bare = _facts_scores(old, new, with_agencies=False)
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


def _text_scores(old: Sequence[TaskProfile], new: Sequence[TaskProfile]) -> Real:
    of_text, of_head, of_agencies = WEIGHTS
    text = _cosines(map(_whole, old), map(_whole, new))
    head = _cosines((t.heading for t in old), (t.heading for t in new))
    shared = _agency_overlap(old, new)
    return np.round(of_text * text + of_head * head + of_agencies * shared, 6)


def _whole(task: TaskProfile) -> str:
    return f"{task.heading}\n{task.body}"


def _facts_scores(
    old: Sequence[TaskProfile], new: Sequence[TaskProfile], *, with_agencies: bool = True
) -> Real:
    head = _cosines((t.heading for t in old), (t.heading for t in new))
    shared = _agency_overlap(old, new, partly=True)
    known = [grams(_whole(t)) for t in (*old, *new)]
    idf = inverse_frequencies(known)
    of_head, of_inside, of_agencies = FACTS_WEIGHTS
    scores = np.zeros_like(head)
    for i, a in enumerate(old):
        for j, b in enumerate(new):
            inside = _containment(a, known[i], b, known[len(old) + j], idf)
            both_named = with_agencies and a.agencies and b.agencies
            agencies = shared[i, j] if both_named else None
            parts = [(of_head, head[i, j]), (of_inside, head[i, j] if inside is None else inside)]
            parts += [] if agencies is None else [(of_agencies, agencies)]
            scores[i, j] = sum(w * s for w, s in parts) / sum(w for w, _ in parts)
    return np.round(scores, 6)


def _containment(
    a: TaskProfile,
    a_grams: Counter[str],
    b: TaskProfile,
    b_grams: Counter[str],
    idf: dict[str, float],
) -> float | None:
    """How much of a heading stands in the other side's text; None unless just one is held."""
    if a.full == b.full:
        return None
    heading, text = (grams(a.heading), b_grams) if b.full else (grams(b.heading), a_grams)
    weight = math.fsum(idf.get(g, 0.0) for g in heading)
    return math.fsum(idf.get(g, 0.0) for g in heading if g in text) / weight if weight else 0.0


def _cosines(old: Iterable[str], new: Iterable[str]) -> Real:
    return cosines(_indexed(tuple(old)), _indexed(tuple(new)))


@functools.lru_cache(maxsize=KEPT)
def _indexed(texts: tuple[str, ...]) -> GramIndex:
    return index_grams(texts)


def _agency_overlap(
    old: Sequence[TaskProfile], new: Sequence[TaskProfile], *, partly: bool = False
) -> Real:
    """Weighted Jaccard: agencies that every task names say little.

    `partly` divides by the shorter list, since known names may be only some of them.
    """
    tasks = [*old, *new]
    place = {agency: k for k, agency in enumerate(sorted({a for t in tasks for a in t.agencies}))}
    named = np.zeros((len(tasks), len(place)))
    for row, task in zip(named, tasks, strict=True):
        row[[place[agency] for agency in task.agencies]] = 1
    weighed = named * weigh(1.0, np.count_nonzero(named, axis=0), len(tasks))
    wholes = weighed.sum(axis=1)
    rows, columns = wholes[: len(old), None], wholes[None, len(old) :]
    both = products(weighed[: len(old)], named[len(old) :])
    every = np.minimum(rows, columns) if partly else rows + columns - both
    overlap: Real = np.divide(both, every, out=np.zeros_like(both), where=both > 0)
    return overlap


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


@dataclass(slots=True)
class _Forest:
    """Tasks that hang together, by union and find."""

    parent: dict[str, str]

    def root(self, key: str) -> str:
        while self.parent[key] != key:
            key = self.parent[key]
        return key


def _links(
    old: Sequence[TaskProfile],
    new: Sequence[TaskProfile],
    linked: set[Pair],
    value: dict[Pair, float],
    said: dict[Pair, str],
    bands: Sequence[tuple[float, Band]],
) -> tuple[Link, ...]:
    keys = [f"<{task.id}" for task in old] + [f">{task.id}" for task in new]
    forest = _Forest({key: key for key in keys})
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


def _main_lines(alignment: Alignment) -> list[Pair]:
    best: dict[str, float] = {}
    for a, b, score in alignment.pairs:
        for task in (a, b):
            best[task] = max(score, best.get(task, 0.0))
    return [
        (a, b)
        for a, b, score in alignment.pairs
        if score >= MAIN_LINE * max(best[a], best[b]) or (a, b) in alignment.confirmed
    ]


def chain(alignments: Sequence[tuple[str, str, Alignment]]) -> tuple[Lineage, ...]:
    """Lineages by chaining neighbouring notices, in order: (older id, newer id, alignment).

    Tasks that a chain of links joins are one lineage; a task without a link is in none. Chained are
    what an editor confirmed and main lines alone: each task's best link that is the other's best
    too, and links nearly as good. Through side lines everything would hang together after ten
    years.
    """
    forest = _Forest({})
    notice_of: dict[str, str] = {}
    for older, newer, alignment in alignments:
        for a, b in _main_lines(alignment):
            for key, notice in ((a, older), (b, newer)):
                forest.parent.setdefault(key, key)
                notice_of.setdefault(key, notice)
            low, high = sorted((forest.root(a), forest.root(b)))
            forest.parent[high] = low
    groups: dict[str, dict[str, list[str]]] = {}
    for key in sorted(notice_of):
        groups.setdefault(forest.root(key), {}).setdefault(notice_of[key], []).append(key)
    return tuple(
        Lineage(tasks=tuple((notice, tuple(keys)) for notice, keys in sorted(group.items())))
        for _, group in sorted(groups.items())
    )
