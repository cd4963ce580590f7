"""Characters with their places on pages to paragraphs: what PDF and OFD have in common.

Characters that stand on one line become a line, also where each was set by itself or twice; lines
that repeat at the same place of the pages, and page numbers, are running heads and feet; columns are
read one after the other; a line goes on in the next one unless it ends short of the column's edge or
the next one is indented, larger, further off or begins like a paragraph. All distances are in points,
all tolerances in ems: a line's own type size.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from generator.importers.sources import Doubt, Dropped
from generator.importers.unwrapping import STARTS_PARAGRAPH
from generator.notice.letter import DOCUMENT_NUMBER, LONGEST_SIGNATURE, SIGNATURE
from generator.text.characters import drop_spaces

SAME_LINE = 0.35
"""Baselines as near as that are one line's."""
WIDE_GAP = 2.0
"""Text further apart on one baseline is two lines side by side; lower values part justified lines."""
WORD_GAP, LATIN_GAP = 0.7, 0.2
INDENT = 1.2
LARGER = 1.15
FAR_BELOW = 1.6
"""A line further below than that many usual distances begins a paragraph."""
BAND = 0.15
"""Page numbers stand within that share of the page's height from its upper or lower edge."""
FULL = 0.82
"""A line narrower than this share of the text's width ends its paragraph, a wider one in mid-sentence
goes on; one that ends a sentence goes on only if the next word would not have had room on it."""
MIDDLE = 0.2
"""Running heads and feet stand within that share of the page's height from its edges."""
JUSTIFIED = 3
"""So many lines that end at one place show the edge of their column."""
STAMPS = 3
"""No page has more lines of a watermark; where more repeat, they are text."""
ROWS = 3
"""So many lines of a running head or foot are looked for."""
OFTEN = 0.6
"""A line that stands at one place on so many of the pages is a running head or foot."""
FOOT = re.compile(
    r"(?=.*[0-9０-９一二三四五六七八九十ivx])"
    r"(?:[\[［(（〔【<《·•～~.*|/,，、\s\]］)）〕】>》—–―－\u2010\-第共页0-9０-９一二三四五六七八九十百ivxlc]"
    r"|Page|page|of)+\Z"
)
BARE = re.compile("[0-9]{1,3}\\Z")
SIGNS = re.compile("[^0-9０-９一二三四五六七八九十百ivxlc\\s]")
DIGITS = re.compile("[0-9０-９一二三四五六七八九十百]+")
LATIN = re.compile("[A-Za-z]")
TOKEN = re.compile(r"[!-~]+")
CLOSED = "。！？；：）」』”》〉】〕"
LOOK = "compare the page with the source"


@dataclass(slots=True)
class Glyph:
    """A character on a page: its left and right edge, its baseline (upwards), its type size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(slots=True)
class Line:
    """A line of a page; `first` is the place of its first character in the page's own order."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    first: int
    token: float = 0.0


@dataclass(slots=True)
class Sheet:
    """A page: its number, its size, its characters, whether lines are ruled on it."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    ruled: bool = False
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Laid:
    """The paragraphs of the pages, and what was done and doubted on the way."""

    paragraphs: list[str]
    dropped: list[Dropped]
    doubts: list[Doubt]
    steps: list[str]


def laid_out(sheets: Sequence[Sheet]) -> Laid:
    """The paragraphs of the pages; without white space, with `dropped`, all of their characters."""
    laid = Laid([], [], [], [])
    twice = 0
    for sheet in sheets:
        twice += _without_doubles(sheet, laid.dropped)
        sheet.lines = lines_of(sheet.glyphs)
    if twice:
        laid.steps.append(f"took characters that are set twice (bold) once ({twice})")
    _without_heads(sheets, laid)
    _without_stamps(sheets, laid)
    columns = 0
    for sheet in sheets:
        columns += _ordered(sheet, laid.doubts)
    if columns:
        laid.steps.append(f"read the columns of {columns} page(s) one after the other")
    laid.paragraphs += _joined(sheets, laid)
    return laid


def _without_doubles(sheet: Sheet, dropped: list[Dropped]) -> int:
    """Takes a character that stands where the same one stands already out of the page."""
    seen: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    kept: list[Glyph] = []
    double: list[str] = []
    for glyph in sheet.glyphs:
        width = glyph.x1 - glyph.x0
        if not glyph.text.strip() or width <= 0:
            kept.append(glyph)
            continue
        cell = (round(glyph.x0 / 8), round(glyph.y / 8))
        near = (
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in seen.get((glyph.text, cell[0] + dx, cell[1] + dy), ())
        )
        if any(
            abs(o.x0 - glyph.x0) < 0.4 * width and abs(o.y - glyph.y) < 0.2 * glyph.size
            for o in near
        ):
            double.append(glyph.text)
        else:
            kept.append(glyph)
            seen[(glyph.text, *cell)].append(glyph)
    if double:
        dropped.append(Dropped("characters that are set twice", "".join(double)))
        sheet.glyphs = kept
    return len(double)


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page from its characters, in whatever order these were set."""
    runs: list[list[tuple[int, Glyph]]] = []
    for place, glyph in enumerate(glyphs):
        if runs and _goes_on(runs[-1][-1][1], glyph):
            runs[-1].append((place, glyph))
        else:
            runs.append([(place, glyph)])
    runs = [run for run in runs if any(g.text.strip() for _, g in run)]
    return [_line(part) for row in _rows(runs) for part in _parts(row)]


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    gap = glyph.x0 - last.x1
    raised = abs(last.y - glyph.y) < 0.6 * size and min(last.size, glyph.size) < 0.75 * size
    level = abs(last.y - glyph.y) < SAME_LINE * size
    return (level or raised) and -0.5 * size < gap < WIDE_GAP * size


Run = list[tuple[int, Glyph]]


def _rows(runs: list[Run]) -> list[list[Run]]:
    """Runs on one baseline, from the top of the page downwards."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -_baseline(run)):
        near = rows and abs(_baseline(rows[-1][0]) - _baseline(run)) < SAME_LINE * min(
            _size(rows[-1][0]), _size(run)
        )
        if near:
            rows[-1].append(run)
        else:
            rows.append([run])
    return rows


def _baseline(run: Run) -> float:
    large = max(glyph.size for _, glyph in run)
    return median(glyph.y for _, glyph in run if glyph.size > 0.75 * large)


def _size(run: Run) -> float:
    return median(glyph.size for _, glyph in run)


def _parts(row: list[Run]) -> Iterator[Run]:
    """The row's runs joined where they are neighbours of one size, from left to right."""
    current: Run = []
    for run in sorted(row, key=lambda run: run[0][1].x0):
        if current:
            last, size = max(g.x1 for _, g in current), max(_size(current), _size(run))
            alike = min(_size(current), _size(run)) > size / 1.6
            if alike and -0.5 * size < run[0][1].x0 - last < WIDE_GAP * size:
                current = [*current, *run]
                continue
            yield current
        current = run
    yield current


def _line(run: Run) -> Line:
    glyphs = [glyph for _, glyph in run]
    inked = [glyph for glyph in glyphs if glyph.text.strip()]
    text = glyphs[0].text
    for last, glyph in pairwise(glyphs):
        gap, size = glyph.x0 - last.x1, max(last.size, glyph.size)
        latin = bool(TOKEN.match(last.text) and TOKEN.match(glyph.text))
        if (
            gap > (LATIN_GAP if latin else WORD_GAP) * size
            and not (last.text + glyph.text).isspace()
        ):
            text += " "
        text += glyph.text
    token = TOKEN.match(text.strip())
    count = len(token[0]) if token else 1
    return Line(
        text=text.strip(),
        x0=inked[0].x0,
        x1=max(glyph.x1 for glyph in inked),
        y=_baseline(run),
        size=_size(run),
        first=min(place for place, _ in run),
        token=inked[min(count, len(inked)) - 1].x1 - inked[0].x0,
    )


def _without_heads(sheets: Sequence[Sheet], laid: Laid) -> None:
    """Leaves out running heads and feet: page numbers, and lines at one place of most pages."""
    filled = [sheet for sheet in sheets if sheet.lines]
    for sheet in filled:
        heads = {id(line) for line in sheet.lines if _is_foot(line, sheet)}
        _drop(sheet, heads, "a page's number", laid)
    for end in (1, -1):
        for _ in range(ROWS):
            outer = {id(s): _outer(s, end) for s in filled}
            for sheet in filled:
                own = outer[id(sheet)]
                others = [s for s in filled if s is not sheet]
                alike = [s for s in others if own and _alike(own, outer[id(s)])]
                side = [s for s in others if (s.number - sheet.number) % 2 == 0]
                same = [s for s in alike if s in side]
                often = len(alike) + 1 >= OFTEN * len(filled)
                if alike and (often or (len(same) + 1 >= 0.8 * (len(side) + 1) and len(same) >= 1)):
                    _drop(sheet, {id(line) for line in own}, "a running head or foot", laid)


def _is_foot(line: Line, sheet: Sheet) -> bool:
    edge = line.y < BAND * sheet.height or line.y > (1 - BAND) * sheet.height
    outermost = line.y <= min(o.y for o in sheet.lines) or line.y >= max(o.y for o in sheet.lines)
    text = line.text[:40]
    marked = BARE.match(text) or (SIGNS.search(text) and FOOT.match(text))
    return edge and outermost and bool(marked) and len(sheet.lines) > 1


def _outer(sheet: Sheet, end: int) -> list[Line]:
    """The lines of the page's uppermost or lowest row."""
    if len(sheet.lines) < 2:
        return []
    edge = max(sheet.lines, key=lambda line: end * line.y)
    if MIDDLE * sheet.height < edge.y < (1 - MIDDLE) * sheet.height:
        return []
    return [line for line in sheet.lines if abs(line.y - edge.y) < SAME_LINE * line.size]


def _alike(lines: list[Line], others: list[Line]) -> bool:
    """Whether two rows have the same text, but for numbers, at the same height."""
    mine = [DIGITS.sub("#", "".join(line.text.split())) for line in lines]
    theirs = [DIGITS.sub("#", "".join(line.text.split())) for line in others]
    return bool(others) and mine == theirs and abs(lines[0].y - others[0].y) < lines[0].size / 2


def _drop(sheet: Sheet, which: set[int], why: str, laid: Laid) -> None:
    laid.dropped += [Dropped(why, line.text) for line in sheet.lines if id(line) in which]
    sheet.lines = [line for line in sheet.lines if id(line) not in which]


def _without_stamps(sheets: Sequence[Sheet], laid: Laid) -> None:
    """Leaves out what stands at one place of every page: a watermark."""
    filled = [sheet for sheet in sheets if sheet.lines]
    if len(filled) < 2:
        return
    places = Counter(key for sheet in filled for key in {_place(line) for line in sheet.lines})
    for sheet in filled:
        stamps = {id(o) for o in sheet.lines if places[_place(o)] >= max(2, 0.8 * len(filled))}
        if 0 < len(stamps) <= STAMPS and 4 * len(stamps) < len(sheet.lines):
            text = next(line.text for line in sheet.lines if id(line) in stamps)
            message = f"page {sheet.number}: {text[:20]!r} stands there on every page"
            laid.doubts.append(Doubt(message, "", "it was left out as a watermark: is it text?"))
            _drop(sheet, stamps, "a watermark", laid)


def _place(line: Line) -> tuple[str, int, int]:
    return line.text, round(line.x0), round(line.y)


def _ordered(sheet: Sheet, doubts: list[Doubt]) -> bool:
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


def _joined(sheets: Sequence[Sheet], laid: Laid) -> list[str]:
    """The lines of all pages as paragraphs."""
    placed = [(line, edges) for sheet in sheets for line, edges in _edges(sheet)]
    if not placed:
        return []
    size = median(line.size for line, _ in placed)
    widest = max(line.x1 - left for line, (left, _) in placed if line.size < LARGER * size)
    widest = max(widest, 10 * size)
    gaps = [a.y - b.y for (a, _), (b, _) in pairwise(placed) if 0 < a.y - b.y < 6 * size]
    usual = median(gaps) if gaps else 2 * size
    indented = sum(1 for line, (left, _) in placed if 1 < (line.x0 - left) / line.size < 3)
    body = _Body(widest, usual, size, indented >= 2)
    paragraphs, count = [placed[0][0].text], 0
    for (last, last_edges), (line, edges) in pairwise(placed):
        if _continues(last, last_edges, line, edges, body, paragraphs[-1]):
            before, after = paragraphs[-1], line.text
            if LATIN.match(before[-1]) and LATIN.match(after[0]):
                hint = "the line is wrapped here: one word, or two?"
                at = before[-8:] + after[:8]
                laid.doubts.append(Doubt(f"{at!r} joined over a line's end", at, hint))
            paragraphs[-1] = before + after
            count += 1
        else:
            paragraphs.append(line.text)
    if count:
        laid.steps.append("joined line wraps")
    return paragraphs


Edges = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Body:
    """A text's width, distance of lines and type size; whether its paragraphs are indented."""

    width: float
    distance: float
    size: float
    indents: bool


def _edges(sheet: Sheet) -> Iterator[tuple[Line, Edges]]:
    """Each line with the left and right edge of its column; the right one is 0 where there is one
    column (all pages show it better), or too few lines do."""
    groups: list[list[Line]] = []
    for line in sheet.lines:
        if groups and line.x0 < max(o.x1 for o in groups[-1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        starts = Counter(round(line.x0) for line in group)
        common = [x for x, count in starts.items() if count >= max(2, len(group) / 6)]
        left = float(min(common) if common else min(starts))
        edge = max(line.x1 for line in group)
        full = sum(1 for line in group if line.x1 > edge - 1.5 * line.size)
        right = edge if full >= JUSTIFIED and len(groups) > 1 else 0.0
        yield from ((line, (left, right)) for line in group)


def _continues(
    last: Line, last_edges: Edges, line: Line, edges: Edges, body: _Body, text: str
) -> bool:
    """Whether a line goes on with the paragraph before it."""
    if max(last.size, line.size) > LARGER * min(last.size, line.size):
        return False
    if _is_alone(last.text) or _is_alone(line.text) or _is_signed(text):
        return False
    centred = _is_centred(last, last_edges, body) and _is_centred(line, edges, body)
    if centred and line.size > LARGER * body.size:
        return text[-1] not in CLOSED and last.y - line.y < 2.5 * line.size
    if last.y - line.y > FAR_BELOW * max(body.distance, line.size):
        return False
    left, right = last_edges
    width = right - left if right else body.width
    full = last.x1 + line.token + 1.5 * last.size > left + width
    ragged = last.x1 - left > FULL * width and text[-1] not in CLOSED
    if not (full or ragged):
        return False
    if line.x0 - edges[0] > INDENT * line.size:
        same = abs((line.x0 - edges[0]) - (last.x0 - last_edges[0])) < 0.3 * line.size
        return same and text[-1] not in CLOSED and not STARTS_PARAGRAPH.match(line.text)
    return body.indents or not STARTS_PARAGRAPH.match(line.text)


def _is_centred(line: Line, edges: Edges, body: _Body) -> bool:
    right = edges[1] or edges[0] + body.width
    return abs((line.x0 - edges[0]) - (right - line.x1)) < 2 * line.size


def _is_alone(text: str) -> bool:
    return len(text) < LONGEST_SIGNATURE and DOCUMENT_NUMBER.match(drop_spaces(text)) is not None


def _is_signed(text: str) -> bool:
    text = drop_spaces(text)
    return len(text) <= LONGEST_SIGNATURE and SIGNATURE.match(text) is not None
