"""Chinese in Latin letters: the syllables of Hanyu Pinyin, without tones, a character each."""

from __future__ import annotations

import functools
from collections.abc import Mapping


@functools.lru_cache(1 << 14)
def syllables(text: str) -> tuple[str, ...]:
    """A syllable for each character of a text that is all Chinese: 重庆 is (chong, qing).

    Characters with several readings are read by the words in which they stand. `ü` is `u`, as a term
    that is typed with its dots is folded; nothing where a character has no reading.
    """
    from pypinyin import Style, lazy_pinyin  # its dictionary takes a while, and few queries need it

    read = lazy_pinyin(text, style=Style.NORMAL, errors="ignore", v_to_u=True)
    return tuple(s.replace("ü", "u") for s in read) if len(read) == len(text) else ()


@functools.cache
def sounds() -> Mapping[str, str]:
    """The usual syllable of each of some 3,750 common characters, those of GB 2312's first level."""
    codes = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    common = (code.decode("gb2312", "ignore") for code in codes)
    read = ((character, syllables(character)) for character in common if character)
    return {character: own[0] for character, own in read if own}
