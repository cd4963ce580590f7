"""Other ways to write a term's numbers, years and days: 一百万, 100万; 二〇二〇年, 2020年; 2020-04-03.

Its twin in the browser is `templates/assets/search/11-spellings.js`, which reads the patterns that
stand here (`javascript`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.text.numerals import LEGAL, TENS, format_numeral, parse_numeral, read_number

SPELLED = re.compile("[零〇一二两三四五六七八九十百千万亿]{2,}")
LARGE_UNIT = re.compile("[百千万亿]")
SCALED = re.compile("(?<![0-9])([0-9]+(?:[.][0-9]+)?)([万亿])")
LONG_FIGURE = re.compile("(?<![0-9.])([0-9]{5,15})(?![0-9.])")
ROMAN = re.compile("(?<![a-z])i{1,3}(?=型)")
ROMANS = "ⅰⅱⅲ"
SCALES = {"亿": 8, "万": 4}
"""Units that figures are printed with, the larger first, and their zeros."""
LARGEST_SPELLED = 9999
"""Of 万 or 亿: what numerals in front of them can say."""

YEAR = re.compile(
    "(?<![零〇一二三四五六七八九十百千])"
    f"([一二壹贰][零〇o一二三四五六七八九{LEGAL}]{{3}}|九[零〇o]{{2}}[一二三四五六七八九])(?=年)"
)
"""A year digit by digit; o is what a keyboard has for 〇, 贰零贰零 what a contract has."""
SPELLED_DAY = re.compile(
    "(?<![一二三四五六七八九十])([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?"
)
DAY = re.compile(
    "(?<![0-9.])([0-9]{4})(?:年|[-./])0?([0-9]{1,2})(?:月|[-./])0?([0-9]{1,2})(?:[日号]|(?![0-9.月]))"
)
"""Of a whole day, in any spelling with figures."""
JOINED_DAY = re.compile("((?:19|20|90)[0-9]{2})([01][0-9])([0-3][0-9])")
"""The same in eight figures, which must be all of the term."""
MONTH_DAY = re.compile("(?<![0-9])0?([0-9]{1,2})月0?([0-9]{1,2})[日号]")
MONTH = re.compile("(?<=年)0([1-9]月)")
PLAIN_DAY = re.compile("([0-9]{4})年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?")
YEAR_DIGITS = "〇一二三四五六七八九"
DAY_UNITS = "年月日"
MONTHS, DAYS = 12, 31


def spellings(folded: str) -> tuple[str, ...]:
    """A folded term and other ways to write its numbers.

    一百万, 100万 and 1000000 are one; so are II型, as keyboards have it, and Ⅱ型; 2020.4.3 and
    2020年4月3日.
    """
    plain = SPELLED.sub(lambda m: _said(m[0]), folded)
    plain = SCALED.sub(lambda m: _scaled(m[1], m[2]), plain)
    roman = ROMAN.sub(lambda m: ROMANS[len(m[0]) - 1], folded)
    tens = without_tens(folded)
    return tuple(dict.fromkeys((folded, roman, tens, plain, *_short(plain), *_days(folded))))


def without_tens(folded: str) -> str:
    """A folded term with 廿 and 卅 as 二十 and 三十."""
    for tens, said in TENS.items():
        folded = folded.replace(tens, said)
    return folded


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
                spelled = format_numeral(rest) + scale
                yield plain[: match.start()] + spelled + plain[match.end() :]
            return


def _days(folded: str) -> Iterator[str]:
    """The term with its years and days as 2020年4月3日; one that is all day as 二〇二〇年四月三日 too."""
    plain = in_figures(folded)
    yield plain
    if whole := PLAIN_DAY.fullmatch(plain):
        yield _in_numerals(whole)


def in_figures(folded: str) -> str:
    """A folded term with years, months and days as texts print them: 2020年4月3日."""
    text = YEAR.sub(lambda m: str(read_number(m[1].replace("o", "〇"))), without_tens(folded))
    text = SPELLED_DAY.sub(_day_in_figures, text)
    text = DAY.sub(_plain_day, text)
    if whole := JOINED_DAY.fullmatch(text):
        text = _plain_day(whole)
    return MONTH.sub(r"\1", MONTH_DAY.sub(r"\1月\2日", text))


def _day_in_figures(match: re.Match[str]) -> str:
    month, day = (parse_numeral(said) if said else None for said in match.groups())
    if month is None or month > MONTHS or (match[2] and (day is None or day > DAYS)):
        return match[0]
    return f"{month}月{day}日" if day else f"{month}月"


def _plain_day(match: re.Match[str]) -> str:
    year, month, day = map(int, match.groups())
    fits = 1 <= month <= MONTHS and 1 <= day <= DAYS
    return f"{year}年{month}月{day}日" if fits else match[0]


def _in_numerals(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    text = "".join(YEAR_DIGITS[int(digit)] for digit in year) + "年"
    for number, unit, most in ((month, "月", MONTHS), (day, "日", DAYS)):
        if number:
            fits = 1 <= int(number) <= most
            text += (format_numeral(int(number)) if fits else number) + unit
    return text
