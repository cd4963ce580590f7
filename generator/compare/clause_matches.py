"""Segment matching: which segments of two sides belong together, and which of them have moved.

Headings are matched with headings. Segments are matched by likeness in four steps: the surest pairs
become anchors; anchors in order stay, strong ones out of order have moved (`clause_moves`); gaps
between anchors are filled one to one, one to two, two to one, and what is left beside a match joins
it where that makes the match likelier (`clause_gaps`).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from generator.compare.clause_gaps import SideUnits, fill_gap, grown_matches
from generator.compare.clause_moves import find_moves, heaviest_chain, late_moves
from generator.compare.clause_units import Match, Unit, UnitPair, same_units, segment_places
from generator.compare.likeness import GramIndex, Real, bag, cosines, dice, fold, index_grams
from generator.compare.long_texts import common_pieces
from generator.compare.segments import Segment
from generator.compare.subjects import share_subject
from generator.model.ids import HEADING

SMOOTH = 0.2
"""How much of the likeness of each diagonal neighbour is added to that of two segments.

Raising it trusts the order of segments more and their words less; tuned with `make eval` (clauses).
"""
ANCHOR_SMOOTH, ANCHOR = 0.20, 0.10
"""The least likeness of an anchor, smoothed (0 to 1.4) and by itself (0 to 1).

Lowering them makes strangers anchors, around which gaps are then filled wrongly; tuned with
`make eval` (clauses, moves).
"""
HEADINGS = 0.15
"""The least Dice likeness of two headings where a link has several on a side."""
MOST_CLAUSES = 300
"""Above the square of this (old times new segments), only blocks between equal segments are compared.

This and the next two bound time and memory; a task has some 7 segments, so real notices never get
there.
"""
BLOCK = 64
"""A block of more pairs than the square of this is not matched."""
MOST_IN_GAP = 50
"""A gap of more pairs than the square of this is not filled."""
KEPT = 1 << 10
"""How many tasks' segment indexes stay in memory: ten notices have some 300 tasks."""


def match_sides(a: list[Segment], b: list[Segment]) -> tuple[list[Match], set[Match]]:
    """Matched segments by their places, and those among them that have moved."""
    heads, bodies = (
        [[k for k, s in enumerate(side) if (s.ref.sentence == HEADING) is head] for side in (a, b)]
        for head in (True, False)
    )
    matches: list[Match] = [((i,), (j,)) for i, j in _matched_headings(a, b, heads[0], heads[1])]
    moved: set[Match] = set()
    for rows, columns in _blocks(a, b, bodies[0], bodies[1]):
        in_block, moved_in_block = _match_block(a, b, rows, columns)
        matches += in_block
        moved |= moved_in_block
    return matches, moved


def _matched_headings(
    a: list[Segment], b: list[Segment], rows: list[int], columns: list[int]
) -> Iterator[tuple[int, int]]:
    """Headings paired greedily, the most alike first; a single one with a single one in any case."""
    if len(rows) == len(columns) == 1:
        yield rows[0], columns[0]
        return
    a_bags, b_bags = [bag(a[i].text) for i in rows], [bag(b[j].text) for j in columns]
    alike = sorted((-dice(x, y), p, q) for p, x in enumerate(a_bags) for q, y in enumerate(b_bags))
    for score, p, q in alike:
        if -score >= HEADINGS and rows[p] >= 0 and columns[q] >= 0:
            yield rows[p], columns[q]
            rows[p] = columns[q] = -1


def _blocks(
    a: list[Segment], b: list[Segment], rows: list[int], columns: list[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """All segments as one block, or, of too many, the blocks between those that occur once a side."""
    if len(rows) * len(columns) <= MOST_CLAUSES**2:
        yield rows, columns
        return
    old, new = [fold(a[i].text) for i in rows], [fold(b[j].text) for j in columns]
    for (i0, i1), (j0, j1) in common_pieces(old, new, BLOCK**2):
        if (i1 - i0) * (j1 - j0) <= BLOCK**2:
            yield rows[i0:i1], columns[j0:j1]


def _match_block(
    a: list[Segment], b: list[Segment], rows: list[int], columns: list[int]
) -> tuple[list[Match], set[Match]]:
    """Matches of the segments at these places, and those among them that have moved."""
    olds, news = same_units(a, b, rows, columns)
    matches, moved = _match_units(olds, news)
    return (
        [segment_places(match, olds, news) for match in matches],
        {segment_places(match, olds, news) for match in moved},
    )


def _match_units(a: list[Unit], b: list[Unit]) -> tuple[list[Match], set[Match]]:
    if not a or not b:
        return [], set()
    likeness = _likeness(a, b)
    smoothed = _smoothed(likeness)
    anchors = _anchors(likeness, smoothed, a, b)
    alike, smooth = likeness.tolist(), smoothed.tolist()
    kept = heaviest_chain(anchors, a, b, smooth)
    moved = find_moves(anchors - kept, kept, alike, smooth, a, b)
    taken_a, taken_b = {i for i, _ in moved}, {j for _, j in moved}
    old, new = SideUnits(a), SideUnits(b)
    matches: list[Match] = [((i,), (j,)) for i, j in kept]
    borders = [(-1, -1), *sorted(kept), (len(a), len(b))]
    for (i0, j0), (i1, j1) in pairwise(borders):
        rows = [i for i in range(i0 + 1, i1) if i not in taken_a]
        columns = [j for j in range(j0 + 1, j1) if j not in taken_b]
        if len(rows) * len(columns) <= MOST_IN_GAP**2:
            matches += fill_gap(rows, columns, old, new)
    for side, taken in enumerate((taken_a, taken_b)):
        taken.update(place for match in matches for place in match[side])
    rest = [[k for k in range(len(u)) if k not in t] for u, t in ((a, taken_a), (b, taken_b))]
    moved |= late_moves(rest[0], rest[1], kept, smooth, (a, b))
    moves: list[Match] = [((i,), (j,)) for i, j in sorted(moved)]
    # Moves come last and growing keeps the order: that is how they are told from the rest behind it.
    grown = grown_matches([*matches, *moves], old, new)
    return grown, set(grown[len(matches) :])


def _likeness(a: list[Unit], b: list[Unit]) -> Real:
    """The cosine of every pair of units; 1 where their folded texts are the same."""
    rows, columns = (_indexed(tuple(unit.text for unit in side)) for side in (a, b))
    alike = cosines(rows, columns)
    places: dict[str, list[int]] = {}
    for j, y in enumerate(b):
        places.setdefault(fold(y.text), []).append(j)
    for i, x in enumerate(a):
        for j in places.get(fold(x.text), ()):
            alike[i, j] = 1.0
    return alike


@functools.lru_cache(maxsize=KEPT)
def _indexed(segments: tuple[str, ...]) -> GramIndex:
    return index_grams(segments)


def _smoothed(alike: Real) -> Real:
    """Likeness smoothed along the diagonal: of equal pairs, the one whose neighbours match is right."""
    beside = np.zeros_like(alike)
    beside[1:, 1:] = alike[:-1, :-1]
    beside[:-1, :-1] += alike[1:, 1:]
    return np.round(alike + SMOOTH * beside, 9)


def _is_one(x: Unit, y: Unit, alike: float) -> bool:
    """Whether two units are the same or speak of the same thing."""
    return alike == 1 or share_subject(x.text, y.text)


def _anchors(alike: Real, smooth: Real, a: list[Unit], b: list[Unit]) -> set[UnitPair]:
    """Greedy one-to-one matches of one subject, best first; of equal ones that least displaced."""
    places = np.nonzero((smooth >= ANCHOR_SMOOTH) & (alike >= ANCHOR))
    values = (-smooth[places]).tolist()
    candidates = sorted(
        (value, abs(i - j), i, j)
        for value, i, j in zip(values, *(side.tolist() for side in places), strict=True)
    )
    rows: set[int] = set()
    columns: set[int] = set()
    anchors = set()
    for _, _, i, j in candidates:
        if i not in rows and j not in columns and _is_one(a[i], b[j], float(alike[i, j])):
            rows.add(i)
            columns.add(j)
            anchors.add((i, j))
    return anchors
