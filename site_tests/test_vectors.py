"""Likeness of texts, beside the plainest way to reckon it."""

import math
from collections import Counter

import pytest

from generator.vectors import cosines, grams, index_grams, inverse_frequencies

ROWS = ("推进城镇化，推进落户", "落户", "", "，。")
COLUMNS = ("推进落户", "住房保障", "推进城镇化，推进落户")


def plainly(a: Counter[str], b: Counter[str], weights: dict[str, float]) -> float:
    """The cosine by its definition."""
    first, second = (
        {gram: (1 + math.log(n)) * weights[gram] for gram, n in counts.items()} for counts in (a, b)
    )
    both = math.fsum(first[gram] * second[gram] for gram in first.keys() & second.keys())
    lengths = [math.sqrt(math.fsum(w * w for w in v.values())) for v in (first, second)]
    return both / math.prod(lengths) if all(lengths) else 0.0


def test_cosines_by_definition() -> None:
    """The index gives what the definition gives, for texts without words as well."""
    counts = [grams(text) for text in (*ROWS, *COLUMNS)]
    weights = inverse_frequencies(counts)
    found = cosines(index_grams(ROWS), index_grams(COLUMNS))
    for i, a in enumerate(counts[: len(ROWS)]):
        wanted = [plainly(a, b, weights) for b in counts[len(ROWS) :]]
        assert found[i] == pytest.approx(wanted, abs=1e-9)


def test_cosines_at_the_ends() -> None:
    """The same text has 1, texts with nothing in common have 0."""
    found = cosines(index_grams(ROWS), index_grams(COLUMNS))
    assert (found[0][2], found[0][1], found[2]) == (1.0, 0.0, [0.0, 0.0, 0.0])


def test_frequencies_count_texts() -> None:
    """A gram that stands in a text twice counts once."""
    weights = inverse_frequencies([grams("水水"), grams("水")])
    assert weights["水"] == 1 and weights["水水"] == math.log(3 / 2) + 1
