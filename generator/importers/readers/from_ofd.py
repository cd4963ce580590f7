"""An .ofd (GB/T 33190-2016, the national format of 公文) to its paragraphs.

    OFD.xml                       names the document: DocBody/DocRoot
    Doc_0/Document.xml            names the pages, their templates and size
    Doc_0/Pages/Page_0/Content.xml
        TextObject Boundary="x y width height" Size="5.6" CTM="a b c d e f"
            TextCode X="0" Y="5" DeltaX="5.6 g 3 5.6"     text, and how far apart its characters stand

Lengths are millimetres, downwards. Runs in the limited child process (see isolated).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.importers.readers.archives import Archive, opened, plain_name
from generator.importers.readers.page_lines import laid_out
from generator.importers.readers.page_values import Glyph, Pages, Sheet
from generator.importers.sources import Doubt, Dropped, Extract, SourceError

POINT = 72 / 25.4
MOST_PAGES = 400
MOST_CHARACTERS = 1_000_000
EXPORT = "open it in the reader (数科、福昕 or WPS) and export a PDF with text, or save the text"
LARGE = 0.1
"""A picture of so much of its page may hold text."""
DEEPEST = 5
"""So deep composite objects hold others; deeper ones would be made to fill the memory."""
PAGE = re.compile(r"(?:.*/)?pages?/page_(?P<number>\d+)/content\.xml\Z")
NUMBER = re.compile(r"-?(?:\d++\.?\d*+|\.\d+)(?:[eE]-?\d+)?\Z")
ALONE = 24.0
"""Lines without a place are set so many points below each other."""


def read_ofd(data: bytes) -> Extract:
    """The paragraphs of all pages; SourceError where it is damaged or has no text."""
    archive = opened(data, "an .ofd")
    read = _Read(archive=archive, units=_units(archive))
    for number, (page, templates) in enumerate(_pages(archive), 1):
        if number > MOST_PAGES:
            raise SourceError(f"more than {MOST_PAGES} pages", "is this the right file?")
        read.page(number, page, templates)
    _annotations(archive, read)
    laid = laid_out(read.sheets)
    if not "".join(laid.paragraphs).strip():
        raise SourceError("an .ofd without text: pictures, or outlines", EXPORT)
    return read.extract("ofd", laid)


@dataclass(slots=True, kw_only=True)
class _Read(Pages):
    """What was read so far."""

    archive: Archive
    units: dict[str, Element] = field(default_factory=dict)
    size: int = 0

    def page(self, number: int, page: Element, templates: list[Element]) -> None:
        width, height = _size(page)
        sheet = Sheet(number=number, width=width * POINT, height=height * POINT)
        self.sheets.append(sheet)
        pictures = 0.0
        drawings = 0
        for layer in (*templates, page):
            for node, matrix in self._objects(layer, SAME, 0):
                if _local(node) == "TextObject":
                    self._text(node, matrix, sheet)
                elif _local(node) == "ImageObject":
                    box = _numbers(node.get("Boundary"))
                    pictures += box[2] * box[3] * matrix[0] ** 2 if len(box) == 4 else 0
                else:
                    drawings += 1
        share = min(1.0, pictures / (width * height)) if width * height else 0.0
        if not any(glyph.text.strip() for glyph in sheet.glyphs) and (share > 0 or drawings > 20):
            kind = "a picture" if share else "drawings"
            self.faults.append(Doubt(f"page {number} has no text: it is {kind}", "", EXPORT))
        elif share >= LARGE:
            message = f"page {number}: a picture covers {share:.0%} of it"
            self.doubts.append(Doubt(message, "", "is there text in it?"))

    def _objects(
        self, root: Element, matrix: Matrix, depth: int
    ) -> Iterator[tuple[Element, Matrix]]:
        """The texts, pictures and paths below an element, those of composite objects with them."""
        for node in root.iter():
            name = _local(node)
            if name in ("TextObject", "ImageObject", "PathObject"):
                yield node, matrix
            elif name == "CompositeObject" and depth < DEEPEST:
                unit = self.units.get(node.get("ResourceID") or "")
                if unit is not None:
                    yield from self._objects(unit, _inner(node, matrix), depth + 1)

    def _text(self, node: Element, matrix: Matrix, sheet: Sheet) -> None:
        text = "".join(code.text or "" for code in _named(node, "TextCode"))
        self.raw.append(text)
        self.size += len(text)
        if self.size > MOST_CHARACTERS:
            raise SourceError("more than a million characters: no notice is as long", EXPORT)
        if why := _unseen(node):
            if text.strip():
                self.dropped.append(Dropped(why, text))
                message = f"page {sheet.number}: {why} was left out: {text.strip()[:20]!r}"
                self.doubts.append(Doubt(message, "", "is it a word of the text?"))
            return
        sheet.glyphs += _glyphs(node, matrix, sheet)


Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _inner(node: Element, outer: Matrix) -> Matrix:
    """The matrix of what an object holds: its own, moved to its place, then that around it."""
    own = _numbers(node.get("CTM"))
    box = _numbers(node.get("Boundary"))
    a, b, c, d, e, f = own if len(own) == 6 else SAME
    e, f = e + (box[0] if len(box) == 4 else 0), f + (box[1] if len(box) == 4 else 0)
    oa, ob, oc, od, oe, of = outer
    return (
        oa * a + oc * b,
        ob * a + od * b,
        oa * c + oc * d,
        ob * c + od * d,
        oa * e + oc * f + oe,
        ob * e + od * f + of,
    )


def _local(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _named(root: Element, name: str) -> Iterator[Element]:
    return (node for node in root.iter() if _local(node) == name)


def _first(root: Element, name: str) -> Element | None:
    return next(_named(root, name), None)


def _numbers(text: str | None) -> list[float]:
    words = (text or "").split()
    return [float(word) for word in words] if all(map(NUMBER.match, words)) else []


def _pages(archive: Archive) -> Iterator[tuple[Element, list[Element]]]:
    """Each page's content with its templates', in the document's order."""
    found = False
    for root in _documents(archive):
        document = archive.part(root)
        folder = posixpath.dirname(root)
        places = {
            node.get("ID") or "": _place(archive, folder, node.get("BaseLoc"))
            for node in _named(document, "TemplatePage")
        }
        pages = _first(document, "Pages")
        for node in _named(pages, "Page") if pages is not None else ():
            name = _place(archive, folder, node.get("BaseLoc"))
            if name is None:
                raise SourceError("a page of the .ofd is missing", EXPORT)
            found = True
            page = archive.part(name)
            used = [places.get(t.get("TemplateID") or "") for t in _named(page, "Template")]
            default = _first(document, "PageArea")
            if _first(page, "PhysicalBox") is None and default is not None:
                page.insert(0, default)
            yield page, [archive.part(template) for template in used if template]
    if not found:
        numbers = {n: int(m["number"]) for n in archive.names if (m := PAGE.match(n))}
        for name in sorted(numbers, key=lambda n: (posixpath.dirname(n).split("/")[0], numbers[n])):
            yield archive.part(name), []


def _units(archive: Archive) -> dict[str, Element]:
    """The composite objects that the document's resources hold, by their ids."""
    found = {}
    for root in _documents(archive):
        document = archive.part(root)
        for kind in ("PublicRes", "DocumentRes"):
            for node in _named(document, kind):
                name = _place(archive, posixpath.dirname(root), node.text)
                for unit in _named(archive.part(name), "CompositeGraphicUnit") if name else ():
                    found[unit.get("ID") or ""] = unit
    return found


def _documents(archive: Archive) -> Iterator[str]:
    if "ofd.xml" not in archive.names:
        raise SourceError("a zip archive without OFD.xml", "is this an .ofd?")
    for node in _named(archive.part("ofd.xml"), "DocRoot"):
        if (name := _place(archive, "", node.text)) is not None:
            yield name


def _place(archive: Archive, folder: str, said: str | None) -> str | None:
    """A part's name as another part says it: from the root, or from its own folder."""
    said = (said or "").strip().replace("\\", "/")
    for name in (posixpath.join(folder, said.lstrip("/")), said):
        plain = plain_name(posixpath.normpath(name)) if said else ""
        if plain in archive.names:
            return plain
    return None


def _size(page: Element) -> tuple[float, float]:
    for name in ("PhysicalBox", "ApplicationBox"):
        node = _first(page, name)
        box = _numbers(node.text) if node is not None else []
        if len(box) == 4 and box[2] > 0 and box[3] > 0:
            return box[2], box[3]
    return 210.0, 297.0


def _unseen(node: Element) -> str | None:
    """Why an object's text is not seen."""
    if (node.get("Visible") or "").lower() == "false":
        return "hidden text"
    if node.get("Alpha") == "0" or (node.get("Fill") == "false" and node.get("Stroke") != "true"):
        return "text that is not painted"
    color = next((child for child in node if _local(child) == "FillColor"), None)
    if color is not None and _numbers(color.get("Value")) == [255.0, 255.0, 255.0]:
        return "white text"
    return None


def _glyphs(node: Element, outer: Matrix, sheet: Sheet) -> Iterator[Glyph]:
    """The characters of a text object, upwards from the page's foot, in points."""
    a, b, c, d, e, f = _inner(node, outer)
    if node.get("Boundary") is None:
        f += (len(sheet.glyphs) + 1) * ALONE / POINT
    size = (_numbers(node.get("Size")) or [4.0])[0]
    scale = max(abs(a), abs(b), 1e-6)
    for code in _named(node, "TextCode"):
        text = (code.text or "").strip("\r\n")
        x = (_numbers(code.get("X")) or [0.0])[0]
        y = (_numbers(code.get("Y")) or [size])[0]
        across, down = _steps(code.get("DeltaX")), _steps(code.get("DeltaY"))
        for place, character in enumerate(text):
            wide = size if ord(character) > 0xFF else size / 2
            step = across[place] if place < len(across) else wide
            width = step if 0 < step < 1.3 * size else wide
            x0 = a * x + c * y + e
            yield Glyph(
                text=character,
                x0=x0 * POINT,
                x1=(x0 + width * scale) * POINT,
                y=sheet.height - (b * x + d * y + f) * POINT,
                size=size * scale * POINT,
            )
            x += step if across or not down else 0.0
            y += down[place] if place < len(down) else 0.0


def _steps(text: str | None) -> list[float]:
    """Distances between characters: `5 g 3 6.5` is 5 6.5 6.5 6.5."""
    steps: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            count, value = next(words, ""), next(words, "")
            if count.isdecimal() and NUMBER.match(value):
                steps += [float(value)] * min(int(count), 10_000)
        elif NUMBER.match(word):
            steps.append(float(word))
    return steps


def _annotations(archive: Archive, read: _Read) -> None:
    """Names the words that were put on pages afterwards."""
    for name in sorted(archive.names):
        if "annot" not in name.rpartition("/")[2] or not name.endswith(".xml"):
            continue
        for note in _named(archive.part(name), "Annot"):
            text = "".join(code.text or "" for code in _named(note, "TextCode"))
            if text.strip() and (note.get("Visible") or "").lower() != "false":
                kind = f"an annotation ({note.get('Type') or 'of no kind'})"
                read.raw.append(text)
                read.dropped.append(Dropped(kind, text))
                message = f"{kind} lies on a page: {text[:20]!r}"
                read.doubts.append(Doubt(message, "", "is it a part of the text?"))
