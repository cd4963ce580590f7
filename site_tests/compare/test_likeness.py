"""Likeness of texts, beside the plainest way to reckon it."""

import math
import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compare.likeness import (
    BITS,
    bag,
    cosines,
    dice,
    grams,
    index_grams,
    inverse_frequencies,
    joined_bags,
)
from generator.model.content import Content

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
        assert found[i] == pytest.approx(wanted, abs=1e-5)


def test_cosines_at_the_ends() -> None:
    """The same text has 1, texts with nothing in common have 0."""
    found = cosines(index_grams(ROWS), index_grams(COLUMNS))
    assert (found[0][2], found[0][1], [*found[2]]) == (1.0, 0.0, [0.0, 0.0, 0.0])
    assert cosines(index_grams(()), index_grams(ROWS)).shape == (0, len(ROWS))


@pytest.mark.parametrize("text", ["\uff21座５G，落户落户。", "İ 𠀀𠀁ﬁ", "\ud800一", "，", ""])
def test_the_index_has_the_same_grams(text: str) -> None:
    """Letters of any plane, folded as elsewhere; none crosses a mark or the next text."""
    index = index_grams((text, "落户"))
    own = index.damped[index.text == 0].tolist()
    numbers = index.grams[index.gram[index.text == 0]].tolist()
    read = {"".join(chr(n) for n in divmod(code, 1 << BITS) if n): code for code in numbers}
    counted = {read[gram]: 1 + math.log(n) for gram, n in grams(text).items()}
    assert counted == dict(zip(numbers, own, strict=True))


def test_no_order_changes_a_bit(content: Content) -> None:
    """Texts in another order, and sides exchanged, give the very same numbers in other places."""
    chance = random.Random(3)
    texts = ["".join(s.text for s in t.sentences) for t in content.notices[0].notice.tasks]
    texts += ["".join(chance.choices("".join(texts), k=20_000)) for _ in range(2)]
    rows, columns = texts[::2], texts[1::2]
    found = cosines(index_grams(rows), index_grams(columns))
    for _ in range(5):
        down, across = ([*range(len(side))] for side in (rows, columns))
        chance.shuffle(down)
        chance.shuffle(across)
        mixed = [rows[i] for i in down], [columns[j] for j in across]
        again = cosines(*map(index_grams, mixed))
        assert np.array_equal(again, found[np.ix_(down, across)])
        assert np.array_equal(cosines(*map(index_grams, mixed[::-1])), again.T)


def test_however_many_grams_at_once(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums are exact: where they are cut, and how a library adds them up, cannot be seen."""
    texts = ["".join(s.text for s in t.sentences) for t in content.notices[0].notice.tasks]
    sides = index_grams(texts[::2]), index_grams(texts[1::2])
    found = cosines(*sides)
    for at_once in (1, 7, 1 << 20):
        monkeypatch.setattr("generator.compare.likeness.AT_ONCE", at_once)
        assert np.array_equal(cosines(*sides), found)


def test_frequencies_count_texts() -> None:
    """A gram that stands in a text twice counts once."""
    weights = inverse_frequencies([grams("水水"), grams("水")])
    assert weights["水"] == 1 and weights["水水"] == math.log(3 / 2) + 1


TEXTS = st.text("甲乙，1", max_size=12)


@given(TEXTS, TEXTS, TEXTS)
def test_bags_count(a: str, b: str, c: str) -> None:
    """Bags put together share as many grams with another as their counts do."""
    both, other = grams(a) + grams(b), grams(c)
    every = both.total() + other.total()
    wanted = 2 * (both & other).total() / every if every else 0.0
    assert dice(joined_bags(bag(a), bag(b)), bag(c)) == wanted
