"""What lies between sure matches, matched too; and what is left beside a match drawn into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.compare.clause_units import Match, Unit
from generator.compare.likeness import Bag, bag, dice, joined_bags

GAP, TWO_TO_ONE = 0.08, 0.5
GROWN, WIDEST = 0.02, 4
SHAPES = ((1, 1, 0.0), (1, 2, TWO_TO_ONE), (2, 1, TWO_TO_ONE))
Places = tuple[int, ...]


@dataclass(slots=True)
class Side:
    """The units of one side, with the grams of those that have been looked at together."""

    units: Sequence[Unit]
    _bags: dict[Places, Bag] = field(default_factory=dict)

    def bag(self, places: Places) -> Bag:
        """The grams of the units at these places, none across their borders."""
        found = self._bags.get(places)
        if found is None:
            found = bag(self.units[places[-1]].text)
            if len(places) > 1:
                found = joined_bags(self.bag(places[:-1]), found)
            self._bags[places] = found
        return found

    def is_one(self, places: Places) -> bool:
        """Whether nothing lies between one or two: no unit that is matched, and no heading."""
        first, last = places[0], places[-1]
        return last - first == len(places) - 1 and self.units[first].task == self.units[last].task

    def length(self, places: Places) -> int:
        """How many characters the units at these places have."""
        return sum(len(self.units[place].text) for place in places)


def fill_gap(rows: Sequence[int], columns: Sequence[int], a: Side, b: Side) -> list[Match]:
    """Monotone matches of what lies between two anchors: 1-1, 1-2, 2-1."""
    if not rows or not columns:
        return []
    best = [[(0.0, (0, 1))] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for row in best:
        row[0] = (0.0, (1, 0))
    for x in range(1, len(rows) + 1):
        for y in range(1, len(columns) + 1):
            options = [(best[x - 1][y][0], (1, 0)), (best[x][y - 1][0], (0, 1))]
            for dx, dy, cost in SHAPES:
                if x >= dx and y >= dy:
                    olds, news = tuple(rows[x - dx : x]), tuple(columns[y - dy : y])
                    gain = _gain(olds, news, a, b) - cost
                    if gain > 0:
                        options.append((best[x - dx][y - dy][0] + gain, (dx, dy)))
            best[x][y] = max(options, key=lambda option: (round(option[0], 9), option[1]))
    matches: list[Match] = []
    x, y = len(rows), len(columns)
    while x or y:
        dx, dy = best[x][y][1]
        if dx and dy:
            matches.append((tuple(rows[x - dx : x]), tuple(columns[y - dy : y])))
        x, y = x - dx, y - dy
    return matches


def _gain(olds: Places, news: Places, a: Side, b: Side) -> float:
    if not a.is_one(olds) or not b.is_one(news):
        return 0.0
    return (dice(a.bag(olds), b.bag(news)) - GAP) * min(a.length(olds), b.length(news))


def grown_matches(matches: Sequence[Match], a: Side, b: Side) -> list[Match]:
    """The matches, each with what is left beside it on one side if that makes it likelier."""
    grown = list(matches)
    for side in (0, 1):
        owner = {place: k for k, match in enumerate(grown) for place in match[side]}
        waiting = [place for place in range(len((a, b)[side].units)) if place not in owner]
        for place in (*waiting, *reversed(waiting)):
            if place not in owner and (found := _likelier(place, side, owner, grown, (a, b))):
                k, wider = found
                grown[k] = (grown[k][0], wider) if side else (wider, grown[k][1])
                owner[place] = k
    return grown


def _likelier(
    place: int, side: int, owner: dict[int, int], matches: list[Match], sides: tuple[Side, Side]
) -> tuple[int, Places] | None:
    """The match beside this place that gains most by it, and what it has on this side then."""
    own, other = sides[side], sides[1 - side]
    most, best = GROWN, None
    for beside in (place - 1, place + 1):
        k = owner.get(beside, -1)
        if k < 0 or not own.is_one((min(beside, place), max(beside, place))):
            continue
        wider = tuple(sorted((*matches[k][side], place)))
        theirs = other.bag(matches[k][1 - side])
        gain = dice(own.bag(wider), theirs) - dice(own.bag(matches[k][side]), theirs)
        if gain > most and len(wider) <= WIDEST:
            most, best = gain, (k, wider)
    return best
