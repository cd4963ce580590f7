"""What a source holds besides its text: each construct comes out right, or is told with its place.

The notice is `tricky.txt`: a section without tasks, clauses of every form, one of nothing but names.
"""

from __future__ import annotations

import html
import io
import zipfile
from pathlib import Path

import opencc
import pytest

from generator.importers.sources import SourceError
from generator.notice.normal_text import normal_text
from site_tests.conftest import ROOT
from site_tests.importers.readers.tricky import (
    BODY,
    LINES,
    NUMBER,
    PIECE,
    TEXT,
    TITLE,
    assert_same,
    drafted,
    left_out,
    paragraphs,
    policy,
    told,
    with_piece,
)
from site_tests.sources import bomb_pdf, docx_of, page, pdf_of, run_of, zipped


def test_the_plain_text() -> None:
    """The notice itself: no Problem, no doubt, a clause for each bracket, also of names alone."""
    made = drafted("a.txt", TEXT)
    assert_same(made)
    assert made.doubts == ()
    assert made.notice is not None
    tasks = {task.label: task for task in made.notice.tasks}
    assert [len(tasks[f"（{n}）"].clauses) for n in "一二三四五六七八九"] == [
        1,
        1,
        1,
        3,
        1,
        1,
        1,
        1,
        1,
    ]
    assert tasks["（九）"].clauses[0].text == "（规划院、渡津部）"
    assert made.notice.sections[0].tasks == ()


def wrapped(foot: str, every: int = 12) -> str:
    """The text in lines of 28 characters, with page feet where `foot` has `{}` for the number."""
    lines: list[str] = []
    count = pages = 0
    for line in LINES:
        for start in range(0, len(line), 28):
            lines.append(line[start : start + 28])
            count += 1
            if count % every == 0:
                pages += 1
                lines.append(foot.format(pages))
    return "\n".join(lines)


@pytest.mark.parametrize(
    "foot",
    [
        "{}",
        "·{}·",
        "{}/3",
        "- {} -",
        "-{}-",
        "— {} —",
        "－ {} －",
        "• {} •",
        "第 {} 页 共 3 页",
        "第{}页",
    ],
)
def test_page_feet(foot: str) -> None:
    """Feet of every form are taken away and reported; none becomes text."""
    made = drafted("a.txt", wrapped(foot))
    assert_same(made)
    assert foot.format(1) in left_out(made) and foot.format(2) in left_out(made)


def test_a_bare_number_that_counts_nothing() -> None:
    """A line of digits alone that is no page's foot for sure is a Problem, not text."""
    made = drafted("a.txt", wrapped("{}", every=25))
    assert "a line that is only '1'" in told(made)
    made = drafted("a.txt", wrapped("7{}"))
    assert "a line that is only '71'" in told(made)


def test_pdf_with_plain_feet() -> None:
    """The same in a PDF."""
    made = drafted("a.pdf", pdf_of(wrapped("x\0").replace("x\0\n", "").splitlines(), "{}"))
    assert_same(made)
    assert "1" in left_out(made)


def test_pdf_with_a_page_that_swells() -> None:
    """A page that cannot be unpacked is no empty page: the PDF is refused by name."""
    with pytest.raises(SourceError, match="the PDF swells when unpacked"):
        drafted("a.pdf", bomb_pdf())


WIKI_SAME = {
    "right with a length": ("云屿国规划院\n", "{{right|云屿国规划院|4em}}\n"),
    "gap with a length": ("（二）", "{{gap|2em}}（二）"),
    "a wrapper in a wrapper": (
        "\n9004年潮间带修缮重点任务",
        "\n{{c|{{x-larger block|'''9004年潮间带修缮重点任务'''}}}}",
    ),
    "a note": (PIECE, PIECE + "<ref>编者注：存疑</ref>"),
    "a named note": (PIECE, PIECE + '<ref name="a" />'),
    "a comment": (PIECE, PIECE + "<!-- 存疑\n两行 -->"),
    "no conversion": (PIECE, f"-{{{PIECE}}}-"),
    "a link outside": (PIECE, f"[https://x.example/a?b=1 {PIECE}]"),
    "a link with a label": (PIECE, f"[[牡蛎礁|{PIECE}]]"),
    "an entity": ("“", "&ldquo;"),
    "no wiki": (PIECE, f"<nowiki>{PIECE}</nowiki>"),
    "a magic word": ("（二）", "__NOTOC__（二）"),
    "a category": ("（九）", "[[Category:9004年]]（九）"),
    "another wiki": ("（九）", "[[en:Ferry]]（九）"),
    "bold": (PIECE, f"'''{PIECE}'''"),
    "a span": (PIECE, f"<span style='x'>{PIECE}</span>"),
    "a heading": ("一、总体要求", "== 一、总体要求 =="),
}
WIKI_REFUSED = {
    "a conversion": f"-{{zh-hans:{PIECE};zh-hant:木料優先}}-",
    "a template": f"{{{{不知道|{PIECE}}}}}",
    "a page's name": "{{PAGENAME}}",
    "two texts": f"{{{{right|{PIECE}|别的}}}}",
    "a link without a label": "[https://x.example]",
    "an unknown tag": f"<blink>{PIECE}</blink>",
    "a picture": "[[File:a.png|thumb|图]]",
    "a link of three": "[[甲|乙|丙]]",
    "no end": "{{gap",
    "no beginning": "}}",
    "an unknown entity": "&nosuch;",
    "a comment without end": "<!-- 存疑",
    "a table without end": "\n{| class=x\n|-\n| 甲 || 乙\n",
}


def wikitext(text: str, title: str = TITLE) -> str:
    lines = "\n\n".join(text.splitlines()[2:])
    head = f"{{{{Header\n|title={title}\n|发文字号={NUMBER}\n|notes=[http://x.example 站]\n}}}}"
    return f"{head}\n<onlyinclude>\n{lines}\n</onlyinclude>\n{{{{PD-PRC-exempt}}}}\n"


@pytest.mark.parametrize("name", WIKI_SAME)
def test_wikitext_that_is_known(name: str) -> None:
    """Known mark-up goes, and the text is the same; notes and links of the wiki are reported."""
    old, new = WIKI_SAME[name]
    made = drafted("a.wikitext", wikitext(TEXT.replace(old, new)))
    assert_same(made)
    if any(mark in new for mark in ("<ref", "<!--", "Category", "en:")):
        assert left_out(made)


@pytest.mark.parametrize("name", WIKI_REFUSED)
def test_wikitext_that_is_not_known(name: str) -> None:
    """Every other construct is refused with the line that it stands in."""
    text = wikitext(TEXT.replace(PIECE, WIKI_REFUSED[name]))
    with pytest.raises(SourceError, match=r"line (?:29|31): "):
        drafted("a.wikitext", text)


def test_wikitext_keeps_what_is_printed() -> None:
    """Of an uploader's correction the printed form is the text; the other one is reported."""
    made = drafted("a.wikitext", wikitext(TEXT.replace("栈道", "{{SIC|桟道|栈道}}")))
    assert made.notice is not None and "修补桟道。" in normal_text(made.notice)
    assert "栈道" in left_out(made)


def test_wikitext_with_a_template_for_a_title() -> None:
    """A title that only the wiki can fill in is refused."""
    with pytest.raises(SourceError, match="title is no plain text"):
        drafted("a.wikitext", wikitext(TEXT, "{{PAGENAME}}"))


def markdown() -> str:
    def marked(line: str) -> str:
        if line[1] == "、":
            return f"## {line}"
        return f"### {line.replace('。', '。' + chr(10) * 2, 1)}" if line.startswith("（") else line

    return f"# {TITLE}\n\n{NUMBER}\n\n" + "\n\n".join(map(marked, BODY)) + "\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("\n", "\r\n"),
        ("# 云屿国", "---\nnotice: x\nseries: y\n---\n\n# 云屿国"),
        ("## 三、", "***\n\n## 三、"),
        ("## 一、", "#### 一、"),
    ],
)
def test_markdown_that_loses_nothing(old: str, new: str) -> None:
    """Line ends, front matter, a divider, a heading of another level: the text is whole."""
    made = drafted("a.md", markdown().replace(old, new, 1 if old != "\n" else -1))
    assert_same(made)
    assert ("front matter" in {d.why for d in made.extract.dropped}) == new.startswith("---")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("屿规〔", "#### 多出的一行\n\n屿规〔", "'多出的一行' ends without a mark"),
        ("## 二、", "# 多出的标题\n\n## 二、", "'多出的标题' ends without a mark"),
        ("## 一、", "### （一）先行。先行的事。\n\n## 一、", "task （一） where （二） comes"),
        ("# 云屿国", "---\n分隔线之间\n---\n# 云屿国", "the title ends"),
        (PIECE, f"**{PIECE}", "'**' looks like a mark of Markdown"),
    ],
)
def test_markdown_that_is_doubted(old: str, new: str, message: str) -> None:
    """What is no part of the notice's form is told, never left out without a word."""
    assert message in told(drafted("a.md", markdown().replace(old, new, 1)))


DOUBTED = {
    "spaces in a number": ("（九）", "( 九 )", "is like a task's number"),
    "a mark behind a number": ("（五）", "（五）、", "task （五） begins '、"),
    "the last number missing": ("（九）", "", "like a task itself"),
    "an arabic number": ("（九）", "（9）", "is like a task's number"),
    "a circled number": ("（九）", "㈨", "is like a task's number"),
    "an unknown name": ("渡津部、稻田署等", "渡津郜、稻田署等", "nobody knows '渡津郜'"),
    "an unclosed clause": ("稻田署等负责）", "稻田署等负责", "is not closed"),
    "a broken number": ("屿规〔9004〕3号", "屿规90043号", "is it '屿规90043号'?"),
    "a broken day": ("9004年4月5日", "9004年4月", "no day of issue"),
    "spaces in a word": (PIECE, "木 料 优 先", "white space in"),
    "a space before a mark": ("潮退之后修缮，", "潮退之后修缮 ，", "white space in"),
    "a western mark": ("潮退之后修缮，", "潮退之后修缮,", "a western mark"),
    "lost characters": (PIECE, "木???先", "may be lost"),
    "a box": (PIECE, "木□先", "may be lost"),
    "a variation selector": (PIECE, "木\ufe0f料", "U+FE0F"),
    "a tag character": (PIECE, "木\U000e0041料", "U+E0041"),
    "a combining mark": (PIECE, "木\u0301料", "U+0301"),
    "a part of a character": (PIECE, "\u2ea1木料优先", "U+2EA1"),
    "a filler": (PIECE, "木\u3164料", "U+3164"),
    "a traditional character": (PIECE, "木料優先", "'優' is not simplified"),
    "a gloss": (PIECE, "木(mù)料", "a gloss"),
    "a title in two lines": ("印发《9004", "印发\n《9004", "the title ends"),
    "an annex title in two lines": ("\n9004年潮间带修缮", "\n9004年潮间带\n修缮", "without a mark"),
}


@pytest.mark.parametrize("name", DOUBTED)
def test_doubts(name: str) -> None:
    """What may be right and may not be is a doubt, with its paragraph."""
    old, new, message = DOUBTED[name]
    made = drafted("a.txt", TEXT.replace(old, new, 1))
    assert any(message in str(d) and d.hint for d in (*made.problems, *made.doubts)), told(made)


@pytest.mark.parametrize(
    ("printed", "meant"), [("\u2f4a", "木"), ("\u2ed4", "门"), ("\u2f00", "一")]
)
def test_a_radical_in_the_place_of_a_character(printed: str, meant: str) -> None:
    """Programs that print PDFs take ⽊ for 木, of which a reader sees nothing: it is read, and said."""
    count = TEXT.count(meant)
    made = drafted("a.txt", TEXT.replace(meant, printed))
    assert count and made.cleaned.paragraphs == drafted("a.txt", TEXT).cleaned.paragraphs
    assert f"read radicals as the characters that they print ({count})" in made.cleaned.steps


def test_only_the_first_break_of_a_cascade() -> None:
    """One missing task is one Problem, not one for every task behind it."""
    made = drafted("a.txt", "\n".join(line for line in LINES if not line.startswith("（二）")))
    assert [p.message for p in made.problems] == ["task （三） where （二） comes"]
    assert made.problems[0].line == 14


def test_a_word_at_a_wrap() -> None:
    """A line that ends in a Latin letter before another one is a doubt: one word, or two?"""
    long = "推广数字孪生技术并在全部灯塔上安装 New Ferry Network Platform 平台和各类浮标。"
    text = TEXT.replace("逐一登记旧船。", long)
    lines = [line[i : i + 28] for line in text.splitlines() for i in range(0, len(line), 28)]
    assert "joined over a line's end" in told(drafted("a.txt", "\n".join(lines)))


@pytest.mark.parametrize("head", ["policyLibraryOverview_header", "policyLibraryOverview_content"])
def test_the_policy_library(head: str) -> None:
    """Either block of facts shows the layout; both days are kept."""
    made = drafted("a.html", policy(paragraphs(BODY), head))
    assert_same(made)
    assert made.extract.layout == "govcn-policy"
    assert (made.extract.signed, made.extract.published) == ("9004-04-05", "9004-04-06")


def test_a_title_over_two_paragraphs() -> None:
    """A title that the page breaks is whole again."""
    assert_same(drafted("a.html", policy(paragraphs([TITLE[:9], TITLE[9:], NUMBER, *BODY]))))


@pytest.mark.parametrize(
    ("new", "gone"),
    [
        (f"<span style='display: none'>幽灵</span>{PIECE}", "幽灵"),
        (f"<span hidden>幽灵</span>{PIECE}", "幽灵"),
        (f"<b style='visibility:hidden'>幽灵</b>{PIECE}", "幽灵"),
        ("<ruby>木<rp>(</rp><rt>mù</rt><rp>)</rp></ruby>料优先", "mù"),
        (f"{PIECE}<script>幽灵</script><style>x</style><!-- 幽灵 -->", ""),
    ],
)
def test_hidden_text(new: str, gone: str) -> None:
    """What a reader of the page does not see is no text, and is reported."""
    made = drafted("a.html", with_piece(new))
    assert_same(made)
    assert not gone or gone in left_out(made)


@pytest.mark.parametrize("new", ["<select><option>木料</select>优先", "<button>木料</button>优先"])
def test_controls(new: str) -> None:
    """Text of a control is left out, reported, and a doubt."""
    made = drafted("a.html", with_piece(new))
    assert "木料" in left_out(made) and "was left out" in told(made)


def test_a_picture_in_the_text() -> None:
    """A picture may be a word: a doubt."""
    assert "a picture stands in the text ('木')" in told(
        drafted("a.html", with_piece("<img alt=木>料优先"))
    )


@pytest.mark.parametrize(
    ("new", "shown"),
    [
        ("Smart\n   Ferry", "Smart Ferry"),
        ("木料\n   优先", PIECE),
        ("Smart\n<b>Ferry</b>", "Smart Ferry"),
    ],
)
def test_line_breaks_of_the_source(new: str, shown: str) -> None:
    """A line break of the page's source is a space between Latin words, and nothing else."""
    made = drafted("a.html", with_piece(new))
    assert made.notice is not None
    assert normal_text(made.notice) == TEXT.replace(PIECE, shown)


def test_a_break_inside_a_sentence() -> None:
    """<br> in mid-sentence does not part the paragraph, and is a doubt; at a paragraph's end it does."""
    made = drafted("a.html", with_piece("木料<br>优先"))
    assert_same(made)
    assert "joined over a break" in told(made)
    broken = "<p>" + "<br>\u3000\u3000".join(map(html.escape, BODY)) + "</p>"
    made = drafted("a.html", policy(broken))
    assert_same(made)
    assert made.doubts == ()


def test_a_copy_for_phones_inside_the_body() -> None:
    """A second copy that begins at the addressees or at 一、 goes; only its first line is shown."""
    first = BODY.index("一、总体要求")
    for again in (BODY, BODY[first:]):
        body = f"<div>{paragraphs(BODY)}</div><div>{paragraphs(again)}</div>"
        made = drafted("a.html", policy(body))
        assert_same(made)
        assert len(left_out(made)) == len(again)


def test_what_follows_the_document() -> None:
    """An attachment's link, 抄送 and the note on publication are no text, and are reported."""
    behind = ["附件：P09004.pdf", "抄送：各岛渡口。", "（此件公开发布）"]
    head = f"<meta name='ArticleTitle' content='{TITLE}({NUMBER})'>"
    body = f"<div class='TRS_Editor'>{paragraphs([*BODY, *behind])}</div>"
    made = drafted("a.html", page(head, body))
    assert_same(made)
    assert left_out(made) == behind


def test_a_page_of_an_unknown_site() -> None:
    """The heading is the title; buttons at the end go, in a named step; the rest is around it."""
    buttons = "<p>【打印】【关闭】</p><p>扫一扫在手机打开当前页</p>"
    made = drafted(
        "a.html",
        page(
            f"<title>{TITLE}-某岛规划所</title>",
            f"<div class='content'><h1>{TITLE}</h1><p>{NUMBER}</p>{paragraphs(BODY)}{buttons}</div>",
        ),
    )
    assert made.extract.layout == "main-text"
    assert_same(made)
    assert {"【打印】【关闭】", "扫一扫在手机打开当前页"} <= set(left_out(made))


def test_a_page_without_a_title() -> None:
    """A document number or the addressees are no title: a Problem."""
    for lines in ([NUMBER, *BODY], BODY):
        made = drafted("a.txt", "\n".join(lines))
        assert "not a title" in told(made)


def test_docx_left_out() -> None:
    """Deleted, moved and hidden text goes and is reported; a second copy for old programs too."""
    name = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    for added, gone in (
        ("<w:del><w:r><w:delText>旧词。</w:delText></w:r></w:del>", "旧词。"),
        ("<w:moveFrom><w:r><w:t>旧词。</w:t></w:r></w:moveFrom>", "旧词。"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>旧词。</w:t></w:r>", "旧词。"),
        (f"<mc:Fallback xmlns:mc='{name}'><w:r><w:t>旧词。</w:t></w:r></mc:Fallback>", "旧词。"),
    ):
        made = drafted("a.docx", docx_of([added + run_of(line) for line in LINES]))
        assert_same(made)
        assert left_out(made) == [gone] * len(LINES)


def test_docx_breaks_and_boxes() -> None:
    """w:br is a line break inside the paragraph; a text box's text stands there once."""
    made = drafted(
        "a.docx", docx_of([run_of(x).replace(PIECE, "木料</w:t><w:br/><w:t>优先") for x in LINES])
    )
    assert_same(made)
    assert "joined over a break" in told(made)
    box = f"<w:r><w:txbxContent><w:p>{run_of('框中的字。')}</w:p></w:txbxContent></w:r>"
    runs = [(box if line.startswith("潮退") else "") + run_of(line) for line in LINES]
    made = drafted("a.docx", docx_of(runs))
    assert made.notice is not None
    assert normal_text(made.notice) == TEXT.replace("没有任务）。\n", "没有任务）。\n框中的字。\n")


def test_docx_numbers_of_word() -> None:
    """A number that Word makes is not in the text: a doubt at the paragraph."""
    number = "<w:pPr><w:numPr/></w:pPr>"
    runs = [number + run_of(x[3:]) if x.startswith("（九）") else run_of(x) for x in LINES]
    assert "a paragraph that Word numbers" in told(drafted("a.docx", docx_of(runs)))


def test_archives_that_reach_outside() -> None:
    """A good document beside a traversal, an absolute name or a link: refused by name."""
    good = docx_of([run_of(line) for line in LINES])
    for entry in ("../../evil.txt", "/etc/evil", "word\\..\\..\\evil", "C:evil"):
        with pytest.raises(SourceError, match="reaches outside itself"):
            drafted("a.docx", with_entry(good, zipfile.ZipInfo(entry)))
    link = zipfile.ZipInfo("word/link")
    link.external_attr = 0o120777 << 16
    with pytest.raises(SourceError, match="holds a link"):
        drafted("a.docx", with_entry(good, link))
    data = io.BytesIO(good)
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bin", b"\0" * 50_000_000)
    with pytest.raises(SourceError, match="swells when unpacked"):
        drafted("a.docx", data.getvalue())


def with_entry(archive: bytes, entry: zipfile.ZipInfo) -> bytes:
    data = io.BytesIO(archive)
    with zipfile.ZipFile(data, "a") as opened:
        opened.writestr(entry, b"x")
    return data.getvalue()


def test_traditional_pages() -> None:
    """A whole conversion is refused; a few such characters are doubts with their places."""
    text = opencc.OpenCC("s2t").convert(TEXT)
    assert "a text in traditional characters" in told(drafted("a.txt", text))
    made = drafted("a.txt", TEXT.replace("修缮滩涂", "修繕灘塗"))
    assert [d.line for d in made.doubts] == [11] and made.problems == ()


def test_named_formats() -> None:
    """What is recognised and not read is named, with what to do."""
    for name, data, message in (
        ("a.mhtml", b"MIME-Version: 1.0\n", "web archive"),
        ("a.rtf", b"{\\rtf1 x}", ".rtf"),
        ("a.odt", zipped({"content.xml": b"<x/>"}), "of the kind .odt"),
    ):
        with pytest.raises(SourceError, match=message) as caught:
            drafted(name, data)
        assert caught.value.hint


def test_the_fixture_is_fiction() -> None:
    """Nothing of it is in the content that ships."""
    for path in (ROOT / "content").rglob("*"):
        assert not path.is_file() or "潮间带" not in Path(path).read_text("utf-8", "ignore")
