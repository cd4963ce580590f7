"""Order says where a task's partner is expected: between the partners of the tasks around it.

Notices mostly keep their order from year to year, whatever is reworded. The firm pairs that run in the
same order in both notices are a line; a pair that lies near the line is in its place. How far the line
is trusted depends on how many firm pairs are on it: of a notice that was put in another order, place
says nothing. A pair's own row and column have no say in where it is expected.
"""

from __future__ import annotations

import numpy as np

from generator.compare.likeness import Real, Whole

FIRM = 0.12
"""The least evidence, without place, of a pair by which others are placed; tuned as `link_policies.TEXT`."""
LEAST = 5
"""Fewer firm pairs than this are trusted less: two pairs in order are hardly an order."""
NEAR = 3.0
"""From so many tasks beside its place on, a pair has nothing from its place; within, the more the nearer."""


def closeness(grounds: Real) -> Real:
    """How near each pair is to where the firm pairs expect it, 0 to 1, by their evidence `grounds`.

    A pair that is expected where it stands has the share of firm pairs that keep the order.
    """
    rows, columns, trust = _line(grounds)
    if not len(rows):
        return np.zeros_like(grounds)
    across = _distances(rows, columns, *grounds.shape)
    down = _distances(columns, rows, *grounds.shape[::-1]).T
    # Where several become one, its place is exact from one side only.
    near: Real = trust * np.clip(1 - np.minimum(across, down) / NEAR, 0, 1)
    return near


def _line(grounds: Real) -> tuple[Whole, Whole, float]:
    """Rows and columns of the firm pairs of which every longest chain in order consists, and their share."""
    if not grounds.size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), 0.0
    best = (grounds == grounds.max(axis=1)[:, None]) | (grounds == grounds.max(axis=0))
    rows, columns = np.nonzero(best & (grounds >= FIRM))
    ending = _chain_lengths(rows, columns)
    starting = _chain_lengths(-rows[::-1], -columns[::-1])[::-1]
    on_longest = ending + starting - 1 == ending.max(initial=0)
    # Of two pairs that changed places, neither is surely in order: only what no other can stand for is.
    alone = np.bincount(ending[on_longest], minlength=len(rows) + 1)[ending] == 1
    kept = np.flatnonzero(on_longest & alone)
    kept = kept[np.argsort(ending[kept], kind="stable")]
    return rows[kept], columns[kept], len(kept) / max(len(rows), LEAST)


def _chain_lengths(rows: Whole, columns: Whole) -> Whole:
    """How many pairs the longest chain in order has that ends at each; the pairs come by rows, then columns."""
    lengths = np.ones(len(rows), np.int64)
    for k in range(1, len(rows)):
        before = lengths[:k][(rows[:k] <= rows[k]) & (columns[:k] <= columns[k])]
        lengths[k] = 1 + before.max(initial=0)
    return lengths


def _distances(rows: Whole, columns: Whole, height: int, width: int) -> Real:
    """How many columns each pair is away from where the line, without its row and column, meets its row."""
    points = np.concatenate(([-1], rows, [height])), np.concatenate(([-1], columns, [width]))
    row, column = np.arange(height)[:, None], np.arange(width)[None, :]
    before = np.broadcast_to(np.searchsorted(points[0], row, "left") - 1, (height, width))
    after = np.broadcast_to(np.searchsorted(points[0], row, "right"), (height, width))
    before = np.where(
        points[1][before] == column, np.searchsorted(points[1], column, "left") - 1, before
    )
    after = np.where(points[1][after] == column, np.searchsorted(points[1], column, "right"), after)
    (x0, y0), (x1, y1) = ((points[0][end], points[1][end]) for end in (before, after))
    expected = y0 + (y1 - y0) * (row - x0) / (x1 - x0)
    distances: Real = np.abs(column - expected)
    return distances
