"""Which matched segments stay in order, and which have moved."""

from __future__ import annotations

from generator.compare.clause_units import Pair, Unit, Values
from generator.compare.likeness import word_length

MOVED, MOVED_CHARACTERS = 0.20, 5
SURE = 0.25
"""Alike enough: what is liker weighs no more when it is asked which clauses kept their order."""
EXTEND = 0.05


def heaviest_chain(anchors: set[Pair], a: list[Unit], b: list[Unit], smooth: Values) -> set[Pair]:
    """The heaviest set of anchors that run in the same order on both sides."""
    ordered = sorted(anchors)
    best: list[tuple[float, int]] = []
    for place, (i, j) in enumerate(ordered):
        weight = min(len(a[i].text), len(b[j].text)) * min(smooth[i][j], SURE)
        before = max(
            ((best[p][0], -p) for p in range(place) if ordered[p][1] < j and ordered[p][0] < i),
            default=(0.0, 1),
        )
        best.append((before[0] + weight, -before[1]))
    kept: set[Pair] = set()
    place = max(range(len(best)), key=lambda p: (best[p][0], -p), default=-1)
    while place >= 0:
        kept.add(ordered[place])
        place = best[place][1]
    return kept


def find_moves(
    rest: set[Pair],
    kept: set[Pair],
    alike: Values,
    smooth: Values,
    a: list[Unit],
    b: list[Unit],
) -> set[Pair]:
    """Anchors out of order that are strong enough, and their neighbours along the diagonal."""
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
            ):
                moved.add((x, y))
                rows.add(x)
                columns.add(y)
                x, y = x + step, y + step
    return moved
