"""A notice's page: its letter, and the notices of its series by year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.model.agencies import Registry
from generator.model.entries import NoticeEntry
from generator.model.facts import Stated
from generator.model.notice import Notice
from generator.model.provenance import TextState
from generator.model.series import Series, SeriesMember, SeriesOutline
from generator.website.task_views import LinkedText, PartView, paragraph_views

SIGNED = re.compile(r"([^，。；：]{0,40}?)(\d{4}年\d{1,2}月\d{1,2}日)")
"""The end of a letter: who signed it, where that stands on the same line, and the date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """A notice of a series in the strip of years; `count` tasks are held or known."""

    id: str
    number: str | None
    state: TextState | None
    count: int
    total: Stated | None
    member: SeriesMember | None = None

    @property
    def held(self) -> bool:
        """Whether the notice's text is."""
        return self.state not in (None, TextState.FACTS_ONLY)

    @property
    def all(self) -> int | None:
        """How many tasks the notice has, as far as that is known."""
        if self.held:
            return self.count
        return int(self.total.text) if self.total and self.total.text.isdecimal() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """A paragraph of the letter and its part in it: `number`, `to`, `signed` or `text`.

    Of a signed paragraph each run is set on a line of its own.
    """

    role: str
    parts: tuple[PartView, ...]


def letter_views(notice: Notice, registry: Registry) -> tuple[LetterView, ...]:
    """The letter's paragraphs in order; their runs joined are its characters."""
    views = []
    for paragraph, parts in zip(
        notice.letter, paragraph_views(notice.letter, registry), strict=True
    ):
        role = _letter_role("".join(part.text for part in paragraph.parts), notice)
        if role == "signed":
            parts = tuple(_signed(part) for part in parts)
        views.append(LetterView(role=role, parts=parts))
    return tuple(views)


def _letter_role(text: str, notice: Notice) -> str:
    if text == notice.identity.number:
        return "number"
    if text.endswith("："):
        return "to"
    signed = text == notice.identity.issuer or SIGNED.fullmatch(text)
    return "signed" if signed else "text"


def _signed(part: PartView) -> PartView:
    """`某某局2020年4月3日` in two runs: who signed, and when."""
    text = "".join(run.text for run in part.runs)
    match = SIGNED.fullmatch(text)
    pieces = match.groups() if match else (text,)
    return replace(
        part, runs=tuple(LinkedText(text=piece, address=None) for piece in pieces if piece)
    )


def series_years(series: Series, notices: Sequence[NoticeEntry]) -> dict[str, tuple[YearView, ...]]:
    """The notices of each series by its id, in the order of series.yml, the content's own first.

    A series of which no notice is held, known or named has none, and is left out.
    """
    return {
        one.id: years
        for one in series.outlines()
        if (years := _year_views(one, notices)) or one.id == series.id
    }


def _year_views(series: SeriesOutline, notices: Sequence[NoticeEntry]) -> tuple[YearView, ...]:
    """A series' notices, oldest first, with those held outside the list of members behind."""
    found = {notice.id: notice for notice in notices if notice.series == series.id}
    members = {member.id: member for member in series.members}
    ids = [*members, *sorted(found.keys() - members.keys())]
    return tuple(
        _year_view(notice_id, found.get(notice_id), members.get(notice_id)) for notice_id in ids
    )


def _year_view(notice_id: str, notice: NoticeEntry | None, member: SeriesMember | None) -> YearView:
    number = notice.number if notice else None
    if number is None and member and not (notice and notice.held):
        number = member.number
    return YearView(
        id=notice_id,
        number=number,
        state=notice.state if notice else None,
        count=notice.count if notice else 0,
        total=notice.total if notice else None,
        member=member,
    )
