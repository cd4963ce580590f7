"""How templates are laid out: an indented line goes on where the line before it ended.

    <p>
      {% for run in runs %}
        <b>{{ run }}</b>
      {% endfor %}
    </p>

is `<p><b>…</b></p>`: white space between the elements would be seen. (The line's end after a `%}` is
none: Jinja's `trim_blocks`.) Inside a tag a line goes on after one space, so that attributes can stand
on lines of their own. Whoever wants a space between two lines writes `{{ " " }}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2.ext import Extension

CODE = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
INDENT = re.compile(r"\n[ \t]+(?=[^\s]|\Z)")
EDGE = re.compile(r"<(?=[A-Za-z/])|>")
# A comment that spans the line's end: it prints nothing, and lines keep their numbers in errors.
JOINED = "{#\n#}"


class JoinedLines(Extension):
    """Joins each indented line of a template to the one before it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return join_lines(source)


def join_lines(source: str) -> str:
    """The template `source` with its indented lines joined, each line keeping its number."""
    return "".join(_pieces(source))


def _pieces(source: str) -> Iterator[str]:
    inside = False
    for number, piece in enumerate(CODE.split(source)):
        if number % 2:
            yield piece
            continue
        place = 0
        for indent in INDENT.finditer(piece):
            inside = _inside(piece[place : indent.start()], inside)
            yield piece[place : indent.start()] + (f" {JOINED}" if inside else JOINED)
            place = indent.end()
        inside = _inside(piece[place:], inside)
        yield piece[place:]


def _inside(text: str, before: bool) -> bool:
    """Whether the end of `text` stands inside an HTML tag."""
    edges = EDGE.findall(text)
    return edges[-1] != ">" if edges else before
