"""No task, and nobody who is responsible, is lost in silence, however a text numbers or says it."""

import pytest

from generator.importers.doubting import of_a_kind
from generator.importers.drafting import draft
from generator.importers.readers.choosing import read_here
from generator.importers.sources import RawSource
from generator.model.agencies import Registry
from generator.problems import Problem
from site_tests.notice.test_agency_clauses import invented_registry

HEAD = """云屿国规划院关于印发《9001年渡运重点任务》的通知
屿规〔9001〕3号
各岛规划所：
现印发给你们，请认真贯彻执行。
云屿国规划院
9001年3月5日
9001年渡运重点任务
为做好工作，提出以下任务。
一、提高便利度
（一）放开登岸。全面放开。（甲部负责）
（二）完善船票。按月公布。（乙部负责）
"""


def doubts(tail: str, registry: Registry | None = None) -> list[str]:
    source = RawSource(name="a.txt", data=(HEAD + tail).encode())
    known = registry or invented_registry()
    made = draft(source, notice_id="9001", series="x", registry=known, read=read_here)
    return [p.message for p in (*made.problems, *made.doubts)]


def test_a_good_notice_has_no_doubt() -> None:
    """What is as it should be is not doubted."""
    assert doubts("二、优化布局\n（三）建设码头。新建码头20座。（丙署负责）\n") == []
    assert doubts("二、优化布局\n（三）支持甲县恢复生产。\n") == []


LABELS = "〔三〕 【三】 ［三］ [三] （叁） 叁、 ③ ⑶ ⒊ ㈢ 3. 3． 3、 3） （3） 三. 第三， 第三项 任务三 C. ◆ Ⅲ、"


@pytest.mark.parametrize("label", LABELS.split())
def test_a_task_with_another_label(label: str) -> None:
    """In a section of its own it stands outside any task; its bracket names nobody: both are told."""
    found = doubts(f"二、优化布局\n{label}建设码头。新建码头20座。（丙署负责）\n")
    assert any("outside any task" in message or "task （三）" in message for message in found)


@pytest.mark.parametrize("label", LABELS.split())
def test_a_task_with_another_label_behind_a_task(label: str) -> None:
    """As another paragraph of the task before it, it is told too."""
    assert doubts(f"{label}建设码头。新建码头20座。（丙署负责）\n") != []


@pytest.mark.parametrize(
    "tail",
    [
        "二、优化布局（三）建设码头。新建码头20座。（丙署负责）\n",
        "二、优化布局\n（三）建设码头。新建码头20座。（丙署负责）（四）修桥。修桥10座。（甲部负责）\n",
        "二、优化布局\n（三）建设码头。新建码头20座。（四）修桥。修桥10座。\n",
        "二、优化布局\n（三）建设码头。新建码头20座。（丙署负责）三、强化保障\n",
        "二、建设码头。新建码头20座。（丙署负责）\n",
        "二、优化布局（丙署负责）\n（三）建设码头。新建码头20座。\n",
        "二、优化布局\n加快建设。（丙署负责）\n（三）建设码头。新建码头20座。\n",
        "二、优化布局\n",
        "二、优化布局\n（三）建设码头（丙署负责）。\n",
        "二、优化布局\n（三）建设码头。新建码头20座，（甲部、丙署）修桥。\n",
        "二、优化布局\n（三）建设码头。新建码头20座，由丙署牵头负责。\n",
        "二、优化布局\n（三）建设码头。新建码头20座。\n甲部、乙部\n",
        "二、优化布局\n（三）建设码头。新建码头20座。\n各地要抓好落实。\n",
    ],
)
def test_what_is_taken_into_another_text(tail: str) -> None:
    """Two labels in a paragraph, duty outside a task, a body in no clause, a closing: each is told."""
    assert doubts(tail) != []


CHARACTERS = (
    "ʬ ⿰ の ー 한 〓 囗 ﾃ ́ ⺼ 2O 2l l0 |0 3·00 \u00d7\u00d7 \u00d7\u00d7\u00d7 XX省 "
    "** ，， 。。 ，。 ；、"
)


@pytest.mark.parametrize("wrong", CHARACTERS.split())
def test_a_character_that_cannot_be_right(wrong: str) -> None:
    """What a converter or OCR leaves is a doubt at its place."""
    wrong = wrong.replace("·", " ")
    assert doubts(f"二、优化布局\n（三）建设码头。新建{wrong}码头。（丙署负责）\n") != []


@pytest.mark.parametrize("wrong", ["\ufffc", "\ufff9", "\ufffb", "\u180e", "\ufffd"])
def test_a_character_that_no_text_has(wrong: str) -> None:
    """It is a Problem."""
    (message, *_) = doubts(f"二、优化布局\n（三）建设码头。新建{wrong}码头。（丙署负责）\n")
    assert message == f"character U+{ord(wrong):04X} has no place in a text"


@pytest.mark.parametrize(
    "right", ["5G", "PM2.5", "20℃", "30%", "B2B", "10万㎡", "①", "O2O", "2—3个"]
)
def test_characters_that_are_right(right: str) -> None:
    """What official texts have is not doubted."""
    assert doubts(f"二、优化布局\n（三）建设码头。新建{right}码头。（丙署负责）\n") == []


def test_doubts_of_a_kind_are_one() -> None:
    """Those that differ in what they quote are told once, with all their paragraphs."""
    many = [Problem(path="a", line=n, message=f"'x{n}' is odd", hint="h") for n in range(1, 35)]
    other = Problem(path="a", line=2, message="odd", hint="h")
    first, second = of_a_kind([*many, other])
    assert first.line == 1 and "(and 33 more of this kind: paragraphs 2, 3, " in first.message
    assert second == other


def test_a_doubt_quotes_its_paragraph() -> None:
    """Every doubt at a paragraph says how the paragraph begins."""
    source = RawSource(name="a.txt", data=(HEAD + "二、优化布局\n").encode())
    made = draft(source, notice_id="9001", series="x", registry=invented_registry(), read=read_here)
    assert [d.message for d in made.doubts] == [
        "nothing stands below this section's heading, in '二、优化布局'"
    ]


def test_labelled_lines_are_no_doubt() -> None:
    """Lines that say who and by when need no mark at their end, and are no task's lost number."""
    task = "二、优化布局\n（三）建设码头。新建码头20座。\n"
    assert doubts(f"{task}牵头单位：丙署\n配合单位：甲部、乙部\n完成时限：6月底前\n") == []


def test_doubts_of_a_kind_in_many_tasks_are_one() -> None:
    """Whatever label, paragraph or number they quote: 300 doubts of a kind are one, with its places."""
    found = [
        Problem(
            path="a",
            line=n,
            message=f"text of task {n}. like a task itself" + f", in '{n}.修缮'" * (n % 2),
            hint=f"a task that has lost its number? it begins '第{n}'",
        )
        for n in range(1, 301)
    ]
    assert len(of_a_kind(found)) == 1


@pytest.mark.parametrize(
    ("tail", "message"),
    [
        ("（三）建码头。由丙署牵头，甲部配合，年底前造好。\n", "may say who is responsible"),
        ("（三）建码头，丙署按职责分工负责。\n", "the heading of task （三） may say"),
        ("（三）建码头。新建20座，省渡政厅负责。再建10座。\n", "may say who is responsible"),
        ("（三）建码头。新建20座。（省渡政厅、区市集所）\n", "may name who is responsible"),
        ("（三）建码头。新建20座。（区市集所等）\n", "may name who is responsible"),
    ],
)
def test_who_inside_a_sentence(tail: str, message: str) -> None:
    """Bodies known or not, before a word of duty or alone in the last bracket: told at the paragraph."""
    assert any(message in doubt for doubt in doubts("二、优化布局\n" + tail))


@pytest.mark.parametrize(
    "bracket", ["（技工院校）", "（2021—2035年）", "（含县级市）", "（区、市）"]
)
def test_brackets_that_name_nobody(bracket: str) -> None:
    """A bracket that explains a word is no body."""
    tail = f"二、优化布局\n（三）建设码头。新建码头20座{bracket}。（丙署负责）\n"
    assert doubts(tail) == []
