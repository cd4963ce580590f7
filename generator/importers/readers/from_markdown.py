"""A Markdown file to lines: a notice.md, or any other, as its page would show it.

    ---                                        front matter: its title, number and days are taken
    title: …                                   note of, the rest is left out by name
    ---
    # title   ## 一、…   ### 1. …               a line each; a heading without a number is a doubt
    - 一、…    1. …    * （一）…                 list items; 1. 1. 1. count, as the page counts them
    | 任务 | 内容 | 责任单位 |                    the rows of a table (see tables)
    > …                                        a clause of a notice.md, or a quotation

In a notice.md the lines of a block are one paragraph; elsewhere each line is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.importers.readers.markdown_marks import STEP, Marks
from generator.importers.readers.table_cells import Cell
from generator.importers.readers.tables import written_tables
from generator.importers.sources import SOFT_BREAK, Doubt, Dropped, Extract
from generator.notice.agency_clauses import begins_clause_line
from generator.notice.headings import TASK_LABEL, section_heading, surely_section
from generator.notice.lines import ENDED, ends_with_clause

FRONT_MATTER = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n"
    r"(?P<front>(?:[\"']?\w[\w-]*[\"']?[ \t]*[:=][^\n]*\n|[ \t#\[\]-][^\n]*\n)+?)(?P=fence)[ \t]*(?:\n|\Z)"
)
FIELD = re.compile(
    r"(?m)^[\"']?(?P<key>[\w-]{1,20})[\"']?[ \t]*[:=][ \t]*[\"']?(?P<value>[^\n\"']+)"
)
FIELDS = {
    **dict.fromkeys(("title", "标题", "文件名称"), "title"),
    **dict.fromkeys(("number", "文号", "发文字号"), "number"),
    **dict.fromkeys(("成文日期", "印发日期", "signed"), "signed"),
    **dict.fromkeys(("发布日期", "published", "date"), "published"),
}
DAY = re.compile(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})")
MARK = re.compile(r"(?P<mark> {0,3}#{1,6} +| {0,3}> ?|\*\*\*\Z|)")
ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<bullet>[-*+]|(?P<number>\d{1,3})[.)])(?P<space>[ \t]+)(?=\S)"
)
LEFT = re.compile(r"\*\*|__|!?\[[^\[\]]*\]\(|\[\^[^\[\]\s]+\]|`|\A\|")
RULE = re.compile(r"\s*(?:(?:[-*_] *){3,}|={3,}|```.*|~~~.*)\Z")
DELIMITER = re.compile(r"[ \t|:-]+\Z")
CELL_END = re.compile(r"(?<!\\)\|")
TITLE_END = re.compile(r"(?:通知|任务|要点|计划|意见|方案|分工|函)[》）]?\Z")
COUNTED = "read the numbers that the file's lists make"


def read_markdown(text: str) -> Extract:
    """The paragraphs of the file; its front matter is left out."""
    text = re.sub("\r\n|\r", "\n", text)
    front = FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    reader = _Reader(notice=re.search(r"(?m)^### ", body) is not None)
    reader.read(body.split("\n"))
    made = written_tables(reader.lines, reader.cells)
    marks = reader.marks
    told = _told(front["front"]) if front else {}
    steps = ((STEP, marks.count), (COUNTED, reader.counted))
    return Extract(
        layout="text",
        lines=tuple(made.lines),
        raw=text + "".join((*marks.added, *made.added)),
        dropped=(
            *([Dropped("front matter", front[0])] if front else []),
            *marks.dropped,
            *made.dropped,
        ),
        markup="".join(marks.taken),
        steps=(*(f"{name} ({count})" for name, count in steps if count), *made.steps),
        doubts=(
            *(
                Doubt(
                    f"{found[0]!r} looks like a mark of Markdown", line, "take it away in the file"
                )
                for line in made.lines
                if (found := LEFT.search(line))
            ),
            *marks.doubts,
            *(doubt for _, doubt in made.doubts),
        ),
        title=told.get("title"),
        number=told.get("number"),
        signed=_day(told.get("signed")),
        published=_day(told.get("published")),
    )


def _told(front: str) -> dict[str, str]:
    """What front matter says of the document, by the names that an extract has for it."""
    found = ((FIELDS.get(m["key"].lower()), m["value"].strip()) for m in FIELD.finditer(front))
    return {key: value for key, value in reversed([*found]) if key}


def _day(text: str | None) -> str | None:
    match = DAY.search(text or "")
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else None


@dataclass(slots=True)
class _List:
    """An open list: how far in it stands, and its ordered items, each with its line."""

    indent: int
    ordered: bool
    typed: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    above: str = ""


@dataclass(slots=True)
class _Reader:
    """Reads the lines of a body; `notice` says that a block of lines is one paragraph."""

    notice: bool
    lines: list[str] = field(default_factory=list)
    cells: list[Cell | None] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    lists: list[_List] = field(default_factory=list)
    block: list[str] = field(default_factory=list)
    open_heading: bool = False
    tables: int = 0
    counted: int = 0

    def read(self, body: Sequence[str]) -> None:
        place = 0
        while place < len(body):
            if self._begins_table(body, place):
                place = self._table(body, place)
                continue
            self._line(body[place])
            place += 1
        self._end_block()
        self._end_lists(0)

    def _put(self, text: str, cell: Cell | None = None) -> None:
        self.lines.append(text)
        self.cells.append(cell)

    def _end_block(self) -> None:
        if self.block:
            self._put("".join(self.block))
        self.block, self.open_heading = [], False

    def _line(self, line: str) -> None:
        mark = MARK.match(line)["mark"]  # type: ignore[index]  # the pattern matches anything
        if mark == "***" or (RULE.match(line) and not mark.strip().startswith("#")):
            self.marks.taken.append(line)
            self._end_block()
        elif not line.strip():
            self.marks.taken.append(line)
            if not self.open_heading:
                self._end_block()
        elif item := ITEM.match(line):
            self._end_block()
            self._item(item, line[item.end() :])
        elif self.lists and line[:1] in (" ", "\t"):
            self._goes_on(self.marks.shown(line.strip()))
        else:
            self._end_lists(0)
            self._text(mark, line.removeprefix(mark))

    def _text(self, mark: str, text: str) -> None:
        self.marks.taken.append(mark)
        heading = mark.strip().startswith("#")
        bare = text.rstrip(" \t").rstrip("#")
        if heading and bare.endswith(" ") and bare.strip():
            self.marks.taken.append(text[len(bare) :])
            text = bare.rstrip(" ")
        shown = self.marks.shown(text)
        if heading:
            self._end_block()
            self._heading(mark.strip(), shown)
        elif self.notice:
            if begins_clause_line(shown) and not self.open_heading:
                self._end_block()
            self.block.append(shown)
            self.open_heading = False
        else:
            self._put(shown)

    def _heading(self, mark: str, text: str) -> None:
        """A heading with a closing mark runs on into the next block of a notice.md."""
        numbered = section_heading(text) or re.match(TASK_LABEL, text)
        if len(mark) > 1 and not numbered and not TITLE_END.search(text):
            hint = "a section or a task that the file does not number?"
            self.marks.doubts.append(Doubt("a heading without a number", text, hint))
        self.block = [text]
        self.open_heading = self.notice and mark == "###" and text.endswith(("。", "："))
        if not self.open_heading:
            self._end_block()

    def _item(self, item: re.Match[str], text: str) -> None:
        indent, ordered = len(item["indent"].expandtabs(4)), bool(item["number"])
        while self.lists and self.lists[-1].indent > indent + 1:
            self._end_list()
        if self.lists and indent < self.lists[-1].indent + 2 and self.lists[-1].ordered != ordered:
            self._end_list()
        shown = self.marks.shown(text)
        if not self.lists or indent >= self.lists[-1].indent + 2:
            if self.lists:
                self._below(self.lines[-1])
            self.lists.append(_List(indent, ordered))
        labelled = re.match(TASK_LABEL, shown) or section_heading(shown)
        self.marks.taken.append(
            item["space"] if ordered and not labelled else item["bullet"] + item["space"]
        )
        if ordered and not labelled:
            self.lists[-1].typed.append(int(item["number"]))
            self.lists[-1].places.append(len(self.lines))
            shown = item["bullet"] + shown
        elif ordered:
            hint = "the list has another number before it: which of the two is the text?"
            self.marks.doubts.append(
                Doubt("a paragraph with a number of its own in a list", shown, hint)
            )
        elif not labelled and ends_with_clause(shown) and not begins_clause_line(shown):
            hint = "is it a task? tasks need numbers"
            self.marks.doubts.append(
                Doubt("an item without a number says who is responsible", shown, hint)
            )
        self._put(shown)

    def _below(self, above: str) -> None:
        """A list begins below an item; what that is, its number tells, if it has one of a notice."""
        if not (surely_section(above) or above.endswith(ENDED)):
            hint = "a section with its tasks, or a task with its items?"
            self.marks.doubts.append(Doubt("a list stands below this item", above, hint))

    def _goes_on(self, text: str) -> None:
        """A line inside an item: it goes on, or is a paragraph of its own (see cleaning)."""
        self.lines[-1] += SOFT_BREAK + text

    def _end_list(self) -> None:
        """Ends the innermost list; 1. 1. 1. are numbers that the page counts."""
        ended = self.lists.pop()
        if len(ended.typed) < 2 or set(ended.typed) != {1}:
            return
        for number, place in enumerate(ended.places, 1):
            if number > 1:
                self.marks.taken.append("1")
                self.marks.added.append(str(number))
                self.lines[place] = str(number) + self.lines[place][1:]
                self.counted += 1

    def _end_lists(self, left: int) -> None:
        while len(self.lists) > left:
            self._end_list()

    def _begins_table(self, body: Sequence[str], place: int) -> bool:
        return "|" in body[place] and place + 1 < len(body) and _is_delimiter(body[place + 1])

    def _table(self, body: Sequence[str], place: int) -> int:
        """Reads a table; gives the place behind it."""
        self._end_block()
        self._end_lists(0)
        self.tables += 1
        row = 0
        while place < len(body) and "|" in body[place]:
            line = body[place]
            place += 1
            if _is_delimiter(line):
                self.marks.taken.append(line)
                continue
            pieces = CELL_END.split(line.strip().removeprefix("|"))
            if len(pieces) > 1 and not pieces[-1].strip():
                pieces.pop()
            self.marks.taken.append("|" * len(CELL_END.findall(line)))
            for column, piece in enumerate(pieces):
                if piece.strip():
                    self._put(self.marks.shown(piece.strip()), Cell(self.tables, row, column))
            row += 1
        return place


def _is_delimiter(line: str) -> bool:
    """Whether a line parts a table's heads from its rows: | --- | :-: |."""
    return DELIMITER.match(line) is not None and "|" in line and "-" in line
