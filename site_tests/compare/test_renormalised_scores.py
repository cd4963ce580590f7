"""Tests of scores where nobody is named: the parts that there are fill the whole scale."""

from __future__ import annotations

import pytest

from generator.compare.task_scores import text_scores
from generator.model.comparison import TaskProfile


def task(*agencies: str, heading: str = "修建灯塔", body: str = "在东礁修建灯塔。") -> TaskProfile:
    return TaskProfile(
        id="9001-01", heading=heading, body=body, agencies=frozenset(agencies), full=True
    )


@pytest.mark.parametrize(
    ("old", "new", "score"),
    [
        ((), (), 1.0),
        (("jia",), (), 1.0),
        ((), ("jia",), 1.0),
        (("jia",), ("jia",), 1.0),
        (("jia",), ("yi",), 0.9),
    ],
    ids=["nobody", "old alone", "new alone", "the same", "others"],
)
def test_agencies_count_where_both_tasks_name_some(
    old: tuple[str, ...], new: tuple[str, ...], score: float
) -> None:
    """The same text scores 1 unless both tasks name agencies that differ."""
    assert text_scores([task(*old)], [task(*new)]).item() == score


def test_a_notice_without_tasks_has_no_scores() -> None:
    """One empty side gives an empty matrix, whichever it is; so do two."""
    assert text_scores([], [task()]).shape == (0, 1)
    assert text_scores([task()], []).shape == (1, 0)
    assert text_scores([], []).shape == (0, 0)


def test_what_is_not_named_changes_no_order() -> None:
    """Without agencies the scores are those of text and heading, all raised by the same factor."""
    old = [task(), task(heading="培育海藻", body="扩大海藻养殖。")]
    new = [task(body="在东礁和西礁修建灯塔两座。"), task(heading="发展海藻业", body="海藻养殖。")]
    nameless = text_scores(old, new)
    other = [task("jia", heading=t.heading, body=t.body) for t in old]
    another = [task("yi", heading=t.heading, body=t.body) for t in new]
    named = text_scores(other, another)
    assert nameless.ravel().tolist() == pytest.approx((named / 0.9).ravel().tolist(), abs=2e-6)
