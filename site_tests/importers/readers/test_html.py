"""What a page shows and what it has: blocks, lists, styles, pictures, each by the rules of browsers."""

from __future__ import annotations

import html

import pytest

from site_tests.importers.readers.tricky import (
    BODY,
    PIECE,
    TITLE,
    assert_same,
    drafted,
    left_out,
    paragraphs,
    policy,
    told,
    with_piece,
)
from site_tests.sources import page


def styled(style: str, body: str) -> bytes:
    return policy(body).replace(b"<title>", f"<style>{style}</style><title>".encode(), 1)


@pytest.mark.parametrize(
    "tag",
    ["blockquote", "article", "center", "section", "address", "figure", "main", "dd", "th", "h3"],
)
def test_blocks(tag: str) -> None:
    """Every element that browsers set on lines of its own is a line."""
    assert_same(drafted("a.html", policy("".join(f"<{tag}>{x}</{tag}>" for x in BODY))))


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("", f"<pre>{html.escape(chr(10).join(BODY))}</pre>"),
        (".a{white-space:pre-wrap}", f"<div class=a>{chr(10).join(BODY)}</div>"),
        ("span.a{display:block}", "".join(f"<span class=a>{x}</span>" for x in BODY)),
        ("p{display:inline}div{display:block}", "".join(f"<div><p>{x}</p></div>" for x in BODY)),
    ],
)
def test_lines_by_style(style: str, body: str) -> None:
    """Lines that the page's style makes are lines; its inline paragraphs are not."""
    assert_same(drafted("a.html", styled(style, body)))


HIDDEN = {
    "class": (".x{display:none}", "<span class=x>幽灵</span>"),
    "important": ("#a{display:inline}.x{display:none!important}", "<i id=a class=x>幽灵</i>"),
    "descendant": ("p b.x{visibility:hidden}", "<b class=x>幽灵</b>"),
    "opacity": (".x{opacity:0}", "<b class=x>幽灵</b>"),
    "screen": ("@media screen{.x{display:none}}", "<b class=x>幽灵</b>"),
    "dialog": ("", "<dialog>幽灵</dialog>"),
}
DOUBTED = {
    "struck by style": (".x{text-decoration:line-through}", "<b class=x>幽灵</b>"),
    "deleted": ("", "<del>幽灵</del>"),
    "white": (".x{color:#fff}", "<b class=x>幽灵</b>"),
    "white in a font": ("", "<font color=white>幽灵</font>"),
    "clear": (".x{color:transparent}", "<b class=x>幽灵</b>"),
    "on its own ground": (".x{color:#000;background:black}", "<b class=x>幽灵</b>"),
    "size": (".x{font-size:0}", "<b class=x>幽灵</b>"),
    "far": (".x{position:absolute;left:-9999px}", "<b class=x>幽灵</b>"),
    "clipped": (".x{position:absolute;clip:rect(0,0,0,0)}", "<b class=x>幽灵</b>"),
    "noscript": ("", "<noscript>幽灵</noscript>"),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_the_page_hides(name: str) -> None:
    """Text that the page's own style hides is left out by name."""
    style, piece = HIDDEN[name]
    made = drafted("a.html", styled(style, paragraphs(BODY).replace(PIECE, piece + PIECE)))
    assert_same(made)
    assert left_out(made) == ["幽灵"] and made.doubts == ()


@pytest.mark.parametrize("name", DOUBTED)
def test_what_nobody_sees_for_other_reasons(name: str) -> None:
    """Struck, white, tiny and far text is left out, and a doubt at its paragraph."""
    style, piece = DOUBTED[name]
    made = drafted("a.html", styled(style, paragraphs(BODY).replace(PIECE, PIECE + piece)))
    assert "幽灵" in left_out(made) and "was left out: '幽灵'" in told(made)
    if name != "noscript":
        assert_same(made)


@pytest.mark.parametrize(
    ("style", "piece"),
    [
        ("@media print{.x{display:none}}", f"<b class=x>{PIECE}</b>"),
        (".x{display:none}", f"<b class=x style='display:inline'>{PIECE}</b>"),
        ("b{color:#fff;background-color:#000}", f"<b>{PIECE}</b>"),
        (".o{font-size:0}", f"<i class=o><b style='font-size:16px'>{PIECE}</b></i>"),
        (".o{visibility:hidden}", f"<i class=o><b style='visibility:visible'>{PIECE}</b></i>"),
        ("p:unknown(, b{display:none}", f"<b>{PIECE}</b>"),
    ],
)
def test_what_is_seen_after_all(style: str, piece: str) -> None:
    """Styles for paper, weaker rules, light text on dark ground hide nothing."""
    made = drafted("a.html", styled(style, paragraphs(BODY).replace(PIECE, piece)))
    assert_same(made)
    assert left_out(made) == [] and made.doubts == ()


LISTS = {
    "plain": ("<ol><li>甲。<li>乙。</ol>", "\n1.甲。\n2.乙。\n"),
    "start": ("<ol start=3><li>甲。<li value=7>乙。<li>丙。</ol>", "\n3.甲。\n7.乙。\n8.丙。\n"),
    "reversed": ("<ol reversed><li>甲。<li>乙。</ol>", "\n2.甲。\n1.乙。\n"),
    "nested": ("<ol><li>甲。<ol><li>乙。</ol><li>丙。</ol>", "\n1.甲。\n1.乙。\n2.丙。\n"),
    "Chinese": ("<ol style='list-style-type:cjk-ideographic'><li>甲。</ol>", "\n一、甲。\n"),
    "no number": ("<ol style='list-style:none'><li>甲。</ol>", "\n甲。\n"),
    "bullets": ("<ul><li>甲。</ul>", "\n甲。\n"),
    "a paragraph in it": ("<ol><li><p>甲。</p></ol>", "\n1.甲。\n"),
}


@pytest.mark.parametrize("name", LISTS)
def test_numbers_of_lists(name: str) -> None:
    """The number that the page sets before an item becomes text, in a named step."""
    body, shown = LISTS[name]
    made = drafted("a.html", policy(paragraphs(BODY) + body))
    assert shown in "\n".join([*made.cleaned.paragraphs, ""])
    numbered = "read the numbers that the page's lists make" in " ".join(made.cleaned.steps)
    assert numbered == (name not in ("no number", "bullets"))


def test_numbers_of_lists_that_are_not_read() -> None:
    """Letters and Roman numerals are a doubt, and so is a number beside one of the text's own."""
    made = drafted("a.html", policy(paragraphs(BODY) + "<ol type=I><li>甲。</ol>"))
    assert "numbers this paragraph itself (upper-roman)" in told(made)
    made = drafted("a.html", policy(paragraphs(BODY) + "<ol><li>（一）甲。</ol>"))
    assert "a paragraph with a number of its own in a list" in told(made)


def test_what_styles_add() -> None:
    """Counters and words of `content` are text, in a named step; a picture there is a doubt."""
    style = "body{counter-reset:s}h2{counter-increment:s}h2:before{content:counter(s,cjk-ideographic) '、'}"
    body = "".join(f"<h2>{x[2:]}</h2>" if x[1] == "、" else f"<p>{x}</p>" for x in BODY)
    made = drafted("a.html", styled(style, body))
    assert_same(made)
    assert "read what the page's styles add to the text (3)" in made.cleaned.steps
    made = drafted("a.html", styled("b:after{content:url(x.png)}", f"<p>{TITLE}<b>甲</b></p>"))
    assert "added by the page" in told(made)


@pytest.mark.parametrize(
    ("piece", "message"),
    [
        ("<iframe src=x></iframe>", "a frame stands in the text"),
        ("<svg><text>甲</text></svg>", "a drawing stands in the text ('甲')"),
        ("<object data=x>旧</object>", "an object stands in the text"),
        ("<input value=甲>", "a <input> with '甲' was left out"),
        ("<sup>2</sup>", "raised or lowered text '2'"),
        ("<q>甲</q>", "quotation marks that the page makes"),
        ("<bdo dir=rtl>甲</bdo>", "runs from right to left"),
    ],
)
def test_what_is_no_text(piece: str, message: str) -> None:
    """Pictures, frames, form fields, raised figures are doubts that name their paragraph."""
    made = drafted("a.html", with_piece(PIECE + piece))
    doubt = next(doubt for doubt in made.doubts if message in doubt.message)
    assert PIECE in made.cleaned.paragraphs[doubt.line - 1], doubt
    assert not [p for p in made.problems if p.message.startswith("reading")]


def test_a_page_of_a_public_account() -> None:
    """A page of 公众号 is called one: its text is a reprint, hidden until a script runs."""
    body = f"<div id='js_content' style='visibility: hidden'>{paragraphs(BODY)}</div>"
    with pytest.raises(Exception, match="公众号") as caught:
        drafted("a.html", page("", body))
    assert "official copies alone" in str(caught.value)


def test_the_wiki_page_names_what_stands_around() -> None:
    """Links to edit, licence and contents of a wiki's page are left out by name."""
    body = f"<div class=mw-parser-output><div class=toc>目录</div>{paragraphs(BODY)}</div>"
    made = drafted("a.html", page("", f"<h1 id=firstHeading>{TITLE}</h1>{body}"))
    assert "目录" in left_out(made)


def test_numbers_in_cells() -> None:
    """A number that stands alone in its cell is joined with the next cell, in a named step."""
    rows = "".join(
        f"<tr><td>{line[:3]}</td><td>{line[3:]}</td></tr>" if line[0] == "（" else f"<p>{line}</p>"
        for line in BODY
    )
    assert_same(drafted("a.html", policy(rows)))
    table = "<table><tr><td>1.</td><td></td></tr><tr><td>20</td><td>30</td></tr></table>"
    made = drafted("a.html", policy(paragraphs(BODY) + table))
    assert made.cleaned.paragraphs[-3:] == ("1.", "20", "30")


PLAIN = "<h1>9001年渡口重点任务</h1>"
ITEMS = "<ol><li>新建渡口。建十二座。（渡津部负责）</li><li>修缮码头。修三十座。（规划院负责）</li></ol>"


@pytest.mark.parametrize("before", ["", "<p>首页</p>"])
def test_a_short_page_that_marks_no_main_text(before: str) -> None:
    """Where it is numbered as a notice is, all of it is taken, and told; its list's numbers are read."""
    made = drafted("a.html", page("<title>x</title>", before + PLAIN + ITEMS))
    assert made.notice and made.problems == ()
    assert [t.label + t.heading for t in made.notice.tasks] == ["1.新建渡口", "2.修缮码头"]
    assert any("the whole page was taken" in doubt.message for doubt in made.doubts)


def test_a_page_without_a_document() -> None:
    """A page that is numbered nowhere is none."""
    with pytest.raises(Exception, match="no document on this page"):
        drafted("a.html", page("<title>x</title>", "<p>首页</p><p>关于我们</p>"))


def test_a_list_of_the_main_text_is_its_own() -> None:
    """Numbers that a list makes do not make its items strangers to the text around."""
    text = (
        "现印发给你们，请结合实际，细化措施，明确时限，压实责任，确保各项任务落到实处、取得实效。"
        * 4
    )
    made = drafted("a.html", page("<title>x</title>", f"{PLAIN}<p>各岛：</p><p>{text}</p>{ITEMS}"))
    assert made.notice and len(made.notice.tasks) == 2
    assert not any("is this part of the document" in doubt.message for doubt in made.doubts)


def test_numbers_that_a_program_has_lost() -> None:
    """Paragraphs that are all numbered 1. are refused with what to do."""
    items = "".join(f"<p>1. 修{n}号码头。修三十座。（渡津部负责）</p>" for n in "甲乙丙")
    made = drafted(
        "a.html", page("<title>x</title>", f"<div id='UCAP-CONTENT'>{PLAIN}{items}</div>")
    )
    assert [p.message for p in made.problems] == ["task 1. where 2. comes"]
    assert "a program has lost the numbers" in made.problems[0].hint


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("list-style-type: cjk-ideographic", "list-style: decimal"),
        ("list-style: cjk-ideographic", "list-style-type: decimal"),
        ("list-style-type: cjk-ideographic", "list-style-type: decimal"),
    ],
)
def test_a_list_in_a_list_has_its_own_numbers(outer: str, inner: str) -> None:
    """What the outer list says of its numbers does not hold in the inner one that says otherwise."""
    items = f"<ol style='{inner}'><li>修桥。修三座。（渡津部负责）</li></ol>"
    lists = "".join(f"<li>{name}{items}</li>" for name in ("东岛", "西岛"))
    body = f"<div id='UCAP-CONTENT'>{PLAIN}<ol style='{outer}'>{lists}</ol></div>"
    made = drafted("a.html", page("<title>x</title>", body))
    assert made.notice and made.problems == ()
    assert [section.label + section.heading for section in made.notice.sections] == [
        "一、东岛",
        "二、西岛",
    ]
    assert [task.label for task in made.notice.tasks] == ["1.", "1."]


SAID = "<h2>便利</h2><p>放开登岸。（渡津部负责）</p><h2>守护</h2><p>修建灯塔。（规划院负责）</p>"


def test_a_page_whose_tasks_have_no_numbers() -> None:
    """It is a document: what it lacks is told of its text, and no other page is asked for."""
    made = drafted("a.html", page("<title>x</title>", PLAIN + SAID))
    assert [p.message for p in made.problems if "none has a number" in p.message]


def test_a_table_behind_the_main_text() -> None:
    """An annex's table that the extractor of main texts leaves out comes in, however short its cells."""
    text = (
        "现印发给你们，请结合实际，细化措施，明确时限，压实责任，确保各项任务落到实处、取得实效。"
    )
    body = f"{PLAIN}<p>{text * 6}</p><p>一、便利</p><p>（一）放开登岸。{text}</p><p>附件2</p>"
    heads = "".join(f"<th>{head}</th>" for head in ("序号", "任务", "牵头单位", "完成时限"))
    row = "<tr><td>1</td><td>放开登岸</td><td>渡津部</td><td>9001年底</td></tr>"
    made = drafted(
        "a.html", page("<title>x</title>", f"{body}<table><tr>{heads}</tr>{row}</table>")
    )
    assert made.cleaned.paragraphs[-3:] == ("1.放开登岸", "牵头单位：渡津部", "完成时限：9001年底")


@pytest.mark.parametrize(
    ("before", "number"),
    [
        ("<p>虚发〔9002〕7号</p>", "虚发〔9002〕7号"),
        ("<div>文号：虚发〔9002〕7号　发布：9002-03-01　浏览：8次</div>", "虚发〔9002〕7号"),
        ("<dl><dt>发文字号</dt><dd>虚发〔9002〕7号</dd></dl>", "虚发〔9002〕7号"),
        ("<p>虚发〔9002〕7号</p><p>虚发〔9002〕8号</p>", None),
        ("<p>参见虚发〔9002〕7号和别的</p>", None),
    ],
)
@pytest.mark.parametrize("container", ["id=zoom", "class='TRS_Editor'", "class=v_news_content"])
def test_a_number_beside_the_text(container: str, before: str, number: str | None) -> None:
    """A page's line about its document gives the number; two numbers, or a mention, give none."""
    lines = "".join(f"<p>{line}</p>" for line in BODY)
    text = f"<h1>{TITLE}</h1>{before}<div {container}>{lines}</div>"
    made = drafted("a.html", page("<title>x</title>", text))
    assert made.extract is not None
    assert (made.extract.layout, made.extract.number) == ("container", number)
