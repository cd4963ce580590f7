"""An invented notice in the shapes in which official sites and offices hand documents out."""

from __future__ import annotations

import html
import io
import zipfile
import zlib

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from site_tests.conftest import ROOT

TEXT = (ROOT / "site_tests/corpus/content/notices/9002/original.txt").read_text("utf-8")
LINES = TEXT.splitlines()
TITLE, NUMBER, *BODY = LINES


def paragraphs(lines: list[str], indent: str = "\u3000\u3000") -> str:
    return "\n".join(f"<p>{indent}{html.escape(line)}</p>" for line in lines)


def facts_table() -> str:
    rows = (
        ("标\u3000\u3000题：", TITLE),
        ("发文字号：", NUMBER),
        ("来\u3000\u3000源：", "云屿国规划院网站"),
        ("成文日期：", "9002年01月28日"),
    )
    cells = "".join(f"<tr><td><b>{a}</b></td><td>{b}</td></tr>" for a, b in rows)
    return f"<table>{cells}</table>"


def page(head: str, body: str) -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>"
        f"<div class='nav'>首页 新闻 政策</div>{body}<div class='foot'>版权所有</div></body></html>"
    ).encode()


def govcn_policy() -> bytes:
    copy = "".join(f"<li>{a}</li>" for a in ("标题", "发文字号"))
    return page(
        f"<title>{TITLE}_国务院部门文件_云屿政府网</title>",
        f"<div class='policyLibraryOverview_content'>{facts_table()}<ul>{copy}</ul></div>"
        f"<div class='pages_content' id='UCAP-CONTENT'><div class='trs_editor_view'>"
        f"{paragraphs(BODY)}<p></p></div></div>",
    )


def govcn_council() -> bytes:
    table = facts_table().replace(
        "<tr>", "<tr><td><b>索 引 号：</b></td><td>000/9002</td></tr><tr>", 1
    )
    return page("<title>x</title>", f"{table}<div id='UCAP-CONTENT'>{paragraphs(BODY)}</div>")


def govcn_news() -> bytes:
    body = paragraphs([NUMBER, *BODY], "&nbsp;\xa0".replace("&nbsp;", "\xa0"))
    return page(
        "<title>x</title>",
        f"<h1 id='ti'>{TITLE}</h1><div class='pages-date'>来源：<span class='font'>规划院</span></div>"
        f"<div class='pages_content' id='UCAP-CONTENT'>{body}</div>",
    )


def ndrc() -> bytes:
    return page(
        f"<meta name='ArticleTitle' content='{TITLE}({NUMBER})'><meta name='SiteName' content='x'>",
        f"<div class='article_con'><div class='TRS_Editor'>{paragraphs(BODY)}</div></div>",
    )


def wikisource() -> bytes:
    return page(
        "<title>x</title>",
        f"<h1 id='firstHeading'>{TITLE}</h1><div class='mw-parser-output'>"
        f"<table id='headerContainer'><tr><td>作者：规划院</td></tr></table>"
        f"<p>{NUMBER}</p>{paragraphs(BODY, '')}"
        f"<span class='mw-editsection'>[编辑]</span><div class='licenseContainer'>公有领域</div></div>",
    )


def wikitext() -> bytes:
    linked = [line.replace("《9002年", "《[[9002年").replace("任务》", "任务]]》") for line in BODY]
    return (
        f"{{{{Header\n|title={TITLE}\n|year=9002\n|发文字号={NUMBER}\n|发布者=规划院\n}}}}\n<onlyinclude>\n"
        + "\n\n".join(f"{{{{gap}}}}{line}" for line in linked)
        + "\n</onlyinclude>\n{{PD-PRC-exempt}}\n"
    ).encode()


def docx(lines: list[str] | None = None) -> bytes:
    return docx_of([run_of(line[:9]) + run_of(line[9:]) for line in lines or LINES])


def run_of(text: str) -> str:
    """A run of a Word document."""
    return f"<w:r><w:t xml:space='preserve'>{html.escape(text)}</w:t></w:r>"


def docx_of(runs: list[str]) -> bytes:
    """A Word document with a paragraph for each piece of XML."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p>{run}</w:p>" for run in runs)
    xml = f"<?xml version='1.0'?><w:document xmlns:w='{name}'><w:body>{body}</w:body></w:document>"
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def wrapped(width: int = 28) -> list[str]:
    """Hard wraps as an extractor leaves them: an indent of two characters, lines of 28."""
    lines = []
    for text in LINES:
        rest = text
        while len(rest) > width:
            lines.append(rest[:width])
            rest = rest[width:]
        lines.append(rest)
    return lines


def wrapped_text() -> bytes:
    """Lines wrapped in mid-word, with page feet and blank lines at page breaks."""
    lines = wrapped()
    half = len(lines) // 2
    return "\n".join([*lines[:half], "— 1 —", "", *lines[half:], "— 2 —"]).encode()


def pdf() -> bytes:
    return pdf_of(wrapped(), "— {} —")


def pdf_of(lines: list[str], foot: str, encrypt: str | None = None) -> bytes:
    """A PDF of these lines, 30 a page, with a page foot."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    data = io.BytesIO()
    sheet = canvas.Canvas(data, pagesize=A4, invariant=1, encrypt=encrypt)
    for number, start in enumerate(range(0, len(lines), 30), 1):
        sheet.setFont("STSong-Light", 14)
        for place, line in enumerate(lines[start : start + 30]):
            sheet.drawString(60, 780 - 24 * place, line)
        sheet.drawString(280, 30, foot.format(number))
        sheet.showPage()
    sheet.save()
    return data.getvalue()


def bomb_pdf() -> bytes:
    """A PDF whose page is a few kilobytes, and 300 MB when unpacked."""
    stream = zlib.compress(b"BT ET " + b" " * 300_000_000, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 5\n0000000000 65535 f \n" + table + end


SHAPES = {
    "notice.txt": lambda: TEXT.encode(),
    "bom.txt": lambda: b"\xef\xbb\xbf" + TEXT.encode(),
    "gbk.txt": lambda: TEXT.encode("gb18030"),
    "wrapped.txt": wrapped_text,
    "notice.md": lambda: (ROOT / "site_tests/corpus/content/notices/9002/notice.md").read_bytes(),
    "policy.html": govcn_policy,
    "gbk.html": lambda: govcn_policy().decode().replace("'utf-8'", "'gbk'").encode("gb18030"),
    "council.htm": govcn_council,
    "news.html": govcn_news,
    "ndrc.html": ndrc,
    "wikisource.html": wikisource,
    "page.wikitext": wikitext,
    "notice.docx": docx,
    "notice.pdf": pdf,
}
