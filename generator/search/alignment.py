"""Two wordings laid beside each other: the runs of tokens that they share, in order.

The longest run in common first, then what is left on either side of it. Single tokens count only where
little lies between two runs: those of a long gap are there by chance. Its twin in the browser is
`templates/assets/search/23-passages.js`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

SHORTEST_RUN = 2
NARROW = 3
"""Tokens of a gap, on both sides, in which a single token in common is none by chance."""
LEFT_OUT = 6
"""Tokens that were left out weigh up to here; more were left out in one go."""
WEIGHT = 3
"""So many tokens left out weigh as much as one that was typed and is not in the text."""


@dataclass(frozen=True, slots=True)
class Block:
    """`size` tokens that are the same from `typed` on and from `text` on."""

    typed: int
    text: int
    size: int

    @property
    def typed_end(self) -> int:
        """Behind the last token as typed."""
        return self.typed + self.size

    @property
    def text_end(self) -> int:
        """Behind the last token of the text."""
        return self.text + self.size


@dataclass(frozen=True, slots=True)
class Segment:
    """Blocks that belong together, how much that is worth, and what is left out between them."""

    blocks: tuple[Block, ...]
    score: int
    left_out: int

    @property
    def start(self) -> int:
        """The first token as typed."""
        return self.blocks[0].typed

    @property
    def end(self) -> int:
        """Behind the last token as typed."""
        return self.blocks[-1].typed_end

    @property
    def text_start(self) -> int:
        """The first token of the text."""
        return self.blocks[0].text

    @property
    def text_end(self) -> int:
        """Behind the last token of the text."""
        return self.blocks[-1].text_end

    @property
    def size(self) -> int:
        """Tokens in common."""
        return sum(block.size for block in self.blocks)

    @property
    def longest(self) -> int:
        """Tokens of the longest block."""
        return max(block.size for block in self.blocks)

    def moved(self, by: int) -> Segment:
        """The same, of tokens that are counted from `by` on."""
        blocks = (Block(block.typed + by, block.text, block.size) for block in self.blocks)
        return replace(self, blocks=tuple(blocks))


def aligned(typed: Sequence[str], text: Sequence[str]) -> list[Block]:
    """The blocks in common, in order; neighbours are one."""
    places: dict[str, list[int]] = {}
    for n, token in enumerate(text):
        places.setdefault(token, []).append(n)
    found: list[Block] = []
    open_gaps = [(0, len(typed), 0, len(text))]
    while open_gaps:
        a, b, c, d = open_gaps.pop()
        block = _longest(typed, places, (a, b, c, d))
        narrow = b - a <= NARROW and d - c <= NARROW
        if block.size < (1 if narrow else SHORTEST_RUN):
            continue
        found.append(block)
        open_gaps += [(a, block.typed, c, block.text), (block.typed_end, b, block.text_end, d)]
    joined: list[Block] = []
    for block in sorted(found, key=lambda block: block.typed):
        last = joined[-1] if joined else None
        if last and (last.typed_end, last.text_end) == (block.typed, block.text):
            joined[-1] = Block(last.typed, last.text, last.size + block.size)
        else:
            joined.append(block)
    return joined


def _longest(
    typed: Sequence[str], places: Mapping[str, Sequence[int]], gap: tuple[int, int, int, int]
) -> Block:
    """The longest run in common within a gap: of equals the first as typed, then in the text."""
    a, b, c, d = gap
    best = Block(a, c, 0)
    lengths: Mapping[int, int] = {}
    for i in range(a, b):
        here = {}
        for j in places.get(typed[i], ()):
            if not c <= j < d:
                continue
            here[j] = lengths.get(j - 1, 0) + 1
            if here[j] > best.size:
                best = Block(i - here[j] + 1, j - here[j] + 1, here[j])
        lengths = here
    return best


def best_segment(blocks: Sequence[Block]) -> Segment | None:
    """The blocks in a row that are worth most: what is typed beside them costs, what is left out a little."""
    best: Segment | None = None
    current: Segment | None = None
    for block in blocks:
        worth = -1
        if current:
            last = current.blocks[-1]
            left_out = block.text - last.text_end
            cost = block.typed - last.typed_end + min(left_out, LEFT_OUT) // WEIGHT
            worth = current.score - cost
        if current and worth > 0:
            current = Segment(
                (*current.blocks, block), worth + block.size, current.left_out + left_out
            )
        else:
            current = Segment((block,), block.size, 0)
        if not best or current.score > best.score:
            best = current
    return best
