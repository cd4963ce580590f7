"""Archives of XML parts, as .docx and .ofd are; those that swell or reach outside are refused.

Runs in the limited child process (see isolated).
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from generator.importers.sources import SourceError

MOST_BYTES = 30_000_000
MOST_ALL = 200_000_000
MOST_ENTRIES = 2_000
MOST_RATIO = 200
ANEW = "open it in the program that it comes from and save it anew"


@dataclass(slots=True)
class Archive:
    """An opened archive; names of parts know no case."""

    kind: str
    file: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]

    def part(self, name: str) -> Element:
        """The XML of a part; KeyError where there is none, SourceError where it cannot be read."""
        return parsed(self.unpacked(name))

    def unpacked(self, name: str) -> bytes:
        """The bytes of a part; KeyError where there is none."""
        info = self.names[plain_name(name)]
        if info.flag_bits & 1:
            raise SourceError("the document is encrypted", "save it without a password")
        try:
            with self.file.open(info) as part:
                data = part.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
            raise SourceError(f"not {self.kind}, or a damaged one", ANEW) from error
        if len(data) > MOST_BYTES:
            raise SourceError("the document swells when unpacked", ANEW)
        return data


def opened(data: bytes, kind: str) -> Archive:
    """The archive; SourceError where anything is not as it should be. `kind` is `a .docx`."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
        entries = file.infolist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise SourceError(f"not {kind}, or a damaged one", ANEW) from error
    _check_entries(entries)
    return Archive(kind, file, {plain_name(info.filename): info for info in entries})


def plain_name(name: str) -> str:
    """A part's name as it is looked up."""
    return name.replace("\\", "/").lstrip("/").lower()


def parsed(xml: bytes) -> Element:
    """The XML, without entities."""
    try:
        root: Element = ElementTree.fromstring(xml, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        message = "the document's XML is not well-formed or declares entities"
        raise SourceError(message, ANEW) from error
    return root


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise SourceError(f"an archive with more than {MOST_ENTRIES} files", ANEW)
    for info in entries:
        name = info.orig_filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise SourceError(f"the archive reaches outside itself: {name[:60]!r}", ANEW)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise SourceError(f"the archive holds a link: {name[:60]!r}", ANEW)
        if info.file_size > MOST_RATIO * max(1, info.compress_size) and info.file_size > 100_000:
            raise SourceError("the document swells when unpacked", ANEW)
    if sum(info.file_size for info in entries) > MOST_ALL:
        raise SourceError("the document swells when unpacked", ANEW)
