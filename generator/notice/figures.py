"""Figures are a sentence's numbers with their units (文中数字), typed and tied to their place.

    300万以上   5年以上   35公顷   1亿   24.1%   1个百分点      bound number 万|亿 unit bound
    300多万人   20余个   近200个   不足5年                        多 and 余 are part of the bound
    100万—300万   100万元至300万元   300-500万                    a range: one figure, two values
    2020年   2014-2020年   2025年底                               years

What looks like a number and is none: document numbers (〔2020〕532号), names (5G, 十四五, Ⅱ型),
numbers inside Latin words, Chinese numerals (一批, 第二轮, 三中全会). Of the last, `find_spelled_figures`
finds those that count something all the same: 七成, 百分之三, 两年内, 三至五名.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal

from generator.model.figures import Figure, FigureKind
from generator.text.numerals import read_number

DIGITS = "[0-9\uff10-\uff19]"
THOUSANDS = rf"{DIGITS}{{1,3}}(?:[,\uff0c]{DIGITS}{{3}})+(?!{DIGITS})"
NUMBER = rf"(?:{THOUSANDS}|{DIGITS}+)(?:[.\uff0e]{DIGITS}+)?"
SCALES = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8, "万亿": Decimal(10) ** 12}
SCALE = r"\s?(?:万亿|[万亿])?"
JOIN = r"\s?(?:[-\u2013\u2014\uff0d~\uff5e]+|至|到)\s?"
# 节约20% and 附近3个 have no bound; of two that begin alike the longer comes first.
BEFORE = (
    "不低于|不少于|不超过|不高于|超过|高于|低于|多于|少于|不足|至少|最少|至多|最多|不到|力争达到|达到"
    r"|大约|将近|(?<![节合契条])约|(?<![附最邻靠])近|逾"
)
MORE = "[多余]"
AFTER = "以上|以下|以内|左右|上下(?!游)|内(?![外地部容涝河])"
# A unit that begins another word is none: 5项目 counts no 项. Longer units come first.
UNITS = (
    "个百分点|百分点|平方公里|平方米|人次|公里|公顷|公斤|小时|分钟|个月|年(?!均|度|鉴)|日(?!常)|天"
    "|人(?!口|员|才|民|均)|户(?!籍|口)|家(?!庭)|所(?!有|在)|条(?!件)|项(?!目)|座|亩|元|米|吨"
    "|类(?!型|别)|倍|套|间|个(?!别|体|人)|名(?![录单称义额])|处(?![理置罚于方])|次(?![序生要])"
    "|期(?![间限望末初货])|辆|台(?![账阶风湾])|艘|盏|尾|班(?!级)|方(?![式法案面可向便针])|里(?!程)"
)

# 1500年以上 and 3000年间 are lengths of time; 2014年以来 and 2020年以前 name a year.
YEAR = re.compile(
    rf"(?P<a>(?:{DIGITS}){{4}})(?:年?{JOIN}(?P<b>(?:{DIGITS}){{4}}))?年(?!以[上下内]|间)底?前?"
)
QUANTITY = re.compile(
    rf"(?P<before>{BEFORE})?\s?"
    rf"(?P<a>{NUMBER})(?P<more>{MORE})?(?P<sa>{SCALE})(?P<few>{MORE})?"
    # 100万元至300万元: the unit of the first number, if it has one, is that of the second too.
    rf"(?:(?:%|％|(?P<of>{UNITS}))?{JOIN}(?P<b>{NUMBER})(?P<sb>{SCALE})(?(of)(?P=of)))?"
    rf"\s?(?P<unit>%|％|{UNITS})?(?P<after>{AFTER})?"
)
SPELLED = "[一二两三四五六七八九十][一二两三四五六七八九十百千零]*"
# Units that spelled numbers are found with; 三年行动, 九年义务, 三次产业, 四个全面 are names.
SPELLED_UNITS = (
    "个百分点|个月|年(?![行计规义一制级度会])|天|日(?![常报])|小时|分钟|公里|公顷|公斤|里(?!程)|亩|元|吨|人(?![口员才民均])"
    "|名(?![录单称义额])|户(?![籍口])|艘|座|处(?![理置罚于方])|所(?![有在])|间|套|次(?![序生要产分供元开])"
    "|成(?![立为效果员本功长熟绩就都])|个(?![别体人全意自中结一])"
)
SPELLED_QUANTITY = re.compile(
    rf"(?<![第每数几零一二两三四五六七八九十百千万亿])(?:(?P<of>百分之)(?P<p>{SPELLED})"
    rf"|(?P<a>{SPELLED})(?:(?P<ua>{SPELLED_UNITS})?{JOIN}(?P<b>{SPELLED})(?(ua)(?P=ua)))?"
    rf"(?(ua)|(?P<unit>{SPELLED_UNITS})))(?P<after>{AFTER})?"
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
    unit = groups.get("unit") or groups.get("of") or ""
    bound = match.re is YEAR or any(groups[key] for key in ("before", "more", "few", "after"))
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
        bound="".join(groups.get(key) or "" for key in ("before", "more", "few", "after")),
    )


@functools.lru_cache(maxsize=1 << 15)
def find_spelled_figures(sentence_id: str, text: str) -> tuple[Figure, ...]:
    """The figures of a sentence that are written in Chinese numerals and count something: 七成, 两年内.

    A single 一 counts only with a bound or in a range (一年内, 一至两年): 一个 is mostly an article.
    """
    return tuple(
        figure
        for match in SPELLED_QUANTITY.finditer(text)
        if (figure := _spelled_figure(sentence_id, match))
    )


def _spelled_figure(sentence_id: str, match: re.Match[str]) -> Figure | None:
    spelled = [match["p"] or match["a"], *([match["b"]] if match["b"] else [])]
    numbers = [read_number(text) for text in spelled]
    unit = match["of"] or match["ua"] or match["unit"]
    # 三五 is three to five, not thirty-five.
    doubled = any(len(text) > 1 and not set(text) & set("十百千") for text in spelled)
    if None in numbers or doubled or (spelled == ["一"] and not match["after"] and not match["of"]):
        return None
    return Figure(
        sentence=sentence_id,
        start=match.start(),
        end=match.end(),
        text=match[0],
        kind=_kind("%" if match["of"] else unit),
        values=tuple(map(str, numbers)),
        unit="%" if match["of"] else unit,
        bound=match["after"] or "",
    )


def _kind(unit: str) -> FigureKind:
    return FigureKind.PERCENT if unit in ("%", "％") else FigureKind.QUANTITY


def _value(number: str, scale: str) -> str:
    value = Decimal(number.translate(TO_ASCII).replace(",", "")) * SCALES[scale]
    return f"{value.normalize():f}"
