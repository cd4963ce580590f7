"""What a layout is made of, and how a page's table of facts is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml.html import HtmlElement

MOST_CELLS = 400
MOST_VALUE = 2_000
LABEL_NOISE = re.compile(r"[\s\u3000:：]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A site's page: `body` gives the element that holds the text, or None where it is not this one.

    `facts` gives the page's own table of labels (标题, 发文字号, 成文日期, …) without padding; `outside`
    names classes and ids of what stands inside the body, but is no part of the text.
    """

    name: str
    body: Callable[[HtmlElement], HtmlElement | None]
    facts: Callable[[HtmlElement], dict[str, str]]
    outside: tuple[str, ...] = ()


def first(page: HtmlElement, *paths: str) -> HtmlElement | None:
    """The first element that one of the XPaths finds, in their order."""
    for path in paths:
        found = page.xpath(path)
        if isinstance(found, list) and found and isinstance(found[0], HtmlElement):
            return found[0]
    return None


def has_class(name: str) -> str:
    """An XPath condition: the element has this class among others."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def labelled(page: HtmlElement) -> dict[str, str]:
    """Labels and values of the tables and lists in which these sites print a document's facts.

    These stand before the text: the first cells are enough, and the text of each is cut short.
    """
    facts: dict[str, str] = {}
    for place, cell in enumerate(page.iter("td", "th", "b", "strong", "span")):
        if place >= MOST_CELLS:
            break
        label = LABEL_NOISE.sub("", _short(cell, 40))
        parent = cell.getparent()
        follower = cell.getnext() if cell.tag in ("td", "th") else parent.getnext()
        if 2 <= len(label) <= 6 and follower is not None:
            value = " ".join(_short(follower, MOST_VALUE).split())
            if value:
                facts.setdefault(label, value)
    return facts


def _short(element: HtmlElement, most: int) -> str:
    """The element's text, and no more than is needed of it."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size > most:
            break
    return "".join(pieces)[: most + 1]


def metas(page: HtmlElement) -> dict[str, str]:
    """The page's `<meta name>` values by lower-case name."""
    return {
        (meta.get("name") or "").lower(): (meta.get("content") or "").strip()
        for meta in page.iter("meta")
    }
