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

from generator.importers.readers.table_cells import Cell
from generator.importers.sources import SOFT_BREAK, Doubt, Dropped
from generator.notice.duty_words import LABEL_LINE, TIME_LABEL
from generator.notice.headings import SECTION_HEADING, TASK_LABEL, surely_section

STEP = "wrote the rows of a table as paragraphs, each cell with its column's head"
JOINED = "joined the number in a table's cell with the next cell"
HEADS = "the heads of a table's columns"
ALONE = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}[.．、])\s*"
)
WORDS = re.compile("[\u4e00-\u9fff]{2}")
BARE = re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}")
NUMBERS = re.compile(r"序号?|编号|项号|任务编号|项目序号|(?i:no\.?)")
TIMES = re.compile(rf"{TIME_LABEL}|(?:推进|实施)?(?:时限|时间|期限)")
CATEGORIES = re.compile(r"(?:任务|工作|项目)?(?:类别|分类|领域|板块|类型)")
TEXTS = re.compile(
    r".{0,8}(?:任务|事项|项目|举措|工作|内容|措施|要求|目标|做法|标准)(?:名称|分解|内容|清单|及要求|及内容)?"
)
NOTHING = re.compile(r"[-\u2010-\u2015\uff0d/\uff0f\\*\uff0a·…]{1,6}")
"""What a cell says that holds nothing: a dash, a stroke."""
AS_ABOVE = re.compile(r"(?:内容)?同(?:上|前)(?:行|栏|一?项|所述)?。?|[\u3003\u2033\u201d\"]")
"""What a cell says that holds what another one does."""
WITHOUT_NUMBER = "a section without a number? it stands now in the text of the task before it"
WIDEST_HEAD = 14
TASK_NUMBER = re.compile(TASK_LABEL)


Lines = Sequence[tuple[Cell | None, str]]


class Column(Enum):
    """What the cells of a column are."""

    NUMBER = "a number"
    TEXT = "the task's text"
    CATEGORY = "what a row belongs to"
    DUTY = "who"
    TIME = "by when"
    OTHER = "something else, which its head names"


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
    writers: dict[int, _Table] = {}
    sections = any(
        cell is None and SECTION_HEADING.match(line.strip())
        for line, cell in zip(lines, cells, strict=True)
    )
    for table, run in groupby(range(len(lines)), lambda i: _at(cells[i]).table):
        places = list(run)
        if not table:
            for place in places:
                made.places.append(len(made.lines))
                made.lines.append(lines[place])
            continue
        writer = writers.setdefault(table, _Table(made, table, covered, sections=sections))
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
    for writer in writers.values():
        writer.finished()
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
    heads: dict[int, str] = field(default_factory=dict)
    above: dict[int, list[str]] = field(default_factory=dict)
    counted: int = 0
    named: int = -1
    """The row of the heads."""
    sections: bool = False
    """Whether sections are numbered 一、, so that 一 in a cell numbers a task."""
    unknown: list[tuple[int, str]] = field(default_factory=list)
    """The places and beginnings of rows of several cells that stand below no heads."""

    def row(self, place: int, row: dict[int, list[str]], raw: Lines) -> None:
        texts = {
            column: "".join("".join(t.split()) for t in lines) for column, lines in row.items()
        }
        if is_heads(texts.values()) or (texts and texts == self.heads):
            self.heads, self.named = texts, place
            self.made.dropped += [Dropped(HEADS, line) for lines in row.values() for line in lines]
        elif self.named == place - 1 and row and self.goes_on(texts, place):
            self.named = place
            self.heads |= {column: self.below(column, text) for column, text in texts.items()}
            self.made.dropped += [Dropped(HEADS, line) for lines in row.values() for line in lines]
        elif self.heads and row and self.fits(row, place):
            self.made.rows += 1
            self.made.lines += self.written(row, place)
        else:
            only = next(iter(texts.values()), "") if len(texts) == 1 else ""
            self.sections |= SECTION_HEADING.match(only) is not None
            if self.heads and only and not surely_section(only):
                self.doubt(
                    "a row of the table has one cell", next(iter(row.values()))[0], WITHOUT_NUMBER
                )
            if len(texts) > 1:
                self.unknown.append((len(self.made.lines), next(iter(row.values()))[0]))
            self.made.lines += self.plain(raw)

    def finished(self) -> None:
        """Tells of rows of several cells that could not be written out."""
        if len(self.unknown) > 1:
            hint = "its cells stand one below the other: is each where it belongs?"
            place, at = self.unknown[0]
            doubt = Doubt("a table whose columns are not known", at, hint)
            self.made.doubts.append((place, doubt))

    def goes_on(self, texts: dict[int, str], place: int) -> bool:
        """Whether a row goes on with the heads above it, some of which go over both rows."""
        covered = any((self.table, place, column) in self.covered for column in self.heads)
        return covered and all(
            len(text) <= WIDEST_HEAD and "。" not in text for text in texts.values()
        )

    def below(self, column: int, text: str) -> str:
        """A head below another: 名称 below 任务 is 任务名称; 牵头单位 is what it is."""
        above = max((c for c in self.heads if c <= column), default=column)
        return text if kind_of(text) is not Column.OTHER else self.heads.get(above, "") + text

    def fits(self, row: dict[int, list[str]], place: int) -> bool:
        """Whether a row has cells below the heads; one cell alone is a heading over the table."""
        own = [column for column in row if column in self.heads]
        covered = any((self.table, place, column) in self.covered for column in self.heads)
        alone = len(row) == 1 and SECTION_HEADING.match(next(iter(row.values()))[0]) is not None
        return len(own) == len(row) and (len(row) > 1 or (covered and not alone))

    def plain(self, raw: Lines) -> Iterator[str]:
        """The lines of a row as they are; a number alone in its cell goes before the next cell."""
        waiting = ""
        for (cell, line), (after, text) in zip(raw, [*raw[1:], (None, "")], strict=True):
            apart = not waiting and after not in (None, cell)
            if not line.strip():
                yield line
            elif apart and ALONE.fullmatch(line):
                waiting = line.strip()
            elif (
                apart
                and line.strip().isdecimal()
                and len(line.strip()) < 4
                and WORDS.match(text.strip())
            ):
                waiting = line.strip() + "."
                self.made.added.append(".")
            else:
                self.made.joined += bool(waiting)
                yield waiting + line.lstrip() if waiting else line
                waiting = ""
        yield from [waiting] if waiting else []

    def written(self, row: dict[int, list[str]], place: int) -> Iterator[str]:
        """The paragraphs of a row: number and text, then what the other columns say."""
        kinds = {column: kind_of(head) for column, head in self.heads.items()}
        texts = [
            column for column in sorted(kinds) if kinds[column] is Column.TEXT and column in row
        ]
        # A first column that goes over several rows, numbered 一、, has the sections.
        if len(texts) > 1 and SECTION_HEADING.match(row[texts[0]][0]):
            kinds[texts[0]] = Column.CATEGORY
        of = {kind: [c for c in sorted(kinds) if kinds[c] is kind and c in row] for kind in Column}
        for column in of[Column.CATEGORY]:
            yield from row[column]
            if not surely_section(row[column][0]):
                message = f"a row of the table belongs to {row[column][0][:20]!r}"
                self.doubt(message, row[column][0], WITHOUT_NUMBER)
        said = [text for column in of[Column.TEXT] for text in row[column]]
        yield from self.numbered([t for c in of[Column.NUMBER] for t in row[c]], said)
        for column in sorted(self.heads):
            if kinds[column] in (Column.DUTY, Column.TIME, Column.OTHER):
                yield from self.told(row, column, place)
        self.above |= row

    def numbered(self, numbers: list[str], texts: list[str]) -> Iterator[str]:
        """The texts, the first of them behind the row's number."""
        number = "".join(numbers)
        if number and BARE.fullmatch(number) and texts:
            form = "{}." if number.isdecimal() else "（{}）" if self.sections else "{}、"
            self.made.added.append(form.format(""))
            number = form.format(number)
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
        if NOTHING.fullmatch(text):
            self.made.dropped.append(Dropped("the mark of an empty cell", text))
            return
        if AS_ABOVE.fullmatch(text):
            hint = "write what it stands for into the file, or know that the task lacks it"
            self.doubt(f"a cell that says {text!r}", head + text, hint)
        if text.startswith(head):
            head = ""
        self.made.added.append(head)
        yield head + text

    def doubt(self, message: str, at: str, hint: str) -> None:
        self.made.doubts.append((len(self.made.lines), Doubt(message, at, hint)))
