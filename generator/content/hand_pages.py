"""Reads `pages/*.md`: hand-written pages, each with a title and a description in front.

---
title: 怎样参与
description: 怎样提出更正
menu: 参与            # optional: an entry in the menu of every page, before the last one
---
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from markdown import markdown

from generator.addresses import taken
from generator.content.fields import FileReader
from generator.content.front_matter import YAML_LINE, MarkdownFile, read_markdown
from generator.model.content import HandPage
from generator.model.ids import ID_PATTERN
from generator.plain_files import stands

MENU_PAGES = ("about",)
"""The hand-written pages that the menu of the site leads to (`build.menu_entries`)."""
LONGEST_ENTRY = 8
"""Characters of an entry in the menu: all entries stand in one row."""
MOST_TOLD = 20
"""So many links of a page are told: for each one the page is read some ten times more."""
WRITTEN_PAGES = (*MENU_PAGES, "method")
"""Names that the site reserves for pages written by hand."""
ATTRIBUTES = re.compile(r"\{:?[^{}]*=")
"""What some Markdown takes for attributes: {: onclick=…}."""
PLAIN_ADDRESS = re.compile(r"(?:https?://[^\s/\\:@]|(?!//)[^\s\\:/?#]*(?:[/?#][^\s\\]*)?\Z)")
"""https://host…, or what leads from here: without a scheme, a host of another kind, a backslash."""
LONGEST_PAGE = 60_000
"""Characters of a page; ours have some thousand."""
MOST_BRACKETS = 1_000
"""The time that Markdown takes grows with their square where they are not closed: a tenth of a second."""


def read_pages(files: FileReader, folder: Path, *, site: bool) -> tuple[HandPage, ...]:
    """The pages in `folder`, by name; a `site` has all those that its menu leads to."""
    for path in (folder / f"{slug}.md" for slug in MENU_PAGES if site):
        if not stands(path):
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
        menu = front.text_or_none("menu")
        if menu is not None and path.stem in MENU_PAGES:
            front.problem("menu", "this page is in the menu already", "take the line away")
        elif menu is not None and not 0 < len(menu.strip()) <= LONGEST_ENTRY:
            hint = "a word or two: all entries stand in one row"
            front.problem("menu", f"not 1 to {LONGEST_ENTRY} characters: {menu!r}", hint)
    _check_text(files, path, parts)
    return HandPage(
        slug=path.stem, title=title, description=description, body=parts.body, menu=menu
    )


def _check_text(files: FileReader, path: Path, parts: MarkdownFile) -> None:
    """Markdown only, of a size that can be read, and every link a plain address."""
    if len(parts.text) > LONGEST_PAGE or parts.body.count("[") > MOST_BRACKETS:
        message = f"more than {LONGEST_PAGE} characters, or {MOST_BRACKETS} brackets"
        files.problem(path, 0, message, "make two pages of it")
        return
    lines = parts.text.split("\n")
    found = {n for n, line in enumerate(lines, 1) if "<" in line or ATTRIBUTES.search(line)}
    found |= {n + parts.first_line - 1 for n in _risky_lines(parts.body)}
    for number in sorted(found):
        files.problem(
            path,
            number,
            "raw HTML, or a link that is no plain address",
            "hand-written pages are Markdown only; links are relative or https",
        )


def _risky_lines(body: str) -> Iterator[int]:
    """The lines, from 1, in which a link or a picture ends whose address is not a plain one."""
    lines = body.split("\n")
    for wrong in dict.fromkeys(_risky(body)[:MOST_TOLD]):
        low, high = 0, len(lines)
        while high - low > 1:  # after `high` lines it is there, after `low` not yet
            middle = (low + high) // 2
            if wrong in _risky("\n".join(lines[:middle])):
                high = middle
            else:
                low = middle
        yield high


def _risky(body: str) -> list[str]:
    """The addresses in a text of Markdown, as browsers read them, that are not plain."""
    reader = _Addresses()
    reader.feed(markdown(body))
    reader.close()
    return [a for a, loads in reader.found if not _is_plain(a, loads=loads)]


class _Addresses(HTMLParser):
    """Collects what href and src say, and whether a browser loads it unasked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(v or "", name == "src") for name, v in attrs if name in ("href", "src")]


def _is_plain(address: str, *, loads: bool) -> bool:
    """Whether an address is relative or begins with https:// or http://; what is loaded is relative."""
    if not PLAIN_ADDRESS.match(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not (loads and (parts.scheme or parts.netloc))
