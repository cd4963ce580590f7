"""Figures that changed, came or went between linked tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from generator.model.comparison import ClauseRef, DiffGroup, FigureChange, FigurePlace, GroupKind
from generator.model.figures import Figure, FigureKind
from generator.model.notice import Sentence
from generator.notice.figures import find_figures

PAIRED = 0.45
CONTEXT = 12
"""How many characters on either side of a figure say what it counts."""


def figure_changes(
    groups: Sequence[DiffGroup], sentences: Mapping[tuple[str, int], Sentence]
) -> tuple[FigureChange, ...]:
    """Figures that changed, came or went; `sentences` by task and place in the text compared.

    Old and new figures of the same clauses are paired by what stands around them.
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
    """The places on the side without `other` that differ in spelling or marks alone."""
    noisy: set[int] = set()
    place = 0
    for run in group.runs:
        if run.op != other:
            noisy |= set(range(place, place + len(run.text))) if run.noise else set()
            place += len(run.text)
    return noisy


def _figures(
    refs: Sequence[ClauseRef], sentences: Mapping[tuple[str, int], Sentence]
) -> Iterator[tuple[range, tuple[FigurePlace, str]]]:
    """The figures of clauses, each with its place in them all and the words around it."""
    before = 0
    for ref in refs:
        sentence = sentences[ref.task, ref.part]
        for figure in find_figures(sentence.id, sentence.text):
            if ref.start <= figure.start < ref.end:
                text = sentence.text
                around = (
                    text[max(ref.start, figure.start - CONTEXT) : figure.start]
                    + "\0"
                    + text[figure.end : min(ref.end, figure.end + CONTEXT)]
                )
                place = before + figure.start - ref.start
                span = range(place, place + len(figure.text))
                yield span, (FigurePlace(task=ref.task, figure=figure), around)
        before += ref.end - ref.start


def _pairs(
    old: Sequence[tuple[FigurePlace, str]], new: Sequence[tuple[FigurePlace, str]]
) -> list[tuple[int, int]]:
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


def _likeness(a: tuple[FigurePlace, str], b: tuple[FigurePlace, str]) -> float:
    (x, around_x), (y, around_y) = a, b
    if (x.figure.kind is FigureKind.YEAR) != (y.figure.kind is FigureKind.YEAR):
        return 0.0
    context = SequenceMatcher(None, around_x, around_y, autojunk=False).ratio()
    unit = x.figure.unit == y.figure.unit
    return round(0.7 * context + 0.2 * unit + 0.1 * (x.figure.values == y.figure.values), 9)


def _said(figure: Figure) -> tuple[tuple[str, ...], str, str]:
    return figure.values, figure.unit, figure.bound
