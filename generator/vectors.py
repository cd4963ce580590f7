"""Texts as weighted character n-grams, and how alike they are.

One- and two-character grams of letters and digits, sublinear term frequency, smoothed inverse
document frequency, unit length: the measure that did best among those tried on these texts (see
`site_tests/eval_compare.py`). Sums run in the order of the texts and are rounded, so that
no hash seed changes anything.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import add, mul

WORD = re.compile(r"\w+")
WIDTHS = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    ord("﹝"): "〔",
    ord("﹞"): "〕",
    ord("　"): " ",
    0xA0: " ",
}
CACHED = 1 << 13
"""How many texts' grams are kept: a notice has some 200 clauses, ten notices are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GramIndex:
    """Texts by their grams: where each stands, with its damped frequency; and those squared."""

    places: Mapping[str, tuple[tuple[int, float], ...]]
    squares: tuple[Mapping[str, float], ...]


@functools.lru_cache(maxsize=CACHED)
def fold(text: str) -> str:
    """`text` for comparing: composed, half-width, without white space. Never shown.

    Not NFKC, which would make Ⅱ two letters.
    """
    return "".join(unicodedata.normalize("NFC", text).translate(WIDTHS).split())


@functools.lru_cache(maxsize=CACHED)
def grams(text: str) -> Counter[str]:
    """The one- and two-character grams of the words of `text`, without crossing punctuation.

    The same text comes up in many comparisons: its grams are kept, and are not to be changed.
    """
    words = WORD.findall(fold(text).lower())
    return Counter(chain("".join(words), *(map(add, word, word[1:]) for word in words)))


def inverse_frequencies(documents: Sequence[Counter[str]]) -> dict[str, float]:
    """ln((1 + N) / (1 + df)) + 1 of every gram."""
    weights = _inverse(len(documents))
    frequencies = Counter(chain.from_iterable(documents))
    return {gram: weights[df] for gram, df in frequencies.items()}


def _inverse(number: int) -> list[float]:
    """The weight of a gram by how many of `number` texts have it."""
    return [math.log((1 + number) / (1 + df)) + 1 for df in range(number + 1)]


def index_grams(texts: tuple[str, ...]) -> GramIndex:
    """The texts by their grams, ready to be compared with any number of others."""
    places: dict[str, tuple[tuple[int, float], ...]] = {}
    squares = []
    for place, text in enumerate(texts):
        counts = grams(text)
        # Grams that are as frequent share an entry: there are few, and a notice has 6,000 grams.
        entries = {n: (place, 1 + math.log(n)) for n in set(counts.values())}
        for gram, n in counts.items():
            places[gram] = (*places.get(gram, ()), entries[n])
        squared = {n: damped**2 for n, (_, damped) in entries.items()}
        squares.append({gram: squared[n] for gram, n in counts.items()})
    return GramIndex(places=places, squares=tuple(squares))


def cosines(rows: GramIndex, columns: GramIndex) -> list[list[float]]:
    """The cosine of every row with every column, grams weighed by how rare they are in both.

    Texts without a gram in common have 0.
    """
    weights = _squared_weights(rows, columns)
    sums = [[0.0] * len(columns.squares) for _ in rows.squares]
    for gram, ours in rows.places.items():
        theirs = columns.places.get(gram)
        if theirs:
            weight = weights[gram]
            for i, our in ours:
                row, share = sums[i], our * weight
                for j, their in theirs:
                    row[j] += share * their
    down = [_length(squares, weights) for squares in rows.squares]
    across = [_length(squares, weights) for squares in columns.squares]
    return [
        [round(total / (a * b), 9) if total else 0.0 for total, b in zip(row, across, strict=True)]
        for row, a in zip(sums, down, strict=True)
    ]


def _squared_weights(rows: GramIndex, columns: GramIndex) -> dict[str, float]:
    """The square of every gram's inverse frequency over the texts of both."""
    squares = [weight**2 for weight in _inverse(len(rows.squares) + len(columns.squares))]
    ours = rows.places
    weights = {gram: squares[len(places)] for gram, places in ours.items()}
    for gram, places in columns.places.items():
        weights[gram] = squares[len(places) + len(ours.get(gram, ()))]
    return weights


def _length(squares: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return math.sqrt(math.fsum(map(mul, squares.values(), map(weights.__getitem__, squares))))


def dice(a: Counter[str], b: Counter[str]) -> float:
    """Twice what two gram counts share over all they have, 0 to 1."""
    both = a.total() + b.total()
    if len(b) < len(a):
        a, b = b, a
    return 2 * sum(min(n, b[g]) for g, n in a.items() if g in b) / both if both else 0.0
