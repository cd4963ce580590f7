"""Lineages chain the links of neighbouring notices: lines of work through the years."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from generator.compare.groups import Forest
from generator.compare.tasks import TaskPair
from generator.model.comparison import Alignment, Comparison, Lineage
from generator.model.content import Content

MAIN_LINE = 0.80
"""The least share of either task's best score that a link must have to be chained.

Lowering it joins lines through side links until, after ten years, everything hangs together; tuned on
chains of ten variants (`make eval`).
"""


def _main_lines(alignment: Alignment) -> list[TaskPair]:
    """The linked pairs that are chained: mutual best ones, nearly as good ones, confirmed ones."""
    best: dict[str, float] = {}
    for a, b, score in alignment.pairs:
        for task in (a, b):
            best[task] = max(score, best.get(task, 0.0))
    return [
        (a, b)
        for a, b, score in alignment.pairs
        if score >= MAIN_LINE * max(best[a], best[b]) or (a, b) in alignment.confirmed
    ]


def chain(alignments: Sequence[tuple[str, str, Alignment]]) -> tuple[Lineage, ...]:
    """Lineages by chaining neighbouring notices, in order: (older id, newer id, alignment).

    Tasks that a chain of links joins are one lineage; a task without a link is in none. Only main
    lines and what an editor confirmed are chained: links that are the best of both their tasks
    (mutual best), and links nearly as good.
    """
    forest = Forest({})
    notice_of: dict[str, str] = {}
    for older, newer, alignment in alignments:
        for a, b in _main_lines(alignment):
            for key, notice in ((a, older), (b, newer)):
                forest.parent.setdefault(key, key)
                notice_of.setdefault(key, notice)
            # The smaller id becomes the root, so that the order of links does not matter.
            low, high = sorted((forest.root(a), forest.root(b)))
            forest.parent[high] = low
    groups: dict[str, dict[str, list[str]]] = {}
    for key in sorted(notice_of):
        groups.setdefault(forest.root(key), {}).setdefault(notice_of[key], []).append(key)
    return tuple(
        Lineage(tasks=tuple((notice, tuple(keys)) for notice, keys in sorted(group.items())))
        for _, group in sorted(groups.items())
    )


def series_chains(content: Content) -> tuple[tuple[str, ...], ...]:
    """The notices' ids of each series, in order; of the series the one that series.yml names first."""
    notices = content.all_notices
    chains = (
        tuple(sorted(notice.id for notice in notices if notice.series == one.id))
        for one in content.series.outlines()
    )
    return tuple(filter(None, chains))


def lineages(content: Content, comparisons: Sequence[Comparison]) -> tuple[Lineage, ...]:
    """The lineages of every series, without those that editors refused.

    A lineage is refused where all of its tasks stand in one refused theme.
    """
    by_pair = {(c.old, c.new): c.alignment for c in comparisons}
    pairs = [pair for ids in series_chains(content) for pair in pairwise(ids)]
    refused = [set(theme.tasks) for theme in content.refused]
    return tuple(
        line
        for line in chain([(a, b, by_pair[a, b]) for a, b in pairs])
        if not any({key for _, keys in line.tasks for key in keys} <= tasks for tasks in refused)
    )
