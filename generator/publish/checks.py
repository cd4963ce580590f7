"""Checks of the built site: links and anchors lead somewhere, ids are unique, nothing foreign."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.build import KINDS
from generator.edition import Kind
from generator.problems import Problem
from generator.publish.markup import PageFacts, read_page

CACHED = 1 << 14
"""How many references are kept as read: most stand on many pages."""


def read_site(site: Path, only: Collection[str] | None = None) -> dict[str, PageFacts]:
    """The facts of every page by its file's path relative to the site; of those `only`, where they are named.

    What stands in no folder (404.html) is always read.
    """
    return {
        name: read_page(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
        for name in [path.relative_to(site).as_posix()]
        if only is None or name in only or "/" not in name
    }


def page_index(
    site: Path, pages: Mapping[str, PageFacts] | None = None, kinds: Iterable[Kind] = KINDS
) -> dict[str, frozenset[str]]:
    """Every page's address (`/`, `/2020/07/`) with the ids on it, and every guarded file's.

    `pages` are the facts of the site's pages, where they have been read already.
    """
    index = {
        "/" + name.removesuffix("index.html"): frozenset(facts.ids)
        for name, facts in (read_site(site) if pages is None else pages).items()
    }
    guarded = [kind for kind in kinds if kind.guarded]
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    files = (path for path in paths if any(kind.matches(path) for kind in guarded))
    return index | {f"/{path}": frozenset() for path in files}


def check_site(
    site: Path, pages: Mapping[str, PageFacts], base_path: str = "/"
) -> Iterator[Problem]:
    """Every Problem of the built pages below `site`, served under `base_path`."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for name, facts in pages.items():
        yield from _page_problems(name, facts)
        for (target, loads), line in facts.references.items():
            if message := _broken(target, loads, name, files, pages, base_path):
                yield Problem(path=name, line=line, message=message)


def _page_problems(name: str, facts: PageFacts) -> Iterator[Problem]:
    for doubled in sorted(i for i, times in facts.ids.items() if times > 1):
        yield Problem(path=name, line=0, message=f"id {doubled!r} is given twice")
    if facts.headings != 1:
        yield Problem(path=name, line=0, message=f"{facts.headings} <h1>, not one")
    if not facts.language:
        yield Problem(path=name, line=0, message="no lang on <html>")
    if not facts.titled:
        yield Problem(path=name, line=0, message="no <title>")


_split = functools.lru_cache(maxsize=CACHED)(urlsplit)


def _broken(
    reference: str,
    loads: bool,
    name: str,
    files: set[str],
    pages: Mapping[str, PageFacts],
    base_path: str,
) -> str | None:
    """What is wrong with a reference, or None."""
    try:
        parts = _split(reference)
    except ValueError:
        return f"not an address: {reference!r}"
    if parts.scheme in ("http", "https") or parts.netloc:
        return f"loads from another host: {reference}" if loads else None
    if parts.scheme:
        known = parts.scheme in ("mailto", "data") and (parts.scheme != "data" or loads)
        return None if known else f"address of a kind that is not allowed: {reference[:40]!r}"
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if path.startswith("/"):
        if not path.startswith(base_path):
            return f"leads out of the site: {reference}"
        target = path.removeprefix(base_path)
    else:
        target = posixpath.join(posixpath.dirname(name), path) if path else name
    folder = target.endswith("/") or path in (".", "..") or path.endswith(("/.", "/.."))
    target = posixpath.normpath(target) if target else "."
    if target.startswith(".."):
        return f"leads out of the site: {reference}"
    if target == "." or folder or target not in files:
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in files:
        return f"leads nowhere: {reference}"
    if fragment and (target not in pages or fragment not in pages[target].ids):
        return f"no such anchor: {reference}"
    return None
