"""A page whose text stands in an element that several systems of public sites name alike."""

from __future__ import annotations

from lxml.html import HtmlElement

from generator.importers.readers.layouts.page import Layout, first, has_class, labelled, title_of

IDS = ("zoom", "Zoom", "ContentRegion", "vsb_content")
CLASSES = ("TRS_Editor", "TRS_UEDITOR", "Custom_UnionStyle", "v_news_content")
"""As 大汉, TRS and 博达, which most public sites of the country run on, name the text's element."""


def _body(page: HtmlElement) -> HtmlElement | None:
    ids = (f"//*[@id='{name}']" for name in IDS)
    return first(page, *ids, *(f"//*[{has_class(name)}]" for name in CLASSES))


def _facts(page: HtmlElement) -> dict[str, str]:
    title = title_of(page)
    return ({"标题": title} if title else {}) | labelled(page)


LAYOUT = Layout(name="container", body=_body, facts=_facts)
