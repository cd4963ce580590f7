"""What stands on a built page: read once, for all checks and for its policy.

Built pages are well-formed, so the reading can be strict: a tag is `<name attribute="value">`, text
has no `<` of its own, and anything else is refused.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

LOADING_RELS = {
    "stylesheet",
    "preconnect",
    "dns-prefetch",
    "preload",
    "icon",
    "manifest",
    "modulepreload",
}
LOADING_TAGS = {"script", "img", "iframe", "source", "video", "audio", "embed", "object"}
ADDRESSES = ("href", "src", "action", "poster", "data")
DATA_TYPES = {"application/json", "application/ld+json"}
SCRIPT_ADDRESS = ("javascript:", "vbscript:", "data:text/html")
TEXTS = frozenset({"title", "alt", "aria-label", "placeholder", "content"})
"""Attributes that a browser takes for a text: one may begin like an address of a script."""
IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20]")
REFUSED = {"style", "base", "object", "embed", "iframe"} | {
    # Their contents are text to some browsers and mark-up to others.
    "noscript",
    "noembed",
    "noframes",
    "xmp",
    "plaintext",
}
TEXT_ONLY = {
    tag: re.compile(rf"(?i)</{tag}(?=[\s/>])") for tag in ("script", "style", "title", "textarea")
}
LINE_END = re.compile("\n")
IN_NAME = r"""[^\s/>"'<=]"""
NAME = f"{IN_NAME}+"
VALUE = r"""=(?:"([^"]*)"|'([^']*)'|([^\s>"'<=`]++))"""
ATTRIBUTE = re.compile(f"({NAME})(?:{VALUE})?")
TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>[a-zA-Z]{IN_NAME}*)"
    rf"(?P<attributes>(?:[\s/]+{NAME}(?:{VALUE})?)*)[\s/]*>"
)
ASIDE = re.compile(r"<!--(?!-?>)(?:(?!--!?>).)*-->|(?i:<!doctype [^<>]*>)", re.DOTALL)
"""A comment as every browser ends it, or the document's type."""
PLAIN_TAGS = "b|caption|code|dd|del|div|dl|dt|g|i|ins|kbd|li|ol|p|path|section|small|span|strong"
PLAIN_TAGS += "|summary|svg|table|tbody|td|text|th|thead|tr|ul|wbr"
PLAIN = re.compile(
    rf"(?:[^<]++|</[a-z][a-z0-9]*+>"
    rf"|<(?:{PLAIN_TAGS})(?: (?:class|d|role|scope|x|y|aria-label|aria-hidden)=\"[^\":<>]*+\")*>)*"
)
"""Text, end tags, and elements with nothing that a page could be refused for: most of a page.

No group is possessive: Python 3.11.2, which is Debian 12's, goes on where a group failed half-way."""

CACHED = 1 << 14
"""How many start tags are kept as read: a page has some hundred, most of them on others as well."""


@dataclass(slots=True)
class PageFacts:
    """A page's ids with how often each is given, its references, its scripts, its frame.

    `references` has the first line of every target, with whether the page loads it; `scripts` are
    the executable inline scripts with their lines; `unsafe` is whatever else a strict policy forbids.
    """

    ids: Counter[str] = field(default_factory=Counter)
    references: dict[tuple[str, bool], int] = field(default_factory=dict)
    scripts: list[tuple[int, str]] = field(default_factory=list)
    unsafe: list[tuple[int, str]] = field(default_factory=list)
    headings: int = 0
    language: str | None = None
    titled: bool = False


def read_page(page: str) -> PageFacts:
    """The facts of a page of HTML; where it is not plainly well-formed, that is in `unsafe`."""
    reader = _Reader(page=page, facts=PageFacts())
    reader.read()
    return reader.facts


@dataclass(frozen=True, slots=True)
class _StartTag:
    """What a start tag says: its attributes, its references as in PageFacts, what is refused."""

    values: Mapping[str, str]
    references: tuple[tuple[str, bool], ...]
    refused: tuple[str, ...]


@dataclass(slots=True)
class _Reader:
    """Goes from tag to tag. What a browser might read in another way is refused, never guessed."""

    page: str
    facts: PageFacts
    _line_ends: list[int] = field(default_factory=list)

    def read(self) -> None:
        page, place = self.page, 0
        self._line_ends = [end.start() for end in LINE_END.finditer(page)]
        while (at := PLAIN.match(page, place).end()) < len(page):  # type: ignore[union-attr]  # matches anywhere
            if match := TAG.match(page, at):
                place = match.end() if match["close"] else self._element(match)
            elif match := ASIDE.match(page, at):
                place = match.end()
            else:
                place = -1
            if place < 0:
                self._refuse(at, f"markup like {page[at : at + 20]!r}")
                return

    def _element(self, match: re.Match[str]) -> int:
        """Takes in a start tag; returns where to read on, or -1 where its text does not end."""
        facts, tag, at = self.facts, match["name"].lower(), match.start()
        start = _start_tag(tag, match["attributes"])
        for what in start.refused:
            self._refuse(at, what)
        for reference in start.references:
            if reference not in facts.references:
                facts.references[reference] = self._line(at)
        if identity := start.values.get("id"):
            facts.ids[identity] += 1
        if tag == "html":
            facts.language = start.values.get("lang") or None
        elif tag == "h1":
            facts.headings += 1
        elif tag == "title":
            facts.titled = True
        return self._text_only(tag, start, match) if tag in TEXT_ONLY else match.end()

    def _text_only(self, tag: str, start: _StartTag, match: re.Match[str]) -> int:
        """Passes over an element that has text alone; takes in a script."""
        end = TEXT_ONLY[tag].search(self.page, match.end())
        body = self.page[match.end() : end.start()] if end else "<!--"
        if tag == "script":
            if "<!--" in body:
                return -1  # from there on a script has rules of its own
            kind = start.values.get("type", "").strip().lower()
            if "src" not in start.values and kind not in DATA_TYPES:
                self.facts.scripts.append((self._line(match.start()), body))
        return end.start() if end else -1

    def _refuse(self, at: int, what: str) -> None:
        self.facts.unsafe.append((self._line(at), what))

    def _line(self, at: int) -> int:
        return bisect_left(self._line_ends, at) + 1


@functools.lru_cache(maxsize=CACHED)
def _start_tag(tag: str, given: str) -> _StartTag:
    """A start tag by its name and the attributes as they are written."""
    values: dict[str, str] = {}
    for name, *quoted in ATTRIBUTE.findall(given):
        value = "".join(quoted)
        # As in a browser, the first of two attributes of a name counts.
        values.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return _StartTag(
        values=values,
        references=tuple(
            (value.strip(), name == "action" or _loads(tag, values))
            for name, value in values.items()
            if name in ADDRESSES and (name != "data" or tag == "object")
        ),
        refused=tuple(_refused(tag, values)),
    )


def _refused(tag: str, values: Mapping[str, str]) -> Iterator[str]:
    for name, value in values.items():
        if name == "style" or name.startswith("on"):
            yield f"{name}= attribute on <{tag}>"
        if ":" in value and (name not in TEXTS or "http-equiv" in values):
            address = IGNORED_IN_ADDRESSES.sub("", value).lower()
            if address.startswith(SCRIPT_ADDRESS):
                yield f"script in {name}= of <{tag}>"
    if tag in REFUSED:
        yield f"<{tag}> element"


def _loads(tag: str, values: Mapping[str, str]) -> bool:
    """Whether the browser fetches what the element refers to, without being asked."""
    if tag == "link":
        return not LOADING_RELS.isdisjoint(values.get("rel", "").lower().split())
    return tag in LOADING_TAGS
