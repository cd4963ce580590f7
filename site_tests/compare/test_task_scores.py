"""Scores of tasks, beside the plainest way to reckon them."""

from __future__ import annotations

import math

import pytest

from generator.compare.likeness import cosines, index_grams
from generator.compare.task_scores import facts_scores, text_scores
from generator.model.comparison import TaskProfile


def profile(heading: str, body: str = "", agencies: str = "", *, full: bool = True) -> TaskProfile:
    named = frozenset(agencies)
    return TaskProfile(id=heading, heading=heading, body=body, agencies=named, full=full)


def idf(having: int, number: int) -> float:
    """As the method states it: smoothed, so that what all have still weighs one."""
    return math.log((1 + number) / (1 + having)) + 1


@pytest.mark.parametrize(
    ("old", "new", "score"),
    [
        (profile("修灯塔", "管码头"), profile("修灯塔", "管码头"), 1.0),
        (profile("修灯塔", "管码头", "甲"), profile("修灯塔", "管码头"), 1.0),
        (profile("修灯塔", "管码头"), profile("修灯塔", "管码头", "甲"), 1.0),
        (profile("修灯塔", "管码头", "甲"), profile("修灯塔", "管码头", "甲"), 1.0),
        (profile("修灯塔", "管码头", "甲"), profile("修灯塔", "管码头", "乙"), 0.9),
        (profile("修灯塔", "管码头", "甲"), profile("种水稻", "养鱼虾", "甲"), 0.1),
        (profile("", "管码头", "甲"), profile("", "管码头", "乙"), 0.8),
        (profile("", "管码头"), profile("", "管码头"), 0.888889),
        (profile("修灯塔"), profile("种水稻"), 0.0),
    ],
)
def test_the_parts_of_a_score(old: TaskProfile, new: TaskProfile, score: float) -> None:
    """Text 0.8, heading 0.1, agencies 0.1, which leave the score where either names none."""
    assert text_scores([old], [new]).tolist() == [[score]]


def test_the_text_has_its_heading() -> None:
    """A heading that moved into the text still counts as text, but not as a heading."""
    (score,) = text_scores([profile("修灯塔", "")], [profile("", "修灯塔")])[0].tolist()
    assert score == 0.888889


def test_notices_without_tasks() -> None:
    """An empty side is an empty matrix."""
    for old, new in (([], []), ([], [profile("修灯塔")]), ([profile("修灯塔")], [])):
        for scores in (text_scores(old, new), facts_scores(old, new)):
            assert scores.shape == (len(old), len(new))


def test_rows_are_old_and_columns_new() -> None:
    """A matrix of all pairs."""
    scores = text_scores([profile("修灯塔", "a")], [profile("种稻", "b"), profile("修灯塔", "a")])
    assert scores.shape == (1, 2) and scores[0, 1] == 1.0 and scores[0, 0] == 0.0


def test_agencies_that_all_tasks_name_say_little() -> None:
    """The overlap is weighted: of two agencies, the rarer one weighs more."""
    old = [profile("天", "", "甲乙"), profile("地", "", "甲")]
    new = [profile("玄", "", "甲乙"), profile("黄", "", "甲丙")]
    common, two, one = idf(4, 4), idf(2, 4), idf(1, 4)
    scores = text_scores(old, new).tolist()
    assert scores[0][0] == pytest.approx(0.1)
    assert scores[0][1] == pytest.approx(0.1 * common / (common + two + one), abs=1e-4)
    assert scores[1][0] == pytest.approx(0.1 * common / (common + two), abs=1e-4)
    assert scores[1][1] == pytest.approx(0.1 * common / (common + one), abs=1e-4)


def test_headings_alone() -> None:
    """Two bare headings: their likeness stands for the text as well; agencies where both have some."""
    old, new = profile("修灯塔", full=False), profile("修灯塔", full=False)
    assert facts_scores([old], [new]).tolist() == [[1.0]]
    named = profile("修灯塔", "", "甲", full=False)
    assert facts_scores([named], [new]).tolist() == [[1.0]]
    assert facts_scores([new], [named]).tolist() == [[1.0]]
    like = cosines(index_grams(["修灯塔"]), index_grams(["修灯会和码头"]))[0, 0]
    partly = profile("修灯会和码头", full=False)
    assert facts_scores([new], [partly]).tolist() == [[pytest.approx(like, abs=1e-6)]]
    other = profile("修灯塔", "", "乙", full=False)
    assert facts_scores([named], [other]).tolist() == [[0.8]]
    assert facts_scores([named], [other], with_agencies=False).tolist() == [[1.0]]
    apart = profile("种稻", "", "甲", full=False)
    assert facts_scores([named], [apart]).tolist() == [[0.2]]


def test_known_lists_of_agencies_may_be_partial() -> None:
    """One of three known bodies that the other names too is all that could be shared."""
    old = profile("修灯塔", "", "甲", full=False)
    new = profile("修灯塔", "", "甲乙丙", full=False)
    assert facts_scores([old], [new]).tolist() == [[1.0]]
    new = profile("修灯塔", "", "乙丙", full=False)
    assert facts_scores([old], [new]).tolist() == [[0.8]]


@pytest.mark.parametrize("turned", [False, True])
def test_a_heading_in_the_others_text(turned: bool) -> None:
    """Of a heading beside a held task: how much of it stands in the text, whichever side is held."""
    bare = profile("修灯塔", full=False)
    for body, share in (("先修灯塔后种稻", 1.0), ("种稻", 0.0)):
        held = profile("养鱼", body)
        pair = ([held], [bare]) if turned else ([bare], [held])
        assert facts_scores(*pair).tolist() == [[pytest.approx(share / 2)]]
    held = profile("养鱼", "灯笼")
    pair = ([held], [bare]) if turned else ([bare], [held])
    every, shared = idf(1, 2), idf(2, 2)
    # 修 灯 塔 修灯 灯塔: of these 灯 is in both.
    wanted = shared / (shared + 4 * every) / 2
    assert facts_scores(*pair).tolist() == [[pytest.approx(wanted, abs=1e-5)]]
    empty = profile("", full=False)
    assert facts_scores([empty], [held]).tolist() == [[0.0]]


def test_each_heading_is_looked_for_in_its_own_text() -> None:
    """Of several tasks on either side, the text is that of the pair."""
    bare = [profile("修灯塔", full=False), profile("种水稻", full=False)]
    held = [profile("甲", "先种水稻"), profile("乙", "后修灯塔"), profile("丙", "养鱼虾")]
    scores = facts_scores(bare, held).tolist()
    assert scores == [[0, 0.5, 0], [0.5, 0, 0]]
    assert facts_scores(held, bare).T.tolist() == scores


def test_scores_are_rounded() -> None:
    """To six places: the last bit decides nothing."""
    old, new = profile("修灯塔", "管码头", "甲乙"), profile("修灯会", "管码", "乙丙")
    for scores in (text_scores([old], [new]), facts_scores([old], [new])):
        (score,) = scores.ravel().tolist()
        assert 0 < score < 1 and score == round(score, 6)
