"""A comparison of two notices is links between their tasks, and how the linked texts differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model.agencies import Party, Role
from generator.model.figures import Figure
from generator.model.ids import HEADING


class LinkKind(StrEnum):
    """Whether a link joins one to one, one to many, many to one or many to many tasks."""

    KEPT = "kept"
    SPLIT = "split"
    MERGED = "merged"
    REGROUPED = "regrouped"


class Band(StrEnum):
    """How far a link's score can be trusted (高、中、低); the shares are on the method page."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Basis(StrEnum):
    """Whether a comparison rests on both texts, or on headings and agencies alone (仅凭标题)."""

    TEXT = "text"
    FACTS = "facts"


class GroupKind(StrEnum):
    """What happened to a segment, or a few of them."""

    EQUAL = "equal"
    CHANGED = "changed"
    REWRITTEN = "rewritten"
    MOVED = "moved"
    INSERTED = "inserted"
    DELETED = "deleted"


class Noise(StrEnum):
    """Why a change is none in substance: width and punctuation, numerals, a body's new name."""

    FORMAT = "format"
    NUMERAL = "numeral"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskProfile:
    """A task as alignment sees it.

    `id` is the task's id, or `2018:heading` where its number is not known; `body` is empty where only
    its heading is known (`full` is False); `agencies` are registry ids, each that of the body that it
    is today.
    """

    id: str
    heading: str
    body: str
    agencies: frozenset[str]
    full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Tasks of two notices that continue one another (对应); `score` is the best pair's, 0 to 1.

    `confirmed` says that an editor made or kept all of its pairs, for a `reason`; `perhaps` (可能延续)
    that none did and links of its band are right in 90 % or less.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    kind: LinkKind
    score: float
    band: Band
    confirmed: bool = False
    perhaps: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The links between two notices, in the old one's order, and the tasks without a link.

    `pairs` are the linked pairs with their scores, `confirmed` those among them that an editor made
    or kept; `maybe` are pairs too weak to link of which at least one task has no link. `added` and
    `dropped` are ids of new and old tasks.
    """

    basis: Basis
    links: tuple[Link, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    pairs: tuple[tuple[str, str, float], ...]
    maybe: tuple[tuple[str, str, float], ...]
    confirmed: frozenset[tuple[str, str]] = frozenset()

    @property
    def surely_added(self) -> tuple[str, ...]:
        """The new tasks without a link and without a pair in `maybe`."""
        possible = {new for _, new, _ in self.maybe}
        return tuple(key for key in self.added if key not in possible)

    @property
    def surely_dropped(self) -> tuple[str, ...]:
        """The old tasks without a link and without a pair in `maybe`."""
        possible = {old for old, _, _ in self.maybe}
        return tuple(key for key in self.dropped if key not in possible)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SegmentRef:
    """A segment (分句) by its place: characters `start` to `end` of a sentence, or a whole heading.

    A heading's `sentence` is `h`. `part` counts the sentences of the side's text (all tasks of the
    link, headings included), so that references sort in reading order.
    """

    part: int
    task: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of text that is unchanged (`=`), deleted (`-`) or inserted (`+`).

    `noise` says why a deletion or insertion changes nothing in substance.
    """

    op: str
    text: str
    noise: Noise | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffGroup:
    """Matched segments with the runs of their word diff.

    Runs without `+` join to the old segments, without `-` to the new ones. One of the sides is empty
    in a deleted or inserted group.
    """

    kind: GroupKind
    old: tuple[SegmentRef, ...]
    new: tuple[SegmentRef, ...]
    runs: tuple[Run, ...]

    @property
    def heading(self) -> bool:
        """Whether these are headings, which are never matched with other segments."""
        return (self.old or self.new)[0].sentence == HEADING

    @property
    def moved(self) -> bool:
        """Whether these stand outside the order that the other matches kept."""
        return self.kind is GroupKind.MOVED

    @property
    def format_only(self) -> bool:
        """Whether nothing changed but width and punctuation."""
        changed = [run for run in self.runs if run.op != "="]
        return bool(changed) and all(run.noise is Noise.FORMAT for run in changed)

    @property
    def same(self) -> bool:
        """Whether the text is the same to the letter, if perhaps in another place."""
        return all(run.op == "=" for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyClause:
    """A responsibility clause of a linked task as printed, by the task's id and the clause's anchor."""

    task: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDiff:
    """The responsibility clauses of linked tasks, with the runs of their word diff.

    Runs without `+` join to the old clauses in order, without `-` to the new ones.
    """

    old: tuple[DutyClause, ...]
    new: tuple[DutyClause, ...]
    runs: tuple[Run, ...]

    @property
    def same(self) -> bool:
        """Whether both sides print the same characters."""
        return all(run.op == "=" for run in self.runs)

    @property
    def worded(self) -> bool:
        """Whether words were compared: of several clauses nobody can say which one became which."""
        return len(self.old) == len(self.new) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyChange:
    """How the agencies of linked tasks changed: who joined, left, was renamed or kept.

    `first` are the old and the new body that stands first, None where it is the same. `roles` are
    bodies that both sides name, old and new, with another role (`Party.role`); between 负责 and names
    without a word there is only another way to write it. `implied` are
    bodies, old and new, that one side names here and the other once for all its tasks
    (`Party.implied`): no change of duty. `open` (等) and `deadline` are the old and the new value,
    None where they are the same. `lists_open` says of either side whether 等 stands there: who is no
    longer named in such a list may still be meant. With `partial`, the names known of a side may be
    only some of them: then `joined` and `left` say where a name was seen, not that anyone joined or
    left.
    """

    joined: tuple[Party, ...]
    left: tuple[Party, ...]
    renamed: tuple[tuple[Party, Party], ...]
    kept: tuple[Party, ...]
    first: tuple[Party | None, Party | None] | None
    roles: tuple[tuple[Party, Party], ...] = ()
    implied: tuple[tuple[Party, Party], ...] = ()
    open: tuple[bool, bool] | None = None
    lists_open: tuple[bool, bool] = (False, False)
    deadline: tuple[str | None, str | None] | None = None
    partial: bool = False

    @property
    def changed(self) -> bool:
        """Whether the clauses say something else, be it only where a body is named (`implied`)."""
        who = self.joined or self.left or self.renamed or self.first or self.roles or self.implied
        return bool(who or self.open or self.deadline)

    @property
    def by_roles(self) -> dict[tuple[Role, Role], list[tuple[Party, Party]]]:
        """The bodies in `roles` by their old and their new role."""
        grouped: dict[tuple[Role, Role], list[tuple[Party, Party]]] = {}
        for old, new in self.roles:
            grouped.setdefault((old.role, new.role), []).append((old, new))
        return grouped

    @property
    def first_told(self) -> tuple[Party | None, Party | None] | None:
        """`first` where no word tells more: who 牵头 is told as a role."""
        return None if self.first and self.first[1] and self.first[1].lead else self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlace:
    """A figure with the id of the task in whose sentence it stands."""

    task: str
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """The old and the new figure of the same thing; None where it came or went with its segment.

    A figure that is the same in another sentence has the same number twice (`stays`). `resaid` are two
    of sentences that were said anew: there 300万以下 and 不足300万 are the same number too. `moved` is one
    that stands in a task of another link now.
    """

    old: FigurePlace | None
    new: FigurePlace | None
    moved: bool = False
    resaid: bool = False

    @property
    def stays(self) -> bool:
        """Whether the same number stands in other words now (数字未变)."""
        if not self.old or not self.new:
            return False
        old, new = self.old.figure, self.new.figure
        return old.said == new.said or (self.resaid and old.number == new.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDetail:
    """A link with what changed in it.

    `groups` and `duties` are None where a text is not held, `agencies` where nothing is known of one
    side's, or where a notice names nobody in any of its tasks.
    """

    link: Link
    groups: tuple[DiffGroup, ...] | None
    agencies: AgencyChange | None
    figures: tuple[FigureChange, ...]
    duties: DutyDiff | None = None

    @property
    def nobody(self) -> bool:
        """Whether neither side says anything of who is responsible."""
        silent = self.duties is not None and not (self.duties.old or self.duties.new)
        return silent and not (self.agencies and self.agencies.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two notices compared (对照), of one series the older one first; `labels` are what they are called.

    `across` says that they are of different series (上下对照): nothing went on or was dropped, tasks
    correspond or none was found. `reason` is why an editor asked for it.
    """

    old: str
    new: str
    alignment: Alignment
    details: tuple[LinkDetail, ...]
    labels: tuple[str, str]
    across: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """A line of work through neighbouring notices (沿革): each notice's id and tasks, oldest first."""

    tasks: tuple[tuple[str, tuple[str, ...]], ...]
