"""www.ndrc.gov.cn: <meta name="ArticleTitle"> ends with the number in brackets, `TRS_Editor`."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from generator.importers.readers.layouts.page import Layout, first, has_class, metas

TITLE = re.compile(r"(?P<title>.+?)[（(](?P<number>[^（）()]*[〔\[﹝]\d{4}[〕\]﹞]\d+号)[）)]\Z")


def _body(page: HtmlElement) -> HtmlElement | None:
    if "articletitle" not in metas(page):
        return None
    paths = ("TRS_Editor", "article_con", "zwgkdetail")
    return first(page, *(f"//*[{has_class(name)}]" for name in paths))


def _facts(page: HtmlElement) -> dict[str, str]:
    title = metas(page).get("articletitle", "")
    match = TITLE.match(title)
    facts = {"发布日期": metas(page).get("pubdate", "")}
    if match:
        return facts | {"标题": match["title"], "发文字号": match["number"]}
    return facts | {"标题": title}


LAYOUT = Layout(name="ndrc", body=_body, facts=_facts)
