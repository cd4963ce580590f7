"""How firmly a sentence binds: the strongest of a short list of words that stands in it.

It counts words and judges nothing: a word in a name (试点城市) counts as any other, and a sentence
without one of them says nothing of how firm it is.
"""

from __future__ import annotations

import re

COMMITMENTS = ("不得", "全面取消", "取消", "推动", "支持", "鼓励", "探索", "试点")
"""The words, from what binds most to what binds least."""

_WORDS = re.compile("|".join(COMMITMENTS))


def commitment_words(text: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a sentence: beginnings and ends, the longer word of two at a place."""
    return tuple(match.span() for match in _WORDS.finditer(text))


def strongest(text: str) -> str | None:
    """The word of a sentence that binds most; None where it has none of them."""
    found = {text[start:end] for start, end in commitment_words(text)}
    return next((word for word in COMMITMENTS if word in found), None)
