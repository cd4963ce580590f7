"""A held text against another copy: every character that differs, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate

from generator.model.content import Placed
from generator.model.notice import Notice
from generator.notice.normal_text import normal_text
from generator.problems import Problem
from generator.text.characters import squeeze

AROUND = 8


def differences(held: Notice, other: Notice, path: str, placed: Placed) -> Iterator[Problem]:
    """A Problem for every place where the normal texts differ.

    `path` is the held notice.md, `placed` its characters with their lines.
    """
    before, after = normal_text(held).splitlines(), normal_text(other).splitlines()
    starts = [0, *accumulate(len(squeeze(paragraph)) for paragraph in before)]
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "replace" and b - a == d - c:
            for place, new in zip(range(a, b), after[c:d], strict=True):
                yield from _within(before[place], new, path, placed, starts[place])
        elif tag != "equal":
            old, new = ("\n".join(texts) for texts in (before[a:b], after[c:d]))
            yield from _within(old, new, path, placed, starts[a])


def _within(old: str, new: str, path: str, placed: Placed, start: int) -> Iterator[Problem]:
    """The differences of two texts; `start` characters stand before the old one."""
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            context = old[max(0, a - AROUND) : a] + "⟦" + old[a:b] + "⟧" + old[b : b + AROUND]
            yield Problem(
                path=path,
                line=placed.line(start + len(squeeze(old[:a]))),
                message=f"held {old[a:b]!r}, the other copy {new[c:d]!r} in {context!r}",
            )
