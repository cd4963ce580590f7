"""Figure changes pair the figures of linked tasks: changed, come or gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from generator.model.comparison import DiffGroup, FigureChange, FigurePlace, GroupKind, SegmentRef
from generator.model.figures import Figure, FigureKind
from generator.model.notice import Sentence
from generator.notice.figures import find_figures

PAIRED = 0.45
"""The least likeness (0 to 1) of an old and a new figure that count the same thing.

Raising it tells more figures as gone and come; tuned with `make eval` (figures).
"""
CONTEXT = 12
"""How many characters on either side of a figure say what it counts, within its segment."""
WEIGHTS = (0.7, 0.2, 0.1)
"""The weights of context, unit and values in the likeness of two figures."""
Placed = tuple[FigurePlace, str]
"""A figure with the words around it."""


def figure_changes(
    groups: Sequence[DiffGroup], sentences: Mapping[tuple[str, int], Sentence]
) -> tuple[FigureChange, ...]:
    """Figures that changed, came or went; `sentences` are keyed by task and `SegmentRef.part`.

    Old and new figures of the same segments are paired by what stands around them.
    """
    changes: list[FigureChange] = []
    for group in groups:
        if group.kind is GroupKind.EQUAL:
            continue
        sides = [[*_figures(refs, sentences)] for refs in (group.old, group.new)]
        if not any(sides):
            continue
        # 一百 that became 100 is another way to write it, no change of the number.
        old, new = (
            [figure for place, figure in side if noisy.isdisjoint(place)]
            for side, noisy in zip(sides, (_noisy(group, "+"), _noisy(group, "-")), strict=True)
        )
        pairs = _pairs(old, new)
        changes += [
            FigureChange(old=old[i][0], new=new[j][0])
            for i, j in pairs
            if _said(old[i][0].figure) != _said(new[j][0].figure)
        ]
        paired_old, paired_new = {i for i, _ in pairs}, {j for _, j in pairs}
        changes += [
            FigureChange(old=place, new=None)
            for i, (place, _) in enumerate(old)
            if i not in paired_old
        ]
        changes += [
            FigureChange(old=None, new=place)
            for j, (place, _) in enumerate(new)
            if j not in paired_new
        ]
    return tuple(changes)


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
        for figure in find_figures(sentence.id, sentence.text):
            if ref.start <= figure.start < ref.end:
                text = sentence.text
                around = (
                    text[max(ref.start, figure.start - CONTEXT) : figure.start]
                    + "\0"  # so that words before one figure never match words behind another
                    + text[figure.end : min(ref.end, figure.end + CONTEXT)]
                )
                place = before + figure.start - ref.start
                span = range(place, place + len(figure.text))
                yield span, (FigurePlace(task=ref.task, figure=figure), around)
        before += ref.end - ref.start


def _pairs(old: Sequence[Placed], new: Sequence[Placed]) -> list[tuple[int, int]]:
    """Greedy one-to-one pairs of figures that count the same thing, by place."""
    candidates = sorted(
        (-_likeness(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new)
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
    (x, around_x), (y, around_y) = a, b
    if (x.figure.kind is FigureKind.YEAR) != (y.figure.kind is FigureKind.YEAR):
        return 0.0  # a year never becomes a quantity
    context = SequenceMatcher(None, around_x, around_y, autojunk=False).ratio()
    unit = x.figure.unit == y.figure.unit
    values = x.figure.values == y.figure.values
    parts = (context, unit, values)
    return round(sum(weight * part for weight, part in zip(WEIGHTS, parts, strict=True)), 9)


def _said(figure: Figure) -> tuple[tuple[str, ...], str, str]:
    """What a figure says, whatever way it is printed."""
    return figure.values, figure.unit, figure.bound
