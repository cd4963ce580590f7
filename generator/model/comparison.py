"""What a comparison of two notices says: links between tasks, and how their texts differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model.agencies import Party
from generator.model.figures import Figure

HEADING = "h"
"""The sentence id of a task's heading, as in its address (`/2020/07/#h`)."""


class LinkKind(StrEnum):
    """What became of tasks: one to one, one to many, many to one, many to many."""

    KEPT = "kept"
    SPLIT = "split"
    MERGED = "merged"
    REGROUPED = "regrouped"


class Band(StrEnum):
    """How much a link's score is to be trusted (高、中、低·待核)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Basis(StrEnum):
    """What a comparison rests on: both texts, or headings and agencies alone (仅凭标题)."""

    TEXT = "text"
    FACTS = "facts"


class GroupKind(StrEnum):
    """What happened to a clause, or a few of them."""

    EQUAL = "equal"
    CHANGED = "changed"
    REWRITTEN = "rewritten"
    MOVED = "moved"
    INSERTED = "inserted"
    DELETED = "deleted"


class Noise(StrEnum):
    """Why a change can be left out of sight: width and punctuation, numerals, a body's new name."""

    FORMAT = "format"
    NUMERAL = "numeral"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskProfile:
    """A task as alignment sees it; `body` is empty where only its heading is known.

    `id` is the task's id, or `2018:heading` where its number is not known; `agencies` are registry
    ids, folded to their latest successors.
    """

    id: str
    heading: str
    body: str
    agencies: frozenset[str]
    full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Tasks of two notices that belong together (对应); `score` is the best pair's, 0 to 1.

    `confirmed` says that an editor put or kept it there, with a `reason`.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    kind: LinkKind
    score: float
    band: Band
    confirmed: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The links between two notices, in the old one's order, and the tasks without one.

    `pairs` are the linked pairs themselves with their scores, `confirmed` those among them that an
    editor put or kept there; `maybe` are pairs too weak to link.
    """

    basis: Basis
    links: tuple[Link, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    pairs: tuple[tuple[str, str, float], ...]
    maybe: tuple[tuple[str, str, float], ...]
    confirmed: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ClauseRef:
    """A clause (分句): characters `start` to `end` of a sentence of a task, or its whole heading.

    A heading's `sentence` is `h`. `part` is the sentence's place in the text compared, by which
    references sort.
    """

    part: int
    task: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of text that stays (`=`), goes (`-`) or comes (`+`)."""

    op: str
    text: str
    noise: Noise | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffGroup:
    """Clauses that belong together and their runs.

    Runs without `+` are the old clauses joined, without `-` the new ones.
    """

    kind: GroupKind
    old: tuple[ClauseRef, ...]
    new: tuple[ClauseRef, ...]
    runs: tuple[Run, ...]

    @property
    def heading(self) -> bool:
        """Whether these are headings, which are never matched with clauses."""
        return (self.old or self.new)[0].sentence == HEADING

    @property
    def moved(self) -> bool:
        return self.kind is GroupKind.MOVED

    @property
    def format_only(self) -> bool:
        """Whether nothing changed but width and punctuation."""
        changed = [run for run in self.runs if run.op != "="]
        return bool(changed) and all(run.noise is Noise.FORMAT for run in changed)

    @property
    def same(self) -> bool:
        return all(run.op == "=" for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyChange:
    """Who joined, who left, who only has a new name; `first` is None where it is the same body.

    `implied` are bodies, old and new, that one side names here and the other once for all its
    tasks (`Party.implied`): no change of duty. `open` (等) and `deadline` are old and new, None
    where they are the same. With `partial`, the names known of a side may be only some of them:
    then `joined` and `left` say where a name was seen, not that anyone joined or left.
    """

    joined: tuple[Party, ...]
    left: tuple[Party, ...]
    renamed: tuple[tuple[Party, Party], ...]
    kept: tuple[Party, ...]
    first: tuple[Party | None, Party | None] | None
    implied: tuple[tuple[Party, Party], ...] = ()
    open: tuple[bool, bool] | None = None
    deadline: tuple[str | None, str | None] | None = None
    partial: bool = False

    @property
    def changed(self) -> bool:
        """Whether the clauses say something else; a body named elsewhere instead counts too."""
        who = self.joined or self.left or self.renamed or self.first or self.implied
        return bool(who or self.open or self.deadline)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlace:
    """A figure with the task in whose sentence it stands."""

    task: str
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """The same thing's old and new figure; None where it came or went with its clause."""

    old: FigurePlace | None
    new: FigurePlace | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDetail:
    """A link with what changed in it; `groups` is None where a text is not held."""

    link: Link
    groups: tuple[DiffGroup, ...] | None
    agencies: AgencyChange | None
    figures: tuple[FigureChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two notices of a series compared (对照), the older one first."""

    old: str
    new: str
    alignment: Alignment
    details: tuple[LinkDetail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Tasks of a line of work through neighbouring notices (沿革), oldest first."""

    tasks: tuple[tuple[str, tuple[str, ...]], ...]
