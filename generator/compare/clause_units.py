"""Clauses that are matched as one: those with the same words, however they are cut (A，B as A、B)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.compare.clauses import Clause
from generator.compare.long_texts import Span
from generator.compare.noise import bare

Pair = tuple[int, int]
Values = list[list[float]]

Match = tuple[tuple[int, ...], tuple[int, ...]]
"""Places on the old side and on the new one that belong together."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Clauses that are matched as one: mostly one alone; `task` and `part` are the first one's."""

    places: tuple[int, ...]
    text: str
    task: str
    part: int


def same_units(
    a: list[Clause], b: list[Clause], rows: list[int], columns: list[int]
) -> tuple[list[Unit], list[Unit]]:
    """The clauses of both sides at these places as units."""
    runs = list(_same_words([a[i] for i in rows], [b[j] for j in columns]))
    return (
        _units(a, rows, dict(old for old, _ in runs)),
        _units(b, columns, dict(new for _, new in runs)),
    )


def clause_places(match: Match, olds: Sequence[Unit], news: Sequence[Unit]) -> Match:
    """The places of the clauses of a match of units."""
    return (
        tuple(place for i in match[0] for place in olds[i].places),
        tuple(place for j in match[1] for place in news[j].places),
    )


def _units(clauses: list[Clause], places: list[int], ends: dict[int, int]) -> list[Unit]:
    units = []
    place = 0
    while place < len(places):
        end = ends.get(place, place + 1)
        members = places[place:end]
        first = clauses[members[0]].ref
        text = "".join(clauses[k].text for k in members)
        units.append(Unit(tuple(members), text, first.task, first.part))
        place = end
    return units


def _same_words(a: list[Clause], b: list[Clause]) -> Iterator[tuple[Span, Span]]:
    """Runs of a few clauses that differ in nothing but marks from a run cut in other places."""
    old, new = [bare(c.text) for c in a], [bare(c.text) for c in b]
    starts: dict[str, list[int]] = {}
    for j, text in enumerate(new):
        starts.setdefault(text[:2], []).append(j)
    used: set[int] = set()
    i = 0
    while i < len(a):
        end = i + 1
        for j in starts.get(old[i][:2], ()):
            ends = _same_end(old, new, i, j)
            if not ends or ends == (i + 1, j + 1) or used & set(range(j, ends[1])):
                continue
            if _in_one_task(a[i : ends[0]]) and _in_one_task(b[j : ends[1]]):
                yield (i, ends[0]), (j, ends[1])
                used |= set(range(j, ends[1]))
                end = ends[0]
                break
        i = end


def _same_end(old: list[str], new: list[str], i: int, j: int) -> tuple[int, int] | None:
    """Where two runs of clauses have come to the same words; None where they never do."""
    ours, theirs = old[i], new[j]
    i, j = i + 1, j + 1
    while ours != theirs:
        if theirs.startswith(ours) and i < len(old):
            ours, i = ours + old[i], i + 1
        elif ours.startswith(theirs) and j < len(new):
            theirs, j = theirs + new[j], j + 1
        else:
            return None
    return i, j


def _in_one_task(clauses: list[Clause]) -> bool:
    return len({clause.ref.task for clause in clauses}) == 1
