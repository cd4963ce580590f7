"""A Markdown extension that takes a generated page for what it is: one block of HTML.

Markdown would find the block's end by parsing all of it, and MkDocs would parse it once more for its
anchors: two thirds of the time of a build. The outcome is the same without the extension; anchors
are checked in the built pages (see `sitecheck`).
"""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

BEGIN, END = "<article", "</article>"
AFTER_WHITE_SPACE = 25
"""Markdown mends white space at 30; MkDocs looks for anchors at 21, Markdown for HTML at 20."""


class _WholePage(Preprocessor):  # type: ignore[misc]  # no types
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines).strip()
        whole = text.startswith(BEGIN) and text.endswith(END)
        if whole and text.count(BEGIN) == text.count(END) == 1:
            return [self.md.htmlStash.store(text)]
        return lines


class WholePage(Extension):  # type: ignore[misc]  # no types
    """The extension, for `markdown_extensions` of mkdocs.yml."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Puts the step before all that would parse the page."""
        md.preprocessors.register(_WholePage(md), "whole_page", AFTER_WHITE_SPACE)


def makeExtension() -> WholePage:
    """What Markdown calls to get the extension."""
    return WholePage()
