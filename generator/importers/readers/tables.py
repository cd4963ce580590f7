"""The rows of a table of tasks become paragraphs; what its columns are is told by the heads above them.

    序号 | 重点任务       | 牵头单位 | 完成时限        1.修缮码头。
    1    | 修缮码头。     | 渡津部   | 6月底前    →    牵头单位：渡津部
                                                     完成时限：6月底前

A cell's text stays as it is. What a reader of the table sees above a cell is written before it, in a
named step, and the heads themselves are left out by name. Any other table gives the lines of its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

from generator.importers.sources import SOFT_BREAK, Doubt, Dropped
from generator.notice.duty_words import LABEL_LINE, TIME_LABEL
from generator.notice.headings import TASK_LABEL, section_heading

STEP = "wrote the rows of a table as paragraphs, each cell with its column's head"
JOINED = "joined the number in a table's cell with the next cell"
HEADS = "the heads of a table's columns"
ALONE = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}[.．、])\s*"
)
BARE = re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}")
NUMBERS = re.compile(r"序号?|编号|项号|任务编号|项目序号|(?i:no\.?)")
TIMES = re.compile(rf"{TIME_LABEL}|(?:推进|实施)?(?:时限|时间|期限)")
CATEGORIES = re.compile(r"(?:任务|工作|项目)?(?:类别|分类|领域|板块|类型)")
TEXTS = re.compile(
    r".{0,8}(?:任务|事项|项目|举措|工作|内容|措施|要求|目标|做法|标准)(?:名称|分解|内容|清单|及要求|及内容)?"
)
WIDEST_HEAD = 14
TASK_NUMBER = re.compile(TASK_LABEL)


Lines = Sequence[tuple["Cell | None", str]]


class Column(Enum):
    """What the cells of a column are."""

    NUMBER = "a number"
    TEXT = "the task's text"
    CATEGORY = "what a row belongs to"
    DUTY = "who"
    TIME = "by when"
    OTHER = "something else, which its head names"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in which table a line stands."""

    table: int
    row: int
    column: int


@dataclass(slots=True)
class Grid:
    """The place in the tables that a reader is in; of merged cells those that another one covers."""

    merged: set[tuple[int, int, int]] = field(default_factory=set)
    open: list[list[int]] = field(default_factory=list)
    tables: int = 0
    inside: list[bool] = field(default_factory=list)

    def begin_table(self) -> None:
        self.tables += 1
        self.open.append([self.tables, -1, 0])
        self.inside.append(False)

    def end_table(self) -> None:
        if self.open:
            self.open.pop()
            self.inside.pop()

    def begin_row(self) -> None:
        if not self.open:  # a row outside any table: what stands around it has no cell
            self.begin_table()
        self.open[-1][1] += 1
        self.open[-1][2] = 0

    def begin_cell(self, rows: int = 1) -> None:
        """A cell begins; `rows` are those that it goes over."""
        if not self.open:
            return
        table, row, _ = self.open[-1]
        while (table, row, self.open[-1][2]) in self.merged:
            self.open[-1][2] += 1
        self.merged |= {(table, row + more, self.open[-1][2]) for more in range(1, rows)}
        self.inside[-1] = True

    def covered(self) -> None:
        """The cell that has begun is covered by the one above it."""
        if self.open:
            self.merged.add((self.open[-1][0], self.open[-1][1], self.open[-1][2]))

    def end_cell(self, columns: int = 1) -> None:
        if self.open:
            self.inside[-1] = False
            self.open[-1][2] += columns

    def cell(self) -> Cell | None:
        """The innermost cell that is open."""
        if self.open and self.inside[-1]:
            return Cell(*self.open[-1])
        return None


@dataclass(slots=True)
class Written:
    """The lines of a source with its tables written out; `places` is where each line begins now."""

    lines: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    doubts: list[tuple[int, Doubt]] = field(default_factory=list)
    rows: int = 0
    joined: int = 0

    @property
    def steps(self) -> tuple[str, ...]:
        counted = ((STEP, self.rows), (JOINED, self.joined))
        return tuple(f"{name} ({count})" for name, count in counted if count)


def kind_of(head: str) -> Column:
    """What a column is, by the words at its head."""
    bare = "".join(head.split())
    if NUMBERS.fullmatch(bare):
        return Column.NUMBER
    if TIMES.fullmatch(bare):
        return Column.TIME
    if LABEL_LINE.fullmatch(f"{bare}："):
        return Column.DUTY
    if CATEGORIES.fullmatch(bare):
        return Column.CATEGORY
    return Column.TEXT if TEXTS.fullmatch(bare) else Column.OTHER


def is_heads(texts: Iterable[str]) -> bool:
    """Whether cells of a row are the heads of a table of tasks: what, and who or by when."""
    found = [text for text in texts if text]
    kinds = [kind_of(text) for text in found if len("".join(text.split())) <= WIDEST_HEAD]
    told = Column.DUTY in kinds or (Column.TIME in kinds and Column.NUMBER in kinds)
    return len(kinds) == len(found) and Column.TEXT in kinds and told


def written_tables(
    lines: Sequence[str],
    cells: Sequence[Cell | None],
    merged: Iterable[tuple[int, int, int]] = (),
) -> Written:
    """The lines of a source, those of its tables written out; `cells` says where each stands."""
    made = Written()
    covered = set(merged)
    heads: dict[int, dict[int, str]] = {}
    for table, run in groupby(range(len(lines)), lambda i: _at(cells[i]).table):
        places = list(run)
        if not table:
            for place in places:
                made.places.append(len(made.lines))
                made.lines.append(lines[place])
            continue
        writer = _Table(made, table, covered, heads.get(table, {}))
        for _, group in groupby(places, lambda i: _at(cells[i]).row):
            own = list(group)
            row: dict[int, list[str]] = {}
            begins = len(made.lines)
            for place in own:
                pieces = [p.strip() for p in lines[place].split(SOFT_BREAK)]
                row.setdefault(_at(cells[place]).column, []).extend(filter(None, pieces))
            kept = {column: texts for column, texts in row.items() if texts}
            writer.row(_at(cells[own[0]]).row, kept, [(cells[i], lines[i]) for i in own])
            made.places += [begins] * len(own)
        heads[table] = writer.heads
    return made


def _at(cell: Cell | None) -> Cell:
    """The cell, or the place that stands for none."""
    return cell or Cell(0, 0, 0)


def written_tables_of(lines: Sequence[str]) -> Written:
    """The lines of a plain text in which tabs part the cells of a table, where heads of one stand."""
    rows = [[part.strip() for part in line.split("\t")] for line in lines]
    if not any(len(row) > 2 and is_heads(row) for row in rows):
        return Written(lines=[*lines])
    parts: list[str] = []
    cells: list[Cell | None] = []
    for number, (line, row) in enumerate(zip(lines, rows, strict=True)):
        indented = line.strip(" \u3000\t")
        if "\t" not in indented:
            parts.append(line)
            cells.append(None)
            continue
        parts += row
        cells += [Cell(1, number, column) for column in range(len(row))]
    return written_tables(parts, cells)


@dataclass(slots=True)
class _Table:
    """Writes out one table; `heads` are the words above its columns, once they have come."""

    made: Written
    table: int
    covered: set[tuple[int, int, int]]
    heads: dict[int, str]
    above: dict[int, list[str]] = field(default_factory=dict)
    counted: int = 0

    def row(self, place: int, row: dict[int, list[str]], raw: Lines) -> None:
        texts = {
            column: "".join("".join(t.split()) for t in lines) for column, lines in row.items()
        }
        if is_heads(texts.values()) or (texts and texts == self.heads):
            self.heads = texts
            self.made.dropped += [Dropped(HEADS, line) for lines in row.values() for line in lines]
        elif self.heads and row and self.fits(row, place):
            self.made.rows += 1
            self.made.lines += self.written(row, place)
        else:
            self.made.lines += self.plain(raw)

    def fits(self, row: dict[int, list[str]], place: int) -> bool:
        """Whether a row has cells below the heads; one cell alone is a heading over the table."""
        own = [column for column in row if column in self.heads]
        covered = any((self.table, place, column) in self.covered for column in self.heads)
        return len(own) == len(row) and (len(row) > 1 or covered)

    def plain(self, raw: Lines) -> Iterator[str]:
        """The lines of a row as they are; a number alone in its cell goes before the next cell."""
        waiting = ""
        for (cell, line), after in zip(raw, [*(cell for cell, _ in raw[1:]), None], strict=True):
            if not line.strip():
                yield line
            elif not waiting and ALONE.fullmatch(line) and after not in (None, cell):
                waiting = line.strip()
            else:
                self.made.joined += bool(waiting)
                yield waiting + line.lstrip() if waiting else line
                waiting = ""
        yield from [waiting] if waiting else []

    def written(self, row: dict[int, list[str]], place: int) -> Iterator[str]:
        """The paragraphs of a row: number and text, then what the other columns say."""
        kinds = {column: kind_of(head) for column, head in self.heads.items()}
        of = {kind: [c for c in sorted(kinds) if kinds[c] is kind and c in row] for kind in Column}
        for column in of[Column.CATEGORY]:
            yield from row[column]
            if not section_heading(row[column][0]):
                hint = "a section without a number? it stands now in the text of the task before it"
                message = f"a row of the table belongs to {row[column][0][:20]!r}"
                self.doubt(message, row[column][0], hint)
        texts = [text for column in of[Column.TEXT] for text in row[column]]
        yield from self.numbered([t for c in of[Column.NUMBER] for t in row[c]], texts)
        for column in sorted(self.heads):
            if kinds[column] in (Column.DUTY, Column.TIME, Column.OTHER):
                yield from self.told(row, column, place)
        self.above |= row

    def numbered(self, numbers: list[str], texts: list[str]) -> Iterator[str]:
        """The texts, the first of them behind the row's number."""
        number = "".join(numbers)
        if number and BARE.fullmatch(number) and texts:
            mark = "." if number.isdecimal() else "、"
            self.made.added.append(mark)
            number += mark
        elif not number and texts and self.lacks_number(texts[0]):
            self.counted += 1
            number = f"{self.counted}."
            self.made.added.append(number)
            hint = "tasks need numbers: the rows were counted"
            self.doubt("a row of the table has no number", number + texts[0], hint)
        if texts:
            yield number + texts[0]
            yield from texts[1:]
        elif number:
            yield number

    def lacks_number(self, text: str) -> bool:
        """Whether a row is a task of its own that has no number in any cell."""
        without = Column.NUMBER not in map(kind_of, self.heads.values())
        return without and not TASK_NUMBER.match(text)

    def told(self, row: dict[int, list[str]], column: int, place: int) -> Iterator[str]:
        """A cell behind its column's head; one that goes over several rows is said of each."""
        lines = row.get(column)
        if lines is None and (self.table, place, column) in self.covered:
            lines = self.above.get(column)
            self.made.added += lines or []
            row |= {column: lines} if lines else {}
        if not lines:
            return
        head = f"{self.heads[column]}："
        text = " ".join(lines)
        if text.startswith(head):
            head = ""
        self.made.added.append(head)
        yield head + text

    def doubt(self, message: str, at: str, hint: str) -> None:
        self.made.doubts.append((len(self.made.lines), Doubt(message, at, hint)))
