"""What a layout is made of, and how paragraphs are read from a body."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

BLOCKS = {
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "tr",
    "td",
    "table",
    "section",
}
SILENT = {"script", "style", "noscript", "template", "title", "head", "button", "select", "iframe"}
LABEL_NOISE = re.compile(r"[\s\u3000:：]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A site's page: `body` gives the element that holds the text, or None where it is not this one.

    `facts` gives the page's own table of labels (标题, 发文字号, 成文日期, …) without padding.
    """

    name: str
    body: Callable[[HtmlElement], HtmlElement | None]
    facts: Callable[[HtmlElement], dict[str, str]]


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
    """Labels and values of the tables and lists in which these sites print a document's facts."""
    facts: dict[str, str] = {}
    for cell in page.iter("td", "th", "b", "strong", "span"):
        label = LABEL_NOISE.sub("", cell.text_content())
        follower = cell.getnext() if cell.tag in ("td", "th") else cell.getparent().getnext()
        if 2 <= len(label) <= 6 and follower is not None:
            value = " ".join(follower.text_content().split())
            if value:
                facts.setdefault(label, value)
    return facts


def metas(page: HtmlElement) -> dict[str, str]:
    """The page's `<meta name>` values by lower-case name."""
    return {
        (meta.get("name") or "").lower(): (meta.get("content") or "").strip()
        for meta in page.iter("meta")
    }


def lines(body: HtmlElement) -> Iterator[str]:
    """The body's text, a line for every block; hidden and silent elements are left out."""
    pieces: list[str] = []
    for kind, text in _walk(body):
        if kind == "text":
            pieces.append(text)
        else:
            yield "".join(pieces)
            pieces = []
    yield "".join(pieces)


def _walk(element: HtmlElement) -> Iterator[tuple[str, str]]:
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    while stack:
        node, closing = stack.pop()
        silent = not isinstance(node.tag, str) or node.tag in SILENT
        if closing or silent:
            if not silent and node.tag in BLOCKS:
                yield "block", ""
            if node is not element and node.tail:
                yield "text", _flat(node.tail)
            continue
        if node.tag in BLOCKS:
            yield "block", ""
        if node.text:
            yield "text", _flat(node.text)
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))


def _flat(text: str) -> str:
    """Line breaks in the page's source are no line breaks on the page."""
    return re.sub(r"[\r\n\t]+ *", "", text)
