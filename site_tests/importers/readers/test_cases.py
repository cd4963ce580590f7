"""Files as offices, browsers and scanners make them: what must come in of each, or what names it.

The files are invented (cases/README.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.content.loading import load_frame
from generator.importers.drafting import draft
from generator.importers.readers.choosing import read_here
from generator.importers.sources import RawSource, SourceError
from site_tests.conftest import ROOT

CASES = Path(__file__).parent / "cases"
REGISTRY = load_frame(ROOT / "content")[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`text` must be a stretch of the paragraphs, `gone` not; the rest must be said where it says."""

    text: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


THREE = (
    "（一）放开登岸限制。",
    "（二）完善船票。",
    "（三）建设码头。新建码头20座。（自然资源部负责）",
)
"""The three tasks of the files of the first kinds."""
THREE_PLAIN = ("\n（一）放开登岸限制。", "\n（二）完善船票。", "\n（三）建设码头。")
WHOLE = Case(text=THREE_PLAIN, steps=("joined line wraps",))
READ: dict[str, Case] = {
    "01-pdf-page-is-a-picture/freetext-annotation.pdf": Case(
        left_out=("（四）多出来的任务",), doubts=("page 1: a text box lies on it",)
    ),
    "01-pdf-page-is-a-picture/scan-page-2-of-3-per14.pdf": Case(
        problems=("page 2 has no text: it is a picture",)
    ),
    "07-pdf-page-foot-with-bracket/foot-n-of-m-per14.pdf": Case(
        left_out=("第1页（共3页）", "第3页（共3页）"), gone=("页（共",), text=THREE_PLAIN
    ),
    "07-pdf-page-foot-with-bracket/foot-square.pdf": Case(
        left_out=("[1]", "[3]"), gone=("[1]", "[2]"), text=THREE_PLAIN
    ),
    "12-pdf-a-character-a-text-object/doubled-headings.pdf": WHOLE,
    "12-pdf-a-character-a-text-object/single.pdf": WHOLE,
    "16-pdf-with-junk-around/junk-before.pdf": WHOLE,
    "23-pdf-predefined-cmaps/GBKp-EUC-H.pdf": WHOLE,
    "24-pdf-fake-bold/heading-run.pdf": WHOLE,
    "26-red-heads-and-running-heads/51-cid-head-foot.pdf": Case(
        text=("\n（八）做好总结评估。",),
        gone=("政府信息公开",),
        left_out=("国家发展改革委政府信息公开", "— 2 —"),
    ),
    "26-red-heads-and-running-heads/52-cid-redhead.pdf": Case(
        text=("\n国家发展改革委关于印发《2023年集镇邮路和乡间渡口建设重点任务》的通知\n",)
    ),
    "27-formats-owners-have/27-gongwen.ofd": Case(text=("\n国家发展改革委关于印发《",)),
    "28-structures-in-other-forms/59-scan-mixed.pdf": Case(
        problems=("page 2 has no text: it is a picture",)
    ),
    "02-docx-content-that-is-no-w-t/altchunk.docx": Case(doubts=("another document is inserted",)),
    "02-docx-content-that-is-no-w-t/equation.docx": Case(
        text=("比重提高到20%以上",), doubts=("a formula stands in the text ('20%')",)
    ),
    "02-docx-content-that-is-no-w-t/ole-object.docx": Case(doubts=("an embedded object",)),
    "02-docx-content-that-is-no-w-t/picture.docx": Case(
        doubts=("a picture stands in the text ('责任分工表')",)
    ),
    "02-docx-content-that-is-no-w-t/wordart.docx": Case(
        doubts=("word art stands in the text ('国家发展和改革委员会文件')",)
    ),
    "03-docx-numbers-by-style/items-by-style.docx": Case(
        doubts=("a paragraph that Word numbers (a list that the document lacks)",)
    ),
    "03-docx-numbers-by-style/task-by-style.docx": Case(
        doubts=("a paragraph that Word numbers (a list that the document lacks)",)
    ),
    "04-html-numbers-by-list/ol-items.html": Case(
        text=("\n1.推进渡口改造。\n2.推进灯塔改造。\n",),
        steps=("read the numbers that the page's lists make (2)",),
    ),
    "04-html-numbers-by-list/ol-task.html": Case(
        text=("\n1.建设码头。",), steps=("read the numbers that the page's lists make (1)",)
    ),
    "08-text-that-no-reader-sees/docx-hidden-by-style.docx": Case(
        text=("。按新办法办理",), left_out=("内部掌握的",)
    ),
    "08-text-that-no-reader-sees/docx-ruby.docx": Case(text=("放开登岸限制",), left_out=("dēng",)),
    "08-text-that-no-reader-sees/docx-struck.docx": Case(
        text=("。按新办法办理",), left_out=("旧办法",), doubts=("struck text was left out",)
    ),
    "08-text-that-no-reader-sees/docx-wingdings-ascii.docx": Case(
        text=("\n推进渡口改造。",), left_out=("n",), doubts=("a symbol of Wingdings",)
    ),
    "08-text-that-no-reader-sees/html-class-hidden.html": Case(
        text=("登岸限制。全面放开",), left_out=("干扰文字",)
    ),
    "08-text-that-no-reader-sees/html-footnote-mark.html": Case(
        doubts=("raised or lowered text '2'", "raised or lowered text '[1]'")
    ),
    "08-text-that-no-reader-sees/html-struck.html": Case(
        text=("登岸限制。全面放开",), left_out=("旧办法",), doubts=("struck text was left out",)
    ),
    "13-html-blocks-not-known/article.html": Case(text=THREE),
    "13-html-blocks-not-known/blockquote.html": Case(text=THREE),
    "13-html-blocks-not-known/center.html": Case(text=(*THREE, "任务》的通知\n发改规划")),
    "13-html-blocks-not-known/noscript-silent.html": Case(
        doubts=("text for browsers without scripts was left out",)
    ),
    "13-html-blocks-not-known/pre.html": Case(text=THREE),
    "13-html-blocks-not-known/th-silent.html": Case(text=THREE),
    "14-valid-docx-refused/document2.docx": Case(text=THREE),
    "14-valid-docx-refused/strict.docx": Case(text=THREE),
    "15-one-bad-byte/gbk-a0-in-text.html": Case(
        text=("你们\ufffd，请认真", *THREE),
        steps=("put U+FFFD for 1 byte(s) that are no gb18030 (line 1)",),
        problems=("character U+FFFD",),
    ),
    "15-one-bad-byte/gbk-ff-in-footer.html": Case(text=THREE, steps=("put U+FFFD for 1 byte(s)",)),
    "15-one-bad-byte/utf16le-no-bom.html": Case(text=THREE),
    "25-indents-and-invisible-characters/16-zerowidth-softhyphen.txt": Case(
        steps=("dropped invisible characters (11)",), gone=("\u200b", "\u00ad")
    ),
    "25-indents-and-invisible-characters/32-govcn-emsp.html": Case(text=("\n一、总体要求\n",)),
    "26-red-heads-and-running-heads/45-redhead-textbox.docx": Case(
        left_out=("内部资料 注意保存", "— 1 —")
    ),
    "27-formats-owners-have/03-govcn.mhtml": Case(text=("\n（八）做好总结评估。",)),
    "27-formats-owners-have/03d-mhtml-renamed.html": Case(text=("\n（八）做好总结评估。",)),
    "28-structures-in-other-forms/08-news-reprint.html": Case(
        text=("\n（一）补齐集镇邮亭短板。", "\n（八）做好总结评估。"),
        gone=("渡口新闻网", "责任编辑"),
        left_out=("全文如下", "相关阅读 邮亭里的书"),
        doubts=("is this part of the document?, in '",),
    ),
    "28-structures-in-other-forms/41-autonumber.docx": Case(
        text=("\n一、总体要求\n", "\n（一）补齐集镇邮亭短板。", "\n（八）做好总结评估。"),
        steps=("read the numbers that Word sets before paragraphs (12)",),
    ),
    "28-structures-in-other-forms/43-table.docx": Case(
        text=("\n（一）补齐集镇邮亭短板。", "\n责任单位：发展改革委、交通运输部、财政部\n"),
        steps=("wrote the rows of a table as paragraphs, each cell with its column's head (8)",),
        left_out=("序号", "责任单位"),
    ),
    "28-structures-in-other-forms/47-with-toc.docx": Case(text=("\n（八）做好总结评估。",)),
    "28-structures-in-other-forms/64-html-ol-numbers.html": Case(
        text=("\n1.补齐集镇邮亭短板。", "\n8.做好总结评估。"),
        steps=("read the numbers that the page's lists make (8)",),
    ),
}
REFUSED: dict[str, tuple[str, str]] = {
    "27-formats-owners-have/07-wechat-saved.html": ("公众号", "official copies alone"),
    "27-formats-owners-have/24-mail.eml": ("a mail", "attached"),
    "27-formats-owners-have/24d-outlook.msg": ("a mail of Outlook", "attached"),
    "27-formats-owners-have/26-wps.wps": ("a document of WPS", "另存为 .docx"),
}


@pytest.mark.parametrize("name", READ)
def test_what_comes_in_and_what_is_named(name: str) -> None:
    """What a reader of the file sees is text; all else is a step, left out by name, or a doubt."""
    case = READ[name]
    path = CASES / name
    source = RawSource(name=path.name, data=path.read_bytes())
    notice = "2021" if path.parent.name < "25" else "2023"
    made = draft(source, notice_id=notice, series="x", registry=REGISTRY, read=read_here)
    text = "\n".join(["", *made.cleaned.paragraphs, ""])
    assert all(stretch in text for stretch in case.text), text
    assert not any(stretch in text for stretch in case.gone), text
    left_out = "\n".join(d.text for d in (*made.extract.dropped, *made.cleaned.removed))
    for wanted, said in (
        (case.steps, "\n".join(made.cleaned.steps)),
        (case.left_out, left_out),
        (case.doubts, "\n".join(doubt.message for doubt in made.doubts)),
        (case.problems, "\n".join(problem.message for problem in made.problems)),
    ):
        assert all(words in said for words in wanted), said
    if not case.problems:
        assert not [p for p in made.problems if p.message.startswith(("reading", "cleaning"))]
        if case.text == THREE:
            assert made.problems == () and made.doubts == (), (made.problems, made.doubts)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_named(name: str) -> None:
    """A format that is not read is called by its name, with a way on."""
    path = CASES / name
    kind, way = REFUSED[name]
    with pytest.raises(SourceError, match=kind) as caught:
        read_here(RawSource(name=path.name, data=path.read_bytes()))
    assert way in caught.value.hint


def test_every_case_is_tried() -> None:
    """No file lies there without a test."""
    files = {p.relative_to(CASES).as_posix() for p in CASES.glob("*/*")}
    assert files == {*READ, *REFUSED}
