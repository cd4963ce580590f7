"""Chinese words by rjieba: jieba's own dictionary and way, no guessing of new words (HMM off)."""

from __future__ import annotations

import functools
from importlib.metadata import version

KEPT = 1 << 13
"""How many texts' words are kept: the same clause is compared with all years of its series."""
CUTTER = f"rjieba {version('rjieba')}, HMM off"


@functools.lru_cache(maxsize=KEPT)
def cut_words(text: str) -> tuple[str, ...]:
    """Return the words of `text`; joined they are `text`."""
    import rjieba  # its dictionary takes longer to load than most commands take without it

    return tuple(rjieba.cut(text, hmm=False))
