"""How good a list of results is, against the set of documents that are right."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

TOP = 10
SEEN = 5
"""Results that a reader sees at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One query, or the means of many: each from 0 to 1, `missed` is 1 where nothing is right."""

    recall: float
    precision: float
    top: float
    first: float
    missed: float
    seen: float = 0.0


def score(found: Sequence[str], right: AbstractSet[str]) -> Score:
    """The score of `found`, best first, each once; something must be `right`.

    `precision` is 0 where nothing was found; `top` is how many of the first ten are right, of as
    many as can be; `seen` how many of the right ones are among the first five; `first` is 1 over the
    place of the first right one, 0 where there is none.
    """
    if not right:
        raise ValueError("a query with nothing right cannot be scored")
    if len(set(found)) != len(found):
        raise ValueError("a document was found twice")
    hits = [place for place, key in enumerate(found, 1) if key in right]
    return Score(
        recall=len(hits) / len(right),
        precision=len(hits) / len(found) if found else 0.0,
        top=sum(place <= TOP for place in hits) / min(TOP, len(right)),
        first=1 / hits[0] if hits else 0.0,
        missed=0.0 if hits else 1.0,
        seen=sum(place <= SEEN for place in hits) / len(right),
    )


def mean(scores: Sequence[Score]) -> Score:
    """The mean of each measure over the queries, every query the same weight."""
    return Score(
        recall=statistics.fmean(s.recall for s in scores),
        precision=statistics.fmean(s.precision for s in scores),
        top=statistics.fmean(s.top for s in scores),
        first=statistics.fmean(s.first for s in scores),
        missed=statistics.fmean(s.missed for s in scores),
        seen=statistics.fmean(s.seen for s in scores),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that is at least as large as `share` of all (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
