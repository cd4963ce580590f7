"""Chinese in Latin letters: the syllables of Hanyu Pinyin, without tones, a character each."""

from __future__ import annotations

import functools


@functools.lru_cache(1 << 14)
def syllables(text: str) -> tuple[str, ...]:
    """A syllable for each character of a text that is all Chinese: 重庆 is (chong, qing).

    Characters with several readings are read by the words in which they stand. `ü` is `u`, as a term
    that is typed with its dots is folded; nothing where a character has no reading.
    """
    from pypinyin import Style, lazy_pinyin  # its dictionary takes a while, and few queries need it

    read = lazy_pinyin(text, style=Style.NORMAL, errors="ignore", v_to_u=True)
    return tuple(s.replace("ü", "u") for s in read) if len(read) == len(text) else ()
