"""Traditional characters and their simplified ones, by OpenCC's tables."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping


@functools.cache
def all_simplified() -> Mapping[str, str]:
    """Every traditional character with its simplified one, by OpenCC's tables."""
    import opencc

    convert = opencc.OpenCC("t2s").convert
    codes = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]
    pairs = ((chr(code), convert(chr(code))) for code in codes)
    return {old: new for old, new in pairs if old != new and len(new) == 1}


def simplified_for(texts: Iterable[str]) -> dict[str, str]:
    """The traditional characters whose simplified ones stand in `texts`.

    A character that the texts use is never taken for another one.
    """
    used: set[str] = set()
    for text in texts:
        used.update(text)
    return {old: new for old, new in all_simplified().items() if new in used and old not in used}
