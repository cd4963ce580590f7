"""A pasted passage to its sentences, and a text to the tokens that two wordings are compared by.

Its twin in the browser is `templates/assets/search/23-passages.js`, which reads the patterns and limits
that stand here (`javascript`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.search.folding import DIGIT, SPACES, class_of
from generator.search.queries import EDGE

ENDER = re.compile("[。｡！？!?]+[”’」』）》\"']*|\n[ \t\r\u3000]*\n")
"""What ends a sentence; a line's end alone does not, since what is copied from a PDF has many."""
ELLIPSIS = re.compile("…|[.。]{3}|[（(【\\[]略[）)】\\]]")
"""What says that something was left out on purpose."""
LEFT_OUT = re.compile("[（(【\\[]略[）)】\\]]")
AROUND = re.compile(f"[{class_of(ranges=SPACES)}]+")
"""Spaces and line ends, which do not belong to the sentence that they stand around."""
MOST = 160
"""Tokens of a sentence; a longer one is cut, so that the whole takes as long as the passage is long."""


@dataclass(frozen=True, slots=True)
class Token:
    """A folded character, or all of a figure, and where it stands in the text as typed or printed."""

    said: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage as typed, with its tokens."""

    text: str
    tokens: tuple[Token, ...]


def tokens_of(text: str, fold: Callable[[str], str]) -> tuple[Token, ...]:
    """The tokens of a text: no marks, brackets or spaces; 300 is one."""
    found: list[Token] = []
    silent = {n for match in LEFT_OUT.finditer(text) for n in range(*match.span())}
    for place, character in enumerate(text):
        for said in fold(character):
            if EDGE.fullmatch(said) or place in silent:
                continue
            before = found[-1] if found else None
            if before and before.end == place and DIGIT.match(said) and DIGIT.match(before.said):
                found[-1] = Token(before.said + said, before.start, place + 1)
            else:
                found.append(Token(said, place, place + 1))
    return tuple(found)


def sentences_of(passage: str, fold: Callable[[str], str]) -> Iterator[Sentence]:
    """The sentences of a passage in order, none without a token."""
    start = 0
    for end in (*(match.end() for match in ENDER.finditer(passage)), len(passage)):
        text = passage[start:end]
        tokens = tokens_of(text, fold)
        while len(tokens) > MOST:
            cut = _cut(tokens)
            begins = tokens[cut].start
            yield _sentence(text[:begins], tokens[:cut])
            text = text[begins:]
            tokens = tuple(Token(t.said, t.start - begins, t.end - begins) for t in tokens[cut:])
        if tokens:
            yield _sentence(text, tokens)
        start = end


def _sentence(text: str, tokens: Sequence[Token]) -> Sentence:
    """A sentence without the spaces and line ends around it."""
    spaces = AROUND.match(text)
    before = spaces.end() if spaces else 0
    behind = next((m.start() for m in AROUND.finditer(text) if m.end() == len(text)), len(text))
    shifted = tuple(Token(t.said, t.start - before, t.end - before) for t in tokens)
    return Sentence(text[before:behind], shifted)


def _cut(tokens: Sequence[Token]) -> int:
    """Before which token a sentence that is too long is cut: behind its last mark, if one is near."""
    for n in range(MOST, MOST // 2, -1):
        if tokens[n - 1].end < tokens[n].start:
            return n
    return MOST
