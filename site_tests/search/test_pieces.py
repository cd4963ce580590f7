"""What stands nowhere, or in few places, is found by the longest pieces that do, below the exact."""

from __future__ import annotations

import json
import random

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from generator.cli import cli
from generator.model.content import Content
from generator.search.engine import PIECES, search
from generator.search.index import Index
from generator.search.pieces import MOST_FOUND, SHORTEST, Piece, cut, span_of
from generator.search.records import aliases
from site_tests.entries import records
from site_tests.search.twins import index_of, index_of_texts


@pytest.fixture(scope="module")
def index(content: Content) -> Index:
    """The index of the shipped content."""
    return index_of(records(content), aliases(content))


def invented(*texts: str) -> Index:
    """An index of invented tasks, one sentence each, with as many that say something else."""
    return index_of_texts([*texts, *(f"风车{n}座" for n in range(4 * len(texts)))])


def ids(query: str, index: Index) -> tuple[list[str], list[str]]:
    answer = search(query, index)
    return [r.record.id for r in answer.results], [r.record.id for r in answer.below]


def counting(*texts: str):  # type: ignore[no-untyped-def]
    return lambda form: sum(form in text for text in texts)


@pytest.mark.parametrize(
    ("text", "texts", "least", "pieces"),
    [
        (
            "海岛旧灯塔改造",
            ("海岛", "旧灯塔", "改造", "旧灯塔改造", "海岛改造旧灯塔"),
            2,
            "海岛|旧灯塔|改造",
        ),
        ("旧灯塔改建", ("旧灯塔", "塔改建"), 2, "旧灯塔|改建"),
        ("旧灯塔改建", ("旧灯塔", "旧灯塔", "改建"), 2, "旧灯塔|改建"),
        ("灯塔甲乙", ("灯塔",), 2, "灯塔"),
        ("甲乙丙", ("甲", "乙", "丙"), 2, ""),
        ("4300万人口", ("300万人口", "万人口", "万人口"), 2, "万人口"),
        ("5g基站", ("5g", "5g", "基站", "基站"), 2, "5g|基站"),
        ("asdf灯塔", ("as", "df", "灯塔", "灯塔"), 2, "灯塔"),
        ("灯塔,码头", ("灯塔", "灯塔", "码头", "码头", "塔,码"), 2, "灯塔|码头"),
        ("", (), 2, ""),
    ],
)
def test_the_longest_pieces(text: str, texts: tuple[str, ...], least: int, pieces: str) -> None:
    """As much as can be is covered, by the longest; no figure and no word of letters is cut."""
    assert "|".join(cut(text, counting(*texts), least)) == pieces


def test_pieces_stand_in_the_texts() -> None:
    """Of any string: pieces stand in it in order, none overlaps, and all stand somewhere."""
    chance = random.Random(16)
    texts = ["".join(chance.choices("甲乙丙丁a1.", k=9)) for _ in range(30)]
    for _ in range(300):
        text = "".join(chance.choices("甲乙丙丁戊a1.,", k=chance.randint(1, 14)))
        place = 0
        for piece in cut(text, counting(*texts), 2):
            assert len(piece) >= SHORTEST and counting(*texts)(piece)
            assert text.count(piece) > 1 or text.index(piece) >= place
            place = text.index(piece)


def test_exact_first_then_pieces_below() -> None:
    """What has the whole is in the results; what has its pieces nearer together comes first below."""
    tasks = invented(
        "旧灯塔改造",
        "改造并且新建一批港口和旧灯塔",
        "改造旧灯塔",
        "旧灯塔和码头",
        "改造码头",
        "海岛",
    )
    assert ids("旧灯塔改造", tasks) == (["9001-01"], ["9001-03", "9001-02", "9001-04"])
    answer = search("旧灯塔改造", tasks)
    assert answer.pieces == ("旧灯塔", "改造") and not answer.nearest
    assert {result.tier for result in answer.below} == {PIECES}
    assert {result.places for result in answer.below} == {("s1",)}


def test_what_stands_nowhere_is_found_by_pieces() -> None:
    """The results are those of the pieces, at least half of the query, and the answer says so."""
    tasks = invented("修旧灯塔", "旧灯塔和码头", "码头和港口", "海岛")
    answer = search("旧灯塔码头边", tasks)
    assert answer.nearest and answer.left_out == ("旧灯塔码头边",) and answer.below == ()
    assert answer.pieces == ("旧灯塔", "码头")
    assert [result.record.id for result in answer.results] == ["9001-02", "9001-01"]


def test_a_single_common_piece_says_nothing(index: Index) -> None:
    """谁负责 does not give every task that somebody is responsible for."""
    answer = search("谁负责", index)
    assert answer.results == () and answer.pieces == ()


def test_a_common_piece_counts_among_others() -> None:
    """What stands everywhere helps to order what has the rest as well."""
    tasks = Index(invented(*(["推进码头"] * 8), "推进灯塔", "灯塔").records, (), {})
    assert ids("灯塔推进", tasks)[0][0] == "9001-09"


@pytest.mark.parametrize(
    ("query", "first", "pieces"),
    [
        ("老旧小区改造", "2020-19", "老旧小区|改造"),
        ("城市更薪", "2020-19", "城市更新"),
        ("就业能例", "2020-05", "就业能力"),
        ("都市圈轨道交通建设", "2020-09", "都市圈|轨道交通|建设"),
    ],
)
def test_readers_words(query: str, first: str, pieces: str, index: Index) -> None:
    """What readers asked for and did not find leads to the task that says it."""
    answer = search(query, index)
    found = answer.results if answer.nearest else answer.below
    assert (found[0].record.id, "|".join(answer.pieces)) == (first, pieces)


def test_what_is_named_or_quoted_is_not_cut(index: Index) -> None:
    """A body's name, a number, a year, and what is in quotation marks and found stay whole."""
    for query in ("银保监会", "532号", "2020-07", '"老旧小区改造"'):
        answer = search(query, index)
        assert answer.results and not answer.below and not answer.pieces, query


def test_a_year_still_narrows(index: Index) -> None:
    """With a year, pieces find in that year alone; where they find nothing, the year is the answer."""
    answer = search("2020年 老旧小区整治改造", index)
    assert answer.nearest and answer.results[0].record.id == "2020-19"
    assert {result.record.notice for result in answer.results} == {"2020"}
    other = search("2020年 火星人", index)
    assert not other.nearest and other.left_out == ("火星人",) and len(other.results) > 28


def test_what_is_excluded_is_not_below() -> None:
    """An exclusion holds for what pieces find, too."""
    tasks = invented("旧灯塔改造", "改造旧灯塔", "改造旧灯塔和码头")
    assert ids("旧灯塔改造 -码头", tasks) == (["9001-01"], ["9001-02"])


def test_a_list_has_an_end(index: Index) -> None:
    """No more than the first come, each with half of the query or more, none twice."""
    chance = random.Random(4)
    texts = [text for text in index.parts if len(text) > 8]
    for _ in range(150):
        one, other = chance.choice(texts), chance.choice(texts)
        query = one[: chance.randint(2, 5)] + other[: chance.randint(2, 5)]
        answer = search(query, index)
        exact = (
            [] if answer.nearest and not any(r.missing for r in answer.results) else answer.results
        )
        near = answer.below if exact else answer.results
        if answer.pieces:
            assert 0 < len(near) <= MOST_FOUND
            ids = [r.record.id for r in (*exact, *near)]
            assert len(set(ids)) == len(ids)
            for result in near:
                own = index.parts[index.starts[index.records.index(result.record)] :][
                    : len(result.record.parts)
                ]
                covered = sum(len(p) for p in answer.pieces if any(p in text for text in own))
                assert 2 * covered >= len(index.fold(query).replace(" ", "")) - 2, query


@pytest.mark.parametrize(
    ("text", "span"), [("改造旧灯塔", 5), ("改造一批旧灯塔", 7), ("旧灯塔远处改造一批旧灯塔", 7)]
)
def test_the_span_of_pieces(text: str, span: int) -> None:
    """The fewest characters that have all pieces, wherever else they stand."""
    both = [Piece(form, frozenset([3]), frozenset([1]), (form,)) for form in ("旧灯塔", "改造")]
    assert span_of(both, 3, text) == span


def test_the_terminal_says_which_is_which() -> None:
    """Exact ones first, then a line that names the pieces; as JSON, a list of their own."""
    lines = CliRunner().invoke(cli, ["search", "老旧小区改造"]).stdout.splitlines()
    line = lines.index("拆开来找：老旧小区｜改造")
    assert any(text.startswith("2020-19") for text in lines[line:])
    data = json.loads(
        CliRunner().invoke(cli, ["search", "老旧小区改造", "--format", "json"]).stdout
    )
    assert data["pieces"] == ["老旧小区", "改造"] and "2020-19" in [r["id"] for r in data["below"]]
    assert "2020-19" not in [r["id"] for r in data["results"]]


@pytest.mark.browser
def test_the_page_keeps_them_apart(page: Page, address: str, index: Index) -> None:
    """Below the exact results, under a line of its own, with the pieces marked, here and there."""
    page.goto(address + "search/?q=老旧小区改造")
    page.wait_for_selector(".kt-below .kt-result")
    exact, below = ids("老旧小区改造", index)
    data = "all => all.map(e => e.dataset.id)"
    assert page.eval_on_selector_all(".kt-result", data) == exact + below
    assert page.eval_on_selector_all(".kt-below .kt-result", data) == below
    assert page.inner_text(".kt-below > h2") == f"拆开来找：老旧小区｜改造，另有 {len(below)} 条。"
    assert "找到 1 条" in page.inner_text("#kt-search-status")
    marks = page.eval_on_selector_all(
        ".kt-below .kt-found mark", "all => all.map(e => e.textContent)"
    )
    assert set(marks) == {"改造", "老旧小区"}
    page.locator(".kt-below .kt-found a").first.click()
    page.wait_for_url("**/2020/19/**")
    assert page.evaluate("CSS.highlights.get('kt-terms').size") > 1


@pytest.mark.browser
def test_the_page_says_that_nothing_is_exact(page: Page, address: str) -> None:
    """Where no place has the whole, the status names the pieces and how many they find."""
    page.goto(address + "search/?q=城镇老旧小区改造")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    said = page.inner_text("#kt-search-status")
    assert "没有一处一字不差。拆开来找：城镇｜老旧小区｜改造" in said
    assert page.locator(".kt-below").count() == 0


@pytest.mark.browser
def test_below_is_narrowed_too(page: Page, address: str) -> None:
    """What does not fit the chosen year is not shown below either."""
    page.goto(address + "search/?q=老旧小区改造&year=2022")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    page.wait_for_timeout(600)
    assert page.locator(".kt-below").count() == 0
