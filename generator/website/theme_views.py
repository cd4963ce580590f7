"""Lines of work by notice: the editors' themes and the program's proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.model.comparison import Basis, Lineage
from generator.model.content import Content
from generator.model.entries import NoticeEntry
from generator.model.themes import Theme
from generator.notice.commitments import COMMITMENTS, counted_word
from generator.notice.entries import oldest_first
from generator.website.compare_views import CompareView, LinkView
from generator.website.notice_views import YearView
from generator.website.refs import Refs, TaskRef
from generator.website.theme_joins import ThemeJoin


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    """A line of work by notice; `theme` is None for one that the program proposes.

    `near` are the editors' themes that have some of the tasks of a proposal. `steps` and `joins` have,
    by notice, the links from the one before in its series and what the theme joins without one; `apart`
    are links between its tasks in notices of different series that an editor had compared.
    """

    theme: Theme | None
    near: tuple[Theme, ...]
    years: tuple[tuple[NoticeEntry, tuple[TaskRef, ...]], ...]
    steps: Mapping[str, tuple[LinkView, ...]]
    joins: Mapping[str, tuple[ThemeJoin, ...]]
    apart: tuple[tuple[CompareView, tuple[LinkView, ...]], ...]

    @property
    def bases(self) -> tuple[Basis, ...]:
        """What the links between its notices rest on."""
        links = [link for links in self.steps.values() for link in links]
        bases = {Basis.FACTS if link.pieces is None else Basis.TEXT for link in links}
        return tuple(sorted(bases))

    @property
    def commitments(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """By held notice: the words that bind, each with how many sentences are counted under it."""
        return {notice.id: _weighed(notice, refs) for notice, refs in self.years if notice.held}

    def tasks_in(self, notice: str) -> tuple[TaskRef, ...]:
        """The theme's tasks in one notice."""
        return next((refs for entry, refs in self.years if entry.id == notice), ())

    def silent_years(self, years: Sequence[YearView]) -> tuple[YearView, ...]:
        """Those of a series' notices that have no task of the theme, where others of them have one."""
        there = {notice.id for notice, _ in self.years}
        silent = tuple(year for year in years if year.id not in there)
        return silent if len(silent) < len(years) else ()

    def reach(self, years: Sequence[YearView]) -> tuple[str, ...]:
        """Those of a series' notices, by id, from the first with a task of the theme to the last."""
        there = {notice.id for notice, _ in self.years}
        places = [place for place, year in enumerate(years) if year.id in there]
        return tuple(y.id for y in years[places[0] : places[-1] + 1]) if places else ()


def _weighed(notice: NoticeEntry, refs: Sequence[TaskRef]) -> tuple[tuple[str, int], ...]:
    keys = {ref.key for ref in refs}
    sentences = [s for task in notice.tasks if task.key in keys for s in task.sentences]
    counts = Counter(counted_word(sentence.text) for sentence in sentences)
    return tuple((word, counts[word]) for word in COMMITMENTS if counts[word])


def theme_views(
    content: Content,
    entries: Iterable[NoticeEntry],
    lineages: Sequence[Lineage],
    views: Mapping[tuple[str, str], CompareView],
    refs: Refs,
) -> tuple[tuple[ThemeView, ...], tuple[ThemeView, ...]]:
    """The editors' themes, and the lines of work that the program finds.

    A line all of whose tasks stand in a theme is not proposed again.
    """
    notices = {notice.id: notice for notice in oldest_first(content, entries)}
    named = tuple(
        _theme_view(theme, theme.tasks, refs, notices, views, near=()) for theme in content.themes
    )
    taken = {key for theme in content.themes for key in theme.tasks}
    lines = [tuple(key for _, keys in lineage.tasks for key in keys) for lineage in lineages]
    proposals = tuple(
        _theme_view(
            None,
            keys,
            refs,
            notices,
            views,
            near=tuple(theme for theme in content.themes if set(theme.tasks) & set(keys)),
        )
        for keys in lines
        if not taken.issuperset(keys)
    )
    return named, proposals


def _theme_view(
    theme: Theme | None,
    keys: Sequence[str],
    refs: Refs,
    notices: Mapping[str, NoticeEntry],
    views: Mapping[tuple[str, str], CompareView],
    *,
    near: tuple[Theme, ...],
) -> ThemeView:
    by_notice: dict[str, list[TaskRef]] = {}
    for key in sorted(keys, key=list(refs).index):
        by_notice.setdefault(refs[key].notice, []).append(refs[key])
    years = [notice for notice in notices if notice in by_notice]
    steps, joins = {}, {}
    for old, new in pairwise(years):
        view = views.get((old, new))
        if view and not view.across:
            joins[new] = tuple(join for join in view.joins if join.theme == theme)
            steps[new] = _links_of(view, keys)
    apart = ((view, _links_of(view, keys)) for view in views.values() if view.across)
    return ThemeView(
        theme=theme,
        near=near,
        years=tuple((notices[year], tuple(by_notice[year])) for year in years),
        steps=steps,
        joins=joins,
        apart=tuple((view, links) for view, links in apart if links),
    )


def _links_of(view: CompareView, keys: Sequence[str]) -> tuple[LinkView, ...]:
    """The links of a comparison with some of these tasks on both sides."""
    own = set(keys)
    return tuple(
        link
        for link in view.links
        if own & {ref.key for ref in link.old} and own & {ref.key for ref in link.new}
    )


def themes_by_task(themes: Sequence[ThemeView]) -> dict[str, tuple[ThemeView, ...]]:
    """Each task's themes by its key; what the program proposes stands only where there is none."""
    found: dict[str, tuple[ThemeView, ...]] = {}
    for view in themes:
        for ref in (ref for _, refs in view.years for ref in refs):
            if view.theme or ref.key not in found:
                found[ref.key] = (*found.get(ref.key, ()), view)
    return found
