"""Moves: which anchors stay in order, which have moved, and what moves along."""

from __future__ import annotations

import pytest

from generator.compare.clause_moves import find_moves, heaviest_chain, late_moves
from generator.compare.clause_units import Unit, UnitPair, Values

WORDS = "修建灯塔码头"


def units(*texts: str, parts: str = "") -> list[Unit]:
    """Units of these texts; `parts` has a digit for the sentence of each."""
    places = [int(p) for p in parts] if parts else range(len(texts))
    return [
        Unit((k,), text, "9001-01", p)
        for k, (text, p) in enumerate(zip(texts, places, strict=True))
    ]


def values(rows: int, columns: int, default: float = 0.0, **cells: float) -> Values:
    """A matrix; `_1_0=0.5` is the cell of row 1, column 0."""
    made = [[default] * columns for _ in range(rows)]
    for name, value in cells.items():
        _, i, j = name.split("_")
        made[int(i)][int(j)] = value
    return made


@pytest.mark.parametrize(
    ("anchors", "kept"),
    [
        ({(0, 0), (1, 1), (2, 2)}, {(0, 0), (1, 1), (2, 2)}),
        ({(0, 1), (1, 2), (2, 0)}, {(0, 1), (1, 2)}),
        ({(0, 2), (1, 0), (2, 1)}, {(1, 0), (2, 1)}),
        # Of two equal chains the one that comes first.
        ({(0, 1), (1, 0)}, {(0, 1)}),
        ({(0, 2), (1, 1), (2, 0)}, {(0, 2)}),
        ({(0, 0), (1, 2), (2, 1)}, {(0, 0), (1, 2)}),
        ({(0, 1), (1, 0), (2, 2)}, {(0, 1), (2, 2)}),
        ({(0, 0)}, {(0, 0)}),
        (set(), set()),
    ],
)
def test_the_longest_in_order_stays(anchors: set[UnitPair], kept: set[UnitPair]) -> None:
    """Of anchors that are equally long and like, most stay where they are."""
    side = units(*[WORDS] * 3)
    assert heaviest_chain(anchors, side, side, values(3, 3, 1.0)) == kept


def test_what_is_long_and_alike_weighs_more() -> None:
    """Length of the shorter side times likeness up to 0.25, and no more beyond."""
    crossed: set[UnitPair] = {(0, 1), (1, 0)}
    a, b = units("甲" * 10, "乙" * 9), units("乙" * 9, "甲" * 10)
    assert heaviest_chain(crossed, a, b, values(2, 2, 1.0)) == {(0, 1)}
    a, b = units("甲" * 9, "乙" * 10), units("乙" * 10, "甲" * 9)
    assert heaviest_chain(crossed, a, b, values(2, 2, 1.0)) == {(1, 0)}
    # The shorter side counts: ten characters against nine and thirty.
    a, b = units("甲" * 30, "乙" * 10), units("乙" * 10, "甲" * 9)
    assert heaviest_chain(crossed, a, b, values(2, 2, 1.0)) == {(1, 0)}
    a, b = units("甲" * 9, "乙" * 10), units("乙" * 10, "甲" * 30)
    assert heaviest_chain(crossed, a, b, values(2, 2, 1.0)) == {(1, 0)}
    # At 0.25 likeness counts in full; below, by its share.
    a, b = units("甲" * 10, "乙" * 11), units("乙" * 11, "甲" * 10)
    assert heaviest_chain(crossed, a, b, values(2, 2, _0_1=1.0, _1_0=0.25)) == {(1, 0)}
    assert heaviest_chain(crossed, a, b, values(2, 2, _0_1=1.0, _1_0=0.22)) == {(0, 1)}
    assert heaviest_chain(crossed, a, b, values(2, 2, _0_1=0.3, _1_0=0.22)) == {(0, 1)}


def test_two_short_ones_outweigh_a_long_one() -> None:
    """The sum of a chain counts."""
    a, b = units("甲" * 10, "乙" * 6, "丙" * 6), units("乙" * 6, "丙" * 6, "甲" * 10)
    assert heaviest_chain({(0, 2), (1, 0), (2, 1)}, a, b, values(3, 3, 1.0)) == {(1, 0), (2, 1)}
    a, b = units("甲" * 13, "乙" * 6, "丙" * 6), units("乙" * 6, "丙" * 6, "甲" * 13)
    assert heaviest_chain({(0, 2), (1, 0), (2, 1)}, a, b, values(3, 3, 1.0)) == {(0, 2)}


@pytest.mark.parametrize(
    ("old", "new", "likeness", "moved"),
    [
        ("修建灯塔一", "修建灯塔二", 0.20, True),
        ("修建灯塔一", "修建灯塔二", 0.199, False),
        ("修建灯塔", "修建灯塔二", 0.9, False),
        ("修建灯塔一", "修建灯塔", 0.9, False),
        ("修建灯塔，", "修建灯塔，", 0.9, False),
    ],
)
def test_what_counts_as_a_move(old: str, new: str, likeness: float, moved: bool) -> None:
    """An anchor out of order that is like enough, with five word characters on either side."""
    a, b = units(WORDS, old), units(new, WORDS)
    smooth = values(2, 2, _1_0=likeness)
    found = find_moves({(1, 0)}, {(0, 1)}, values(2, 2), smooth, a, b)
    assert found == ({(1, 0)} if moved else set())


@pytest.mark.parametrize(
    ("parts", "cells", "kept", "moved"),
    [
        # Both neighbours, and theirs, follow in the same sentence.
        ("00000", {"_1_1": 0.05, "_3_3": 0.05, "_0_0": 0.9, "_4_4": 0.9}, set(), "00 11 22 33 44"),
        # Not where they are unlike, and none behind one that is.
        ("00000", {"_1_1": 0.05, "_3_3": 0.049, "_4_4": 0.9}, set(), "11 22"),
        ("00000", {"_1_1": 0.049, "_0_0": 0.9, "_3_3": 0.05}, set(), "22 33"),
        # Not out of the sentence.
        ("01112", {"_1_1": 0.9, "_3_3": 0.9, "_0_0": 0.9, "_4_4": 0.9}, set(), "11 22 33"),
        # Not what has stayed elsewhere, on either side.
        ("00000", {"_1_1": 0.9, "_3_3": 0.9}, {(1, 4)}, "22 33"),
        ("00000", {"_1_1": 0.9, "_3_3": 0.9}, {(4, 3)}, "11 22"),
    ],
)
def test_what_moves_along(
    parts: str, cells: dict[str, float], kept: set[UnitPair], moved: str
) -> None:
    """The neighbours of a moved unit along the diagonal, in its sentence, that are a little alike."""
    side = units(*[WORDS] * 5, parts=parts)
    found = find_moves({(2, 2)}, kept, values(5, 5, **cells), values(5, 5, 0.5), side, side)
    assert found == {(int(i), int(j)) for i, j in moved.split()}


def test_moves_end_at_moves_and_edges() -> None:
    """What has moved itself moves with no other; the edges of the text are edges."""
    side = units(*[WORDS] * 3, parts="000")
    found = find_moves({(0, 0), (2, 1)}, set(), values(3, 3, 0.9), values(3, 3, 0.5), side, side)
    assert found == {(0, 0), (2, 1)}
    other = units(*[WORDS] * 2, parts="00")
    found = find_moves({(1, 0)}, set(), values(3, 2, 0.9), values(3, 2, 0.5), side, other)
    assert found == {(1, 0), (2, 1)}


@pytest.mark.parametrize(
    ("old", "new", "likeness", "kept", "moved"),
    [
        # Half of its subject, five characters, and across what stays.
        ("看护灯塔一座", "灯塔新换灯盏", 0.13, {(1, 0)}, True),
        ("看护灯塔一座", "灯塔新换灯盏", 0.129, {(1, 0)}, False),
        ("看护灯塔一座", "粮仓新换屋瓦", 0.13, {(1, 0)}, False),
        ("守灯塔", "灯塔新换灯盏", 0.13, {(1, 0)}, False),
        # In the same gap, or beside what stays, it is in order.
        ("看护灯塔一座", "灯塔新换灯盏", 0.13, set(), False),
        ("看护灯塔一座", "灯塔新换灯盏", 0.13, {(1, 2)}, False),
    ],
)
def test_what_is_left_may_have_moved(
    old: str, new: str, likeness: float, kept: set[UnitPair], moved: bool
) -> None:
    """What names the same thing out of order has moved, though too little alike for an anchor."""
    a, b = units(old, WORDS), units(WORDS, new, WORDS)
    found = late_moves([0], [1], kept, values(2, 3, _0_1=likeness), (a, b))
    assert found == ({(0, 1)} if moved else set())


def test_each_is_late_once() -> None:
    """The likest first, each side once."""
    a, b = units("看护灯塔一座", "看守灯塔两处", WORDS), units(WORDS, "灯塔新换灯盏")
    smooth = values(3, 2, _0_1=0.15, _1_1=0.18)
    assert late_moves([0, 1], [1], {(2, 0)}, smooth, (a, b)) == {(1, 1)}
