"""Days of the calendar, as data writes them and as readers read them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone


def is_day(text: str) -> bool:
    """Whether `text` is a day of the calendar, written 2020-04-03."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


CHINA = timezone(timedelta(hours=8))


def china_day(time: str) -> str:
    """The day in China at a time of UTC: `2026-11-24T20:00:00Z` is `2026-11-25` there; a day is itself.

    ValueError for what is neither.
    """
    moment = datetime.fromisoformat(time)
    return (moment.astimezone(CHINA) if moment.tzinfo else moment).date().isoformat()


def chinese_date(date: str) -> str:
    """`2020-04-03` as `2020年4月3日`, `2020-04` as `2020年4月`, `2020` as `2020年`; else as it is."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", date)
    if not match:
        return date
    return "".join(f"{int(n)}{unit}" for n, unit in zip(match.groups(), "年月日", strict=True) if n)


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def english_date(day: str) -> str:
    """`2020-04-03` as `April 3, 2020`, whatever the machine's language."""
    found = date.fromisoformat(day)
    return f"{MONTHS[found.month - 1]} {found.day}, {found.year}"
