"""The lines of a wiki's page: headings, lists, which the page numbers, and tables.

== 一、… ==                       a line; a heading without a number is a doubt
# …   ## …   #* …                 items; the page sets 1. 2. 3. before those that end in #
{| class=… \\n! 任务 !! 责任单位 \\n|-\\n| … || … \\n|}   the rows of a table (see tables)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.importers.readers.table_cells import Cell, Grid
from generator.importers.readers.tables import Written, written_tables
from generator.importers.sources import Doubt, SourceError
from generator.notice.headings import TASK_LABEL, section_heading
from generator.notice.lines import ends_with_clause

LIST = re.compile(r"(?P<marks>[*#:;]+)(?P<space> *)")
HEADING = re.compile(r"(?P<marks>={1,6})(?P<before> *)(?P<text>.*?)(?P<after> *)(?P=marks)[ \t]*\Z")
BEGIN = re.compile(r"[ \t:]*\{\|.*\Z")
MARK = re.compile(
    r"[ \t]*(?:(?P<end>\|\}(?!\}))|(?P<row>\|-+)|(?P<caption>\|\+)|(?P<head>!)|(?P<cell>\|))"
)
ATTRIBUTES = re.compile(r"[^|\[\]{}=]*=[^|\[\]{}]*\|(?!\|)")
SPAN = re.compile(r"(?P<name>rowspan|colspan)\s*=\s*[\"']?(?P<count>\d{1,3})", re.IGNORECASE)
TITLE_END = re.compile(r"(?:通知|任务|要点|计划|意见|方案|分工|函)[》）]?\Z")
STEP = "read the numbers that the page's lists make"
RENDERED = "import the rendered page, or take the construct out of the file"


@dataclass(slots=True)
class WikiLines:
    """Goes through the lines of a page; `markup` is what it takes away, `added` what the page adds."""

    begins: Sequence[int] = ()
    """The lines of the file in which its tables begin."""
    lines: list[str] = field(default_factory=list)
    cells: list[Cell | None] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    grid: Grid = field(default_factory=Grid)
    marks: str = ""
    counts: list[int] = field(default_factory=list)
    counted: int = 0
    tables: int = 0
    columns: int = 1
    """How many columns the cell that is open goes over."""

    def read(self, shown: str) -> Written:
        """The lines with their tables written out."""
        for line in shown.split("\n"):
            if BEGIN.match(line):
                self._begin(line)
            elif self.grid.open:
                self._in_table(line)
            else:
                self._line(line)
        if self.grid.open:
            self._refuse("a table does not end")
        made = written_tables(self.lines, self.cells, self.grid.merged)
        self.added += made.added
        return made

    @property
    def steps(self) -> tuple[str, ...]:
        return (f"{STEP} ({self.counted})",) if self.counted else ()

    def _refuse(self, what: str) -> None:
        line = self.begins[self.tables - 1] if self.tables <= len(self.begins) else 0
        raise SourceError(f"line {line}: {what}", RENDERED)

    def _put(self, text: str) -> None:
        self.lines.append(text)
        self.cells.append(self.grid.cell())

    def _line(self, line: str) -> None:
        if found := LIST.match(line):
            self._item(found, line[found.end() :])
            return
        self.marks, self.counts = "", []
        if heading := HEADING.match(line):
            text = heading["text"]
            self.markup.append(heading["marks"] * 2)
            if not (section_heading(text) or re.match(TASK_LABEL, text) or TITLE_END.search(text)):
                hint = "a section or a task that the file does not number?"
                self.doubts.append(Doubt("a heading without a number", text, hint))
            self._put(text)
        else:
            self._put(line)

    def _item(self, found: re.Match[str], text: str) -> None:
        """An item; those of one kind that follow each other are one list, which counts."""
        marks = found["marks"]
        self.markup.append(found[0])
        same = 0
        while same < min(len(marks), len(self.marks)) and marks[same] == self.marks[same]:
            same += 1
        # "#:" goes on with an item of "#"; the list around it goes on counting.
        self.counts = [*self.counts[:same], *([0] * (len(marks) - same))]
        self.counts[-1] += 1
        self.marks = marks
        labelled = re.match(TASK_LABEL, text) or section_heading(text)
        if marks[-1] != "#":
            if marks[-1] == "*" and not labelled and ends_with_clause(text):
                hint = "is it a task? tasks need numbers"
                self.doubts.append(
                    Doubt("an item without a number says who is responsible", text, hint)
                )
        elif labelled:
            hint = (
                f"the page sets {self.counts[-1]} before it besides: which of the two is the text?"
            )
            self.doubts.append(Doubt("a paragraph with a number of its own in a list", text, hint))
        elif text.strip():
            number = f"{self.counts[-1]}."
            self.added.append(number)
            self.counted += 1
            text = number + text
        self._put(text)

    def _begin(self, line: str) -> None:
        self.tables += 1
        if self.grid.open:
            self._refuse("a table stands in a table")
        self.markup.append(line)
        self.grid.begin_table()

    def _in_table(self, line: str) -> None:
        mark = MARK.match(line)
        if mark is None:
            self._put(line)
            return
        if mark["end"]:
            self._end_cell()
            self.grid.end_table()
            self.markup.append(mark[0])
            self._put(line[mark.end() :])
        elif mark["row"]:
            self._end_cell()
            self.markup.append(line)
            self.grid.begin_row()
        elif mark["caption"]:
            self._end_cell()
            self.markup.append(mark[0])
            self._put(line[mark.end() :])
        else:
            self.markup.append(mark[0])
            self._cells(line[mark.end() :], r"!!|\|\|" if mark["head"] else r"\|\|")

    def _cells(self, text: str, between: str) -> None:
        pieces: Sequence[str] = re.split(f"({between})", text)
        self.markup += pieces[1::2]
        for piece in pieces[::2]:
            self._end_cell()
            if self.grid.open[-1][1] < 0:
                self.grid.begin_row()
            attributes = ATTRIBUTES.match(piece)
            spans = dict(_spans(attributes[0])) if attributes else {}
            self.markup.append(attributes[0] if attributes else "")
            self.columns = spans.get("colspan", 1)
            self.grid.begin_cell(spans.get("rowspan", 1))
            self._put(piece[attributes.end() :] if attributes else piece)

    def _end_cell(self) -> None:
        if self.grid.cell() is not None:
            self.grid.end_cell(self.columns)


def _spans(attributes: str) -> Iterator[tuple[str, int]]:
    for found in SPAN.finditer(attributes):
        yield found["name"].lower(), max(1, int(found["count"]))
