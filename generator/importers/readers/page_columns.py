"""Lines of a page in reading order: columns one after the other."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from generator.importers.readers.page_values import SAME_LINE, Line, Sheet
from generator.importers.sources import Doubt

JUSTIFIED = 3
"""So many lines that end at one place show the edge of their column."""


def order_columns(sheet: Sheet, doubts: list[Doubt]) -> bool:
    """Puts the page's lines in the order of reading; whether it has columns."""
    lines = sorted(sheet.lines, key=lambda line: line.first)
    found = None if sheet.ruled else _columns(lines)
    if found:
        sheet.lines = found
        return True
    up = any(b.y > a.y + 0.5 * a.size and b.x0 < a.x1 and a.x0 < b.x1 for a, b in pairwise(lines))
    if up:
        lines.sort(key=lambda line: (-round(line.y), line.x0))
    beside = sum(1 for a, b in pairwise(sorted(lines, key=lambda line: -line.y)) if _beside(a, b))
    if beside >= 2:
        message = f"page {sheet.number}: text stands side by side (a table?)"
        doubts.append(Doubt(message, lines[0].text[:20], "is it in the order of the page?"))
    sheet.lines = lines
    return False


def _beside(a: Line, b: Line) -> bool:
    return abs(a.y - b.y) < SAME_LINE * a.size and (a.x1 < b.x0 or b.x1 < a.x0)


def _columns(lines: list[Line]) -> list[Line] | None:
    """The lines of a page with two columns of prose, column by column; None where it has none."""
    if len(lines) < 8:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    size = median(line.size for line in lines)
    best: tuple[int, float, float, float] | None = None
    for step in range(30, 71, 2):
        middle = left + (right - left) * step / 100
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
            if min(len(mine), len(theirs)) >= 4 and _is_prose(mine) and _is_prose(theirs):
                found = (len(inside), middle, top, bottom)
                best = max(best, found) if best else found
    if best is None:
        return None
    _, middle, top, bottom = best
    down = sorted(lines, key=lambda line: (-round(line.y), line.x0))
    inside = [line for line in down if bottom < line.y < top]
    return [
        *(line for line in down if line.y >= top),
        *(line for line in inside if line.x1 <= middle),
        *(line for line in inside if line.x0 >= middle),
        *(line for line in down if line.y <= bottom),
    ]


def _is_prose(lines: list[Line]) -> bool:
    """Whether a good part of the lines fills most of their column, and that is no narrow one."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    filled = sum(1 for line in lines if line.x1 - left > 0.7 * (right - left))
    return right - left > 8 * lines[0].size and 5 * filled >= 2 * len(lines)
