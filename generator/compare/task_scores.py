"""Scores say how alike two tasks are: a matrix of all pairs of two notices' tasks, from 0 to 1."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from generator.compare.likeness import (
    GramIndex,
    Real,
    cosines,
    grams,
    index_grams,
    inverse_frequencies,
    products,
    weigh,
)
from generator.compare.link_policies import FACTS, TEXT
from generator.model.comparison import TaskProfile

KEPT = 64
"""How many notices' indexes stay in memory: a notice is compared with all of its series."""


def text_scores(old: Sequence[TaskProfile], new: Sequence[TaskProfile]) -> Real:
    """The scores of tasks whose texts are held, rows old and columns new (see `link_policies.Policy`).

    Where one of two tasks names no agency there is nothing to overlap: the weights of the other parts
    are renormalised, so that the score still ends at 1.
    """
    of_text, of_head, of_agencies = TEXT.weights
    text = cosines(whole_index(old), whole_index(new))
    head = _cosines((t.heading for t in old), (t.heading for t in new))
    shared = _agency_overlap(old, new)
    names = (np.array([bool(t.agencies) for t in side], dtype=bool) for side in (old, new))
    named = np.logical_and.outer(*names)
    scores = of_text * text + of_head * head + of_agencies * shared
    scores[~named] /= of_text + of_head
    return np.round(scores, 6)


def whole_index(tasks: Sequence[TaskProfile]) -> GramIndex:
    """The tasks' headings and texts by their grams."""
    return _indexed(tuple(map(_whole, tasks)))


def _whole(task: TaskProfile) -> str:
    return f"{task.heading}\n{task.body}"


def facts_scores(
    old: Sequence[TaskProfile], new: Sequence[TaskProfile], *, with_agencies: bool = True
) -> Real:
    """The scores of tasks of which at least one side has headings alone.

    A part that is not known of a pair leaves the score: the weights of the others are renormalised.
    """
    head = _cosines((t.heading for t in old), (t.heading for t in new))
    shared = _agency_overlap(old, new, partly=True)
    known = [grams(_whole(t)) for t in (*old, *new)]
    idf = inverse_frequencies(known)
    of_head, of_inside, of_agencies = FACTS.weights
    scores = np.zeros_like(head)
    for i, a in enumerate(old):
        for j, b in enumerate(new):
            inside = _containment(a, known[i], b, known[len(old) + j], idf)
            both_named = with_agencies and a.agencies and b.agencies
            agencies = shared[i, j] if both_named else None
            # Of two bare headings no text is held: their cosine stands in for the containment.
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
    """The idf-weighted share of a heading's grams in the other's text; None unless just one is held."""
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
    """The Jaccard overlap of agencies weighted by idf, as an agency that every task names says little.

    `partly` divides by the lighter list instead of the union, since known names may be only some.
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
