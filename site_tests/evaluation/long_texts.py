"""Pairs of long texts that are hard to compare, for tests and for `make bench`."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

LETTERS = "渡船灯塔云仓岛民"


def long_texts(sentences: Sequence[str], length: int = 20_000) -> dict[str, tuple[str, str]]:
    """Older and newer texts of `length` characters, drawn and of real sentences, by their kind."""
    chance = random.Random(5)
    whole = "".join(sentences)
    bare = re.sub("[，；：。！？]", "", whole)

    def edited(text: str) -> str:
        return "".join(chance.choice(LETTERS) if chance.random() < 0.1 else c for c in text)

    def filled(text: str) -> tuple[str, str]:
        text = (text * (length // len(text) + 1))[:length]
        return text, edited(text)

    def drawn(alphabet: str) -> tuple[str, str]:
        one, other = ("".join(chance.choice(alphabet) for _ in range(length)) for _ in range(2))
        return one, other

    return {
        "no marks": (bare, edited(bare)),
        "no marks, long": filled(bare),
        "many clauses": filled(whole),
        "few characters": drawn(LETTERS),
        "short clauses": drawn(LETTERS + "，，，"),
        "figures": drawn("0123456789万个，"),
        "marks": ("，" * length, "，" * (length - 1)),
    }
