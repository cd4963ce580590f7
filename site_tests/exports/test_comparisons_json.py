"""What `compare/<old>/<new>.json` says, on the invented notices; `golden/` has the terminal's form."""

from __future__ import annotations

from typing import Any

import pytest

from generator.compare.parameters import METHOD
from generator.content.loading import load_content
from generator.exports.comparisons_json import comparison_file
from generator.model.content import Content
from generator.vocabulary import load_words
from site_tests.conftest import ROOT
from site_tests.entries import compare, comparison_text
from site_tests.golden import check_golden

CONTENT = load_content(ROOT / "site_tests/corpus/content")
Json = dict[str, Any]


@pytest.fixture(scope="module")
def data() -> Json:
    """9001 compared with 9002."""
    return comparison_file(compare(CONTENT, "9001", "9002"))


def link(data: Json, new: str) -> Json:
    return next(link for link in data["links"] if new in link["new"])


def test_the_terminals_form(request: pytest.FixtureRequest) -> None:
    """`keytasks compare 9001 9002`, to the letter: every link, change, move, body and figure."""
    text = comparison_text(
        compare(CONTENT, "9001", "9002"), CONTENT, load_words(ROOT / "templates")
    )
    check_golden("compare-9001-9002.txt", text, request)


def test_what_is_compared_and_how(data: Json) -> None:
    """Both ids, on what it rests, the method in full, and what has no link."""
    assert (data["old"], data["new"], data["basis"]) == ("9001", "9002", "text")
    assert data["method"] == METHOD and data["maybe"] == []
    assert data["unlinked"] == {"old": data["dropped"], "new": data["added"]}
    assert (data["dropped"], data["added"]) == (["9001-06"], ["9002-03", "9002-11"])


def test_links(data: Json) -> None:
    """Tasks, kind, score, band and an editor's word, for each link."""
    said = [(k["old"], k["new"], k["kind"], k["band"], k["confirmed"]) for k in data["links"]]
    assert said[0] == (["9001-01", "9001-02"], ["9002-01"], "merged", "high", True)
    assert said[2] == (["9001-04"], ["9002-04", "9002-05"], "split", "high", False)
    assert {kind for _, _, kind, _, _ in said} == {"kept", "merged", "split"}
    assert [k["reason"] is None for k in data["links"]] == [
        not k["confirmed"] for k in data["links"]
    ]
    assert all(0 < k["score"] <= 1 for k in data["links"])


def test_a_changed_segment(data: Json) -> None:
    """Its places on both sides, its runs, and which of them change nothing in substance."""
    assert link(data, "9002-06")["groups"][2] == {
        "kind": "changed",
        "old": [{"task": "9001-05", "sentence": "s1", "start": 15, "end": 24}],
        "new": [{"task": "9002-06", "sentence": "s1", "start": 15, "end": 25}],
        "format_only": False,
        "runs": [
            {"op": "=", "text": "改造旧灯塔", "noise": None},
            {"op": "-", "text": "一百座。", "noise": "numeral"},
            {"op": "+", "text": "100座，", "noise": "numeral"},
        ],
    }


def test_a_changed_figure(data: Json) -> None:
    """Where each value stands, what it is, and nothing where a side has none."""
    assert link(data, "9002-09")["figures"] == [
        {
            "old": {
                "task": "9001-09",
                "sentence": "s1",
                "start": 28,
                "end": 31,
                "text": "15%",
                "kind": "percent",
                "values": ["15"],
                "unit": "%",
                "bound": "",
            },
            "new": {
                "task": "9002-09",
                "sentence": "s1",
                "start": 28,
                "end": 31,
                "text": "20%",
                "kind": "percent",
                "values": ["20"],
                "unit": "%",
                "bound": "",
            },
            "stays": False,
            "moved": False,
        }
    ]
    assert any(change["new"] is None for change in link(data, "9002-01")["figures"])


def test_changed_agencies(data: Json) -> None:
    """Who joined and left, new names, who stands first, lists opened, deadlines: ids alone."""
    changes = {k["new"][0]: k["agencies"] for k in data["links"] if k["agencies"]}
    assert changes["9002-06"] == {
        "joined": [],
        "left": [],
        "only_in": {"old": [], "new": []},
        "renamed": [],
        "first": None,
        "roles": [],
        "implied": [],
        "open": None,
        "lists_open": {"old": True, "new": True},
        "deadline": {"old": None, "new": "9002年底完成"},
        "partial": False,
    }
    assert changes["9002-07"]["joined"] == changes["9002-07"]["only_in"]["new"] == ["daotian"]
    later = link(comparison_file(compare(CONTENT, "9002", "9003")), "9003-01")["agencies"]
    assert later == changes["9002-06"] | {
        "joined": ["qingtai"],
        "only_in": {"old": [], "new": ["qingtai"]},
        "roles": [
            {
                "old": {"agency": "chaoxi", "role": "responsible"},
                "new": {"agency": "chaoxin", "role": "lead"},
            },
            {"old": None, "new": {"agency": "qingtai", "role": "responsible"}},
        ],
        "lists_open": {"old": True, "new": False},
        "renamed": [{"old": "chaoxi", "new": "chaoxin"}],
        "first": {"old": "guihua", "new": "chaoxin"},
        "open": {"old": True, "new": False},
        "deadline": None,
    }


def test_runs_are_what_stands_at_their_places(data: Json) -> None:
    """Of every group: the runs of a side join to the text that its places cut out of the notice."""
    texts = sentences(CONTENT)
    groups = [group for k in data["links"] for group in k["groups"]]
    assert len(groups) > 40
    for group in groups:
        for side, skip in (("old", "+"), ("new", "-")):
            cut = [texts[r["task"], r["sentence"]][r["start"] : r["end"]] for r in group[side]]
            runs = [run["text"] for run in group["runs"] if run["op"] != skip]
            assert "".join(runs) == "".join(cut)
        marks = [run for run in group["runs"] if run["op"] != "="]
        only = bool(marks) and all(run["noise"] == "format" for run in marks)
        assert group["format_only"] == (only and group["kind"] == "changed"), group


def test_every_sentence_of_a_link_is_in_it(data: Json) -> None:
    """The places of a side, in order, are its tasks' headings and sentences from end to end."""
    texts = sentences(CONTENT)
    for k in data["links"]:
        for side in ("old", "new"):
            places = [r for group in k["groups"] for r in group[side]]
            for task in k[side]:
                for (of, sentence), text in texts.items():
                    if of != task:
                        continue
                    spans = sorted(
                        (r["start"], r["end"])
                        for r in places
                        if (r["task"], r["sentence"]) == (of, sentence)
                    )
                    assert "".join(text[a:b] for a, b in spans) == text


def sentences(content: Content) -> dict[tuple[str, str], str]:
    """Every heading (`h`) and sentence of the notices by task and anchor."""
    found = {}
    for task in (task for held in content.notices for task in held.notice.tasks):
        found[str(task.id), "h"] = task.heading
        found |= {(str(task.id), s.id): s.text for s in task.sentences}
    return found
