"""Pages of PDFs: every text in its place, and whatever is no text by name.

The files are made here, by reportlab or by hand.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from generator.importers.readers.choosing import read_here
from generator.importers.readers.pdf_objects import guessed_fonts, objects_of
from generator.importers.readers.pdf_page import Character, _Look
from generator.importers.readers.pdf_page import spread as side_by_side
from generator.importers.sources import Extract, RawSource, SourceError
from site_tests.importers.readers.tricky import (
    LINES,
    PIECE,
    TEXT,
    assert_same,
    drafted,
    left_out,
    told,
)

Draw = Callable[[canvas.Canvas, int], None]
SIZE, LEFT, TOP, STEP, WIDTH = 16, 70.0, 760.0, 26.0, 28


def nothing(sheet: canvas.Canvas, page: int) -> None:
    """Draws nothing."""


def wrapped() -> list[tuple[str, bool]]:
    """Lines of 28 characters, the first of a paragraph indented by two; whether one begins there."""
    lines: list[tuple[str, bool]] = []
    for text in LINES:
        rest, first = text, True
        while rest:
            room = WIDTH - 2 if first else WIDTH
            cut = taken = 0
            while cut < len(rest) and taken + (1 if rest[cut] > "\xff" else 0.6) <= room:
                taken += 1 if rest[cut] > "\xff" else 0.6
                cut += 1
            lines.append((rest[:cut], first))
            rest, first = rest[cut:], False
    return lines


def pdf(draw: Draw = nothing, *, line: Callable[..., None] | None = None, per: int = 20) -> bytes:
    """The notice with indents, `per` lines a page; `draw` draws on every page besides."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    data = io.BytesIO()
    sheet = canvas.Canvas(data, pagesize=A4, invariant=1)
    lines = wrapped()
    for number, start in enumerate(range(0, len(lines), per), 1):
        sheet.setFont("STSong-Light", SIZE)
        for place, (text, first) in enumerate(lines[start : start + per]):
            x, y = LEFT + (2 * SIZE if first else 0), TOP - STEP * place
            (line or plain)(sheet, x, y, text)
        draw(sheet, number)
        sheet.showPage()
    sheet.save()
    return data.getvalue()


def plain(sheet: canvas.Canvas, x: float, y: float, text: str) -> None:
    sheet.drawString(x, y, text)


def singly(sheet: canvas.Canvas, x: float, y: float, text: str) -> None:
    for character in text:
        sheet.drawString(x, y, character)
        x += pdfmetrics.stringWidth(character, "STSong-Light", SIZE)


def shuffled(sheet: canvas.Canvas, x: float, y: float, text: str) -> None:
    """Every other character first."""
    places = [x + pdfmetrics.stringWidth(text[:n], "STSong-Light", SIZE) for n in range(len(text))]
    for start in (0, 1):
        for place, character in list(zip(places, text, strict=True))[start::2]:
            sheet.drawString(place, y, character)


def twice(sheet: canvas.Canvas, x: float, y: float, text: str) -> None:
    sheet.drawString(x, y, text)
    sheet.drawString(x + 0.4, y, text)


def singly_twice(sheet: canvas.Canvas, x: float, y: float, text: str) -> None:
    for character in text:
        sheet.drawString(x, y, character)
        sheet.drawString(x + 0.4, y, character)
        x += pdfmetrics.stringWidth(character, "STSong-Light", SIZE)


def spread(sheet: canvas.Canvas, x: float, y: float, text: str) -> None:
    """Lines justified by wider spaces between characters."""
    writer = sheet.beginText(x, y)
    writer.setCharSpace(0.3)
    writer.textOut(text)
    sheet.drawText(writer)


@pytest.mark.parametrize("line", [plain, singly, shuffled, twice, singly_twice, spread])
@pytest.mark.parametrize("per", [9, 20, 60])
def test_lines_however_they_are_set(line: Callable[..., None], per: int) -> None:
    """By lines, by characters in any order, twice for bold, justified: one text, also over pages."""
    made = drafted("a.pdf", pdf(line=line, per=per if per < 60 else 29))
    assert_same(made)
    assert made.doubts == (), told(made)


def head(text: str, y: float) -> Draw:
    def draw(sheet: canvas.Canvas, page: int) -> None:
        sheet.setFont("STSong-Light", 10)
        sheet.drawString(200, y, text.format(page, "一二三四五六七八九十"[page - 1]))

    return draw


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "— {} —",
        "[{}]",
        "第{}页（共9页）",
        "第{1}页",
        "云屿国规划院文件汇编（{}）",
        "内部资料，注意保存。",
        "- {} / 9 -",
    ],
)
@pytest.mark.parametrize("y", [800, 30])
def test_running_heads_and_feet(text: str, y: float) -> None:
    """A line at one place of every page, but for its number, is left out by name."""
    made = drafted("a.pdf", pdf(head(text, y), per=12))
    assert_same(made)
    assert text.format(2, "二") in left_out(made) and made.doubts == ()


def test_heads_of_odd_and_even_pages() -> None:
    """Heads that differ from left to right pages are found on each."""

    def draw(sheet: canvas.Canvas, page: int) -> None:
        head("左页书眉" if page % 2 else "右页书眉", 800)(sheet, page)

    made = drafted("a.pdf", pdf(draw, per=6))
    assert_same(made)
    assert {"左页书眉", "右页书眉"} <= set(left_out(made))


def ghost(place: Callable[[canvas.Canvas], None]) -> Draw:
    def draw(sheet: canvas.Canvas, page: int) -> None:
        sheet.saveState()
        sheet.setFont("STSong-Light", SIZE)
        place(sheet)
        sheet.restoreState()

    return draw


def unpainted(sheet: canvas.Canvas) -> None:
    writer = sheet.beginText(100, 60)
    writer.setTextRenderMode(3)
    writer.textOut("幽灵")
    sheet.drawText(writer)


def white(sheet: canvas.Canvas) -> None:
    sheet.setFillColorRGB(1, 1, 1)
    sheet.drawString(100, 60, "幽灵")


def tiny(sheet: canvas.Canvas) -> None:
    sheet.setFont("STSong-Light", 0.5)
    sheet.drawString(100, 60, "幽灵")


def outside(sheet: canvas.Canvas) -> None:
    sheet.drawString(-300, 60, "幽灵")


def slanting(sheet: canvas.Canvas) -> None:
    sheet.translate(200, 200)
    sheet.rotate(45)
    sheet.drawString(0, 0, "幽灵")


@pytest.mark.parametrize("place", [unpainted, white, tiny, outside, slanting])
def test_text_that_nobody_sees(place: Callable[[canvas.Canvas], None]) -> None:
    """Unpainted, white, tiny, slanting text and that beside the page is left out, and a doubt."""
    made = drafted("a.pdf", pdf(ghost(place), per=29))
    assert_same(made)
    assert "幽灵" in left_out(made) and "was left out: '幽灵'" in told(made)


def test_light_text_on_dark_ground() -> None:
    """White text on a filled ground is seen."""

    def draw(sheet: canvas.Canvas) -> None:
        sheet.setFillColorRGB(0.8, 0, 0)
        sheet.rect(80, 50, 300, 40, stroke=0, fill=1)
        sheet.setFillColorRGB(1, 1, 1)
        sheet.drawString(100, 60, "红底白字。")

    made = drafted("a.pdf", pdf(ghost(draw), per=29))
    assert "红底白字。" in "".join(made.cleaned.paragraphs)


def test_a_watermark() -> None:
    """Text at one place in the middle of every page is left out, and a doubt."""

    def draw(sheet: canvas.Canvas) -> None:
        sheet.setFont("STSong-Light", 60)
        sheet.drawString(150, 395, "样本")

    made = drafted("a.pdf", pdf(ghost(draw), per=12))
    assert_same(made)
    assert "样本" in left_out(made) and "stands there on every page" in told(made)


def picture(sheet: canvas.Canvas, share: float) -> None:
    dot = ImageReader(io.BytesIO(bytes.fromhex(PNG)))
    sheet.drawImage(dot, 0, 0, A4[0], A4[1] * share)


PNG = (
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def test_pages_that_are_pictures() -> None:
    """A page that is only a picture is a Problem with its number, a large one on a page a doubt."""
    blank = io.BytesIO()
    sheet = canvas.Canvas(blank, pagesize=A4, invariant=1)
    picture(sheet, 1)
    sheet.save()
    with pytest.raises(SourceError, match="without a text layer") as caught:
        drafted("a.pdf", blank.getvalue())
    assert "OCR" in caught.value.hint

    def after(sheet: canvas.Canvas, page: int) -> None:
        if page == 1:
            sheet.showPage()
            picture(sheet, 1)

    made = drafted("a.pdf", pdf(after, per=12))
    assert "page 2 has no text: it is a picture" in [p.message for p in made.problems]
    made = drafted("a.pdf", pdf(lambda sheet, page: picture(sheet, 0.2), per=29))
    assert "page 1: a picture covers 20% of it" in told(made)


def test_text_under_a_picture_of_itself() -> None:
    """A scan with recognised text is read, and a doubt names its pages."""

    def hidden(sheet: canvas.Canvas, x: float, y: float, text: str) -> None:
        writer = sheet.beginText(x, y)
        writer.setTextRenderMode(3)
        writer.textOut(text)
        sheet.drawText(writer)

    made = drafted("a.pdf", pdf(lambda sheet, page: picture(sheet, 1), line=hidden, per=20))
    assert_same(made)
    assert any("text recognised from pictures (OCR) on page 1, 2" in d.message for d in made.doubts)


def test_columns() -> None:
    """Two columns of prose are read one after the other, in a named step."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    data = io.BytesIO()
    sheet = canvas.Canvas(data, pagesize=A4, invariant=1)
    sheet.setFont("STSong-Light", 9)
    lines: list[tuple[str, bool]] = []
    for text in LINES:
        rest = text
        while rest:
            room = 24 if rest is not text else 22
            lines.append((rest[:room], rest is text))
            rest = rest[room:]
    half = (len(lines) + 1) // 2
    for place in range(half):
        for column, at in ((0, place), (1, half + place)):
            if at < len(lines):
                text, first = lines[at]
                sheet.drawString(60 + 260 * column + (18 if first else 0), 800 - 14 * place, text)
    sheet.save()
    made = drafted("a.pdf", data.getvalue())
    assert "read the columns of 1 page(s) one after the other" in made.cleaned.steps
    assert "".join(made.cleaned.paragraphs) == TEXT.replace("\n", "")


def test_annotations_and_fields() -> None:
    """Words put on a page afterwards, and those of form fields, are doubts and left out by name."""

    def draw(sheet: canvas.Canvas, page: int) -> None:
        sheet.freeTextAnnotation("幽灵", "/Helv 12 Tf 0 g", Rect=(10, 10, 90, 40))
        sheet.acroForm.checkbox(checked=False, name="b", x=300, y=20)
        sheet.acroForm.textfield(value="ghost", name="a", x=200, y=20, width=90, height=20)

    made = drafted("a.pdf", pdf(draw, per=29))
    assert_same(made)
    assert {"幽灵", "ghost"} <= set(left_out(made))
    assert "a text box lies on it ('幽灵')" in told(made)
    assert "a form field lies on it ('ghost')" in told(made)


def test_pages_that_begin_elsewhere() -> None:
    """A page whose visible part does not begin at 0 0 is read like any other."""
    moved = pdf().replace(
        b"/MediaBox [ 0 0 595.2756 841.8898 ]", b"/MediaBox [ 9 9 595.2756 841.8898 ]"
    )
    assert moved != pdf()
    assert_same(drafted("a.pdf", moved))

    def far(sheet: canvas.Canvas, x: float, y: float, text: str) -> None:
        sheet.drawString(x + 2000, y + 3000, text)

    data = pdf(line=far).replace(
        b"/MediaBox [ 0 0 595.2756 841.8898 ]", b"/MediaBox [ 2000 3000 2595 3841 ]"
    )
    assert_same(drafted("a.pdf", data))


def test_a_text_that_nobody_sees() -> None:
    """A PDF of nothing but white text is refused for that, not for having none."""
    with pytest.raises(SourceError, match="without a text to see: white text"):
        drafted("a.pdf", pdf(line=lambda sheet, x, y, text: white(sheet)))


@pytest.mark.parametrize("junk", [b"\n\n", b"HTTP/1.1 200 OK\r\n\r\n", b"\0" * 1000])
def test_bytes_before_the_pdf(junk: bytes) -> None:
    """Bytes before the beginning do not matter, as far as other readers allow."""
    assert_same(drafted("a.pdf", junk + pdf()))


@pytest.mark.parametrize("size", [16 * 65_536, 16 * 65_536 + 1, 200_000])
def test_streams_with_junk_behind(size: int) -> None:
    """A packed stream with more bytes behind its end is looked at once, whatever its size."""
    stream = b"stream\n" + zlib.compress(b"x" * size) + b"\0" * 70_000 + b"\nendstream"
    assert_same(drafted("a.pdf", pdf() + b"\n999 0 obj<</Length 9>>" + stream))


def by_hand(encoding: str, text: bytes, more: str = "") -> bytes:
    content = b"BT /F1 16 Tf 70 700 Td <%s> Tj ET" % text.hex().encode()
    info = "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        f"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{encoding}{more}"
        "/DescendantFonts[6 0 R]>>".encode(),
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo{info}/DW 1000"
        "/FontDescriptor<</Type/FontDescriptor/FontName/SimSun/Flags 6/FontBBox[0 0 9 9]>>>>".encode(),
    ]
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + head + table + end


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("GBKp-EUC-H", "gbk"),
        ("GBK-EUC-H", "gbk"),
        ("GBK2K-H", "gb18030"),
        ("GB-EUC-H", "gb2312"),
        ("GBpc-EUC-H", "gb2312"),
        ("UniGB-UCS2-H", "utf-16-be"),
        ("UniGB-UTF16-H", "utf-16-be"),
    ],
)
def test_encodings_of_fonts(encoding: str, codec: str) -> None:
    """The predefined encodings of Chinese fonts are read without a table of characters."""
    made = drafted("a.pdf", by_hand(encoding, PIECE.encode(codec)))
    assert made.cleaned.paragraphs == (PIECE,)


@pytest.mark.parametrize(
    "encoding", ["UniGB-UTF8-H", "UniGB-UTF32-H", "GBTpc-EUC-H", "GB-H", "GBT-H"]
)
def test_encodings_that_are_not_known(encoding: str) -> None:
    """The few old ones that are not known are one Problem with the font's name."""
    made = drafted("a.pdf", by_hand(encoding, PIECE.encode()))
    assert f"font SimSun has the encoding {encoding}" in told(made)


@pytest.mark.parametrize(("more", "told_of"), [("", True), ("/ToUnicode 4 0 R", False)])
@pytest.mark.parametrize("packed", [False, True])
def test_a_font_that_does_not_say_its_characters(more: str, told_of: bool, packed: bool) -> None:
    """Glyphs numbered in the font's own way, without a table of characters, are a doubt; packed or not."""
    data = by_hand("Identity-H", b"\0\1", more).replace(b"(GB1)", b"(Identity)")
    bodies = [body for _, body in objects_of(data)]
    if packed:
        objects = b"".join(bodies)
        places = [sum(map(len, bodies[:n])) for n in range(len(bodies))]
        head = b" ".join(b"%d %d" % pair for pair in enumerate(places)) + b" "
        stream = zlib.compress(head + objects)
        packed = b"9 0 obj<</Type/ObjStm/First %d>>stream\n%s" % (len(head), stream)
        bodies = [body for _, body in objects_of(packed)]
    assert guessed_fonts(bodies) == ({"SimSun"} if told_of else set())


def test_a_page_in_upright_lines() -> None:
    """Lines from top to bottom are not read: a Problem."""

    def upright(sheet: canvas.Canvas, page: int) -> None:
        for row in range(6):
            for place, character in enumerate(LINES[0][:20]):
                sheet.drawString(500 - 40 * row, 780 - 18 * place, character)

    data = io.BytesIO()
    sheet = canvas.Canvas(data, pagesize=A4, invariant=1)
    sheet.setFont("STSong-Light", SIZE)
    upright(sheet, 1)
    sheet.save()
    assert "upright lines" in told(drafted("a.pdf", data.getvalue()))


def test_a_turned_page() -> None:
    """A page whose text is turned by a quarter is read as one turns the page to read it."""

    def turned(sheet: canvas.Canvas, x: float, y: float, text: str) -> None:
        sheet.saveState()
        sheet.rotate(90)
        sheet.drawString(x, y - A4[0] - 240, text)
        sheet.restoreState()

    assert_same(drafted("a.pdf", pdf(line=turned, per=20)))


def test_short_paragraphs_above_a_flush_right_line() -> None:
    """The right edge tells that none of them fills its line: neither goes on in the next one."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    data = io.BytesIO()
    sheet = canvas.Canvas(data, pagesize=A4, invariant=1)
    sheet.setFont("STSong-Light", 12)
    texts = ("——修建灯塔，新建灯塔四十座（渡津部负责）", "——清理码头，逐一登记（规划院负责）")
    for place, text in enumerate(texts):
        sheet.drawString(LEFT, TOP - STEP * place, text)
    for place, text in enumerate(("云屿国规划院", "9001年3月5日"), 3):
        sheet.drawRightString(LEFT + 450, TOP - STEP * place, text)
    sheet.save()
    source = RawSource(name="a.pdf", data=data.getvalue())
    assert read_here(source).lines == (*texts, "云屿国规划院", "9001年3月5日")


def test_characters_of_one_glyph() -> None:
    """A ligature, or a dash of two ems, shows two characters in one box: both are text, none stands twice."""
    look = _Look(painted=True, white=False, clear=False)

    def at(text: str, x: float, owner: int) -> Character:
        return Character(text, owner, (x, 0.0, x + 24.0, 12.0), 2.0, x, 12.0, 0.0, look)

    made = [at("—", 10.0, 1), at("—", 10.0, 1), at("甲", 34.0, 1), at("甲", 34.0, 2)]
    side_by_side(made)
    assert [character.box[0] for character in made] == [10.0, 22.0, 34.0, 34.0]


def layered(off: bytes, *, form: bool = False) -> bytes:
    """A page with three lines: a plain one, one in the layer 甲, one that shows where 甲 does not."""
    words = [b"BT /F 12 Tf 20 200 Td (plain) Tj ET", b"BT /F 12 Tf 20 170 Td (in a layer) Tj ET"]
    words += [b"BT /F 12 Tf 20 140 Td (elsewhere) Tj ET"]
    shown = b"/X Do" if form else words[1]
    content = words[0] + b" /OC /A BDC " + shown + b" EMC /OC /B BDC " + words[2] + b" EMC"
    fonts = b"/Font<</F 5 0 R>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<<" + off + b">>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<<"
        + fonts
        + b"/XObject<</X 8 0 R>>/Properties<</A 6 0 R/B 7 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/OCG/Name<FEFF7532>>>",
        b"<</Type/OCMD/VE[/Not 6 0 R]>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<<"
        + fonts
        + b">>/Length %d>>stream\n%s\nendstream" % (len(words[1]), words[1]),
    ]
    data, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 9\n0000000000 65535 f \n"
    end = b"trailer<</Root 1 0 R/Size 9>>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + head + table + end


def layer_doubts(made: Extract) -> list[str]:
    return [
        d.message
        for d in made.doubts
        if "in a layer that" in d.message or "a layer shows" in d.message
    ]


@pytest.mark.parametrize("form", [False, True])
@pytest.mark.parametrize("name", [b"<FEFF7532>", b"(a \\(1\\))", b"<FEFF56FE5C420031>", b"()"])
@pytest.mark.parametrize("off", [b"/OFF[6 0 R]", b"/BaseState/OFF", b"/BaseState /OFF/ON[]"])
def test_a_layer_that_is_off(off: bytes, form: bool, name: bytes) -> None:
    """Nobody sees its text: it is left out by name; a layer that depends on another one is a doubt."""
    made = read_here(
        RawSource(name="a.pdf", data=layered(off, form=form).replace(b"<FEFF7532>", name))
    )
    assert "".join(made.lines) == "plainelsewhere"
    assert [(d.why, d.text) for d in made.dropped] == [
        ("text in a layer that is off", "in a layer")
    ]
    assert len(layer_doubts(made)) == 2


@pytest.mark.parametrize("off", [b"", b"/OFF[]", b"/BaseState/OFF/ON[6 0 R]"])
def test_a_layer_that_is_on(off: bytes) -> None:
    """Its text is the page's."""
    made = read_here(RawSource(name="a.pdf", data=layered(off)))
    assert "".join(made.lines) == "plainin a layerelsewhere" and not made.dropped
    assert layer_doubts(made) == ["page 1: a layer shows 'elsewhere', or hides it"]
