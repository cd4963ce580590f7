"""OFD, the national format of 公文: its lines by their places, as those of a PDF."""

from __future__ import annotations

import html

import pytest

from generator.importers.sources import SourceError
from site_tests.importers.readers.test_pdf import wrapped
from site_tests.importers.readers.tricky import TEXT, assert_same, drafted, left_out, told
from site_tests.sources import zipped

NAME = "xmlns:ofd='http://www.ofdspec.org/2016'"
SIZE, STEP = 5.6, 7.5


def text(line: str, x: float, y: float, more: str = "") -> str:
    """A line's object; its characters stand `SIZE` apart, Latin ones at half of that."""
    steps = " ".join(str(SIZE if c > "\xff" else SIZE * 0.6) for c in line[:-1])
    return (
        f"<ofd:TextObject Boundary='{x} {y} 170 8' Size='{SIZE}' {more}>"
        f"<ofd:TextCode X='0' Y='5' DeltaX='{steps}'>{html.escape(line)}</ofd:TextCode></ofd:TextObject>"
    )


def ofd(*, extra: str = "", foot: str = "", per: int = 22, annotation: str = "") -> bytes:
    """The notice as an OFD; `extra` stands on the first page, `foot` in a template."""
    lines = wrapped()
    pages = [lines[start : start + per] for start in range(0, len(lines), per)]
    files = {
        "OFD.xml": f"<ofd:OFD {NAME}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAME}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:TemplatePage ID='9' BaseLoc='Tpls/T.xml'/></ofd:CommonData><ofd:Pages>"
        + "".join(
            f"<ofd:Page ID='{n}' BaseLoc='Pages/P{n}/Content.xml'/>" for n in range(len(pages))
        )
        + "</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/T.xml": f"<ofd:Page {NAME}>{foot}</ofd:Page>",
    }
    for number, page in enumerate(pages):
        objects = "".join(
            text(line, 30 + (2 * SIZE if first else 0), 30 + STEP * place)
            for place, (line, first) in enumerate(page)
        )
        files[f"Doc_0/Pages/P{number}/Content.xml"] = (
            f"<ofd:Page {NAME}><ofd:Template TemplateID='9'/><ofd:Content><ofd:Layer>"
            f"{objects}{extra if number == 0 else ''}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    if annotation:
        files["Doc_0/Annots/Page_0/Annotation.xml"] = annotation
    return zipped({name: xml.encode() for name, xml in files.items()})


@pytest.mark.parametrize("per", [8, 22])
@pytest.mark.parametrize("name", ["a.ofd", "a.zip", "a"])
def test_an_ofd(per: int, name: str) -> None:
    """Lines become paragraphs by their indents and edges, over pages, with any suffix."""
    if name == "a.zip":
        with pytest.raises(SourceError, match="an archive"):
            drafted(name, ofd(per=per))
        return
    made = drafted(name, ofd(per=per))
    assert_same(made)
    assert made.extract.layout == "ofd" and made.doubts == ()


def test_templates() -> None:
    """What a template sets on every page is left out by name."""
    made = drafted("a.ofd", ofd(per=8, foot=text("云屿国规划院", 60, 285)))
    assert_same(made)
    assert "云屿国规划院" in left_out(made)


def test_steps_between_characters() -> None:
    """`g 3 5.6` is three steps of 5.6; a matrix moves and scales."""
    line = "修缮旧船。"
    steps = (
        f"<ofd:TextObject Boundary='30 270 170 8' Size='2.8' CTM='2 0 0 2 0 0'><ofd:TextCode X='0' Y='2.5'"
        f" DeltaX='g 4 2.8'>{line}</ofd:TextCode></ofd:TextObject>"
    )
    made = drafted("a.ofd", ofd(extra=steps, per=22))
    assert line in made.cleaned.paragraphs


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        (text("幽灵", 30, 280, "Visible='false'"), "hidden text"),
        (text("幽灵", 30, 280, "Alpha='0'"), "text that is not painted"),
        (
            text("幽灵", 30, 280).replace(
                "<ofd:TextCode", "<ofd:FillColor Value='255 255 255'/><ofd:TextCode", 1
            ),
            "white text",
        ),
    ],
)
def test_text_that_nobody_sees(extra: str, why: str) -> None:
    """Hidden and white text is left out, and a doubt."""
    made = drafted("a.ofd", ofd(extra=extra, per=22))
    assert_same(made)
    assert "幽灵" in left_out(made) and f"{why} was left out: '幽灵'" in told(made)


def test_pictures() -> None:
    """A page without text is a Problem, a large picture on a page a doubt."""
    image = "<ofd:ImageObject Boundary='0 0 210 150'/>"
    made = drafted("a.ofd", ofd(extra=image, per=22))
    assert_same(made)
    assert "a picture covers 51% of it" in told(made)
    page = f"<ofd:Page {NAME}>{image}</ofd:Page>"
    empty = {"OFD.xml": "<x/>", "Doc_0/Pages/Page_0/Content.xml": page}
    with pytest.raises(SourceError, match="without text: pictures") as caught:
        drafted("a.ofd", zipped({name: xml.encode() for name, xml in empty.items()}))
    assert "export a PDF" in caught.value.hint


def test_annotations() -> None:
    """Words put on a page afterwards are a doubt."""
    note = f"<ofd:PageAnnot {NAME}><ofd:Annot Type='Stamp'>{text('幽灵', 9, 9)}</ofd:Annot></ofd:PageAnnot>"
    made = drafted("a.ofd", ofd(annotation=note))
    assert_same(made)
    assert "an annotation (Stamp) lies on a page: '幽灵'" in told(made)


@pytest.mark.parametrize(
    "files",
    [
        {"a.xml": b"<x/>"},
        {"OFD.xml": b"<x>"},
        {"OFD.xml": b"<x/>"},
        {"OFD.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"},
        {"OFD.xml": b"<x/>", "../x": b""},
    ],
)
def test_broken_archives(files: dict[str, bytes]) -> None:
    """Damaged and hostile files are refused with a way on."""
    with pytest.raises(SourceError) as caught:
        drafted("a.ofd", zipped(files))
    assert caught.value.hint


def test_the_text_is_the_notice() -> None:
    """The pages of these tests hold the whole notice."""
    assert "".join(line for line, _ in wrapped()) == TEXT.replace("\n", "")
