"""The archive around a Word document: its parts by their relations, strict names made plain.

    _rels/.rels                    names the main part, word/document.xml or any other
    word/_rels/document.xml.rels   names its styles, numbers, notes, heads and feet

Runs in the limited child process (see isolated).
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.importers.readers import archives
from generator.importers.readers.archives import Archive, plain_name
from generator.importers.sources import SourceError

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
USUAL = ("styles", "numbering", "footnotes", "endnotes", "comments")
TYPES = "[content_types].xml"
STRICT = "{http://purl.oclc.org/ooxml/"
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
    """A document's archive, its main part, and the parts that this one names."""

    archive: Archive
    main: str = ""
    related: dict[str, Related] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        return {*self.archive.names}

    def part(self, name: str) -> Element:
        """The XML of a part with plain names; KeyError where there is none."""
        root = self.archive.part(name)
        _make_plain(root)
        return root

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
    package = Package(archives.opened(data, "a .docx"))
    package.main = _main(package)
    folder, _, name = package.main.rpartition("/")
    usual = {kind: Related(kind, f"{folder}/{kind}.xml") for kind in USUAL}
    package.related = _relations(package, f"{folder}/_rels/{name}.rels", folder) or usual
    return package


def _main(package: Package) -> str:
    """The main part's name: by the package's relations, else by its type, else the usual one."""
    for related in _relations(package, "_rels/.rels", "").values():
        if related.kind == "officeDocument" and plain_name(related.name) in package.names:
            return plain_name(related.name)
    if TYPES in package.names:
        for node in package.part(TYPES):
            kind = node.get("ContentType") or ""
            name = plain_name(node.get("PartName") or "")
            if "wordprocessingml" in kind and ".main" in kind and name in package.names:
                return name
    if "word/document.xml" in package.names:
        return "word/document.xml"
    if any(name.startswith(("xl/", "ppt/")) for name in package.names):
        raise SourceError("a table or slides: such files are not read", "save the text as .docx")
    raise SourceError("a zip archive without word/document.xml", "is this a .docx?")


def _relations(package: Package, name: str, folder: str) -> dict[str, Related]:
    """By their ids the parts that a part names."""
    if plain_name(name) not in package.names:
        return {}
    try:
        root = package.part(plain_name(name))
    except SourceError:
        return {}
    found = {}
    for node in root.iter(RELATION):
        target = (node.get("Target") or "").replace("\\", "/")
        if node.get("TargetMode") != "External" and target:
            whole = target if target.startswith("/") else posixpath.join(folder, target)
            kind = (node.get("Type") or "").rpartition("/")[2]
            found[node.get("Id") or ""] = Related(kind, plain_name(posixpath.normpath(whole)))
    return found


def _make_plain(root: Element) -> None:
    """Gives the names of strict OOXML those that Word writes otherwise."""
    for node in root.iter():
        if node.tag.startswith(STRICT):
            node.tag = _renamed(node.tag)
        if any(name.startswith(STRICT) for name in node.attrib):
            node.attrib = {_renamed(name): value for name, value in node.attrib.items()}


def _renamed(name: str) -> str:
    if not name.startswith(STRICT):
        return name
    space, _, local = name[1:].partition("}")
    return f"{{{PLAIN.get(space, space)}}}{local}"
