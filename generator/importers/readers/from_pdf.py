"""A .pdf with a text layer to its paragraphs. Runs in the limited child process (see isolated).

Read with PDFium (pypdfium2), chosen over pypdf and pdfminer.six: pypdf gives no place of a character,
and pdfminer.six gives neither what a field or an annotation says nor how text is painted. PDFium mends
damaged files as browsers do, takes text that is set twice for bold once, and knows the Chinese encodings
but for a few old ones, which are named. On 60 pages of 47,000 characters, on one core, it needs 0.6 s
with all places, pypdf 0.3 s without, pdfminer.six 1.0 s; each less than 50 MB. It is native code: a
crash ends the child, not the import, and the child's limits of memory and time hold for it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import cos, pi, sin

import pypdfium2
import pypdfium2.raw as pdfium

from generator.importers.readers.page_lines import laid_out
from generator.importers.readers.page_values import Box, Glyph, Pages, Sheet
from generator.importers.readers.pdf_annotations import annotation_words
from generator.importers.readers.pdf_layers import Layers, has_memberships, in_layers, layers_of
from generator.importers.readers.pdf_objects import (
    ANEW,
    check_streams,
    guessed_fonts,
    objects_of,
    unread_encodings,
)
from generator.importers.readers.pdf_page import (
    Character,
    Things,
    page_characters,
    page_things,
    spread,
)
from generator.importers.sources import Doubt, Dropped, Extract, SourceError

MOST_PAGES = 400
SCAN = (
    "have its text recognised (OCR) into a searchable PDF, import that, and compare every character"
)
TINY = 1.0
"""Type of so many points nobody reads."""
LARGE = 0.1
"""A picture of so much of its page may hold text."""
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
SILENT = (pdfium.FPDF_ANNOT_INK, pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_REDACT)
"""Marks that say something without words."""


def read_pdf(data: bytes) -> Extract:
    """The paragraphs of all pages; SourceError where it is encrypted, damaged or only pictures."""
    start = data.find(b"%PDF-", 0, 1024)
    if start < 0:
        raise SourceError("not a PDF", "is this the right file?")
    data = data[start:]
    check_streams(data)
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
    objects = objects_of(data)
    layers = layers_of(objects)
    read = _Read(layers=layers if layers.off or has_memberships(objects) else None)
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            read.fault(f"page {number + 1} cannot be read", ANEW)
            continue
        _page(page, number + 1, read)
    return _extract(read, [body for _, body in objects])


@dataclass(slots=True, kw_only=True)
class _Read(Pages):
    """What was read so far: pages with their characters, what is no text, all that there is."""

    scanned: list[int] = field(default_factory=list)
    layers: Layers | None = None
    """The layers of the file, where one is switched off or depends on another."""

    def fault(self, message: str, hint: str) -> None:
        self.faults.append(Doubt(message, "", hint))


def _extract(read: _Read, bodies: list[bytes]) -> Extract:
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
    for font, encoding in sorted(unread_encodings(bodies)):
        read.fault(f"font {font} has the encoding {encoding}, which is not read", ANEW)
    for font in sorted(guessed_fonts(bodies)):
        message = f"font {font} does not say which characters it shows"
        read.doubts.append(Doubt(message, "", "they are a guess: compare each with the page"))
    return read.extract("pdf", laid)


def _page(page: pypdfium2.PdfPage, number: int, read: _Read) -> None:
    edges = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, edges)
    left, bottom = edges.left, edges.bottom
    width, height = edges.right - left, edges.top - bottom
    things = page_things(page)
    sheet = Sheet(number=number, width=width, height=height, ruled=things.ruled)
    read.sheets.append(sheet)
    characters = list(page_characters(page))
    spread(characters)
    things.move(-left, -bottom)
    for character in characters:
        character.move(-left, -bottom)
    read.raw += [character.text for character in characters]
    turn = _turn(characters)
    _without_layers(page, characters, number, read)
    _take(characters, sheet, things, read, turn)
    sheet.rules = [_turned(box, turn) for box in things.rules]
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


def _without_layers(
    page: pypdfium2.PdfPage, characters: list[Character], number: int, read: _Read
) -> None:
    """Leaves out, by name, the characters in layers that are off; where that is not sure, it is a doubt."""
    if not read.layers:
        return
    hidden, unsure = in_layers(page, read.layers)
    off = "".join(character.text for character in characters if character.owner in hidden)
    characters[:] = [character for character in characters if character.owner not in hidden]
    told = "".join(character.text for character in characters if character.owner in unsure)
    if off.strip():
        why = "text in a layer that is off"
        read.dropped.append(Dropped(why, off))
        message = f"page {number}: {why} was left out: {off.strip()[:20]!r}"
        read.doubts.append(Doubt(message, "", "is it a word of the text?"))
    if told.strip():
        message = f"page {number}: a layer shows {told.strip()[:20]!r}, or hides it"
        read.doubts.append(Doubt(message, "", "compare the page with the source"))


def _take(
    characters: list[Character], sheet: Sheet, things: Things, read: _Read, turn: int
) -> None:
    """Characters to the page's glyphs; those that nobody sees are left out by name."""
    unseen: dict[str, list[str]] = {}
    upright = 0
    before: Character | None = None
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


def _turn(characters: list[Character]) -> int:
    """By how many quarter turns most of a page's characters are turned."""
    turns = Counter(round(character.angle / (pi / 2)) % 4 for character in characters)
    return turns.most_common(1)[0][0] if turns else 0


def _unseen(character: Character, sheet: Sheet, things: Things, turn: int) -> str | None:
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


def _glyph(character: Character, turn: int) -> Glyph:
    """The character as if its page were turned upright."""
    if turn == 0:  # nearly every page: each of its characters comes here
        left, _, right, _ = character.box
        return Glyph(character.text, left, right, character.y, character.size)
    left, _, right, _ = _turned(character.box, turn)
    _, y, _, _ = _turned((character.x, character.y, character.x, character.y), turn)
    return Glyph(character.text, left, right, y, character.size)


def _turned(box: Box, turn: int) -> Box:
    """A box as if its page were turned upright."""
    if turn == 0:
        return box
    # PDFium counts the angle clockwise.
    c, s = round(cos(turn * pi / 2)), round(sin(turn * pi / 2))
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x * c - y * s for x, y in corners], [x * s + y * c for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


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
            words = annotation_words(note, form)
            silent = pdfium.FPDFAnnot_GetSubtype(note) in SILENT
            if words.strip() or silent:
                message = f"page {number}: {kind} lies on it ({words.strip()[:20]!r})"
                read.doubts.append(Doubt(message, "", "is it a part of the text?"))
                read.dropped.append(Dropped(kind, words))
                read.raw.append(words)
        pdfium.FPDFPage_CloseAnnot(note)
