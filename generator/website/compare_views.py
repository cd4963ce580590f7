"""Comparisons, put in the order in which the pages show them. No words, no mark-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from generator.addresses import compare_address, task_address
from generator.model.comparison import (
    AgencyChange,
    Band,
    Basis,
    Comparison,
    Lineage,
    Link,
    LinkDetail,
    LinkKind,
    Noise,
)
from generator.model.content import Content
from generator.model.facts import task_key
from generator.model.provenance import TextState
from generator.model.themes import Theme
from generator.text.numerals import format_numeral
from generator.website.diff_views import (
    FigureRow,
    Piece,
    Refs,
    TaskRef,
    diff_pieces,
    figure_row,
    noise_counts,
)
from generator.website.theme_joins import ThemeJoin, joins_by_task, theme_joins


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRef:
    """A notice as comparisons name it."""

    id: str
    number: str | None
    held: bool
    state: TextState
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A link with all that its place on a comparison's page shows."""

    link: Link
    old: tuple[TaskRef, ...]
    new: tuple[TaskRef, ...]
    anchors: tuple[str, ...]
    pieces: tuple[Piece, ...] | None
    agencies: AgencyChange | None
    figures: tuple[FigureRow, ...]
    noise: Mapping[Noise, int]

    @property
    def same_text(self) -> bool:
        """Whether the texts are held and no character changed."""
        return self.pieces is not None and all(
            run.op == "=" and not piece.move for piece in self.pieces for run in piece.runs
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much changed between two notices, in linked tasks alone.

    Agencies: `joined`, `left`, `renamed`, `first`. Figures: `changed` in value, `came` and `gone`
    with their clauses.
    """

    joined: int
    left: int
    renamed: int
    first: int
    changed: int
    came: int
    gone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """A comparison with all that its page shows; `counts` by kind of link.

    `guessed` are those of them that no editor confirmed, by how sure they are. `joins` are what
    themes say beyond the links.
    """

    comparison: Comparison
    old: NoticeRef
    new: NoticeRef
    address: str
    links: tuple[LinkView, ...]
    added: tuple[TaskRef, ...]
    dropped: tuple[TaskRef, ...]
    maybe: tuple[tuple[TaskRef, TaskRef, float], ...]
    counts: dict[LinkKind, int]
    guessed: dict[LinkKind, dict[Band, int]]
    joins: tuple[ThemeJoin, ...]
    joined: Mapping[str, tuple[ThemeJoin, ...]]
    totals: Totals
    noise: dict[Noise, int]
    flow: Flow

    @property
    def basis(self) -> Basis:
        return self.comparison.alignment.basis


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTask:
    """A task in the map of the flow: its place from the top, and whether it goes on."""

    ref: TaskRef
    y: int
    linked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The map of the flow between two task lists, in units of its drawing."""

    height: int
    old: tuple[FlowTask, ...]
    new: tuple[FlowTask, ...]
    lines: tuple[tuple[int, int, str, TaskRef, TaskRef], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """What became of a task in a neighbouring notice; `link` is None where nothing was found.

    `joins` are the themes that join it with tasks there, with which it has no link.
    """

    notice: NoticeRef
    old: NoticeRef
    new: NoticeRef
    earlier: bool
    compare: str
    basis: Basis
    link: LinkView | None
    joins: tuple[ThemeJoin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    """A line of work by notice; `theme` is None for one that the program proposes.

    `near` are the editors' themes that have some of the tasks of a proposal. `steps` and `joins` have,
    by notice, the links from the one before and what the theme joins without one.
    """

    theme: Theme | None
    near: tuple[Theme, ...]
    years: tuple[tuple[NoticeRef, tuple[TaskRef, ...]], ...]
    steps: Mapping[str, tuple[LinkView, ...]]
    joins: Mapping[str, tuple[ThemeJoin, ...]]


def task_refs(content: Content) -> dict[str, TaskRef]:
    """Every task of which a heading is known, by the key that comparisons use, oldest first."""
    refs = {
        str(task.id): TaskRef(
            key=str(task.id),
            notice=held.notice.id,
            label=task.label,
            heading=task.heading,
            address=task_address(task.id),
            state=None,
        )
        for held in content.notices
        for task in held.notice.tasks
    }
    for facts in content.facts:
        for task in facts.tasks:
            if task.heading:
                key = task_key(facts.id, str(task.id) if task.id else None, task.heading)
                refs[key] = TaskRef(
                    key=key,
                    notice=facts.id,
                    label=f"（{format_numeral(task.told_number)}）" if task.told_number else "",
                    heading=task.heading,
                    address=task_address(task.id) if task.id else None,
                    state=task.state,
                )
    return refs


def notice_refs(content: Content) -> dict[str, NoticeRef]:
    """Every notice of which something is known, by its id."""
    held = {
        h.notice.id: NoticeRef(
            id=h.notice.id,
            number=h.notice.identity.number,
            held=True,
            state=h.provenance.state,
            count=len(h.notice.tasks),
        )
        for h in content.notices
    }
    known = {
        facts.id: NoticeRef(
            id=facts.id,
            number=facts.number.text if facts.number else None,
            held=False,
            state=TextState.FACTS_ONLY,
            count=sum(1 for task in facts.tasks if task.heading),
        )
        for facts in content.facts
    }
    return held | known


def compare_views(
    content: Content, comparisons: Sequence[Comparison], refs: Refs
) -> dict[tuple[str, str], CompareView]:
    """A view of every comparison by its notices' ids; `refs` are the content's tasks."""
    notices = notice_refs(content)
    order = {key: place for place, key in enumerate(refs)}
    return {
        (c.old, c.new): _compare_view(c, refs, notices, order, joins=theme_joins(content, c, refs))
        for c in comparisons
    }


def _compare_view(
    comparison: Comparison,
    refs: Refs,
    notices: Mapping[str, NoticeRef],
    order: Mapping[str, int],
    *,
    joins: tuple[ThemeJoin, ...],
) -> CompareView:
    alignment = comparison.alignment
    details = sorted(comparison.details, key=lambda detail: order[detail.link.new[0]])
    moves = count(1)
    links = tuple(_link_view(detail, refs, moves) for detail in details)
    noise: Counter[Noise] = Counter()
    for view in links:
        noise.update(view.noise)
    return CompareView(
        comparison=comparison,
        old=notices[comparison.old],
        new=notices[comparison.new],
        address=compare_address(comparison.old, comparison.new),
        links=links,
        added=tuple(refs[key] for key in alignment.added),
        dropped=tuple(refs[key] for key in alignment.dropped),
        maybe=tuple((refs[a], refs[b], score) for a, b, score in alignment.maybe),
        counts={kind: sum(v.link.kind is kind for v in links) for kind in LinkKind},
        guessed={kind: _guessed(kind, links) for kind in LinkKind},
        joins=joins,
        joined=joins_by_task(joins),
        totals=_totals(details),
        noise={kind: noise[kind] for kind in Noise if noise[kind]},
        flow=_flow(comparison, refs),
    )


def _guessed(kind: LinkKind, links: Sequence[LinkView]) -> dict[Band, int]:
    """How many links of a kind the program alone found, by how sure they are, surest first."""
    bands = Counter(
        view.link.band for view in links if view.link.kind is kind and not view.link.confirmed
    )
    return {band: bands[band] for band in Band if bands[band]}


def _totals(details: Sequence[LinkDetail]) -> Totals:
    agencies = [detail.agencies for detail in details if detail.agencies]
    figures = [change for detail in details for change in detail.figures]
    return Totals(
        joined=sum(len(change.joined) for change in agencies),
        left=sum(len(change.left) for change in agencies),
        renamed=sum(len(change.renamed) for change in agencies),
        first=sum(change.first is not None for change in agencies),
        changed=sum(bool(change.old and change.new) for change in figures),
        came=sum(change.old is None for change in figures),
        gone=sum(change.new is None for change in figures),
    )


def _link_view(detail: LinkDetail, refs: Refs, moves: Iterator[int]) -> LinkView:
    old, new = ([refs[key] for key in keys] for keys in (detail.link.old, detail.link.new))
    return LinkView(
        link=detail.link,
        old=tuple(old),
        new=tuple(new),
        anchors=tuple(ref.anchor for ref in (*new, *old) if ref.anchor),
        pieces=None if detail.groups is None else tuple(diff_pieces(detail.groups, refs, moves)),
        agencies=detail.agencies,
        figures=tuple(figure_row(change, refs) for change in detail.figures),
        noise=noise_counts(detail),
    )


STEP = 22
"""Height of a task in the map of the flow."""


def _flow(comparison: Comparison, refs: Refs) -> Flow:
    pairs = comparison.alignment.pairs
    olds, news = (
        _column(comparison.old, refs, {a for a, _, _ in pairs}),
        _column(comparison.new, refs, {b for _, b, _ in pairs}),
    )
    places = {task.ref.key: task.y for task in (*olds, *news)}
    bands = {
        (a, b): view.link.band.value
        for view in comparison.details
        for a in view.link.old
        for b in view.link.new
    }
    return Flow(
        height=STEP * max(len(olds), len(news), 1) + 8,
        old=olds,
        new=news,
        lines=tuple((places[a], places[b], bands[a, b], refs[a], refs[b]) for a, b, _ in pairs),
    )


def _column(notice: str, refs: Refs, linked: set[str]) -> tuple[FlowTask, ...]:
    own = [ref for ref in refs.values() if ref.notice == notice]
    return tuple(
        FlowTask(ref=ref, y=STEP * place + 16, linked=ref.key in linked)
        for place, ref in enumerate(own)
    )


def neighbours(
    views: Mapping[tuple[str, str], CompareView], ids: Sequence[str]
) -> dict[str, tuple[Neighbour, ...]]:
    """For every task its neighbours in the notices before and after; `ids` in order of time."""
    found: dict[str, list[Neighbour]] = {}
    for pair in pairwise(ids):
        view = views.get(pair)
        if view is None:
            continue
        for earlier in (False, True):
            notice = view.old if earlier else view.new
            linked = {
                ref.key: link for link in view.links for ref in (link.new if earlier else link.old)
            }
            for task in view.flow.new if earlier else view.flow.old:
                found.setdefault(task.ref.key, []).append(
                    Neighbour(
                        notice=notice,
                        old=view.old,
                        new=view.new,
                        earlier=earlier,
                        compare=view.address,
                        basis=view.basis,
                        link=linked.get(task.ref.key),
                        joins=view.joined.get(task.ref.key, ()),
                    )
                )
    return {
        key: tuple(sorted(around, key=lambda n: not n.earlier)) for key, around in found.items()
    }


def theme_views(
    content: Content,
    lineages: Sequence[Lineage],
    views: Mapping[tuple[str, str], CompareView],
    refs: Refs,
) -> tuple[tuple[ThemeView, ...], tuple[ThemeView, ...]]:
    """The editors' themes, and the lines of work that the program finds.

    A line all of whose tasks stand in a theme is not proposed again.
    """
    notices = notice_refs(content)
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
    notices: Mapping[str, NoticeRef],
    views: Mapping[tuple[str, str], CompareView],
    *,
    near: tuple[Theme, ...],
) -> ThemeView:
    by_notice: dict[str, list[TaskRef]] = {}
    for key in sorted(keys, key=list(refs).index):
        by_notice.setdefault(refs[key].notice, []).append(refs[key])
    years = sorted(by_notice)
    steps, joins = {}, {}
    for old, new in pairwise(years):
        view = views.get((old, new))
        if view:
            joins[new] = tuple(join for join in view.joins if join.theme == theme)
            steps[new] = tuple(
                link
                for link in view.links
                if {r.key for r in link.old} & set(keys) and {r.key for r in link.new} & set(keys)
            )
    return ThemeView(
        theme=theme,
        near=near,
        years=tuple((notices[year], tuple(by_notice[year])) for year in years),
        steps=steps,
        joins=joins,
    )


def themes_by_task(themes: Sequence[ThemeView]) -> dict[str, tuple[ThemeView, ...]]:
    """Each task's themes by its key; what the program proposes stands only where there is none."""
    found: dict[str, tuple[ThemeView, ...]] = {}
    for view in themes:
        for ref in (ref for _, refs in view.years for ref in refs):
            if view.theme or ref.key not in found:
                found[ref.key] = (*found.get(ref.key, ()), view)
    return found
