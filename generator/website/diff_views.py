"""The groups of a diff as rows of two columns. No words, no mark-up.

What is gone and what has moved away stand at their old places, so that the old column read from top
to bottom is the old text, and the new column the new one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model.comparison import (
    DiffGroup,
    FigureChange,
    FigurePlace,
    GroupKind,
    LinkDetail,
    Noise,
    Run,
    SegmentRef,
)
from generator.website.refs import Refs, TaskRef

FOLD = 24
"""Unchanged text longer than that many characters, a line of a column, can be folded away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A sentence (`s2`, or `h` for the heading) of a task; `address` is None without a page."""

    task: TaskRef
    sentence: str

    @property
    def address(self) -> str | None:
        return f"{self.task.address}#{self.sentence}" if self.task.address else None

    @property
    def number(self) -> str | None:
        """The sentence's number; None for the heading."""
        return None if self.sentence == "h" else self.sentence[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A row of a diff: its runs, and the sentences in which they stand.

    `number_old` and `number_new` say that a sentence begins here in that column. `folded` counts
    the characters of unchanged text that can be folded away, else 0. A move is two rows with the
    same `move`: `away` where the text stood, with its old runs alone, and one where it stands now.
    `gone_from` says that read inline, where only the new column has its numbers, the row is the
    first to take something out of its old sentence, and there are several old tasks.
    """

    kind: GroupKind
    runs: tuple[Run, ...]
    old: Place | None
    new: Place | None
    number_old: bool = False
    number_new: bool = False
    folded: int = 0
    format_only: bool = False
    move: int = 0
    away: bool = False
    gone_from: bool = False

    @property
    def anchor(self) -> str:
        """The place of a row that moved, on a comparison's page: `m-1-old` where it stood."""
        return f"m-{self.move}-{'old' if self.away else 'new'}"

    @property
    def other_anchor(self) -> str:
        """The other place of the same move."""
        return f"m-{self.move}-{'new' if self.away else 'old'}"

    @property
    def length(self) -> int:
        """How many characters its runs have."""
        return sum(len(run.text) for run in self.runs)

    @property
    def tagged(self) -> bool:
        """Whether it is said in words what happened to the row."""
        return bool(self.move) or self.format_only or self.kind is GroupKind.REWRITTEN

    @property
    def heading(self) -> bool:
        """Whether the row is a task's heading."""
        place = self.old or self.new
        return place is not None and place.sentence == "h"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """An old and a new figure with the addresses of their sentences.

    `stays` is a number that stands in other words now; `moved` the task of another link that has it.
    """

    old: str | None
    old_address: str | None
    new: str | None
    new_address: str | None
    stays: bool
    moved: TaskRef | None


def own_words(groups: Iterable[DiffGroup]) -> tuple[int, int]:
    """How many letters and digits the new text has, and how many of them stand in the old one too."""
    runs = [run for group in groups for run in group.runs if run.op != "-"]
    sides = runs, [run for run in runs if run.op == "="]
    new, same = (sum(map(str.isalnum, "".join(run.text for run in side))) for side in sides)
    return new, same


def diff_pieces(groups: Sequence[DiffGroup], refs: Refs, numbers: Iterator[int]) -> list[Piece]:
    """The rows of a diff; `numbers` gives each move its number on the page.

    Unchanged neighbours are one row, and an unchanged heading is none: it stands above the diff.
    """
    found: list[Piece] = []
    before: dict[str, SegmentRef | None] = {"old": None, "new": None}
    moves: dict[DiffGroup, int] = {}
    for row in _joined(_rows(_whole_moves(groups))):
        group, away = row[0]
        if group.moved and group not in moves:
            moves[group] = next(numbers)
        last = row[-1][0]
        old, new = group.old if away or not group.moved else (), () if away else group.new
        if not _unchanged_heading(group):
            piece = _piece([g for g, _ in row], refs)
            found.append(
                replace(
                    piece,
                    runs=tuple(r for r in piece.runs if r.op != "+") if away else piece.runs,
                    number_old=_begins(before["old"], old),
                    number_new=_begins(before["new"], new),
                    move=moves.get(group, 0),
                    away=away,
                )
            )
        before = {"old": last.old[-1] if old else before["old"],
                  "new": last.new[-1] if new else before["new"]}  # fmt: skip
    return _with_origins(found)


def _with_origins(pieces: Sequence[Piece]) -> list[Piece]:
    """The rows, marked where what is gone has to be told by its task."""
    if len({piece.old.task.key for piece in pieces if piece.old}) < 2:
        return list(pieces)
    marked: list[Piece] = []
    told: Place | None = None
    for piece in pieces:
        tells = not piece.move and any(run.op == "-" for run in piece.runs)
        marked.append(replace(piece, gone_from=tells and piece.old != told))
        if tells or (piece.old and piece.old != told):
            told = piece.old if tells else None
    return marked


Row = tuple[DiffGroup, bool]


def _whole_moves(groups: Sequence[DiffGroup]) -> list[DiffGroup]:
    """Clauses that moved together are one move."""
    whole: list[DiffGroup] = []
    for group in groups:
        last = whole[-1] if whole else None
        if last and last.moved and group.moved and _touch(last, group):
            whole[-1] = replace(
                last,
                old=last.old + group.old,
                new=last.new + group.new,
                runs=last.runs + group.runs,
            )
        else:
            whole.append(group)
    return whole


def _touch(a: DiffGroup, b: DiffGroup) -> bool:
    return all(
        (x.task, x.part, x.end) == (y.task, y.part, y.start)
        for x, y in ((a.old[-1], b.old[0]), (a.new[-1], b.new[0]))
    )


def _rows(groups: Sequence[DiffGroup]) -> list[Row]:
    """The groups in the new order, with what is gone or moved away put in at its old place."""
    rows: list[Row] = [(group, False) for group in groups if group.new]
    leaving = [group for group in groups if group.old and (group.moved or not group.new)]
    for group in sorted(leaving, key=_start):
        place = max(
            (
                i + 1
                for i, (other, away) in enumerate(rows)
                if other.old and (away or not other.moved) and _start(other) < _start(group)
            ),
            default=0,
        )
        rows.insert(place, (group, group.moved))
    return rows


def _start(group: DiffGroup) -> tuple[int, int]:
    return group.old[0].part, group.old[0].start


def _joined(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that stand in one: unchanged neighbours of the same tasks."""
    waiting: list[Row] = []
    for row in rows:
        if waiting and not _follows(waiting[-1][0], row[0]):
            yield waiting
            waiting = []
        waiting.append(row)
    if waiting:
        yield waiting


def _follows(before: DiffGroup, after: DiffGroup) -> bool:
    if before.kind is not GroupKind.EQUAL or after.kind is not GroupKind.EQUAL:
        return False
    return all(
        x.task == y.task and (x.sentence == "h") == (y.sentence == "h")
        for x, y in ((before.old[-1], after.old[0]), (before.new[-1], after.new[0]))
    )


def _unchanged_heading(group: DiffGroup) -> bool:
    return group.kind is GroupKind.EQUAL and group.new[0].sentence == "h"


def _begins(before: SegmentRef | None, clauses: Sequence[SegmentRef]) -> bool:
    if not clauses:
        return False
    first = clauses[0]
    return before is None or (before.task, before.part) != (first.task, first.part)


def _piece(groups: Sequence[DiffGroup], refs: Refs) -> Piece:
    runs = tuple(run for group in groups for run in group.runs)
    text = "".join(run.text for run in runs)
    equal = groups[0].kind is GroupKind.EQUAL
    return Piece(
        kind=groups[0].kind,
        runs=(Run(op="=", text=text),) if equal else runs,
        old=_place(groups[0].old, refs),
        new=_place(groups[0].new, refs),
        folded=len(text) if equal and len(text) > FOLD else 0,
        format_only=groups[0].format_only,
    )


def _place(clauses: Sequence[SegmentRef], refs: Refs) -> Place | None:
    if not clauses:
        return None
    return Place(task=refs[clauses[0].task], sentence=clauses[0].sentence)


def noise_counts(detail: LinkDetail) -> Counter[Noise]:
    """How many changes of each kind of noise a link has, in its text and in who is responsible."""
    counts: Counter[Noise] = Counter()
    for group in detail.groups or ():
        for before, run in zip((None, *group.runs), group.runs, strict=False):
            # A taken-away and a put-in piece side by side are one change.
            if run.noise and not (before and before.noise is run.noise):
                counts[run.noise] += 1
    if detail.agencies:
        counts[Noise.NAME] += len(detail.agencies.renamed)
    return counts


def figure_row(change: FigureChange, refs: Refs) -> FigureRow:
    """An old and a new figure, each with where it stands."""

    def address(place: FigurePlace | None) -> str | None:
        task = refs[place.task].address if place else None
        return f"{task}#{place.figure.sentence}" if place and task else None

    return FigureRow(
        old=change.old.figure.text if change.old else None,
        old_address=address(change.old),
        new=change.new.figure.text if change.new else None,
        new_address=address(change.new),
        stays=change.stays,
        moved=refs[change.new.task] if change.moved and change.new else None,
    )
