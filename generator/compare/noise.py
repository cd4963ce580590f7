"""Noise is what changed in form alone: width and punctuation, the spelling of numbers, a body's name.

Whatever could alter what a text says is no noise: a mark that parts two numbers or letters (5-10,
1/3, 1:2, A－B) belongs to them.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise

from generator.compare.likeness import CACHED, fold
from generator.model.comparison import Noise
from generator.notice.figures import find_figures
from generator.text.numerals import parse_spelled

SAME_MARKS = dict.fromkeys(map(ord, "~\u2010\u2011\u2013\u2014\u2015\u2212"), "-") | {0x2236: ":"}
"""Dashes and colons that print the same mark in another width or font, by code point."""
JOINING = "-/:.·"
"""Marks that say something as soon as a digit or letter stands on one side of them."""
ALWAYS = "%‰"
"""Marks that say something wherever they stand."""
MARK = re.compile(r"\W")
THOUSANDS = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:,[0-9]{3})+)(?![0-9])")
DASHES = re.compile("-{2,}")
SPELLED = "零〇一二两三四五六七八九十百千万亿"
PERCENT = re.compile(
    f"百分之(?P<whole>[{SPELLED}]+|[0-9]+)(?:点(?P<part>[零〇一二三四五六七八九]+))?"
)
NUMERALS = re.compile(f"[{SPELLED}]+")
STATE = "国家"
"""国家卫生计生委 and 卫生计生委 are one body's printed names."""


def noise_of(
    before: str, after: str, around: tuple[str, str], names: Mapping[str, str]
) -> Noise | None:
    """Why `before` becoming `after` is no change in substance; None where it is one.

    `around` are the characters on either side, which decide whether a mark says something; `names`
    maps printed names to one for each body.
    """
    old, new = (around[0] + text + around[1] for text in (before, after))
    if bare(old) == bare(new):
        return Noise.FORMAT
    if not before or not after:
        return None  # a number or a name that came or went is a change
    if bare(_plain_figures(old)) == bare(_plain_figures(new)):
        return Noise.NUMERAL
    if bare(_one_name(old, names)) == bare(_one_name(new, names)):
        return Noise.NAME
    return None


@functools.lru_cache(maxsize=CACHED)
def bare(text: str) -> str:
    """What is left of `text` without form: words, and the marks between numbers and letters."""
    folded = THOUSANDS.sub(lambda m: m[1].replace(",", ""), fold(text)).translate(SAME_MARKS)
    return MARK.sub(_kept, DASHES.sub("-", folded))


def _kept(match: re.Match[str]) -> str:
    mark, place = match[0], match.start()
    # Symbols (+, ≥, ￥) say something; punctuation (P) and separators (Z) may be form.
    if mark in ALWAYS or unicodedata.category(mark)[0] not in "PZ":
        return mark
    before, after = match.string[max(0, place - 1) : place], match.string[place + 1 : place + 2]
    sides = _digit_or_letter(before), _digit_or_letter(after)
    return mark if all(sides) or (any(sides) and mark in JOINING) else ""


def _digit_or_letter(character: str) -> bool:
    # Lo are the letters without case: Chinese characters are not meant.
    return character.isalnum() and unicodedata.category(character) != "Lo"


def _plain_figures(text: str) -> str:
    """`text` with every number in digits: 百分之二十 is 20%, 一百万以上 is 1000000以上."""
    spelled = NUMERALS.sub(_in_digits, PERCENT.sub(_percent, fold(text)))
    plain = []
    place = 0
    for figure in find_figures("", spelled):
        plain += [spelled[place : figure.start], figure.bound, "-".join(figure.values), figure.unit]
        place = figure.end
    return "".join([*plain, spelled[place:]])


def _in_digits(match: re.Match[str]) -> str:
    number = parse_spelled(match[0])
    return match[0] if number is None else str(number)


def _percent(match: re.Match[str]) -> str:
    whole = match["whole"] if match["whole"].isascii() else parse_spelled(match["whole"])
    if whole is None:
        return match[0]
    part = "".join(str(parse_spelled(digit)) for digit in match["part"] or "")
    return f"{whole}.{part}%" if part else f"{whole}%"


def name_pattern(names: Mapping[str, str]) -> re.Pattern[str] | None:
    """A pattern that finds the printed names, the longest first; None where there are none."""
    return _pattern(frozenset(names)) if names else None


@functools.lru_cache(maxsize=8)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(f"(?:{STATE})?(?:{'|'.join(map(re.escape, longest))})")


def _one_name(text: str, names: Mapping[str, str]) -> str:
    pattern = name_pattern(names)
    if pattern is None:
        return text

    def body(match: re.Match[str]) -> str:
        return f"\0{names.get(match[0]) or names[match[0].removeprefix(STATE)]}\0"

    return pattern.sub(body, text)


def whole_names(pieces: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """`pieces` with those put together that are a printed name; joined they are the same text.

    A name inside a word (财政部 in 财政部门) is none.
    """
    pattern = name_pattern(names)
    text = "".join(pieces)
    if pattern is None or not pattern.search(text):
        return list(pieces)
    ends: list[int] = []
    for piece in pieces:
        ends.append(len(piece) + (ends[-1] if ends else 0))
    borders = {0, *ends}
    for match in pattern.finditer(text):
        if match.start() in borders and match.end() in borders:
            borders -= set(range(match.start() + 1, match.end()))
    cuts = sorted(borders)
    return [text[a:b] for a, b in pairwise(cuts)]
