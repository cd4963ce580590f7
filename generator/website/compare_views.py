"""Comparisons, put in the order in which the pages show them. No words, no mark-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.addresses import compare_address, task_address
from generator.comparison import (
    AgencyChange,
    Basis,
    ClauseRef,
    Comparison,
    DiffGroup,
    FigureChange,
    FigurePlace,
    GroupKind,
    Lineage,
    Link,
    LinkDetail,
    LinkKind,
    Noise,
    Run,
)
from generator.content import Content
from generator.editorial import task_key
from generator.model import FactState, TextState, Theme
from generator.numerals import format_numeral

FOLD = 40
"""Unchanged text longer than that many characters can be folded away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRef:
    """A task as other pages name it; `address` is None where its number is not known."""

    key: str
    notice: str
    label: str
    heading: str
    address: str | None
    state: FactState | None

    @property
    def anchor(self) -> str | None:
        """Its place on a comparison's page: `task-2021-03`."""
        return f"task-{self.key}" if self.address else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRef:
    """A notice as comparisons name it."""

    id: str
    number: str | None
    held: bool
    state: TextState
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Runs of one row of a diff, with the addresses of its sentences; `folded` counts characters.

    `folded` is above 0 where the row is unchanged text that can be folded away.
    """

    kind: GroupKind
    runs: tuple[Run, ...]
    old_address: str | None
    new_address: str | None
    folded: int
    format_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """An old and a new figure with the addresses of their sentences."""

    old: str | None
    old_address: str | None
    new: str | None
    new_address: str | None


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

    @property
    def same_text(self) -> bool:
        """Whether the texts are held and no character changed."""
        return self.pieces is not None and all(
            run.op == "=" for piece in self.pieces for run in piece.runs
        )

    @property
    def noise(self) -> dict[Noise, int]:
        """How many changes of each kind of noise there are."""
        counts: Counter[Noise] = Counter()
        for piece in self.pieces or ():
            for before, run in zip((None, *piece.runs), piece.runs, strict=False):
                # A taken-away and a put-in piece side by side are one change.
                if run.noise and not (before and before.noise is run.noise):
                    counts[run.noise] += 1
        return dict(counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """A comparison with all that its page shows; `counts` by kind of link."""

    comparison: Comparison
    old: NoticeRef
    new: NoticeRef
    address: str
    links: tuple[LinkView, ...]
    added: tuple[TaskRef, ...]
    dropped: tuple[TaskRef, ...]
    maybe: tuple[tuple[TaskRef, TaskRef, float], ...]
    counts: dict[LinkKind, int]
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
    """What became of a task in a neighbouring notice; `link` is None where nothing was found."""

    notice: NoticeRef
    earlier: bool
    compare: str
    basis: Basis
    link: LinkView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    """A line of work by notice; `theme` is None for one that the program proposes."""

    theme: Theme | None
    years: tuple[tuple[NoticeRef, tuple[TaskRef, ...]], ...]
    steps: Mapping[str, tuple[LinkView, ...]]


Refs = Mapping[str, TaskRef]


def task_refs(content: Content) -> dict[str, TaskRef]:
    """Every task of which a heading is known, by the key that comparisons use."""
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
                    label=f"（{format_numeral(task.number)}）" if task.number else "",
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
    content: Content, comparisons: Sequence[Comparison]
) -> dict[tuple[str, str], CompareView]:
    """A view of every comparison by its notices' ids."""
    refs, notices = task_refs(content), notice_refs(content)
    order = {key: place for place, key in enumerate(refs)}
    return {(c.old, c.new): _compare_view(c, refs, notices, order) for c in comparisons}


def _compare_view(
    comparison: Comparison, refs: Refs, notices: Mapping[str, NoticeRef], order: Mapping[str, int]
) -> CompareView:
    alignment = comparison.alignment
    links = tuple(
        sorted(
            (_link_view(detail, refs) for detail in comparison.details),
            key=lambda view: order[view.new[0].key],
        )
    )
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
        noise={kind: noise[kind] for kind in Noise if noise[kind]},
        flow=_flow(comparison, refs),
    )


def _link_view(detail: LinkDetail, refs: Refs) -> LinkView:
    old, new = ([refs[key] for key in keys] for keys in (detail.link.old, detail.link.new))
    return LinkView(
        link=detail.link,
        old=tuple(old),
        new=tuple(new),
        anchors=tuple(ref.anchor for ref in (*new, *old) if ref.anchor),
        pieces=None if detail.groups is None else tuple(_pieces(detail.groups, refs)),
        agencies=detail.agencies,
        figures=tuple(_figure_row(change, refs) for change in detail.figures),
    )


def _pieces(groups: Sequence[DiffGroup], refs: Refs) -> Iterator[Piece]:
    """The groups as rows; unchanged neighbours in the same sentence or the next are one row."""
    waiting: list[DiffGroup] = []
    for group in groups:
        if waiting and not (group.kind is GroupKind.EQUAL and _follows(waiting[-1], group)):
            yield _piece(waiting, refs)
            waiting = []
        waiting.append(group)
        if group.kind is not GroupKind.EQUAL:
            yield _piece(waiting, refs)
            waiting = []
    if waiting:
        yield _piece(waiting, refs)


def _follows(before: DiffGroup, after: DiffGroup) -> bool:
    if before.heading or after.heading:
        return False
    return before.old[-1].task == after.old[0].task and before.new[-1].task == after.new[0].task


def _piece(groups: Sequence[DiffGroup], refs: Refs) -> Piece:
    runs = tuple(run for group in groups for run in group.runs)
    text = "".join(run.text for run in runs)
    kind = groups[0].kind
    return Piece(
        kind=kind,
        runs=(Run(op="=", text=text),) if kind is GroupKind.EQUAL else runs,
        old_address=_sentence(groups[0].old, refs),
        new_address=_sentence(groups[0].new, refs),
        folded=len(text) if kind is GroupKind.EQUAL and len(text) > FOLD else 0,
        format_only=groups[0].format_only,
    )


def _sentence(clauses: Sequence[ClauseRef], refs: Refs) -> str | None:
    if not clauses:
        return None
    return f"{refs[clauses[0].task].address}#{clauses[0].sentence}"


def _figure_row(change: FigureChange, refs: Refs) -> FigureRow:
    def address(place: FigurePlace | None) -> str | None:
        return f"{refs[place.task].address}#{place.figure.sentence}" if place else None

    return FigureRow(
        old=change.old.figure.text if change.old else None,
        old_address=address(change.old),
        new=change.new.figure.text if change.new else None,
        new_address=address(change.new),
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
                        earlier=earlier,
                        compare=view.address,
                        basis=view.basis,
                        link=linked.get(task.ref.key),
                    )
                )
    return {
        key: tuple(sorted(around, key=lambda n: not n.earlier)) for key, around in found.items()
    }


def theme_views(
    content: Content,
    lineages: Sequence[Lineage],
    views: Mapping[tuple[str, str], CompareView],
) -> tuple[tuple[ThemeView, ...], tuple[ThemeView, ...]]:
    """The editors' themes, and what the program proposes and no editor has taken up."""
    refs, notices = task_refs(content), notice_refs(content)
    named = tuple(_theme_view(theme, theme.tasks, refs, notices, views) for theme in content.themes)
    taken = {key for theme in content.themes for key in theme.tasks}
    proposals = []
    for lineage in lineages:
        keys = tuple(key for _, keys in lineage.tasks for key in keys)
        if not taken & set(keys):
            proposals.append(_theme_view(None, keys, refs, notices, views))
    return named, tuple(proposals)


def _theme_view(
    theme: Theme | None,
    keys: Sequence[str],
    refs: Refs,
    notices: Mapping[str, NoticeRef],
    views: Mapping[tuple[str, str], CompareView],
) -> ThemeView:
    by_notice: dict[str, list[TaskRef]] = {}
    for key in sorted(keys, key=list(refs).index):
        by_notice.setdefault(refs[key].notice, []).append(refs[key])
    years = sorted(by_notice)
    steps = {}
    for old, new in pairwise(years):
        view = views.get((old, new))
        if view:
            steps[new] = tuple(
                link
                for link in view.links
                if {r.key for r in link.old} & set(keys) and {r.key for r in link.new} & set(keys)
            )
    return ThemeView(
        theme=theme,
        years=tuple((notices[year], tuple(by_notice[year])) for year in years),
        steps=steps,
    )


def theme_of(themes: Sequence[ThemeView]) -> dict[str, ThemeView]:
    """Each task's theme by its key."""
    return {ref.key: view for view in themes for _, refs in view.years for ref in refs}
