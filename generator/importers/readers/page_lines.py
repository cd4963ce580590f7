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
from itertools import pairwise
from statistics import median

from generator.importers.readers.page_columns import gutters, order_columns
from generator.importers.readers.page_paragraphs import join_paragraphs
from generator.importers.readers.page_tables import Numbered, Table, table_lines, take_tables
from generator.importers.readers.page_values import SAME_LINE, Glyph, Laid, Line, Run, Sheet
from generator.importers.readers.table_cells import Cell
from generator.importers.readers.tables import written_tables
from generator.importers.sources import Doubt, Dropped

WIDE_GAP = 2.0
"""Text further apart on one baseline is two lines side by side; lower values part justified lines."""
OVERLAP = 0.8
"""A mark set close reaches so far over the character before it: both are squeezed to half their width."""
WORD_GAP, LATIN_GAP = 0.7, 0.2
BAND = 0.15
"""Page numbers stand within that share of the page's height from its upper or lower edge."""
MIDDLE = 0.2
"""Running heads and feet stand within that share of the page's height from its edges."""
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
LATIN = re.compile("[!-~]")
TOKEN = re.compile(r"[（《“‘〔【]*(?:[!-~]+|.)[，。；：、！？）》”’〕】]*")
"""What cannot be parted at the end of a line."""
LABEL = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])\s*"
)
LABEL_GAP = 8.0
"""A number alone, and the text beside it, are a line up to that distance."""


def laid_out(sheets: Sequence[Sheet]) -> Laid:
    """The paragraphs of the pages; without white space, with `dropped`, all of their characters."""
    laid = Laid([], [], [], [])
    twice = 0
    cuts: list[float] = []
    tables: list[list[Table]] = []
    for sheet in sheets:
        twice += _without_doubles(sheet, laid.dropped)
        tables.append(take_tables(sheet, tables[-1] if tables else ()))
        sheet.lines, cuts = lines_of(sheet.glyphs, cuts)
        for place, table in enumerate(tables[-1], 1):
            for field in table.fields:
                field.lines = lines_of(field.glyphs, [])[0]
            own = table_lines(table, -place, laid.doubts)
            sheet.lines = [*own, *sheet.lines]
    if twice:
        laid.steps.append(f"took characters that are set twice (bold) once ({twice})")
    _without_heads(sheets, laid)
    _without_stamps(sheets, laid)
    columns = 0
    middle: float | None = None
    for sheet in sheets:
        middle = order_columns(sheet, laid.doubts, middle)
        columns += middle is not None
    if columns:
        laid.steps.append(f"read the columns of {columns} page(s) one after the other")
    numbered = Numbered()
    for sheet, own_tables in zip(sheets, tables, strict=True):
        numbered.take(sheet, own_tables, laid)
    _write(join_paragraphs(sheets, laid), numbered.merged, laid)
    return laid


def _write(
    placed: Sequence[tuple[str, Cell | None]], merged: set[tuple[int, int, int]], laid: Laid
) -> None:
    """The paragraphs, those of tables written out row by row."""
    made = written_tables([text for text, _ in placed], [cell for _, cell in placed], merged)
    laid.paragraphs += made.lines
    laid.added += made.added
    laid.dropped += made.dropped
    laid.steps += made.steps
    laid.doubts += (doubt for _, doubt in made.doubts)


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


def lines_of(glyphs: Sequence[Glyph], known: list[float]) -> tuple[list[Line], list[float]]:
    """The lines of a page from its characters, in whatever order these were set, and its gutters.

    `known` are the gutters of the page before.
    """
    runs: list[list[tuple[int, Glyph]]] = []
    for place, glyph in enumerate(glyphs):
        if runs and _goes_on(runs[-1][-1][1], glyph):
            runs[-1].append((place, glyph))
        else:
            runs.append([(place, glyph)])
    runs = [run for run in runs if any(g.text.strip() for _, g in run)]
    rows = _rows(runs)
    cuts = gutters(rows, known)
    parted = ((_cut(row, cuts) if cuts else row) for row in rows)
    return [_line(part) for row in parted for part in _parts(row, cuts)], cuts


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    gap = glyph.x0 - last.x1
    raised = abs(last.y - glyph.y) < 0.6 * size and min(last.size, glyph.size) < 0.75 * size
    level = abs(last.y - glyph.y) < SAME_LINE * size
    return (level or raised) and -OVERLAP * size < gap < WIDE_GAP * size


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


def _cut(row: list[Run], cuts: list[float]) -> list[Run]:
    """The row's runs parted at the gutters."""
    parts: list[Run] = []
    for run in row:
        part: Run = []
        for placed in run:
            if part and any(part[-1][1].x1 <= x <= placed[1].x0 for x in cuts):
                parts.append(part)
                part = []
            part.append(placed)
        parts.append(part)
    return [part for part in parts if any(glyph.text.strip() for _, glyph in part)]


def _parts(row: list[Run], cuts: list[float]) -> Iterator[Run]:
    """The row's runs joined where they are neighbours of one size, from left to right.

    A number that stands alone, as in the first cell of a table's row, belongs to what is beside it.
    """
    current: Run = []
    for run in sorted(row, key=lambda run: run[0][1].x0):
        if current:
            last, size = max(g.x1 for _, g in current), max(_size(current), _size(run))
            alike = min(_size(current), _size(run)) > size / 1.6
            gap = run[0][1].x0 - last
            apart = any(last <= x <= run[0][1].x0 for x in cuts)
            if len(current) < 9 and LABEL.fullmatch("".join(g.text for _, g in current)):
                joined = gap < LABEL_GAP * size
            else:
                joined = gap < WIDE_GAP * size and not apart
            if alike and -OVERLAP * size < gap and joined:
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
        latin = bool(LATIN.match(last.text) and LATIN.match(glyph.text))
        if (
            gap > (LATIN_GAP if latin else WORD_GAP) * size
            and not (last.text + glyph.text).isspace()
            and not (len(text) < 8 and LABEL.fullmatch(text))
        ):
            text += " "
        text += glyph.text
    token = TOKEN.match(text.strip())
    count = len(token[0]) if token and not LABEL.match(text) else 1
    return Line(
        text=text.strip(),
        x0=inked[0].x0,
        x1=max(glyph.x1 for glyph in inked),
        y=_baseline(run),
        size=_size(run),
        first=min(place for place, _ in run),
        token=inked[min(count, len(inked)) - 1].x1 - inked[0].x0,
        hang=_hang(inked),
    )


def _hang(inked: list[Glyph]) -> float:
    """Where a line's text begins behind its number; where the line begins if it has none."""
    label = LABEL.match("".join(glyph.text for glyph in inked[:9]))
    count = len(label[0]) if label else 0
    return inked[count].x0 if count < len(inked) else inked[0].x0


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
    return not line.cell and edge and outermost and bool(marked) and len(sheet.lines) > 1


def _outer(sheet: Sheet, end: int) -> list[Line]:
    """The lines of the page's uppermost or lowest row."""
    if len(sheet.lines) < 2:
        return []
    edge = max(sheet.lines, key=lambda line: end * line.y)
    if edge.cell or MIDDLE * sheet.height < edge.y < (1 - MIDDLE) * sheet.height:
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
    lines = {sheet.number: [line for line in sheet.lines if not line.cell] for sheet in filled}
    places = Counter(key for own in lines.values() for key in {_place(line) for line in own})
    for sheet in filled:
        often = max(2, 0.8 * len(filled))
        stamps = {id(o) for o in lines[sheet.number] if places[_place(o)] >= often}
        if 0 < len(stamps) <= STAMPS and 4 * len(stamps) < len(sheet.lines):
            text = next(line.text for line in sheet.lines if id(line) in stamps)
            message = f"page {sheet.number}: {text[:20]!r} stands there on every page"
            laid.doubts.append(Doubt(message, "", "it was left out as a watermark: is it text?"))
            _drop(sheet, stamps, "a watermark", laid)


def _place(line: Line) -> tuple[str, int, int]:
    return line.text, round(line.x0), round(line.y)
