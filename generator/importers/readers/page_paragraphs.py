"""Lines joined to paragraphs across columns and pages, by indents, widths and distances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from generator.importers.readers.page_columns import JUSTIFIED
from generator.importers.readers.page_values import LATIN, Laid, Line, Sheet
from generator.importers.readers.table_cells import Cell
from generator.importers.sources import Doubt
from generator.importers.unwrapping import STARTS_PARAGRAPH
from generator.notice.letter import DOCUMENT_NUMBER, LONGEST_SIGNATURE, SIGNATURE
from generator.text.characters import drop_spaces

INDENT = 1.2
LARGER = 1.15
FAR_BELOW = 1.6
"""A line further below than that many usual distances begins a paragraph."""
FULL = 0.82
"""A line narrower than this share of the text's width ends its paragraph, a wider one in mid-sentence
goes on; one that ends a sentence goes on only if the next word would not have had room on it."""
FLUSH = 2
"""So many lines that end at one place show the text's right edge."""
MOST_INDENT = 3.0
"""No paragraph's first line stands in by more ems: a line that does is set flush right, or centred."""
SIDES = (2, 3)
"""The two columns of a page; what stands above them is its first, what stands below its fourth part."""
CLOSED = "。！？；：）」』”》〉】〕"


def join_paragraphs(sheets: Sequence[Sheet], laid: Laid) -> list[tuple[str, Cell | None]]:
    """The lines of all pages as paragraphs; the text of a table's cell is one, with its place."""
    widths: dict[int, float] = {}
    placed = [(line, edges) for sheet in sheets for line, edges in _edges(sheet, widths)]
    if not placed:
        return []
    body = _body(placed)
    paragraphs, count = [placed[0][0].text], 0
    cells = [placed[0][0].cell]
    first = True
    for (last, last_edges), (line, edges) in pairwise(placed):
        goes_on = not (last.cell or line.cell) and _continues(
            last, last_edges, line, edges, body, paragraphs[-1], first=first
        )
        first = not goes_on
        if goes_on:
            before, after = paragraphs[-1], line.text
            if LATIN.match(before[-1]) and LATIN.match(after[0]):
                hint = "the line is wrapped here: one word, or two?"
                at = before[-8:] + after[:8]
                laid.doubts.append(Doubt(f"{at!r} joined over a line's end", at, hint))
            paragraphs[-1] = before + after
            count += 1
        else:
            paragraphs.append(line.text)
            cells.append(line.cell)
    if count:
        laid.steps.append("joined line wraps")
    return [*zip(paragraphs, cells, strict=True)]


Edges = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Body:
    """A text's width, distance of lines and type size; whether and how far its paragraphs are indented."""

    width: float
    distance: float
    size: float
    indents: bool
    indent: float


def _body(placed: Sequence[tuple[Line, Edges]]) -> _Body:
    """The measures of the text that stands in no table, which is as wide as the tables are at least."""
    tables = [line.x1 for line, _ in placed if line.cell]
    placed = [(line, edges) for line, edges in placed if not line.cell] or placed
    size = median(line.size for line, _ in placed)
    widest = max(line.x1 - left for line, (left, _) in placed if line.size < LARGER * size)
    gaps = [a.y - b.y for (a, _), (b, _) in pairwise(placed) if 0 < a.y - b.y < 6 * size]
    usual = median(gaps) if gaps else 2 * size
    indented = sum(1 for line, (left, _) in placed if 1 < (line.x0 - left) / line.size < 3)
    # Lines that are set flush right show the text's edge where no line of a paragraph reaches it.
    left = Counter(left for _, (left, _) in placed).most_common(1)[0][0]
    ends = Counter(round(line.x1) for line, _ in placed if not line.column)
    edges = [*tables, *(right for right, count in ends.items() if count >= FLUSH)]
    widest = max([widest, 10 * size, *(right - left for right in edges)])
    return _Body(widest, usual, size, indented >= 2, _usual_indent(placed))


def _usual_indent(placed: Sequence[tuple[Line, Edges]]) -> float:
    """How far, in ems, the lines stand in that begin with a number; 0 where these begin at the edge."""
    starts = [
        round((line.x0 - left) / line.size, 1)
        for line, (left, _) in placed
        if STARTS_PARAGRAPH.match(line.text)
    ]
    return median(starts) if starts else 0.0


def _edges(sheet: Sheet, widths: dict[int, float]) -> Iterator[tuple[Line, Edges]]:
    """Each line with the left and right edge of its column; the right one is 0 where there is one
    column (all pages show it better), or too few lines do."""
    groups: list[list[Line]] = []
    for line in sheet.lines:
        same = groups and line.column == groups[-1][-1].column
        same = same and not (line.cell or groups[-1][-1].cell)
        if same and (line.column or line.x0 < max(o.x1 for o in groups[-1])):
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
        column = group[0].column
        if column in SIDES and right:
            widths[column] = right - left
        elif column in SIDES and column in widths:
            right = left + widths[column]
        yield from ((line, (left, right)) for line in group)


def _continues(
    last: Line,
    last_edges: Edges,
    line: Line,
    edges: Edges,
    body: _Body,
    text: str,
    *,
    first: bool,
) -> bool:
    """Whether a line goes on with the paragraph before it; `first` if `last` is that one's first line."""
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
    if abs(line.x0 - last.hang) < 0.5 * line.size and last.hang - last.x0 > INDENT * last.size:
        return not STARTS_PARAGRAPH.match(line.text)
    stands_in, before = (line.x0 - edges[0]) / line.size, (last.x0 - last_edges[0]) / last.size
    if before - stands_in > MOST_INDENT:
        return False
    if stands_in > INDENT:
        if abs(stands_in - before) > 0.3 or STARTS_PARAGRAPH.match(line.text):
            return False
        if not first:
            return True
        return text[-1] not in CLOSED and abs(stands_in - body.indent) > 0.5
    if not first and before > INDENT and STARTS_PARAGRAPH.match(line.text):
        return False
    return body.indents or not STARTS_PARAGRAPH.match(line.text)


def _is_centred(line: Line, edges: Edges, body: _Body) -> bool:
    right = edges[1] or edges[0] + body.width
    return abs((line.x0 - edges[0]) - (right - line.x1)) < 2 * line.size


def _is_alone(text: str) -> bool:
    return len(text) < LONGEST_SIGNATURE and DOCUMENT_NUMBER.match(drop_spaces(text)) is not None


def _is_signed(text: str) -> bool:
    text = drop_spaces(text)
    return len(text) <= LONGEST_SIGNATURE and SIGNATURE.match(text) is not None
