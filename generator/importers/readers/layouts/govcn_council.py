"""Formal documents of the State Council on www.gov.cn: a plain table with 索引号, `UCAP-CONTENT`."""

from __future__ import annotations

from lxml.html import HtmlElement

from generator.importers.readers.layouts.page import Layout, first, labelled


def _body(page: HtmlElement) -> HtmlElement | None:
    body = first(page, "//*[@id='UCAP-CONTENT']")
    facts = labelled(page) if body is not None else {}
    return body if "索引号" in facts and "标题" in facts else None


LAYOUT = Layout(name="govcn-council", body=_body, facts=labelled)
