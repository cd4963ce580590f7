"""Reads `pages/*.md`: hand-written pages, each with a title and a description in front."""

from __future__ import annotations

import re
from pathlib import Path

from generator.addresses import taken
from generator.content.fields import FileReader
from generator.content.front_matter import YAML_LINE, read_markdown
from generator.model.content import HandPage
from generator.model.ids import ID_PATTERN

RISKY_LINK = re.compile(r"\]\s*[(:]\s*(?!https?:)[\w+.&#;\s-]*:|\{:?[^}]*=")
MENU_PAGES = ("about",)
"""The hand-written pages that the menu of the site leads to (mkdocs.yml)."""
WRITTEN_PAGES = (*MENU_PAGES, "method")
"""Names that the site reserves for pages written by hand."""


def read_pages(files: FileReader, folder: Path, *, site: bool) -> tuple[HandPage, ...]:
    """The pages in `folder`, by name; a `site` has all those that its menu leads to."""
    for path in (folder / f"{slug}.md" for slug in MENU_PAGES if site):
        if not path.exists():
            files.problem(path, 0, "this file is missing", "the menu of the site leads to it")
    return tuple(page for path in sorted(folder.glob("*.md")) if (page := _page(files, path)))


def _page(files: FileReader, path: Path) -> HandPage | None:
    if not ID_PATTERN.match(path.stem) or (taken(path.stem) and path.stem not in WRITTEN_PAGES):
        message = f"not a page's name, or one of the site's own: {path.stem!r}"
        files.problem(path, 0, message, "a-z, 0-9 and -, and no address that the site itself has")
        return None
    parts = read_markdown(files, path, "title: and description:")
    if parts is None:
        return None
    with files.fields(path, parts.yaml, YAML_LINE) as front:
        title, description = front.text("title"), front.text("description")
    for number, line in enumerate(parts.text.splitlines(), 1):
        if "<" in line or RISKY_LINK.search(line):
            files.problem(
                path,
                number,
                "raw HTML, or a link that is no plain address",
                "hand-written pages are Markdown only; links are relative or https",
            )
    return HandPage(slug=path.stem, title=title, description=description, body=parts.body)
