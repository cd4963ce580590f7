"""The invented notice as documents that other programs are given to write: flat ODF and HTML.

Each is one way of setting a notice. Whatever program writes it, and in whatever format, the importer
must make the same text of it.

    typed      the numbers stand in the text
    automatic  the program numbers sections and tasks
    hanging    it does, and sets the text beside the number (Chromium: typed numbers)
    redhead    red head above the title, imprint behind the text
    running    a head and a page number on each page
    table      each task is a row: its number in one cell, its text in the next
    columns    the annex stands in two columns
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Literal, get_args

from site_tests.sources import LINES

Style = Literal["typed", "automatic", "hanging", "redhead", "running", "table", "columns"]
STYLES: tuple[Style, ...] = get_args(Style)
Kind = Literal["title", "right", "section", "task", "text"]
FONT = "Noto Serif CJK SC"
HEAD = "云屿国规划院公报"
RED = "云屿国规划院文件"
IMPRINT = ("抄送：云屿国各部门。", "云屿国规划院办公室　9002年1月28日印发")
LABEL = re.compile("(?P<section>[一二三四]、)|(?P<task>（[一二三四五六七八九十]{1,2}）)")
ANNEX = 6
"""The annex's title stands there among the lines."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the notice: what it is, its number, the rest of it."""

    kind: Kind
    label: str
    text: str


def pieces(style: Style) -> list[Piece]:
    """The notice's lines; below a red head the document number stands above the title."""
    lines = [(LINES[1], "right"), (LINES[0], "title")] if style == "redhead" else []
    lines = lines or [(LINES[0], "title"), (LINES[1], "right")]
    found = [Piece(kind, "", line) for line, kind in lines]  # type: ignore[arg-type]
    for place, line in enumerate(LINES[2:], 2):
        label = LABEL.match(line)
        kind: Kind = "title" if place == ANNEX else "right" if place in (4, 5) else "text"
        if label:
            kind = "section" if label["section"] else "task"
        found.append(Piece(kind, label[0] if label else "", line[label.end() :] if label else line))
    return found


def flat_odf(style: Style) -> bytes:
    """A flat ODF document, which LibreOffice opens."""
    body = list(_odf_body(style))
    if style == "redhead":
        body = [_odf("Red", RED), *body, *(_odf("Plain", text) for text in IMPRINT)]
    if style == "columns":
        inside = "".join(body[ANNEX + 1 :])
        body = [*body[: ANNEX + 1], '<text:section text:style-name="Two" text:name="s">', inside]
        body.append("</text:section>")
    return _ODF.format(
        font=FONT, head=_odf_running(style), lists=_ODF_LISTS, body="".join(body)
    ).encode()


def _odf(style: str, text: str) -> str:
    return f'<text:p text:style-name="{style}">{escape(text)}</text:p>'


def _odf_body(style: Style) -> Iterator[str]:
    seen: dict[str, str] = {}
    ids = count()
    for piece in pieces(style):
        name = {"title": "Big", "right": "Right"}.get(piece.kind, "Body")
        if style in ("automatic", "hanging") and piece.label:
            before = seen.get(piece.kind)
            seen[piece.kind] = f"n{next(ids)}"
            again = f' text:continue-list="{before}"' if before else ""
            kind = f"{piece.kind}-hanging" if style == "hanging" else piece.kind
            name = f'xml:id="{seen[piece.kind]}" text:style-name="{kind}"{again}'
            item = f"<text:list-item>{_odf('Plain', piece.text)}</text:list-item>"
            yield f"<text:list {name}>{item}</text:list>"
        elif style == "table" and piece.kind == "task":
            cells = "".join(
                f'<table:table-cell office:value-type="string">{_odf("Plain", text)}</table:table-cell>'
                for text in (piece.label, piece.text)
            )
            yield (
                f'<table:table table:name="t{piece.label}"><table:table-column table:style-name="Narrow"/>'
                f'<table:table-column table:style-name="Wide"/>'
                f"<table:table-row>{cells}</table:table-row></table:table>"
            )
        else:
            yield _odf(name, piece.label + piece.text)


def _odf_running(style: Style) -> str:
    if style != "running":
        return ""
    number = '— <text:page-number text:select-page="current">1</text:page-number> —'
    return (
        f"<style:header>{_odf('Plain', HEAD)}</style:header>"
        f'<style:footer><text:p text:style-name="Middle">{number}</text:p></style:footer>'
    )


def _odf_list(name: str, before: str, after: str, *, hanging: bool = False) -> str:
    place = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:margin-left="80pt"'
        ' fo:text-indent="-80pt" text:list-tab-stop-position="80pt"/></style:list-level-properties>'
    )
    level = (
        f'<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." '
        f'style:num-prefix="{before}" style:num-suffix="{after}">{place if hanging else ""}'
        "</text:list-level-style-number>"
    )
    return f'<text:list-style style:name="{name}">{level}</text:list-style>'


_ODF_LISTS = "".join(
    _odf_list(f"{name}-hanging" if hanging else name, *marks, hanging=hanging)
    for name, marks in (("section", ("", "、")), ("task", ("（", "）")))
    for hanging in (False, True)
)
_ODF = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph">
<style:paragraph-properties fo:line-height="28pt" style:punctuation-wrap="simple"/>
<style:text-properties style:font-name="F" style:font-name-asian="F" fo:font-size="16pt"
 style:font-size-asian="16pt" fo:language="en" style:language-asian="zh" style:country-asian="CN"/>
</style:default-style>
<style:style style:name="Plain" style:family="paragraph"/>
<style:style style:name="Body" style:family="paragraph">
<style:paragraph-properties fo:text-indent="32pt" fo:text-align="justify"/></style:style>
<style:style style:name="Right" style:family="paragraph">
<style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="Middle" style:family="paragraph">
<style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="Big" style:family="paragraph">
<style:paragraph-properties fo:text-align="center" fo:line-height="34pt"/>
<style:text-properties fo:font-size="22pt" style:font-size-asian="22pt"/></style:style>
<style:style style:name="Red" style:family="paragraph">
<style:paragraph-properties fo:text-align="center" fo:line-height="60pt"/>
<style:text-properties fo:color="#ff0000" fo:font-size="40pt" style:font-size-asian="40pt"/></style:style>
</office:styles><office:automatic-styles>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"
 fo:margin-top="37mm" fo:margin-bottom="35mm" fo:margin-left="28mm" fo:margin-right="26mm"/>
<style:header-style><style:header-footer-properties fo:min-height="10mm" fo:margin-bottom="5mm"/>
</style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="10mm" fo:margin-top="5mm"/>
</style:footer-style>
</style:page-layout>
<style:style style:name="Two" style:family="section"><style:section-properties>
<style:columns fo:column-count="2" fo:column-gap="8mm"/></style:section-properties></style:style>
<style:style style:name="Narrow" style:family="table-column">
<style:table-column-properties style:column-width="25mm"/></style:style>
<style:style style:name="Wide" style:family="table-column">
<style:table-column-properties style:column-width="131mm"/></style:style>
{lists}</office:automatic-styles>
<office:master-styles>
<style:master-page style:name="Standard" style:page-layout-name="P">{head}</style:master-page>
</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>"""


def page(style: Style) -> bytes:
    """An HTML page, which browsers print and pandoc reads."""
    body = "".join(_html_body(style))
    if style == "redhead":
        body = f"<p class='red'>{RED}</p>{body}" + "".join(f"<p>{t}</p>" for t in IMPRINT)
    if style == "columns":
        end = body.rindex("</h1>") + 5
        body = f"{body[:end]}<div class='two'>{body[end:]}</div>"
    running = (
        f"@page{{@top-left{{content:'{HEAD}'}}@bottom-center{{content:'— ' counter(page) ' —'}}}}"
    )
    return (
        f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>{LINES[0]}</title>"
        f"<style>{_CSS}{running if style == 'running' else ''}</style></head><body>{body}</body></html>"
    ).encode()


def _html_body(style: Style) -> Iterator[str]:
    """The lines as elements."""
    for piece in pieces(style):
        text = escape(piece.text)
        if style == "automatic" and piece.label:
            yield f"<p class='made {piece.kind}'>{text}</p>"
        elif style == "hanging" and piece.label:
            yield f"<p class='hanging'><span>{piece.label}</span>{text}</p>"
        elif style == "table" and piece.kind == "task":
            yield f"<table><tr><td class='n'>{piece.label}</td><td>{text}</td></tr></table>"
        elif piece.kind == "title":
            yield f"<h1>{text}</h1>"
        else:
            yield f"<p class='{piece.kind}'>{piece.label}{text}</p>"


_CSS = (
    "@page{size:A4;margin:37mm 26mm 35mm 28mm}"
    f"body{{font:16pt/28pt '{FONT}';margin:0}}"
    "h1{font-size:22pt;line-height:34pt;text-align:center;font-weight:400}"
    "p{margin:0;text-indent:2em;text-align:justify}.right{text-align:right}"
    ".red{color:red;font-size:40pt;line-height:60pt;text-align:center;text-indent:0}"
    ".made.section{counter-increment:s}.made.task{counter-increment:t}"
    ".made.section::before{content:counter(s,cjk-ideographic) '、'}"
    ".made.task::before{content:'（' counter(t,cjk-ideographic) '）'}"
    ".hanging{padding-left:5em;text-indent:-5em}.hanging span{display:inline-block;width:5em;text-indent:0}"
    ".two{columns:2;column-gap:8mm}table{border-collapse:collapse;width:100%}"
    "td{border:1px solid;vertical-align:top}.n{width:4em}"
)


def typst(style: Style) -> bytes:
    """A document of Typst; the numbers of an automatic one are its own."""
    body: list[str] = []
    for piece in pieces(style):
        text = re.sub(r"([\\#*_`$@<>\[\]-])", r"\\\1", piece.text)
        if style in ("automatic", "hanging") and piece.label:
            form, name = ("一、", "s") if piece.kind == "section" else ("（一）", "t")
            body.append(f'#{name}.step()\n#context {name}.display("{form}")#[{text}]')
        elif style == "table" and piece.kind == "task":
            body.append(f"#table(columns: (5em, 1fr), [{piece.label}], [{text}])")
        elif piece.kind == "title":
            body.append(f"#align(center, text(22pt)[{text}])")
        elif piece.kind == "right":
            body.append(f"#align(right)[{text}]")
        else:
            body.append(f"{piece.label}{text}")
    if style == "redhead":
        body = [f"#align(center, text(40pt, red)[{RED}])", *body, *IMPRINT]
    if style == "columns":
        body = [*body[: ANNEX + 1], "#columns(2)[", *body[ANNEX + 1 :], "]"]
    running = f'header: [{HEAD}], numbering: "— 1 —", ' if style == "running" else ""
    head = (
        f"#set page({running}margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))\n"
        f'#set text(16pt, font: "{FONT}", lang: "zh")\n#let s = counter("s")\n#let t = counter("t")\n'
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 12pt, spacing: 12pt)\n"
    )
    return (head + "\n\n".join(body)).encode()


SOURCES: dict[str, Callable[[Style], bytes]] = {
    ".fodt": flat_odf,
    ".html": page,
    ".typ": typst,
}
