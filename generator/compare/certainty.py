"""Certainty says how surely a link is right: a link that is not sure is called a possible one.

Tasks of one theme (two tasks on how people settle, say) share rare words and a place, so that evidence
alone takes a neighbour for the partner where the true one is not there. Two things tell them apart. Of a
true partner, the segments are its own: asked one by one which task of the other notice says most of
it, they name the same task. And it stands out: the next best partner of one of the two is far behind.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

import numpy as np

from generator.compare.likeness import (
    SCALE,
    GramIndex,
    Real,
    Whole,
    index_grams,
    shared_places,
    weigh,
)
from generator.compare.shared_words import SAME
from generator.compare.task_scores import KEPT, whole_index
from generator.model.comparison import TaskProfile

UNCHOSEN = 0.02
"""What every pair's share of chosen segments is raised by, either way.

Of a merge or a split, one side's share is small: raising it lets the other side's speak alone. Tuned on
the first two table sets and the corpus `valley`, as is the policy's `bands`.
"""
CUT = re.compile(r"[，；：。！？,;:!?\n]+")
"""Where text is cut, quoted text too: nothing of these segments is shown."""


def certainty(
    grounds: Real, scores: Real, old: Sequence[TaskProfile], new: Sequence[TaskProfile]
) -> Real:
    """How surely each pair is right, 0 to 1, from its evidence `grounds`.

    The evidence times the square root of the geometric mean of both sides' shares of chosen segments,
    times the square of how far the pair stands out. A score of SAME or more speaks for itself.
    """
    if not scores.size:
        return np.zeros_like(scores)
    chosen = (chosen_shares(old, new) + UNCHOSEN) * (chosen_shares(new, old).T + UNCHOSEN)
    out = standing_out(scores)
    weighed = np.round(grounds * np.sqrt(np.sqrt(chosen)) * out * out, 6)
    sure: Real = np.where(scores >= SAME, grounds, weighed)
    return sure


def standing_out(scores: Real) -> Real:
    """A pair's part of its score and of the next best together, of the row or the column: the larger.

    1 where neither task has anything else, 0.5 where the next best is as good, less beside a better one.
    """
    return np.maximum(_row_parts(scores), _row_parts(scores.T).T)


def _row_parts(scores: Real) -> Real:
    ordered = np.sort(scores, axis=1)
    best = ordered[:, -1:]
    second = ordered[:, -2:-1] if scores.shape[1] > 1 else np.zeros_like(best)
    both = scores + np.where(scores == best, second, best)
    part: Real = np.divide(scores, both, out=np.zeros_like(scores), where=both > 0)
    return part


def chosen_shares(side: Sequence[TaskProfile], other: Sequence[TaskProfile]) -> Real:
    """How much of each task of `side` chooses each task of `other`: a row a task, sums at most 1.

    A segment chooses the task that has most of its grams, weighed by idf over the tasks of `other`; it
    counts by its grams and by how much of them that task has. Equal ones share it.
    """
    segments, owners = _segmented(tuple(task.body or task.heading for task in side))
    if not len(segments.gram):
        return np.zeros((len(side), len(other)))
    said = _said(segments, whole_index(other))
    most = said.max(axis=1, initial=0)
    choice = (said == most[:, None]) & (most > 0)[:, None]
    lengths = np.bincount(segments.text, minlength=segments.texts)
    # Whole multiples of 1/SCALE, so that their sums are exact.
    weight = np.rint(SCALE * lengths * most / np.maximum(choice.sum(axis=1), 1))
    votes = np.zeros((len(side), len(other)))
    np.add.at(votes, owners, choice * weight[:, None])
    wholes = np.bincount(owners, lengths, minlength=len(side))[:, None]
    shares: Real = np.divide(votes, SCALE * wholes, out=np.zeros_like(votes), where=wholes > 0)
    return shares


@functools.lru_cache(maxsize=KEPT)
def _segmented(bodies: tuple[str, ...]) -> tuple[GramIndex, Whole]:
    """The segments of all bodies by their grams, and the number of the body that each is of."""
    pieces = [[piece for piece in CUT.split(body) if piece] for body in bodies]
    owners = np.repeat(np.arange(len(bodies)), [len(own) for own in pieces])
    return index_grams([piece for own in pieces for piece in own]), owners


def _said(segments: GramIndex, tasks: GramIndex) -> Real:
    """Of each segment's grams, weighed by idf over the tasks, the part that each task has."""
    ours, theirs = shared_places(segments.grams, tasks.grams)
    rarest = weigh(1.0, np.zeros(1, np.int64), tasks.texts)[0]
    weights = np.full(len(segments.grams), rarest)
    weights[ours] = weigh(1.0, tasks.having[theirs], tasks.texts)
    wholes = np.bincount(segments.text, weights[segments.gram], minlength=segments.texts)[:, None]
    # Each gram of a segment once for every task that has it: a task's grams are in order, so that those
    # tasks stand together.
    places = np.full(len(segments.grams), -1)
    places[ours] = theirs
    shared = np.flatnonzero(places[segments.gram] >= 0)
    gram = places[segments.gram[shared]]
    times = tasks.having[gram]
    firsts = (np.cumsum(tasks.having) - tasks.having)[gram] - (np.cumsum(times) - times)
    having = tasks.text[np.repeat(firsts, times) + np.arange(times.sum())]
    cells = np.repeat(segments.text[shared] * tasks.texts, times) + having
    said = np.repeat(weights[segments.gram[shared]], times)
    sums = np.bincount(cells, said, minlength=wholes.size * tasks.texts).reshape(len(wholes), -1)
    part: Real = np.divide(sums, wholes, out=np.zeros(sums.shape), where=wholes > 0)
    return part
