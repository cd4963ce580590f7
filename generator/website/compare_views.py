"""Comparisons, put in the order in which the pages show them. No words, no mark-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from generator.addresses import compare_address
from generator.model.comparison import (
    AgencyChange,
    Band,
    Basis,
    Comparison,
    Link,
    LinkDetail,
    LinkKind,
    Noise,
)
from generator.model.content import Content
from generator.model.entries import NoticeEntry
from generator.website.diff_views import (
    FigureRow,
    Piece,
    diff_pieces,
    figure_row,
    noise_counts,
    own_words,
)
from generator.website.duty_views import DutyView, duty_view
from generator.website.flow_map import Flow, task_flow
from generator.website.refs import Refs, TaskRef
from generator.website.theme_joins import ThemeJoin, joins_by_task, theme_joins


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A link with all that its place on a comparison's page shows.

    `duties` are the responsibility clauses where they differ; with `nobody` there is nothing to say
    of who is responsible. `across` says that its notices are of different series; then `own_words`
    counts the new tasks' letters and digits, and those of them that stand in the old ones' words.
    """

    link: Link
    old: tuple[TaskRef, ...]
    new: tuple[TaskRef, ...]
    anchors: tuple[str, ...]
    pieces: tuple[Piece, ...] | None
    agencies: AgencyChange | None
    figures: tuple[FigureRow, ...]
    noise: Mapping[Noise, int]
    duties: DutyView | None = None
    nobody: bool = False
    across: bool = False
    own_words: tuple[int, int] = (0, 0)

    @property
    def same_text(self) -> bool:
        """Whether the texts are held and no character changed."""
        return self.pieces is not None and all(
            run.op == "=" and not piece.move for piece in self.pieces for run in piece.runs
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much changed between two notices, in linked tasks alone.

    Agencies: `joined`, `left`, `renamed`, `first`, `roles`. Figures: `changed` in value, `came` and `gone`
    with their clauses.
    """

    joined: int
    left: int
    renamed: int
    first: int
    roles: int
    changed: int
    came: int
    gone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """Links of a kind, those that are only possible apart (`perhaps`).

    Confirmed by an editor, or guessed by the program.
    """

    kind: LinkKind
    perhaps: bool
    confirmed: int
    guessed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """How many of a notice's tasks have a link, where headings alone are compared.

    `notice` is the one of which fewer tasks are known, `earlier` that it is the older one. Of the
    `linked` an editor confirmed some, and of others the program is `sure`.
    """

    notice: NoticeEntry
    other: NoticeEntry
    earlier: bool
    linked: int
    confirmed: int
    sure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """A comparison with all that its page shows.

    `added` and `dropped` have no partner at all where the texts are held; those that have a possible
    one are in `maybe`. `joins` are what themes say beyond the links.
    """

    comparison: Comparison
    old: NoticeEntry
    new: NoticeEntry
    address: str
    links: tuple[LinkView, ...]
    added: tuple[TaskRef, ...]
    dropped: tuple[TaskRef, ...]
    maybe: tuple[tuple[TaskRef, TaskRef, float], ...]
    joins: tuple[ThemeJoin, ...]
    joined: Mapping[str, tuple[ThemeJoin, ...]]
    totals: Totals
    noise: dict[Noise, int]
    flow: Flow

    @property
    def basis(self) -> Basis:
        return self.comparison.alignment.basis

    @property
    def across(self) -> bool:
        """Whether the notices are of different series."""
        return self.comparison.across

    @property
    def linked_old(self) -> int:
        """How many tasks of the old notice have a link."""
        return len({ref.key for view in self.links for ref in view.old})

    @property
    def linked_new(self) -> int:
        """How many tasks of the new notice have a link."""
        return len({ref.key for view in self.links for ref in view.new})

    @property
    def pairs_shown(self) -> tuple[tuple[tuple[str, ...], TaskRef, TaskRef, float], ...]:
        """The possible pairs, each with the anchors of tasks that stand here first and in no link."""
        alignment = self.comparison.alignment
        waiting = {*alignment.added, *alignment.dropped}
        rows = []
        for old, new, score in self.maybe:
            here = [ref for ref in (old, new) if ref.key in waiting]
            waiting -= {ref.key for ref in here}
            rows.append((tuple(ref.anchor for ref in here if ref.anchor), old, new, score))
        return tuple(rows)

    @property
    def followed(self) -> Followed:
        """How much is found of the notice of which fewer tasks are known."""
        earlier = self.old.count <= self.new.count
        links = [v.link for v in self.links for _ in (v.old if earlier else v.new)]
        return Followed(
            notice=self.old if earlier else self.new,
            other=self.new if earlier else self.old,
            earlier=earlier,
            linked=len(links),
            confirmed=sum(link.confirmed for link in links),
            sure=sum(not link.confirmed and link.band is Band.HIGH for link in links),
        )

    def possible(self, key: str, earlier: bool) -> tuple[TaskRef, ...]:
        """The tasks of the other notice, the `earlier` one or the later, in a possible pair with one."""
        pairs = [(b, a) if earlier else (a, b) for a, b, _ in self.maybe]
        return tuple(there for here, there in pairs if here.key == key)

    @property
    def counted(self) -> tuple[KindCount, ...]:
        """How many links of each kind that there is."""
        return tuple(
            _kind_count(kind, perhaps, links)
            for kind in LinkKind
            for perhaps in (False, True)
            if (
                links := [
                    v.link for v in self.links if (v.link.kind, v.link.perhaps) == (kind, perhaps)
                ]
            )
        )


def _kind_count(kind: LinkKind, perhaps: bool, links: Sequence[Link]) -> KindCount:
    confirmed = sum(link.confirmed for link in links)
    return KindCount(
        kind=kind, perhaps=perhaps, confirmed=confirmed, guessed=len(links) - confirmed
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """What became of a task in a neighbouring notice; `link` is None where nothing was found.

    `maybe` are the tasks there that are perhaps the same line of work, where it has no link; `joins`
    are the themes that join it with tasks there, with which it has no link.
    """

    notice: NoticeEntry
    old: NoticeEntry
    new: NoticeEntry
    earlier: bool
    compare: str
    basis: Basis
    link: LinkView | None
    maybe: tuple[TaskRef, ...]
    joins: tuple[ThemeJoin, ...]

    def beside(self, key: str) -> tuple[TaskRef, ...]:
        """The tasks of this task's own notice that share its link."""
        own = () if self.link is None else self.link.new if self.earlier else self.link.old
        return tuple(ref for ref in own if ref.key != key)

    @property
    def there(self) -> tuple[TaskRef, ...]:
        """The tasks of the neighbouring notice in the link."""
        return () if self.link is None else self.link.old if self.earlier else self.link.new


def compare_views(
    content: Content,
    notices: Iterable[NoticeEntry],
    comparisons: Sequence[Comparison],
    refs: Refs,
) -> dict[tuple[str, str], CompareView]:
    """A view of every comparison by its notices' ids; `refs` are the tasks of all notices."""
    by_id = {notice.id: notice for notice in notices}
    order = {key: place for place, key in enumerate(refs)}
    return {
        (c.old, c.new): _compare_view(
            c, refs, by_id, order, joins=() if c.across else theme_joins(content, c, refs)
        )
        for c in comparisons
    }


def _compare_view(
    comparison: Comparison,
    refs: Refs,
    notices: Mapping[str, NoticeEntry],
    order: Mapping[str, int],
    *,
    joins: tuple[ThemeJoin, ...],
) -> CompareView:
    alignment = comparison.alignment
    details = sorted(comparison.details, key=lambda detail: order[detail.link.new[0]])
    moves = count(1)
    links = tuple(_link_view(detail, refs, moves, comparison.across) for detail in details)
    noise: Counter[Noise] = Counter()
    for view in links:
        noise.update(view.noise)
    return CompareView(
        comparison=comparison,
        old=notices[comparison.old],
        new=notices[comparison.new],
        address=compare_address(comparison.old, comparison.new),
        links=links,
        added=tuple(refs[key] for key in alignment.surely_added),
        dropped=tuple(refs[key] for key in alignment.surely_dropped),
        maybe=tuple((refs[a], refs[b], score) for a, b, score in alignment.maybe),
        joins=joins,
        joined=joins_by_task(joins),
        totals=_totals(details),
        noise={kind: noise[kind] for kind in Noise if noise[kind]},
        flow=task_flow(comparison, refs),
    )


def _totals(details: Sequence[LinkDetail]) -> Totals:
    agencies = [detail.agencies for detail in details if detail.agencies]
    figures = [change for detail in details for change in detail.figures]
    return Totals(
        joined=sum(len(change.joined) for change in agencies),
        left=sum(len(change.left) for change in agencies),
        renamed=sum(len(change.renamed) for change in agencies),
        first=sum(change.first_told is not None for change in agencies),
        roles=sum(len(change.roles) for change in agencies),
        changed=sum(bool(c.old and c.new and not c.stays) for c in figures),
        came=sum(change.old is None for change in figures),
        gone=sum(change.new is None for change in figures),
    )


def _link_view(detail: LinkDetail, refs: Refs, moves: Iterator[int], across: bool) -> LinkView:
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
        duties=duty_view(detail.duties, refs),
        nobody=detail.nobody,
        across=across,
        own_words=own_words(detail.groups or ()) if across else (0, 0),
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
                        maybe=()
                        if task.ref.key in linked
                        else view.possible(task.ref.key, earlier),
                        joins=view.joined.get(task.ref.key, ()),
                    )
                )
    return {
        key: tuple(sorted(around, key=lambda n: not n.earlier)) for key, around in found.items()
    }
