"""Wikitext of Chinese Wikisource to lines: the text as its uploader typed it, without mark-up."""

from __future__ import annotations

import re

from generator.importers.sources import Extract, SourceError

HEADER = re.compile(r"\{\{\s*Header\s*(?P<body>\|.*?)\n?\}\}", re.DOTALL | re.IGNORECASE)
FIELD = re.compile(r"\|\s*(?P<key>[\w\u4e00-\u9fff]+)\s*=\s*(?P<value>[^\n|]*)")
ONLY = re.compile(r"<onlyinclude>(?P<body>.*?)</onlyinclude>", re.DOTALL | re.IGNORECASE)
WRAPPER = re.compile(r"\{\{\s*[^{}|]+\|(?P<text>[^{}]*)\}\}")
EMPTY = re.compile(r"\{\{[^{}|]*\}\}")
LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?(?P<text>[^\[\]|]*)\]\]")
TAG = re.compile(r"</?(?:onlyinclude|noinclude|center|div|span|p|big|small|b|i|br|font)\b[^<>]*>")
MOST_ROUNDS = 20


def is_wikitext(text: str) -> bool:
    """Whether a text is wikitext: a header template, or the tag that the bots write."""
    return bool(HEADER.search(text) or ONLY.search(text))


def read_wikitext(text: str) -> Extract:
    """The lines of a page's source; templates give their text, links their label."""
    header = HEADER.search(text)
    fields = (
        {m["key"].lower(): m["value"].strip() for m in FIELD.finditer(header["body"])}
        if header
        else {}
    )
    only = ONLY.search(text)
    body = only["body"] if only else text[header.end() :] if header else text
    for _ in range(MOST_ROUNDS):
        before = body
        body = LINK.sub(lambda m: m["text"], body)
        body = EMPTY.sub("", body)
        body = WRAPPER.sub(lambda m: m["text"].split("|")[-1], body)
        if body == before:
            break
    body = re.sub(r"<br\s*/?>", "\n", body, flags=re.IGNORECASE)
    body = TAG.sub("", body).replace("'''", "").replace("''", "")
    body = re.sub(r"^(=+)\s*(.*?)\s*\1\s*$", r"\2", body, flags=re.MULTILINE)
    if "{{" in body or "[[" in body:
        raise SourceError(
            "wikitext with templates that are not known here", "import the rendered page"
        )
    return Extract(
        layout="wikitext",
        lines=tuple(line.lstrip("*#:; ") for line in body.splitlines()),
        title=fields.get("title") or None,
        number=fields.get("发文字号") or None,
    )
