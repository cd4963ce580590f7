"""Texts as weighted character n-grams, and how alike they are.

One- and two-character grams of letters and digits, sublinear term frequency, smoothed inverse
document frequency, unit length: the measure that did best among those tried on these texts (see
`site_tests/eval_compare.py`). Sums run in the grams' order and are rounded, so that
no hash seed changes anything.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

WORD = re.compile(r"\w+")
WIDTHS = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    ord("﹝"): "〔",
    ord("﹞"): "〕",
    ord("　"): " ",
    0xA0: " ",
}
Vector = Mapping[str, float]
CACHED = 1 << 15
"""How many texts' grams are kept: a notice has some 400 clauses."""


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
    counts: Counter[str] = Counter()
    for word in WORD.findall(fold(text).lower()):
        counts.update(word)
        counts.update(word[i : i + 2] for i in range(len(word) - 1))
    return counts


def inverse_frequencies(documents: Iterable[Counter[str]]) -> dict[str, float]:
    """ln((1 + N) / (1 + df)) + 1 of every gram."""
    frequencies: Counter[str] = Counter()
    number = 0
    for document in documents:
        number += 1
        frequencies.update(document.keys())
    return {gram: math.log((1 + number) / (1 + df)) + 1 for gram, df in frequencies.items()}


def vector(counts: Counter[str], idf: Mapping[str, float]) -> Vector:
    """The unit vector of a text; grams that `idf` does not know are left out."""
    weights = {g: (1 + math.log(n)) * idf[g] for g, n in counts.items() if g in idf}
    length = math.sqrt(math.fsum(w * w for w in weights.values()))
    return {g: w / length for g, w in weights.items()} if length else {}


def similarities(rows: Sequence[Vector], columns: Sequence[Vector]) -> list[list[float]]:
    """The cosine of every row with every column; an inverted index makes sparse ones cheap."""
    index: dict[str, list[tuple[int, float]]] = {}
    for j, column in enumerate(columns):
        for gram, weight in column.items():
            index.setdefault(gram, []).append((j, weight))
    matrix = []
    for row in rows:
        sums = [0.0] * len(columns)
        for gram in sorted(row):
            weight = row[gram]
            for j, other in index.get(gram, ()):
                sums[j] += weight * other
        matrix.append([round(s, 9) for s in sums])
    return matrix


def dice(a: Counter[str], b: Counter[str]) -> float:
    """Twice what two gram counts share over all they have, 0 to 1."""
    both = a.total() + b.total()
    if len(b) < len(a):
        a, b = b, a
    return 2 * sum(min(n, b[g]) for g, n in a.items() if g in b) / both if both else 0.0
