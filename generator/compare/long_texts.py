"""Long texts parted at what they have in common, so that comparing takes time in proportion."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

Span = tuple[int, int]
DEEPEST = 12


def common_pieces(
    old: Sequence[str], new: Sequence[str], most: int, deep: int = 0
) -> list[tuple[Span, Span]]:
    """Both sides cut into pieces of at most `most` (as a product), where they can be.

    Cut is at what both begin and end with, and at what stands once on either side, in order.
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
            within = (
                common_pieces(old[i:x], new[j:y], most, deep + 1) if same else [((0, x), (0, y))]
            )
            pieces += [((i + p, i + q), (j + r, j + s)) for (p, q), (r, s) in within]
        if x < len(old) and y < len(new):
            pieces.append(((x, x + 1), (y, y + 1)))
        i, j = x + 1, y + 1
    return pieces


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    for place, (x, y) in enumerate(zip(old, new, strict=False)):
        if x != y:
            return place
    return min(len(old), len(new))


def _once(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """What stands once on either side, in the longest order that both have."""
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
