"""Shared words say whether two tasks have one subject: whose words do they share, and with whom else?

Each pair of characters of a subject (no frame word, particle or number) that both notices have is one
vote, and each body that both name AGENCY_VOTES, divided among all pairs of tasks that have it. A
pair's share is what it gets of all votes that one of its two tasks gives: near 1 where all that a
task shares with the other notice stands in one task, low where it is scattered. Unlike a cosine it
does not fall where a short task is one of three that a long one took up.

Two more things tell one line of work from a neighbour with the same theme: whether the words that two
tasks share stand in few other tasks, and whether what a task says more than once stands in the other.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from generator.compare.likeness import CACHED, SCALE, Real, fold, products
from generator.compare.subjects import covered_share, subject_pairs
from generator.compare.task_order import closeness
from generator.model.comparison import TaskProfile

AGENCY_VOTES = 2
"""How many votes a body that two tasks name has.

Raising it lets bodies speak louder than words; tuned as `link_policies.TEXT`.
"""
BODY = "\0"
OWN = 0.7
"""From this share of words of their own on, a pair beside a better partner counts in full.

Raising it loses splits and merges, lowering it joins tasks of one theme; tuned as `link_policies.TEXT`.
"""
UNREPEATED = 0.6
"""What a pair's evidence is multiplied with for either task that says words more than once, where none
of these stands in the other. Lowering it loses tasks that were wholly reworded; tuned likewise.
"""
PLACE = 1.5
"""How much of its evidence a pair gains that stands exactly where the tasks around it lead."""
SAME = 0.5
"""From this score on two tasks are alike to the letter for long stretches: no doubt is left.

Of texts that are frame words alone no vote is left. Raising it leaves such to chance; of variants of
the first tables 99.9 % of pairs above it are right (`make eval`).
"""


def vote_shares(old: Sequence[TaskProfile], new: Sequence[TaskProfile]) -> tuple[Real, Real]:
    """Of every pair, its share of the old task's votes and of the new one's; 0 without a vote.

    Votes are whole multiples of 1/SCALE, so that their sums are exact.
    """
    shared, rows, columns = _voter_matrices(tuple(old), tuple(new))
    having = rows.sum(axis=0) * columns.sum(axis=0)
    weights = np.array([AGENCY_VOTES if voter.startswith(BODY) else 1 for voter in shared])
    votes = products(rows * np.rint(SCALE * weights / having), columns)
    return _shares(votes, votes.sum(axis=1)[:, None]), _shares(votes, votes.sum(axis=0)[None, :])


def own_shares(scores: Real, old: Sequence[TaskProfile], new: Sequence[TaskProfile]) -> Real:
    """Of the words that a pair shares, the part that a better partner of either does not have as well.

    1 where neither has a better one; 0 without a shared word. Tasks of one theme (two kinds of towns,
    say) share words with each other's partners; where one was truly taken up by another task beside
    its main forerunner, they share words that the forerunner does not have.
    """
    if not scores.size:
        return np.ones_like(scores)
    _, rows, columns = _voter_matrices(tuple(old), tuple(new))
    shared = _shared_counts(tuple(old), tuple(new))
    by_row, by_column = scores.argmax(axis=1), scores.argmax(axis=0)
    # A row is multiplied with what the better row of each column has too, and the other way round.
    with_row = products(rows, rows[by_column] * columns)
    with_column = products(columns, columns[by_row] * rows).T
    better_row = scores < scores.max(axis=0)
    better_column = scores < scores.max(axis=1)[:, None]
    also = np.maximum(np.where(better_row, with_row, 0), np.where(better_column, with_column, 0))
    return np.divide(shared - also, shared, out=np.zeros_like(scores), where=shared > 0)


def rareness(scores: Real, old: Sequence[TaskProfile], new: Sequence[TaskProfile]) -> Real:
    """How few other tasks have the words that a pair shares: 1 where no other has any of them.

    A word counts 1 over the square root of how many pairs of tasks have it; 0 without a shared word.
    """
    _, rows, columns = _voter_matrices(tuple(old), tuple(new))
    having = rows.sum(axis=0) * columns.sum(axis=0)
    rare = products(rows * np.rint(SCALE / np.sqrt(having)), columns)
    shared = _shared_counts(tuple(old), tuple(new))
    return np.divide(rare, SCALE * shared, out=np.zeros_like(scores), where=shared > 0)


def repetition(scores: Real, old: Sequence[TaskProfile], new: Sequence[TaskProfile]) -> Real:
    """What is left of each pair's evidence where none of what either repeats stands in the other.

    What a task says more than once is what it is about (观星 in 建设观星台：建设观星台…开办观星讲座), a
    village or an inn that it names once is not.
    """
    shared, rows, columns = _voter_matrices(tuple(old), tuple(new))
    place = {pair: k for k, pair in enumerate(shared)}
    twice = [[_repeated(f"{t.heading}\n{t.body}") for t in side] for side in (old, new)]
    ours, theirs = np.zeros_like(rows), np.zeros_like(columns)
    for matrix, side in ((ours, twice[0]), (theirs, twice[1])):
        for row, pairs in zip(matrix, side, strict=True):
            row[[place[pair] for pair in pairs if pair in place]] = 1
    said, also_said = (np.flatnonzero(matrix.any(axis=0)) for matrix in (ours, theirs))
    there = products(ours[:, said], columns[:, said])
    there += products(rows[:, also_said], theirs[:, also_said])
    saying = (np.array([bool(pairs) for pairs in side], dtype=int) for side in twice)
    left = np.array([1, UNREPEATED, UNREPEATED**2])[np.add.outer(*saying)]
    return np.where(there == 0, left, np.ones_like(scores))


@functools.lru_cache(maxsize=CACHED)
def _repeated(text: str) -> frozenset[str]:
    """The pairs of characters of a subject that stand in `text` at least twice."""
    folded = "\n".join(map(fold, text.splitlines())).lower()
    # Of a doubled character, three in a row are two pairs.
    times = Counter(map(str.__add__, folded, folded[1:]))
    return frozenset(pair for pair in subject_pairs(text) if times[pair] > 1)


def heading_evidence(scores: Real, old: Sequence[TaskProfile], new: Sequence[TaskProfile]) -> Real:
    """The same where headings alone are known of a side: how much of its subject the other has too.

    The score counts in full where all that the heading names stands in the other task, and half
    where nothing does.
    """
    pairs = [[subject_pairs(f"{t.heading}\n{t.body}") for t in side] for side in (old, new)]
    covered = np.zeros_like(scores)
    for i, a in enumerate(old):
        for j, b in enumerate(new):
            ours, theirs = (
                covered_share(a.heading, pairs[1][j]),
                covered_share(b.heading, pairs[0][i]),
            )
            bare = max(ours, theirs) if a.full is b.full else theirs if a.full else ours
            covered[i, j] = bare
    return np.round(scores * (1 + covered) / 2, 6)


@functools.lru_cache(maxsize=1)
def _voter_matrices(
    old: tuple[TaskProfile, ...], new: tuple[TaskProfile, ...]
) -> tuple[list[str], Real, Real]:
    """The voters that both notices have, and which task has which: a row a task, 1 or 0.

    Kept for the next question about the same two: do not change them.
    """
    ours, theirs = ([_voters(task) for task in side] for side in (old, new))
    shared = sorted(frozenset().union(*ours) & frozenset().union(*theirs))
    place = {pair: k for k, pair in enumerate(shared)}
    return shared, _rows(ours, place), _rows(theirs, place)


def _rows(side: Sequence[frozenset[str]], place: Mapping[str, int]) -> Real:
    """A row for each set: 1 where it has what stands at that place."""
    matrix = np.zeros((len(side), len(place)))
    flat = matrix.ravel()
    width = len(place)
    flat[
        [k * width + place[pair] for k, pairs in enumerate(side) for pair in pairs & place.keys()]
    ] = 1
    return matrix


@functools.lru_cache(maxsize=1)
def _shared_counts(old: tuple[TaskProfile, ...], new: tuple[TaskProfile, ...]) -> Real:
    """How many voters each pair of tasks shares; kept likewise."""
    _, rows, columns = _voter_matrices(old, new)
    return products(rows, columns)


@functools.lru_cache(maxsize=CACHED)
def _voters(task: TaskProfile) -> frozenset[str]:
    """What a task has votes for: pairs of characters, and bodies with BODY before their ids."""
    named = frozenset(BODY + agency for agency in task.agencies)
    return subject_pairs(f"{task.heading}\n{task.body}") | named


def _shares(votes: Real, whole: Real) -> Real:
    share: Real = np.divide(votes, whole, out=np.zeros_like(votes), where=whole > 0)
    return share


def evidence(scores: Real, old: Sequence[TaskProfile], new: Sequence[TaskProfile]) -> Real:
    """How strongly a pair's score, shared words and place speak for one line of work, 0 to 1.

    The score to the power of 5/4, times the larger share of votes (of a merge or a split, one side's
    stays large), times the share of words of their own up to OWN, the square root of their
    rareness and what their repeated words leave, times one and up to PLACE more near to where the
    tasks around it lead. A score of SAME or more speaks for itself.
    """
    larger = np.maximum(*vote_shares(old, new))
    own = np.minimum(own_shares(scores, old, new) / OWN, 1)
    # Square roots are exact on every machine; other roots need not be.
    worded = larger * own * np.sqrt(rareness(scores, old, new))
    worded *= repetition(scores, old, new)
    weighed = np.round(scores * np.sqrt(np.sqrt(scores)) * worded, 6)
    sure = np.maximum(weighed, scores)
    near = closeness(np.where(scores >= SAME, sure, weighed))
    placed = np.round(np.minimum(weighed * (1 + PLACE * near), 1), 6)
    found: Real = np.where(scores >= SAME, sure, placed)
    return found
