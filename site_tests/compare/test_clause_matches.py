"""Which segments of two sides belong together, and which of them have moved."""

from __future__ import annotations

import numpy as np
import pytest

from generator.compare import clause_matches
from generator.compare.clause_matches import match_sides
from generator.compare.clause_units import Unit
from generator.compare.likeness import bag, dice
from generator.compare.segments import Segment
from generator.model.comparison import SegmentRef


def side(*texts: str, task: str = "a", sentence: str = "s1") -> list[Segment]:
    """Segments of one sentence each; a text that begins with # is a heading."""
    made = []
    for place, text in enumerate(texts):
        heading = text.startswith("#")
        own = "h" if heading else sentence
        body = text.removeprefix("#")
        ref = SegmentRef(task=task, part=place, sentence=own, start=0, end=len(body))
        made.append(Segment(ref, body))
    return made


def written(old: list[Segment], new: list[Segment]) -> str:
    """All matches as `old/new`, those that have moved with a mark."""
    matches, moved = match_sides(old, new)
    said = [
        f"{''.join(map(str, a))}/{''.join(map(str, b))}{'~' if (a, b) in moved else ''}"
        for a, b in sorted(matches)
    ]
    return " ".join(said)


LIGHTS, QUAYS, RICE = "修建东岛灯塔，", "管护西岛码头，", "种植水稻蔬菜。"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ([LIGHTS, QUAYS, RICE], [LIGHTS, QUAYS, RICE], "0/0 1/1 2/2"),
        ([LIGHTS, QUAYS, RICE], [LIGHTS, RICE], "0/0 2/1"),
        ([LIGHTS, RICE], [LIGHTS, QUAYS, RICE], "0/0 1/2"),
        ([LIGHTS, QUAYS, RICE], [RICE, LIGHTS, QUAYS], "0/1 1/2 2/0~"),
        ([LIGHTS, QUAYS, RICE], [QUAYS, RICE, LIGHTS], "0/2~ 1/0 2/1"),
        ([], [LIGHTS], ""),
        ([LIGHTS], [], ""),
        ([LIGHTS], [RICE], ""),
        # The same twice: by their neighbours, and else in order.
        ([LIGHTS, QUAYS, LIGHTS, RICE], [LIGHTS, RICE], "2/0 3/1"),
        ([LIGHTS, LIGHTS], [LIGHTS, LIGHTS], "0/0 1/1"),
        ([LIGHTS, LIGHTS, LIGHTS], [LIGHTS, LIGHTS], "0/0 1/1"),
        # A gap is filled, and what is left over joins.
        (["修建灯塔码头，", RICE], ["修建灯塔，", "新增码头，", RICE], "0/01 1/2"),
    ],
)
def test_segments_that_belong_together(old: list[str], new: list[str], wanted: str) -> None:
    """Anchors in order stay, strong ones out of order have moved, gaps are filled."""
    assert written(side(*old), side(*new)) == wanted


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (["#修灯塔"], ["#种水稻"], "0/0"),
        (["#修灯塔"], ["修灯塔"], ""),
        (["修灯塔"], ["#修灯塔"], ""),
        (["#修灯塔", "#种水稻"], ["#种水稻"], "1/0"),
        (["#种水稻"], ["#修灯塔", "#种水稻"], "0/1"),
        (["#修灯塔", "#种水稻"], ["#种水稻", "#修灯塔"], "0/1 1/0"),
        (["#修灯塔", "#养鱼虾"], ["#种水稻"], ""),
        (["#修灯塔", "#修灯塔"], ["#修灯塔"], "0/0"),
        (["#修灯塔"], ["#修灯塔", "#修灯塔"], "0/0"),
        # Two grams of eleven are alike enough (0.18), two of fourteen are not (0.14).
        (["#灯甲乙", "#养鱼虾"], ["#灯子丑寅"], "0/0"),
        (["#灯甲乙丙", "#养鱼虾"], ["#灯子丑寅"], ""),
    ],
)
def test_headings(old: list[str], new: list[str], wanted: str) -> None:
    """A single heading with a single one in any case; of several the most alike first, from 0.15 on."""
    assert written(side(*old), side(*new)) == wanted


def test_the_first_heading_of_a_split() -> None:
    """The heading at place 0 is matched once, like any other, and matched no more."""
    old = side("#修建灯塔")
    new = side("#修建灯塔", "#修建灯塔和码头", "#种植水稻")
    assert written(old, new) == "0/0"
    assert written(new, old) == "0/0"
    assert written(side("#种植水稻", "#修建灯塔"), new) == "0/2 1/0"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (["#修建灯塔"], ["#修建灯塔"], "0/0"),
        (["#修建灯塔和码头", "#修建灯塔"], ["#修建灯塔"], "1/0"),
        (["#修建灯塔"], ["#修建灯塔和码头", "#修建灯塔"], "0/1"),
    ],
)
def test_a_heading_is_matched_once(old: list[str], new: list[str], wanted: str) -> None:
    """A heading has one match: that which is most alike, not that which stands first."""
    assert written(side(*old), side(*new)) == wanted


def test_headings_as_alike_as_the_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings just as alike as the measure asks are matched, those below it are not."""
    old, new = side("#修建灯塔", "#养殖鱼虾"), side("#修建码头")
    alike = dice(bag(old[0].text), bag(new[0].text))
    monkeypatch.setattr(clause_matches, "HEADINGS", alike)
    assert written(old, new) == "0/0"
    monkeypatch.setattr(clause_matches, "HEADINGS", alike + 0.001)
    assert written(old, new) == ""


def test_likeness_of_neighbours() -> None:
    """Smoothing adds 0.20 of each neighbour along the diagonal, and nothing else."""
    alike = np.array([[0.5, 0.1, 0.0], [0.0, 0.25, 0.3], [0.4, 0.0, 1.0]])
    assert clause_matches._smoothed(alike).tolist() == [
        [0.5 + 0.05, 0.1 + 0.06, 0.0],
        [0.0, 0.25 + 0.1 + 0.2, 0.3 + 0.02],
        [0.4, 0.0, 1.0 + 0.05],
    ]


def test_the_last_bits_of_likeness_do_not_decide() -> None:
    """Smoothed likeness has nine decimals, so that what differs by rounding alone is equal."""
    smoothed = clause_matches._smoothed(np.array([[0.3 + 2e-10, 0.3, 0.3 + 2e-9]]))
    assert smoothed.tolist() == [[0.3, 0.3, 0.300000002]]


@pytest.mark.parametrize(
    ("alike", "smooth", "anchors"),
    [
        ([[0.10]], [[0.20]], {(0, 0)}),
        ([[0.09]], [[0.20]], set()),
        ([[0.10]], [[0.19]], set()),
        # The best first, each side once.
        ([[0.5, 0.9], [0.5, 0.8]], [[0.5, 0.9], [0.5, 0.8]], {(0, 1), (1, 0)}),
        ([[0.5, 0.5], [0.9, 0.8]], [[0.5, 0.5], [0.9, 0.8]], {(1, 0), (0, 1)}),
        # Of equal ones the least displaced, then the first.
        ([[0.5, 0.5], [0.5, 0.5]], [[0.5, 0.5], [0.5, 0.5]], {(0, 0), (1, 1)}),
        ([[0.0, 0.5, 0.5]], [[0.0, 0.5, 0.5]], {(0, 1)}),
        ([[0.0, 0.5], [0.0, 0.5]], [[0.0, 0.5], [0.0, 0.5]], {(1, 1)}),
        ([[0.5, 0.4]], [[0.5, 0.6]], {(0, 1)}),
    ],
)
def test_anchors(
    alike: list[list[float]], smooth: list[list[float]], anchors: set[tuple[int, int]]
) -> None:
    """Greedy one-to-one matches above both measures, by their smoothed likeness."""
    units = [Unit((k,), "修建灯塔", "a", 0) for k in range(3)]
    assert clause_matches._anchors(np.array(alike), np.array(smooth), units, units) == anchors


def test_strangers_are_no_anchors() -> None:
    """However alike, two units of two subjects are none; the next best is taken."""
    old = [Unit((0,), "加强灯塔看护", "a", 0)]
    new = [Unit((k,), t, "a", 0) for k, t in enumerate(("加强粮仓看护", "灯塔由专人看守"))]
    both = np.array([[0.9, 0.5]])
    assert clause_matches._anchors(both, both, old, new) == {(0, 1)}


def test_the_same_but_for_marks_is_the_same() -> None:
    """Segments whose words are the same are wholly alike, in whatever width they are printed."""
    units = [
        clause_matches.Unit((k,), text, "a", k) for k, text in enumerate(["修灯塔，", "的。", ""])
    ]
    other = [clause_matches.Unit((k,), text, "a", k) for k, text in enumerate(["的。", "修灯塔,"])]
    assert clause_matches._likeness(units, other).tolist() == [[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]


def test_marks_alone_are_the_same_as_themselves() -> None:
    """Segments without a word have no gram in common, and yet the same marks are wholly alike."""
    old = [clause_matches.Unit((0,), "——", "a", 0), clause_matches.Unit((1,), "，", "a", 1)]
    new = [clause_matches.Unit((0,), ",", "a", 0), clause_matches.Unit((1,), "——", "a", 1)]
    assert clause_matches._likeness(old, new).tolist() == [[0.0, 1.0], [1.0, 0.0]]


@pytest.mark.parametrize(
    ("old", "new", "blocks"),
    [
        # What is the same at both ends, and between them a block just as large as allowed.
        ("甲子丑丁", "甲寅卯丁", [("甲", "甲"), ("子丑", "寅卯"), ("丁", "丁")]),
        # Two times three with nothing in common are too many pairs; so are three times three.
        ("甲子丑丁", "甲寅卯辰丁", [("甲", "甲"), ("丁", "丁")]),
        ("甲子丑巳丁", "甲寅卯辰丁", [("甲", "甲"), ("丁", "丁")]),
        # Cut in the middle, where one stands once on either side, and not where one stands twice.
        ("子甲丑", "寅甲卯", [("子", "寅"), ("甲", "甲"), ("丑", "卯")]),
        ("子甲甲丑", "寅甲卯", []),
        # Six pairs are cut though a block of BLOCK cubed would hold them.
        ("甲子", "甲寅卯", [("甲", "甲"), ("子", "寅卯")]),
        ("甲丁", "甲寅丁", [("甲", "甲"), ("", "寅"), ("丁", "丁")]),
        # Few enough as they are: one block.
        ("子", "寅", [("子", "寅")]),
    ],
)
def test_blocks(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str, blocks: list[tuple[str, str]]
) -> None:
    """Of too many segments, the blocks between those that stand once a side, none of over four pairs."""
    monkeypatch.setattr(clause_matches, "MOST_CLAUSES", 1)
    monkeypatch.setattr(clause_matches, "BLOCK", 2)
    # A heading before the rest and one behind: blocks name the places on the side, not in the rest.
    a, b = side("#题", *old, "#末"), side("#题", "#又", *new)
    rows, columns = list(range(1, len(old) + 1)), list(range(2, len(new) + 2))
    found = [
        ("".join(a[i].text for i in of_old), "".join(b[j].text for j in of_new))
        for of_old, of_new in clause_matches._blocks(a, b, rows, columns)
    ]
    assert found == blocks


def test_too_many_segments_are_cut_into_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between segments that occur once on a side; a block that is still too large is not matched."""
    names = [f"第{k}号灯塔，" for k in range(6)]
    old, new = side(*names), side(*names[:3], "新增码头，", *names[3:])
    everything = written(old, new)
    assert everything == "0/0 1/1 2/2 3/4 4/5 5/6"
    monkeypatch.setattr(clause_matches, "MOST_CLAUSES", 6)
    assert written(old, new) == everything
    assert written(old, side(*names)) == "0/0 1/1 2/2 3/3 4/4 5/5"
    monkeypatch.setattr(clause_matches, "BLOCK", 0)
    assert written(old, new) == ""
    assert written(old, side(*names)) == "0/0 1/1 2/2 3/3 4/4 5/5"


def test_a_large_gap_is_not_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    """More pairs than a measure between two anchors stay alone, but may join a match."""
    old = side(LIGHTS, "甲乙丙丁，", QUAYS)
    new = side(LIGHTS, "子甲乙丑，", QUAYS)
    monkeypatch.setattr(clause_matches, "ANCHOR", 0.5)
    assert written(old, new) == "0/0 1/1 2/2"
    monkeypatch.setattr(clause_matches, "MOST_IN_GAP", 1)
    assert written(old, new) == "0/0 1/1 2/2"
    monkeypatch.setattr(clause_matches, "MOST_IN_GAP", 0)
    assert written(old, new) == "0/0 2/2"


def test_a_gap_is_as_large_as_its_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """One segment against five is five pairs: too many where the measure is two squared."""
    between = ["养殖鱼虾，", "安装路灯，", "子甲乙丑，", "清理河道，", "编写台账，"]
    old, new = side(LIGHTS, "甲乙丙丁，", QUAYS), side(LIGHTS, *between, QUAYS)
    monkeypatch.setattr(clause_matches, "ANCHOR", 0.5)
    monkeypatch.setattr(clause_matches, "MOST_IN_GAP", 3)
    assert written(old, new) == "0/0 1/3 2/6"
    monkeypatch.setattr(clause_matches, "MOST_IN_GAP", 2)
    assert written(old, new) == "0/0 2/6"
    assert written(new, old) == "0/0 6/2"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (["甲乙丙丁，", LIGHTS], ["子甲乙丑，", LIGHTS], "0/0 1/1"),
        ([LIGHTS, "甲乙丙丁，"], [LIGHTS, "子甲乙丑，"], "0/0 1/1"),
        (["甲乙丙丁，"], ["子甲乙丑，"], "0/0"),
    ],
)
def test_the_outermost_gaps(
    monkeypatch: pytest.MonkeyPatch, old: list[str], new: list[str], wanted: str
) -> None:
    """The gap before the first anchor and that behind the last are filled from end to end."""
    monkeypatch.setattr(clause_matches, "ANCHOR", 0.5)
    assert written(side(*old), side(*new)) == wanted


def test_an_anchor_is_no_part_of_a_gap() -> None:
    """What is left before the first anchor is not matched with the anchor at the other end."""
    old, new = side(LIGHTS), side("修建码头，", LIGHTS)
    assert written(old, new) == "0/1"
    assert written(new, old) == "1/0"


def test_what_has_moved_fills_no_gap() -> None:
    """A segment that has moved is matched once, though the gap it left has one like it."""
    old = side(LIGHTS, QUAYS, RICE)
    new = side(RICE, LIGHTS, QUAYS, "种植果树药材。")
    assert written(old, new) == "0/1 1/2 2/0~"
    assert written(new, old) == "0/2~ 1/0 2/1"
