"""Words that readers use: they lead to what the texts say, below the words themselves, and say so."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from generator.cli import cli
from generator.model.content import Content
from generator.search.engine import Answer, search
from generator.search.index import Index
from generator.search.records import aliases
from generator.search.words import spoken
from site_tests.conftest import ROOT
from site_tests.entries import records
from site_tests.search.twins import index_of

QUERIES = ROOT / "site_tests/queries.jsonl"
GATES = {
    ("reader", True): 0.99,
    ("titles", True): 0.93,
    ("titles", False): 0.95,
    ("checker", True): 0.85,
    ("checker", False): 0.95,
    ("checker-typos", True): 0.99,
    ("checker-typos", False): 0.94,
}
"""Recall among the first five, by whose hand the queries are and whether they were tuned on."""


@pytest.fixture(scope="module")
def index(content: Content) -> Index:
    """The index of the shipped content."""
    return index_of(records(content), aliases(content), content.words)


def ids(answer: Answer) -> list[str]:
    return [result.record.id for result in (*answer.results, *answer.below)]


def test_exact_first_then_other_words(index: Index) -> None:
    """What has the word comes as without the table; what has another one, below, and is told."""
    answer, plain = search("户口", index), search("户口", index, words=False)
    assert answer.results == plain.results != () and not plain.below and not plain.also
    assert [(a.asked, a.texts) for a in answer.also] == [("户口", ("户籍", "落户"))]
    assert answer.below and not set(answer.below) & set(answer.results)
    assert "2022-01" in [result.record.id for result in answer.below]


def test_a_word_inside_a_query(index: Index) -> None:
    """打工者孩子上学 is cut into words; the task that says them otherwise is found."""
    answer = search("打工者孩子上学", index)
    assert answer.nearest and "2020-04" in ids(answer)[:5]
    assert [a.asked for a in answer.also] == ["打工者", "孩子上学"]


def test_words_in_quotation_marks_stand_for_themselves(index: Index) -> None:
    """Nothing else is looked for in the place of a phrase, nor barred with what is excluded."""
    assert not search('"户口"', index).also
    without = search("公共服务 -户口", index)
    assert set(ids(without)) & {"2020-04"} and not without.also


@pytest.mark.parametrize(
    ("query", "agency"), [("住建局", "mohurd"), ("市公安局", "mps"), ("国土局", "mnr")]
)
def test_a_local_body_leads_to_the_one_above(index: Index, query: str, agency: str) -> None:
    """The ministry's record is first, then its tasks; the word says what it is."""
    answer = search(query, index)
    assert ids(answer)[0] == agency and answer.also[-1].kind == "local"
    assert any(r.record.kind == "task" and agency in r.record.agencies for r in answer.results)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("smart city", "2020-18"),
        ("Smart Cities 2020", "2020-18"),
        ("urban renewal", "2020-19"),
        ("chengzhongcun", "2020-19"),
        ("chéng zhōng cūn", "2020-19"),
        ("dushiquan", "metropolitan-areas"),
        ("zhihui chengshi", "2020-18"),
    ],
)
def test_latin_letters(index: Index, query: str, first: str) -> None:
    """English as the table has it, Pinyin whole, with spaces and tones or without."""
    assert first in ids(search(query, index))[:2]


@pytest.mark.parametrize(("hand", "tuned"), GATES)
def test_readers_words_lead_to_their_tasks(index: Index, hand: str, *, tuned: bool) -> None:
    """Of what must be among the first five, results and what stands below them, the share that is."""
    rows = [json.loads(line) for line in QUERIES.read_text("utf-8").splitlines()]
    own = [r for r in rows if (r["hand"], r["tuned"]) == (hand, tuned) and r.get("first_five")]
    shares = [
        sum(key in ids(search(row["query"], index))[:5] for key in row["first_five"])
        / len(row["first_five"])
        for row in own
    ]
    assert len(own) >= 19 and sum(shares) >= GATES[hand, tuned] * len(own)


def test_pinyin_is_of_whole_syllables() -> None:
    """luohu is 落户; neither initials nor parts of syllables are; lv is lü; two readings are told apart."""
    names = ("放开放宽落户", "旅游业", "重庆银行", "西安")
    assert spoken("luohu", names) == ("落户",)
    assert spoken("lvyou", names) == spoken("luyou", names) == ("旅游",)
    assert spoken("chongqingyinhang", names) == ("重庆银行",)
    assert spoken("xian", names) == ("西安",)
    for term in ("lh", "luo", "uohu", "luoh", "fkfk", "zhongqing"):
        assert spoken(term, names) == ()


def test_a_question_leads_to_its_page(index: Index) -> None:
    """谁负责 by itself leads to the bodies; beside a matter, to both; 怎么 is not looked for."""
    alone = search("谁负责", index)
    assert alone.pages == ("agencies",) and not alone.results
    matter = search("谁负责城市更新", index)
    assert matter.pages == ("agencies",) and ids(matter)[0] == "2020-19"
    assert ids(search("城市更新怎么做", index))[0] == "2020-19"


def test_what_the_texts_have_not_is_not_found(index: Index) -> None:
    """A short piece in common is no answer, nor is a word of a question."""
    for query in ("异地高考", "低空经济", "综合管廊", "房贷利率怎么算", "property tax policy"):
        assert not search(query, index).results, query


def test_the_terminal_says_other_words() -> None:
    """A line for each word before what it finds; --as-typed looks for no other words."""
    runner = CliRunner()
    said = runner.invoke(cli, ["search", "住建局"]).stdout
    assert "住建局（地方机构；上级部门），也找了：住房城乡建设部" in said.splitlines()
    assert "这一问可以看：各单位负责哪些任务" in runner.invoke(cli, ["search", "谁负责"]).stdout
    plain = runner.invoke(cli, ["search", "户口", "--as-typed"]).stdout
    assert "也找了" not in plain and plain in runner.invoke(cli, ["search", "户口"]).stdout
    data = json.loads(runner.invoke(cli, ["search", "smart city", "--format", "json"]).stdout)
    assert data["also"][0] == {
        "asked": "smartcity",
        "texts": ["新型智慧城市", "智慧城市", "城市数字化管理平台"],
        "kind": "texts",
    }
