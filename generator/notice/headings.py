"""Headings and clauses are recognised by how they are printed: 一、, （一） and a clause's brackets.

Sections are numbered 一、, 第一部分, （一） (above 1.) or 1. (above （1） or 1.), all alike. Tasks are
numbered （一）, 1., （1）, 任务一： or 一、 (where no sections are, or 第一部分), through the whole notice
or anew in each section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.text.numerals import format_numeral, parse_numeral

NUMERAL = "[一二三四五六七八九十百千零]+"
SECTION_HEADING = re.compile(rf"(?P<label>(?P<numeral>{NUMERAL})、)(?P<heading>.+)\Z")
PART_HEADING = re.compile(
    rf"(?P<label>第(?P<numeral>{NUMERAL})(?:部分|章|篇)[、：:\s]*)(?P<heading>[^。；]{{1,60}})\Z"
)
"""A section numbered 第一部分 or 第一章; what parts number and heading is the number's."""
BRACKET_HEADING = re.compile(
    rf"(?P<label>[（(](?P<numeral>{NUMERAL})[）)])(?P<heading>[^。；：]{{1,60}})\Z"
)
"""A section numbered （一）, whose tasks are numbered 1. below it."""
POINT_HEADING = re.compile(
    r"(?P<label>(?P<numeral>[0-9０-９]{1,3})(?:、|[.．](?![0-9０-９])))(?P<heading>[^。；：]{1,60})\Z"
)
"""A section numbered 1., whose tasks are numbered （1）, or 1. again, below it."""
BRACKET_LABEL = rf"[（(]{NUMERAL}[）)]"
COMMA_LABEL = rf"{NUMERAL}、"
DIGITS = "[0-9０-９]{1,3}"
POINT_LABEL = rf"{DIGITS}(?:、|[.．](?![0-9０-９]))"
DIGIT_BRACKET_LABEL = rf"[（(]{DIGITS}[）)]"
WORD_LABEL = rf"(?:重点)?任务(?:{NUMERAL}|{DIGITS})(?:[：:、．.]\s*|\s+)"
"""任务一：, 重点任务3、: the colon is the label's, as 、 is in 一、."""
STYLES = (BRACKET_LABEL, COMMA_LABEL, POINT_LABEL, DIGIT_BRACKET_LABEL, WORD_LABEL)
TASK_LABEL = rf"(?:{'|'.join(STYLES)})"
TASK_HEADING = re.compile(rf"(?P<label>{TASK_LABEL})(?P<heading>.+?)(?P<end>[。：]?)\Z")
CLAUSE_LINE = re.compile(r"([（(].*[）)]|[〔\[【［].*[〕\]】］])[。；]?\Z")


def section_label(number: int) -> str:
    """A section's number as notices print it: `三、`."""
    return f"{format_numeral(number)}、"


def section_heading(text: str) -> re.Match[str] | None:
    """The match of a section's heading in any style: label, numeral, heading."""
    patterns = (SECTION_HEADING, PART_HEADING, BRACKET_HEADING, POINT_HEADING)
    return next(filter(None, (pattern.match(text) for pattern in patterns)), None)


def surely_section(text: str) -> bool:
    """Whether a text alone tells that it is a section's heading: 一、 or 第一部分 are no task's here."""
    return bool(SECTION_HEADING.match(text) or PART_HEADING.match(text))


def task_label(number: int, style: str = BRACKET_LABEL) -> str:
    """A task's number as notices print it: `（七）`, or `7.` and `七、` in another style."""
    if style in DECIMAL_LABELS:
        return DECIMAL_LABELS[style].format(number)
    numeral = format_numeral(number)
    return f"{numeral}、" if style == COMMA_LABEL else f"（{numeral}）"


DECIMAL_LABELS = {POINT_LABEL: "{}.", DIGIT_BRACKET_LABEL: "（{}）", WORD_LABEL: "任务{}："}


def label_style(label: str) -> str:
    """Which of the styles a task's label has: its pattern."""
    return next((style for style in STYLES if re.fullmatch(style, label)), COMMA_LABEL)


def label_number(label: str) -> int | None:
    """The number that a label prints (`（七）`, `7.`, `任务七：`); None for a numeral that is none (二三)."""
    said = label.removeprefix("重点").removeprefix("任务").strip("（(）)、.．：: \u3000")
    return int(said) if said.isdecimal() else parse_numeral(said)


def numbered_anew(firsts: Sequence[int | None]) -> bool:
    """Whether numbering starts anew in each section, given its first task's number in each."""
    return len(firsts) > 1 and all(first == 1 for first in firsts)


def clause_anchor(number: int) -> str:
    """The anchor of a task's clause: `r`, then `r2`, `r3`, …"""
    return "r" if number == 1 else f"r{number}"
