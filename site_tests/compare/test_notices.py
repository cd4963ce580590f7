"""Two notices compared: links, moves, words, agencies, figures; on invented notices."""

from __future__ import annotations

import itertools
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import outputs_of
from generator.compare.lineages import chain, lineages
from generator.compare.segments import segment_spans
from generator.compare.tasks import align_notices
from generator.compare.text_diff import diff_tasks
from generator.compare.word_runs import tokens
from generator.content.loading import load_content
from generator.model.comparison import Band, Basis, Comparison, GroupKind, TaskProfile
from generator.model.content import Content
from generator.model.ids import TaskId
from generator.model.notice import Sentence
from generator.model.series import RelatedSeries
from generator.notice.figures import find_figures
from generator.problems import ContentError
from site_tests.conftest import ROOT
from site_tests.entries import compare, compare_all, compare_views
from site_tests.golden import check_golden

GOLD = ROOT / "site_tests/gold"


def gold(name: str) -> list[dict[str, Any]]:
    """The lines of a gold file: what a person says is right."""
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


PAIRS = [("9001", "9002"), ("9002", "9003")]


@pytest.fixture(scope="module")
def invented() -> Content:
    """The invented notices 9001 to 9003."""
    return load_content(ROOT / "site_tests/corpus/content")


def detail(comparison: Comparison, new: str):  # type: ignore[no-untyped-def]
    return next(d for d in comparison.details if new in d.link.new)


@pytest.mark.parametrize("pair", PAIRS)
def test_links_are_the_gold_ones(pair: tuple[str, str], invented: Content) -> None:
    """Kept, split, merged, new and no longer listed tasks are those that a person found."""
    alignment = compare(invented, *pair).alignment
    assert alignment.basis is Basis.TEXT
    found = [(list(k.old), list(k.new), k.kind.value) for k in alignment.links]
    found += [([], [key], "new") for key in alignment.added]
    found += [([key], [], "dropped") for key in alignment.dropped]
    wanted = [(r["old"], r["new"], r["type"]) for r in gold(f"align/{pair[0]}__{pair[1]}.jsonl")]
    assert sorted(found) == sorted(wanted)


def test_runs_give_both_texts_again(invented: Content) -> None:
    """Without + the runs are the old heading and sentences, without - the new, in order."""
    texts = {
        str(task.id): task.heading + "".join(s.text for s in task.sentences)
        for held in invented.notices
        for task in held.notice.tasks
    }
    for comparison in compare_all(invented):
        for found in comparison.details:
            for side, skip in (("old", "+"), ("new", "-")):
                pieces = sorted(
                    (getattr(group, side), "".join(r.text for r in group.runs if r.op != skip))
                    for group in found.groups or ()
                    if getattr(group, side)
                )
                whole = "".join(texts[key] for key in getattr(found.link, side))
                assert "".join(text for _, text in pieces) == whole


def test_no_figure_is_cut(invented: Content) -> None:
    """A changed run begins and ends outside every figure of its text."""
    for comparison in compare_all(invented):
        for group in itertools.chain(*(d.groups or () for d in comparison.details)):
            for skip in "+-":
                runs = [run for run in group.runs if run.op != skip]
                text = "".join(run.text for run in runs)
                cuts = set(itertools.accumulate(len(run.text) for run in runs))
                for figure in find_figures("", text):
                    assert not cuts & set(range(figure.start + 1, figure.end)), (text, figure)


def test_another_heading_is_no_equal_text(invented: Content) -> None:
    """With the same sentences under another heading, the text is not unchanged; its figure shows."""
    held = invented.notices[0]
    task = next(t for t in held.notice.tasks if str(t.id) == "9003-05")
    tasks = (replace(task, heading="管护灯塔100座"), replace(task, heading="管护灯塔200座"))
    section = held.notice.sections[0]
    old, new = (
        replace(
            held,
            notice=replace(
                held.notice,
                id=key,
                sections=(replace(section, tasks=(replace(t, id=TaskId(key, 5)),)),),
            ),
        )
        for key, t in zip(("9002", "9003"), tasks, strict=True)
    )
    content = replace(invented, notices=(new, old), themes=(), decisions=())
    view = compare_views(content)["9002", "9003"].links[0]
    assert not view.same_text
    assert [(row.old, row.new) for row in view.figures] == [("100座", "200座")]
    assert view.figures[0].old_address == "9002/05/#h"


def test_moves(invented: Content) -> None:
    """A clause out of order has moved, of two the shorter; it is neither deleted nor inserted."""
    groups = detail(compare(invented, "9001", "9002"), "9002-02").groups
    moved = [group for group in groups if group.kind is GroupKind.MOVED]
    assert ["".join(r.text for r in g.runs if r.op != "+") for g in moved] == ["鼓励夜间渡船减价。"]


def test_renamed_agency(invented: Content) -> None:
    """A body with a new name is renamed: nobody joined and nobody left."""
    change = detail(compare(invented, "9002", "9003"), "9003-09").agencies
    assert [(a.agency, b.agency) for a, b in change.renamed] == [("chaoxi", "chaoxin")]
    assert not change.joined and not change.left and change.first is None


def test_first_named_changed(invented: Content) -> None:
    """Another body stands first; the lead that a text names is not taken for more than that."""
    change = detail(compare(invented, "9002", "9003"), "9003-01").agencies
    assert [party.agency for party in change.first] == ["guihua", "chaoxin"]
    assert [party.agency for party in change.joined] == ["qingtai"]


def test_implied_bodies_are_no_change(invented: Content) -> None:
    """Whom one clause names for all later tasks has neither left nor joined them."""
    change = detail(compare(invented, "9001", "9002"), "9002-08").agencies
    assert not change.changed


def test_figures_side_by_side(invented: Content) -> None:
    """Old and new value of the same thing are a pair; another way to write it is no change."""
    comparison = compare(invented, "9001", "9002")
    figures = {
        key: [
            (c.old and c.old.figure.text, c.new and c.new.figure.text)
            for c in detail(comparison, key).figures
        ]
        for key in ("9002-06", "9002-09", "9002-08")
    }
    assert figures["9002-06"] == [("40座", "60座")]
    assert figures["9002-09"] == [("15%", "20%")]
    assert figures["9002-08"] == [("达到20万", "达到35万")]


def test_editors_win(invented: Content) -> None:
    """A rejected pair is not linked though alike; a confirmed one is, though unlike."""
    profiles = [
        [
            TaskProfile(id=f"{y}-{n}", heading=h, body="", agencies=frozenset(), full=True)
            for n, h in t
        ]
        for y, t in (
            ("9001", [("01", "修建灯塔"), ("02", "发展云仓")]),
            ("9002", [("01", "修建灯塔")]),
        )
    ]
    free = align_notices(*profiles)
    assert [link.old for link in free.links] == [("9001-01",)]
    said = align_notices(
        *profiles,
        confirmed=[("9001-02", "9002-01", "编者")],
        rejected={("9001-01", "9002-01")},
    )
    assert [(link.old, link.confirmed, link.reason) for link in said.links] == [
        (("9001-02",), True, "编者")
    ]


def rewritten(tmp_path: Path, old: str, new: str) -> Content:
    """The invented content with another `themes.yml`."""
    copy = Path(shutil.copytree(ROOT / "site_tests/corpus/content", tmp_path / "content"))
    path = copy / "themes.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return load_content(copy)


def test_a_rejected_theme(tmp_path: Path) -> None:
    """It is shown nowhere, its line is not proposed again, and nothing else is lost."""
    content = rewritten(tmp_path, "state: proposed", "state: rejected")
    assert [theme.id for theme in content.themes] == ["landing"]
    assert [theme.id for theme in content.refused] == ["lighthouses"]
    files = {
        f.path: f.data.decode()
        for f in outputs_of(content, ROOT / "templates")
        if not f.path.endswith((".xlsx", ".png", ".sqlite", ".zip"))
    }
    assert "themes/landing/index.md" in files
    assert not [
        p for p, text in files.items() if p.endswith(".md") and "themes/lighthouses" in text
    ]
    assert "themes/lighthouses/index.md" not in files
    lines = {
        tuple(k for _, ks in line.tasks for k in ks)
        for line in lineages(content, compare_all(content))
    }
    assert ("9001-05", "9002-06", "9003-05") not in lines
    assert json.loads(files["data/v1/themes.json"])["refused"][0]["id"] == "lighthouses"


def test_a_confirmed_theme_confirms_what_is_alike(tmp_path: Path) -> None:
    """Not every old with every new task: links found, and the best for a task that has none."""
    content = rewritten(
        tmp_path,
        "tasks: [9001-05, 9002-06, 9003-05]",
        "tasks: [9001-05, 9001-07, 9002-06, 9002-07, 9001-10, 9002-08]",
    )
    text = (tmp_path / "content/themes.yml").read_text("utf-8")
    path = tmp_path / "content/themes.yml"
    path.write_text(text.replace("state: proposed", "state: confirmed"), "utf-8")
    content = load_content(tmp_path / "content")
    alignment = compare(content, "9001", "9002").alignment
    pairs = {(a, b) for a, b, _ in alignment.pairs}
    assert {("9001-05", "9002-06"), ("9001-07", "9002-07")} <= pairs
    assert not {("9001-05", "9002-07"), ("9001-07", "9002-06")} & pairs
    of = {task: {p for p in pairs if task in p} for task in ("9001-10", "9002-08")}
    inside = {"9001-05", "9001-07", "9001-10", "9002-06", "9002-07", "9002-08"}
    assert all(len([p for p in found if set(p) <= inside]) == 1 for found in of.values())


def test_headings_alone(content: Content) -> None:
    """With a year of facts only, links rest on headings, and there is never a text diff."""
    for comparison in compare_all(content):
        assert comparison.alignment.basis is Basis.FACTS
        assert all(d.groups is None and not d.figures for d in comparison.details)
    links = compare(content, "2019", "2020").alignment.links
    assert (("2019-04",), ("2020-07",)) in {(link.old, link.new) for link in links}
    assert all(link.band is not Band.HIGH or link.score >= 0.55 for link in links)


def test_lineages(invented: Content) -> None:
    """Neighbouring years chained give lines of work."""
    found = {line.tasks for line in lineages(invented, compare_all(invented))}
    assert (
        ("9001", ("9001-04",)),
        ("9002", ("9002-04", "9002-05")),
        ("9003", ("9003-04",)),
    ) in found
    assert chain([]) == ()


CHINESE = st.text(alphabet="渡船灯塔云仓岛民，。；：（）《》“”300万以上5年一百,;: ", max_size=60)


@given(CHINESE, CHINESE)
@settings(max_examples=150, deadline=None)
def test_applying_a_diff(old: str, new: str) -> None:
    """Whatever two texts are: the groups' runs give both of them again, every clause once."""
    groups = diff_tasks(
        [("9001-01", [Sentence(id="s1", text=old)])], [("9002-01", [Sentence(id="s1", text=new)])]
    )
    for side, skip, text in (("old", "+", old), ("new", "-", new)):
        refs = [ref for group in groups for ref in getattr(group, side)]
        assert len(refs) == len(set(refs))
        pieces = sorted(
            (getattr(g, side), "".join(r.text for r in g.runs if r.op != skip))
            for g in groups
            if getattr(g, side)
        )
        assert "".join(piece for _, piece in pieces) == text


@given(CHINESE)
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_in_cutting(text: str) -> None:
    """Clauses, and tokens, joined are the text."""
    assert "".join(text[a:b] for a, b in segment_spans(text)) == text
    assert "".join(tokens(text)) == text


def test_equal_texts() -> None:
    """Equal texts give equal groups, nothing else; a missing side is one insertion or deletion."""
    sentence = Sentence(id="s1", text="修建灯塔，管护灯塔。")
    same = diff_tasks([("9001-01", [sentence])], [("9002-01", [sentence])])
    assert {group.kind for group in same} == {GroupKind.EQUAL}
    gone = diff_tasks([("9001-01", [sentence])], [])
    assert {group.kind for group in gone} == {GroupKind.DELETED}


def test_the_data_contract(invented: Content) -> None:
    """A comparison's file has the keys of the contract, and says how it was made."""
    files = {f.path: f.data for f in outputs_of(invented, ROOT / "templates")}
    data = json.loads(files["data/v1/compare/9001/9002.json"])
    assert {"old", "new", "basis", "method", "links", "added", "dropped"} <= data.keys()
    assert {"name", "version", "parameters"} == data["method"].keys()
    link = data["links"][0]
    assert {"old", "new", "kind", "score", "band", "confirmed", "groups", "agencies"} <= link.keys()
    assert {"kind", "old", "new", "runs"} <= link["groups"][0].keys()


def test_golden_pages(invented: Content, request: pytest.FixtureRequest) -> None:
    """A page of each kind and a task's data, to the letter."""
    files = {f.path: f.data for f in outputs_of(invented, ROOT / "templates")}
    for path in (
        "data/v1/tasks/9002-07.json",
        "9002/01/index.md",
        "9002/index.md",
        "agencies/chaoxin/index.md",
        "compare/9002/9003/index.md",
    ):
        check_golden(path.replace("/", "-"), files[path].decode(), request)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[9001-01, 9001-02,", "[9001-91, 9001-02,", "there is no task '9001-91'"),
        ("id: lighthouses", "id: landing", "id 'landing' is given twice"),
        ("verdict: rejected", "verdict: proposed", "a decision confirms or rejects"),
        (
            "decisions:\n",
            "decisions:\n  - {old: 9001-06, new: 9002-07, verdict: confirmed, reason: 编者}\n",
            r"themes.yml:17: 9001-06 and 9002-07 are decided twice",
        ),
        ("old: 9001-06, new: 9002-07", "old: 9002-07, new: 9001-06", "or backwards"),
        ("id: lighthouses", "id: 灯塔", "not an id"),
    ],
)
def test_mistakes_of_editors(old: str, new: str, message: str, tmp_path: Path) -> None:
    """Whatever editors name must be there."""
    copy = Path(shutil.copytree(ROOT / "site_tests/corpus/content", tmp_path / "content"))
    path = copy / "themes.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ContentError, match=message):
        load_content(copy)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("figure: 100万以下", "figure: 90万以下", "no figure '90万以下' at 9001-01#s1"),
        # A figure's notice is the one in which its place stands: another gave a traceback in the build.
        ('notice: "9001", at', 'notice: "9002", at', "no figure '100万以下' at 9001-01#s1"),
        ('notice: "9001", at', "notice: '<b>', at", "no figure '100万以下' at 9001-01#s1"),
    ],
)
def test_mistake_in_a_subject(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A figure that does not stand where a subject says is a Problem at its line."""
    copy = Path(shutil.copytree(ROOT / "site_tests/corpus/content", tmp_path / "content"))
    path = copy / "figures.yml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError, match=f"figures.yml:6: {message}"):
        load_content(copy)


def test_fiction_never_mixes(copy: Path, tmp_path: Path) -> None:
    """An invented notice in the real content, and a real one in the invented, are Problems."""
    invented = ROOT / "site_tests/corpus/content"
    shutil.copytree(invented / "notices/9001", copy / "notices/9001")
    with pytest.raises(ContentError, match="9001:0: fiction and the real record never mix"):
        load_content(copy)
    other = Path(shutil.copytree(invented, tmp_path / "other"))
    shutil.copytree(copy / "notices/2020", other / "notices/2020")
    with pytest.raises(ContentError, match="2020:0: fiction and the real record never mix"):
        load_content(other)


def test_series_may_differ(invented: Content) -> None:
    """Notices of two series are not compared with each other."""
    first, *rest = invented.notices
    other = replace(first, notice=replace(first.notice, series="other"))
    pairs = {(c.old, c.new) for c in compare_all(replace(invented, notices=(other, *rest)))}
    assert pairs == {("9001", "9002")}


def test_other_series_are_no_other_years(invented: Content) -> None:
    """A task's page lists the years of its own series, which it names no more."""
    first, *rest = invented.notices
    other = replace(first, notice=replace(first.notice, series="other"))
    members = tuple(m for m in invented.series.members if m.id != first.notice.id)
    series = replace(
        invented.series, members=members, others=(RelatedSeries(id="other", title="别处"),)
    )
    content = replace(invented, series=series, notices=(other, *rest))
    outputs = outputs_of(content, ROOT / "templates")
    pages = {f.path: f.data.decode() for f in outputs if f.path.endswith(".md")}
    for page, own, foreign in (("9003", "9003", "9002"), ("9002", "9002", "9003")):
        strip = pages[f"{page}/01/index.md"].partition('<ol class="kt-years">')[2]
        assert f"<b>{own}</b>" in strip and f"{foreign}</b>" not in strip
