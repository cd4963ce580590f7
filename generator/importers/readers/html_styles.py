"""What a page's own style sheets say of an element: is it seen, is it a block, what do they add to it?

Only the page's <style> elements and style attributes are known, and of them the properties below.
The cascade is CSS's: `!important`, then the style attribute, then specificity, then order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cssselect import HTMLTranslator, SelectorError, parse
from lxml import etree
from lxml.html import HtmlElement

KNOWN = {
    "background",
    "background-color",
    "clip",
    "clip-path",
    "color",
    "content",
    "counter-increment",
    "counter-reset",
    "counter-set",
    "display",
    "font-size",
    "left",
    "float",
    "list-style",
    "list-style-type",
    "opacity",
    "position",
    "text-decoration",
    "text-decoration-line",
    "text-indent",
    "top",
    "vertical-align",
    "visibility",
    "white-space",
}
MOST_RULES = 3_000
"""Selectors of a page that are looked at; a page with more is read without the rest, and says so."""
COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
RULE = re.compile(r"(?P<at>@[\w-]+)?(?P<head>[^{};]*)(?P<mark>[{};])")
OTHER_MEDIA = re.compile(r"print|max-(?:device-)?width|speech|prefers-color-scheme:\s*dark")
DECLARATION = re.compile(r"""(?<![\w-])([\w-]++)\s*+:\s*((?:"[^"]*"|'[^']*'|[^;"'])*)""")
NOTHING: dict[str, str] = {}
Values = dict[str, str]


@dataclass(slots=True)
class Styles:
    """The declared values of a page's elements, by element and by element and pseudo-element."""

    values: dict[HtmlElement, Values] = field(default_factory=dict)
    pseudo: dict[tuple[HtmlElement, str], Values] = field(default_factory=dict)
    cut: bool = False

    def of(self, node: HtmlElement) -> Values:
        return self.values.get(node, NOTHING)

    def before(self, node: HtmlElement) -> Values:
        return self.pseudo.get((node, "before"), NOTHING)

    def after(self, node: HtmlElement) -> Values:
        return self.pseudo.get((node, "after"), NOTHING)


def page_styles(page: HtmlElement) -> Styles:
    """What the style elements and attributes of a page declare."""
    styles = Styles()
    ranks: dict[tuple[HtmlElement, str, str], tuple[bool, bool, tuple[int, int, int], int]] = {}
    for order, (selectors, body) in enumerate(_rules(_sheets(page))):
        if order >= MOST_RULES:
            styles.cut = True
            break
        declared = dict(_declared(body))
        if declared:
            for node, part, weight in _matches(page, selectors):
                _put(styles, ranks, node, part, declared, (False, weight, order))
    for node in page.iter(etree.Element):
        if style := node.get("style"):
            declared = dict(_declared(style))
            _put(styles, ranks, node, "", declared, (True, (0, 0, 0), MOST_RULES))
    return styles


def _put(
    styles: Styles,
    ranks: dict[tuple[HtmlElement, str, str], tuple[bool, bool, tuple[int, int, int], int]],
    node: HtmlElement,
    part: str,
    declared: Values,
    rank: tuple[bool, tuple[int, int, int], int],
) -> None:
    for name, value in declared.items():
        important = value.endswith("!important")
        own = (important, *rank)
        if own >= ranks.get((node, part, name), own):
            ranks[node, part, name] = own
            whole = styles.values.setdefault(node, {}) if not part else None
            table = styles.pseudo.setdefault((node, part), {}) if whole is None else whole
            table[name] = value.removesuffix("!important").strip()


def _sheets(page: HtmlElement) -> str:
    sheets = (style for style in page.iter("style") if not _other(style.get("media") or ""))
    return COMMENT.sub(" ", "\n".join(style.text or "" for style in sheets))


def _other(media: str) -> bool:
    """Whether a style is for something else than a screen as wide as a reader's."""
    return OTHER_MEDIA.search(media.lower()) is not None


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of a sheet; those in @media that is no screen's are left out."""
    place, depth, skipped = 0, 0, 0
    while found := RULE.match(text, place):
        place = found.end()
        head, mark = found["head"].strip(), found["mark"]
        if mark == "}":
            depth = max(0, depth - 1)
            skipped = skipped if skipped <= depth else 0
        elif mark == "{" and found["at"]:
            depth += 1
            grouping = found["at"].lower() in ("@media", "@supports", "@layer", "@container")
            if not skipped and (not grouping or _other(head)):
                skipped = depth
        elif mark == "{":
            end = text.find("}", place)
            end = len(text) if end < 0 else end
            if not skipped:
                yield head, text[place:end]
            place = end + 1


def _declared(body: str) -> Iterator[tuple[str, str]]:
    for found in DECLARATION.finditer(body):
        name = found[1].lower()
        if name in KNOWN:
            value = found[2].strip()
            yield (
                name,
                value if name == "content" else re.sub(r"(?<!\s)\s*+!\s*", " !", value.lower()),
            )


def _matches(
    page: HtmlElement, selectors: str
) -> Iterator[tuple[HtmlElement, str, tuple[int, int, int]]]:
    """Every element that one of the selectors finds, with its pseudo-element and specificity."""
    translator = HTMLTranslator()
    try:
        parsed = parse(selectors)
    except (SelectorError, RecursionError):
        return
    for selector in parsed:
        part = str(selector.pseudo_element or "")
        if part not in ("", "before", "after"):
            continue
        try:
            found = page.xpath(translator.selector_to_xpath(selector))
        except (SelectorError, etree.XPathError, RecursionError):
            continue
        for node in found if isinstance(found, list) else ():
            if isinstance(node, HtmlElement):
                yield node, part, selector.specificity()
