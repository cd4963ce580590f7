"""The policy library of www.gov.cn: /zhengce/zhengceku/…; a table of facts twice, `pages_content`."""

from __future__ import annotations

from lxml.html import HtmlElement

from generator.importers.readers.layouts.page import Layout, first, has_class, labelled

TABLES = ("policyLibraryOverview_header", "policyLibraryOverview_content")


def _body(page: HtmlElement) -> HtmlElement | None:
    if first(page, *(f"//*[{has_class(name)}]" for name in TABLES)) is None:
        return None
    return first(page, "//*[@id='UCAP-CONTENT']", f"//*[{has_class('pages_content')}]")


LAYOUT = Layout(name="govcn-policy", body=_body, facts=labelled)
