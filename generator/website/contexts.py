"""What each page's template is given: a class for each template, with the names that it may use.

Besides these a template has `link`, which names another page from this one, and what is there for all:
`words`, `address`.
A test holds every template to the names of its class.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import ClassVar

from generator.edition import FieldSample, Sample
from generator.model.agencies import Agency
from generator.model.changes import Change
from generator.model.content import Content, HeldNotice
from generator.model.english import EnglishHeadings
from generator.model.entries import NoticeEntry
from generator.model.facts import FactsNotice
from generator.model.provenance import TextState
from generator.model.series import SeriesMember
from generator.model.themes import Theme
from generator.notice.approval import Approval
from generator.website.agency_steps import AgencyRow, AgencyStep
from generator.website.agency_views import AgencyView
from generator.website.apart_views import TakenUp
from generator.website.cite_views import CiteView
from generator.website.compare_views import CompareView, Neighbour
from generator.website.coverage_views import CoverageView
from generator.website.figure_views import EntryView, NumberView, SubjectPair, SubjectView
from generator.website.ladder_views import LadderView
from generator.website.matrix_views import Matrix
from generator.website.notice_views import LetterView, YearView
from generator.website.picture_views import PictureView
from generator.website.series_views import SeriesView
from generator.website.task_views import PartView, TaskView
from generator.website.theme_views import ThemeView
from generator.website.worksheet_views import NoticeChoice

Years = Sequence[YearView]
Paragraphs = tuple[tuple[PartView, ...], ...]
Steps = Mapping[tuple[str, str], AgencyStep]
"""What changed for an agency, by pair of notices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a template is given; `template` is its file in `templates/pages/`."""

    template: ClassVar[str]

    def values(self) -> dict[str, object]:
        """Its fields by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Context):
    template: ClassVar[str] = "home.md"
    content: Content
    series: Sequence[SeriesView]
    agencies: Sequence[AgencyView]
    themes: Sequence[ThemeView]
    neighbour_list: Sequence[CompareView]
    matrix: Matrix | None
    change: SubjectView | None
    quote: EntryView | None
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPage(Context):
    """The index of one series, where there are several."""

    template: ClassVar[str] = "series.md"
    view: SeriesView


@dataclass(frozen=True, slots=True, kw_only=True)
class AllSeriesPage(Context):
    template: ClassVar[str] = "all_series.md"
    series: Sequence[SeriesView]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage(Context):
    template: ClassVar[str] = "notice.md"
    cite: CiteView
    in_english: bool
    member: SeriesMember | None
    held: HeldNotice
    letter: Sequence[LetterView]
    preamble: Paragraphs
    intros: Mapping[int, Paragraphs]
    tasks: Sequence[TaskView]
    matrix: Matrix | None
    closing: Paragraphs
    approval: Approval | None
    repository: str
    contact: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage(Context):
    template: ClassVar[str] = "task.md"
    view: TaskView
    cite: CiteView
    held: HeldNotice
    years: Years
    around: Mapping[str, Sequence[Neighbour]]
    apart: Mapping[str, Sequence[TakenUp]]
    themes_by_task: Mapping[str, Sequence[ThemeView]]
    repository: str
    contact: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNoticePage(Context):
    template: ClassVar[str] = "known_notice.md"
    cite: CiteView
    view: CoverageView
    member: SeriesMember | None
    years: Years
    repository: str
    contact: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTaskPage(Context):
    template: ClassVar[str] = "known_task.md"
    view: TaskView
    facts: FactsNotice
    member: SeriesMember | None
    years: Years
    around: Mapping[str, Sequence[Neighbour]]
    apart: Mapping[str, Sequence[TakenUp]]
    themes_by_task: Mapping[str, Sequence[ThemeView]]
    repository: str
    contact: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparesPage(Context):
    template: ClassVar[str] = "compares.md"
    series: Sequence[SeriesView]
    asked: Sequence[CompareView]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartPage(Context):
    """Notices of different series compared."""

    template: ClassVar[str] = "apart.md"
    content: Content
    view: CompareView
    cite: CiteView
    method: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage(Context):
    template: ClassVar[str] = "compare.md"
    content: Content
    view: CompareView
    cite: CiteView
    overview: Sequence[AgencyRow] | None
    pairs: Sequence[SubjectPair]
    method: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistedPage(Context):
    template: ClassVar[str] = "unlisted.md"
    neighbour_list: Sequence[CompareView]


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturesPage(Context):
    template: ClassVar[str] = "pictures.md"
    pictures: Sequence[PictureView]
    years: Years


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePage(Context):
    template: ClassVar[str] = "picture.md"
    view: PictureView


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesPage(Context):
    template: ClassVar[str] = "themes.md"
    themes: Sequence[ThemeView]
    proposals: Sequence[ThemeView]
    series: Sequence[SeriesView]
    repository: str
    contact: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePage(Context):
    template: ClassVar[str] = "theme.md"
    view: ThemeView
    ladder: LadderView | None
    series: Sequence[SeriesView]
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgenciesPage(Context):
    template: ClassVar[str] = "agencies.md"
    content: Content
    agencies: Sequence[AgencyView]
    series: Sequence[SeriesView]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPage(Context):
    template: ClassVar[str] = "agency.md"
    view: AgencyView
    neighbour_list: Sequence[CompareView]
    steps: Steps
    matrices: Mapping[str, Matrix]
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage(Context):
    template: ClassVar[str] = "figures.md"
    subjects: Sequence[SubjectView]
    numbers: Sequence[NumberView]
    repository: str
    contact: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage(Context):
    template: ClassVar[str] = "coverage.md"
    content: Content
    coverage: Mapping[str, CoverageView]
    series: Sequence[SeriesView]
    repository: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Context):
    """`all_tasks`: whether the page names every task to those who have it without search."""

    template: ClassVar[str] = "search.md"
    content: Content
    notices: Sequence[NoticeEntry]
    series: Sequence[SeriesView]
    all_tasks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage(Context):
    template: ClassVar[str] = "check.md"
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksheetPage(Context):
    """`deadlines` are the endings of a year that is a deadline (2020年底, 2021年前)."""

    template: ClassVar[str] = "worksheet.md"
    notices: Sequence[NoticeChoice]
    agencies: Sequence[AgencyView]
    themes: Sequence[Theme]
    states: Sequence[TextState]
    deadlines: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglishPage(Context):
    template: ClassVar[str] = "english.md"
    content: Content
    years: Years
    agencies: Sequence[AgencyView]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglishNoticePage(Context):
    """`bodies` are the agencies by their pages' addresses."""

    template: ClassVar[str] = "english_notice.md"
    headings: EnglishHeadings
    held: HeldNotice
    tasks: Sequence[TaskView]
    bodies: Mapping[str, Agency]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage(Context):
    template: ClassVar[str] = "data.md"
    content: Content
    files: Sequence[Sample]
    fields: Sequence[FieldSample]
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage(Context):
    """`days` are those on which something changed, newest first, each with what did; so are these.

    `deadlines` is how many the calendar has.
    """

    template: ClassVar[str] = "changes.md"
    days: Sequence[tuple[str, Sequence[Change]]]
    feed: str
    has_address: bool
    deadlines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(Context):
    """The invented example inside a page written by hand; it has no address, and links nowhere."""

    template: ClassVar[str] = "example.md"
    views: Sequence[CompareView]
