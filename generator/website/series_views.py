"""The series of a site, all alike: what the page of each shows, whichever series.yml names first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.addresses import series_address
from generator.model.agencies import Agency
from generator.model.content import Content, HeldNotice
from generator.model.entries import NoticeEntry
from generator.model.series import SeriesOutline
from generator.website.agency_views import AgencyView
from generator.website.compare_views import CompareView
from generator.website.matrix_views import Matrix
from generator.website.notice_views import YearView
from generator.website.theme_views import ThemeView


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesAgency:
    """A body beside how many tasks of one series' held notices name it, and how many first."""

    view: AgencyView
    count: int
    first_count: int

    @property
    def agency(self) -> Agency:
        return self.view.agency


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """A series with what belongs to it alone, and its comparisons with others (`asked`).

    `held` are its notices whose text is held, newest first, `latest` the first of these with its
    `matrix`; `agencies` those that they name, most tasks first; `themes` those that have a task of it;
    `compared` are its neighbouring years, `every` all pairs of its years.
    """

    outline: SeriesOutline
    years: tuple[YearView, ...]
    held: tuple[NoticeEntry, ...]
    latest: HeldNotice | None
    agencies: tuple[SeriesAgency, ...]
    themes: tuple[ThemeView, ...]
    compared: tuple[CompareView, ...]
    every: tuple[CompareView, ...]
    asked: tuple[CompareView, ...]
    matrix: Matrix | None

    @property
    def id(self) -> str:
        return self.outline.id

    @property
    def name(self) -> str:
        """What lists call it."""
        return self.outline.name

    @property
    def address(self) -> str:
        return series_address(self.outline.id)

    @property
    def count(self) -> int:
        """How many tasks its held notices have."""
        return sum(notice.count for notice in self.held)


def series_views(
    content: Content,
    notices: Sequence[NoticeEntry],
    *,
    years: Mapping[str, tuple[YearView, ...]],
    agencies: Sequence[AgencyView],
    themes: Sequence[ThemeView],
    compared: Mapping[tuple[str, str], CompareView],
    nearest: Sequence[CompareView],
    matrices: Mapping[str, Matrix],
) -> tuple[SeriesView, ...]:
    """A view of each series that has years, in their order."""
    found = []
    texts = {h.notice.id: h for h in content.notices}
    for outline in content.series.outlines():
        if outline.id not in years:
            continue
        ids = {notice.id for notice in notices if notice.series == outline.id}
        held = sorted((n for n in notices if n.held and n.id in ids), key=_id, reverse=True)
        found.append(
            SeriesView(
                outline=outline,
                years=years[outline.id],
                held=tuple(held),
                latest=texts[held[0].id] if held else None,
                agencies=_agencies(agencies, outline.id),
                themes=tuple(view for view in themes if any(n.id in ids for n, _ in view.years)),
                compared=tuple(view for view in nearest if view.old.id in ids),
                every=tuple(_between(compared.values(), ids, across=False)),
                asked=tuple(_between(compared.values(), ids, across=True)),
                matrix=matrices.get(held[0].id) if held else None,
            )
        )
    return tuple(found)


def _id(notice: NoticeEntry) -> str:
    return notice.id


def _agencies(agencies: Iterable[AgencyView], series: str) -> tuple[SeriesAgency, ...]:
    own = [
        SeriesAgency(view=view, count=part.count, first_count=part.first_count)
        for view in agencies
        for part in view.series
        if part.series == series
    ]
    return tuple(sorted(own, key=lambda entry: -entry.count))


def _between(views: Iterable[CompareView], ids: set[str], *, across: bool) -> Iterable[CompareView]:
    """The comparisons with a notice of these, between years of the series or `across` series."""
    return (view for view in views if view.across is across and ids & {view.old.id, view.new.id})


def series_crumbs(
    content: Content, notices: Iterable[NoticeEntry]
) -> dict[str, list[tuple[str, str]]]:
    """What stands before a notice in a page's trail: its series' address and name where there are several."""
    known = {one.id: (series_address(one.id), one.name) for one in content.several}
    return {notice.id: [known[notice.series]] for notice in notices if known}
