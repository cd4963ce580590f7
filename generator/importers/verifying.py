"""A held text against another copy: every character that differs, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.errors import Problem
from generator.model import Notice
from generator.parser import normal_text, print_notice

AROUND = 8


def differences(held: Notice, other: Notice, path: str) -> Iterator[Problem]:
    """A Problem for every place where the normal texts differ; its line is the held paragraph's."""
    before, after = normal_text(held).splitlines(), normal_text(other).splitlines()
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "replace" and b - a == d - c:
            for old, new in zip(before[a:b], after[c:d], strict=True):
                yield from _within(old, new, held, path)
        elif tag != "equal":
            yield from _within("\n".join(before[a:b]), "\n".join(after[c:d]), held, path)


def _within(old: str, new: str, held: Notice, path: str) -> Iterator[Problem]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            context = old[max(0, a - AROUND) : a] + "⟦" + old[a:b] + "⟧" + old[b : b + AROUND]
            yield Problem(
                path=path,
                line=_line(held, old),
                message=f"held {old[a:b]!r}, the other copy {new[c:d]!r} in {context!r}",
            )


def _line(held: Notice, paragraph: str) -> int:
    """The line of notice.md's text in which the paragraph begins; 0 where it is not there."""
    start = paragraph[:6]
    for number, line in enumerate(print_notice(held).splitlines(), 1):
        if start and line.lstrip("#> ").startswith(start):
            return number
    return 0
