"""Figures are a sentence's numbers with their units (文中数字), typed and tied to their place.

    300万以上   5年以上   35公顷   1亿   24.1%   1个百分点      bound number 万|亿 unit bound
    100万—300万   100万至300万   300-500万                        a range: one figure, two values
    2020年   2014-2020年   2025年底                               years

What looks like a number and is none: document numbers (〔2020〕532号), names (5G, 十四五, Ⅱ型),
Chinese numerals (一批, 第二轮, 三中全会), numbers inside Latin words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal

from generator.model.figures import Figure, FigureKind

DIGITS = "[0-9\uff10-\uff19]"
THOUSANDS = rf"{DIGITS}{{1,3}}(?:[,\uff0c]{DIGITS}{{3}})+(?!{DIGITS})"
NUMBER = rf"(?:{THOUSANDS}|{DIGITS}+)(?:[.\uff0e]{DIGITS}+)?"
SCALES = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8, "万亿": Decimal(10) ** 12}
SCALE = r"\s?(?:万亿|[万亿])?"
JOIN = r"\s?(?:[-\u2013\u2014\uff0d~\uff5e]+|至|到)\s?"
BEFORE = "不低于|不少于|不超过|不高于|超过|至少|不到|力争达到|达到"
AFTER = "以上|以下|以内|左右"
# A unit that begins another word is none: 5项目 counts no 项. Longer units come first.
UNITS = (
    "个百分点|百分点|平方公里|平方米|人次|公里|公顷|小时|分钟|个月|年(?!均|度|鉴)|日(?!常)|天"
    "|人(?!口|员|才|民|均)|户(?!籍|口)|家(?!庭)|所(?!有|在)|条(?!件)|项(?!目)|座|亩|元|米"
    "|类(?!型|别)|倍|套|间|个(?!别|体|人)"
)

# 1500年以上 and 3000年间 are lengths of time; 2014年以来 and 2020年以前 name a year.
YEAR = re.compile(
    rf"(?P<a>(?:{DIGITS}){{4}})(?:年?{JOIN}(?P<b>(?:{DIGITS}){{4}}))?年(?!以[上下内]|间)底?前?"
)
QUANTITY = re.compile(
    rf"(?P<before>{BEFORE})?\s?"
    rf"(?P<a>{NUMBER})(?P<sa>{SCALE})(?:(?:%|％)?{JOIN}(?P<b>{NUMBER})(?P<sb>{SCALE}))?"
    rf"\s?(?P<unit>%|％|{UNITS})?(?P<after>{AFTER})?"
)
NOT_FIGURE_BEFORE = re.compile(r"[A-Za-z〔\[﹝第.\-]\Z")
NOT_FIGURE_AFTER = re.compile(r"[A-Za-z〕\]﹞号型]")
TO_ASCII = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


@functools.lru_cache(maxsize=1 << 15)
def find_figures(sentence_id: str, text: str) -> tuple[Figure, ...]:
    """The figures of a sentence, in order and without overlap; `text[start:end]` is each one's text.

    `values` are exact decimal numbers as text with 万 and 亿 applied: `300万以上` gives
    `("3000000",)`, a range two. `unit` is as printed; `bound` is 以上, 不低于, … or empty.
    """
    figures = []
    for match in _matches(text):
        if figure := _figure(sentence_id, text, match):
            figures.append(figure)
    return tuple(figures)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What looks like a figure, from left to right, without overlap."""
    year, quantity = YEAR.search(text), QUANTITY.search(text)
    while ahead := [match for match in (year, quantity) if match]:
        # At the same number the year wins: 2020年 is no quantity of years.
        match = min(ahead, key=lambda m: (m.start("a"), m.re is QUANTITY))
        yield match
        # Only what has been passed is looked for again, or long texts would take their square.
        if year and year.start() < match.end():
            year = YEAR.search(text, match.end())
        if quantity and quantity.start() < match.end():
            quantity = QUANTITY.search(text, match.end())


def _figure(sentence_id: str, text: str, match: re.Match[str]) -> Figure | None:
    """The figure of a match; None where the number is part of a name, or counts nothing."""
    groups = match.groupdict()
    begin, end = match.start(), match.end()
    before = text[max(0, match.start("a") - 1) : match.start("a")]
    if NOT_FIGURE_BEFORE.search(before) or NOT_FIGURE_AFTER.match(text, end):
        return None
    scales = [(groups.get(key) or "").strip() for key in ("sa", "sb")]
    unit = groups.get("unit") or ""
    bound = match.re is YEAR or groups["before"] or groups["after"]
    if not bound and not unit and not any(scales):
        return None
    year = match.re is YEAR
    second = groups["b"]
    # 300-500万: the scale behind the second number holds for the first one too.
    first_scale = scales[0] or (scales[1] if second else "")
    values = [_value(groups["a"], first_scale)]
    if second:
        values.append(_value(second, scales[1]))
    # The pattern allows white space on either side of its optional parts, which may be absent.
    stripped = text[begin:end]
    begin += len(stripped) - len(stripped.lstrip())
    end -= len(stripped) - len(stripped.rstrip())
    return Figure(
        sentence=sentence_id,
        start=begin,
        end=end,
        text=text[begin:end],
        kind=FigureKind.YEAR if year else _kind(unit),
        values=tuple(values),
        unit="年" if year else unit,
        bound=(groups.get("before") or "") + (groups.get("after") or ""),
    )


def _kind(unit: str) -> FigureKind:
    return FigureKind.PERCENT if unit in ("%", "％") else FigureKind.QUANTITY


def _value(number: str, scale: str) -> str:
    value = Decimal(number.translate(TO_ASCII).replace(",", "")) * SCALES[scale]
    return f"{value.normalize():f}"
