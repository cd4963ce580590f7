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
)


def _body(page: HtmlElement) -> HtmlElement | None:
    body = first(page, f"//*[{has_class('mw-parser-output')}]")
    if body is None:
        return None
    for name in OUTSIDE:
        for element in list(
            body.xpath(f".//*[{has_class(name)}] | .//table[@id='headerContainer']")
        ):
            if isinstance(element, HtmlElement):
                element.drop_tree()
    return body


def _facts(page: HtmlElement) -> dict[str, str]:
    title = first(page, "//*[@id='firstHeading']")
    return {"标题": title.text_content().strip()} if title is not None else {}


LAYOUT = Layout(name="wikisource", body=_body, facts=_facts)
