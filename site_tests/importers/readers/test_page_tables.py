"""Tables that ruled lines draw on a PDF's pages: their rows become paragraphs, or one doubt says why not.

The pages are drawn here: each cell's text is broken where it is full.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from generator.importers.drafting import Draft, draft
from generator.importers.readers.choosing import read_here
from generator.importers.readers.page_tables import tables_of
from generator.importers.sources import RawSource

TITLE = "云屿国规划院关于实施9001年重点任务的通知"
HEAD = (TITLE, "屿规〔9001〕3号", "各岛规划所：", "现就实施重点任务通知如下。")
FOOT = ("云屿国规划院", "9001年4月5日")
HEADS = ("序号", "重点任务", "责任单位", "完成时限")
ROWS: list[Sequence[str]] = [
    HEADS,
    ("一、便利岛民往来",),
    (
        "1",
        "完善渡船票价机制，按航程核定票价，按季公布，对老人和学生减收三成",
        "渡津部",
        "9001年6月底",
    ),
    ("2", "推进星湾岛群建设，编制建设规划", "规划院、渡津部、潮汐署、灯塔总署", "全年推进"),
    ("二、守护航道",),
    ("3", "新建灯塔40座", "灯塔总署", "9001年底前"),
]
MADE = (
    "一、便利岛民往来",
    "1.完善渡船票价机制，按航程核定票价，按季公布，对老人和学生减收三成",
    "责任单位：渡津部",
    "完成时限：9001年6月底",
    "2.推进星湾岛群建设，编制建设规划",
    "责任单位：规划院、渡津部、潮汐署、灯塔总署",
    "完成时限：全年推进",
    "二、守护航道",
    "3.新建灯塔40座",
    "责任单位：灯塔总署",
    "完成时限：9001年底前",
)
WIDTHS, SIZE, PAD = (40, 180, 120, 110), 12, 5
LEFT, RIGHT = 70, 70 + sum(WIDTHS)


class Pages:
    """Draws a notice with a table; `rule` says how its lines are drawn, `turned` sets pages on their side."""

    def __init__(self, rule: str = "all", *, turned: bool = False, centred: bool = False) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self.data = io.BytesIO()
        self.sheet = canvas.Canvas(self.data, pagesize=(595, 842), invariant=1)
        self.rule, self.turned, self.centred = rule, turned, centred
        self.begin()

    def begin(self) -> None:
        self.y = 780.0
        if self.turned:
            self.sheet.setPageSize((842, 595))
            self.sheet.translate(842, 0)
            self.sheet.rotate(90)
        self.sheet.setFont("STSong-Light", SIZE)

    def next(self, foot: str = "") -> None:
        if foot:
            self.sheet.drawString(300, 40, foot)
        self.sheet.showPage()
        self.begin()

    def lines(self, texts: Sequence[str]) -> None:
        for text in texts:
            self.sheet.drawString(LEFT, self.y, text)
            self.y -= 24

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        for row in rows:
            widths = WIDTHS if len(row) > 1 else (sum(WIDTHS),)
            cells = [broken(text, width - 2 * PAD) for text, width in zip(row, widths, strict=True)]
            height = 10 + 16 * max(map(len, cells))
            x = float(LEFT)
            for lines, width in zip(cells, widths, strict=True):
                for place, line in enumerate(lines):
                    own = pdfmetrics.stringWidth(line, "STSong-Light", SIZE)
                    at = x + (width - own) / 2 if self.centred else x + PAD
                    self.sheet.drawString(at, self.y - 15 - 16 * place, line)
                self.draw(x, self.y - height, width, height)
                x += width
            self.y -= height
        self.y -= 30

    def draw(self, x: float, y: float, width: float, height: float) -> None:
        if self.rule == "all":
            self.sheet.line(x, y, x + width, y)
            self.sheet.line(x, y + height, x + width, y + height)
        if self.rule == "boxes":
            self.sheet.rect(x, y, width, height)
        if self.rule == "bars":
            for bar in ((x, y, width, 0.6), (x, y + height, width, 0.6), (x, y, 0.6, height)):
                self.sheet.rect(*bar, stroke=0, fill=1)
            self.sheet.rect(x + width, y, 0.6, height, stroke=0, fill=1)
        if self.rule == "open":  # no lines at the table's left and right
            self.sheet.line(x, y, x + width, y)
            self.sheet.line(x, y + height, x + width, y + height)
        for edge in (x, x + width):
            inside = LEFT < edge < RIGHT
            if self.rule == "all" or (self.rule == "open" and inside):
                self.sheet.line(edge, y, edge, y + height)

    def bytes(self) -> bytes:
        self.sheet.save()
        return self.data.getvalue()


def broken(text: str, width: float) -> list[str]:
    """The lines of a cell's text."""
    lines = [""]
    for character in text:
        if pdfmetrics.stringWidth(lines[-1] + character, "STSong-Light", SIZE) > width:
            lines.append("")
        lines[-1] += character
    return lines


def drafted(pages: Pages) -> Draft:
    source = RawSource(name="a.pdf", data=pages.bytes())
    return draft(source, notice_id="9001", series="x", read=read_here)


@pytest.mark.parametrize("centred", [False, True])
@pytest.mark.parametrize("rule", ["all", "boxes", "bars", "open"])
def test_the_rows_of_a_ruled_table(rule: str, centred: bool) -> None:
    """Each cell's lines are one text, behind its column's head, however the lines are drawn."""
    pages = Pages(rule, centred=centred)
    pages.lines(HEAD)
    pages.table(ROWS)
    pages.lines(FOOT)
    made = drafted(pages)
    assert made.cleaned.paragraphs == (*HEAD, *MADE, *FOOT)
    assert made.problems == () and made.doubts == ()


def test_a_page_on_its_side() -> None:
    """The lines are turned with the text."""
    pages = Pages(turned=True)
    pages.lines(HEAD)
    pages.table(ROWS)
    pages.lines(FOOT)
    assert drafted(pages).cleaned.paragraphs == (*HEAD, *MADE, *FOOT)


@pytest.mark.parametrize("again", [[HEADS], []])
def test_a_table_over_two_pages(again: list[Sequence[str]]) -> None:
    """It is one table, whether or not its heads stand on the next page again; page numbers are none of it."""
    pages = Pages()
    pages.lines(HEAD)
    pages.table(ROWS[:3])
    pages.next("1")
    pages.table([*again, *ROWS[3:]])
    pages.lines(FOOT)
    pages.next("2")
    made = drafted(pages)
    assert made.cleaned.paragraphs == (*HEAD, *MADE, *FOOT)
    assert made.problems == () and made.doubts == ()


@pytest.mark.parametrize("again", [[HEADS], []])
def test_a_row_over_two_pages(again: list[Sequence[str]]) -> None:
    """A row that has no number at the top of a page may be the rest of the one before: a doubt."""
    pages = Pages()
    pages.lines(HEAD)
    pages.table(ROWS[:4])
    pages.next()
    pages.table([*again, ("", "并做好宣传", "", ""), *ROWS[4:]])
    pages.lines(FOOT)
    told = [doubt.message for doubt in drafted(pages).doubts]
    assert any("may go on here" in message for message in told)


def test_a_table_without_lines() -> None:
    """Its cells cannot be told apart surely: one doubt names the page and the way out."""
    pages = Pages("none")
    pages.lines(HEAD)
    pages.table([("序号", "任务", "责任单位", "完成时限"), ("1", "修建灯塔", "渡津部", "年底")])
    pages.lines(FOOT)
    made = drafted(pages)
    told = [(d.message, d.hint) for d in made.doubts if "table" in d.message]
    assert len(told) == 1 and "page 1" in told[0][0] and "import the .docx" in told[0][1]


FRAMES = {
    "a frame": [(0, 0, 100, 0), (0, 100, 100, 100), (0, 0, 0, 100), (100, 0, 100, 100)],
    "underlines": [(0, y, 100, y) for y in range(0, 100, 20)],
    "a row": [(0, 0, 90, 0), (0, 30, 90, 30), *((x, 0, x, 30) for x in (0, 30, 60, 90))],
    "steps": [
        (0, 0, 60, 0),
        (0, 30, 30, 30),
        (0, 60, 60, 60),
        (0, 0, 0, 60),
        (30, 30, 30, 60),
        (60, 0, 60, 60),
    ],
}


@pytest.mark.parametrize("name", FRAMES)
def test_lines_that_are_no_table(name: str) -> None:
    """A frame, underlines, a single row, fields that are no rectangles: none takes text away from its page."""
    assert tables_of(FRAMES[name]) == []


def test_a_table_without_heads() -> None:
    """Nothing tells what its columns are: its text stays in the page's lines, numbers with what they number."""
    pages = Pages()
    pages.lines(HEAD)
    widths = ("（一）", "修建灯塔。新建四十座。", "渡津部负责", "年底")
    pages.table([widths, ("（二）", "清理码头。逐一登记。", "渡津部负责", "年底")])
    made = drafted(pages)
    assert not any("columns are not known" in doubt.message for doubt in made.doubts)
