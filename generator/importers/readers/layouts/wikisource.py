"""A rendered page of Chinese Wikisource, or of another MediaWiki: `mw-parser-output`, else its content.

What the wiki sets around the text (links to edit, notes, boxes, navigation) is left out by name.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from generator.importers.readers.layouts.page import Layout, first, has_class

OUTSIDE = (
    "mw-editsection",
    "noprint",
    "ws-noexport",
    "licenseContainer",
    "catlinks",
    "toc",
    "header",
    "headerContainer",
    "reference",
    "references",
    "reflist",
    "mw-references-wrap",
    "mw-cite-backlink",
    "navbox",
    "navbox-styles",
    "infobox",
    "hatnote",
    "metadata",
    "ambox",
    "mbox-small",
    "sistersitebox",
    "shortdescription",
    "printfooter",
    "mw-jump-link",
    "mw-indicators",
    "contentSub",
    "siteSub",
    "jump-to-nav",
    "mw-hidden-catlinks",
)


def _body(page: HtmlElement) -> HtmlElement | None:
    wiki = first(page, "//*[@id='firstHeading']") is not None
    older = ("//*[@id='mw-content-text']", "//*[@id='bodyContent']") if wiki else ()
    return first(page, f"//*[{has_class('mw-parser-output')}]", *older)


def _facts(page: HtmlElement) -> dict[str, str]:
    title = first(page, "//*[@id='firstHeading']")
    return {"标题": title.text_content().strip()} if title is not None else {}


LAYOUT = Layout(name="wikisource", body=_body, facts=_facts, outside=OUTSIDE)
