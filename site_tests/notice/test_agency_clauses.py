"""Who is responsible."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers.structure import draft_notice
from generator.model.agencies import Agency, AgencyKind, ClauseReading, Registry
from generator.model.content import Content
from generator.model.notice import Notice
from generator.notice.agency_clauses import (
    known_names,
    notice_parties,
    read_clause,
    task_parties,
)
from generator.text.numerals import format_numeral


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
    "[甲部负责]": ("甲部1", False, None),
    "〔甲部负责〕；": ("甲部1", False, None),
    "（甲部）": ("甲部1", False, None),
    "（甲部、各地）": ("甲部1 各地", False, None),
    "（甲部牵头负责,乙部配合;丙署参与）": ("甲部1! 乙部 丙署", False, None),
    "（甲部负责。乙部牵头。）": ("甲部1 乙部!", False, None),
    "（甲部负责；乙部等负责）": ("甲部1 乙部", True, None),
    "（甲部等各地牵头）": ("甲部1! 各地!", True, None),
    "（甲部及乙部、丙署与各地、有关部门以及甲部负责）": (
        "甲部1 乙部 丙署 各地 有关部门 甲部",
        False,
        None,
    ),
    "（甲部负责，6月底完成，年内持续推进）": ("甲部1", False, "6月底完成，年内持续推进"),
    "（责任部门:甲部等,乙部牵头）": ("甲部1 乙部!", True, None),
    "（牵头部门：甲部；配合单位：乙部，年底完成）": ("甲部1! 乙部", False, "年底完成"),
    "（甲部负责，除特殊情况外，不再列出）": ("甲部1", False, None),
    "（甲部负责，不再单独列出）": ("甲部1", False, None),
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


ROLES = {
    "（责任部门：甲部、乙部）": "甲部:responsible 乙部:responsible",
    "（甲部、乙部。）": "甲部:named 乙部:named",
    "（甲部、乙部，2021年6月底前完成）": "甲部:named 乙部:named |2021年6月底前完成",
    "（甲部主责，乙部配合）": "甲部:responsible 乙部:support",
    "（主办：甲部；协办：乙部）": "甲部:responsible 乙部:support",
    "（甲部、乙部等14部门）": "甲部:named 乙部:named …",
    "责任单位：甲部、乙部。": "甲部:responsible 乙部:responsible",
    "牵头单位：甲部；配合单位：乙部。": "甲部:lead 乙部:support",
    "牵头单位：甲部，配合单位：乙部、丙署。": "甲部:lead 乙部:support 丙署:support",
    "（牵头单位：甲部 配合单位：乙部）": "甲部:lead 乙部:support",
    "（甲部会同乙部负责）": "甲部:responsible 乙部:responsible",
    "（甲部牵头会同乙部、丙署负责）": "甲部:lead 乙部:responsible 丙署:responsible",
    "（甲部牵头，会同乙部、丙署落实）": "甲部:lead 乙部:responsible 丙署:responsible",
    "（甲部牵头、乙部配合）": "甲部:lead 乙部:support",
    "（甲部牵头，乙部推进）": "甲部:lead 乙部:responsible",
    "（甲部负责，乙部实施）": "甲部:responsible 乙部:responsible",
    "（责任单位：甲部（牵头）、乙部）": "甲部:lead 乙部:responsible",
    "（责任单位：甲部牵头，乙部、丙署配合）": "甲部:lead 乙部:support 丙署:support",
    "【责任单位：甲部】": "甲部:responsible",
    "（责任单位：甲部；完成时限：2021年6月底）": "甲部:responsible |2021年6月底",
    "（责任单位：甲部，完成时限：长期坚持）": "甲部:responsible |长期坚持",
    "（甲部、乙部，按职责分工负责）": "甲部:responsible 乙部:responsible",
    "（年底前由甲部完成）": "甲部:responsible |年底前",
    "由甲部牵头，乙部配合。": "甲部:lead 乙部:support",
    "甲部、乙部按职责分工负责。": "甲部:responsible 乙部:responsible",
    "（甲部负责制定办法，乙部负责资金保障）": "甲部:responsible 乙部:responsible",
    "责任单位 甲部 乙部": "甲部:responsible 乙部:responsible",
    "（责任分工：甲部牵头，乙部配合）": "甲部:lead 乙部:support",
    "牵头责任单位：甲部": "甲部:lead",
    "（甲部、乙部共同牵头）": "甲部:lead 乙部:lead",
    "（甲部、乙部各负其责）": "甲部:responsible 乙部:responsible",
    "（甲部协同配合，乙部牵头负责，持续推进）": "甲部:support 乙部:lead |持续推进",
}


@pytest.mark.parametrize("text", ROLES)
def test_roles(text: str) -> None:
    """A role is what the text says in words, with brackets or on a line of its own; by when, behind |."""
    reading, unknown = read_clause(text, invented_registry())
    said = " ".join(f"{p.printed}:{p.role}" for p in reading.parties) + " …" * reading.open
    assert said + f" |{reading.deadline}" * bool(reading.deadline) == ROLES[text]
    assert unknown == ()


@pytest.mark.parametrize("verb", ["推进", "实施", "完成", "持续推进", "加快实施"])
def test_a_body_is_no_deadline(verb: str) -> None:
    """What has a known body in it is never a deadline: the body is a party, or the clause unread."""
    for name in ("乙部", "各地"):
        reading, unknown = read_clause(f"（甲部牵头，{name}{verb}）", invented_registry())
        assert reading.deadline is None
        assert name in [p.printed for p in reading.parties] or unknown


DUTIES = "牵头 牵头负责 负责 配合 参与 落实 参加 按职责负责 按照职责配合 按职责分工参与 分别落实 共同参加"
LABELS = ("牵头", "责任", "配合", "参加", "负责", "落实")


@pytest.mark.parametrize("duty", DUTIES.split())
def test_duties(duty: str) -> None:
    """Each way to say who does it; who leads is told from 牵头 alone."""
    reading, unknown = read_clause(f"（甲部、各地{duty}）", invented_registry())
    assert [p.printed for p in reading.parties] == ["甲部", "各地"] and unknown == ()
    assert {p.lead for p in reading.parties} == {duty.startswith("牵头")}


@pytest.mark.parametrize("label", [f"{a}{b}" for a in LABELS for b in ("单位", "部门")])
def test_labels(label: str) -> None:
    """Each label in front of names; those of the leading body alone lead."""
    reading, unknown = read_clause(f"（{label}：甲部、乙部）", invented_registry())
    assert [p.printed for p in reading.parties] == ["甲部", "乙部"] and unknown == ()
    assert {p.lead for p in reading.parties} == {label.startswith("牵头")}


WHEN = "年 月 上半年 下半年 年内 年底 全年"


@pytest.mark.parametrize("said", [f"2025年{m}月{w}" for w in WHEN.split() for m in (1, 12)])
@pytest.mark.parametrize("done", ["完成", "推进", "实施", "取得进展"])
def test_deadlines(said: str, done: str) -> None:
    """A day or a part of a year, up to six characters, and what will have been done; no more."""
    for between, deadline in (("", True), ("到时基本全部", True), ("到时基本全部都", False)):
        text = f"{said}{between}{done}"
        reading, unknown = read_clause(f"（甲部负责，{text}）", invented_registry())
        assert reading.deadline == (text if deadline else None)
        assert unknown == (() if deadline else (f"（甲部负责，{text}）",))


@pytest.mark.parametrize(
    "text",
    [
        "甲部负责",
        "（甲部负责）并且",
        "（甲部负责，由乙部办理）",
        "（由乙部办理；甲部负责）",
        "（牵头单位：甲部，由乙部办理）",
        "（6月底完成）",
        "（不再列出）",
        "（负责）",
        "（甲部、外馆）",
        "（甲部负责人）",
        "（甲部负责，年底完成验收）",
        "（甲部负责，不再列出名单）",
        "（甲部负责，除特殊情况外另有规定）",
        "（甲部负责。以下任务均需各地落实到位）",
    ],
)
def test_clauses_that_are_not_read(text: str) -> None:
    """What has no known form in any of its parts, or names nobody, is unread as a whole."""
    reading, unknown = read_clause(text, invented_registry())
    assert reading == ClauseReading(parties=(), open=False) and unknown == (text,)


def test_names_joined_by_a_word() -> None:
    """和 parts two names where both are known; else they are one name that nobody knows."""
    reading, unknown = read_clause("（甲部和外馆、外馆、甲部和外馆负责）", invented_registry())
    assert [p.printed for p in reading.parties] == ["甲部和外馆", "外馆", "甲部和外馆"]
    assert unknown == ("甲部和外馆", "外馆")
    registry = replace(invented_registry(), others=("规划和建设委",))
    assert read_clause("（规划和建设委负责）", registry)[1] == ()


@pytest.mark.parametrize(
    ("names", "wanted", "more"),
    [
        ("高等学堂", "高等学堂", False),
        ("高等学堂等", "高等学堂", True),
        ("甲部、高等学堂", "甲部 高等学堂", False),
        ("甲部、高等学堂等", "甲部 高等学堂", True),
        ("甲部等高等学堂", "甲部 高等学堂", True),
        ("高等学堂和甲部等各地", "高等学堂 甲部 各地", True),
        ("外馆等乙部", "外馆 乙部", True),
        ("等乙部", "等乙部", False),
    ],
)
def test_a_name_with_the_word_for_others(names: str, wanted: str, more: bool) -> None:
    """等 leaves a list open where it is not a known name's own."""
    registry = replace(invented_registry(), others=("高等学堂", "各地"))
    reading, _ = read_clause(f"（{names}负责）", registry)
    assert ([p.printed for p in reading.parties], reading.open) == (wanted.split(), more)


@pytest.mark.parametrize("each", ["", "各项"])
@pytest.mark.parametrize("by", ["", "由"])
@pytest.mark.parametrize("duty", ["", "负责"])
def test_forms_of_the_sentence_for_later_tasks(each: str, by: str, duty: str) -> None:
    """The sentence alone is a clause: whom it names is implied, and its 等 is not the task's own."""
    said = f"以下{each}任务均需{by}各地、甲部等有关部门{duty}落实"
    reading, unknown = read_clause(f"（{said}）", invented_registry())
    assert (reading.parties, reading.open, unknown) == ((), False, ())
    assert [p.printed for p in reading.blanket] == ["各地", "甲部", "有关部门"]
    assert all(p.implied and not p.lead for p in reading.blanket)
    assert read_clause(f"（乙部等负责。{said}）", invented_registry())[0].open


def invented_notice(*tasks: str, series: str = "yunyu") -> Notice:
    lines = [f"（{format_numeral(n)}）事。{text}" for n, text in enumerate(tasks, 1)]
    return draft_notice(["云屿国通知", "一、甲", *lines], notice_id="9001", series=series)


def said(reading: ClauseReading) -> str:
    """Names, first (1), leading (!), implied (~), and whether the list is open (…)."""
    parties = (
        f"{p.printed}{'1' * p.first}{'!' * p.lead}{'~' * p.implied}" for p in reading.parties
    )
    return " ".join(parties) + " …" * reading.open


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("修灯塔。（甲部负责）管码头。（甲部牵头，乙部配合）", "甲部1! 乙部"),
        ("修灯塔。（甲部牵头）管码头。（甲部、乙部负责）", "甲部1! 乙部"),
        ("修灯塔。（甲部负责）管码头。（乙部等负责）", "甲部1 乙部1 …"),
        ("修灯塔。（甲部等负责）管码头。（乙部负责）", "甲部1 乙部1 …"),
        ("修灯塔。（甲部负责）管码头。（乙部负责）", "甲部1 乙部1"),
        ("修灯塔。（甲部、乙部负责）管码头。（乙部牵头）", "甲部1 乙部!"),
        ("修灯塔。", ""),
    ],
)
def test_what_only_the_second_clause_says(text: str, wanted: str) -> None:
    """牵头 and 等 count in whichever clause of a task they stand; a name stands at its first place."""
    assert said(task_parties(invented_notice(text).tasks[0], invented_registry())) == wanted


def test_deadlines_of_several_clauses() -> None:
    """All deadlines and all names for later tasks are the task's, in their order."""
    text = (
        "修灯塔。（甲部负责，6月底完成。以下任务均需各地落实）管码头。（乙部负责）"
        "涂船。（丙署负责，年底完成。以下任务均需甲部落实）"
    )
    reading = task_parties(invented_notice(text).tasks[0], invented_registry())
    assert reading.deadline == "6月底完成；年底完成"
    assert [p.printed for p in reading.blanket] == ["各地", "甲部"]
    assert task_parties(invented_notice("修。").tasks[0], invented_registry()).deadline is None


def test_implied_in_later_tasks() -> None:
    """Whom a clause names for all later tasks is implied from the next task on, where not named."""
    notice = invented_notice(
        "修灯塔。（甲部负责）",
        "管码头。（甲部等负责。以下任务均需各地落实）",
        "涂船。（乙部负责。以下任务均需甲部落实）",
        "修桥。（甲部、丙署负责）",
        "种稻。",
    )
    readings = notice_parties(notice, invented_registry())
    assert [said(r) for r in readings.values()] == [
        "甲部1",
        "甲部1 …",
        "乙部1 各地~",
        "甲部1 丙署 各地~",
        "各地~ 甲部~",
    ]
    assert [*readings] == [task.id for task in notice.tasks]


def test_names_are_those_of_the_notices_series() -> None:
    """A province's own body is nobody in a notice of another series."""
    registry = invented_registry()
    own = replace(registry.agencies[0], series=("yunyu",))
    registry = replace(registry, agencies=(own, *registry.agencies[1:]))
    for series, agency in (("yunyu", "a"), ("other", None)):
        notice = invented_notice("修灯塔。（甲部负责）", series=series)
        (reading,) = notice_parties(notice, registry).values()
        assert [p.agency for p in reading.parties] == [agency]


def test_names_given_as_a_list() -> None:
    """Of facts: the first is first, nobody leads, a name that nobody knows has no agency."""
    parties = known_names(("乙部", "外馆", "各地"), invented_registry())
    assert [(p.printed, p.agency, p.first, p.lead) for p in parties] == [
        ("乙部", "b", True, False),
        ("外馆", None, False, False),
        ("各地", None, False, False),
    ]


KNOWN = ("甲部", "乙部", "丙署", "各地", "有关部门")
NAMES = st.lists(st.sampled_from([*KNOWN, "外馆"]), min_size=1, max_size=5)
VERBS = st.sampled_from(["负责", "牵头", "按职责分工负责", "分别负责"])
STATEMENTS = st.lists(st.tuples(NAMES, st.booleans(), VERBS), min_size=1, max_size=3)


@given(
    STATEMENTS, st.sampled_from(["，", "；", "。"]), st.sampled_from(["（{}）", "〔{}〕", "({})。"])
)
def test_every_name_of_a_clause_is_a_party(
    statements: list[tuple[list[str], bool, str]], join: str, bracket: str
) -> None:
    """Whatever is said of whom: all names in their order, one first, and 等 and 牵头 as said."""
    parts = [f"{'、'.join(names)}{'等' * more}{verb}" for names, more, verb in statements]
    reading, unknown = read_clause(bracket.format(join.join(parts)), invented_registry())
    assert [p.printed for p in reading.parties] == [n for names, _, _ in statements for n in names]
    assert [p.first for p in reading.parties] == [True, *[False] * (len(reading.parties) - 1)]
    leads = [verb == "牵头" for names, _, verb in statements for _ in names]
    assert [p.lead for p in reading.parties] == leads
    assert reading.open == any(more for _, more, _ in statements)
    assert unknown == (("外馆",) if any("外馆" in names for names, _, _ in statements) else ())


@given(
    st.text(
        alphabet="甲乙丙部署各地有关门等牵头负责、和，；。（）〔〕以下任务均需落实6月底完成",
        max_size=40,
    )
)
def test_any_bracket_is_read_or_told(text: str) -> None:
    """Nothing raises; what is not read is told whole, and no name comes from outside the text."""
    reading, unknown = read_clause(f"（{text}）", invented_registry())
    if reading.parties or reading.blanket:
        parties = (*reading.parties, *reading.blanket)
        assert all(p.printed and p.printed in text for p in parties)
        assert {p.printed for p in parties if p.printed not in KNOWN} == {*unknown}
    else:
        assert (reading, unknown) == (ClauseReading(parties=(), open=False), (f"（{text}）",))


@given(st.lists(st.tuples(NAMES, VERBS, st.booleans()), max_size=5))
def test_parties_of_a_notice(clauses: list[tuple[list[str], str, bool]]) -> None:
    """A task names each once; what is implied was named for later tasks before, and is not named."""
    tasks = [
        f"修。（{'、'.join(names)}{verb}{'。以下任务均需各地落实' * later}）"
        for names, verb, later in clauses
    ]
    if not tasks:
        return
    notice = invented_notice(*tasks)
    readings = [*notice_parties(notice, invented_registry()).values()]
    for place, (reading, (names, _, _)) in enumerate(zip(readings, clauses, strict=True)):
        printed = [p.printed for p in reading.parties]
        assert len(printed) == len({*printed})
        assert [p.printed for p in reading.parties if not p.implied] == [*dict.fromkeys(names)]
        before = any(later for _, _, later in clauses[:place])
        implied = ["各地"] if before and "各地" not in names else []
        assert [p.printed for p in reading.parties if p.implied] == implied


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
    assert task.text == text
    reading = task_parties(task, invented_registry())
    assert [p.printed for p in reading.parties] == ["甲部", "乙部", "丙署"]


def test_a_provinces_own_bodies() -> None:
    """A body with a series is meant by that series' texts alone."""
    registry = invented_registry()
    own = replace(registry.agencies[0], series=("yunyu",))
    registry = replace(registry, agencies=(own, *registry.agencies[1:]))
    assert read_clause("（甲部负责）", registry.scoped("yunyu"))[1] == ()
    assert read_clause("（甲部负责）", registry.scoped("other"))[1] == ("甲部",)
