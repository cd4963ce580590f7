"""A .pdf with a text layer to its paragraphs. Runs in the limited child process (see isolated).

Read with PDFium (pypdfium2), chosen over pypdf and pdfminer.six: pypdf gives no place of a character,
and pdfminer.six gives neither what a field or an annotation says nor how text is painted. PDFium mends
damaged files as browsers do, takes text that is set twice for bold once, and knows the Chinese encodings
but for a few old ones, which are named. On 60 pages of 47,000 characters, on one core, it needs 0.6 s
with all places, pypdf 0.3 s without, pdfminer.six 1.0 s; each less than 50 MB. It is native code: a
crash ends the child, not the import, and the child's limits of memory and time hold for it.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import cos, pi, sin

import pypdfium2
import pypdfium2.raw as pdfium

from generator.importers.readers.page_lines import Glyph, Sheet, laid_out
from generator.importers.sources import Doubt, Dropped, Extract, SourceError

MOST_PAGES = 400
MOST_UNPACKED = 100_000_000
MOST_RATIO = 200
"""A stream that grows beyond both is made to fill the memory."""
MOST_CHECKED = 400_000_000
"""So many unpacked bytes of a file are looked at for that; it takes about a second."""
PIECE = 65_536
MOST_OBJECTS = 20_000
ANEW = "print it to a new PDF, or import another copy"
SCAN = (
    "have its text recognised (OCR) into a searchable PDF, import that, and compare every character"
)
STREAM = re.compile(rb"stream\r?\n")
OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b(?P<body>.*?)(?=endobj|stream\r?\n)", re.DOTALL)
UNREAD = re.compile(
    rb"/Encoding\s*/(?P<name>(?:UniGB|UniCNS|UniJIS|UniKS)\d?-UTF(?:8|32)-[HV]|GBT?-[HV]|GBT(?:pc)?-EUC-[HV])\b"
)
FONT = re.compile(rb"/BaseFont\s*/(?P<name>[^\s/<>\[\]()]{1,60})")
PAINTLESS = (3, 7)
"""Ways of painting text (ISO 32000-1, table 106) that paint nothing."""
TINY = 1.0
"""Type of so many points nobody reads."""
LARGE = 0.1
"""A picture of so much of its page may hold text."""
WHITE = 250
LEVEL = 0.1
"""An angle in radians up to which a line is level: scans lie a little askew."""
ANNOTATIONS = {
    pdfium.FPDF_ANNOT_FREETEXT: "a text box",
    pdfium.FPDF_ANNOT_TEXT: "a note",
    pdfium.FPDF_ANNOT_STAMP: "a stamp",
    pdfium.FPDF_ANNOT_STRIKEOUT: "a line that strikes text out",
    pdfium.FPDF_ANNOT_REDACT: "a mark of redaction",
    pdfium.FPDF_ANNOT_CARET: "a mark of insertion",
    pdfium.FPDF_ANNOT_WIDGET: "a form field",
    pdfium.FPDF_ANNOT_INK: "a drawing by hand",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "an attached file",
}
TICKED = (
    pdfium.FPDF_FORMFIELD_PUSHBUTTON,
    pdfium.FPDF_FORMFIELD_CHECKBOX,
    pdfium.FPDF_FORMFIELD_RADIOBUTTON,
)
"""Fields whose value is no text (`Off`)."""
SILENT = (pdfium.FPDF_ANNOT_INK, pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_REDACT)
"""Marks that say something without words."""


def read_pdf(data: bytes) -> Extract:
    """The paragraphs of all pages; SourceError where it is encrypted, damaged or only pictures."""
    start = data.find(b"%PDF-", 0, 1024)
    if start < 0:
        raise SourceError("not a PDF", "is this the right file?")
    data = data[start:]
    _check_streams(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error):
            raise SourceError("the PDF is encrypted", "save it without a password") from error
        raise SourceError("the PDF is damaged or cannot be read", ANEW) from error
    if len(document) > MOST_PAGES:
        raise SourceError(f"more than {MOST_PAGES} pages", "is this the right file?")
    if not len(document):
        raise SourceError("the PDF is damaged or cannot be read", ANEW)
    document.init_forms()
    read = _Read()
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            read.fault(f"page {number + 1} cannot be read", ANEW)
            continue
        _page(page, number + 1, read)
    return _extract(read, data)


Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


@dataclass(slots=True)
class _Read:
    """What was read so far: pages with their characters, what is no text, all that there is."""

    sheets: list[Sheet] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    faults: list[Doubt] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)

    def fault(self, message: str, hint: str) -> None:
        self.faults.append(Doubt(message, "", hint))


def _extract(read: _Read, data: bytes) -> Extract:
    laid = laid_out(read.sheets)
    if not "".join(laid.paragraphs).strip():
        if unseen := next((d for d in read.dropped if d.text.strip()), None):
            message = f"a PDF without a text to see: {unseen.why} ({unseen.text.strip()[:20]!r})"
            raise SourceError(message, ANEW)
        raise SourceError("a PDF without a text layer", SCAN)
    if read.scanned:
        pages = ", ".join(map(str, read.scanned[:20]))
        message = f"text recognised from pictures (OCR) on page {pages}"
        read.doubts.append(Doubt(message, "", "compare every character with the picture"))
    for font, encoding in sorted(_unread_encodings(data)):
        read.fault(f"font {font} has the encoding {encoding}, which is not read", ANEW)
    return Extract(
        layout="pdf",
        lines=tuple(laid.paragraphs),
        raw="".join(read.raw),
        dropped=(*read.dropped, *laid.dropped),
        steps=tuple(laid.steps),
        doubts=(*read.doubts, *laid.doubts),
        faults=tuple(read.faults),
    )


def _check_streams(data: bytes) -> None:
    """SourceError where a stream is made to fill the memory."""
    left = MOST_CHECKED
    for found in STREAM.finditer(data):
        unpacker, size, taken = zlib.decompressobj(), 0, 0
        try:
            while left > 0 and not unpacker.eof and found.end() + taken < len(data):
                rest = data[found.end() + taken : found.end() + taken + PIECE]
                taken += len(rest)
                while rest and not unpacker.eof and left > 0:
                    unpacked = len(unpacker.decompress(rest, 16 * PIECE))
                    rest = unpacker.unconsumed_tail
                    size, left = size + unpacked, left - unpacked
                    if size > MOST_UNPACKED and size > MOST_RATIO * taken:
                        raise SourceError("the PDF swells when unpacked", ANEW)
        except zlib.error:
            continue


def _unread_encodings(data: bytes) -> set[tuple[str, str]]:
    """Fonts without a table of their characters, in encodings that PDFium does not know."""
    bodies = [found["body"] for found in OBJECT.finditer(data)]
    for found in STREAM.finditer(data):
        if b"/ObjStm" in data[max(0, found.start() - 300) : found.start()]:
            try:
                whole = zlib.decompressobj().decompress(data[found.end() :], 5_000_000)
            except zlib.error:
                continue
            bodies += re.split(rb"(?=<<\s*/Type\s*/Font\b)", whole)
    said = set()
    for body in bodies:
        if (unread := UNREAD.search(body)) and b"/ToUnicode" not in body:
            font = FONT.search(body)
            name = font["name"].decode("latin-1") if font else "without a name"
            said.add((name, unread["name"].decode("latin-1")))
    return said


def _page(page: pypdfium2.PdfPage, number: int, read: _Read) -> None:
    edges = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, edges)
    left, bottom = edges.left, edges.bottom
    width, height = edges.right - left, edges.top - bottom
    things = _things(page)
    sheet = Sheet(number=number, width=width, height=height, ruled=things.ruled)
    read.sheets.append(sheet)
    characters = list(_characters(page))
    things.move(-left, -bottom)
    for character in characters:
        character.move(-left, -bottom)
    read.raw += [character.text for character in characters]
    _take(characters, sheet, things, read)
    share = things.share(width * height)
    if not any(glyph.text.strip() for glyph in sheet.glyphs):
        if share > 0:
            read.fault(f"page {number} has no text: it is a picture", SCAN)
        elif things.count > 20:
            read.fault(f"page {number} has no text, but drawings", SCAN)
    elif share >= LARGE and number not in read.scanned:
        message = f"page {number}: a picture covers {share:.0%} of it"
        read.doubts.append(Doubt(message, "", "is there text in it?"))
    _annotations(page, number, read)
    page.close()


@dataclass(slots=True)
class _Character:
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


def _characters(page: pypdfium2.PdfPage) -> Iterator[_Character]:
    """The page's characters in its own order, without those that PDFium adds (spaces, line ends)."""
    text = page.get_textpage()
    raw = text.raw
    looks: dict[int, _Look] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    high = ""
    for place in range(pdfium.FPDFText_CountChars(raw)):
        if pdfium.FPDFText_IsGenerated(raw, place) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(raw, place)
        character = high + _shown(code, pdfium.FPDFText_HasUnicodeMapError(raw, place) == 1)
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
        pdfium.FPDFText_GetLooseCharBox(raw, place, box)
        pdfium.FPDFText_GetCharOrigin(raw, place, x, y)
        height = abs(box.top - box.bottom)
        yield _Character(
            text=character,
            owner=key,
            box=(box.left, box.bottom, box.right, box.top),
            x=x.value,
            y=y.value,
            size=height or pdfium.FPDFText_GetFontSize(raw, place) or 1.0,
            angle=pdfium.FPDFText_GetCharAngle(raw, place),
            look=looks[key],
        )
    text.close()


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
class _Things:
    """What is on a page besides text: pictures, grounds, ruled lines."""

    pictures: list[Box] = field(default_factory=list)
    grounds: list[Box] = field(default_factory=list)
    ruled: bool = False
    count: int = 0

    def move(self, x: float, y: float) -> None:
        """Counts their places from the page's visible corner."""
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


def _things(page: pypdfium2.PdfPage) -> _Things:
    """The page's pictures and grounds; those inside forms by the form's own place."""
    things = _Things()
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
    things.ruled = upright >= 2
    return things


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


def _take(characters: list[_Character], sheet: Sheet, things: _Things, read: _Read) -> None:
    """Characters to the page's glyphs; those that nobody sees are left out by name."""
    turn = _turn(characters)
    unseen: dict[str, list[str]] = {}
    upright = 0
    before: _Character | None = None
    for character in characters:
        why = _unseen(character, sheet, things, turn)
        if why == "recognised":
            if sheet.number not in read.scanned:
                read.scanned.append(sheet.number)
        elif why:
            unseen.setdefault(why, []).append(character.text)
            continue
        sheet.glyphs.append(_glyph(character, turn))
        if before is not None and abs(before.x - character.x) < 0.2 * character.size:
            upright += 0.7 * character.size < before.y - character.y < 1.5 * character.size
        before = character
    if turn in (1, 3):
        sheet.width, sheet.height = sheet.height, sheet.width
    if characters and upright > 0.5 * len(characters) > 10:
        read.fault(f"page {sheet.number} is set in upright lines, which are not read", SCAN)
    for why, texts in unseen.items():
        text = "".join(texts)
        read.dropped.append(Dropped(why, text))
        if text.strip():
            message = f"page {sheet.number}: {why} was left out: {text.strip()[:20]!r}"
            read.doubts.append(Doubt(message, "", "is it a word of the text?"))


def _turn(characters: list[_Character]) -> int:
    """By how many quarter turns most of a page's characters are turned."""
    turns = Counter(round(character.angle / (pi / 2)) % 4 for character in characters)
    return turns.most_common(1)[0][0] if turns else 0


def _unseen(character: _Character, sheet: Sheet, things: _Things, turn: int) -> str | None:
    """Why a character is no text that a reader sees; `recognised` under a picture of itself."""
    if not character.text.strip():
        return None
    left, bottom, right, top = character.box
    if right < 0 or left > sheet.width + 1 or top < 0 or bottom > sheet.height + 1:
        return "text off the page"
    askew = abs((character.angle - turn * pi / 2 + pi) % (2 * pi) - pi)
    if askew > LEVEL:
        return "slanting text"
    if character.size < TINY:
        return "text of size 0"
    look = character.look
    if not look.painted or look.clear:
        on_picture = things.lies_on(character.box, picture=True)
        return "recognised" if on_picture else "text that is not painted"
    if look.white and not things.lies_on(character.box, picture=False):
        return "white text"
    return None


def _glyph(character: _Character, turn: int) -> Glyph:
    """The character as if its page were turned upright."""
    left, bottom, right, top = character.box
    if turn == 0:
        return Glyph(character.text, left, right, character.y, character.size)
    # PDFium counts the angle clockwise.
    c, s = round(cos(turn * pi / 2)), round(sin(turn * pi / 2))
    xs = [x * c - y * s for x in (left, right) for y in (bottom, top)]
    y = character.x * s + character.y * c
    size = right - left if turn in (1, 3) else character.size
    return Glyph(character.text, min(xs), max(xs), y, size)


def _annotations(page: pypdfium2.PdfPage, number: int, read: _Read) -> None:
    """Names what was put on the page afterwards, and form fields, with their words."""
    form = page.formenv.raw if page.formenv else None
    for place in range(min(max(0, pdfium.FPDFPage_GetAnnotCount(page)), 2_000)):
        note = pdfium.FPDFPage_GetAnnot(page, place)
        if not note:
            continue
        kind = ANNOTATIONS.get(pdfium.FPDFAnnot_GetSubtype(note))
        hidden = pdfium.FPDFAnnot_GetFlags(note) & (pdfium.FPDF_ANNOT_FLAG_HIDDEN | 32)
        if kind and not hidden:
            words = _words(note, form)
            silent = pdfium.FPDFAnnot_GetSubtype(note) in SILENT
            if words.strip() or silent:
                message = f"page {number}: {kind} lies on it ({words.strip()[:20]!r})"
                read.doubts.append(Doubt(message, "", "is it a part of the text?"))
                read.dropped.append(Dropped(kind, words))
                read.raw.append(words)
        pdfium.FPDFPage_CloseAnnot(note)


def _words(note: pdfium.FPDF_ANNOTATION, form: pdfium.FPDF_FORMHANDLE | None) -> str:
    """What an annotation says: the value of a form field, else its contents."""
    if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_WIDGET and form is not None:
        if pdfium.FPDFAnnot_GetFormFieldType(form, note) in TICKED:
            return ""
        size = pdfium.FPDFAnnot_GetFormFieldValue(form, note, None, 0)
        buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
        pdfium.FPDFAnnot_GetFormFieldValue(form, note, buffer, size)
    else:
        size = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
        pdfium.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size)
    return bytes(buffer)[: max(0, size - 2)].decode("utf-16-le", "replace")
