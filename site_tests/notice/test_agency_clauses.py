"""Who is responsible."""

from dataclasses import replace

import pytest

from generator.importers.structure import draft_notice
from generator.model.agencies import Agency, AgencyKind, Registry
from generator.model.content import Content
from generator.notice.agency_clauses import read_clause, task_parties
from generator.notice.normal_text import task_text


def test_every_printed_name_of_2020(content: Content) -> None:
    """All names in brackets are agencies or known placeholders; 27 and 28 name nobody."""
    tasks = content.notices[0].notice.tasks
    readings = [task_parties(task, content.registry) for task in tasks]
    assert [i for i, r in enumerate(readings, 1) if not r.parties] == [27, 28]
    assert all(r.open for r in readings[:26])
    agencies = {p.agency for r in readings for p in r.parties if p.agency}
    others = {p.printed for r in readings for p in r.parties if not p.agency}
    assert len(agencies) == 29
    assert others == {"省级有关部门", "有关省级部门", "重庆市和四川省有关部门"}


def test_first_is_the_first(content: Content) -> None:
    """One name stands first, and it is the one that is printed first."""
    reading, unknown = read_clause("（公安部、发展改革委、省级有关部门等负责）", content.registry)
    assert [(p.agency, p.first) for p in reading.parties] == [
        ("mps", True),
        ("ndrc", False),
        (None, False),
    ]
    assert unknown == ()


def test_unknown_names_are_told(content: Content) -> None:
    """A name that nobody knows is kept and reported."""
    reading, unknown = read_clause("（公安部、不存在部负责）", content.registry)
    assert [p.printed for p in reading.parties] == ["公安部", "不存在部"]
    assert (unknown, reading.open) == (("不存在部",), False)


def test_an_unknown_form_is_told() -> None:
    """A clause in a form that is not known is reported whole."""
    reading, unknown = read_clause("（由甲办理）", Registry(agencies=(), others=()))
    assert (reading.parties, unknown) == ((), ("（由甲办理）",))


def test_successions_are_symmetric(content: Content) -> None:
    """Each successor names its predecessor, with the same date."""
    steps = {(a.id, s.id, s.date) for a in content.registry.agencies for s in a.successors}
    back = {(s.id, a.id, s.date) for a in content.registry.agencies for s in a.predecessors}
    assert steps == back and ("cbirc", "nfra", "2023-05-18") in steps


FORMS = {
    "（甲部、乙部等负责）": ("甲部1 乙部", True, None),
    "（甲部、乙部负责）": ("甲部1 乙部", False, None),
    "（甲部牵头，乙部、丙署按职责分工负责）": ("甲部1! 乙部 丙署", False, None),
    "（甲部牵头，各地按职责负责）": ("甲部1! 各地", False, None),
    "（甲部牵头，乙部配合）": ("甲部1! 乙部", False, None),
    "（责任单位：甲部、乙部）": ("甲部1 乙部", False, None),
    "（牵头单位：甲部；责任单位：乙部、丙署）": ("甲部1! 乙部 丙署", False, None),
    "〔牵头单位：甲部；责任单位：乙部，6月底完成〕": ("甲部1! 乙部", False, "6月底完成"),
    "（甲部、乙部分别负责，年内持续推进）": ("甲部1 乙部", False, "年内持续推进"),
    "（甲部、乙部等有关部门按职责分工负责）": ("甲部1 乙部 有关部门", True, None),
    "（甲部、乙部，有关部门及各地按职责分工负责）": ("甲部1 乙部 有关部门 各地", False, None),
    "（甲部、乙部等负责）。": ("甲部1 乙部", True, None),
    "(甲部和乙部负责)": ("甲部1 乙部", False, None),
}


def invented_registry() -> Registry:
    names = {"a": "甲部", "b": "乙部", "c": "丙署"}
    agencies = tuple(
        Agency(
            id=key,
            name=name,
            printed=(),
            press=(),
            english=None,
            kind=AgencyKind.CONSTITUENT,
            since=None,
            until=None,
            predecessors=(),
            successors=(),
            unverified=(),
        )
        for key, name in names.items()
    )
    return Registry(agencies=agencies, others=("各地", "有关部门"))


@pytest.mark.parametrize("text", FORMS)
def test_forms_of_clauses(text: str) -> None:
    """Every form is read: who, who stands first (1), who leads (!), open or not, by when."""
    reading, unknown = read_clause(text, invented_registry())
    said = " ".join(
        p.printed + "1" * p.first + "!" * p.lead for p in reading.parties if not p.implied
    )
    assert (said, reading.open, reading.deadline) == FORMS[text]
    assert unknown == ()


@pytest.mark.parametrize(
    "text",
    [
        "（甲部、乙部、各地等负责。以下任务均需各地落实，不再列出）",
        "（甲部、乙部；以下各项任务均需各地落实，除特殊情况外，不再单独列出）",
    ],
)
def test_a_sentence_for_all_later_tasks(text: str) -> None:
    """A clause may name once who has to act in all later tasks: they are kept as implied."""
    reading, unknown = read_clause(text, invented_registry())
    assert [p.printed for p in reading.blanket] == ["各地"]
    assert all(p.implied for p in reading.blanket) and unknown == ()
    assert [p.printed for p in reading.parties][:2] == ["甲部", "乙部"]


NO_CLAUSES = """
（技工院校）
（2021—2035年）
（区、市）
（含县级市）
（此件公开发布）
（本文有删减）
"""


@pytest.mark.parametrize("text", NO_CLAUSES.split())
def test_brackets_that_are_no_clauses(text: str) -> None:
    """A bracket that names nobody is not read as a clause, nor cut from its sentence."""
    reading, unknown = read_clause(text, invented_registry())
    assert (reading.parties, unknown) == ((), (text,))
    notice = draft_notice(
        ["云屿国通知", "一、甲", f"（一）乙。修建灯塔{text}和码头。{text}"],
        notice_id="9001",
        series="yunyu",
    )
    assert notice.tasks[0].clauses == ()


def test_several_clauses_in_a_task() -> None:
    """Clauses in mid-paragraph stand apart; the text is unchanged."""
    text = "（一）乙。修建灯塔。（甲部负责）管护码头。（乙部牵头，丙署配合）"
    notice = draft_notice(["云屿国通知", "一、甲", text], notice_id="9001", series="yunyu")
    task = notice.tasks[0]
    assert [c.text for c in task.clauses] == ["（甲部负责）", "（乙部牵头，丙署配合）"]
    assert task_text(task) == text
    reading = task_parties(task, invented_registry())
    assert [p.printed for p in reading.parties] == ["甲部", "乙部", "丙署"]


def test_a_provinces_own_bodies() -> None:
    """A body with a series is meant by that series' texts alone."""
    registry = invented_registry()
    own = replace(registry.agencies[0], series=("yunyu",))
    registry = replace(registry, agencies=(own, *registry.agencies[1:]))
    assert read_clause("（甲部负责）", registry.scoped("yunyu"))[1] == ()
    assert read_clause("（甲部负责）", registry.scoped("other"))[1] == ("甲部",)
