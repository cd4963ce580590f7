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


LAST = "二、优化布局\n（三）建设码头。新建码头20座。（丙署负责）\n"
SAID_OF_A_NOTICE = [
    "本计划由云屿国规划院负责解释。",
    "问：为什么建码头？",
    "附注：完成情况每季度通报。",
    "注：“座”含浮码头。",
    "云屿晚报记者林某报道，甲部负责人表示投入将增加。",
    "联系人：林某，电话：0999-1234567。",
    "市民可拨打服务热线12345咨询。",
    "解读：今年突出了外岛。",
    "感谢各岛的支持。",
    "全年总投资约三百贝。",
    "完成情况纳入考核。",
    "以上任务按季度通报。",
]


@pytest.mark.parametrize("text", SAID_OF_A_NOTICE)
def test_text_behind_the_last_clause(text: str) -> None:
    """What goes on behind who is responsible is told at its place, behind the last task and any other."""
    for tail, number in ((LAST + text + "\n", 14), (f"{text}\n{LAST}", 12)):
        source = RawSource(name="a.txt", data=(HEAD + tail).encode())
        made = draft(
            source, notice_id="9001", series="x", registry=invented_registry(), read=read_here
        )
        assert made.problems == ()
        assert number in {doubt.line for doubt in made.doubts}, text


def test_text_behind_the_last_clause_in_its_paragraph() -> None:
    """A sentence that stands behind the bracket in the same paragraph is told too."""
    assert any(
        "behind who is responsible" in d for d in doubts(LAST.strip() + "本计划由甲部解释。\n")
    )


@pytest.mark.parametrize(
    "order", ["严禁圈占滩涂，发现一处、恢复一处。", "鼓励各岛先行先试。", "对老旧码头逐座加固。"]
)
def test_a_task_may_go_on_behind_its_clause(order: str) -> None:
    """What is to be done is a task's text wherever it stands, and no doubt."""
    assert doubts(f"{order}\n{LAST}") == []


def test_a_label_of_duty_that_stands_twice() -> None:
    """Two lines 责任单位： in a task may be two tasks, one of which has no number."""
    tail = "二、优化布局\n（三）建设码头。新建20座。\n责任单位：丙署\n修桥10座。\n责任单位：甲部\n"
    assert "'责任单位：' stands twice in task （三）" in str(doubts(tail))


def test_tasks_without_any_number() -> None:
    """A text whose paragraphs say who is responsible, and are numbered nowhere, is refused for that."""
    body = "建设码头。新建20座。（丙署负责）\n修桥。修10座。（甲部负责）\n"
    text = HEAD.partition("一、")[0] + body
    source = RawSource(name="a.txt", data=text.encode())
    made = draft(source, notice_id="9001", series="x", registry=invented_registry(), read=read_here)
    (problem,) = made.problems
    assert problem.message == "2 paragraphs say who is responsible, and none has a number"
    assert problem.line == 9 and made.notice is None


def test_a_doubt_stands_at_its_paragraph_as_read() -> None:
    """Also behind a heading that a mark ends, whose text begins a paragraph of its own."""
    tail = "（三）修码头。\n1.新建码头20座。\n（四）修桥。修桥10座。\n各岛要抓好，甲部牵头推进。\n"
    source = RawSource(name="a.txt", data=(HEAD + tail).encode())
    known = invented_registry()
    made = draft(source, notice_id="9001", series="x", registry=known, read=read_here)
    told = [d for d in made.doubts if "甲部牵头" in d.message]
    assert [made.cleaned.paragraphs[d.line - 1] for d in told] == ["各岛要抓好，甲部牵头推进。"]
