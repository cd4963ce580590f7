"""Wikitext's lists and tables are read as the page shows them; a saved page of a wiki without its own words."""

from __future__ import annotations

import pytest

from generator.importers.sources import SourceError
from site_tests.importers.readers.outlines import drafted_text, outline
from site_tests.sources import page

HEAD = (
    "{{Header|title=9001年渡口重点任务|发文字号=屿规〔9001〕3号}}\n<onlyinclude>\n屿规〔9001〕3"
    "号\n\n各岛规划所：\n\n"
)
FOOT = "\n{{right|云屿国规划院}}\n{{right|9001年3月5日}}\n</onlyinclude>\n[[Category:渡口]]\n"
A, B, C = (
    "新建渡口。建十二座。（甲部负责）",
    "修缮码头。修三十座。（乙部负责）",
    "加密班次。半个时辰一班。（丙署负责）",
)


NUMBERED = ["一、建设", "1.新建渡口", "2.修缮码头", "二、运行", "1.加密班次"]
THROUGH = ["一、建设", "1.新建渡口", "2.修缮码头", "二、运行", "3.加密班次"]
TYPED = ["一、建设", "（一）新建渡口", "（二）修缮码头", "二、运行", "（三）加密班次"]
FORMS = {
    "numbered": (f"== 一、建设 ==\n# {A}\n# {B}\n== 二、运行 ==\n# {C}\n", NUMBERED),
    "numbered below bullets": (f"* 一、建设\n*# {A}\n*# {B}\n* 二、运行\n*# {C}\n", NUMBERED),
    "going on behind items": (f"一、建设\n# {A}\n## 含候船亭。\n# {B}\n二、运行\n# {C}\n", None),
    "bullets": (f"* 一、建设\n** （一）{A}\n** （二）{B}\n* 二、运行\n** （三）{C}\n", TYPED),
    "indents": (f"'''一、建设'''\n:（一）{A}\n:（二）{B}\n'''二、运行'''\n::（三）{C}\n", TYPED),
    "a table": (
        "{| class='wikitable'\n! 序号 !! 任务 !! 责任单位\n|-\n| colspan=3 | 一、建设\n|-\n"
        "| 1 || 新建渡口。 || 甲部\n|-\n| 2\n| 修缮码头。<br>修三十座。\n"
        "| style='x' rowspan=\"3\" | 乙部\n|-\n| 二、运行 || \n|-\n| 3 || 加密班次。\n|}\n",
        THROUGH,
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_forms(name: str) -> None:
    """Numbers that the page makes become text by a named step; nothing is lost."""
    body, right = FORMS[name]
    made = drafted_text("a.wikitext", HEAD + body + FOOT)
    assert made.problems == () or right is None
    if right:
        assert outline(made) == right
        assert [doubt.message for doubt in made.doubts] == []
    step = any("lists make" in step for step in made.cleaned.steps)
    assert step == ("#" in body)


def test_a_sublist_counts_its_own() -> None:
    """Behind ## the list of # goes on counting; what stands below an item starts at 1."""
    made = drafted_text("a.wikitext", HEAD + FORMS["going on behind items"][0] + FOOT)
    assert [t[:2] for t in made.cleaned.paragraphs[4:7]] == ["1.", "1.", "2."]


DOUBTED = {
    "a heading without a number": f"== 建设 ==\n# {A}\n# {B}\n",
    "a paragraph with a number of its own in a list": f"# （一）{A}\n# （二）{B}\n",
    "an item without a number says who is responsible": f"== 一、建设 ==\n（一）{A}\n* {B}\n",
}


@pytest.mark.parametrize("message", DOUBTED)
def test_doubts(message: str) -> None:
    """What the wiki does not say plainly is told at its place."""
    made = drafted_text("a.wikitext", HEAD + DOUBTED[message] + FOOT)
    assert any(message in doubt.message and doubt.line for doubt in made.doubts)


@pytest.mark.parametrize("body", ["{|\n| 甲\n", "{|\n| 甲\n{|\n| 乙\n|}\n|}\n"])
def test_tables_that_are_refused(body: str) -> None:
    """A table without an end, or inside another, is refused with a way out."""
    with pytest.raises(SourceError) as caught:
        drafted_text("a.wikitext", HEAD + body + FOOT)
    assert "rendered page" in caught.value.hint


@pytest.mark.parametrize("body", ["class=mw-parser-output", "id=mw-content-text", "id=bodyContent"])
def test_a_saved_page(body: str) -> None:
    """Links to edit, notes, their list, boxes and navigation are left out by name, not taken."""
    around = {
        "mw-editsection": "[编辑]",
        "reference": "[1]",
        "hatnote": "本页是公文。",
        "infobox": "屿规",
        "navbox": "渡口公文",
        "reflist": "注释来自岛民。",
        "printfooter": "取自渡口。",
    }
    box = {name: f"<span class='{name}'>{text}</span>" for name, text in around.items()}
    text = (
        f"<h1 id=firstHeading>9001年渡口重点任务</h1><div {body}>{box['hatnote']}{box['infobox']}"
        f"<p>屿规〔9001〕3号</p><p>各岛：</p><h2>一、建设{box['mw-editsection']}</h2><p>（一"
        f"）{A}{box['reference']}</p>"
        f"<p>（二）{B}</p><p>云屿国规划院</p><p>9001年3月5日</p>"
        f"{box['reflist']}{box['navbox']}{box['printfooter']}</div>"
    )
    made = drafted_text("a.html", page("<title>x</title>", text).decode())
    assert made.problems == () and [d.message for d in made.doubts] == []
    assert outline(made) == ["一、建设", "（一）新建渡口", "（二）修缮码头"]
    left = "".join(d.text for d in made.extract.dropped if d.why == "around the main text")
    assert all(words in left for words in around.values())
