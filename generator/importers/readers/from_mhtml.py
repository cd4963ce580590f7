"""A web archive (.mhtml, .mht: one part of a MIME message for each file of a page) to lines.

From: <Saved by Blink>
Content-Type: multipart/related; type="text/html"; boundary="…"

--…
Content-Type: text/html                       the page: read as any other page is
--…
Content-Type: image/png                       its pictures and styles: the styles count
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from email.message import EmailMessage

from generator.importers.readers.decoding import decode
from generator.importers.readers.from_html import read_html
from generator.importers.sources import Doubt, Extract, SourceError

HEAD = re.compile(rb"\A(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){1,80}\r?\n")
MAIL = re.compile(rb"(?im)^(?:message-id|received|delivered-to|return-path|to):")
MESSAGE = re.compile(rb"(?im)^(?:mime-version|content-type|from|subject|date):")
MOST_STYLES = 500_000
ANEW = "open it in the browser and save it anew, as “HTML only”"
OF_MAIL = (
    "save what the mail has attached (.docx, .pdf) or the page that it names, and import that; "
    "its text alone can be saved as .txt"
)


def is_message(data: bytes) -> bool:
    """Whether the bytes are a MIME message: a web archive or a mail."""
    head = HEAD.match(data.lstrip()[:20_000])
    return bool(head and len(MESSAGE.findall(head[0])) >= 2) or (
        data.lstrip()[:13].lower() == b"mime-version:"
    )


def read_mhtml(data: bytes) -> Extract:
    """The lines of the archive's page; SourceError for a mail, or where no page is in it."""
    head = HEAD.match(data.lstrip()[:20_000])
    if head and MAIL.search(head[0]):
        raise SourceError("a mail (.eml)", OF_MAIL)
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    parts = [part for part in message.walk() if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() in PAGES]
    if not pages:
        raise SourceError("a web archive without a page in it", ANEW)
    start = str(message.get_param("start") or "")
    page = next((part for part in pages if start and part.get("content-id") == start), pages[0])
    decoded = decode(_bytes(page), page.get_content_charset())
    extract = read_html(_with_styles(decoded.text, parts))
    others = [part for part in pages if part is not page and _bytes(part).strip()]
    hint = "is a part of the text in it? save the frame's own page"
    doubts = tuple(
        Doubt(f"a frame of the page: {str(part.get('content-location') or '')[:60]}", "", hint)
        for part in others
        if len(re.sub(rb"<[^>]*>|\s", b"", _bytes(part))) > 200
    )
    return replace(extract, doubts=(*extract.doubts, *doubts))


PAGES = ("text/html", "application/xhtml+xml")


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _with_styles(text: str, parts: list[EmailMessage]) -> str:
    """The page with the archive's own style sheets in it: what they hide is not seen."""
    sheets = [
        _bytes(part).decode("utf-8", "replace")
        for part in parts
        if part.get_content_type() == "text/css"
    ]
    whole = re.sub(r"(?i)</style", "", "\n".join(sheets))
    if not whole.strip() or len(whole) > MOST_STYLES:
        return text
    style = f"<style>{whole}</style>"
    return re.sub(r"(?i)(?=</head>)", lambda _: style, text, count=1)
