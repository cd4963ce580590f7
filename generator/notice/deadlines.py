"""Deadlines to days: the last day of the time that a clause names, where it names one.

    2020年6月15日前              that day
    6月底前   2020年12月          the month's last day; without a year, the notice's own
    上半年   第三季度末前         its last day
    年底前   年内   2020年        December 31
    长期   每年12月底前   年中     no day
    6月前   2020年前             no day: before which day of it the words do not say

Only a whole segment that says when is read (`duty_words.DEADLINE`), nothing inside a longer sentence.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.entries import NoticeEntry, TaskEntry
from generator.notice.duty_words import DEADLINE

MOMENT = re.compile(
    r"(?:(?P<year>[0-9]{4})年)?(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日|(?P<part>[上中下]旬|[底末])?)"
    r"|第?(?P<quarter>[一二三四1-4])季度(?P<late>[底末])?|(?P<half>[上下])半年|(?:年|(?<=年))(?P<end>[底末内]))"
    r"|(?P<alone>[0-9]{4})年|(?:今年|当年|全年|本年度|年度)(?P<end_>[底末内])?"
)
"""A time of which the last day is known; the last one of a segment is when something is to be done."""
NO_DAY = re.compile("[起初每逐按]")
"""A beginning, or what comes again and again."""
BEFORE = re.compile("(?:之|以)?前")
YEAR = re.compile("(?<![0-9])([0-9]{4})年")
TENTHS = {"上旬": 10, "中旬": 20}
QUARTERS = {**{sign: n for n, sign in enumerate("一二三四", 1)}, **{str(n): n for n in range(1, 5)}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A time by which a task is to be done: the clause's own words, and the last day that they name.

    `day` is None where they name none. `exact` says that they name the day itself, `of_notice` that
    the year is the notice's, not theirs.
    """

    words: str
    day: date | None
    exact: bool = False
    of_notice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A deadline with its task and notice; `number` counts the task's deadlines from 1."""

    notice: NoticeEntry
    task: TaskEntry
    number: int
    deadline: Deadline


def dated_tasks(notices: Iterable[NoticeEntry]) -> Iterator[Dated]:
    """Every deadline that clauses name, with a day or without, in the order of notices and tasks."""
    for notice in sorted(notices, key=lambda notice: notice.id):
        for task in notice.tasks:
            found = read_deadlines(task.deadline, notice.name)
            for number, deadline in enumerate(found, 1):
                yield Dated(notice=notice, task=task, number=number, deadline=deadline)


def read_deadlines(said: str | None, title: str) -> tuple[Deadline, ...]:
    """The deadlines of a task in order; `said` is what its clauses say, `title` its notice's.

    The year of what names none is the one year that the title names.
    """
    years = {int(year) for year in YEAR.findall(title)}
    own = years.pop() if len(years) == 1 else None
    return tuple(_read(words, own) for words in re.split("[，；]", said or "") if words)


def _read(words: str, own: int | None) -> Deadline:
    none = Deadline(words=words, day=None)
    segment = DEADLINE.match(words)
    when = segment["when"] if segment else ""
    moments = list(MOMENT.finditer(when))
    if not moments or NO_DAY.search(when):
        return none
    last = moments[-1]
    rest = when[last.end() :]
    vague = not any(last[name] for name in ("day", "part", "late", "end", "end_"))
    if rest and (vague or not BEFORE.fullmatch(rest)):
        return none
    named = [int(m["year"] or m["alone"]) for m in moments if m["year"] or m["alone"]]
    year = named[-1] if named else own
    day = _last_day(last, year) if year else None
    if day is None:
        return none
    return Deadline(words=words, day=day, exact=bool(last["day"]), of_notice=not named)


def _last_day(moment: re.Match[str], year: int) -> date | None:
    """The last day of the time; None where the calendar has no such day."""
    month, day = int(moment["month"] or 12), int(moment["day"] or 0)
    if moment["quarter"]:
        month = QUARTERS[moment["quarter"]] * 3
    elif moment["half"] == "上":
        month = 6
    try:
        day = day or TENTHS.get(moment["part"] or "") or monthrange(year, month)[1]
        return date(year, month, day)
    except ValueError:
        return None
