"""Likeness compares texts as weighted character n-grams.

One- and two-character grams of letters and digits, sublinear term frequency, smoothed inverse
document frequency, unit length (tf-idf cosine): the measure that did best among those tried on these
texts (`make eval`).

Weights are rounded to multiples of 2**-16 and kept as whole numbers of these. Their products and sums
are whole numbers too, exact below 2**53, which the square of a text of some 100,000 different grams
reaches. So no bit depends on the order of texts and grams, the hash seed, the machine or the library
that multiplies.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from operator import add

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Bag = frozenset[str]
"""A multiset of grams as a set: the second time that a gram occurs, it has AGAIN behind it, and so on."""
AGAIN = "\0"
WORD = re.compile(r"\w+")
NO_WORD = re.compile(r"\W+")
WIDTHS = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    ord("﹝"): "〔",
    ord("﹞"): "〕",
    ord("　"): " ",
    0xA0: " ",
}
CACHED = 1 << 13
"""How many texts' grams stay in memory: ten notices of some 200 segments each are compared."""
BITS = 21
"""How many bits a code point takes: two of them and a text's number fit into 63."""
SCALE = 1 << 16
"""Weights are whole multiples of one over this."""
AT_ONCE = 128
"""How many grams are multiplied at once: few enough that BLAS starts no threads."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GramIndex:
    """Texts by their grams, as a sparse matrix.

    `grams` are the distinct grams by number, in order, `having` how many texts have each. The other
    three arrays have one entry for each gram of each text: `gram`, its place among the distinct
    ones; `text`, the text's number; `damped`, its sublinear frequency there.
    """

    texts: int
    grams: Whole
    having: Whole
    gram: Whole
    text: Whole
    damped: Real


@functools.lru_cache(maxsize=CACHED)
def fold(text: str) -> str:
    """`text` for comparing only: NFC, half-width, without white space.

    Not NFKC, which would make two letters of Ⅱ.
    """
    return "".join(unicodedata.normalize("NFC", text).translate(WIDTHS).split())


@functools.lru_cache(maxsize=CACHED)
def grams(text: str) -> Counter[str]:
    """The one- and two-character grams of the words of `text`, without crossing punctuation.

    The result is cached, because the same text comes up in many comparisons: do not change it.
    """
    words = WORD.findall(fold(text).lower())
    return Counter(chain("".join(words), *(map(add, word, word[1:]) for word in words)))


def inverse_frequencies(documents: Sequence[Counter[str]]) -> dict[str, float]:
    """The smoothed idf of every gram: ln((1 + N) / (1 + df)) + 1."""
    weights = _inverse(len(documents))
    frequencies = Counter(chain.from_iterable(documents))
    return {gram: weights[df] for gram, df in frequencies.items()}


def _inverse(number: int) -> list[float]:
    """The idf of a gram by how many of `number` texts have it, from 0 to all."""
    return [math.log((1 + number) / (1 + df)) + 1 for df in range(number + 1)]


def weigh(damped: Real | float, having: Whole, number: int) -> Real:
    """Damped frequencies times the idf of grams that `having` of `number` texts have.

    The weights are whole numbers, so that their sums are exact.
    """
    return np.rint(SCALE * damped * np.array(_inverse(number))[having])


def index_grams(texts: Sequence[str]) -> GramIndex:
    """An index of texts by the grams that `grams` counts, ready to be compared with any other."""
    keys, counts = np.unique(_gram_keys(texts), return_counts=True)
    numbers = keys >> BITS
    firsts = np.flatnonzero(np.diff(numbers, prepend=-1))
    having = np.diff(firsts, append=len(numbers))
    damped = np.array([0.0, *(1 + math.log(n) for n in range(1, counts.max(initial=0) + 1))])
    return GramIndex(
        texts=len(texts),
        grams=numbers[firsts],
        having=having,
        gram=np.repeat(np.arange(len(firsts)), having),
        text=keys & ((1 << BITS) - 1),
        damped=damped[counts],
    )


def _gram_keys(texts: Sequence[str]) -> Whole:
    """Every gram of every text as one number: its one or two code points, then its text's number."""
    worded = [NO_WORD.sub(" ", fold(text).lower()) + " " for text in texts]
    raw = "".join(worded).encode("utf-32-le", "surrogatepass")
    characters = np.frombuffer(raw, np.dtype("<u4")).astype(np.int64)
    text = np.repeat(np.arange(len(texts)), np.fromiter(map(len, worded), np.int64))
    in_word = characters != ord(" ")
    keys = characters << BITS | text
    # The space behind each text keeps pairs from crossing from one text into the next.
    pairs = characters[:-1] << 2 * BITS | keys[1:]
    return np.concatenate((keys[in_word], pairs[in_word[:-1] & in_word[1:]]))


def cosines(rows: GramIndex, columns: GramIndex) -> Real:
    """The cosine of every row with every column; idf is that of both sides together.

    Texts without a gram in common have 0, texts with the same grams exactly 1.
    """
    number = rows.texts + columns.texts
    ours, theirs = shared_places(rows.grams, columns.grams)
    down, down_squares = _weighed(rows, number, ours, columns.having[theirs])
    across, across_squares = _weighed(columns, number, theirs, rows.having[ours])
    sums = products(down, across)
    lengths = np.sqrt(np.outer(down_squares, across_squares))
    return np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)


def products(rows: Real, columns: Real) -> Real:
    """The matrix product of `rows` and the transposed `columns`, AT_ONCE grams at a time.

    Threads would cost more than they save here; the sums are whole numbers, the same in any order.
    """
    sums = np.zeros((len(rows), len(columns)))
    for start in range(0, rows.shape[1], AT_ONCE):
        sums += rows[:, start : start + AT_ONCE] @ columns[:, start : start + AT_ONCE].T
    return sums


def shared_places(ours: Whole, theirs: Whole) -> tuple[Whole, Whole]:
    """The places of the numbers that both have in the one and in the other; both are sorted."""
    places = np.searchsorted(theirs, ours)
    within = np.flatnonzero(places < len(theirs))
    common = within[theirs[places[within]] == ours[within]]
    return common, places[common]


def _weighed(index: GramIndex, number: int, shared: Whole, others: Whole) -> tuple[Real, Real]:
    """A dense matrix of the texts' weights of the `shared` grams, and each text's squared length.

    `others` says how many texts of the other side have each of these, `number` how many texts both
    sides have. Only shared grams enter a product, but all of a text's grams its length.
    """
    having = index.having.copy()
    having[shared] += others
    weights = weigh(index.damped, having[index.gram], number)
    place = np.full(len(having), -1)
    place[shared] = np.arange(len(shared))
    entry = place[index.gram]
    kept = np.flatnonzero(entry >= 0)
    matrix = np.zeros((index.texts, len(shared)))
    matrix[index.text[kept], entry[kept]] = weights[kept]
    squares = np.bincount(index.text, weights * weights, minlength=index.texts)
    return matrix, squares.astype(np.float64)


@functools.lru_cache(maxsize=CACHED)
def bag(text: str) -> Bag:
    """The grams of `text` as a multiset, for `dice`."""
    return frozenset(g + AGAIN * k for g, n in grams(text).items() for k in range(n))


def joined_bags(a: Bag, b: Bag) -> Bag:
    """The sum of two multisets: a gram of both occurs as often as in the two together."""
    joined = {*a, *b}
    for gram in a & b:
        while gram in joined:
            gram += AGAIN
        joined.add(gram)
    return frozenset(joined)


def dice(a: Bag, b: Bag) -> float:
    """The Dice coefficient: twice what two bags share over all that they have, 0 to 1."""
    both = len(a) + len(b)
    return 2 * len(a & b) / both if both else 0.0


def word_length(text: str) -> int:
    """The number of letters and digits of `text`."""
    return sum(map(len, WORD.findall(text)))
