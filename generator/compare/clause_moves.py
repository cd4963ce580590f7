"""Moves: of the anchors, the heaviest chain in order stays; strong ones outside it have moved."""

from __future__ import annotations

from generator.compare.clause_units import Unit, UnitPair, Values
from generator.compare.likeness import word_length
from generator.compare.subjects import share_most, share_subject

Sides = tuple[list[Unit], list[Unit]]
"""The units of the old side and of the new one."""
MOVED, MOVED_CHARACTERS = 0.20, 5
"""A move has at least this smoothed likeness (0 to 1.4) and so many word characters on either side.

Raising them loses moves that were reworded; lowering them calls common phrases moved. Tuned with
`make eval` (moves) and on the hand-made gold.
"""
SURE = 0.25
"""The likeness from which on an anchor weighs its full length in the chain.

Beyond it, likeness says that two segments belong together, not that their order counts more; raising
it lets a single unchanged segment outweigh the order of several reworded ones.
"""
NAMED = 0.13
"""The least smoothed likeness of a move of what nothing else matches, where one segment names most of what
the other does (`subjects.MOST`); tuned likewise and on the clause pairs, out of order.
"""
EXTEND = 0.05
"""The least likeness of a neighbour, along the diagonal and in the same sentence, that moves along."""


def heaviest_chain(
    anchors: set[UnitPair], a: list[Unit], b: list[Unit], smooth: Values
) -> set[UnitPair]:
    """The heaviest set of anchors that run in the same order on both sides.

    This is the longest increasing subsequence, weighted by text length times likeness.
    """
    ordered = sorted(anchors)
    best: list[tuple[float, int]] = []
    for place, (i, j) in enumerate(ordered):
        weight = min(len(a[i].text), len(b[j].text)) * min(smooth[i][j], SURE)
        # Negated places let the earlier of two equal chains win; 1 stands for no predecessor.
        before = max(
            ((best[p][0], -p) for p in range(place) if ordered[p][1] < j and ordered[p][0] < i),
            default=(0.0, 1),
        )
        best.append((before[0] + weight, -before[1]))
    kept: set[UnitPair] = set()
    place = max(range(len(best)), key=lambda p: (best[p][0], -p), default=-1)
    while place >= 0:
        kept.add(ordered[place])
        place = best[place][1]
    return kept


def find_moves(
    rest: set[UnitPair],
    kept: set[UnitPair],
    alike: Values,
    smooth: Values,
    a: list[Unit],
    b: list[Unit],
) -> set[UnitPair]:
    """Anchors out of order that are strong enough, extended along the diagonal.

    A sentence mostly moves as a whole, so the neighbours of a moved segment in its sentence follow
    it even where they are little alike.
    """
    moved = {
        (i, j)
        for i, j in rest
        if smooth[i][j] >= MOVED
        and min(word_length(a[i].text), word_length(b[j].text)) >= MOVED_CHARACTERS
    }
    rows = {i for i, _ in kept | moved}
    columns = {j for _, j in kept | moved}
    for i, j in sorted(moved):
        for step in (1, -1):
            x, y = i + step, j + step
            while (
                0 <= x < len(a)
                and 0 <= y < len(b)
                and x not in rows
                and y not in columns
                and a[x].part == a[i].part
                and alike[x][y] >= EXTEND
                and share_subject(a[x].text, b[y].text)
            ):
                moved.add((x, y))
                rows.add(x)
                columns.add(y)
                x, y = x + step, y + step
    return moved


def late_moves(
    rows: list[int], columns: list[int], kept: set[UnitPair], smooth: Values, sides: Sides
) -> set[UnitPair]:
    """Of the units that nothing else matches, those that name the same thing and cross what is `kept`.

    Too little alike to be anchors, they have moved if one names most of what the other does.
    """
    a, b = sides
    pairs = sorted((-smooth[i][j], i, j) for i in rows for j in columns if smooth[i][j] >= NAMED)
    late: set[UnitPair] = set()
    for _, i, j in pairs:
        if any(i == x or j == y for x, y in late):
            continue
        crosses = any((x < i) is not (y < j) for x, y in kept)
        long = min(word_length(a[i].text), word_length(b[j].text)) >= MOVED_CHARACTERS
        if crosses and long and share_most(a[i].text, b[j].text):
            late.add((i, j))
    return late
