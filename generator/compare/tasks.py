"""Task alignment: which task of one notice continues in which of another, many to many.

Links are the pairs that are the best of their row or of their column (union-best) and for which the
evidence reaches the policy's threshold, so that splits and merges come out; connected components of
linked tasks are one Link. A one-to-one assignment would lose every split and merge. A best pair just
below the threshold is perhaps a link, where one of its tasks has no other. An editor's decisions
always win.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from generator.compare.certainty import certainty
from generator.compare.groups import Forest
from generator.compare.likeness import Real, grams
from generator.compare.link_policies import POLICIES, Policy
from generator.compare.shared_words import evidence, heading_evidence
from generator.compare.task_scores import facts_scores, text_scores
from generator.model.comparison import Alignment, Basis, Link, LinkKind, TaskProfile

TaskPair = tuple[str, str]
"""Ids of an old task and a new one."""
Cell = tuple[int, int]
"""Row and column of a pair in the matrix of scores."""
NEAREST = 3
"""Over how many nearest tasks hubness is averaged; more of them flatten the correction."""


def align_notices(
    old: Sequence[TaskProfile],
    new: Sequence[TaskProfile],
    *,
    confirmed: Iterable[tuple[str, str, str]] = (),
    rejected: Collection[TaskPair] = (),
    together: Iterable[tuple[Collection[str], str]] = (),
) -> Alignment:
    """The alignment of two notices; `confirmed` are pairs of ids with a reason, `rejected` pairs.

    `together` are ids of tasks that an editor knows to be one line of work, with a reason: that
    confirms the links between them, and links a task that has none to the most alike of them.
    The basis is `facts` as soon as one of the tasks has no text: then no diff can follow.
    """
    held = all(task.full for task in (*old, *new))
    policy = POLICIES[Basis.TEXT if held else Basis.FACTS]
    scores = text_scores(old, new) if held else facts_scores(old, new)
    grounds = (evidence if held else heading_evidence)(scores, old, new)
    sure = certainty(grounds, scores, old, new) if held else grounds
    score_of = _by_ids(scores, old, new)
    best = _best_pairs(scores, old, new, policy)
    linked = {
        (old[i].id, new[j].id)
        for i, j in best - _side_links(best, scores, old, new, policy)
        if grounds[i, j] >= policy.threshold
    }
    reasons = {(a, b): reason for a, b, reason in confirmed}
    linked = {pair for pair in linked if pair not in rejected} | (reasons.keys() & score_of.keys())
    for tasks, reason in together:
        inside = {p: s for p, s in score_of.items() if {*p} <= {*tasks} and p not in rejected}
        joined = (linked & inside.keys()) | _best_for_each(inside, linked)
        reasons |= {pair: reason for pair in joined if pair not in reasons}
        linked |= joined
    sure_of = _of_pairs(linked, sure, old, new)
    links = _links(old, new, linked, score_of, sure_of, reasons, policy)
    used = {t for link in links for t in link.old}, {t for link in links for t in link.new}
    maybe = {
        (a, b)
        for a, b in ((old[i].id, new[j].id) for i, j in best if grounds[i, j] >= policy.maybe)
        if (a, b) not in rejected and not (a in used[0] and b in used[1])
    }
    return Alignment(
        basis=policy.basis,
        links=links,
        added=tuple(task.id for task in new if task.id not in used[1]),
        dropped=tuple(task.id for task in old if task.id not in used[0]),
        pairs=_sorted_pairs(linked, score_of, old, new),
        maybe=_sorted_pairs(maybe - linked, score_of, old, new),
        confirmed=frozenset(reasons.keys() & linked),
    )


def _of_pairs(
    pairs: Iterable[TaskPair],
    values: Real,
    old: Sequence[TaskProfile],
    new: Sequence[TaskProfile],
) -> dict[TaskPair, float]:
    rows = {task.id: i for i, task in enumerate(old)}
    columns = {task.id: j for j, task in enumerate(new)}
    return {(a, b): float(values[rows[a], columns[b]]) for a, b in pairs}


def _best_for_each(inside: dict[TaskPair, float], linked: set[TaskPair]) -> set[TaskPair]:
    """For each task of these pairs that has no link among them, its best pair."""
    joined = {task for pair in linked & inside.keys() for task in pair}
    best = set()
    for task in {task for pair in inside for task in pair} - joined:
        own = [pair for pair in inside if task in pair]
        # Of pairs that score the same, the first by id: no outcome hangs on the order of a set.
        best.add(min(own, key=lambda pair: (-inside[pair], pair)))
    return best


def _sorted_pairs(
    pairs: Iterable[TaskPair],
    score_of: dict[TaskPair, float],
    old: Sequence[TaskProfile],
    new: Sequence[TaskProfile],
) -> tuple[tuple[str, str, float], ...]:
    rows = {task.id: i for i, task in enumerate(old)}
    columns = {task.id: j for j, task in enumerate(new)}
    ordered = sorted(pairs, key=lambda pair: (rows[pair[0]], columns[pair[1]]))
    return tuple((a, b, round(score_of[a, b], 6)) for a, b in ordered)


def _by_ids(
    scores: Real, old: Sequence[TaskProfile], new: Sequence[TaskProfile]
) -> dict[TaskPair, float]:
    ids = [task.id for task in new]
    rows = zip(old, scores.tolist(), strict=True)
    return {(a.id, b): score for a, row in rows for b, score in zip(ids, row, strict=True)}


def _best_pairs(
    scores: Real, old: Sequence[TaskProfile], new: Sequence[TaskProfile], policy: Policy
) -> set[Cell]:
    """Every task's best partner, judged with hubs held back; ties go to the first."""
    if not scores.size:
        return set()
    judged = scores
    if policy.hub is not None:
        hubness = _nearest_mean(scores)[:, None] + _nearest_mean(scores.T)
        judged = scores - policy.hub * hubness / 2
    by_row = set(enumerate(judged.argmax(axis=1).tolist()))
    by_column = {(i, j) for j, i in enumerate(judged.argmax(axis=0).tolist())}
    if policy.more is not None:
        # Of a side with headings alone only some may be known: who is held chooses among those only
        # at a good score; agencies, often the same for many tasks, do not count for it.
        bare = facts_scores(old, new, with_agencies=False)
        by_row = {p for p in by_row if not old[p[0]].full or bare[p] >= policy.more}
        by_column = {p for p in by_column if not new[p[1]].full or bare[p] >= policy.more}
    return by_row | by_column


def _nearest_mean(scores: Real) -> Real:
    """Of every row the mean of its NEAREST largest scores."""
    mean: Real = np.sort(scores, axis=1)[:, -NEAREST:].mean(axis=1)
    return mean


def _side_links(
    pairs: Collection[Cell],
    scores: Real,
    old: Sequence[TaskProfile],
    new: Sequence[TaskProfile],
    policy: Policy,
) -> set[Cell]:
    """The pairs where either task has a far better partner: they share words and no line of work."""
    rows, columns = scores.max(axis=1, initial=0), scores.max(axis=0, initial=0)
    return {
        (i, j)
        for i, j in pairs
        if scores[i, j] < policy.beside * max(rows[i], columns[j])
        and not (policy.taken_up is not None and _is_taken_up(old[i], new[j], policy.taken_up))
    }


def _is_taken_up(old: TaskProfile, new: TaskProfile, share: float) -> bool:
    """Whether at least `share` of the shorter body's character bigrams stand in the other one."""
    bigrams = [{g for g in grams(task.body) if len(g) == 2} for task in (old, new)]
    return len(bigrams[0] & bigrams[1]) >= share * max(1, min(map(len, bigrams)))


def _links(
    old: Sequence[TaskProfile],
    new: Sequence[TaskProfile],
    linked: set[TaskPair],
    score_of: dict[TaskPair, float],
    sure_of: dict[TaskPair, float],
    reasons: dict[TaskPair, str],
    policy: Policy,
) -> tuple[Link, ...]:
    """The connected components of linked pairs, in the old notice's order."""
    # An id may stand on both sides (a notice compared with itself): < and > keep them apart.
    keys = [f"<{task.id}" for task in old] + [f">{task.id}" for task in new]
    forest = Forest({key: key for key in keys})
    for a, b in sorted(linked):
        forest.parent[forest.root(f">{b}")] = forest.root(f"<{a}")
    components: dict[str, tuple[list[str], list[str]]] = {}
    for side, tasks in enumerate((old, new)):
        for task in tasks:
            root = forest.root(f"{'<>'[side]}{task.id}")
            components.setdefault(root, ([], []))[side].append(task.id)
    links = []
    for olds, news in components.values():
        if olds and news:
            pairs = [(a, b) for a in olds for b in news if (a, b) in linked]
            score = max(score_of[pair] for pair in pairs)
            given = [reasons[pair] for pair in pairs if pair in reasons]
            band = policy.band(_least_sure(pairs, sure_of, reasons))
            confirmed = len(given) == len(pairs)
            links.append(
                Link(
                    old=tuple(olds),
                    new=tuple(news),
                    kind=_kind(len(olds), len(news)),
                    score=round(score, 6),
                    band=band,
                    confirmed=confirmed,
                    perhaps=band in policy.perhaps and not confirmed,
                    reason="；".join(dict.fromkeys(given)),
                )
            )
    return tuple(links)


def _least_sure(
    pairs: Sequence[TaskPair], sure_of: dict[TaskPair, float], reasons: dict[TaskPair, str]
) -> float:
    """How sure a link is: no surer than the least sure of its tasks, but for those that editors linked."""
    sides = [{pair[side] for pair in pairs} for side in (0, 1)]
    surest = [
        max(sure_of[pair] for pair in pairs if pair[side] == task)
        for side in (0, 1)
        for task in sides[side]
        if not any(pair in reasons for pair in pairs if pair[side] == task)
    ]
    return min(surest, default=max(sure_of[pair] for pair in pairs))


def _kind(old: int, new: int) -> LinkKind:
    if old == 1:
        return LinkKind.KEPT if new == 1 else LinkKind.SPLIT
    return LinkKind.MERGED if new == 1 else LinkKind.REGROUPED
