"""The second part of `make eval`: how well links are found where of one year only facts are known.

Measured are the variants of `eval_compare`; of the older side the headings of all or of some tasks
are known, as of most real years, with the agencies or without them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.compare.tasks import align_notices
from generator.model.agencies import latest_names
from generator.model.comparison import Band
from site_tests.evaluation.eval_compare import (
    POSSIBLE,
    SEEDS,
    Counts,
    Share,
    aliases,
    bands_of,
    held,
    profiles,
    the_2020_tasks,
)
from site_tests.evaluation.synth import LEVELS, true_links, variant

SOME = 8
"""So many headings are known of 2019 at this time."""


@dataclass(slots=True)
class Known:
    """Links found from headings: right, found and wanted ones; and how many of a band are right."""

    links: Counts = field(default_factory=Counts)
    bands: dict[str, Share] = field(default_factory=dict)


def measure_facts(
    level: str,
    seeds: Sequence[int] = SEEDS,
    *,
    known: int | None = None,
    agencies: bool = True,
    both: bool = False,
) -> Known:
    """The figures of a level; `known` is how many older tasks are known, None for all of them.

    With `both`, so much is known of the newer side as well, by headings alone too.
    """
    content = held()
    latest = latest_names(content.registry)
    old = the_2020_tasks(content)
    result = Known()
    for seed in seeds:
        new = variant(old, LEVELS[level], seed, aliases(content.registry))
        kept = {t.id for t in random.Random(seed).sample(old, len(old) if known is None else known)}
        headings = [
            replace(p, body="", full=False, agencies=p.agencies if agencies else frozenset())
            for p in profiles(old, latest)
            if p.id in kept
        ]
        theirs = profiles(new, latest)
        if both:
            share = len(new) if known is None else min(known, len(new))
            seen = {t.id for t in random.Random(seed + 1).sample(list(new), share)}
            theirs = [
                replace(p, body="", full=False, agencies=p.agencies if agencies else frozenset())
                for p in theirs
                if p.id in seen
            ]
        there = {p.id for p in theirs}
        truth = {(a, b) for a, b in true_links(new) if a in kept and b in there}
        found = bands_of(headings, theirs, align_notices(headings, theirs))
        result.links.add((pair for pair, band in found.items() if band != POSSIBLE), truth)
        for pair, band in found.items():
            result.bands.setdefault(band, Share()).add(pair in truth)
    return result


WAYS = (
    (None, True, False),
    (SOME, True, False),
    (SOME, False, False),
    (None, True, True),
    (None, False, True),
    (SOME, True, True),
    (SOME, False, True),
)


def main() -> None:
    print("\nheadings alone known of some     link P     R    F1  bands")
    for level in LEVELS:
        for known, agencies, both in WAYS:
            m = measure_facts(level, known=known, agencies=agencies, both=both)
            bands = "  ".join(
                f"{b} {m.bands[b].share:.3f} ({m.bands[b].all})"
                for b in (*Band, POSSIBLE)
                if b in m.bands
            )
            what = f"{known or 'all'}{' of both' * both}, with{'' if agencies else 'out'} agencies"
            print(
                f"{level}  {what:28}  {m.links.precision:.3f} {m.links.recall:.3f} "
                f"{m.links.f1:.3f}  {bands}"
            )


if __name__ == "__main__":
    main()
