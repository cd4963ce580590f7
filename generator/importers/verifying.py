"""A held text against another copy: every character that differs, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from generator.model.content import Placed
from generator.model.notice import Notice
from generator.notice.normal_text import normal_text
from generator.problems import Problem
from generator.text.characters import squeeze

AROUND = 8
"""Characters on each side of a difference that are quoted with it."""
LONGEST = 24
"""Characters of a difference that are quoted; of a longer one its beginning, its end and its length."""
ENDS = 10
"""Characters of a long difference that are quoted from its beginning, and from its end."""
MOST_TOLD = 20
"""Differences that are told one by one where nobody asked for all of them."""


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
            held, other = _excerpt(old[a:b]), _excerpt(new[c:d])
            context = old[max(0, a - AROUND) : a] + "⟦" + held + "⟧" + old[b : b + AROUND]
            message = f"held {held!r}, the other copy {other!r} in {context!r}"
            if max(b - a, d - c) > LONGEST:
                message = (
                    f"held {held!r} ({b - a} characters),"
                    f" the other copy {other!r} ({d - c} characters) in {context!r}"
                )
            yield Problem(
                path=path, line=placed.line(start + len(squeeze(old[:a]))), message=message
            )


def _excerpt(text: str) -> str:
    """A text that is not long, or its beginning and its end."""
    return text if len(text) <= LONGEST else f"{text[:ENDS]}…{text[-ENDS:]}"


def first_of(found: Sequence[Problem], path: str) -> list[Problem]:
    """The first of many differences, below the number of all."""
    if len(found) <= MOST_TOLD:
        return list(found)
    message = f"{len(found)} places differ; the first {MOST_TOLD} are told"
    hint = "is it a copy of the same text? --all tells each of them"
    return [Problem(path=path, line=0, message=message, hint=hint), *found[:MOST_TOLD]]
