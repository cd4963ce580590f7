"""What a layout is made of, and how a page's table of facts is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml.html import HtmlElement

from generator.notice.letter import DOCUMENT_NUMBER

MOST_CELLS = 400
MOST_VALUE = 2_000
MOST_BESIDE = 300
"""A line of a page about its document is no longer than this."""
LABEL_NOISE = re.compile(r"[\s\u3000:：]")
NUMBER = r"[^\s（()）:：\[【】〔〕]{1,20}\s?[〔\[﹝]\s?\d{4}\s?[〕\]﹞]\s?\d{1,5}\s?号"
NUMBER_BESIDE = re.compile(
    rf"(?:\A|(?:发文字号|发文文号|文号)\s*[:：])\s*(?P<number>{NUMBER})(?=\s|\Z)"
)
NUMBER_BEHIND_TITLE = re.compile(rf"通知】?\s*[（(](?P<number>{NUMBER})[）)]")


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
    for place, cell in enumerate(page.iter("td", "th", "dt", "b", "strong", "span")):
        if place >= MOST_CELLS:
            break
        label = LABEL_NOISE.sub("", _short(cell, 40))
        parent = cell.getparent()
        follower = cell.getnext() if cell.tag in ("td", "th", "dt") else parent.getnext()
        if 2 <= len(label) <= 6 and follower is not None:
            value = " ".join(_short(follower, MOST_VALUE).split())
            if value:
                facts.setdefault(label, value)
    return facts


def number_beside(page: HtmlElement, body: HtmlElement) -> str | None:
    """The document's number as the page prints it before the text; None where it names none, or several.

    It stands alone on a line, behind 文号：, or in brackets behind the title in the page's own title.
    """
    found = set()
    for place, element in enumerate(page.iter()):
        if element is body or place >= MOST_CELLS * 10:
            break
        if element.tag in ("p", "div", "span", "td", "li", "dd", "h2", "h3", "title"):
            text = _short(element, MOST_BESIDE)
            pattern = NUMBER_BEHIND_TITLE if element.tag == "title" else NUMBER_BESIDE
            if len(text) <= MOST_BESIDE and (match := pattern.search(text.strip())):
                found.add(LABEL_NOISE.sub("", match["number"]))
    (number, *more) = (*found, None)
    return number if len(more) <= 1 and number and DOCUMENT_NUMBER.match(number) else None


def title_of(page: HtmlElement) -> str | None:
    """The title as the page gives it: its only heading, a first one of a notice, else the page's own."""
    headings = [h for h in page.iter("h1") if h.text_content().strip()]
    if len(headings) == 1 or (headings and _names_a_notice(headings[0].text_content())):
        return " ".join(headings[0].text_content().split())
    element = first(page, "//head/title")
    name = " ".join(element.text_content().split()) if element is not None else ""
    return re.split(r"[_|]|\s-\s|-(?=[^-]*\Z)", name)[0].strip() or None


def _names_a_notice(title: str) -> bool:
    """Whether a title ends like a notice's, behind at least four characters of what it is about: 关于…通知."""
    squeezed = "".join(title.split())
    return squeezed.endswith("通知") and "关于" in squeezed[:-6]


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
