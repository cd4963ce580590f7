"""A .docx to lines, one a paragraph. Archives that swell or reach outside are refused.

Runs in the limited child process (see isolated).
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from generator.importers.sources import SOFT_BREAK, Doubt, Dropped, Extract, SourceError

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PART = "word/document.xml"
MOST_BYTES = 30_000_000
MOST_ALL = 200_000_000
MOST_ENTRIES = 2_000
MOST_RATIO = 200
ANEW = "open it in Word and save it anew"
TEXT = (f"{WORD}t", f"{WORD}delText")
GONE = {
    f"{WORD}del": "deleted in tracked changes",
    f"{WORD}moveFrom": "moved away in tracked changes",
    FALLBACK: "a second copy for old programs",
}


def read_docx(data: bytes) -> Extract:
    """The paragraphs of the document's main part; deleted, moved and hidden text is left out."""
    xml = _unpacked(data)
    try:
        root = ElementTree.fromstring(xml, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError) as error:
        message = "the document's XML is not well-formed or declares entities"
        raise SourceError(message, ANEW) from error
    walk = _Walk()
    for node in root:
        walk.element(node, None)
    return Extract(
        layout="docx",
        lines=tuple(walk.finished()),
        raw="".join(n.text or "" for n in root.iter() if n.tag in TEXT) + walk.added,
        dropped=tuple(walk.dropped),
        doubts=tuple(walk.doubts),
    )


def _unpacked(data: bytes) -> bytes:
    """The main part's XML; SourceError where anything in the archive is not as it should be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive.infolist())
            info = archive.getinfo(PART)
            if info.flag_bits & 1:
                raise SourceError("the document is encrypted", "save it without a password")
            with archive.open(info) as part:
                xml = part.read(MOST_BYTES + 1)
    except KeyError as error:
        raise SourceError("a zip archive without word/document.xml", "is this a .docx?") from error
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise SourceError("not a .docx, or a damaged one", ANEW) from error
    if len(xml) > MOST_BYTES:
        raise SourceError("the document swells when unpacked", ANEW)
    return xml


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise SourceError(f"an archive with more than {MOST_ENTRIES} files", ANEW)
    for info in entries:
        name = info.orig_filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise SourceError(f"the archive reaches outside itself: {name[:60]!r}", ANEW)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise SourceError(f"the archive holds a link: {name[:60]!r}", ANEW)
        swells = (
            info.file_size > MOST_RATIO * max(1, info.compress_size) and info.file_size > 100_000
        )
        if swells or (name == PART and info.file_size > MOST_BYTES):
            raise SourceError("the document swells when unpacked", ANEW)
    if sum(info.file_size for info in entries) > MOST_ALL:
        raise SourceError("the document swells when unpacked", ANEW)


@dataclass(slots=True)
class _Walk:
    """Goes through the document once; a text box's paragraphs come after the one that holds it."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    added: str = ""
    later: list[Element] = field(default_factory=list)

    def finished(self) -> Iterator[str]:
        self._end()
        yield from self.lines

    def _end(self) -> None:
        if self.pieces:
            self.lines.append("".join(self.pieces))
            self.pieces = []

    def element(self, start: Element, why: str | None) -> None:
        """Takes in an element and all below it; `why` says that it is left out."""
        stack: list[tuple[Element, str | None, bool]] = [(start, why, False)]
        while stack:
            node, reason, done = stack.pop()
            if done:
                self._close(node, reason)
                continue
            reason = reason or GONE.get(node.tag) or _hidden(node)
            if node.tag == f"{WORD}txbxContent" and reason is None:
                self.later.append(node)
                continue
            if node.tag == f"{WORD}p" and reason is None:
                self._end()
            self._take(node, reason)
            stack.append((node, reason, True))
            stack.extend((child, reason, False) for child in reversed(node))

    def _close(self, node: Element, reason: str | None) -> None:
        if node.tag != f"{WORD}p" or reason is not None:
            return
        if node.find(f"{WORD}pPr/{WORD}numPr") is not None and "".join(self.pieces).strip():
            text = "".join(self.pieces)[:40]
            hint = "the number is not in the text: convert the numbering to text in Word"
            self.doubts.append(Doubt("a paragraph that Word numbers", text, hint))
        self._end()
        boxes, self.later = self.later, []
        for box in boxes:
            for child in box:
                self.element(child, None)

    def _take(self, node: Element, reason: str | None) -> None:
        if node.tag in TEXT:
            text = node.text or ""
            if reason is None and node.tag == f"{WORD}t":
                self.pieces.append(text)
            elif text.strip():
                self.dropped.append(Dropped(reason or "deleted in tracked changes", text))
        elif reason is not None:
            return
        elif node.tag in (f"{WORD}br", f"{WORD}cr"):
            self.pieces.append(SOFT_BREAK)
        elif node.tag == f"{WORD}tab":
            self.pieces.append(" ")
        elif node.tag == f"{WORD}noBreakHyphen":
            self.pieces.append("-")
            self.added += "-"
        elif node.tag in (f"{WORD}sym", f"{WORD}footnoteReference", f"{WORD}endnoteReference"):
            at = "".join(self.pieces)[-20:]
            name = node.tag.removeprefix(WORD)
            self.doubts.append(Doubt(f"a {name} that cannot be read", at, "look at the document"))


def _hidden(node: Element) -> str | None:
    """Why a run is left out: its text is hidden."""
    vanish = node.find(f"{WORD}rPr/{WORD}vanish") if node.tag == f"{WORD}r" else None
    shown = vanish is None or vanish.get(f"{WORD}val") in ("0", "false", "off")
    return None if shown else "hidden text"
