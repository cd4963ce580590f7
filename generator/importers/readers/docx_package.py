"""The archive around a Word document: its parts by their relations, strict names made plain.

    _rels/.rels                    names the main part, word/document.xml or any other
    word/_rels/document.xml.rels   names its styles, numbers, notes, heads and feet

Archives that swell or reach outside are refused. Runs in the limited child process (see isolated).
"""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from generator.importers.sources import SourceError

MOST_BYTES = 30_000_000
MOST_ALL = 200_000_000
MOST_ENTRIES = 2_000
MOST_RATIO = 200
ANEW = "open it in Word and save it anew"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
USUAL = ("styles", "numbering", "footnotes", "endnotes", "comments")
TYPES = "[content_types].xml"
PLAIN = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    "http://purl.oclc.org/ooxml/officeDocument/math": (
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
    "http://purl.oclc.org/ooxml/officeDocument/relationships": (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    "http://purl.oclc.org/ooxml/drawingml/main": (
        "http://schemas.openxmlformats.org/drawingml/2006/main"
    ),
}
"""The namespaces of strict OOXML (ISO/IEC 29500-1), each with the one that Word writes otherwise."""


@dataclass(frozen=True, slots=True)
class Related:
    """A part that another one names: what it is (`styles`), and where it lies."""

    kind: str
    name: str


@dataclass(slots=True)
class Package:
    """An opened archive; names of parts know no case."""

    archive: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]
    main: str = ""
    related: dict[str, Related] = field(default_factory=dict)

    def part(self, name: str) -> Element:
        """The XML of a part; KeyError where there is none."""
        return _parsed(_unpacked(self.archive, self.names[name.lower()]))

    def of_kind(self, kind: str) -> list[Element]:
        """The parts of that kind which the main part names; those that cannot be read are left out."""
        found = {r.name: r for r in self.related.values() if r.kind == kind}
        parts = []
        for related in found.values():
            try:
                parts.append(self.part(related.name))
            except (KeyError, SourceError):
                continue
        return parts


def opened(data: bytes) -> Package:
    """The archive with its main part found; SourceError where anything is not as it should be."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        _check_entries(entries)
        package = Package(archive, {_plain(info.filename): info for info in entries})
        package.main = _main(package)
        folder, _, name = package.main.rpartition("/")
        usual = {kind: Related(kind, f"{folder}/{kind}.xml") for kind in USUAL}
        package.related = _relations(package, f"{folder}/_rels/{name}.rels", folder) or usual
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise SourceError("not a .docx, or a damaged one", ANEW) from error
    return package


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _main(package: Package) -> str:
    """The main part's name: by the package's relations, else by its type, else the usual one."""
    for related in _relations(package, "_rels/.rels", "").values():
        if related.kind == "officeDocument" and _plain(related.name) in package.names:
            return _plain(related.name)
    if TYPES in package.names:
        for node in package.part(TYPES):
            kind = node.get("ContentType") or ""
            name = _plain(node.get("PartName") or "")
            if "wordprocessingml" in kind and ".main" in kind and name in package.names:
                return name
    if "word/document.xml" in package.names:
        return "word/document.xml"
    if any(name.startswith(("xl/", "ppt/")) for name in package.names):
        raise SourceError("a table or slides: such files are not read", "save the text as .docx")
    raise SourceError("a zip archive without word/document.xml", "is this a .docx?")


def _relations(package: Package, name: str, folder: str) -> dict[str, Related]:
    """By their ids the parts that a part names."""
    if _plain(name) not in package.names:
        return {}
    try:
        root = package.part(_plain(name))
    except SourceError:
        return {}
    found = {}
    for node in root.iter(RELATION):
        target = (node.get("Target") or "").replace("\\", "/")
        if node.get("TargetMode") != "External" and target:
            whole = target if target.startswith("/") else posixpath.join(folder, target)
            kind = (node.get("Type") or "").rpartition("/")[2]
            found[node.get("Id") or ""] = Related(kind, _plain(posixpath.normpath(whole)))
    return found


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise SourceError("the document is encrypted", "save it without a password")
    try:
        with archive.open(info) as part:
            xml = part.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise SourceError("not a .docx, or a damaged one", ANEW) from error
    if len(xml) > MOST_BYTES:
        raise SourceError("the document swells when unpacked", ANEW)
    return xml


def _parsed(xml: bytes) -> Element:
    try:
        root: Element = ElementTree.fromstring(xml, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        message = "the document's XML is not well-formed or declares entities"
        raise SourceError(message, ANEW) from error
    if b"purl.oclc.org" in xml or not xml.startswith((b"<", b"\xef")):
        for node in root.iter():
            node.tag = _renamed(node.tag)
            if any(name.startswith("{http://purl") for name in node.attrib):
                node.attrib = {_renamed(name): value for name, value in node.attrib.items()}
    return root


def _renamed(name: str) -> str:
    if not name.startswith("{http://purl.oclc.org/ooxml/"):
        return name
    space, _, local = name[1:].partition("}")
    return f"{{{PLAIN.get(space, space)}}}{local}"


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
