"""Checks of the built site: links and anchors lead somewhere, ids are unique, nothing foreign."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.errors import Problem

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reference:
    line: int
    target: str
    loads: bool


@dataclass(slots=True)
class _PageFacts:
    ids: list[str] = field(default_factory=list)
    references: list[_Reference] = field(default_factory=list)
    headings: int = 0
    language: str | None = None
    titled: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = _PageFacts()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        facts = self.facts
        if values.get("id"):
            facts.ids.append(values["id"] or "")
        facts.headings += tag == "h1"
        facts.titled = facts.titled or tag == "title"
        if tag == "html":
            facts.language = values.get("lang")
        rels = set((values.get("rel") or "").lower().split())
        for name in ("href", "src", "action", "poster", "data"):
            target = values.get(name)
            if target is not None and (name != "data" or tag == "object"):
                loads = (tag == "link" and bool(rels & LOADING_RELS)) or tag in LOADING_TAGS
                loads = loads or name == "action"
                facts.references.append(
                    _Reference(line=self.getpos()[0], target=target.strip(), loads=loads)
                )

    handle_startendtag = handle_starttag


def read_site(site: Path) -> dict[str, _PageFacts]:
    """The facts of every page by its file's path relative to the site."""
    facts = {}
    for path in sorted(site.rglob("*.html")):
        reader = _Reader()
        reader.feed(path.read_text("utf-8"))
        facts[path.relative_to(site).as_posix()] = reader.facts
    return facts


def page_index(site: Path) -> dict[str, frozenset[str]]:
    """Every page's address (`/`, `/2020/07/`) with the ids on it, and every data file's."""
    pages = {
        "/" + name.removesuffix("index.html"): frozenset(facts.ids)
        for name, facts in read_site(site).items()
    }
    data = (
        path for path in (site / "data").rglob("*") if path.is_file() and path.suffix != ".html"
    )
    return pages | {"/" + path.relative_to(site).as_posix(): frozenset() for path in data}


def check_site(site: Path, base_path: str = "/") -> Iterator[Problem]:
    """Every Problem of the built pages below `site`, served under `base_path`."""
    pages = read_site(site)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    ids = {name: frozenset(facts.ids) for name, facts in pages.items()}
    for name, facts in pages.items():
        yield from _page_problems(name, facts)
        for reference in facts.references:
            if message := _broken(reference, name, files, ids, base_path):
                yield Problem(path=name, line=reference.line, message=message)


def _page_problems(name: str, facts: _PageFacts) -> Iterator[Problem]:
    for doubled in sorted({i for i in facts.ids if facts.ids.count(i) > 1}):
        yield Problem(path=name, line=0, message=f"id {doubled!r} is given twice")
    if facts.headings != 1:
        yield Problem(path=name, line=0, message=f"{facts.headings} <h1>, not one")
    if not facts.language:
        yield Problem(path=name, line=0, message="no lang on <html>")
    if not facts.titled:
        yield Problem(path=name, line=0, message="no <title>")


def _broken(
    reference: _Reference,
    name: str,
    files: set[str],
    ids: dict[str, frozenset[str]],
    base_path: str,
) -> str | None:
    """What is wrong with a reference, or None."""
    try:
        parts = urlsplit(reference.target)
    except ValueError:
        return f"not an address: {reference.target!r}"
    if parts.scheme in ("http", "https") or parts.netloc:
        return f"loads from another host: {reference.target}" if reference.loads else None
    if parts.scheme:
        known = parts.scheme in ("mailto", "data") and (parts.scheme != "data" or reference.loads)
        return (
            None if known else f"address of a kind that is not allowed: {reference.target[:40]!r}"
        )
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if path.startswith("/"):
        if not path.startswith(base_path):
            return f"leads out of the site: {reference.target}"
        target = path.removeprefix(base_path)
    else:
        target = posixpath.join(posixpath.dirname(name), path) if path else name
    folder = target.endswith("/") or path in (".", "..") or path.endswith(("/.", "/.."))
    target = posixpath.normpath(target) if target else "."
    if target.startswith(".."):
        return f"leads out of the site: {reference.target}"
    if target == "." or folder or target not in files:
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in files:
        return f"leads nowhere: {reference.target}"
    if fragment and fragment not in ids.get(target, frozenset()):
        return f"no such anchor: {reference.target}"
    return None
