"""Headings and clauses are recognised by how they are printed: 一、, （一） and a clause's brackets."""

from __future__ import annotations

import re

from generator.text.numerals import format_numeral

NUMERAL = "[一二三四五六七八九十百千零]+"
SECTION_HEADING = re.compile(rf"(?P<label>(?P<numeral>{NUMERAL})、)(?P<heading>.+)\Z")
TASK_HEADING = re.compile(
    rf"(?P<label>[（(](?P<numeral>{NUMERAL})[）)])(?P<heading>.+?)(?P<end>[。：]?)\Z"
)
CLAUSE_LINE = re.compile(r"([（(].*[）)]|[〔\[【［].*[〕\]】］])[。；]?\Z")


def section_label(number: int) -> str:
    """A section's number as notices print it: `三、`."""
    return f"{format_numeral(number)}、"


def task_label(number: int) -> str:
    """A task's number as notices print it: `（七）`."""
    return f"（{format_numeral(number)}）"


def clause_anchor(number: int) -> str:
    """The anchor of a task's clause: `r`, then `r2`, `r3`, …"""
    return "r" if number == 1 else f"r{number}"
