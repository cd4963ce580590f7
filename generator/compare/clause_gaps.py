"""Gap filling: what lies between matches is aligned in order; what is left over joins a neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.compare.clause_units import Match, Unit
from generator.compare.likeness import Bag, bag, dice, joined_bags
from generator.compare.subjects import share_subject

GAP, TWO_TO_ONE = 0.08, 0.5
"""The Dice likeness that a pair in a gap must exceed, and what one to two costs in weighted characters.

Raising GAP leaves more segments gone and new, lowering it joins strangers; without the cost, every
pair would take in a neighbour. Tuned with `make eval` (clauses, exact).
"""
GROWN, WIDEST = 0.02, 4
"""The least gain in Dice likeness by which a left-over unit joins a match, and how many it may have."""
SHAPES = ((1, 1, 0.0), (1, 2, TWO_TO_ONE), (2, 1, TWO_TO_ONE))
"""How many old and new units may be matched in a gap, and the cost of that."""
Places = tuple[int, ...]


@dataclass(slots=True)
class SideUnits:
    """The units of one side, with the grams of those that have been looked at together."""

    units: Sequence[Unit]
    _bags: dict[Places, Bag] = field(default_factory=dict)

    def bag(self, places: Places) -> Bag:
        """The grams of the units at these places, none across their borders."""
        grams = self._bags.get(places)
        if grams is None:
            grams = bag(self.units[places[-1]].text)
            if len(places) > 1:
                grams = joined_bags(self.bag(places[:-1]), grams)
            self._bags[places] = grams
        return grams

    def is_contiguous(self, places: Places) -> bool:
        """Whether units stand next to each other in one task, with no matched unit between."""
        first, last = places[0], places[-1]
        return last - first == len(places) - 1 and self.units[first].task == self.units[last].task

    def text(self, places: Places) -> str:
        """The text of the units at these places."""
        return "".join(self.units[place].text for place in places)

    def length(self, places: Places) -> int:
        """How many characters the units at these places have."""
        return sum(len(self.units[place].text) for place in places)


def fill_gap(
    rows: Sequence[int], columns: Sequence[int], a: SideUnits, b: SideUnits
) -> list[Match]:
    """The best monotone alignment of the units between two anchors: 1-1, 1-2 and 2-1.

    Dynamic programming over the gain of each match; what gains nothing stays unmatched.
    """
    if not rows or not columns:
        return []
    # best[x][y]: the greatest gain of the first x rows and y columns, and the step that led there.
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
            # Sums are rounded: a difference in the last bit must not decide between equal ways.
            best[x][y] = max(options, key=lambda option: (round(option[0], 9), option[1]))
    matches: list[Match] = []
    x, y = len(rows), len(columns)
    while x or y:
        dx, dy = best[x][y][1]
        if dx and dy:
            matches.append((tuple(rows[x - dx : x]), tuple(columns[y - dy : y])))
        x, y = x - dx, y - dy
    return matches


def _gain(olds: Places, news: Places, a: SideUnits, b: SideUnits) -> float:
    """What matching these adds, in characters of the shorter side weighted by likeness above GAP.

    Nothing is added by what shares no subject.
    """
    if not a.is_contiguous(olds) or not b.is_contiguous(news):
        return 0.0
    above = dice(a.bag(olds), b.bag(news)) - GAP
    if above <= 0 or not share_subject(a.text(olds), b.text(news)):
        return 0.0
    return above * min(a.length(olds), b.length(news))


def grown_matches(matches: Sequence[Match], a: SideUnits, b: SideUnits) -> list[Match]:
    """The matches, each with the unmatched units beside it that make its two sides more alike."""
    grown = list(matches)
    for side in (0, 1):
        owner = {place: k for k, match in enumerate(grown) for place in match[side]}
        waiting = [place for place in range(len((a, b)[side].units)) if place not in owner]
        # Forwards, then backwards: a unit can join one that has itself only just joined a match.
        for place in (*waiting, *reversed(waiting)):
            if place in owner:
                continue
            if joining := _best_growth(place, side, owner, grown, (a, b)):
                k, wider = joining
                grown[k] = (grown[k][0], wider) if side else (wider, grown[k][1])
                owner[place] = k
    return grown


def _best_growth(
    place: int,
    side: int,
    owner: dict[int, int],
    matches: list[Match],
    sides: tuple[SideUnits, SideUnits],
) -> tuple[int, Places] | None:
    """Which match beside this place gains most by it, and the places it then has on this side."""
    own, other = sides[side], sides[1 - side]
    most, best = GROWN, None
    for beside in (place - 1, place + 1):
        k = owner.get(beside, -1)
        if k < 0 or not own.is_contiguous((min(beside, place), max(beside, place))):
            continue
        wider = tuple(sorted((*matches[k][side], place)))
        theirs = other.bag(matches[k][1 - side])
        gain = dice(own.bag(wider), theirs) - dice(own.bag(matches[k][side]), theirs)
        if gain <= most or len(wider) > WIDEST:
            continue
        if share_subject(own.text((place,)), other.text(matches[k][1 - side])):
            most, best = gain, (k, wider)
    return best
