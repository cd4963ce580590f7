"""A rendered page of Chinese Wikisource: `mw-parser-output`, the header template in a table."""

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
)


def _body(page: HtmlElement) -> HtmlElement | None:
    return first(page, f"//*[{has_class('mw-parser-output')}]")


def _facts(page: HtmlElement) -> dict[str, str]:
    title = first(page, "//*[@id='firstHeading']")
    return {"标题": title.text_content().strip()} if title is not None else {}


LAYOUT = Layout(name="wikisource", body=_body, facts=_facts, outside=OUTSIDE)
