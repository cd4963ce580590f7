"""Gaps between matches: filled in order, one to one, one to two, two to one; left-over units join."""

from __future__ import annotations

import pytest

from generator.compare.clause_gaps import SideUnits, fill_gap, grown_matches
from generator.compare.clause_units import Match, Unit


def side(*texts: str, tasks: str = "") -> SideUnits:
    """Units of these texts; `tasks` has a letter for the task of each."""
    names = tasks or "a" * len(texts)
    return SideUnits(
        [Unit((k,), t, n, 0) for k, (t, n) in enumerate(zip(texts, names, strict=True))]
    )


def filled(old: SideUnits, new: SideUnits) -> list[Match]:
    return sorted(fill_gap(range(len(old.units)), range(len(new.units)), old, new))


@pytest.mark.parametrize(
    ("old", "new", "matches"),
    [
        (["修灯塔"], ["修灯塔"], [((0,), (0,))]),
        (["修灯塔"], ["种水稻"], []),
        ([], ["种水稻"], []),
        (["种水稻"], [], []),
        (["修灯塔", "种水稻"], ["修灯塔", "种水稻"], [((0,), (0,)), ((1,), (1,))]),
        # In order only: of two crossed ones the longer.
        (["修灯塔灯塔", "种水稻"], ["种水稻", "修灯塔灯塔"], [((0,), (1,))]),
        (["修灯塔", "种水稻水稻"], ["种水稻水稻", "修灯塔"], [((1,), (0,))]),
        # What is gone or new between stays alone.
        (["修灯塔", "管码头", "种水稻"], ["修灯塔", "种水稻"], [((0,), (0,)), ((2,), (1,))]),
        (["修灯塔", "种水稻"], ["修灯塔", "管码头", "种水稻"], [((0,), (0,)), ((1,), (2,))]),
        # One to two and two to one, where that gains more than it costs.
        (["修建东岛灯塔管护西岛码头"], ["修建东岛灯塔", "管护西岛码头"], [((0,), (0, 1))]),
        (["修建东岛灯塔", "管护西岛码头"], ["修建东岛灯塔管护西岛码头"], [((0, 1), (0,))]),
    ],
)
def test_a_gap_is_filled_in_order(old: list[str], new: list[str], matches: list[Match]) -> None:
    """The alignment that gains most: likeness times length, in order, no unit twice."""
    assert filled(side(*old), side(*new)) == matches


def test_two_of_different_tasks_are_no_two_to_one() -> None:
    """Nor are two between which a matched unit stands."""
    whole, halves = "修建东岛灯塔管护西岛码头", ("修建东岛灯塔", "管护西岛码头")
    apart = filled(side(*halves, tasks="ab"), side(whole))
    assert apart in ([((0,), (0,))], [((1,), (0,))])
    old = side(halves[0], "种", halves[1])
    assert fill_gap([0, 2], [0], old, side(whole)) in ([((0,), (0,))], [((2,), (0,))])
    assert fill_gap([0, 1, 2], [0], side(*halves, "种"), side(whole)) == [((0, 1), (0,))]


def test_likeness_in_a_gap_must_exceed_a_measure() -> None:
    """Dice 0.08 and less is no likeness, one subject or not."""
    # n characters have 2n - 1 grams; two shared characters in a row are three shared grams.
    others = "".join(chr(0x6E10 + k) for k in range(40))
    old = side("甲乙丙丁")
    assert filled(old, side(f"{others[:32]}甲乙")) == [((0,), (0,))]  # 6 / 74
    assert filled(old, side(f"{others[:33]}甲乙")) == []  # 6 / 76


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("加强灯塔看护", "加强粮仓看护"),
        ("完善退市机制", "完善征管制度"),
        ("实施暗河疏通行动", "实施孤老探访行动"),
        ("支持青年习艇", "支持青年购房"),
    ],
)
def test_a_frame_alone_fills_no_gap(old: str, new: str) -> None:
    """Segments that share how something is done, and not what, are gone and new."""
    assert filled(side(old), side(new)) == []
    assert filled(side(old), side(old)) == [((0,), (0,))]


def test_a_stranger_does_not_join() -> None:
    """What is left over joins a match only where it names the same thing."""
    old, new = side("修建东岛灯塔", "加强值守"), side("东岛灯塔加强")
    assert grown_matches([((0,), (0,))], old, new) == [((0,), (0,))]
    same = side("修建东岛灯塔", "值守人员"), side("东岛灯塔值守")
    assert grown_matches([((0,), (0,))], *same) == [((0, 1), (0,))]


def test_equal_ways_through_a_gap() -> None:
    """Of ways that gain the same the same one is always taken, whatever floats say."""
    assert filled(side("修灯塔", "修灯塔"), side("修灯塔")) == [((1,), (0,))]
    assert filled(side("修灯塔"), side("修灯塔", "修灯塔")) == [((0,), (1,))]


def test_only_the_rows_and_columns_of_the_gap() -> None:
    """Places are those of the side, not of the gap."""
    old, new = side("管码头", "修灯塔", "种水稻"), side("种水稻", "管码头", "修灯塔")
    assert fill_gap([1, 2], [1, 2], old, new) == [((1,), (2,))]


def test_grams_of_several_units() -> None:
    """None reaches over a border, and what stands twice counts twice."""
    units = side("灯塔", "灯塔", "码")
    one, both = units.bag((0,)), units.bag((0, 1))
    assert (len(one), len(both), len(units.bag((0, 1, 2)))) == (3, 6, 7)
    assert units.bag((0, 1)) is both and units.length((0, 1, 2)) == 5


def test_units_that_stand_together() -> None:
    """Next to each other and of one task."""
    units = side("甲", "乙", "丙", "丁", tasks="aaab")
    found = {
        p: units.is_contiguous(p) for p in ((0,), (0, 1), (0, 2), (0, 1, 2), (2, 3), (1, 2, 3))
    }
    assert [p for p, together in found.items() if together] == [(0,), (0, 1), (0, 1, 2)]


@pytest.mark.parametrize(
    ("old", "new", "matches", "grown"),
    [
        # A left-over unit joins the neighbour that becomes more alike, from either side.
        (["修建东岛灯塔", "管护西岛码头"], ["修建东岛灯塔管护西岛码头"], "0/0", "01/0"),
        (["修建东岛灯塔", "管护西岛码头"], ["修建东岛灯塔管护西岛码头"], "1/0", "01/0"),
        (["修建东岛灯塔管护西岛码头"], ["修建东岛灯塔", "管护西岛码头"], "0/0", "0/01"),
        (["修建东岛灯塔管护西岛码头"], ["修建东岛灯塔", "管护西岛码头"], "0/1", "0/01"),
        # One that makes nothing more alike stays alone.
        (["修建东岛灯塔", "种稻"], ["修建东岛灯塔"], "0/0", "0/0"),
        # Of two neighbours the one that gains more.
        (["修灯塔", "管码头", "种水稻"], ["修灯塔", "管码头种水稻"], "0/0 2/1", "0/0 12/1"),
        (["修灯塔", "管码头", "种水稻"], ["修灯塔管码头", "种水稻"], "0/0 2/1", "01/0 2/1"),
        # One after the other, forwards and backwards, up to four.
        (["甲子", "乙丑", "丙寅", "丁卯"], ["甲子乙丑丙寅丁卯"], "0/0", "0123/0"),
        (["甲子", "乙丑", "丙寅", "丁卯"], ["甲子乙丑丙寅丁卯"], "3/0", "0123/0"),
        (["甲子", "乙丑", "丙寅", "丁卯", "戊辰"], ["甲子乙丑丙寅丁卯戊辰"], "0/0", "0123/0"),
        (["甲子", "乙丑", "丙寅", "丁卯", "戊辰"], ["甲子乙丑丙寅丁卯戊辰"], "4/0", "1234/0"),
    ],
)
def test_what_is_left_over_joins(old: list[str], new: list[str], matches: str, grown: str) -> None:
    """A unit joins a match beside it where that makes both sides more alike."""
    assert written(grown_matches(read(matches), side(*old), side(*new))) == grown


def test_nothing_joins_over_a_border() -> None:
    """A unit of another task stays out of a match, and what gains too little does."""
    old, new = side("修建东岛灯塔", "管护西岛码头", tasks="ab"), side("修建东岛灯塔管护西岛码头")
    assert written(grown_matches(read("0/0"), old, new)) == "0/0"
    assert written(grown_matches(read("1/0"), old, new)) == "1/0"
    # Dice goes from 14/24 to 16/27, which is less than 0.02 more.
    old, new = side("甲乙丙丁", "戊癸"), side("甲乙丙丁子丑寅卯戊")
    assert written(grown_matches(read("0/0"), old, new)) == "0/0"
    old, new = side("甲乙丙丁", "戊己"), side("甲乙丙丁子丑寅卯戊己")
    assert written(grown_matches(read("0/0"), old, new)) == "01/0"


def read(said: str) -> list[Match]:
    """`01/2 3/4` as matches of places."""
    return [
        (tuple(map(int, old)), tuple(map(int, new)))
        for old, _, new in (match.partition("/") for match in said.split())
    ]


def written(matches: list[Match]) -> str:
    return " ".join(f"{''.join(map(str, old))}/{''.join(map(str, new))}" for old, new in matches)
