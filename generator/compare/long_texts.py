"""Long texts are cut where both sides have the same, so that comparing takes time in proportion."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

Span = tuple[int, int]
"""Where a piece begins and ends."""
DEEPEST = 12
"""How often pieces are cut again; what is still too long then stays whole."""


def common_pieces(
    old: Sequence[str], new: Sequence[str], most: int, deep: int = 0
) -> list[tuple[Span, Span]]:
    """Matching pieces of both sides, of at most `most` pairs (old times new) where that can be.

    Cuts are made at the common prefix and suffix, and at what occurs exactly once on either side, in
    order (a patience diff). Each such anchor is a piece of its own.
    """
    if len(old) * len(new) <= most or deep == DEEPEST:
        return [((0, len(old)), (0, len(new)))]
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    inner = [(head + i, head + j) for i, j in _once(old[head : ends[0]], new[head : ends[1]])]
    same = [*((k, k) for k in range(head)), *inner]
    same += [(ends[0] + k, ends[1] + k) for k in range(tail)]
    pieces: list[tuple[Span, Span]] = []
    i = j = 0
    for x, y in [*same, (len(old), len(new))]:
        if x > i or y > j:
            # Without an anchor, cutting again would change nothing.
            within = (
                common_pieces(old[i:x], new[j:y], most, deep + 1) if same else [((0, x), (0, y))]
            )
            pieces += [((i + p, i + q), (j + r, j + s)) for (p, q), (r, s) in within]
        if x < len(old) and y < len(new):
            pieces.append(((x, x + 1), (y, y + 1)))
        i, j = x + 1, y + 1
    return pieces


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """The length of the common prefix."""
    for place, (x, y) in enumerate(zip(old, new, strict=False)):
        if x != y:
            return place
    return min(len(old), len(new))


def _once(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Places of what occurs once on either side: the longest chain in the same order on both.

    The longest increasing subsequence, by the ends of the best chains of each length.
    """
    counts = Counter(old), Counter(new)
    place = {text: j for j, text in enumerate(new) if counts[1][text] == 1}
    pairs = [(i, place[t]) for i, t in enumerate(old) if counts[0][t] == 1 and t in place]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        ends[at : at + 1] = [j]
        last[at : at + 1] = [number]
        before.append(last[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
