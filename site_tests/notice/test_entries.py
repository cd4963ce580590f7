"""Notices and tasks in their one normal form, held or known."""

import json
from dataclasses import replace

import pytest

from generator.build import outputs_of
from generator.content.loading import load_content
from generator.model.agencies import Agency, Registry
from generator.model.content import Content
from generator.model.entries import TaskEntry
from generator.model.notice import Clause, Notice, Paragraph, Sentence, Task
from generator.model.provenance import TextState
from generator.notice.entries import notice_entries
from site_tests.conftest import ROOT

CORPUS = ROOT / "site_tests/corpus/content"


@pytest.fixture(scope="module")
def invented() -> Content:
    """The invented notices, of which all texts are held."""
    return load_content(CORPUS)


def with_clause(content: Content, clause: str) -> Content:
    """The newest notice's first task ends with this clause and no other."""
    held = content.notices[0]
    first, *rest = held.notice.sections
    at = next(i for i, section in enumerate((first, *rest)) if section.tasks)
    section = held.notice.sections[at]
    task = replace(
        section.tasks[0],
        paragraphs=(
            Paragraph(parts=(Sentence(id="s1", text="渡口要亮。"), Clause(id="r", text=clause))),
        ),
    )
    sections = list(held.notice.sections)
    sections[at] = replace(section, tasks=(task, *section.tasks[1:]))
    notice: Notice = replace(held.notice, sections=tuple(sections))
    notices = (replace(held, notice=notice), *content.notices[1:])
    return replace(content, notices=notices, subjects=())  # its figures are gone


def printed_as(content: Content, agency: str, *forms: str) -> Content:
    """The registry knows these printed forms of an agency besides its own."""
    agencies = tuple(
        replace(a, printed=(*a.printed, *forms)) if a.id == agency else a
        for a in content.registry.agencies
    )
    return replace(content, registry=replace(content.registry, agencies=agencies))


def first_task(content: Content) -> TaskEntry:
    return notice_entries(content)[0].tasks[0]


def test_every_task_has_one_entry(content: Content) -> None:
    """Held ones by their ids, known ones also without a number; each key stands once."""
    entries = [task for notice in notice_entries(content) for task in notice.tasks]
    held = [task for h in content.notices for task in h.notice.tasks]
    known = [task for facts in content.facts for task in facts.tasks]
    assert len(entries) == len(held) + len(known)
    keys = [task.key for task in entries if task.heading]
    assert len(keys) == len(set(keys))
    assert all(task.held == (task.state is not TextState.FACTS_ONLY) for task in entries)


def test_what_is_not_known_is_none(content: Content) -> None:
    """A known task has states and sources and no text; a held one the reverse."""
    for task in (task for notice in notice_entries(content) for task in notice.tasks):
        assert (task.paragraphs is None) == (task.figures is None) == (task.states is not None)
        assert (task.states is None) == (task.sources is None)
        assert (task.parties is None) == (task.others is None)
        if task.states:
            assert (task.states.agencies is None) == (task.parties is None)


def test_a_bodys_forms_are_one_body(invented: Content) -> None:
    """Named as 灯塔总署 and as 灯塔署 it is one party with both forms, and first where either is."""
    known = printed_as(invented, "dengta", "灯塔署")
    task = first_task(with_clause(known, "（渡津部、灯塔总署、灯塔署等负责）"))
    assert [(p.agency, p.forms, p.first) for p in task.parties or ()] == [
        ("dujin", ("渡津部",), True),
        ("dengta", ("灯塔总署", "灯塔署"), False),
    ]
    task = first_task(with_clause(known, "（灯塔总署、渡津部负责；灯塔署牵头）"))
    assert [(p.agency, p.first, p.lead) for p in task.parties or ()] == [
        ("dengta", True, True),
        ("dujin", False, False),
    ]


def test_a_body_in_two_forms_counts_once(invented: Content) -> None:
    """JSON, the table, the task's page and the agency's count have it once, with both forms."""
    known = printed_as(invented, "dengta", "灯塔署")
    once = with_clause(known, "（渡津部、灯塔总署负责）")
    twice = with_clause(known, "（渡津部、灯塔总署、灯塔署负责）")
    made = [
        {
            file.path: file.data.decode()
            for file in outputs_of(c, ROOT / "templates")
            if is_text(file.path)
        }
        for c in (once, twice)
    ]
    key = first_task(twice).key
    agencies = json.loads(made[1][f"data/v1/tasks/{key}.json"])["agencies"]
    assert [(a["id"], a["printed"], a["forms"]) for a in agencies] == [
        ("dujin", "渡津部", ["渡津部"]),
        ("dengta", "灯塔总署", ["灯塔总署", "灯塔署"]),
    ]
    counts = [json.loads(files["data/v1/agencies/dengta.json"])["task_count"] for files in made]
    assert counts[0] == counts[1] > 0
    page = made[1][f"{key.replace('-', '/')}/index.md"]
    assert "灯塔总署</a>、灯塔署" in page
    assert page.count('<li><a href="../../agencies/dengta/"') == 1
    assert made[1]["data/v1/tasks.csv"].count("灯塔总署、灯塔署") == 2  # in text and clause alone


def is_text(path: str) -> bool:
    return path.endswith((".json", ".md", ".csv"))


def test_what_is_implied_and_named_is_named(invented: Content) -> None:
    """A body that an earlier clause implies in one form and the task names in another is named."""
    known = printed_as(invented, "dengta", "灯塔署")
    content = with_clause(known, "（渡津部负责。以下任务均需灯塔署落实，不再列出）")
    later = notice_entries(content)[0].tasks[1:]
    for task in later:
        own = [party for party in task.parties or () if party.agency == "dengta"]
        assert len(own) == 1
        named = any("灯塔总署" in clause.text for clause in task.clauses)
        assert own[0].implied != named
        assert own[0].forms == (("灯塔总署",) if named else ("灯塔署",))
    assert {any("灯塔总署" in c.text for c in task.clauses) for task in later} == {True, False}


def body(like: Agency, agency_id: str, series: str) -> Agency:
    return replace(
        like, id=agency_id, name=f"{series}公安厅", printed=("省公安厅",), series=(series,)
    )


def test_known_names_mean_what_they_do_in_their_series(content: Content) -> None:
    """A Sichuan 省公安厅 is Sichuan's, however many provinces the registry has, held or known."""
    like = content.registry.agencies[0]
    own = [body(like, f"{series}-ps", series) for series in ("sichuan", "guangdong", "zhejiang")]
    registry = Registry(agencies=(*content.registry.agencies, *own), others=())
    facts = content.facts[0]
    known = tuple(
        replace(
            facts,
            id=f"{series}-2023",
            series=series,
            tasks=(replace(facts.tasks[0], agencies=("省公安厅",)),),
        )
        for series in ("sichuan", "guangdong", "zhejiang")
    )
    entries = notice_entries(replace(content, registry=registry, notices=(), facts=known))
    named = [
        party.agency for entry in entries for task in entry.tasks for party in task.parties or ()
    ]
    assert named == ["sichuan-ps", "guangdong-ps", "zhejiang-ps"]


@pytest.mark.parametrize("mark", ["", "。", "；"])
def test_a_clause_goes_without_its_brackets(invented: Content, mark: str) -> None:
    """JSON `clause` is what stands between the brackets, also where a mark stands behind them."""
    content = with_clause(invented, f"（渡津部负责）{mark}")
    key = first_task(content).key
    files = {f.path: f.data for f in outputs_of(content, ROOT / "templates")}
    task = json.loads(files[f"data/v1/tasks/{key}.json"])
    assert task["clause"] == "渡津部负责"
    assert task["clauses"] == [{"id": "r", "printed": f"（渡津部负责）{mark}"}]


def test_stretches_are_the_whole_text(content: Content) -> None:
    """Letter, preamble, sections with their tasks, closing, in print's order; tasks stand once."""
    for held in content.notices:
        stretches = list(held.notice.stretches())
        tasks: list[Task] = [stretch.task for stretch in stretches if stretch.task]
        assert tuple(tasks) == held.notice.tasks
        assert [stretch.kind for stretch in stretches[:2]] == ["letter", "preamble"]
        assert stretches[-1].kind == "closing"
        anchors = [stretch.anchor for stretch in stretches if not stretch.task]
        assert len(anchors) == len(set(anchors)) == len(held.notice.sections) + 3
