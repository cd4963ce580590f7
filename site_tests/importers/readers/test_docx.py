"""What Word shows of a document: numbers that it makes, text that it hides, all that is no text."""

from __future__ import annotations

import html

import pytest

from site_tests.importers.readers.tricky import (
    LINES,
    PIECE,
    TEXT,
    assert_same,
    drafted,
    left_out,
    told,
)
from site_tests.sources import run_of, zipped

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
NAMES = " ".join(f"xmlns:{key}='{value}'" for key, value in SPACES.items())
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, **parts: str) -> bytes:
    """A document of this body, with styles, numbering, header1 … as further parts."""
    relations = "".join(
        f"<Relationship Id='{name}' Type='{OFFICE}/{name.rstrip('12')}' Target='{name}.xml'/>"
        for name in parts
    )
    files = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": (
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            f"{relations}</Relationships>"
        ).encode(),
    }
    return zipped(files | {f"word/{name}.xml": xml.encode() for name, xml in parts.items()})


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run_of(text)}</w:p>"


def whole(piece: str = PIECE, **parts: str) -> bytes:
    """The notice, with other XML for its piece, as runs beside the piece."""
    runs = [
        f"<w:p>{piece.join(map(run_of, line.split(PIECE)))}</w:p>"
        if PIECE in line
        else paragraph(line)
        for line in LINES
    ]
    return docx("".join(runs), **parts)


def level(place: int, form: str, text: str, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{place}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>"
        f"<w:lvlText w:val='{text}'/>{more}</w:lvl>"
    )


def numbering(levels: str, *, more: str = "", lists: str = "") -> str:
    return (
        f"<w:numbering {NAMES}><w:abstractNum w:abstractNumId='0'>{more}{levels}</w:abstractNum>"
        f"<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>{lists}</w:numbering>"
    )


NOTICE = numbering(
    level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）", "<w:lvlRestart w:val='0'/>")
)


def split(line: str) -> tuple[int | None, str]:
    """The level of a line's label, and the line without it."""
    if line[1] == "、":
        return 0, line[2:]
    return (1, line[line.index("）") + 1 :]) if line.startswith("（") else (None, line)


def numbered(properties: str) -> str:
    """The notice's paragraphs without labels; `{}` in the properties is the level."""
    lines = [split(line) for line in LINES]
    return "".join(
        paragraph(text, properties.format(place) if place is not None else "")
        for place, text in lines
    )


def test_numbers_in_the_paragraph() -> None:
    """Chinese numbers of two levels, the second going on through the first's, become text."""
    own = "<w:numPr><w:ilvl w:val='{}'/><w:numId w:val='1'/></w:numPr>"
    made = drafted("a.docx", docx(numbered(own), numbering=NOTICE))
    assert_same(made)
    count = sum(1 for line in LINES if split(line)[0] is not None)
    assert f"read the numbers that Word sets before paragraphs ({count})" in made.cleaned.steps


def test_numbers_by_style() -> None:
    """So do those of a style, of one that it is based on, and those that a list gives to a style."""
    styles = (
        f"<w:styles {NAMES}><w:style w:type='paragraph' w:styleId='S0'><w:pPr><w:numPr>"
        "<w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='B'><w:basedOn w:val='S1'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='S1'><w:pPr><w:numPr><w:ilvl w:val='1'/>"
        "<w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>"
    )
    body = numbered("<w:pStyle w:val='S{}'/>").replace("'S1'/></w:pPr>", "'B'/></w:pPr>")
    assert_same(drafted("a.docx", docx(body, numbering=NOTICE, styles=styles)))


def shown(levels: str, *places: int, lists: str = "", ids: str = "1") -> list[str]:
    """The paragraphs 甲, with the labels that Word sets before them at these levels."""
    body = "".join(
        paragraph(
            "甲", f"<w:numPr><w:ilvl w:val='{p}'/><w:numId w:val='{ids[i % len(ids)]}'/></w:numPr>"
        )
        for i, p in enumerate(places)
    )
    made = drafted("a.docx", docx(body, numbering=numbering(levels, lists=lists)))
    return [text.removesuffix("甲") for text in made.cleaned.paragraphs]


def test_how_word_counts() -> None:
    """Deeper levels begin anew, upper ones are shown in lower labels, lists may start anew."""
    two = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
    assert shown(two, 0, 1, 1, 0, 1) == ["1.", "1.1", "1.2", "2.", "2.1"]
    legal = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert shown(legal, 0, 1) == ["一、", "1.1"]
    again = (
        "<w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>"
        "<w:startOverride w:val='1'/></w:lvlOverride></w:num>"
        "<w:num w:numId='3'><w:abstractNumId w:val='0'/></w:num>"
    )
    assert shown(two, 0, 0, 0, lists=again, ids="132") == ["1.", "2.", "1."]
    assert shown(two.replace("<w:start w:val='1'/>", "<w:start w:val='5'/>"), 0) == ["5."]


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("chineseCountingThousand", ["一", "二"]),
        ("ideographDigital", ["一", "二"]),
        ("chineseLegalSimplified", ["壹", "贰"]),
        ("decimalFullWidth", ["１", "２"]),
        ("decimalEnclosedCircle", ["①", "②"]),
        ("decimalZero", ["01", "02"]),
        ("bullet", ["", ""]),
    ],
)
def test_formats_of_numbers(form: str, labels: list[str]) -> None:
    """Chinese and decimal formats are read as Word prints them; a bullet is no number."""
    text = "%1" if form != "bullet" else "\u2022"
    assert shown(level(0, form, text), 0, 0) == labels


def test_formats_that_are_not_read() -> None:
    """Letters and Roman numerals are a doubt at their paragraph; so is a number of its own besides."""
    own = "<w:numPr><w:numId w:val='1'/></w:numPr>"
    for form in ("lowerLetter", "upperRoman", "ideographTraditional"):
        body = paragraph("甲。", own)
        made = drafted("a.docx", docx(body, numbering=numbering(level(0, form, "%1."))))
        assert f"a paragraph that Word numbers ({form})" in told(made)
    made = drafted("a.docx", docx(paragraph("（一）甲。", own), numbering=NOTICE))
    assert "Word sets '一、' before a paragraph with a number of its own" in told(made)
    none = "<w:numPr><w:numId w:val='0'/></w:numPr>"
    made = drafted("a.docx", docx(paragraph("甲。", none), numbering=NOTICE))
    assert "Word" not in told(made)


def field(code: str, result: str = "") -> str:
    def mark(kind: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"

    inside = f"{mark('separate')}{run_of(result)}" if result else ""
    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{inside}{mark('end')}"


def test_fields() -> None:
    """A field's result is text; one that Word fills in when it shows it is read, or a doubt."""
    assert_same(drafted("a.docx", whole(field("REF x", PIECE))))
    assert "a field that Word fills in (AUTONUM)" in told(
        drafted("a.docx", whole(field("AUTONUM") + run_of(PIECE)))
    )
    named = numbering(level(0, "chineseCounting", "（%1）"), more="<w:name w:val='N'/>")
    body = f"<w:p>{field('LISTNUM N')}{run_of('甲。')}</w:p>" * 2
    made = drafted("a.docx", docx(body, numbering=named))
    assert made.cleaned.paragraphs == ("（一）甲。", "（二）甲。")
    assert "a field that Word fills in (LISTNUM)" in told(drafted("a.docx", docx(body)))


STYLES = (
    f"<w:styles {NAMES}><w:style w:type='character' w:styleId='H'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='I'><w:basedOn w:val='H'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='toc 1'/></w:style></w:styles>"
)


def looking(properties: str, text: str = "幽灵") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{html.escape(text)}</w:t></w:r>"


@pytest.mark.parametrize(
    "piece",
    [
        looking("<w:rStyle w:val='H'/>"),
        looking("<w:rStyle w:val='I'/>"),
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{run_of('幽灵')}</w:sdtContent></w:sdt>",
        f"<w:r><w:ruby><w:rt>{run_of('幽灵')}</w:rt><w:rubyBase/></w:ruby></w:r>",
        field("XE", "幽灵"),
    ],
)
def test_what_word_hides(piece: str) -> None:
    """Hidden by style, placeholders, glosses, marks of an index: left out by name, and sure."""
    made = drafted("a.docx", whole(piece + run_of(PIECE), styles=STYLES))
    assert_same(made)
    assert left_out(made) == ["幽灵"] and made.doubts == ()


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ("<w:strike/>", "struck text"),
        ("<w:dstrike/>", "struck text"),
        ("<w:color w:val='FFFFFF'/>", "white text"),
        ("<w:sz w:val='2'/>", "text of size 0"),
    ],
)
def test_what_nobody_reads(properties: str, why: str) -> None:
    """Struck, white and tiny text is left out, and a doubt."""
    made = drafted("a.docx", whole(looking(properties) + run_of(PIECE)))
    assert_same(made)
    assert left_out(made) == ["幽灵"] and f"{why} was left out: '幽灵'" in told(made)


@pytest.mark.parametrize(
    "properties",
    [
        "<w:rStyle w:val='H'/><w:vanish w:val='0'/>",
        "<w:strike w:val='false'/>",
        "<w:color w:val='FFFFFF'/><w:shd w:val='clear' w:fill='FF0000'/>",
    ],
)
def test_what_word_shows_after_all(properties: str) -> None:
    """A property that is off, and white on a ground of its own, hide nothing."""
    made = drafted("a.docx", whole(looking(properties, PIECE), styles=STYLES))
    assert_same(made)
    assert made.doubts == () and left_out(made) == []


DRAWN = "<a:graphic><a:graphicData uri='{}'>{}</a:graphicData></a:graphic>"


@pytest.mark.parametrize(
    ("piece", "message"),
    [
        (f"<w:drawing>{DRAWN.format('x/diagram', '')}</w:drawing>", "a diagram stands in the text"),
        (f"<w:drawing>{DRAWN.format('x/chart', '')}</w:drawing>", "a chart stands in the text"),
        (f"<w:drawing>{DRAWN.format('x', '<a:t>框</a:t>')}</w:drawing>", "a drawing stands"),
        (f"<w:drawing>{DRAWN.format('x', '<a:blip/>')}</w:drawing>", "a picture stands"),
        ("<w:pict><v:shape><v:imagedata/></v:shape></w:pict>", "a picture stands in the text"),
        ("<w:pict><v:textpath string='特急'/></w:pict>", "word art stands in the text ('特急')"),
        ("<w:object><o:OLEObject ProgID='X'/></w:object>", "an embedded object"),
        ("<w:contentPart/>", "handwriting stands in the text"),
        ("<w:sym w:font='Wingdings' w:char='F06E'/>", "a symbol that cannot be read"),
        ("<w:footnoteReference w:id='1'/>", "a footnote stands here"),
        ("<w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t>", "raised or lowered"),
    ],
)
def test_what_is_no_text(piece: str, message: str) -> None:
    """Drawings, objects, symbols and notes are doubts that name their paragraph."""
    made = drafted("a.docx", whole(run_of(PIECE) + f"<w:r>{piece}</w:r>"))
    doubt = next(doubt for doubt in made.doubts if message in doubt.message)
    assert PIECE in made.cleaned.paragraphs[doubt.line - 1], doubt
    assert not [p for p in made.problems if p.message.startswith("reading")]


def test_formulas() -> None:
    """A formula on one line is text and a doubt; one of several lines is a doubt of its own."""
    made = drafted("a.docx", whole(f"<m:oMath><m:r><m:t>{PIECE}</m:t></m:r></m:oMath>"))
    assert_same(made)
    assert "a formula stands in the text" in told(made)
    made = drafted(
        "a.docx", whole(run_of(PIECE) + "<m:oMath><m:f><m:r><m:t>1</m:t></m:r></m:f></m:oMath>")
    )
    assert "a formula of several lines" in told(made)


def test_paragraphs_that_go_on() -> None:
    """A paragraph whose mark is hidden or deleted, or a drop cap, goes on in the next."""
    first, second = TEXT.split(PIECE)[0].splitlines()[-1], TEXT.split(PIECE)[1].splitlines()[0]
    for mark in (
        "<w:rPr><w:vanish/><w:specVanish/></w:rPr>",
        "<w:rPr><w:del/></w:rPr>",
        "<w:framePr w:dropCap='drop'/>",
    ):
        body = "".join(
            paragraph(first, mark) + paragraph(PIECE + second) if PIECE in line else paragraph(line)
            for line in LINES
        )
        assert_same(drafted("a.docx", docx(body)))


def test_parts_beside_the_main_one() -> None:
    """Running heads and feet, notes and comments are left out by name."""
    part = f"<w:x {NAMES}><w:p>{run_of('旁边')}</w:p></w:x>"
    made = drafted(
        "a.docx", whole(run_of(PIECE), header1=part, footer2=part, footnotes=part, comments=part)
    )
    assert_same(made)
    assert [d.why for d in made.extract.dropped] == [
        "a running head",
        "a page's foot",
        "a footnote",
        "a comment",
    ]


def test_a_table_of_contents() -> None:
    """By its style or its field it is left out by name."""
    for contents in (
        paragraph("一、目录里的", "<w:pStyle w:val='T'/>"),
        f"<w:p>{field('TOC', '一、目录里的')}</w:p>",
    ):
        body = "".join(map(paragraph, LINES[:5])) + contents + "".join(map(paragraph, LINES[5:]))
        made = drafted("a.docx", docx(body, styles=STYLES))
        assert_same(made)
        assert left_out(made) == ["一、目录里的"]


def test_second_copies() -> None:
    """Of the choices for programs of several ages the first is text; an old one alone is, too."""
    choice = f"<mc:Choice Requires='x'>{run_of(PIECE)}</mc:Choice>"
    old = f"<mc:Fallback>{run_of(PIECE)}</mc:Fallback>"
    made = drafted("a.docx", whole(f"<mc:AlternateContent>{choice}{old}</mc:AlternateContent>"))
    assert_same(made)
    assert left_out(made) == [PIECE]
    assert_same(drafted("a.docx", whole(f"<mc:AlternateContent>{old}</mc:AlternateContent>")))


def test_archives_of_other_writers() -> None:
    """The main part is found by the package's relations or types; names of parts know no case."""
    body = "".join(map(paragraph, LINES))
    xml = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode()
    relations = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<Relationship Id='a' Type='{OFFICE}/officeDocument' Target='/Word/Other.XML'/></Relationships>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f"<Types><Override PartName='/word/other.xml' ContentType='{kind}'/></Types>"
    assert_same(
        drafted("a.docx", zipped({"_rels/.rels": relations.encode(), "WORD/other.xml": xml}))
    )
    assert_same(
        drafted("a.docx", zipped({"[Content_Types].xml": types.encode(), "word/other.xml": xml}))
    )
    strict = xml.replace(SPACES["w"].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert_same(drafted("a.docx", zipped({"word/document.xml": strict})))
