"""The one form in which texts and queries meet: widths, brackets, case, spaces, characters.

Its twin in the browser is `templates/assets/search/10-folding.js`, which reads the tables and patterns
that stand here (`javascript`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from generator.text.numerals import format_numeral, read_number

DROPPED = (
    " \t\r\n\u00a0\u3000\u200b\u2060\ufeff"
    "()（）[]［］〔〕﹝﹞【】{}｛｝《》〈〉<>＜＞“”‘’\"'＂＇「」『』"
)
"""Spaces, brackets and quotation marks: printed in many ways, typed in more."""
SAME = {"、": ",", "。": ".", "—": "-", "–": "-", "－": "-", "～": "~", "·": ".", "・": "."}
WIDE = (0xFF01, 0xFF5E, 0xFEE0)
"""First and last of the full-width forms of ASCII, and how far they are from it."""
SPELLED = re.compile("[零〇一二两三四五六七八九十百千万亿]{2,}")
LARGE_UNIT = re.compile("[百千万亿]")
SCALED = re.compile("([0-9]+(?:[.][0-9]+)?)([万亿])")
LONG_FIGURE = re.compile("(?<![0-9.])([0-9]{5,})(?![0-9.])")
ROMAN = re.compile("(?<![a-z])i{1,3}(?=型)")
ROMANS = "ⅰⅱⅲ"
SCALES = {"亿": 8, "万": 4}
"""Units that figures are printed with, the larger first, and their zeros."""
LARGEST_SPELLED = 9999
"""Of 万 or 亿: what numerals in front of them can say."""
FIGURE = re.compile(r"\d+(?:\.\d+)*", re.ASCII)
DIGIT = re.compile("[0-9]")
GOES_BEFORE = re.compile(r"[0-9]\.?\Z")
GOES_ON = re.compile(r"\.?[0-9]")


def fold_character(character: str, simplified: Mapping[str, str]) -> str:
    """What stands for a character: nothing, or one character or more."""
    if character in DROPPED:
        return ""
    code = ord(character)
    first, last, distance = WIDE
    if first <= code <= last:
        character = chr(code - distance)
    character = SAME.get(character, character)
    return simplified.get(character, character).lower()


def folder(simplified: Mapping[str, str]) -> Callable[[str], str]:
    """What brings a text into the form in which it is searched, character by character.

    The characters are looked up in a table, since a site has millions of them.
    """
    special = {*DROPPED, *SAME, *simplified, *map(chr, range(WIDE[0], WIDE[1] + 1))}
    # A capital sigma at a word's end would be lowered by its place, here by itself alone.
    table = str.maketrans({c: fold_character(c, simplified) for c in special} | {"Σ": "Σ".lower()})
    return lambda text: unicodedata.normalize("NFC", text).translate(table).lower()


def spellings(folded: str) -> tuple[str, ...]:
    """A folded term and other ways to write its numbers.

    一百万, 100万 and 1000000 are one; so are II型, as keyboards have it, and Ⅱ型.
    """
    found = [folded]
    plain = SPELLED.sub(lambda m: _said(m[0]), folded)
    plain = SCALED.sub(lambda m: f"{_scaled(m[1], m[2])}", plain)
    for text in (ROMAN.sub(lambda m: ROMANS[len(m[0]) - 1], folded), plain, *_short(plain)):
        if text not in found:
            found.append(text)
    return tuple(found)


def _said(numeral: str) -> str:
    number = read_number(numeral)
    # 一二三 is no number, and 十九 in 十九大 a name: only those with a large unit are rewritten.
    return numeral if number is None or not LARGE_UNIT.search(numeral) else str(number)


def _scaled(number: str, scale: str) -> str:
    whole, _, part = number.partition(".")
    zeros = SCALES[scale]
    digits = whole + part + "0" * (zeros - len(part))
    return number + scale if len(part) > zeros else digits.lstrip("0") or "0"


def _short(plain: str) -> Iterator[str]:
    """1000000 as 100万 and as 一百万."""
    match = LONG_FIGURE.search(plain)
    if not match:
        return
    for scale, zeros in SCALES.items():
        rest, left = divmod(int(match[1]), 10**zeros)
        if left == 0:
            yield plain[: match.start()] + f"{rest}{scale}" + plain[match.end() :]
            if 1 <= rest <= LARGEST_SPELLED:
                spelled = spell(rest) + scale
                yield plain[: match.start()] + spelled + plain[match.end() :]
            return


def spell(number: int) -> str:
    """1 to 9999 in running text: 100 is 一百, 15 is 十五."""
    return format_numeral(number)


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether what stands there cuts no figure: 300万 does in 1300万, and 5亿 in 1.5亿.

    Only figures at its ends count, so that it is whole where they begin and end as FIGURE says.
    """
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    cut_before = DIGIT.match(text[start : start + 1]) and GOES_BEFORE.search(before)
    cut_after = DIGIT.match(text[end - 1 : end]) and GOES_ON.match(after)
    return not (cut_before or cut_after)
