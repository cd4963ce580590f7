"""How firmly a sentence binds: of a short list of words, the one that it is counted under.

A clause ends at a comma, a semicolon, a colon or a stop. Of a clause the first of the words counts, since
that one governs what follows: 鼓励…全面取消 (“encourage … to abolish”) encourages. Of a sentence's clauses the
one that binds most counts. It counts words and judges nothing: a word in a name (试点城市) counts as
any other, and a sentence without one of them says nothing of how firm it is.
"""

from __future__ import annotations

import re

COMMITMENTS = ("不得", "全面取消", "取消", "推动", "支持", "鼓励", "探索", "试点")
"""The words, from what binds most to what binds least."""

_WORDS = re.compile("|".join(COMMITMENTS))
_CLAUSE_ENDS = re.compile("[，；：。！？]")


def commitment_words(text: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a sentence: beginnings and ends, the longer word of two at a place."""
    return tuple(match.span() for match in _WORDS.finditer(text))


def counted_word(text: str) -> str | None:
    """The word that a sentence is counted under; None where it has none of them."""
    clauses = (_WORDS.search(clause) for clause in _CLAUSE_ENDS.split(text))
    first = {found[0] for found in clauses if found}
    return next((word for word in COMMITMENTS if word in first), None)
