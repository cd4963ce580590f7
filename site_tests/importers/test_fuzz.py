"""The importer on random notices, mutations and bytes (`make fuzz` for many): no character is lost."""

from __future__ import annotations

import base64
import html
import os
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content.loading import load_frame
from generator.importers.drafting import draft
from generator.importers.readers.choosing import read_here
from generator.importers.sources import RawSource, SourceError
from generator.notice.lines import wrong_cuts
from generator.notice.normal_text import normal_text
from generator.text.characters import squeeze
from generator.text.numerals import format_numeral
from site_tests.running import CORPUS
from site_tests.sources import TEXT, docx, docx_of, page, paragraphs, pdf, run_of, zipped

REGISTRY = load_frame(CORPUS)[1]


LINE = st.text(
    alphabet="一二三四十、（）()〔〕。；：，渡船灯塔负责牵头9012年月日 \u3000\t—abc#>*\\",
    max_size=40,
)
EXAMPLES = int(os.environ.get("KEYTASKS_FUZZ", "150"))
NAMES = st.sampled_from(["规划院", "渡津部", "稻田署", "潮汐署", "各岛有关部门", "无名馆"])
CLAUSES = st.one_of(
    st.just(""),
    st.lists(NAMES, min_size=1, max_size=3, unique=True).flatmap(
        lambda names: st.sampled_from(
            [
                f"（{'、'.join(names)}等负责）",
                f"（{'、'.join(names)}）",
                f"（{names[0]}牵头，{names[-1]}按职责分工负责）",
                f"〔责任单位：{'、'.join(names)}〕",
                f"（{names[0]}；以下各项任务均需{names[-1]}落实）",
            ]
        )
    ),
)
WORDS = st.text(alphabet="渡船灯塔礁石码头修缮300万以上Ⅱ型A-z5年“”《》—…", min_size=1, max_size=30)


@st.composite
def notices(draw: st.DrawFn) -> list[str]:
    """The lines of a notice in its form, of any size and with anything in its sentences."""
    lines = ["云屿国规划院关于印发《9004年重点任务》的通知", "屿规〔9004〕3号", "各岛规划所："]
    lines += [
        draw(WORDS) + "。",
        "云屿国规划院",
        "9004年4月5日",
        "9004年重点任务",
        draw(WORDS) + "。",
    ]
    number = 0
    for section in range(1, draw(st.integers(1, 4)) + 1):
        lines.append(f"{format_numeral(section)}、{draw(WORDS)}")
        for _ in range(draw(st.integers(0, 3))):
            number += 1
            text = "。".join([draw(WORDS), draw(WORDS), ""]) + draw(CLAUSES)
            lines.append(f"（{format_numeral(number)}）{text}")
            lines += draw(st.lists(WORDS.map(lambda w: w + "。"), max_size=1))
    return lines


NOISE = st.sampled_from(
    [
        "",
        "1",
        "— 2 —",
        "\u3000\u3000",
        "（六）、",
        "***",
        "#### x",
        "{{gap}}",
        "<b>",
        "抄送：甲",
        "&nbsp;",
        "\0",
    ]
)
SHAPERS = {
    "a.txt": lambda lines: "\n".join(lines).encode(),
    "a.md": lambda lines: "\n\n".join(lines).encode(),
    "b.md": lambda lines: "\n\n".join(
        f"### {x}" if x.startswith("（") else f"## {x}" if x[1:2] == "、" else x for x in lines
    ).encode(),
    "a.wikitext": lambda lines: (
        "{{Header\n|title=x\n}}\n<onlyinclude>\n" + "\n\n".join(lines) + "\n</onlyinclude>"
    ).encode(),
    "a.html": lambda lines: page(
        "<title>x</title>", f"<div id='UCAP-CONTENT'>{paragraphs(lines, '')}</div>"
    ),
    "b.html": lambda lines: page(
        "<title>x</title>", f"<div id='UCAP-CONTENT'><p>{'<br>'.join(lines)}</p></div>"
    ),
    "a.docx": lambda lines: docx_of([run_of(re.sub("[\0]", "", line)) for line in lines]),
}
SHAPERS["a.mhtml"] = lambda lines: (
    b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
    b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes(SHAPERS["a.html"](lines))
    + b"\n--b--\n"
)
PAGED = {
    "a.ofd": lambda lines: zipped(
        {
            "OFD.xml": b"<OFD/>",
            "Doc_0/Pages/Page_0/Content.xml": "".join(
                [
                    "<Page>",
                    *(
                        f"<TextObject Boundary='9 {9 * place} 99 9'><TextCode>"
                        f"{html.escape(line.replace(chr(0), ''))}</TextCode></TextObject>"
                        for place, line in enumerate(lines)
                    ),
                    "</Page>",
                ]
            ).encode(),
        }
    ),
}
MUTATIONS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from("iasd"), NOISE), max_size=3)


def mutated(lines: list[str], changes: list[tuple[int, str, str]]) -> list[str]:
    """Lines put in, added to, swapped and taken away."""
    lines = list(lines)
    for place, kind, noise in changes:
        at = place % len(lines)
        if kind == "i":
            lines.insert(at, noise)
        elif kind == "a":
            lines[at] += noise
        elif kind == "s":
            lines[at], lines[-1] = lines[-1], lines[at]
        elif len(lines) > 1:
            del lines[at]
    return lines


@given(notices(), MUTATIONS, st.sampled_from(sorted({**SHAPERS, **PAGED})))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_character_is_lost(
    lines: list[str], changes: list[tuple[int, str, str]], shape: str
) -> None:
    """Through every reader: what is taken and what is reported is the whole input."""
    lines = mutated(lines, changes)
    source = RawSource(name=shape, data={**SHAPERS, **PAGED}[shape](lines))
    try:
        made = draft(source, notice_id="9004", series="yunyu", registry=REGISTRY, read=read_here)
    except SourceError:
        return
    kept = [*made.cleaned.paragraphs, *(d.text for d in made.cleaned.removed)]
    kept += [d.text for d in made.extract.dropped]
    shown = "".join(lines) if shape in ("a.txt", "a.docx", "a.ofd") else ""
    if shown:
        assert sorted(squeeze("".join(kept)).replace("\0", "")) == sorted(
            squeeze(shown).replace("\0", "")
        )
    faults = [
        p
        for p in made.problems
        if re.search(r"(?:reading|cleaning) (?:lost|made)|lacks", p.message)
    ]
    assert faults == []
    if made.notice is not None and not made.problems:
        taken = squeeze(normal_text(made.notice))
        assert taken == squeeze("".join(made.cleaned.paragraphs))


@given(notices(), st.sampled_from(sorted(SHAPERS)))
@settings(max_examples=EXAMPLES // 3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_good_notice_comes_through(lines: list[str], shape: str) -> None:
    """A notice in its form gives its own characters, whatever the shape, and a clause for a clause."""
    clean_lines = [re.sub("[<>&{}|\\[\\]]", "", line) for line in lines]
    source = RawSource(name=shape, data=SHAPERS[shape](clean_lines))
    made = draft(source, notice_id="9004", series="yunyu", registry=REGISTRY, read=read_here)
    wrong = [p.message for p in made.problems if "without t" not in p.message]
    assert made.notice is not None and wrong == [], wrong
    reviewed = [doubt.message for doubt in made.doubts]
    assert list(wrong_cuts(made.notice, REGISTRY, "x", reviewed)) == []
    text = squeeze(normal_text(made.notice))
    assert text.removeprefix("x") == squeeze("".join(clean_lines))


@given(
    st.binary(max_size=300),
    st.sampled_from(
        ["a.txt", "a.html", "a.md", "a.wikitext", "a.pdf", "a.docx", "a.mhtml", "a.ofd"]
    ),
    st.booleans(),
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_bytes(data: bytes, name: str, framed: bool) -> None:
    """Whatever the bytes are: a draft with Problems, or a named error."""
    if framed:
        frames = {
            "a.pdf": lambda: pdf()[:2000] + data + pdf()[2000:],
            "a.docx": lambda: docx()[:400] + data + docx()[400:],
            "a.mhtml": lambda: (
                SHAPERS["a.mhtml"]([TEXT])[:300] + data + SHAPERS["a.mhtml"]([TEXT])[300:]
            ),
            "a.ofd": lambda: PAGED["a.ofd"]([TEXT])[:300] + data + PAGED["a.ofd"]([TEXT])[300:],
        }
        data = frames.get(name, lambda: TEXT.encode()[:900] + data + TEXT.encode()[900:])()
    try:
        made = draft(
            RawSource(name=name, data=data), notice_id="9004", series="yunyu", read=read_here
        )
    except SourceError:
        return
    assert made.notice is not None or made.problems


MARKED = st.lists(
    st.lists(
        st.sampled_from(
            [
                *(
                    "- ",
                    "* ",
                    "  * ",
                    "\t- ",
                    "1. ",
                    "1) ",
                    "2. ",
                    "   1. ",
                    "# ",
                    "## ",
                    "### ",
                    "> ",
                    "***",
                    "---",
                ),
                *(
                    "#",
                    "##",
                    "*#",
                    "#:",
                    ";",
                    "{|",
                    "|}",
                    "|-",
                    "|+",
                    "! ",
                    "!!",
                    "| ",
                    "||",
                    "|",
                    "| --- | --- |",
                ),
                *(
                    "colspan=2 |",
                    "rowspan=3|",
                    "**",
                    "__",
                    "*",
                    "~~",
                    "`",
                    "\\",
                    "<br>",
                    "<!-- x -->",
                    "&emsp;",
                ),
                *(
                    "[甲](b)",
                    "![图](c.png)",
                    "== ",
                    " ==",
                    "'''",
                    "{{right|",
                    "}}",
                    "[[甲|乙]]",
                    "title: ",
                    "文号：屿规〔9001〕3号",
                ),
                *(
                    "一、",
                    "（一）",
                    "（1）",
                    "１．",
                    "任务一：",
                    "第一部分 ",
                    "任务",
                    "责任单位",
                    "序号",
                    "1",
                    "一",
                    "渡津部",
                    "修缮码头。",
                    "　",
                ),
                *(
                    "（渡津部负责）",
                    "责任单位：渡津部",
                    "排在首位的为牵头单位，下同",
                    "9001年3月5日",
                    "文件",
                    "注：",
                    "\t",
                    " ",
                ),
            ]
        ),
        max_size=6,
    ).map("".join),
    max_size=14,
)


@given(MARKED, st.sampled_from(["a.md", "a.wikitext", "a.txt"]))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_marks_lose_no_character(lines: list[str], name: str) -> None:
    """However marks, numbers, tables and words of duty are mixed: all characters are taken or told."""
    source = RawSource(name=name, data="\n".join(["9001年渡运重点任务", *lines]).encode())
    try:
        made = draft(source, notice_id="9001", series="yunyu", registry=REGISTRY, read=read_here)
    except SourceError:
        return
    lost = [p.message for p in made.problems if LOST.search(p.message)]
    assert lost == [], made.extract


LOST = re.compile(r"(?:reading|cleaning) (?:lost|made)|draft lacks|not read back")
