"""Splits a Markdown file into its front matter, YAML between two lines `---`, and what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.content.fields import FileReader

FRONT_MATTER = re.compile(r"---\n(?P<yaml>.*?\n)---\n\n?", re.DOTALL)
YAML_LINE = 2
"""The line of the file in which the YAML begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownFile:
    """A file's text, its front matter, and its body, which begins in the line `first_line`."""

    text: str
    yaml: str
    body: str
    first_line: int


def read_markdown(files: FileReader, path: Path, keys: str) -> MarkdownFile | None:
    """The file in two parts, without what some editors add: a BOM, line ends of two characters.

    None where it cannot be read, or has no front matter; that is a Problem, whose hint names the
    `keys` that are expected.
    """
    text = files.text(path)
    if text is None:
        return None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    match = FRONT_MATTER.match(text)
    if not match:
        files.problem(path, 1, "no front matter", f"begin with ---, {keys}, ---")
        return None
    return MarkdownFile(
        text=text,
        yaml=match["yaml"],
        body=text[match.end() :],
        first_line=match[0].count("\n") + 1,
    )
