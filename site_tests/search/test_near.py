"""What no text speaks of has no answer: what has the rest of it stands below, and is told apart."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from generator.cli import cli
from generator.model.content import Content
from generator.search.engine import search
from generator.search.index import Index
from generator.search.pieces import MOST_WEAK, strange_runs
from generator.search.records import aliases
from site_tests.conftest import ROOT
from site_tests.entries import records
from site_tests.search.twins import index_of, index_of_texts

QUERIES = ROOT / "site_tests/queries.jsonl"
GATES = {True: 0.93, False: 0.96}
"""Of the queries for which nothing is held, the share that has no result: tuned on, kept aside."""


@pytest.fixture(scope="module")
def index(content: Content) -> Index:
    """The index of the shipped content."""
    return index_of(records(content), aliases(content), content.words)


@pytest.mark.parametrize("tuned", [True, False], ids=["tuned on", "kept aside"])
def test_nothing_is_answered_by_nothing(index: Index, *, tuned: bool) -> None:
    """Queries of which nothing is held have no results; below stand few, and only with what is missing."""
    rows = [json.loads(line) for line in QUERIES.read_text("utf-8").splitlines()]
    own = [r["query"] for r in rows if r.get("first_five") == [] and r["tuned"] is tuned]
    answers = [search(query, index) for query in own]
    assert len(own) >= 25
    assert sum(not answer.results for answer in answers) >= GATES[tuned] * len(own)
    for answer in answers:
        assert not answer.below or answer.nowhere or answer.results or "2017" in answer.left_out


@pytest.mark.parametrize(
    ("query", "nowhere"),
    [
        ("养猪补贴", "养猪"),
        ("军人优抚", "优抚"),
        ("芯片产业补贴", "芯片"),
        ("国有企业改革", "国有"),
    ],
)
def test_the_rest_of_a_query_is_no_answer(index: Index, query: str, nowhere: str) -> None:
    """One short piece, or two, of a query whose other words no text has are shown as no answer."""
    answer = search(query, index)
    assert answer.results == () and answer.nowhere == (nowhere,)
    assert 0 < len(answer.below) <= MOST_WEAK and answer.nearest


@pytest.mark.parametrize(
    ("query", "first"), [("老板下乡投资", "2020-25"), ("旧工厂改成文创园", "2020-19")]
)
def test_most_of_a_query_is_an_answer(index: Index, query: str, first: str) -> None:
    """What has the greater part of it, in a longer piece or in several, is found as before."""
    answer = search(query, index)
    assert [result.record.id for result in answer.results][:1] == [first]


def test_what_is_left_of_a_term() -> None:
    """Runs of two characters and more without the pieces, the longest taken out first; marks part them."""
    assert strange_runs("芯片产业补贴", ("产业", "补贴")) == ("芯片",)
    assert strange_runs("没户口的孩子能上学吗", ("户口", "孩子", "上学")) == ()
    assert strange_runs("灯塔灯火通明、码头", ("灯塔", "灯火")) == ("通明", "码头")


def test_a_numeral_is_never_cut() -> None:
    """十九 is no piece of 二十九; beside other characters it is one."""
    tasks = index_of_texts(["修十九座灯塔", "十九座码头", *["海岛"] * 9])
    assert "十九" not in "".join(search("二十九龘", tasks).pieces)
    assert search("龘十九座龘", tasks).pieces == ("十九座",)


@pytest.mark.parametrize(
    "query",
    ["2020（二十九）", "2020-29", "2020年第29项", "发改规划〔2020〕533号", "发改规划[2021]1号文"],
)
def test_what_is_named_but_is_not_there(index: Index, query: str) -> None:
    """A task or a document that there is not has no results: another one is no answer."""
    answer = search(query, index)
    assert (answer.results, answer.below, answer.left_out) == ((), (), (query,))


@pytest.mark.parametrize("query", ["2020-28", "发改规划〔2020〕532号", "2020-04-03", "2020 300万"])
def test_what_is_there_is_found(index: Index, query: str) -> None:
    """An address, a number, a day, and a year beside a figure."""
    assert search(query, index).results


@pytest.mark.parametrize("query", ["2023落户", "2023年 落户", "二〇二三年落户", "落户 2016"])
def test_other_years_are_no_answer(index: Index, query: str) -> None:
    """What other years have of a query with a year of which nothing is held stands below, all of it."""
    answer, plain = search(query, index), search("落户", index)
    assert answer.results == () and answer.nearest and answer.pieces == ("落户",)
    assert [r.record.id for r in answer.below] == [r.record.id for r in plain.results]


def test_the_terminal_says_what_is_nowhere() -> None:
    """Before anything else; what has the rest is introduced as such, and stands in the JSON apart."""
    said = CliRunner().invoke(cli, ["search", "养猪补贴"]).stdout.splitlines()
    assert "各处都没有其中的：养猪" in said and "没有找到" in said
    assert said.index("没有找到") < said.index("只写到其中的 补贴，不是要找的全部：")
    data = json.loads(CliRunner().invoke(cli, ["search", "养猪补贴", "--format", "json"]).stdout)
    assert data["results"] == [] != data["below"] and data["nowhere"] == ["养猪"]
