"""What is said of figures: changed, come, gone, the same in other words, moved to another task."""

from __future__ import annotations

import pytest

from site_tests.evaluation.eval_figures import Said, load_figure_pairs, measure_figures, said_of

RESAID = "免征雇工{}的灯塔工坊灯油税。", "灯塔工坊免征灯油税，范围另行公布，限于雇工{}。"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("建100个县。", "建100个镇。", {("changed", "100个", None), ("changed", None, "100个")}),
        ("建100个县。", "建120个县。", {("changed", "100个", "120个")}),
        (
            "设渔政站15个。",
            "设气象站15个。",
            {("changed", "15个", None), ("changed", None, "15个")},
        ),
        ("谷口14亿人。", "谷口14亿多人。", {("changed", "14亿人", "14亿多人")}),
        ("入户率5％。", "入户率5%。", set()),
        ("覆盖率75%以上。", "覆盖率达到75%以上。", set()),
        ("免租三年。", "免租3年。", set()),
        ("免租三年。", "免租五年。", {("changed", "三年", "五年")}),
        ("按9001年令征收停泊费。", "征收停泊费，按日结清。", set()),
        ("9001年底建成灯塔，设岗值守。", "灯塔设岗值守。", {("changed", "9001年底", None)}),
        ("9001年底建成灯塔。", "9002年底建成灯塔。", {("changed", "9001年底", "9002年底")}),
    ],
)
def test_what_a_figure_counts(old: str, new: str, said: set[Said]) -> None:
    """What is counted, how much and within which bound; a bare year is no figure, a deadline is."""
    assert said_of([old], [new]) == said


def test_the_same_number_in_other_words() -> None:
    """A number whose sentence was said anew stays, where both name the same thing."""
    old = "珊瑚礁覆盖率达到75%。"
    new = "到年末，各岛礁盘经过补植，珊瑚礁覆盖率仍须达到75%，未达到的岛停止采砂。"
    assert said_of([old], [new]) <= {("stays", "达到75%", "达到75%")}
    assert said_of(["对雇工20人的工坊减征。"], ["另行培训渔民20人。"]) == {
        ("changed", "20人", None),
        ("changed", None, "20人"),
    }


@pytest.mark.parametrize(
    ("old", "new", "stays"),
    [
        ("20人以下", "不足20人", True),
        ("20人以上", "至少20人", True),
        ("20人以下", "20人以上", False),
        ("20人以下", "不足30人", False),
        ("20人", "不足20人", False),
    ],
)
def test_another_word_for_a_bound(old: str, new: str, stays: bool) -> None:
    """In a sentence that was said anew, another word for the same side of a bound leaves the number.

    In the same segment it is a change: whoever changes 不超过 to 低于 there means it.
    """
    said = said_of(["灯塔守护。" + RESAID[0].format(old)], [RESAID[1].format(new) + "灯塔守护。"])
    assert said == {("stays", old, old) if stays else ("changed", old, new)}
    assert said_of([f"对雇工{old}的工坊减征。"], [f"对雇工{new}的工坊减征。"]) == {
        ("changed", old, new)
    }


def test_a_figure_that_moved() -> None:
    """A sentence that went to another task takes its figure along, with the same number or another."""
    rest = "守塔人轮换值班。", "疏浚内港航道20公里。"
    old = ["修建灯塔8座。" + rest[0], rest[1]]
    assert said_of(old, [rest[0], rest[1] + "修建灯塔8座。"]) == {("moved", "8座", "8座")}
    assert said_of(old, [rest[0], rest[1] + "修建灯塔9座。"]) == {("moved", "8座", "9座")}
    assert said_of(old, [rest[0], rest[1] + "修建码头8座。"]) == {
        ("changed", "8座", None),
        ("changed", None, "8座"),
    }


@pytest.mark.parametrize("kept", [False, True])
def test_pairs_with_the_changes_written_down(kept: bool) -> None:
    """Of the pairs of `make eval`, all is said rightly in nine of ten at least."""
    for pairs in load_figure_pairs():
        assert len(pairs.pairs) >= 120
        found = measure_figures(pairs, kept=kept)
        assert found.pairs >= 40
        assert found.whole / found.pairs >= 0.9, found.wrong
