"""Which reader takes which source, and the bounds of what is read at all."""

from __future__ import annotations

import re

from generator.importers.readers.decoding import decode
from generator.importers.readers.from_docx import read_docx
from generator.importers.readers.from_html import read_html
from generator.importers.readers.from_markdown import read_markdown
from generator.importers.readers.from_pdf import read_pdf
from generator.importers.readers.from_wikitext import is_wikitext, read_wikitext
from generator.importers.sources import Extract, RawSource, SourceError
from generator.text.characters import HAN

MOST_BYTES = 20_000_000
MOST_CHARACTERS = 1_000_000
MOST_LINES = 20_000
LINE_BREAK = re.compile("\r\n|[\r\n\f]")
HTML = re.compile(r"(?i)<html|<!doctype html|<body|<div")
IS_IT = "is this the right file?"
READ = "read are .html, .pdf with a text layer, .docx, .txt, .md and .wikitext"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")
OTHERS = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|tiff?|webp|heic|svg|zip|rar|7z|xlsx?|pptx?|wps|ofd|epub|odt|pages)\Z"
)
COMMON = re.compile("[，。、；：的年和国一在中]")
WRITTEN = re.compile(f"[{HAN}\u0080-\u00ff\u3105-\u312f\u0400-\u04ff]")
LEAST = 100
"""So many characters a text has before its encoding is judged by them."""


def read_here(source: RawSource) -> Extract:
    """The lines of a source of any known kind; SourceError where it cannot be read."""
    if not source.data.strip():
        raise SourceError("the source is empty", IS_IT)
    if len(source.data) > MOST_BYTES:
        raise SourceError(f"larger than {MOST_BYTES // 1_000_000} MB", IS_IT)
    extract = _read(source)
    size = sum(map(len, extract.lines))
    if size > MOST_CHARACTERS or len(extract.lines) > MOST_LINES:
        raise SourceError(
            f"{len(extract.lines)} lines with {size} characters: no notice is as long",
            IS_IT,
        )
    return extract


def _read(source: RawSource) -> Extract:
    data, suffix = source.data, source.suffix
    if data.startswith(PICTURES):
        raise SourceError("a picture: such files are not read", READ)
    if OTHERS.match(suffix):
        raise SourceError(f"a file of the kind {suffix}: such files are not read", READ)
    if data.lstrip()[:5] == b"%PDF-" or suffix == ".pdf":
        return read_pdf(data)
    if data[:4] == b"PK\x03\x04" or suffix == ".docx":
        return read_docx(data)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise SourceError("a .doc of the old kind", "save it as .docx")
    if suffix in (".mhtml", ".mht") or data.lstrip()[:13].lower() == b"mime-version:":
        raise SourceError("a web archive (.mhtml)", "save the page as “HTML only” instead")
    if data.lstrip()[:5] == b"{\\rtf":
        raise SourceError("an .rtf file", "save it as .docx or as plain text")
    text = decode(data, source.charset)
    _check_encoding(text)
    if suffix in (".html", ".htm", ".shtml") or HTML.search(text[:5000]):
        return read_html(text)
    if suffix in (".wikitext", ".wiki") or is_wikitext(text):
        return read_wikitext(text)
    if suffix == ".md":
        return read_markdown(text)
    return Extract(layout="text", lines=tuple(LINE_BREAK.split(text)), raw=text)


def _check_encoding(text: str) -> None:
    """SourceError where the characters are no Chinese text: decoded as what they are not.

    Of Chinese text one character in seven or so is a common one; of Big5 read as GB18030, or of
    UTF-8 decoded twice, hardly any.
    """
    written = len(WRITTEN.findall(text))
    if written >= LEAST and 100 * len(COMMON.findall(text)) < written:
        hint = "open the file in the encoding that it has (Big5?) and save it as UTF-8"
        raise SourceError("the characters make no Chinese text: is the encoding another one?", hint)
