"""A page of a PDF as PDFium gives it: characters with their places and looks, pictures, areas."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import hypot, pi

import pypdfium2
import pypdfium2.raw as pdfium

from generator.importers.readers.page_values import Box

MOST_OBJECTS = 20_000
PAINTLESS = (3, 7)
"""Ways of painting text (ISO 32000-1, table 106) that paint nothing."""
WHITE = 250
THIN = 3.0
"""A line in points: what is thinner, and longer than that, is one."""
RECTANGLE = (4, 5)
"""So many segments a path has that draws a rectangle."""
WILDEST = 4
"""A character's box is at most so many ems high; where it is not, its em is no em."""


@dataclass(slots=True)
class Character:
    """A character as PDFium gives it: the object that paints it, its place, its angle."""

    text: str
    owner: int
    box: Box
    y: float
    x: float
    size: float
    angle: float
    look: _Look

    def move(self, x: float, y: float) -> None:
        """Counts its place from the page's visible corner."""
        self.box = _moved(self.box, x, y)
        self.x, self.y = self.x + x, self.y + y


def _moved(box: Box, x: float, y: float) -> Box:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


@dataclass(frozen=True, slots=True)
class _Look:
    """How an object paints its characters."""

    painted: bool
    white: bool
    clear: bool


def page_characters(page: pypdfium2.PdfPage) -> Iterator[Character]:
    """The page's characters in its own order, without those that PDFium adds (spaces, line ends)."""
    text = page.get_textpage()
    raw = text.raw
    looks: dict[int, _Look] = {}
    # The characters of one object have one size and one angle.
    sizes: dict[int, float] = {}
    angles: dict[int, float] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    high = ""
    for place in range(pdfium.FPDFText_CountChars(raw)):
        if pdfium.FPDFText_IsGenerated(raw, place) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(raw, place)
        unknown = code < 32 and pdfium.FPDFText_HasUnicodeMapError(raw, place) == 1
        character = high + _shown(code, unknown)
        if 0xD800 <= code < 0xDC00:
            high = chr(code)
            continue
        if high:
            character = character.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            high = ""
        owner = pdfium.FPDFText_GetTextObject(raw, place)
        key = ctypes.cast(owner, ctypes.c_void_p).value or 0
        if key not in looks:
            looks[key] = _look(owner) if key else _Look(True, False, False)
            sizes[key] = _em(raw, place)
            angles[key] = pdfium.FPDFText_GetCharAngle(raw, place)
        pdfium.FPDFText_GetLooseCharBox(raw, place, box)
        pdfium.FPDFText_GetCharOrigin(raw, place, x, y)
        yield Character(
            text=character,
            owner=key,
            box=(box.left, box.bottom, box.right, box.top),
            x=x.value,
            y=y.value,
            size=_size(sizes[key], abs(box.top - box.bottom), abs(box.right - box.left)) or 1.0,
            angle=angles[key],
            look=looks[key],
        )
    text.close()


def spread(characters: list[Character]) -> None:
    """Sets the characters that one glyph shows (a ligature: ff, a long dash) side by side in its box.

    PDFium gives each of them the whole box, as if one stood on the other.
    """
    start = 0
    for place in range(1, len(characters) + 1):
        first = characters[start]
        if place < len(characters):
            own = characters[place]
            if (own.owner, own.box, own.x, own.y) == (first.owner, first.box, first.x, first.y):
                continue
        count = place - start
        x0, y0, x1, y1 = first.box
        sideways = round(first.angle / (pi / 2)) % 2 == 1
        for number in range(count if count > 1 else 0):
            a, b = number / count, (number + 1) / count
            x, y = x1 - x0, y1 - y0
            box = (x0 + a * x, y0, x0 + b * x, y1)
            characters[start + number].box = (x0, y0 + a * y, x1, y0 + b * y) if sideways else box
        start = place


def _em(raw: pdfium.FPDF_TEXTPAGE, place: int) -> float:
    """The type size at a character, as it stands on the page: 1 em in points."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(raw, place, matrix):
        return 0.0
    return float(pdfium.FPDFText_GetFontSize(raw, place)) * hypot(matrix.c, matrix.d)


def _size(em: float, height: float, width: float) -> float:
    """The size of a character from its em and from its box.

    The box's height is what the font says of its tallest glyphs, which some programs write three times
    too large; the em of a font of drawings (Type 3), which has units of its own, may be anything.
    """
    wild = height > WILDEST * em or (height and max(height, width) < em / WILDEST)
    return height if wild or not em else em


def _shown(code: int, unknown: bool) -> str:
    if code in (2, 0xFFFE):
        return "-"  # PDFium's sign for a hyphen at a line's end
    if code == 0 or 0xFFFF < code > 0x10FFFF or (unknown and code < 32):
        return "\ufffd"
    return chr(code) if code not in (9, 10, 13) else " "


def _look(owner: pdfium.FPDF_PAGEOBJECT) -> _Look:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(owner, red, green, blue, alpha)
    return _Look(
        painted=pdfium.FPDFTextObj_GetTextRenderMode(owner) not in PAINTLESS,
        white=bool(known) and min(red.value, green.value, blue.value) >= WHITE,
        clear=bool(known) and alpha.value == 0,
    )


@dataclass(slots=True)
class Things:
    """What is on a page besides text: pictures, grounds, ruled lines."""

    pictures: list[Box] = field(default_factory=list)
    grounds: list[Box] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    ruled: bool = False
    count: int = 0

    def move(self, x: float, y: float) -> None:
        """Counts their places from the page's visible corner."""
        self.rules = [_moved(box, x, y) for box in self.rules]
        self.pictures = [_moved(box, x, y) for box in self.pictures]
        self.grounds = [_moved(box, x, y) for box in self.grounds]

    def share(self, area: float) -> float:
        """How much of the page its largest pictures cover."""
        covered = sum(max(0.0, x1 - x0) * max(0.0, y1 - y0) for x0, y0, x1, y1 in self.pictures)
        return min(1.0, covered / area) if area else 0.0

    def lies_on(self, box: Box, *, picture: bool) -> bool:
        """Whether a character lies on a picture, or on a dark or coloured ground."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        grounds = self.pictures if picture else (*self.pictures, *self.grounds)
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in grounds)


def page_things(page: pypdfium2.PdfPage) -> Things:
    """The page's pictures and grounds; those inside forms by the form's own place."""
    things = Things()
    upright = 0
    for place in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        thing = pdfium.FPDFPage_GetObject(page, place)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        things.count += 1
        box = _bounds(thing)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE or (
            kind == pdfium.FPDF_PAGEOBJ_FORM and _has_picture(thing, 0)
        ):
            things.pictures.append(box)
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING):
            if _shade(thing) < WHITE:
                things.grounds.append(box)
            upright += box[2] - box[0] < 3 and box[3] - box[1] > 15
            things.rules += _rules(thing, box)
    things.ruled = upright >= 2
    return things


def _rules(thing: pdfium.FPDF_PAGEOBJECT, box: Box) -> list[Box]:
    """The ruled lines of a thing: a thin one is a line itself, a drawn rectangle has four."""
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) < THIN < max(width, height):
        return [box]
    filled, stroked = ctypes.c_int(), pdfium.FPDF_BOOL()
    drawn = pdfium.FPDFPath_GetDrawMode(thing, filled, stroked) and stroked.value
    if not drawn or pdfium.FPDFPath_CountSegments(thing) not in RECTANGLE:
        return []
    x0, y0, x1, y1 = box
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def _shade(thing: pdfium.FPDF_PAGEOBJECT) -> int:
    """The darkest of the three colours that fill a thing, 255 where none does."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha) or not alpha.value:
        return 255
    return min(red.value, green.value, blue.value)


def _bounds(thing: pdfium.FPDF_PAGEOBJECT) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(thing, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _has_picture(form: pdfium.FPDF_PAGEOBJECT, depth: int) -> bool:
    """Whether a form has a picture in it, or in a form inside it."""
    for place in range(min(max(0, pdfium.FPDFFormObj_CountObjects(form)), 500)):
        inner = pdfium.FPDFFormObj_GetObject(form, place)
        kind = pdfium.FPDFPageObj_GetType(inner)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            return True
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 5 and _has_picture(inner, depth + 1):
            return True
    return False
