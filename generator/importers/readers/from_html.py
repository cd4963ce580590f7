"""A saved or fetched page to lines of text: by the layout of its site, else by its main text."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree, html
from lxml.html import HtmlElement

from generator.importers.readers.html_body import Body, read_body
from generator.importers.readers.layouts import LAYOUTS
from generator.importers.readers.layouts.page import first, number_beside, title_of
from generator.importers.sources import Doubt, Dropped, Extract, SourceError
from generator.importers.unwrapping import STARTS_PARAGRAPH
from generator.notice.agency_clauses import begins_clause_line
from generator.notice.headings import POINT_LABEL, TASK_LABEL
from generator.notice.lines import ends_with_clause

CHALLENGE = re.compile(
    r"(?i)captcha|challenge|访问过于频繁|请开启JavaScript|安全验证|_\$[a-z]{2}\("
)
DECLARES = re.compile(r"(?i)<!DOCTYPE[^>\[]{0,1000}\[|<!ENTITY")
DAY = re.compile(r"(?P<y>\d{4})[年/.-](?P<m>\d{1,2})[月/.-](?P<d>\d{1,2})")
MOST_CHARACTERS = 8_000_000
POINT = re.compile(POINT_LABEL)
NUMBER = re.compile(TASK_LABEL)
LEAST = 200
"""So many characters a page's main text has; what is shorter was not found."""
LEAST_NUMBERED = LEAST_SAID = 2
WECHAT = re.compile(
    r"""id=["']js_content["']|class=["'][^"']*\brich_media_content\b"""
    r"""|saved from url=\(\d+\)https?://mp\.weixin\.qq\.com"""
)
OFFICIAL = (
    "official copies alone come in: import the page of the issuer's own site that it reprints"
)
SAVE = "open the page in a browser, save it, and import the file"
BUTTONS = re.compile(
    r"(?:【?(?:打印|关闭|收藏|返回顶部|打印本页|关闭窗口|我要纠错)】?[\s|]*)+\Z|扫一扫.{0,20}\Z|分享到[：:]?.{0,20}\Z"
    r"|【?字体[：:]?.{0,12}\Z|责任编辑[：:].{0,12}\Z|当前位置[：:].{0,60}\Z"
)


def read_html(text: str) -> Extract:
    """The lines of the page's document; SourceError where there is none."""
    if WECHAT.search(text):
        raise SourceError("a page of a public account (公众号)", OFFICIAL)
    if DECLARES.search(text[:100_000]):
        raise SourceError("the page declares entities", "save the page anew in a browser")
    if len(text) > MOST_CHARACTERS:
        raise SourceError(f"a page of {len(text)} characters", "save the page as “HTML only”")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, recover=True, remove_comments=True)
    try:
        page = html.document_fromstring(text.encode(), parser=parser)
    except (ValueError, etree.LxmlError) as error:
        raise SourceError("no page can be read from this", "save the page anew") from error
    for layout in LAYOUTS:
        body = layout.body(page)
        if body is not None:
            facts = layout.facts(page)
            read = read_body(body, page, layout.outside)
            return _extract(
                layout.name,
                read,
                title=facts.get("标题"),
                number=facts.get("发文字号") or facts.get("文号") or number_beside(page, body),
                signed=_day(facts.get("成文日期")),
                published=_day(facts.get("发布日期") or facts.get("发布时间")),
            )
    return _main_text(text, page)


def _extract(
    layout: str,
    read: Body,
    *,
    title: str | None,
    number: str | None = None,
    signed: str | None = None,
    published: str | None = None,
) -> Extract:
    """The extract of a body, without the page's buttons at its end."""
    buttons = [line for line in read.lines if BUTTONS.match(line.strip())]
    return Extract(
        layout=layout,
        lines=tuple(line for line in read.lines if not BUTTONS.match(line.strip())),
        raw=read.raw,
        dropped=(*read.dropped, *(Dropped("the page's buttons", line) for line in buttons)),
        steps=read.steps,
        doubts=tuple(doubt for _, doubt in read.doubts),
        title=title,
        number=number,
        signed=signed,
        published=published,
    )


def _day(text: str | None) -> str | None:
    match = DAY.search(text or "")
    return f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}" if match else None


def _main_text(text: str, page: HtmlElement) -> Extract:
    """The page's own lines from the first to the last that the extractor takes for its main text."""
    import trafilatura

    found = trafilatura.extract(
        text, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    whole = first(page, "//body")
    read = read_body(whole if whole is not None else page, page)
    if not found or len(found) < LEAST:
        return _whole_page(text, page, read)
    # The extractor sets "- " before a list's items.
    taken = {_squeezed(line.removeprefix("- ")) for line in re.split(r"[\n|]", found)} - {""}
    places = [i for i, line in enumerate(read.lines) if _squeezed(line) in taken]
    if not places:
        raise SourceError("the page's main text cannot be told from the rest", SAVE)
    begin, end = places[0], places[-1] + 1
    # What the text goes on with is never left out as its surroundings: tasks in a table at its end.
    end = max([end, *(i + 1 for i, line in enumerate(read.lines) if _goes_on(line))])
    missed = [line for line in read.lines[begin:end] if line.strip() and not _is_taken(line, taken)]
    missed = [line for line in missed if not BUTTONS.match(line.strip())]
    title = title_of(page)
    if title and _squeezed(title) in map(_squeezed, read.lines[:begin]):
        begin = [_squeezed(line) for line in read.lines].index(_squeezed(title))
    around = [line for line in (*read.lines[:begin], *read.lines[end:]) if line.strip()]
    body = Body(
        lines=read.lines[begin:end],
        raw=read.raw,
        dropped=[*read.dropped, *(Dropped("around the main text", line) for line in around)],
        doubts=[
            *(
                (0, Doubt("is this part of the document?", line, "the page's layout is not known"))
                for line in missed
            ),
            *((place, doubt) for place, doubt in read.doubts if begin <= place <= end),
        ],
        steps=read.steps,
    )
    return _extract("main-text", body, title=title)


def _whole_page(text: str, page: HtmlElement, read: Body) -> Extract:
    """All of a page whose main text nothing marks, where it is built as a notice is; else an error."""
    numbered = [line for line in read.lines if _is_numbered(line) or POINT.match(line.strip())]
    said = [line for line in read.lines if ends_with_clause(line.strip())]
    if len(numbered) < LEAST_NUMBERED and len(said) < LEAST_SAID:
        challenge = CHALLENGE.search(text)
        raise SourceError(
            "the site answered with a check for robots"
            if challenge
            else "no document on this page",
            SAVE,
        )
    title = title_of(page)
    at = next((line for line in read.lines if line.strip()), "")
    hint = "its beginning and its end may be the page's own: see --from, --to and --drop"
    told = Doubt("the whole page was taken: nothing marks its main text", at, hint)
    return _extract("main-text", replace(read, doubts=[(0, told), *read.doubts]), title=title)


def _is_taken(line: str, taken: set[str]) -> bool:
    """Whether a line is in the main text, be it without the number or the head that we set before it."""
    bare = _squeezed(line)
    number = NUMBER.match(bare)
    pieces = (bare, bare[number.end() :] if number else "", bare.partition("：")[2])
    return any(piece in taken for piece in pieces if piece)


def _goes_on(line: str) -> bool:
    """Whether a line is numbered as tasks are, or says who is responsible."""
    return _is_numbered(line) or begins_clause_line(line.strip())


def _is_numbered(line: str) -> bool:
    return STARTS_PARAGRAPH.match(line.strip()) is not None and "附件" not in line[:4]


def _squeezed(text: str) -> str:
    return "".join(text.split())
