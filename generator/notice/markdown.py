"""Parsing turns a notice's Markdown into a Notice, printing turns it back. The file is the text itself,
with marks in front of its lines:

    # 某某局关于印发《…》的通知               the covering letter's title, then its paragraphs

    发改规划〔2020〕532号

    # 2020年…重点任务                         the annex's title (absent where there is no annex)

    2020年是…。                               a paragraph: one sentence a line
    现提出以下任务。

    ## 二、提高农业转移人口市民化质量         a section, then its introduction

    ### （一）督促…全面取消落户限制。         a task: label, heading, closing mark

    督促…。
    > （公安部、发展改革委、省级有关部门等负责）   a responsibility clause

    ***                                       what follows the last task (a signature, say)

Tasks are numbered （一）, 1., （1）, 任务一： or 一、, all alike; a notice may have no sections. Numbers
count through the whole notice, or start anew in each section, whose number then stands in the tasks' ids.

Without the marks and the line breaks, what is left is the source, character for character. A backslash
in front of a line escapes its first character. Printing a parsed file gives the same file; parsing a
printed Notice gives the same Notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.model.ids import TaskId
from generator.model.notice import Clause, Notice, Paragraph, Section, Sentence, StretchKind, Task
from generator.notice.duty_words import LABEL_LINE, VERB_LAST
from generator.notice.headings import (
    BRACKET_LABEL,
    CLAUSE_LINE,
    SECTION_HEADING,
    TASK_HEADING,
    clause_anchor,
    label_number,
    label_style,
    numbered_anew,
    section_heading,
    section_label,
    task_label,
)
from generator.notice.letter import day_of, find_signature, letter_end, read_identity
from generator.problems import Problem
from generator.text.characters import CHINESE_DIGIT_SPACE, CONTROL
from generator.text.days import is_day

MARK = re.compile(r"(?P<mark>#{1,6} |> |\*\*\*\Z|)")
NEEDS_ESCAPE = re.compile(r"[#>*\\]")
MARKS = {
    StretchKind.LETTER: "#",
    StretchKind.PREAMBLE: "#",
    StretchKind.SECTION: "##",
    StretchKind.TASK: "###",
}
"""What stands before the heading above a stretch."""


@dataclass(slots=True)
class _Block:
    """A heading, a divider or a paragraph: lines with number, text and whether each is a clause."""

    mark: str
    lines: list[tuple[int, str, bool]] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.lines[0][0]

    @property
    def text(self) -> str:
        return self.lines[0][1]


def parse_notice(
    text: str, *, notice_id: str, series: str, path: str, first_line: int = 1
) -> tuple[Notice, tuple[Problem, ...]]:
    """The Notice in `text` (a notice.md below its front matter) and every Problem found in it.

    Problems do not stop the parser: the Notice holds what could be read. `first_line` is the line
    number of the first line of `text` in the file.
    """
    reader = _Reader(notice_id=notice_id, path=path)
    blocks = list(reader.blocks(text, first_line))
    notice = reader.notice(blocks, series)
    return notice, tuple(sorted(reader.problems))


def text_lines(text: str, first_line: int = 1) -> Iterator[tuple[int, str, str]]:
    """The number, mark and content of every line of a notice.md below its front matter.

    The contents, joined, are the text's characters.
    """
    for number, raw in enumerate(text.split("\n"), first_line):
        mark = MARK.match(raw)["mark"]  # type: ignore[index]  # the pattern matches anything
        content = raw.removeprefix(mark)
        yield number, mark, content[1:] if not mark and content.startswith("\\") else content


@dataclass(slots=True)
class _Reader:
    notice_id: str
    path: str
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(path=self.path, line=line, message=message, hint=hint))

    def blocks(self, text: str, first_line: int) -> Iterator[_Block]:
        block: _Block | None = None
        for number, mark, content in text_lines(text, first_line):
            self._check_characters(number, content)
            if mark not in ("", "> "):
                yield from [block] if block else []
                yield _Block(mark.strip(), [(number, content, False)])
                block = None
            elif mark or content:
                block = block or _Block("")
                block.lines.append((number, content, mark == "> "))
            elif block:
                yield block
                block = None
        if block:
            yield block

    def _check_characters(self, line: int, content: str) -> None:
        if control := CONTROL.search(content):
            self.problem(
                line,
                f"character U+{ord(control[0]):04X} has no place in a text",
                "compare the place with the source and put in what stands there",
            )
        if content != content.strip():
            self.problem(line, "white space at the beginning or end of a line", "take it away")
        if CHINESE_DIGIT_SPACE.search(content):
            self.problem(
                line,
                "space between Chinese and a digit",
                "the normal text has none: take it away",
            )

    def notice(self, blocks: Sequence[_Block], series: str) -> Notice:
        titles = [i for i, block in enumerate(blocks) if block.mark == "#"]
        body = next((i for i, b in enumerate(blocks) if b.mark in ("##", "###")), len(blocks))
        if not titles or titles[0] != 0:
            self.problem(
                blocks[0].line if blocks else 0,
                "no title before the text",
                "begin with a line '# ' and the notice's title",
            )
        if len(titles) > 2 or (titles and titles[-1] > body):
            self.problem(
                blocks[titles[-1]].line,
                "a title too many",
                "at most two: the notice's and its annex's, before the sections",
            )
        title = blocks[titles[0]].text if titles else ""
        annex = titles[1] if len(titles) > 1 and titles[1] < body else None
        head = [b for b in blocks[:body] if not b.mark]
        split = len([b for b in blocks[: annex or 0] if not b.mark])
        end = split if annex else letter_end([block.lines[-1][1] for block in head])
        letter = self._paragraphs(head[:end])
        preamble = self._paragraphs(head[split:] if annex else head[len(letter) :])
        divider = next((i for i, b in enumerate(blocks) if b.mark == "***"), len(blocks))
        self._check_marks(blocks, divider)
        closing = self._paragraphs([b for b in blocks[divider + 1 :] if not b.mark])
        self._check_date((*letter, *closing))
        sections = self._sections(blocks[body:divider])
        return Notice(
            id=self.notice_id,
            series=series,
            identity=read_identity(title, (*letter, *closing)),
            letter=letter,
            annex_title=blocks[annex].text if annex else None,
            preamble=preamble,
            sections=sections,
            closing=closing,
        )

    def _check_date(self, paragraphs: Sequence[Paragraph]) -> None:
        place, signature = find_signature([paragraph.text for paragraph in paragraphs])
        if signature and not is_day(day_of(signature)):
            line = paragraphs[place].parts[-1].line
            hint = "compare the signature with the source"
            self.problem(line, f"there is no day {signature['date']}", hint)

    def _check_marks(self, blocks: Sequence[_Block], end: int) -> None:
        """Tells every block that has no place in the notice, so that none is left out in silence."""
        first = next((i for i, b in enumerate(blocks) if b.mark == "##"), len(blocks))
        for place, block in enumerate(blocks):
            if block.mark.startswith("####"):
                hint = "sections begin with '## ', tasks with '### '"
                self.problem(block.line, "a heading of a kind that has no place here", hint)
            elif place > end and block.mark:
                hint = "only the last task is followed by '***' and what comes behind it"
                self.problem(block.line, f"{block.mark!r} behind the divider", hint)
            elif place < first < len(blocks) and block.mark == "###":
                hint = "put a '## ' line before it"
                self.problem(block.line, "a task before the first section", hint)

    def _sections(self, blocks: Sequence[_Block]) -> tuple[Section, ...]:
        starts = [i for i, block in enumerate(blocks) if block.mark == "##"]
        if not any(block.mark == "###" for block in blocks):
            self.problem(0, "a notice without tasks", "tasks begin with '### （一）'")
        ends = [*starts[1:], len(blocks)]
        parts = [blocks[a:b] for a, b in zip(starts, ends, strict=False)]
        labels = [_label(block.text) for block in blocks if block.mark == "###"]
        style = next((label_style(label) for label in labels if label), BRACKET_LABEL)
        firsts = [next((b.text for b in part if b.mark == "###"), "") for part in parts]
        anew = numbered_anew([label_number(_label(text)) for text in firsts if text])
        numbers = _Numbers(style, anew)
        if blocks and not starts:
            tasks = self._tasks(blocks, 0, numbers)
            return (Section(number=1, label="", heading="", intro=(), tasks=tasks),)
        found = next(filter(None, (section_heading(part[0].text) for part in parts)), None)
        form = found.re if found else SECTION_HEADING
        return tuple(self._section(part, n, numbers, form) for n, part in enumerate(parts, 1))

    def _section(
        self, blocks: Sequence[_Block], expected: int, numbers: _Numbers, form: re.Pattern[str]
    ) -> Section:
        head = blocks[0]
        match = form.match(head.text)
        wanted = section_label(expected)
        if not match or label_number(match["numeral"]) != expected:
            self.problem(
                head.line,
                f"section begins {head.text[:4]!r}, not {wanted!r}",
                "sections count 一、二、三、 without a gap",
            )
        first = next((i for i, block in enumerate(blocks) if block.mark == "###"), len(blocks))
        intro = blocks[1:first]
        tasks = self._tasks(blocks[first:], expected, numbers)
        return Section(
            number=expected,
            label=match["label"] if match else wanted,
            heading=match["heading"] if match else head.text,
            intro=self._paragraphs(intro),
            tasks=tasks,
            line=head.line,
        )

    def _tasks(self, blocks: Sequence[_Block], section: int, numbers: _Numbers) -> tuple[Task, ...]:
        starts = [i for i, block in enumerate(blocks) if block.mark == "###"]
        ends = [*starts[1:], len(blocks)]
        return tuple(
            self._task(blocks[a:b], numbers.next_id(self.notice_id, section), numbers.style)
            for a, b in zip(starts, ends, strict=False)
        )

    def _task(self, blocks: Sequence[_Block], own: TaskId, style: str) -> Task:
        head = blocks[0]
        match = TASK_HEADING.match(head.text)
        label = match["label"] if match else ""
        if label_style(label) != style or label_number(label) != own.number:
            self.problem(
                head.line,
                f"task begins {head.text[:6]!r}, not {task_label(own.number, style)}",
                "tasks count （一）（二）（三） through the whole notice without a gap",
            )
        # One sentence is a task (（一）支持甲县恢复生产。); a heading that is none has lost its text.
        if len(blocks) == 1 and not (match and match["end"] == "。"):
            self.problem(head.line, "a task without text", "give its sentences below the heading")
        return Task(
            id=own,
            label=match["label"] if match else "",
            heading=match["heading"] if match else head.text,
            heading_end=match["end"] if match else "",
            paragraphs=self._paragraphs(blocks[1:]),
            line=head.line,
        )

    def _paragraphs(self, blocks: Sequence[_Block]) -> tuple[Paragraph, ...]:
        sentences = clauses = 0
        paragraphs = []
        for block in blocks:
            parts: list[Sentence | Clause] = []
            for line, text, is_clause in block.lines:
                if is_clause:
                    clauses += 1
                    if not (
                        CLAUSE_LINE.match(text) or LABEL_LINE.match(text) or VERB_LAST.search(text)
                    ):
                        self.problem(
                            line,
                            "a clause without its brackets",
                            "after '> ' comes （…） as the source prints it",
                        )
                    parts.append(Clause(id=clause_anchor(clauses), text=text, line=line))
                else:
                    sentences += 1
                    parts.append(Sentence(id=f"s{sentences}", text=text, line=line))
            paragraphs.append(Paragraph(parts=tuple(parts)))
        return tuple(paragraphs)


@dataclass(slots=True)
class _Numbers:
    """The ids of the tasks in their order; `anew` says that each section counts its own."""

    style: str
    anew: bool
    section: int = 0
    number: int = 0

    def next_id(self, notice_id: str, section: int) -> TaskId:
        if self.anew and section != self.section:
            self.section, self.number = section, 0
        self.number += 1
        return TaskId(notice_id, self.number, self.section)


def _label(text: str) -> str:
    match = TASK_HEADING.match(text)
    return match["label"] if match else ""


def print_notice(notice: Notice) -> str:
    """The Markdown that `parse_notice` reads, below the front matter; ends with one newline."""
    return "\n\n".join(_printed_blocks(notice)) + "\n"


def _printed_blocks(notice: Notice) -> Iterator[str]:
    for stretch in notice.stretches():
        if stretch.title is not None:
            yield f"{MARKS[stretch.kind]} {stretch.title}"
        elif stretch.kind is StretchKind.CLOSING and stretch.paragraphs:
            yield "***"
        yield from map(_printed, stretch.paragraphs)


def _printed(paragraph: Paragraph) -> str:
    return "\n".join(
        f"> {part.text}"
        if isinstance(part, Clause)
        else re.sub(NEEDS_ESCAPE, r"\\\g<0>", part.text[:1]) + part.text[1:]
        for part in paragraph.parts
    )
