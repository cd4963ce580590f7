"""Tables that ruled lines draw on a page: their cells, and the text of each.

    ─────────┬────────        Lines that touch are one table's. Where two neighbouring fields have no
     任务     │ 责任单位        line between them they are one cell; each cell has to be a rectangle, and
    ─────────┼────────        a table at least two columns and two rows, or it is none: its text stays
     修缮码头 │ 渡津部          with the page's other lines.
    ─────────┴────────

What goes on at the top of the next page, in the same columns, is the same table. Distances in points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from generator.importers.readers.page_values import LATIN, Box, Glyph, Laid, Line, Sheet
from generator.importers.readers.table_cells import Cell
from generator.importers.readers.tables import is_heads
from generator.importers.sources import SOFT_BREAK, Doubt

NEAR = 3.0
"""Lines as near as that are at one place, and touch."""
ONE_ROW = 45.0
"""A heading between two parts of a table without lines at its sides is at most so high."""
MOST_RULES = 1_500
"""A page with more lines has a drawing, not a table: looking at each pair takes its time."""
PADDING = 0.8
"""Ems between a cell's edge and its text, at most, where no line of the column fills it."""
SLACK = 0.25
"""Ems by which a full line may be shorter than its column."""

Group = tuple[list[Box], list[Box]]
"""Level and upright lines."""


@dataclass(slots=True)
class Field:
    """A cell: its first row and column, its last ones, its edges, its characters and lines."""

    row: int
    column: int
    last_row: int
    last_column: int
    box: Box
    glyphs: list[Glyph] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    first: int = 0


@dataclass(slots=True)
class Table:
    """A table of a page: where its columns part, how many rows it has, its cells row by row."""

    columns: list[float]
    rows: list[float]
    fields: list[Field]

    def at(self, x: float, y: float) -> Field | None:
        """The cell at a place."""
        inside = (f for f in self.fields if f.box[0] <= x < f.box[2] and f.box[1] <= y < f.box[3])
        return next(inside, None)


def tables_of(rules: Sequence[Box]) -> list[Table]:
    """The tables that a page's lines draw, from its top downwards."""
    if len(rules) > MOST_RULES:
        return []
    level = [box for box in rules if box[2] - box[0] > box[3] - box[1]]
    upright = [box for box in rules if box[2] - box[0] <= box[3] - box[1]]
    found = (_table(*group) for group in _joined(_groups(level, upright)))
    return sorted((table for table in found if table), key=lambda table: -table.rows[0])


def _groups(level: list[Box], upright: list[Box]) -> Iterator[Group]:
    """Lines that hang together by touching."""
    parents = [*range(len(level) + len(upright))]

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = place = parents[parents[place]]
        return place

    for i, flat in enumerate(level):
        for k, steep in enumerate(upright, len(level)):
            across = flat[0] - NEAR <= steep[2] and steep[0] <= flat[2] + NEAR
            if across and steep[1] - NEAR <= flat[3] and flat[1] <= steep[3] + NEAR:
                parents[root(i)] = root(k)
    groups: dict[int, tuple[list[Box], list[Box]]] = defaultdict(lambda: ([], []))
    for i, flat in enumerate(level):
        groups[root(i)][0].append(flat)
    for k, steep in enumerate(upright, len(level)):
        groups[root(k)][1].append(steep)
    yield from groups.values()


def _joined(groups: Iterator[Group]) -> Iterator[Group]:
    """The groups, those that a row without upright lines parts as one: a heading over an open table."""
    waiting: Group | None = None
    for level, upright in sorted(
        (group for group in groups if all(group)), key=lambda group: -max(b[3] for b in group[0])
    ):
        if waiting:
            gap = min(box[1] for box in waiting[0]) - max(box[3] for box in level)
            same = all(
                abs(a - b) <= NEAR for a, b in zip(_ends(waiting[0]), _ends(level), strict=True)
            )
            if same and 0 < gap <= ONE_ROW:
                waiting = ([*waiting[0], *level], [*waiting[1], *upright])
                continue
            yield waiting
        waiting = (level, upright)
    yield from [waiting] if waiting else []


def _ends(level: list[Box]) -> tuple[float, float]:
    return min(box[0] for box in level), max(box[2] for box in level)


def _places(values: Sequence[float]) -> list[float]:
    """Different places, from the least; those near one another are one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [median(group) for group in groups]


def _table(level: list[Box], upright: list[Box]) -> Table | None:
    if not level or not upright:
        return None
    # Edges without a line of their own end where the lines across them do.
    columns = _places(
        [*((b[0] + b[2]) / 2 for b in upright), *(x for b in level for x in (b[0], b[2]))]
    )
    rows = _places(
        [*((b[1] + b[3]) / 2 for b in level), *(y for b in upright for y in (b[1], b[3]))]
    )
    rows.reverse()
    if len(columns) < 3 or len(rows) < 3:
        return None
    count = len(columns) - 1
    own = [*range(count * (len(rows) - 1))]

    def root(place: int) -> int:
        while own[place] != place:
            place = own[place]
        return place

    for j, (top, bottom) in enumerate(pairwise(rows)):
        for i, (left, right) in enumerate(pairwise(columns)):
            here = j * count + i
            if i + 1 < count and not _parted(upright, right, bottom, top, along=1):
                own[root(here + 1)] = root(here)
            if j + 2 < len(rows) and not _parted(level, bottom, left, right, along=0):
                own[root(here + count)] = root(here)
    members: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place in range(len(own)):
        members[root(place)].append(divmod(place, count))
    fields = [_field(places, columns, rows) for places in members.values()]
    if not all(fields) or len(fields) < 4:
        return None
    known = sorted((f for f in fields if f), key=lambda f: (f.row, f.column))
    return Table(columns, rows, known)


def _parted(rules: list[Box], at: float, start: float, end: float, *, along: int) -> bool:
    """Whether a line stands at a place, from start to end but for little of it."""
    margin = 0.25 * (end - start)
    return any(
        abs((box[1 - along] + box[3 - along]) / 2 - at) <= NEAR
        and box[along] <= start + margin
        and box[2 + along] >= end - margin
        for box in rules
    )


def _field(places: list[tuple[int, int]], columns: list[float], rows: list[float]) -> Field | None:
    """The cell of these fields; None where they are no rectangle."""
    row, last_row = min(j for j, _ in places), max(j for j, _ in places)
    column, last_column = min(i for _, i in places), max(i for _, i in places)
    if (last_row - row + 1) * (last_column - column + 1) != len(places):
        return None
    box = (columns[column], rows[last_row + 1], columns[last_column + 1], rows[row])
    return Field(row, column, last_row, last_column, box)


def take_tables(sheet: Sheet, before: Sequence[Table]) -> list[Table]:
    """The page's tables of tasks with their characters, which are the page's no longer.

    Their heads tell them, or that they go on with the last table of the page `before`; the characters of
    any other stay in the page's lines.
    """
    tables = tables_of(sheet.rules)
    places = [_field_at(tables, glyph) for glyph in sheet.glyphs]
    for glyph, at in zip(sheet.glyphs, places, strict=True):
        if at:
            at.glyphs.append(glyph)
    taken: list[Table] = []
    for table in tables:
        last = taken[-1] if taken else before[-1] if before else None
        if any(f.glyphs for f in table.fields) and (
            _has_heads(table) or (last is not None and same_columns(last.columns, table.columns))
        ):
            taken.append(table)
    own = {id(f) for table in taken for f in table.fields}
    kept: list[Glyph] = []
    for glyph, at in zip(sheet.glyphs, places, strict=True):
        if at is None or id(at) not in own:
            kept.append(glyph)
        elif glyph is at.glyphs[0]:
            at.first = len(kept)
    sheet.glyphs = kept
    return taken


def _field_at(tables: Sequence[Table], glyph: Glyph) -> Field | None:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.3 * glyph.size
    return next((f for table in tables if (f := table.at(x, y))), None)


def _has_heads(table: Table) -> bool:
    rows: dict[int, list[str]] = defaultdict(list)
    for f in table.fields:
        rows[f.row].append("".join(glyph.text for glyph in f.glyphs).strip())
    return any(is_heads(texts) for texts in rows.values())


def same_columns(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether two tables have their columns at the same places."""
    return len(a) == len(b) and all(abs(x - y) <= NEAR for x, y in zip(a, b, strict=True))


def table_lines(table: Table, number: int, doubts: list[Doubt]) -> list[Line]:
    """A line for each cell with text, in the order of rows: its paragraphs, parted by soft breaks."""
    widths = {f.column: _inner_width(f, table) for f in table.fields}
    first = min((f.first for f in table.fields if f.glyphs), default=0)
    made = []
    for f in table.fields:
        text = SOFT_BREAK.join(_paragraphs(f, widths[f.column], doubts))
        if text:
            x0, _, x1, top = f.box
            size = median(line.size for line in f.lines)
            cell = Cell(number, f.row, f.column)
            made.append(Line(text, x0, x1, top, size, first, cell=cell))
    return made


def _inner_width(of: Field, table: Table) -> float:
    """How wide the text of a column can be: without what its lines leave free at least, left and right."""
    same = [f for f in table.fields if (f.column, f.last_column) == (of.column, of.last_column)]
    lines = [(line, f) for f in same for line in f.lines]
    if not lines:
        return 0.0
    size = median(line.size for line, _ in lines)
    left = min(line.x0 - f.box[0] for line, f in lines)
    left = left if left < 2 * PADDING * size else PADDING * size
    right = min(left, *(f.box[2] - line.x1 for line, f in lines))
    return of.box[2] - of.box[0] - left - right


def _paragraphs(of: Field, width: float, doubts: list[Doubt]) -> Iterator[str]:
    """The lines of a cell joined where one fills its column."""
    text, last = "", None
    for line in of.lines:
        if last is not None and abs(last.y - line.y) < 0.5 * line.size:
            text += " " + line.text
        elif last is not None and last.x1 - last.x0 + line.token > width - SLACK * line.size:
            if LATIN.match(text[-1]) and LATIN.match(line.text[0]):
                at = text[-8:] + line.text[:8]
                hint = "the line is wrapped here: one word, or two?"
                doubts.append(Doubt(f"{at!r} joined over a line's end", at, hint))
            text += line.text
        else:
            yield from [text] if text else []
            text = line.text
        last = line
    yield from [text] if text else []


@dataclass(slots=True)
class Numbered:
    """The tables of all pages in one count; `merged` are the places that another cell covers."""

    merged: set[tuple[int, int, int]] = field(default_factory=set)
    tables: int = 0
    rows: int = 0
    """So many rows the last table has up to here."""
    columns: list[float] = field(default_factory=list)

    def take(self, sheet: Sheet, tables: Sequence[Table], laid: Laid) -> None:
        """Gives the cells of a page's tables the numbers that they have in the whole text."""
        for place, table in enumerate(tables, 1):
            own = [line for line in sheet.lines if line.cell and line.cell.table == -place]
            if not (place == 1 and self.goes_on(sheet, table)):
                self.tables, self.rows = self.tables + 1, 0
            elif self.broken(own, table):
                message = f"page {sheet.number}: a row of the table may go on here"
                hint = "compare the page's end before it: is it the same row?"
                laid.doubts.append(Doubt(message, own[-1].text.partition(SOFT_BREAK)[0], hint))
            for line in own:
                assert line.cell
                line.cell = Cell(self.tables, self.rows + line.cell.row, line.cell.column)
            self.merged |= {
                (self.tables, self.rows + row, f.column)
                for f in table.fields
                for row in range(f.row + 1, f.last_row + 1)
            }
            self.rows += len(table.rows) - 1
            self.columns = table.columns
        if not sheet.lines or not sheet.lines[-1].cell:
            self.columns = []

    def goes_on(self, sheet: Sheet, table: Table) -> bool:
        """Whether a page's first table is the one with which the page before ended."""
        same = same_columns(self.columns, table.columns)
        return same and sheet.lines[0].cell is not None

    def broken(self, own: Sequence[Line], table: Table) -> bool:
        """Whether the first row of a table's next page lacks what its other rows have in their first cell."""
        texts: dict[int, dict[int, str]] = defaultdict(dict)
        for line in own:
            if line.cell:
                texts[line.cell.row][line.cell.column] = line.text
        begins = 1 if is_heads(texts[0].values()) else 0
        return any(f.row == begins and f.column == 0 for f in table.fields) and (
            bool(texts[begins]) and 0 not in texts[begins]
        )
