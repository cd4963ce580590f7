"""The text diff of linked tasks: segments matched, moves found, words compared.

Texts of any length take time in proportion: long ones are first cut where both sides have the same
segments (`long_texts`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.compare.clause_matches import match_sides
from generator.compare.clause_units import Match
from generator.compare.likeness import bag, dice
from generator.compare.segments import SEGMENT_END, Segment, segments_of
from generator.compare.word_runs import token_runs, unnumbered, without_figures
from generator.model.comparison import DiffGroup, GroupKind, Run
from generator.model.notice import Sentence

REWRITTEN, NEARLY = 0.35, 0.6
"""A segment is rewritten where a smaller share of its word characters than REWRITTEN stayed and the
Dice likeness of its grams is below NEARLY.

Raising them shows more segments as one deletion and one insertion instead of word by word. NEARLY
keeps pairs whose words were cut differently: 新开通 is one word that was 开通. Tuned with `make eval`
(exact, hunks).
"""


def diff_tasks(
    old: Sequence[tuple[str, Sequence[Sentence]]],
    new: Sequence[tuple[str, Sequence[Sentence]]],
    names: Mapping[str, str] | None = None,
) -> tuple[DiffGroup, ...]:
    """The groups of two sides of a link, each side its tasks' ids with their sentences.

    A sentence with the id `h` is its task's heading. Groups come in the new text's order, deleted
    segments behind what stood before them. `names` maps agencies' printed names to one name for each
    body, so that a new name is known as such.
    """
    a, b = list(segments_of(old)), list(segments_of(new))
    matches, moved = match_sides(a, b)
    ordered = _ordered(a, b, matches)
    return tuple(_group(pair, pair in moved, a, b, names or {}) for pair in ordered)


def _ordered(a: list[Segment], b: list[Segment], matches: list[Match]) -> list[Match]:
    """Every segment once, in the new order; a deleted one stands behind what stood before it."""
    matched_a = {i for olds, _ in matches for i in olds}
    by_new = {news[0]: (olds, news) for olds, news in matches}
    covered = {j for _, news in matches for j in news}
    gone: dict[int, list[Match]] = {}
    before = -1
    for i in range(len(a)):
        if i in matched_a:
            before = i
        else:
            gone.setdefault(before, []).append(((i,), ()))
    ordered: list[Match] = [*gone.pop(-1, [])]
    for j in range(len(b)):
        if j in by_new:
            match = by_new[j]
            ordered.append(match)
            for i in match[0]:
                ordered += gone.pop(i, [])
        elif j not in covered:
            ordered.append(((), (j,)))
    return ordered


def _group(
    pair: Match, is_moved: bool, a: list[Segment], b: list[Segment], names: Mapping[str, str]
) -> DiffGroup:
    olds, news = [a[i] for i in pair[0]], [b[j] for j in pair[1]]
    before, after = "".join(s.text for s in olds), "".join(s.text for s in news)
    runs = token_runs(before, after, names)
    if not news:
        kind = GroupKind.DELETED
    elif not olds:
        kind = GroupKind.INSERTED
    elif is_moved:
        kind = GroupKind.MOVED
    elif before == after:
        kind = GroupKind.EQUAL
    elif _is_rewritten(runs, before, after):
        kind, runs = GroupKind.REWRITTEN, _whole(before, after)
    else:
        kind = GroupKind.CHANGED
    return DiffGroup(
        kind=kind,
        old=tuple(segment.ref for segment in olds),
        new=tuple(segment.ref for segment in news),
        runs=runs,
    )


def _is_rewritten(runs: Sequence[Run], before: str, after: str) -> bool:
    """Whether hardly a word stayed; figures do not count, since perhaps only their value is new."""
    shared = sum(unnumbered(run.text) for run in runs if run.op == "=" or run.noise)
    if shared >= REWRITTEN * min(unnumbered(before), unnumbered(after)):
        return False
    return dice(bag(without_figures(before)), bag(without_figures(after))) < NEARLY


def _whole(before: str, after: str) -> tuple[Run, ...]:
    """One deletion and one insertion; a closing mark that both have stays."""
    end = before[-1:] if before[-1:] == after[-1:] and before[-1:] in SEGMENT_END else ""
    pieces = (
        ("-", before.removesuffix(end) if end else before),
        ("+", after.removesuffix(end) if end else after),
        ("=", end),
    )
    return tuple(Run(op=op, text=text) for op, text in pieces if text)
