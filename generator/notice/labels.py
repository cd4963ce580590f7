"""What readers call a notice: 2020年, and where its series has a label 云溪省2022年; never its id."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.content import Content
from generator.model.facts import FactsNotice
from generator.model.notice import Notice
from generator.model.series import Series

YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
UNIT = "年"


@dataclass(frozen=True, slots=True)
class _Known:
    """What a label is made from; `series` is what stands before the year, empty where nothing does."""

    id: str
    series: str
    year: str
    number: str


def notice_labels(content: Content) -> dict[str, str]:
    """Every notice's label by its id, also of members of the series that are not held.

    It is the year, before it the series' label (its title where it has none; of the content's own series
    only a label). Where two would be called the same, each has its document number too.
    """
    series = content.series
    known = [_known(notice, series) for notice in content.all_notices]
    ids = {notice.id for notice in known}
    known += [
        _Known(m.id, series.name_of(one.id), year_of(m.id), m.number or "")
        for one in series.outlines()
        for m in one.members
        if m.id not in ids
    ]
    return dict(_labels(known))


def year_labels(content: Content) -> dict[str, str]:
    """The same without what stands for the series: what a list of one series' notices says."""
    names = {one.id: content.series.name_of(one.id) for one in content.series.outlines()}
    series = {notice.id: notice.series for notice in content.all_notices}
    series |= {m.id: one.id for one in content.series.outlines() for m in one.members}
    labels = notice_labels(content)
    return {key: label.removeprefix(names[series[key]]) or label for key, label in labels.items()}


def other_labels(content: Content) -> dict[str, str]:
    """The labels of those notices alone that are not called by their id with 年 behind it."""
    labels = notice_labels(content)
    return {notice: label for notice, label in labels.items() if label != notice + UNIT}


def _labels(known: Iterable[_Known]) -> Iterable[tuple[str, str]]:
    notices = list(known)
    calls = Counter((notice.series, notice.year) for notice in notices)
    for notice in notices:
        again = calls[notice.series, notice.year] > 1 or not notice.year
        number = f"（{notice.number}）" if again and notice.number else ""
        year = f"{notice.year}{UNIT}" if notice.year else ""
        yield notice.id, f"{notice.series}{number}{year}" or notice.id


def _known(notice: Notice | FactsNotice, series: Series) -> _Known:
    if isinstance(notice, Notice):
        number, issued = notice.identity.number, notice.identity.issued
    else:
        number, issued = (said.text if said else None for said in (notice.number, notice.issued))
    name = series.name_of(notice.series)
    return _Known(notice.id, name, year_of(notice.id, issued), number or "")


def year_of(notice_id: str, issued: str | None = None) -> str:
    """The year that an id has, else that of the day of issue; nothing where neither is known."""
    found = YEAR.search(notice_id) or YEAR.search(issued or "")
    return found[0] if found else ""
