"""A Markdown file to lines: a notice.md, or any other with a paragraph a line.

Only the marks that notice.md knows are taken away (see parser); no heading is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.importers.sources import Doubt, Dropped, Extract

FRONT_MATTER = re.compile(r"\A---\n(?P<front>(?:[\w-]+:[^\n]*\n|[ #-][^\n]*\n)+)---\n")
MARK = re.compile(r"(?P<mark>#{1,6} +|> |\*\*\*\Z|)")
LEFT = re.compile(r"\*\*|__|\A[-*+] |\A\d+\. |!?\[[^\[\]]*\]\(|`|\A\|")
RULE = re.compile(r"(?:[-*_] *){3,}\Z")


def read_markdown(text: str) -> Extract:
    """The paragraphs of the file; its front matter is left out."""
    text = re.sub("\r\n|\r", "\n", text)
    front = FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    marks: list[str] = []
    notice = re.search(r"(?m)^### ", body) is not None
    lines = list(_blocks(body, marks) if notice else _lines(body, marks))
    return Extract(
        layout="text",
        lines=tuple(lines),
        raw=text,
        dropped=(Dropped("front matter", front[0]),) if front else (),
        markup="".join(marks),
        doubts=tuple(
            Doubt(f"{found[0]!r} looks like a mark of Markdown", line, "take it away in the file")
            for line in lines
            if (found := LEFT.search(line))
        ),
    )


def _lines(body: str, marks: list[str]) -> Iterator[str]:
    for line in body.split("\n"):
        if RULE.match(line):
            marks.append(line)
            continue
        _, text = _unmarked(line, marks)
        yield text


def _blocks(body: str, marks: list[str]) -> Iterator[str]:
    """A paragraph for every block; a heading with a closing mark runs on into the next one."""
    pieces: list[str] = []
    open_heading = False
    for line in [*body.split("\n"), ""]:
        mark, text = _unmarked(line, marks)
        heading = mark.startswith("#")
        if (not line or heading or mark == "***") and pieces and not open_heading:
            yield "".join(pieces)
            pieces = []
        if heading and pieces:
            yield "".join(pieces)
            pieces = []
        if text:
            pieces.append(text)
            open_heading = mark.strip() == "###" and text.endswith(("。", "："))
        if heading and not open_heading:
            yield "".join(pieces)
            pieces = []
    if pieces:
        yield "".join(pieces)


def _unmarked(line: str, marks: list[str]) -> tuple[str, str]:
    """A line's mark and its text; what was taken away goes to `marks`."""
    mark = MARK.match(line)["mark"]  # type: ignore[index]  # the pattern matches anything
    text = line.removeprefix(mark)
    if not mark and text.startswith("\\"):
        marks.append("\\")
        text = text[1:]
    marks.append(mark)
    return mark, text
