"""Search: everything that stands in the texts is found, at its place, the same in both engines."""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import cli
from generator.content import Content
from generator.search.engine import Index, search
from generator.search.files import search_files
from generator.search.folding import fold_character, folder, simplified_for, spellings
from generator.search.records import aliases, document_number, records
from site_tests.conftest import ROOT
from site_tests.odd_queries import odd_queries

QUERIES = [
    json.loads(line) for line in (ROOT / "site_tests/queries.jsonl").read_text("utf-8").splitlines()
]


DATA_IDS = "all => all.map(e => e.dataset.id)"


@pytest.fixture(scope="module")
def index(content: Content) -> Index:
    """The index of the shipped content."""
    found = records(content)
    table = simplified_for(text for record in found for _, text in record.parts)
    return Index(found, aliases(content), table)


def ids(query: str, index: Index) -> list[str]:
    return [result.record.id for result in search(query, index).results]


def drawn(index: Index, number: int) -> list[str]:
    """Strings of 2 to 12 characters from anywhere in the texts, drawn by a fixed seed."""
    chance = random.Random(20200403)
    texts = [text for record in index.records for _, text in record.parts if len(text) > 2]
    strings: set[str] = set()
    while len(strings) < number:
        text = chance.choice(texts)
        length = chance.randint(2, min(12, len(text)))
        start = chance.randint(0, len(text) - length)
        string = text[start : start + length]
        if string == string.strip() and not string.startswith("-") and len(index.fold(string)) > 1:
            strings.add(string)
    return sorted(strings)


def test_whatever_stands_in_the_texts_is_found(index: Index) -> None:
    """Recall 1.00 and a mean precision of at least .98 for 600 drawn strings, borders or not."""
    # The mean of each string's own: of all hits together, one （发展 would outweigh the rest.
    precisions = []
    for string in drawn(index, 600):
        truth = {r.id for r in index.records if any(string in text for _, text in r.parts)}
        got = set(ids(f'"{string}"' if " " in string else string, index))
        assert truth <= got, string
        if index.fold(string) in index.names or set(string) & set("“”"):
            continue  # an agency's name stands for all of its names; quotation marks are ours
        precisions.append(len(truth) / len(got))
    assert sum(precisions) / len(precisions) >= 0.98


@pytest.mark.parametrize("row", QUERIES, ids=lambda row: row["query"])
def test_first_result(row: dict[str, str], index: Index) -> None:
    """A query that a person wrote down has the right first result."""
    assert ids(row["query"], index)[:1] == [row["first"]]


def test_there_are_enough_queries() -> None:
    """At least 200 written queries, each once."""
    assert len({row["query"] for row in QUERIES}) == len(QUERIES) >= 200


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("300万以上", "３００万以上"),
        ("300万以上", "三百万以上"),
        ("300万", "3000000"),
        ("落户", "落戶"),
        ("Ⅱ型大城市", "Ⅱ型 大城市"),
        ("（含设区市", "(含设区市"),
        ("中共中央办公厅 国务院办公厅", "中共中央办公厅国务院办公厅"),
        ("发改委", "国家发展和改革委员会"),
    ],
)
def test_other_spellings(one: str, other: str, index: Index) -> None:
    """However it is typed, the same is found."""
    assert set(ids(one, index)) == set(ids(other, index)) != set()


def test_several_terms(index: Index) -> None:
    """All terms must stand there; a phrase stands as typed; a term with - must not stand there."""
    both = ids("都市圈 轨道", index)
    assert both[0] == "2020-09" and set(both) <= set(ids("轨道", index))
    assert ids('"都市圈 轨道"', index) != both
    without = ids("落户 -公安部", index)
    assert without and not set(without) & set(ids("公安部", index)) & {"2020-01", "2020-02"}


def test_a_year_narrows(index: Index) -> None:
    """A year among the terms means that year's notice and tasks."""
    assert all(key.startswith(("2021", "2022", "2020")) for key in ids("2021 落户", index))
    assert ids("2021 落户", index)[0] == "2021-01"


@pytest.mark.parametrize(
    ("query", "left_out", "nearest"),
    [
        ("落户 火星人", ("火星人",), False),
        ("城市更薪", ("城市更薪",), True),
        ("双城经济圈 工商资本", (), True),
        ("龘龘", ("龘龘",), True),
    ],
)
def test_never_a_silent_zero(
    query: str, left_out: tuple[str, ...], nearest: bool, index: Index
) -> None:
    """What was left out is said, and where nothing fits, the nearest come instead."""
    answer = search(query, index)
    assert (answer.left_out, answer.nearest) == (left_out, nearest)
    assert answer.results or query == "龘龘"


def test_a_successor_is_named(index: Index) -> None:
    """A body that was followed by another finds its own texts, and the other is named."""
    answer = search("银保监会", index)
    assert answer.successors == ("nfra",)
    assert "2020-21" in [result.record.id for result in answer.results]


def test_a_theme_keeps_its_tasks_together(index: Index) -> None:
    """The tasks of a line of work stand one behind the other, at the place of the best."""
    themes = [result.record.theme for result in search("落户", index).results]
    assert themes[:6] == ["hukou"] * 6 and "hukou" not in themes[6:]


def test_what_is_excluded_is_not_near(index: Index) -> None:
    """A record with an excluded term does not come back as one of the nearest."""
    assert ids("落户 -落户", index) == [] or "2020-01" not in ids("落户 -落户", index)


def test_places(index: Index) -> None:
    """A result names the sentences that have the words."""
    result = search("35公顷", index).results[0]
    assert (result.record.id, result.places) == ("2020-20", ("s3",))


@pytest.mark.parametrize(
    "query", ["", " ", '""', "-落户", "（）", "。" * 50, "a" * 200, "\x00", "(?)", "000000"]
)
def test_odd_queries(query: str, index: Index) -> None:
    """Nothing that is typed breaks the search."""
    search(query, index)


def test_folding_keeps_what_it_must() -> None:
    """Ⅱ stays one character, digits of full width become ASCII, brackets go."""
    assert folder({})("Ⅱ型（３００万）“城市”") == "ⅱ型300万城市"
    every = "".join(map(chr, (*range(0x20, 0xD800), *range(0xE000, 0x10000)))) + "ΑΣ Σ"
    table = {"戶": "户", "國": "国"}
    composed = unicodedata.normalize("NFC", every)
    assert folder(table)(every) == "".join(fold_character(c, table) for c in composed)
    assert "1000000人" in spellings("一百万人") and "100万人" in spellings("一百万人")
    assert document_number("发改规划〔2019〕0617号") == ("发改规划", "2019", "617")


def test_the_files_are_small(content: Content) -> None:
    """All that a reader loads to search is at most 60 KB as sent."""
    data = search_files(records(content), aliases(content))
    script = b"".join(part.read_bytes() for part in (ROOT / "templates/assets/search").iterdir())
    assert sum(len(gzip.compress(part)) for part in (*(f.data for f in data), script)) <= 60_000


def test_the_command(index: Index) -> None:
    """`keytasks search --format json` gives the same ids in the same order."""
    result = CliRunner().invoke(cli, ["search", "发改委 落户", "--format", "json"])
    data = json.loads(result.stdout)
    assert data["query"] == "发改委 落户"
    assert [entry["id"] for entry in data["results"]] == ids("发改委 落户", index)
    assert {"id", "kind"} <= data["results"][0].keys()


@pytest.mark.browser
def test_both_engines_agree(page, address: str, index: Index) -> None:  # type: ignore[no-untyped-def]
    """The browser finds the same ids in the same order as the terminal, for 700 queries."""
    queries = [row["query"] for row in QUERIES] + drawn(index, 160)
    queries += [
        "落户 火星人",
        "城市更薪",
        "双城经济圈 工商资本",
        "龘龘",
        "落户 -公安部",
        "城",
        "银保监会",
        *odd_queries(300),
    ]
    page.goto(address + "search/")
    page.wait_for_selector("#results[data-state=done]")
    found = page.evaluate(
        """queries => Promise.all(queries.map(async q => {
             const a = await keytasksSearch.search(q);
             return [a.ids, a.leftOut, a.nearest, a.successors];
           }))""",
        queries,
    )
    for query, got in zip(queries, found, strict=True):
        answer = search(query, index)
        expected = [
            [result.record.id for result in answer.results],
            list(answer.left_out),
            answer.nearest,
            list(answer.successors),
        ]
        assert got == expected, query


@pytest.mark.browser
@pytest.mark.parametrize("word", ["落户", "都市圈", "532号", "公安部", "工商资本"])
def test_typed_in_the_header(page, address: str, word: str, index: Index) -> None:  # type: ignore[no-untyped-def]
    """A word typed into the header's box: suggestions, then the page of results, in rank order."""
    page.goto(address + "2020/07/")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.keyboard.press("/")
    page.keyboard.type(word)
    page.wait_for_selector("[role=option]")
    assert any(url.endswith("search/records.js") for url in requests)
    page.keyboard.press("Enter")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    shown = page.eval_on_selector_all(".kt-result", DATA_IDS)
    assert shown == ids(word, index)[:100]


@pytest.mark.browser
def test_suggestions_by_keyboard(page, address: str) -> None:  # type: ignore[no-untyped-def]
    """Arrow and Enter lead to the chosen task, where the word is marked; Escape closes the list."""
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("同城化")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Escape")
    assert page.get_attribute(".kt-searchbox input", "aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/2020/09/")
    assert page.evaluate("CSS.highlights.get('kt-terms').size") > 0


@pytest.mark.browser
def test_facets_and_the_address(page, address: str) -> None:  # type: ignore[no-untyped-def]
    """Facets narrow, have counts, and stand in the address, which brings them back."""
    page.goto(address + "search/?q=落户")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    before = page.locator(".kt-result").count()
    page.select_option("#kt-facet-year", "2020")
    page.wait_for_url("**year=2020*")
    narrowed = page.locator(".kt-result").count()
    assert 0 < narrowed < before
    page.reload()
    page.wait_for_selector("#results[data-state=done] .kt-result")
    assert page.locator(".kt-result").count() == narrowed
    page.go_back()
    page.wait_for_function(f"document.querySelectorAll('.kt-result').length === {before}")


@pytest.mark.browser
def test_a_line_of_work_is_one(page, address: str) -> None:  # type: ignore[no-untyped-def]
    """The tasks of a theme hang together under its name, which leads to the theme."""
    page.goto(address + "search/?q=落户")
    page.wait_for_selector("#results[data-state=done] .kt-together")
    group = page.locator(".kt-together").first
    assert group.locator("p").first.inner_text() == "同一条任务线 放开放宽落户：6 项，4 个年份"
    assert group.locator("p a").first.get_attribute("href").endswith("/themes/hukou/")
    years = {item.split("-")[0] for item in group.locator(".kt-result").evaluate_all(DATA_IDS)}
    assert years == {"2018", "2019", "2020", "2021"}


@pytest.mark.browser
def test_facets_are_folded_on_a_phone(page, address: str) -> None:  # type: ignore[no-untyped-def]
    """On a narrow screen results come first; the facets are a tap away."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "search/?q=落户")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    assert not page.is_visible("#kt-facet-year")
    page.click("#kt-search-narrow summary")
    page.select_option("#kt-facet-year", "2020")
    page.wait_for_url("**year=2020*")
    page.reload()
    page.wait_for_selector("#kt-facet-year")
    assert page.is_visible("#kt-facet-year")


@pytest.mark.browser
def test_a_failed_load_says_so(page, address: str) -> None:  # type: ignore[no-untyped-def]
    """Where the records cannot be had, the page says so and offers to try again."""
    page.expected.append("net::ERR_FAILED")
    page.route("**/search/records.js", lambda route: route.abort())
    page.goto(address + "search/?q=落户")
    page.wait_for_selector("#results[data-state=failed] button")
    page.unroute("**/search/records.js")
    page.click("#results button")
    page.wait_for_selector("#results[data-state=done] .kt-result")


@pytest.mark.browser
def test_nothing_is_loaded_before(page, address: str) -> None:  # type: ignore[no-untyped-def]
    """A reader who does not search loads nothing of the search."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address + "2020/07/")
    page.wait_for_load_state("networkidle")
    assert requests and not [url for url in requests if "search" in url]


@pytest.mark.browser
def test_search_from_disk(page, site: Path) -> None:  # type: ignore[no-untyped-def]
    """Opened from disk, the page finds as well, and its links lead to files."""
    page.goto((site / "search/index.html").as_uri() + "?q=同城化")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    link = page.get_attribute(".kt-result a", "href")
    assert link.endswith("/2020/09/index.html")
