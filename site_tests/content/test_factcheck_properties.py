"""Known facts against a text, for any notice: what is true of it is no Problem, one lie is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.factcheck import check_facts
from generator.model.agencies import Registry
from generator.model.facts import Fact, FactsNotice, FactState, KnownSection, KnownTask, Stated
from generator.model.notice import Notice
from generator.notice.agency_clauses import notice_parties
from generator.notice.markdown import parse_notice
from generator.text.numerals import format_numeral

BODIES = ("甲部", "乙部", "丙署", "各地")
REGISTRY = Registry(agencies=(), others=BODIES)
SEEN = FactState.SEEN


def stated(*values: str) -> Stated:
    return Stated(values=values, state=SEEN, sources=("a",))


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    """Up to three sections with up to three tasks; bodies, an open list and a figure in each."""
    lines = ["# 虚构院关于印发《9001年重点任务》的通知", "虚院〔9001〕1号", "东岛、西岛："]
    lines += ["已经渡船联席会议同意。", "虚构院\n9001年3月4日", "# 9001年重点任务"]
    number = 0
    for section in range(1, draw(st.integers(1, 3)) + 1):
        lines.append(f"## {format_numeral(section)}、第{section}部分")
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            names = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=3, unique=True))
            more = draw(st.sampled_from(["", "等"]))
            lines.append(f"### （{format_numeral(number)}）第{number}件事。")
            lines.append(
                f"修建第{number}处灯塔{100 + number}座。\n> （{'、'.join(names)}{more}负责）"
            )
    notice, problems = parse_notice("\n\n".join(lines), notice_id="9001", series="x", path="p")
    assert problems == ()
    return notice


def true_of(notice: Notice, pick: Callable[[], bool]) -> FactsNotice:
    """Facts that the text bears out; `pick` says of each whether it is known."""
    readings = notice_parties(notice, REGISTRY)
    identity = notice.identity
    assert identity.number and identity.issuer and identity.issued

    def told(*values: str) -> Stated | None:
        return stated(*values) if pick() else None

    tasks = []
    for section in notice.sections:
        for task in section.tasks:
            reading = readings[task.id]
            numbered = pick()
            names = tuple(p.printed for p in reading.parties) if pick() else None
            tasks.append(
                KnownTask(
                    id=task.id if numbered else None,
                    number=task.id.number if numbered else None,
                    section=section.number if pick() else None,
                    heading=task.heading if not numbered or pick() else None,
                    agencies=names[: 1 + pick()] if names else None,
                    open=reading.open if pick() else None,
                    state=SEEN,
                    number_state=SEEN,
                    agencies_state=SEEN,
                    sources=("a",),
                )
            )
    return FactsNotice(
        id="9001",
        series="x",
        title=told(identity.title),
        number=told(identity.number),
        issuer=told(identity.issuer),
        issued=told(identity.issued),
        published=None,
        approval=told("已经渡船联席会议同意"),
        addressees=told("东岛", "西岛"),
        task_count=told(str(len(notice.tasks))),
        section_count=told(str(len(notice.sections))),
        names_agencies=told("是"),
        structure=None,
        sections=tuple(
            KnownSection(
                number=s.number if pick() else None, heading=s.heading, state=SEEN, sources=("a",)
            )
            for s in notice.sections
            if pick()
        ),
        tasks=tuple(tasks),
        facts=tuple(
            Fact(
                topic="灯塔",
                text=f"修建第{n}处灯塔{100 + n}座",
                value=str(100 + n),
                unit="座",
                state=SEEN,
                sources=("a",),
            )
            for n in range(1, len(notice.tasks) + 1)
            if pick()
        ),
        sources=(),
    )


LIES: dict[str, Callable[[FactsNotice], FactsNotice]] = {
    "title": lambda f: replace(f, title=stated("关于9001年渡船的通知")),
    "number": lambda f: replace(f, number=stated("虚院〔9001〕2号")),
    "issuer": lambda f: replace(f, issuer=stated("另一院")),
    "issued": lambda f: replace(f, issued=stated("9001-03-05")),
    "approval": lambda f: replace(f, approval=stated("已经码头联席会议同意")),
    "addressees": lambda f: replace(f, addressees=stated("东岛", "南岛")),
    "task_count": lambda f: replace(f, task_count=stated("99")),
    "section_count": lambda f: replace(f, section_count=stated("99")),
    "names_agencies": lambda f: replace(f, names_agencies=stated("否")),
    "section": lambda f: replace(
        f, sections=(KnownSection(number=1, heading="错", state=SEEN, sources=()),)
    ),
    "no section": lambda f: replace(
        f, sections=(KnownSection(number=None, heading="错", state=SEEN, sources=()),)
    ),
    "heading": lambda f: first_task(f, heading="错"),
    "task": lambda f: first_task(f, number=99, heading="第1件事", agencies=None),
    "no task": lambda f: first_task(f, number=None, heading="错"),
    "agency": lambda f: first_task(f, agencies=("外馆",), open=None),
    "place": lambda f: first_task(f, section=9),
    "figure": lambda f: replace(
        f,
        facts=(
            Fact(
                topic="灯塔",
                text="修建第1处灯塔99座",
                value="99",
                unit="座",
                state=SEEN,
                sources=(),
            ),
        ),
    ),
}


def first_task(facts: FactsNotice, **changes: object) -> FactsNotice:
    """The facts with something else said of task （一）."""
    task = replace(facts.tasks[0], **{"number": 1, **changes})  # type: ignore[arg-type]
    return replace(facts, tasks=(task, *facts.tasks[1:]))


@given(notices(), st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_true_is_no_problem(notice: Notice, data: st.DataObject) -> None:
    """Whichever facts of a notice are known: the text bears them out, without a remark."""
    facts = true_of(notice, lambda: data.draw(st.booleans()))
    found = check_facts(facts, notice, REGISTRY, "facts.yml")
    assert (found.problems, found.remarks) == ((), ())


@given(notices(), st.sampled_from(sorted(LIES)), st.data())
@settings(max_examples=150, deadline=None)
def test_one_lie_is_one_problem(notice: Notice, name: str, data: st.DataObject) -> None:
    """Among true facts each thing that the text contradicts is told once, with a hint."""
    facts = LIES[name](true_of(notice, lambda: data.draw(st.booleans())))
    (problem,) = check_facts(facts, notice, REGISTRY, "facts.yml").problems
    assert (
        problem.path == "facts.yml"
        and problem.hint == "the text decides: correct the fact or take it away"
    )


@given(notices())
@settings(max_examples=30, deadline=None)
def test_names_in_another_order(notice: Notice) -> None:
    """Bodies that the text names in another order, and a list that is open there, are told."""
    facts = true_of(notice, lambda: True)
    for known in facts.tasks:
        names = known.agencies or ()
        turned = replace(known, agencies=tuple(reversed(names)))
        found = check_facts(replace(facts, tasks=(turned,)), notice, REGISTRY, "p").problems
        assert len(found) == (len(names) > 1)
        other = replace(known, open=not known.open)
        found = check_facts(replace(facts, tasks=(other,)), notice, REGISTRY, "p").problems
        assert len(found) == 1 and "the list of agencies is" in found[0].message
