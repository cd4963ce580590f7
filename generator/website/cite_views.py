"""The citations of a notice, a task or a comparison as its page shows them, in every style.

What only the reader's browser knows (when the page was read, which sentence was chosen, where the site
stands if the build did not say) stands in pieces of its own, so that a script can fill them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.citing.citations import Citation
from generator.citing.metadata import json_ld, meta_tags
from generator.citing.styles import STYLES
from generator.edition import Edition

URL, ACCESSED, SENTENCE = "\ue000", "\ue001", "\ue002"
"""Stand for what is filled in: characters of private use, which no text of a notice has."""
KINDS = {URL: "url", ACCESSED: "accessed", SENTENCE: "sentence"}
CHOSEN = re.compile(rf"(?P<before>第|(?:, )?sentence ){SENTENCE}(?P<after>句?)|[{URL}{ACCESSED}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitePiece:
    """A piece of a citation: its text, and of what is filled in the `kind` of it.

    Of a sentence's piece, `text` is what stands there when one is chosen, with `N` for its number.
    """

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CiteForm:
    """A citation in one style."""

    id: str
    pieces: tuple[CitePiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CiteView:
    """All that a page says of how it is cited: the forms that a reader sees, and its head.

    `tags` are names and contents of meta elements; `data` is JSON-LD, escaped for a script element.
    """

    forms: tuple[CiteForm, ...]
    tags: tuple[tuple[str, str], ...]
    data: str


def cite_view(edition: Edition, key: str, whole: str, *, sentences: bool = False) -> CiteView:
    """The view of a notice, of a task (`key`) of the notice `whole`, or of a comparison."""
    citation, notice = edition.citations[key], edition.citations[whole]
    url = edition.url(citation.address)
    return CiteView(
        forms=_forms(citation, url, sentences=sentences),
        tags=tuple(meta_tags(citation)),
        data=json_ld(citation, notice, url, edition.url(notice.address)),
    )


def _forms(citation: Citation, url: str, *, sentences: bool) -> tuple[CiteForm, ...]:
    """The citation in every style; with `sentences` each has a place for the number of one."""
    marked = replace(citation, sentence=SENTENCE) if sentences else citation
    return tuple(
        CiteForm(id=style, pieces=tuple(_pieces(written(marked, URL, ACCESSED), url)))
        for style, written in STYLES.items()
    )


def _pieces(text: str, url: str) -> Iterator[CitePiece]:
    place = 0
    for match in CHOSEN.finditer(text):
        if match.start() > place:
            yield CitePiece(kind="text", text=text[place : match.start()])
        kind = KINDS.get(match[0], "sentence")
        if kind == "sentence":
            around = (match["before"] or "", match["after"] or "")
            yield CitePiece(kind=kind, text="N".join(around))
        else:
            yield CitePiece(kind=kind, text=url if kind == "url" else "")
        place = match.end()
    if place < len(text):
        yield CitePiece(kind="text", text=text[place:])
