"""Characters and what they are in simplified texts: traditional ones, variants, radicals.

Traditional characters by OpenCC's tables; variants (囯 is 国) and the radicals that PDFs have in the
place of characters (⼝ is 口) by Unicode's data, in `variants.txt`, which `tools/variants.py` writes.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

VARIANTS = Path(__file__).with_name("variants.txt")
RADICALS = ("\u2e80", "\u2fdf")
WHOLE_RADICALS = "⺎⺐⺒⺓⺟⺠⻁⻄⻆⻘⻙⻝⻣⻤⻨⻩"
"""Radicals beside those two kinds that have one drawing with a character in common fonts (Noto CJK)."""


@functools.cache
def radicals() -> Mapping[int, str]:
    """The radicals that a program may print for a whole character, with that character.

    A font has one drawing for ⼀ (U+2F00) and 一, and programs that ask it backwards which character a
    drawing is (printing to PDF) may get the radical. For what is only a part of a character (⺡) no
    program prints anything else, so it is not among them.
    """
    return {ord(old): new for old, new in variants().items() if _is_whole(old)}


def _is_whole(radical: str) -> bool:
    name = unicodedata.name(radical, "")
    whole = name.startswith(("KANGXI RADICAL", "CJK RADICAL C-SIMPLIFIED"))
    return whole or radical in WHOLE_RADICALS


@functools.cache
def all_simplified() -> Mapping[str, str]:
    """Every traditional character with its simplified one, by OpenCC's tables."""
    import opencc

    convert = opencc.OpenCC("t2s").convert
    codes = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]
    pairs = ((chr(code), convert(chr(code))) for code in codes)
    return {old: new for old, new in pairs if old != new and len(new) == 1}


@functools.cache
def variants() -> Mapping[str, str]:
    """Every variant and radical with the character that it stands for in simplified texts."""
    lines = VARIANTS.read_text("utf-8").splitlines()
    return {line[0]: line[1] for line in lines if not line.startswith("#")}


def simplified_for(texts: Iterable[str]) -> dict[str, str]:
    """The characters that stand for others in `texts`: of a site, what a query may have for them.

    A character that the texts use is never taken for another one, but for a radical, which is
    printed for nothing else.
    """
    used: set[str] = set()
    for text in texts:
        used.update(text)
    table = {**variants(), **all_simplified()}
    return {
        old: new
        for old, new in table.items()
        if (new in used and old not in used)
        or (RADICALS[0] <= old <= RADICALS[1] and used & {old, new})
    }
