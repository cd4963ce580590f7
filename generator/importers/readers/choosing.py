"""Which reader takes which source, and the bounds of what is read at all."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.importers.readers.decoding import Decoded, decode
from generator.importers.readers.from_docx import read_docx
from generator.importers.readers.from_html import read_html
from generator.importers.readers.from_markdown import read_markdown
from generator.importers.readers.from_mhtml import is_message, read_mhtml
from generator.importers.readers.from_ofd import read_ofd
from generator.importers.readers.from_pdf import read_pdf
from generator.importers.readers.from_wikitext import is_wikitext, read_wikitext
from generator.importers.readers.tables import written_tables_of
from generator.importers.sources import Extract, RawSource, SourceError
from generator.text.characters import HAN

MOST_BYTES = 20_000_000
MOST_CHARACTERS = 1_000_000
MOST_LINES = 20_000
LINE_BREAK = re.compile("\r\n|[\r\n\f]")
HTML = re.compile(r"(?i)<html|<!doctype html|<body|<div")
IS_IT = "is this the right file?"
READ = "read are .html, .mhtml, .pdf with a text layer, .docx, .ofd, .txt, .md and .wikitext"
SCAN = (
    "have its text recognised (OCR) into a searchable PDF, import that, and compare every character"
)
WORD = "open it in WPS or Word and save it as .docx (另存为 .docx)"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?|webp|heic|svg|djvu|ceb|cebx|caj)\Z")
OFFICE = re.compile(r"\.(?:docx?|docm|dotx?|wps|wpt|odt|rtf|pages|sxw|uot|uof)\Z")
SHEETS = re.compile(r"\.(?:xlsx?|xlsm|et|ods|csv|pptx?|dps|odp)\Z")
PACKED = re.compile(r"\.(?:zip|rar|7z|gz|tgz|tar|bz2|xz)\Z")
OTHERS = re.compile(r"\.(?:epub|mobi|azw3?|chm|exe|lnk|url|webloc)\Z")
PACKERS = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
OLE = b"\xd0\xcf\x11\xe0"
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
    if data.startswith(OLE):
        _refuse_ole(data, suffix)
    if b"%PDF-" in data[:1024] or suffix == ".pdf":
        return read_pdf(data)
    if data[:4] == b"PK\x03\x04" or suffix in (".docx", ".ofd"):
        return _zipped(data, suffix)
    _refuse_others(data, suffix)
    if suffix in (".mhtml", ".mht") or is_message(data):
        return read_mhtml(data)
    decoded = decode(data, source.charset)
    _check_encoding(decoded.text)
    extract = _of_text(decoded.text, suffix)
    return replace(extract, steps=(*_replaced(decoded), *extract.steps))


def _zipped(data: bytes, suffix: str) -> Extract:
    if SHEETS.match(suffix) or PACKED.match(suffix) or OTHERS.match(suffix) or suffix == ".odt":
        _refuse_others(b"", suffix)
    if suffix == ".ofd" or b"OFD.xml" in data[-100_000:] or b"OFD.xml" in data[:2000]:
        return read_ofd(data)
    return read_docx(data)


def _of_text(text: str, suffix: str) -> Extract:
    if suffix in (".html", ".htm", ".shtml", ".xhtml") or HTML.search(text[:5000]):
        return read_html(text)
    if suffix in (".wikitext", ".wiki") or is_wikitext(text):
        return read_wikitext(text)
    if suffix == ".md":
        return read_markdown(text)
    made = written_tables_of(LINE_BREAK.split(text))
    return Extract(
        layout="text",
        lines=tuple(made.lines),
        raw=text + "".join(made.added),
        dropped=tuple(made.dropped),
        steps=made.steps,
        doubts=tuple(doubt for _, doubt in made.doubts),
    )


def _replaced(decoded: Decoded) -> tuple[str, ...]:
    """Names the bytes that were no characters, with their lines in the file."""
    if not decoded.stray:
        return ()
    lines = ", ".join(map(str, dict.fromkeys(decoded.stray)))
    return (
        f"put U+FFFD for {len(decoded.stray)} byte(s) that are no {decoded.encoding} (line {lines})",
    )


def _refuse_others(data: bytes, suffix: str) -> None:
    """SourceError for a kind of file that is not read: what it is, and what to do."""
    if data.startswith(PICTURES) or PICTURE.match(suffix):
        raise SourceError("a picture or a scan: such files are not read", SCAN)
    if data.lstrip()[:5] == b"{\\rtf":
        raise SourceError("an .rtf file", WORD)
    if b"<?mso-application" in data[:500] or b"<pkg:package" in data[:2000]:
        raise SourceError("a Word document as one XML file", WORD)
    if data.startswith(PACKERS) or PACKED.match(suffix):
        raise SourceError(f"an archive ({suffix or 'packed'})", "unpack it, and import one file")
    if suffix in (".eml", ".msg"):
        return
    if OFFICE.match(suffix) and data[:1] != b"<":
        raise SourceError(f"a file of the kind {suffix}: such files are not read", WORD)
    if SHEETS.match(suffix):
        hint = "copy the notice's text into a document, or import the issuer's own page"
        raise SourceError(f"a table or slides ({suffix}): such files are not read", hint)
    if OTHERS.match(suffix):
        raise SourceError(f"a file of the kind {suffix}: such files are not read", READ)


def _refuse_ole(data: bytes, suffix: str) -> None:
    """What an OLE file of the old kind is, by the names of its streams."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if suffix == ".msg" or has("__substg1.0") or has("__nameid_version"):
        hint = "save what is attached to it (.docx, .pdf), or its text as .txt, and import that"
        raise SourceError("a mail of Outlook (.msg)", hint)
    if has("EncryptedPackage"):
        raise SourceError("the document is encrypted", "save it without a password")
    if has("Workbook") or has("PowerPoint Document") or SHEETS.match(suffix):
        raise SourceError("a table or slides of the old kind", "save the text as .docx")
    if suffix in (".wps", ".wpt"):
        raise SourceError("a document of WPS (.wps)", WORD)
    raise SourceError("a .doc of the old kind", WORD)


def _check_encoding(text: str) -> None:
    """SourceError where the characters are no Chinese text: decoded as what they are not.

    Of Chinese text one character in seven or so is a common one; of Big5 read as GB18030, or of
    UTF-8 decoded twice, hardly any.
    """
    written = len(WRITTEN.findall(text))
    if written >= LEAST and 100 * len(COMMON.findall(text)) < written:
        hint = "open the file in the encoding that it has (Big5?) and save it as UTF-8"
        raise SourceError("the characters make no Chinese text: is the encoding another one?", hint)
