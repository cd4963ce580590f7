"""A .docx to lines, one a paragraph. Archives that swell, and documents that declare entities, are

refused. Runs in the limited child process (see isolated).
"""

from __future__ import annotations

import io
import zipfile
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from generator.importers.sources import Extract, SourceError

NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PART = "word/document.xml"
MOST_BYTES = 30_000_000
MOST_RATIO = 200


def read_docx(data: bytes) -> Extract:
    """The paragraphs of the document's main part; deleted text of tracked changes is left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo(PART)
            if info.flag_bits & 1:
                raise SourceError("the document is encrypted", "save it without a password")
            if info.file_size > MOST_BYTES or info.file_size > MOST_RATIO * max(
                1, info.compress_size
            ):
                raise SourceError("the document swells when unpacked", "save it anew")
            with archive.open(info) as part:
                xml = part.read(MOST_BYTES + 1)
    except KeyError as error:
        raise SourceError("a zip archive without word/document.xml", "is this a .docx?") from error
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise SourceError("not a .docx, or a damaged one", "open it in Word and save it") from error
    try:
        root = ElementTree.fromstring(xml, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError) as error:
        raise SourceError("the document's XML is not well-formed or declares entities") from error
    return Extract(layout="docx", lines=tuple(_text(p) for p in root.iter(f"{NAMESPACE}p")))


def _text(paragraph: Element) -> str:
    pieces = []
    for node in paragraph.iter():
        if node.tag == f"{NAMESPACE}t":
            pieces.append(node.text or "")
        elif node.tag in (f"{NAMESPACE}tab", f"{NAMESPACE}br"):
            pieces.append(" ")
    return "".join(pieces)
