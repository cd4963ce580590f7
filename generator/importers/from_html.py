"""A saved or fetched page to lines of text: by the layout of its site, else by its main text."""

from __future__ import annotations

import re

from lxml import etree, html

from generator.importers.layouts import LAYOUTS
from generator.importers.layouts.page import lines
from generator.importers.sources import Extract, SourceError

CHALLENGE = re.compile(
    r"(?i)captcha|challenge|访问过于频繁|请开启JavaScript|安全验证|_\$[a-z]{2}\("
)


def read_html(text: str) -> Extract:
    """The lines of the page's document; SourceError where there is none."""
    if re.search(r"(?i)<!DOCTYPE[^>]*\[|<!ENTITY", text[:100_000]):
        raise SourceError("the page declares entities", "save the page anew in a browser")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, recover=True, remove_comments=True)
    try:
        page = html.document_fromstring(text.encode(), parser=parser)
    except (ValueError, etree.LxmlError) as error:
        raise SourceError("no page can be read from this", "save the page anew") from error
    for layout in LAYOUTS:
        body = layout.body(page)
        if body is not None:
            facts = layout.facts(page)
            return Extract(
                layout=layout.name,
                lines=tuple(lines(body)),
                title=facts.get("标题"),
                number=facts.get("发文字号") or facts.get("文号"),
            )
    return _main_text(text)


def _main_text(text: str) -> Extract:
    import trafilatura

    found = trafilatura.extract(
        text, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    if not found or len(found) < 200:
        challenge = CHALLENGE.search(text)
        raise SourceError(
            "the site answered with a check for robots"
            if challenge
            else "no document on this page",
            "open the page in a browser, save it, and import the file",
        )
    return Extract(layout="main-text", lines=tuple(found.splitlines()))
