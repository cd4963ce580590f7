"""Headings and clauses are recognised by how they are printed: 一、, （一） and a clause's brackets."""

from __future__ import annotations

import re

NUMERAL = "[一二三四五六七八九十百千零]+"
SECTION_HEADING = re.compile(rf"(?P<label>(?P<numeral>{NUMERAL})、)(?P<heading>.+)\Z")
TASK_HEADING = re.compile(
    rf"(?P<label>[（(](?P<numeral>{NUMERAL})[）)])(?P<heading>.+?)(?P<end>[。：]?)\Z"
)
CLAUSE_LINE = re.compile(r"([（(].*[）)]|[〔\[].*[〕\]])[。；]?\Z")


def clause_anchor(number: int) -> str:
    """The anchor of a task's clause: `r`, then `r2`, `r3`, …"""
    return "r" if number == 1 else f"r{number}"
