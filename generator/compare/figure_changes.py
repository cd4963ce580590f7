"""Figure changes pair the figures of linked tasks: changed, come, gone, unchanged in another sentence, moved.

Figures of matched segments are paired by what stands around them and what they count. What is left over
is paired within the link, where the sentences name the same thing: so a number that stays while its
sentence is said in other words is no longer gone and new. What is still left is paired between links,
where the whole segments do: it has moved to another task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.compare.subjects import covered_share, subject_pairs
from generator.model.comparison import DiffGroup, FigureChange, FigurePlace, GroupKind, SegmentRef
from generator.model.figures import Figure, FigureKind
from generator.model.notice import Sentence
from generator.notice.figures import find_figures, find_spelled_figures
from generator.text.frame_words import subject_runs
from generator.text.words import cut_words

PAIRED = 0.45
"""The least likeness (0 to 1) of an old and a new figure that count the same thing.

Raising it tells more figures as gone and come; tuned with `make eval` (figures).
"""
CONTEXT = 12
"""How many characters on either side of a figure say what it counts, within its segment."""
WEIGHTS = (0.7, 0.2, 0.1)
"""The weights of context, unit and values in the likeness of two figures."""
OTHER = 0.5
"""What the likeness is multiplied with where what stands right before two figures names other things."""
NOUN = 6
"""How many characters behind or before a figure can name what it counts."""
RESAID, MOVED = 0.3, 0.6
"""The least share of a segment's subject that the other sentence has, in which a figure is found again,
within a link and in another one. Raising them tells more figures as gone and come."""
DEADLINES = ("底", "前")
COUNTERS = frozenset("个座家套间名艘处户所条项人次台辆期盏尾班")
"""Units that say little of what is counted: it stands behind the number, or before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A figure with the words around it, its segment and its sentence."""

    place: FigurePlace
    around: str
    segment: str
    sentence: str

    @property
    def figure(self) -> Figure:
        return self.place.figure


@dataclass(slots=True)
class LinkFigures:
    """What is said of a link's figures, and the old and new ones that have no partner yet."""

    changes: list[FigureChange]
    gone: list[Placed]
    come: list[Placed]

    def all(self) -> tuple[FigureChange, ...]:
        """All changes; a bare year that came or went with its segment counts nothing and is left out."""
        gone = (FigureChange(old=p.place, new=None) for p in self.gone if _counts(p.figure))
        come = (FigureChange(old=None, new=p.place) for p in self.come if _counts(p.figure))
        return (*self.changes, *gone, *come)


def _counts(figure: Figure) -> bool:
    """Whether a figure says something by itself: a number, or a year that is a deadline (9002年底前)."""
    return figure.kind is not FigureKind.YEAR or figure.text.endswith(DEADLINES)


def figure_changes(
    groups: Sequence[DiffGroup], sentences: Mapping[tuple[str, int], Sentence]
) -> LinkFigures:
    """Figures of a link that changed, stayed in another sentence, came or went.

    `sentences` are keyed by task and `SegmentRef.part`.
    """
    found = LinkFigures([], [], [])
    for group in groups:
        if group.kind is GroupKind.EQUAL:
            continue
        sides = [[*_figures(refs, sentences)] for refs in (group.old, group.new)]
        # 一百 that became 100 is another way to write it, no change of the number.
        old, new = (
            [figure for place, figure in side if noisy.isdisjoint(place)]
            for side, noisy in zip(sides, (_noisy(group, "+"), _noisy(group, "-")), strict=True)
        )
        pairs = _pairs(old, new, _likeness)
        found.changes += [
            FigureChange(old=old[i].place, new=new[j].place)
            for i, j in pairs
            if old[i].figure.said != new[j].figure.said
        ]
        found.gone += _left(old, {i for i, _ in pairs})
        found.come += _left(new, {j for _, j in pairs})
    again = _pairs(found.gone, found.come, _likeness_resaid)
    found.changes += [
        FigureChange(old=found.gone[i].place, new=found.come[j].place, resaid=True)
        for i, j in again
    ]
    found.gone = _left(found.gone, {i for i, _ in again})
    found.come = _left(found.come, {j for _, j in again})
    return found


def move_figures(links: Sequence[LinkFigures]) -> None:
    """Put figures that went from one link to another there as moved, and take them off the rest."""
    gone = [(k, figure) for k, link in enumerate(links) for figure in link.gone]
    come = [(k, figure) for k, link in enumerate(links) for figure in link.come]
    pairs = _pairs(
        [figure for _, figure in gone], [figure for _, figure in come], _likeness_elsewhere
    )
    for i, j in pairs:
        (k, old), (other, new) = gone[i], come[j]
        if k != other:
            links[k].changes.append(FigureChange(old=old.place, new=new.place, moved=True))
            links[k].gone.remove(old)
            links[other].come.remove(new)


def _left(side: Sequence[Placed], paired: set[int]) -> list[Placed]:
    return [figure for k, figure in enumerate(side) if k not in paired]


def _noisy(group: DiffGroup, other: str) -> set[int]:
    """The places on the side without `other` that differ in form alone."""
    noisy: set[int] = set()
    place = 0
    for run in group.runs:
        if run.op != other:
            noisy |= set(range(place, place + len(run.text))) if run.noise else set()
            place += len(run.text)
    return noisy


def _figures(
    refs: Sequence[SegmentRef], sentences: Mapping[tuple[str, int], Sentence]
) -> Iterator[tuple[range, Placed]]:
    """The figures of segments, each with its place in their joined text and the words around it."""
    before = 0
    for ref in refs:
        sentence = sentences[ref.task, ref.part]
        text = sentence.text
        for figure in _all_figures(sentence):
            if ref.start <= figure.start < ref.end:
                around = (
                    text[max(ref.start, figure.start - CONTEXT) : figure.start]
                    + "\0"  # so that words before one figure never match words behind another
                    + text[figure.end : min(ref.end, figure.end + CONTEXT)]
                )
                place = before + figure.start - ref.start
                span = range(place, place + len(figure.text))
                yield (
                    span,
                    Placed(
                        place=FigurePlace(task=ref.task, figure=figure),
                        around=around,
                        segment=text[ref.start : ref.end],
                        sentence=text,
                    ),
                )
        before += ref.end - ref.start


def _all_figures(sentence: Sentence) -> list[Figure]:
    """The figures of a sentence, in digits and spelled."""
    spelled = find_spelled_figures(sentence.id, sentence.text)
    figures = find_figures(sentence.id, sentence.text)
    taken = {k for figure in figures for k in range(figure.start, figure.end)}
    both = [*figures, *(f for f in spelled if taken.isdisjoint(range(f.start, f.end)))]
    return sorted(both, key=lambda figure: figure.start)


def _pairs(
    old: Sequence[Placed], new: Sequence[Placed], likeness: Callable[[Placed, Placed], float]
) -> list[tuple[int, int]]:
    """Greedy one-to-one pairs of figures that count the same thing, by place."""
    candidates = sorted(
        (-likeness(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new)
    )
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for score, i, j in candidates:
        if -score >= PAIRED and i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def _likeness(a: Placed, b: Placed) -> float:
    x, y = a.figure, b.figure
    if (x.kind is FigureKind.YEAR) != (y.kind is FigureKind.YEAR):
        return 0.0  # a year never becomes a quantity
    behind = _noun_behind(a), _noun_behind(b)
    if all(behind) and not set(behind[0]) & set(behind[1]):
        return 0.0  # 100个县 and 100个镇
    context = SequenceMatcher(None, a.around, b.around, autojunk=False).ratio()
    parts = (context, x.said[1] == y.said[1], x.values == y.values)
    whole = sum(weight * part for weight, part in zip(WEIGHTS, parts, strict=True))
    before = _pairs_before(a), _pairs_before(b)
    if all(before) and not any(behind) and not before[0] & before[1]:
        whole *= OTHER  # 渔政站15个 and 气象站15个
    return round(whole, 9)


def _likeness_resaid(a: Placed, b: Placed) -> float:
    """The likeness of figures in segments that were not matched, of one link: 0 without a subject."""
    share = max(
        covered_share(a.segment, subject_pairs(b.sentence)),
        covered_share(b.segment, subject_pairs(a.sentence)),
    )
    return _same_number(a, b, share) if share >= RESAID else 0.0


def _likeness_elsewhere(a: Placed, b: Placed) -> float:
    """The likeness of figures of two links: their segments name the same, to a larger part."""
    share = max(
        covered_share(a.segment, subject_pairs(b.segment)),
        covered_share(b.segment, subject_pairs(a.segment)),
    )
    return _same_number(a, b, share) if share >= MOVED else 0.0


def _same_number(a: Placed, b: Placed, share: float) -> float:
    """How surely two figures far from each other are one: the same number, or nearly the same words."""
    x, y = a.figure, b.figure
    behind = _noun_behind(a), _noun_behind(b)
    if FigureKind.YEAR in (x.kind, y.kind) or x.said[1] != y.said[1]:
        return 0.0
    if all(behind) and not set(behind[0]) & set(behind[1]):
        return 0.0
    return round(max(_likeness(a, b), share) if x.values == y.values else _likeness(a, b), 9)


def _noun_behind(placed: Placed) -> str:
    """What stands behind a figure and is counted: of 100个县开展 it is 县; empty where nothing is named."""
    if placed.figure.unit[-1:] not in COUNTERS:
        return ""
    behind = placed.around.partition("\0")[2].removeprefix("的")[:NOUN]
    first = next(iter(cut_words(behind)), "")
    return first if first and "".join(subject_runs(first)) == first else ""


def _pairs_before(placed: Placed) -> frozenset[str]:
    """The neighbouring characters of what is named right before a figure."""
    if placed.figure.unit[-1:] not in COUNTERS:
        return frozenset()
    return subject_pairs(placed.around.partition("\0")[0][-NOUN:])
