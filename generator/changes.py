"""What changed in who is responsible, and which figure became which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from generator.model.agencies import ClauseReading, Party, Registry
from generator.model.comparison import (
    AgencyChange,
    ClauseRef,
    DiffGroup,
    FigureChange,
    FigurePlace,
    GroupKind,
)
from generator.model.figures import Figure, FigureKind
from generator.model.notice import Sentence
from generator.notice.figures import find_figures

PAIRED = 0.45
CONTEXT = 12
"""How many characters on either side of a figure say what it counts."""


def latest_names(registry: Registry) -> dict[str, str]:
    """Each agency's id with that of the body that it is today, where it has a single successor."""
    successors = {a.id: [s.id for s in a.successors] for a in registry.agencies}
    latest = {}
    for agency in successors:
        seen = [agency]
        while len(following := successors.get(seen[-1], [])) == 1 and following[0] not in seen:
            seen.append(following[0])
        latest[agency] = seen[-1]
    return latest


def printed_names(registry: Registry) -> dict[str, str]:
    """Each printed form with the id of the body that it is today."""
    latest = latest_names(registry)
    return {name: latest[agency.id] for name, agency in registry.by_printed().items()}


def agency_changes(
    old: Sequence[ClauseReading],
    new: Sequence[ClauseReading],
    latest: Mapping[str, str],
    *,
    partial: bool = False,
) -> AgencyChange:
    """Who joined and left between the clauses of linked tasks; a new name is no change of duty.

    `latest` has the body that each agency is today (see `latest_names`). `partial` says that the
    names of a side may not be all: nothing is then known of 等 and dates.
    """
    before, after = _parties(old, latest), _parties(new, latest)
    named = [key for key in before if key in after and not before[key].implied]
    same = [key for key in named if not after[key].implied]
    renamed = [key for key in same if before[key].agency != after[key].agency]
    once = [k for k in before if k in after and before[k].implied != after[k].implied]
    first = _first(old), _first(new)
    changed = [latest.get(p.agency or "") if p else None for p in first]
    is_open = any(r.open for r in old), any(r.open for r in new)
    deadline = _deadline(old), _deadline(new)
    return AgencyChange(
        joined=tuple(p for key, p in after.items() if key not in before and not p.implied),
        left=tuple(p for key, p in before.items() if key not in after and not p.implied),
        renamed=tuple((before[key], after[key]) for key in renamed),
        kept=tuple(after[key] for key in same if key not in renamed),
        first=first if changed[0] != changed[1] and all(first) else None,
        implied=tuple((before[key], after[key]) for key in once),
        open=is_open if is_open[0] != is_open[1] and not partial else None,
        deadline=deadline if deadline[0] != deadline[1] and not partial else None,
        partial=partial,
    )


def _parties(readings: Sequence[ClauseReading], latest: Mapping[str, str]) -> dict[str, Party]:
    """The agencies by what they are today, as named rather than implied; placeholders are none."""
    parties: dict[str, Party] = {}
    for party in (party for reading in readings for party in reading.parties):
        if party.agency:
            key = latest[party.agency]
            if key not in parties or (parties[key].implied and not party.implied):
                parties[key] = party
    return parties


def _deadline(readings: Sequence[ClauseReading]) -> str | None:
    return "；".join(dict.fromkeys(r.deadline for r in readings if r.deadline)) or None


def _first(readings: Sequence[ClauseReading]) -> Party | None:
    """Who stands first; a split or merged task has no one first."""
    firsts = [p for reading in readings for p in reading.parties if p.first]
    return firsts[0] if len(firsts) == 1 else None


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
