"""What stands on a built page: read once, for all checks and for its policy."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

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
IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20]")


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
    """The facts of a page of HTML."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.facts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = PageFacts()
        self._open: tuple[int, bool] | None = None
        self._body: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h1":
            self.facts.headings += 1
        elif tag == "title":
            self.facts.titled = True
        elif tag in ("style", "base", "object", "embed", "iframe"):
            self._refuse(f"<{tag}> element")
        if attrs:
            self._attributes(tag, attrs)
        if tag == "script":
            values = dict(attrs)
            kind = (values.get("type") or "").strip().lower()
            self._open = (self.getpos()[0], "src" not in values and kind not in DATA_TYPES)
            self._body = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag == "script":
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self._body.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._open:
            line, executable = self._open
            if executable:
                self.facts.scripts.append((line, "".join(self._body)))
            self._open = None

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self._refuse(f"{name}= attribute on <{tag}>")
            if not value:
                continue
            if ":" in value:
                address = IGNORED_IN_ADDRESSES.sub("", value).lower()
                if address.startswith(SCRIPT_ADDRESS):
                    self._refuse(f"script in {name}= of <{tag}>")
            if name == "id":
                self.facts.ids[value] += 1
            elif name == "lang" and tag == "html":
                self.facts.language = value
        self._references(tag, attrs)

    def _references(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ADDRESSES and value is not None and (name != "data" or tag == "object"):
                key = (value.strip(), name == "action" or _loads(tag, attrs))
                self.facts.references.setdefault(key, self.getpos()[0])

    def _refuse(self, what: str) -> None:
        self.facts.unsafe.append((self.getpos()[0], what))


def _loads(tag: str, attrs: list[tuple[str, str | None]]) -> bool:
    """Whether the browser fetches what the element refers to, without being asked."""
    rels = {r for name, value in attrs if name == "rel" for r in (value or "").lower().split()}
    return tag in LOADING_TAGS or (tag == "link" and not rels.isdisjoint(LOADING_RELS))
