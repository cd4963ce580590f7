"""Markdown as others write it: lists, marks, tables and front matter, read as their page shows them."""

from __future__ import annotations

import pytest

from generator.importers.drafting import Draft
from generator.importers.readers.from_markdown import read_markdown
from site_tests.importers.readers.outlines import drafted_text, outline

HEAD = "# 9001年渡口重点任务\n\n屿规〔9001〕3号\n\n各岛规划所：\n\n"
FOOT = "\n云屿国规划院\n\n9001年3月5日\n"
WORDS = (
    "新建渡口。建十二座。（甲部牵头，乙部配合）",
    "修缮码头。修三十座。（乙部负责）",
    "加密班次。半个时辰一班。（丙署负责）",
)


def drafted(body: str, head: str = HEAD, foot: str = FOOT) -> Draft:
    return drafted_text("a.md", head + body + foot)


RIGHT = [
    "一、建设",
    "（一）新建渡口 甲部 乙部",
    "（二）修缮码头 乙部",
    "二、运行",
    "（三）加密班次 丙署",
]
NUMBERED = [
    line.translate({ord(a): b for a, b in zip("（）", ("", "."), strict=True)}) for line in RIGHT
]
NUMBERED = [
    line.replace("一.", "1.").replace("二.", "2.").replace("三.", "3.") for line in NUMBERED
]
ANEW = [line.replace("3.", "1.") for line in NUMBERED]
A, B, C = WORDS
FORMS = {
    "bullets": (f"- 一、建设\n- （一）{A}\n- （二）{B}\n- 二、运行\n- （三）{C}\n", RIGHT),
    "stars inside": (
        f"* 一、建设\n  * （一）{A}\n  * （二）{B}\n* 二、运行\n  * （三）{C}\n",
        RIGHT,
    ),
    "plus and tabs": (
        f"+ 一、建设\n\t+ （一）{A}\n\t+ （二）{B}\n+ 二、运行\n\t+ （三）{C}\n",
        RIGHT,
    ),
    "bold headings in bullets": (f"- **一、建设**\n1. {A}\n2. {B}\n- __二、运行__\n1. {C}\n", ANEW),
    "all ones": (f"## 一、建设\n1. {A}\n1. {B}\n\n## 二、运行\n1. {C}\n", ANEW),
    "loose ones": (f"## 一、建设\n\n1. {A}\n\n1. {B}\n\n## 二、运行\n\n3. {C}\n", NUMBERED),
    "ones with brackets": (f"## 一、建设 ##\n1) {A}\n2) {B}\n\n## 二、运行\n3) {C}\n", None),
    "ones inside": (f"- 一、建设\n   1. {A}\n   2. {B}\n- 二、运行\n   3. {C}\n", NUMBERED),
    "headings": (
        "## 一、建设\n### 1. 新建渡口\n建十二座。\n**责任单位**：甲部、乙部\n\n### 2. 修缮"
        "码头\n修三十座。\n\n**责任单位：**乙部\n"
        "\n## 二、运行\n### 3. 加密班次\n半个时辰一班。\n责任单位：丙署\n",
        NUMBERED,
    ),
    "a table": (
        "| 序号 | 任务 | 内容 | 责任单位 |\n|:-:|---|---|---|\n| **一、建设** | | | |\n| 1 "
        "| 新建渡口 | 建十二座。 | 甲部、乙部 |\n"
        "| 2 | 修缮码头 | 修三十座。<br>先内湾。 | 乙部 |\n| 二、运行 | | | |\n| 3 | 加密班"
        "次 | 半个时辰一班。 | 丙署 |\n",
        NUMBERED,
    ),
    "a table without edges": (
        "任务 | 内容 | 责任单位\n--- | --- | ---\n（一）新建渡口 | 建十二座。 | 甲部、乙部"
        "\n（二）修缮码头 | 修三十座。 | 乙部\n"
        "（三）加密班次 | 半个时辰一班。 | 丙署\n",
        [line for line in RIGHT if line[1] != "、"],
    ),
    "centred and linked": (
        (
            f"<center>**一、[建设](https://example.org/a)**</center>\n\n（一）{A}\n\n（二）{B}\n"
            f"\n二、运行&emsp;\n\n（三） {C}\n"
        ),
        RIGHT,
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_forms(name: str) -> None:
    """Sections stay sections and tasks stay tasks, without a Problem, and nothing is lost."""
    body, right = FORMS[name]
    made = drafted(body)
    if right is None:
        assert made.problems or made.doubts
        return
    assert outline(made, bodies=True) == right
    assert made.problems == ()
    assert [doubt.message for doubt in made.doubts] == []
    assert made.notice and made.notice.identity.issued == "9001-03-05"


DOUBTED = {
    "a heading without a number": f"## 建设\n1. {A}\n2. {B}\n\n## 运行\n3. {C}\n",
    "a list stands below this item": f"1. 建设\n   - {A}\n   - {B}\n2. 运行\n   - {C}\n",
    "an item without a number says who is responsible": (
        f"## 一、建设\n（一）{A}\n- {B}\n\n## 二、运行\n（二）{C}\n"
    ),
    "a paragraph with a number of its own in a list": (
        f"## 一、建设\n1. （一）{A}\n2. （二）{B}\n\n## 二、运行\n1. （三）{C}\n"
    ),
    "struck text": f"## 一、建设\n（一）{A}\n~~不再执行。~~\n（二）{B}\n\n## 二、运行\n（三）{C}\n",
    "a picture stands in the text": (
        f"## 一、建设\n（一）{A}\n![图](a.png)\n（二）{B}\n\n## 二、运行\n（三）{C}\n"
    ),
    "looks like a mark of Markdown": f"## 一、建设\n（一）{A}\n**（二）{B}\n\n## 二、运行\n（三）{C}\n",
}


@pytest.mark.parametrize("message", DOUBTED)
def test_doubts(message: str) -> None:
    """What a file does not say plainly is told where it stands."""
    assert any(message in doubt.message for doubt in drafted(DOUBTED[message]).doubts)


def test_each_bullet_that_may_be_a_task_is_told() -> None:
    """Items without numbers below an item are told one by one, the first among them."""
    made = drafted(DOUBTED["a list stands below this item"])
    told = {d.line for d in made.doubts if "without a number" in d.message}
    texts = made.cleaned.paragraphs
    assert [texts[line - 1] for line in sorted(told)] == [A, B, C]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: 9001年渡口重点任务\n发文字号: 屿规〔9001〕3号\n成文日期: 9001-03-05\ntags: [渡口]\n---\n",
        '---\ntitle: "9001年渡口重点任务"\n文号: 屿规〔9001〕3号\ntags:\n'
        "  - 渡口\n---\n\n# 9001年渡口重点任务\n\n",
        "+++\ntitle = '9001年渡口重点任务'\n文号 = '屿规〔9001〕3号'\n+++\n",
        "# 9001年渡口重点任务\n\n**文号**：屿规〔9001〕3号\n\n",
        "# 9001年渡口重点任务\n\n> 发文机关：云屿国规划院　文号：屿规〔9001〕3号　成文日期：9001年3月5日\n\n",
        "# 9001年渡口重点任务\n\n- 发文字号：屿规〔9001〕3号\n- 发布日期：9001-03-05\n\n",
    ],
)
def test_what_a_file_says_of_the_document(front: str) -> None:
    """Title and number come from front matter or from lines above the text; the rest is named."""
    made = drafted(FORMS["bullets"][0], head=front)
    assert outline(made, bodies=True) == RIGHT
    assert made.notice and made.problems == ()
    identity = made.notice.identity
    assert (identity.title, identity.number) == ("9001年渡口重点任务", "屿规〔9001〕3号")
    said = [*made.extract.dropped, *made.cleaned.removed]
    assert any(d.why in ("front matter", "what the source says of the document") for d in said)


def test_a_fence_that_never_ends() -> None:
    """Front matter without an end is the text's own, however long (no pattern tries it in many ways)."""
    made = drafted(FORMS["bullets"][0], head="---\n" + "--a: b\n" * 3000)
    assert made.extract.dropped == ()


@pytest.mark.parametrize("mark", ["[^1]", "[^注]"])
def test_a_footnote(mark: str) -> None:
    """Its mark in the text and the note below are doubts: neither is the text's own."""
    made = read_markdown(f"# 任务\n\n现通知如下{mark}。\n\n{mark}: 名录另发。\n")
    assert [d.at for d in made.doubts] == [f"现通知如下{mark}。", f"{mark}: 名录另发。"]
