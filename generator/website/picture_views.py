"""The pictures of the site, each at an address of its own: what stands on its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.addresses import (
    HOME,
    THEMES,
    notice_address,
    picture_address,
    picture_table,
    place_address,
    task_address,
    theme_address,
)
from generator.model.entries import NoticeEntry, SectionEntry, TaskEntry
from generator.notice.commitments import COMMITMENTS, counted_word
from generator.website.ladder_views import LadderView
from generator.website.matrix_views import Matrix
from generator.website.notice_views import YearView
from generator.website.picture_files import picture_file
from generator.website.series_views import SeriesView
from generator.website.theme_views import ThemeView


class PictureKind(StrEnum):
    """What a picture shows; its words stand in words.toml under this name."""

    MATRIX = "matrix"
    YEARS = "years"
    LINES = "lines"
    LADDER = "ladder"
    COMMITMENTS = "commitments"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow:
    """A task, and the sentences by the word they are counted under, in the words' order; the last has none."""

    task: TaskEntry
    address: str
    sentences: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentSection:
    """A section with its tasks, and how many of its sentences are counted under each word."""

    section: SectionEntry | None
    rows: tuple[CommitmentRow, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitments:
    """A notice's sentences by the words that say how firmly they bind."""

    notice: NoticeEntry
    words: tuple[str, ...]
    sections: tuple[CommitmentSection, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture: its kind, what it is of, by id and by name, the page it belongs to, what it shows.

    `of` and `name` are empty where there is one of its kind.
    """

    kind: PictureKind
    home: str
    of: str = ""
    name: str = ""
    matrix: Matrix | None = None
    years: tuple[YearView, ...] = ()
    themes: tuple[ThemeView, ...] = ()
    ladder: LadderView | None = None
    commitments: Commitments | None = None

    @property
    def id(self) -> str:
        return f"{self.kind}-{self.of}" if self.of else self.kind.value

    @property
    def address(self) -> str:
        return picture_address(self.id)

    @property
    def file(self) -> str:
        """Where it is as a file of its own; empty where it is a table of the page's."""
        return picture_file(self.id) if self.matrix and self.matrix.drawn else ""

    @property
    def data(self) -> str:
        """Where its table is."""
        return picture_table(self.id)


def picture_views(
    notices: Sequence[NoticeEntry],
    matrices: Mapping[str, Matrix],
    series: Sequence[SeriesView],
    themes: Sequence[ThemeView],
    ladders: Mapping[str, LadderView],
) -> Iterator[PictureView]:
    """All pictures: of each held notice, of the series, of each theme that has one."""
    for notice in (n for n in notices if n.held):
        year, home = notice.id, notice_address(notice.id)
        if matrix := matrices.get(year):
            yield PictureView(kind=PictureKind.MATRIX, of=year, name=year, home=home, matrix=matrix)
        told = commitments_of(notice)
        if any(told.counts[:-1]):
            yield PictureView(
                kind=PictureKind.COMMITMENTS, of=year, name=year, home=home, commitments=told
            )
    yield from _of_series(series)
    for theme in (view.theme for view in themes if view.theme):
        if ladder := ladders.get(theme.id):
            home = theme_address(theme.id)
            yield PictureView(
                kind=PictureKind.LADDER, of=theme.id, name=theme.name, home=home, ladder=ladder
            )


def _of_series(series: Sequence[SeriesView]) -> Iterator[PictureView]:
    """Years and lines of each series; only those of the first are called by their kind alone."""
    for place, one in enumerate(series):
        several = len(series) > 1
        of, name = one.id if place else "", one.name if several else ""
        if one.years:
            home = one.address if several else HOME
            yield PictureView(kind=PictureKind.YEARS, of=of, name=name, home=home, years=one.years)
        if one.themes:
            yield PictureView(
                kind=PictureKind.LINES,
                of=of,
                name=name,
                home=one.address if several else THEMES,
                years=one.years,
                themes=one.themes,
            )


def commitments_of(notice: NoticeEntry) -> Commitments:
    """The sentences of a held notice's tasks by the word they are counted under."""
    sections: list[tuple[SectionEntry | None, list[CommitmentRow]]] = []
    for task in notice.tasks:
        if not sections or sections[-1][0] != task.section:
            sections.append((task.section, []))
        sections[-1][1].append(_row(task))
    views = tuple(
        CommitmentSection(section=section, rows=tuple(rows), counts=_counts(rows))
        for section, rows in sections
    )
    every = [row for view in views for row in view.rows]
    return Commitments(notice=notice, words=COMMITMENTS, sections=views, counts=_counts(every))


def _row(task: TaskEntry) -> CommitmentRow:
    assert task.id, "a held task has its number"
    address = task_address(task.id)
    by_word: dict[str | None, list[str]] = {}
    for sentence in task.sentences:
        place = place_address(address, sentence.id)
        by_word.setdefault(counted_word(sentence.text), []).append(place)
    words = (*COMMITMENTS, None)
    return CommitmentRow(
        task=task,
        address=address,
        sentences=tuple(tuple(by_word.get(word, ())) for word in words),
    )


def _counts(rows: Sequence[CommitmentRow]) -> tuple[int, ...]:
    columns = range(len(COMMITMENTS) + 1)
    return tuple(sum(len(row.sentences[place]) for row in rows) for place in columns)
