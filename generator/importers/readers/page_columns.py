"""Lines of a page in reading order: columns one after the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from generator.importers.readers.page_values import SAME_LINE, Line, Run, Sheet
from generator.importers.sources import Doubt

GUTTER = 0.9
"""Columns are at least so many ems apart; within a justified line, hardly any two words are."""
GUTTER_ROWS = 5
"""So many rows have to have a gap at one place before it parts columns."""
GUTTER_SHARE = 0.5
"""And so many of the rows that have text on both sides of it."""
MOST_GUTTERS = 4
RUN_TOGETHER = (
    "a table's cells run into each other: import the .docx or the page, or put them in order"
)
HEADS = re.compile(
    "(?:序号|编号)?[^，。：；、]{0,6}(?:任务|事项|举措|内容|措施|工作)[^，。：；、]{0,6}"
    "(?:牵头|责任|负责|主办|承办|配合|协办)(?:单位|部门|处室)(?:[^，。：；、]{0,16}(?<![表单案]))"
)
"""What the heads of a table of tasks are, one behind the other."""
MOST_HEADS = 40
"""In characters: what is longer is no row of heads."""
JUSTIFIED = 3
"""So many lines that end at one place show the edge of their column."""


def gutters(rows: Sequence[Sequence[Run]], known: Sequence[float] = ()) -> list[float]:
    """Where a page's columns part: the places at which row after row has a gap between its texts.

    Fewer rows do where the page before has a gutter (`known`) and no row crosses it.
    """
    gaps: list[tuple[float, float]] = []
    texts: list[tuple[float, float, list[tuple[float, float]]]] = []
    for row in rows:
        inked = sorted((g.x0, g.x1, g.size) for run in row for _, g in run if g.text.strip())
        own, edge = [], inked[0][1]
        for x0, x1, size in inked[1:]:
            if x0 - edge >= GUTTER * size:
                own.append((edge, x0))
            edge = max(edge, x1)
        texts.append((inked[0][0], edge, own))
        gaps += own
    counts = Counter(x for left, right in gaps for x in range(int(left) + 1, int(right) + 1))
    found: list[float] = []
    for x, count in counts.most_common(200):
        if count < GUTTER_ROWS or len(found) == MOST_GUTTERS:
            break
        over = sum(1 for left, right, _ in texts if left < x - 1 and right > x + 1)
        if count >= GUTTER_SHARE * over and all(abs(x - other) > 40 for other in found):
            found.append(float(x))
    for x in (round(x) for x in known):
        crossed = any(left < x < right and not _open(x, own) for left, right, own in texts)
        if counts[x] and not crossed and all(abs(x - other) > 40 for other in found):
            found.append(float(x))
    return found


def _open(x: float, gaps: list[tuple[float, float]]) -> bool:
    return any(left <= x <= right for left, right in gaps)


def order_columns(sheet: Sheet, doubts: list[Doubt], known: float | None = None) -> float | None:
    """Puts the page's lines in the order of reading; the place where its columns part, if it has any.

    `known` is that place on the page before: a last page with few lines has its columns there too.
    """
    lines = sorted(sheet.lines, key=lambda line: line.first)
    found = None if sheet.ruled else _columns(lines, known)
    if found:
        middle, *parts = found
        for column, part in enumerate(parts, 1):
            for line in part:
                line.column = column
        sheet.lines = [line for part in parts for line in part]
        return middle
    up = any(b.y > a.y + 0.5 * a.size and b.x0 < a.x1 and a.x0 < b.x1 for a, b in pairwise(lines))
    if up:
        lines.sort(key=lambda line: (-round(line.y), line.x0))
    pairs = pairwise(sorted((o for o in lines if not o.cell), key=lambda line: -line.y))
    beside = [line for pair in pairs if _beside(*pair) for line in pair]
    if len(beside) >= 4:
        message = f"page {sheet.number}: text stands side by side (a table?)"
        doubts.append(Doubt(message, beside[0].text[:20], RUN_TOGETHER))
    elif told := _heads_alone(lines):
        message = f"page {sheet.number}: heads of a table that no lines rule"
        doubts.append(Doubt(message, told, RUN_TOGETHER))
    sheet.lines = lines
    return None


def _heads_alone(lines: Sequence[Line]) -> str:
    """The beginning of a row outside any ruled table that holds the heads of one; nothing without one."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        if not line.cell:
            rows.setdefault(round(line.y), []).append(line)
    for row in rows.values():
        text = "".join("".join(line.text.split()) for line in sorted(row, key=lambda line: line.x0))
        if len(text) <= MOST_HEADS and HEADS.fullmatch(text):
            return row[0].text[:20]
    return ""


def _beside(a: Line, b: Line) -> bool:
    return abs(a.y - b.y) < SAME_LINE * a.size and (a.x1 < b.x0 or b.x1 < a.x0)


def _columns(
    lines: list[Line], known: float | None
) -> tuple[float, list[Line], list[Line], list[Line], list[Line]] | None:
    """Where two columns of prose part, and the lines above, left, right and below; None without any."""
    if len(lines) < 8 and known is None:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    size = median(line.size for line in lines)
    best: tuple[int, float, float, float] | None = None
    middles = [left + (right - left) * step / 100 for step in range(30, 71, 2)]
    for middle in [known] if known is not None and len(lines) < 8 else middles:
        crossing = [
            line.y
            for line in lines
            if line.x0 < middle + 0.4 * size and line.x1 > middle - 0.4 * size
        ]
        edges = sorted([float("inf"), *crossing, float("-inf")], reverse=True)
        for top, bottom in pairwise(edges):
            inside = [line for line in lines if bottom < line.y < top]
            mine = [line for line in inside if line.x1 <= middle]
            theirs = [line for line in inside if line.x0 >= middle]
            again = known is not None and abs(middle - known) < 2 * size and bool(theirs)
            prose = min(len(mine), len(theirs)) >= 4 and _is_prose(mine) and _is_prose(theirs)
            if mine and (prose or again):
                found = (len(inside), middle, top, bottom)
                best = max(best, found) if best else found
    if best is None:
        return None
    _, middle, top, bottom = best
    down = sorted(lines, key=lambda line: (-round(line.y), line.x0))
    inside = [line for line in down if bottom < line.y < top]
    return (
        middle,
        [line for line in down if line.y >= top],
        [line for line in inside if line.x1 <= middle],
        [line for line in inside if line.x0 >= middle],
        [line for line in down if line.y <= bottom],
    )


def _is_prose(lines: list[Line]) -> bool:
    """Whether a good part of the lines fills most of their column, and that is no narrow one."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    filled = sum(1 for line in lines if line.x1 - left > 0.7 * (right - left))
    return right - left > 8 * lines[0].size and 5 * filled >= 2 * len(lines)
