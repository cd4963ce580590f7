"""Units: segments that are matched as one, being the same words cut differently (A，B as A、B)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.compare.long_texts import Span
from generator.compare.noise import bare
from generator.compare.segments import Segment

UnitPair = tuple[int, int]
"""Places of an old unit and a new one."""
Values = list[list[float]]
"""A matrix of likenesses, rows old and columns new."""

Match = tuple[tuple[int, ...], tuple[int, ...]]
"""Places on the old side and on the new one that belong together."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Segments that are matched as one, mostly a single one.

    `places` are theirs among the side's segments; `task` and `part` are the first one's.
    """

    places: tuple[int, ...]
    text: str
    task: str
    part: int


def same_units(
    a: list[Segment], b: list[Segment], rows: list[int], columns: list[int]
) -> tuple[list[Unit], list[Unit]]:
    """The segments of both sides at these places as units."""
    runs = list(_same_words([a[i] for i in rows], [b[j] for j in columns]))
    return (
        _units(a, rows, dict(old for old, _ in runs)),
        _units(b, columns, dict(new for _, new in runs)),
    )


def segment_places(match: Match, olds: Sequence[Unit], news: Sequence[Unit]) -> Match:
    """The places of the segments of a match of units."""
    return (
        tuple(place for i in match[0] for place in olds[i].places),
        tuple(place for j in match[1] for place in news[j].places),
    )


def _units(segments: list[Segment], places: list[int], ends: dict[int, int]) -> list[Unit]:
    """Units of the segments at `places`; `ends` says where a run of several that begins there ends."""
    units = []
    place = 0
    while place < len(places):
        end = ends.get(place, place + 1)
        members = places[place:end]
        first = segments[members[0]].ref
        text = "".join(segments[k].text for k in members)
        units.append(Unit(tuple(members), text, first.task, first.part))
        place = end
    return units


def _same_words(a: list[Segment], b: list[Segment]) -> Iterator[tuple[Span, Span]]:
    """Runs of segments that have the same words as a run on the other side that is cut elsewhere."""
    old, new = [bare(c.text) for c in a], [bare(c.text) for c in b]
    # Only runs that begin alike can be the same: looked up by two characters, not pair by pair.
    starts: dict[str, list[int]] = {}
    for j, text in enumerate(new):
        starts.setdefault(text[:2], []).append(j)
    used: set[int] = set()
    i = 0
    while i < len(a):
        end = i + 1
        for j in starts.get(old[i][:2], ()):
            ends = _same_end(old, new, i, j)
            # One segment that is the same as one is left to matching, which sees the order too.
            if not ends or ends == (i + 1, j + 1) or used & set(range(j, ends[1])):
                continue
            if _in_one_task(a[i : ends[0]]) and _in_one_task(b[j : ends[1]]):
                yield (i, ends[0]), (j, ends[1])
                used |= set(range(j, ends[1]))
                end = ends[0]
                break
        i = end


def _same_end(old: list[str], new: list[str], i: int, j: int) -> tuple[int, int] | None:
    """The places behind two runs from `i` and `j` once both have the same words; None if never."""
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


def _in_one_task(segments: list[Segment]) -> bool:
    return len({segment.ref.task for segment in segments}) == 1
