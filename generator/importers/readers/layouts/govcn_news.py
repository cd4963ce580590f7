"""News-like pages of www.gov.cn: the title in h1#ti or the <title>, no table of facts."""

from __future__ import annotations

from lxml.html import HtmlElement

from generator.importers.readers.layouts.page import Layout, first, has_class


def _body(page: HtmlElement) -> HtmlElement | None:
    return first(page, "//*[@id='UCAP-CONTENT']", f"//*[{has_class('pages_content')}]")


def _facts(page: HtmlElement) -> dict[str, str]:
    title = first(page, "//h1[@id='ti']", "//h1")
    return {"标题": " ".join(title.text_content().split())} if title is not None else {}


LAYOUT = Layout(name="govcn-news", body=_body, facts=_facts)
