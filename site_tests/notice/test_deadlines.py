"""Deadlines to days: what a clause names, and that nothing is invented where it names no day."""

from __future__ import annotations

import pytest

from generator.model.agencies import Agency, AgencyKind, Registry
from generator.notice.agency_clauses import read_clause
from generator.notice.deadlines import Deadline, read_deadlines

TITLE = "9002年群岛渡运重点任务"
DAYS = {
    "9002年6月15日前": "9002-06-15",
    "9003年2月28日前完成": "9003-02-28",
    "6月30日之前": "9002-06-30",
    "9002年6月底前": "9002-06-30",
    "2月底前完成": "9002-02-28",
    "9004年2月末": "9004-02-29",
    "12月": "9002-12-31",
    "9002年12月完成": "9002-12-31",
    "6月上旬": "9002-06-10",
    "6月中旬前": "9002-06-20",
    "6月下旬": "9002-06-30",
    "第三季度末前": "9002-09-30",
    "一季度": "9002-03-31",
    "上半年完成": "9002-06-30",
    "9003年上半年": "9003-06-30",
    "下半年": "9002-12-31",
    "年底前": "9002-12-31",
    "年内": "9002-12-31",
    "今年底前": "9002-12-31",
    "全年": "9002-12-31",
    "9002年底完成": "9002-12-31",
    "9003年": "9003-12-31",
    "9003年底前": "9003-12-31",
    "3月至6月": "9002-06-30",
    "9002年10月—9003年3月底前": "9003-03-31",
}
NO_DAYS = (
    *("长期坚持", "持续推进", "近期", "年中", "年初", "9002年初", "6月初", "适时"),
    *("每年12月底前", "按季度推进", "逐年推进", "9002年6月起", "每月"),
    *("6月前", "6月之前", "9002年前", "9003年以前", "上半年前", "一季度前", "月底前"),
    *("9002年2月30日前", "9002年13月", "9002年0月底前", "0000年底前"),
    *("按照9001年6月30日的办法推进", "随到随办", "9002年6月底前完成方案并报送有关部门"),
)


@pytest.mark.parametrize("words", DAYS)
def test_the_last_day_that_is_named(words: str) -> None:
    """The day is the last one of the time that the words name; the words stay as they are."""
    (found,) = read_deadlines(words, TITLE)
    assert found.words == words and str(found.day) == DAYS[words]
    assert found.exact == ("日" in words)
    assert found.of_notice == ("900" not in words)


@pytest.mark.parametrize("words", NO_DAYS)
def test_no_day_is_invented(words: str) -> None:
    """What names no day, or not which day of it, has none."""
    assert read_deadlines(words, TITLE) == (Deadline(words=words, day=None),)


@pytest.mark.parametrize("title", ["群岛渡运重点任务", "9001年至9002年重点任务", ""])
def test_a_year_that_nobody_names(title: str) -> None:
    """Where title and words name no one year, a month has no day; the words' own year is enough."""
    assert read_deadlines("6月底前", title)[0].day is None
    assert str(read_deadlines("9002年6月底前", title)[0].day) == "9002-06-30"


def test_each_deadline_of_a_clause() -> None:
    """A clause's segments are deadlines of their own; those of several clauses too."""
    body = Agency(
        **{"id": "a", "name": "渡津部", "printed": (), "press": (), "english": None},
        **{"kind": AgencyKind.CONSTITUENT, "since": None, "until": None, "predecessors": ()},
        **{"successors": (), "unverified": ()},
    )
    reading, unread = read_clause(
        "（渡津部负责，6月底前启动，年底前完成）", Registry(agencies=(body,), others=())
    )
    assert unread == ()
    found = read_deadlines(f"{reading.deadline}；长期坚持", TITLE)
    assert [(d.words, d.day and d.day.isoformat()) for d in found] == [
        ("6月底前启动", "9002-06-30"),
        ("年底前完成", "9002-12-31"),
        ("长期坚持", None),
    ]
    assert read_deadlines(None, TITLE) == ()
