"""What a layout is made of, and how paragraphs are read from a body."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from generator.importers.sources import SOFT_BREAK, Doubt, Dropped

BLOCKS = {
    "p",
    "div",
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
SILENT = {"script", "style", "noscript", "template", "title", "head", "iframe"}
"""Elements whose text no reader sees."""
CONTROLS = {"button", "select", "option", "textarea", "input"}
GLOSSES = {"rt", "rp"}
PICTURES = {"img", "svg", "canvas", "object", "video", "embed"}
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
MOST_CELLS = 400
MOST_VALUE = 2_000
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


@dataclass(slots=True)
class Body:
    """A body's text: a line for every block, what was left out, and all that it has."""

    lines: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    raw: str = ""


def read_body(body: HtmlElement) -> Body:
    """The text of an element; what a reader of the page would not see is left out, and said."""
    read = Body(raw=_raw(body))
    pieces: list[str] = []
    for kind, text in _walk(body, read):
        if kind == "text":
            pieces.append(text)
        elif pieces:
            read.lines.append(_flat("".join(pieces)))
            pieces = []
    if pieces:
        read.lines.append(_flat("".join(pieces)))
    return read


def _raw(body: HtmlElement) -> str:
    """Every character of an element's text, but for what is no text at all (scripts)."""
    pieces: list[str] = []
    stack: list[tuple[HtmlElement, bool]] = [(body, False)]
    while stack:
        node, closing = stack.pop()
        if closing:
            pieces.append(node.tail or "")
            continue
        if node is not body:
            stack.append((node, True))
        if isinstance(node.tag, str) and node.tag not in SILENT:
            pieces.append(node.text or "")
            stack.extend((child, False) for child in reversed(node))
    return "".join(pieces)


def _walk(element: HtmlElement, read: Body) -> Iterator[tuple[str, str]]:
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    while stack:
        node, closing = stack.pop()
        if closing:
            if isinstance(node.tag, str) and node.tag in BLOCKS and not _unseen(node):
                yield "block", ""
            if node is not element and node.tail:
                yield "text", node.tail
            continue
        stack.append((node, True))
        if not isinstance(node.tag, str) or node.tag in SILENT:
            continue
        if node.tag in PICTURES:
            alt = (node.get("alt") or "").strip()
            hint = "if there is text in it, import another copy"
            read.doubts.append(Doubt(f"a picture stands in the text ({alt[:20]!r})", alt, hint))
        if why := _unseen(node):
            if text := _raw(node).strip():
                read.dropped.append(Dropped(why, text))
                if node.tag in CONTROLS:
                    hint = "is it a word of the text?"
                    read.doubts.append(Doubt(f"{why} with {text[:20]!r} was left out", text, hint))
            continue
        if node.tag in BLOCKS:
            yield "block", ""
        if node.tag == "br":
            yield "text", SOFT_BREAK
        if node.text:
            yield "text", node.text
        stack.extend((child, False) for child in reversed(node))


def _unseen(node: HtmlElement) -> str | None:
    """Why an element's text is no part of the document, or None."""
    if node.tag in CONTROLS:
        return f"a <{node.tag}>"
    if node.tag in GLOSSES:
        return "a gloss"
    if node.get("hidden") is not None or UNSEEN.search(node.get("style") or ""):
        return "hidden text"
    return None


def _flat(text: str) -> str:
    """Line breaks in the page's source are no line breaks on the page; between Latin words, a space."""
    text = re.sub(r"(?<=[!-~])[ \t]*[\r\n\t][ \t\r\n]*(?=[!-~])", " ", text)
    return re.sub(r"[\r\n\t]+ *", "", text)
