"""Subjects are what a text names beside frame words: two segments that share a frame alone have none
in common.

完善退市办法 and 完善征管办法 share two words and no subject; 优化泊位分配 and 泊位分配改为抽签 share one.
"""

from __future__ import annotations

import functools
from collections.abc import Set

from generator.compare.likeness import CACHED, bag, dice, fold, word_length
from generator.text.frame_words import subject_runs

COVERED, PARALLEL = 0.3, 0.6
"""The least share of either segment's subject that stands in the other's: at all, and where both
begin alike.

支持青年习艇 and 支持青年购房 begin alike and go on to two subjects: what the beginning shares is then not
enough. Raising COVERED loses segments that were reworded, lowering it joins strangers; tuned on the
clauses of the corpus `valley`, PARALLEL on the clause pairs `marsh`.
"""
NEARLY, FRAMES = 0.8, 0.45
"""From these Dice likenesses on of their characters two segments are one whatever they name: any two, and
two of which one names nothing (细化制定具体措施) or is SHORT.
"""
SHORT = 4
"""A segment of so many characters or fewer (按季公布) is too short to be told by what it names."""
SINGLE = 0.4
"""From this share of single characters of either subject that stand in the other's on, two segments that do
not begin alike name the same thing, abbreviated or not: 茶旅融合 and 茶园与旅游结合.

Raising it loses segments that were reworded, lowering it joins strangers; tuned as COVERED and with
`make eval` (clauses).
"""
MOST = 0.5
"""From this share of either subject in the other on, two little alike segments are one out of order too.

Raising it loses moves that were reworded; tuned on the clause pairs `marsh` and `islands`, out of order.
"""
BEGINNING = 2
"""Segments that begin with so many same characters begin alike."""


@functools.lru_cache(maxsize=CACHED)
def subject_pairs(text: str) -> frozenset[str]:
    """The neighbouring characters of what `text` names, without frame words and numbers."""
    return frozenset(run[k : k + 2] for run in _runs(text) for k in range(len(run) - 1))


def _runs(text: str) -> list[str]:
    lines = "\n".join(map(fold, text.splitlines()))
    return [run for run in subject_runs(lines.lower()) if len(run) > 1]


@functools.lru_cache(maxsize=CACHED)
def share_subject(old: str, new: str) -> bool:
    """Whether two segments name the same thing, or are nearly the same."""
    alike = dice(bag(old), bag(new))
    if not _runs(old) or not _runs(new):
        return alike >= FRAMES
    if alike >= (FRAMES if min(word_length(old), word_length(new)) <= SHORT else NEARLY):
        return True
    covered = max(covered_share(old, subject_pairs(new)), covered_share(new, subject_pairs(old)))
    if _is_parallel(fold(old), fold(new)):
        return covered >= PARALLEL
    return covered >= COVERED or _single_share(old, new) >= SINGLE


@functools.lru_cache(maxsize=CACHED)
def share_most(old: str, new: str) -> bool:
    """Whether most of what one of two segments names stands in the other, or SINGLE of both."""
    if not _runs(old) or not _runs(new) or _is_parallel(fold(old), fold(new)):
        return False
    covered = max(covered_share(old, subject_pairs(new)), covered_share(new, subject_pairs(old)))
    return covered >= MOST or _single_share(old, new) >= SINGLE


def _single_share(old: str, new: str) -> float:
    """The smaller share of the characters of either subject that stand anywhere in the other's."""
    ours, theirs = "".join(_runs(old)), "".join(_runs(new))
    return min(
        sum(c in theirs for c in ours) / len(ours), sum(c in ours for c in theirs) / len(theirs)
    )


def covered_share(text: str, pairs: Set[str]) -> float:
    """The share of the characters of the subject of `text` that stand in one of these pairs."""
    covered = total = 0
    for run in _runs(text):
        total += len(run)
        places = {k for k in range(len(run) - 1) if run[k : k + 2] in pairs}
        covered += len(places | {k + 1 for k in places})
    return covered / total if total else 0.0


def _is_parallel(old: str, new: str) -> bool:
    """Whether both begin alike, and what follows, up to where they end alike, shares no subject."""
    begin = _alike(old, new)
    if begin < BEGINNING:
        return False
    old, new = old[begin:], new[begin:]
    end = _alike(old[::-1], new[::-1])
    middles = old[: len(old) - end], new[: len(new) - end]
    return all(middles) and not subject_pairs(middles[0]) & subject_pairs(middles[1])


def _alike(old: str, new: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((k for k, (a, b) in pairs if a != b), min(len(old), len(new)))
