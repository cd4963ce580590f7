"""Search: everything that stands in the texts is found, at its place, the same in both engines."""

from __future__ import annotations

import gzip
import json
import random
import re
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import cli
from generator.model.content import Content
from generator.search.engine import search
from generator.search.files import search_files
from generator.search.folding import fold_character, folder
from generator.search.index import Index
from generator.search.records import Record, aliases, document_number
from generator.search.spellings import spellings
from generator.text.simplified import simplified_for
from site_tests.conftest import ROOT
from site_tests.entries import records
from site_tests.search.odd_queries import odd_queries
from site_tests.search.twins import ask, said, write_site

QUERIES = [
    row
    for row in map(json.loads, (ROOT / "site_tests/queries.jsonl").read_text("utf-8").splitlines())
    if "first" in row
]


FIGURES = "0123456789"
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


def standing(string: str, index: Index) -> set[str]:
    """The records that have a string, its figures whole; where none has, those that have it at all."""
    before = r"(?<![0-9])(?<![0-9]\.)" if string[0] in FIGURES else ""
    behind = r"(?!\.?[0-9])" if string[-1] in FIGURES else ""
    found: set[str] = set()
    for pattern in (before + re.escape(string) + behind, re.escape(string)):
        found = found or {
            r.id for r in index.records if any(re.search(pattern, text) for _, text in r.parts)
        }
    return found


def test_whatever_stands_in_the_texts_is_found(index: Index) -> None:
    """Recall 1.00 and a mean precision of at least .98 for 600 drawn strings, borders or not."""
    # The mean of each string's own: of all hits together, one （发展 would outweigh the rest.
    precisions = []
    for string in drawn(index, 600):
        truth = standing(string, index)
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


@pytest.mark.parametrize("query", ["金融监管总局", "国家金融监督管理总局", "落户 金融监管总局"])
def test_a_body_that_stands_nowhere_is_its_predecessor(query: str, index: Index) -> None:
    """The texts of the body before it are found, and that it is one is said."""
    answer = search(query, index)
    found = [result.record.id for result in answer.results]
    assert "2020-21" in found and not answer.left_out
    if not answer.nearest:
        assert (found[0], answer.predecessors, answer.successors) == ("cbirc", ("cbirc",), ())


def test_a_task_number(index: Index) -> None:
    """A number by itself is every task's of that number; what else has it comes behind."""
    for query in ("第七项", "第7项", "第七", "（七）", "(七)", "七", "第七项任务"):
        assert ids(query, index)[0] == "2020-07", query
    assert ids("（七）", index)[1:] == ["2021", "2019"]
    first = ids("第一项", index)
    assert first == ["2020-01", "2022-01", "2021-01", "2019-01", "2018-01"]
    assert ids("第九百项", index) == []


def figures(*texts: str) -> Index:
    """An index of invented tasks, one text each."""
    found = [
        Record(
            kind="task",
            id=f"9001-{n:02}",
            title="",
            address="",
            parts=(("h", "标题"), ("s1", text)),
        )
        for n, text in enumerate(texts, 1)
    ]
    return Index(found, (), {})


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("300万", ["9001-02"]),
        ("3000000", ["9001-02"]),
        ("1300万", ["9001-01", "9001-02"]),
        ("00万", ["9001-01", "9001-02"]),
        ("5亿", ["9001-04"]),
        ("1.5亿", ["9001-03"]),
        ("增加1", ["9001-04"]),
        ("到1300", ["9001-01"]),
        ("人口1", ["9001-03"]),
        ("超过 -300万", ["9001-01"]),
    ],
)
def test_a_figure_is_a_unit(query: str, found: list[str]) -> None:
    """300万 is not in 1300万, unless it stands nowhere by itself: what stands there is found."""
    index = figures(
        "人口超过1300万，增加到1300",
        "300万超过，不是1300万",
        "人口1.5亿，又1.0亿",
        "只5亿，增加1个",
    )
    assert sorted(ids(query, index)) == found


def test_rare_terms_come_first(index: Index) -> None:
    """Where no record has all terms, what has the rarer one is first, and what lacks is said."""
    answer = search("公安部 老旧小区", index)
    assert answer.nearest and answer.results[0].record.id == "2020-19"
    missing = [result.missing for result in answer.results]
    assert set(missing) == {("公安部",), ("老旧小区",)} and missing == sorted(missing)
    three = figures("甲乙", "甲乙", "甲", "丙丁")
    assert ids("甲 乙 丁", three) == ["9001-04", "9001-01", "9001-02"]
    assert search("甲 丁 火", three).left_out == ("火",)


@pytest.mark.parametrize(
    "query", ["asdfqwer", "<script>", "hello", "test", "password123", "今天天气怎么样"]
)
def test_what_is_not_near_is_nothing(query: str, index: Index) -> None:
    """A few letters in common with some name are no resemblance."""
    answer = search(query, index)
    assert answer.results == () and answer.nearest and answer.left_out


@pytest.mark.parametrize(
    ("query", "first"),
    [("智慧城市行洞", "2020-18"), ("National Developmant", "ndrc"), ("就业能例", "2020-05")],
)
def test_what_is_near_stays(query: str, first: str, index: Index) -> None:
    """One wrong character leaves the right result the first, in both scripts."""
    assert ids(query, index)[0] == first


def test_no_more_than_what_is_not_wanted(index: Index) -> None:
    """A query of exclusions says so, in the terminal as well."""
    assert search("-落户", index).excluded == ("落户",)
    assert search("落户 -积分", index).excluded == ()
    printed = CliRunner().invoke(cli, ["search", "--", "-落户"]).stdout
    assert printed == "只写了不要的词：落户；还要写一个要找的词\n"


def luminance(colour: str) -> float:
    """As WCAG counts it, of #rrggbb."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_a_term_stands_out_in_a_marked_sentence() -> None:
    """The line under a term has 3:1 to the sentence's mark and to paper, its letters 4.5:1."""
    css = (ROOT / "templates/assets/site.css").read_text("utf-8")
    light, dark = css.split("@media screen")[:2]
    for part in (light, dark):
        colours = dict(re.findall(r"--kt-([a-z-]+): (#\w{6})", part))
        assert contrast(colours["ink"], colours["term"]) >= 4.5
        for ground in ("mark", "paper", "term"):
            assert contrast(colours["term-line"], colours[ground]) >= 3


def test_roman_numerals_as_keyboards_have_them(index: Index) -> None:
    """Latin letters before 型 are the numeral, and II型 is not found by I型."""
    assert ids("II型大城市", index) == ids("Ⅱ型大城市", index) != []
    assert ids("I型大城市", index) == ids("Ⅰ型大城市", index) != ids("II型大城市", index)


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
    assert document_number("发改规划〔2019〕" + "1" * 5000 + "号") is None


def test_the_files_are_small(content: Content, tmp_path: Path) -> None:
    """All that a reader loads to search is at most 60 KB as sent; how names sound comes on demand."""
    data = search_files(records(content), aliases(content), content.words)
    write_site(tmp_path, data)
    sent = {path.name: len(gzip.compress(path.read_bytes())) for path in tmp_path.rglob("*.js")}
    assert sent.pop("pinyin.js") + sent.pop("sounds.js") <= 30_000
    assert sent.keys() == {"records.js", "search.js"} and sum(sent.values()) <= 60_000


@pytest.mark.parametrize(
    "part", sorted((ROOT / "templates/assets/search").iterdir()), ids=lambda part: part.name
)
def test_no_text_of_a_script_goes_over_a_line_end(part: Path) -> None:
    """What is sent is a script's lines without indents: backticks are closed in the same line."""
    lines = re.sub(r"(?m)^ *//.*| // .*$", "", part.read_text("utf-8")).splitlines()
    assert all(line.count("`") % 2 == 0 and line.count("/*") == line.count("*/") for line in lines)


def test_the_command(index: Index) -> None:
    """`keytasks search --format json` gives the same ids in the same order."""
    result = CliRunner().invoke(cli, ["search", "发改委 落户", "--format", "json"])
    data = json.loads(result.stdout)
    assert data["query"] == "发改委 落户"
    assert [entry["id"] for entry in data["results"]] == ids("发改委 落户", index)
    assert {"id", "kind"} <= data["results"][0].keys()


def test_both_engines_agree(tmp_path: Path, index: Index) -> None:
    """The browser's engine answers as the terminal's on the shipped content, to 700 queries."""
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
    site = write_site(tmp_path, search_files(index.records, index.aliases))
    for query, answer in zip(queries, ask(site, queries), strict=True):
        assert answer == said(query, index)


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
    shown = page.eval_on_selector_all(".kt-result:not(.kt-below *)", DATA_IDS)
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
def test_back_leads_to_the_query_before(page, address: str) -> None:  # type: ignore[no-untyped-def]
    """What was submitted, narrowed or opened is a step; keystrokes are none."""
    page.goto(address)
    page.goto(address + "search/?q=落户")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    page.fill("#kt-q", "")
    page.locator("#kt-q").press_sequentially("城市更新")
    page.keyboard.press("Enter")
    page.wait_for_function("document.title.startsWith('城市更新')")
    page.go_back()
    page.wait_for_function("document.title.startsWith('落户')")
    assert page.input_value("#kt-q") == "落户"
    page.fill("#kt-q", "都市圈")
    page.wait_for_function("document.title.startsWith('都市圈')")
    page.select_option("#kt-facet-year", "2020")
    page.wait_for_url("**year=2020*")
    page.go_back()
    page.wait_for_function("!location.search.includes('year')")
    assert page.input_value("#kt-q") == "都市圈"
    page.go_back()
    page.wait_for_function("document.title.startsWith('落户')")
    page.go_back()
    page.wait_for_url(address)


@pytest.mark.browser
@pytest.mark.parametrize("link", ["h3 a", ".kt-found a"])
def test_terms_are_marked_on_arrival(page, address: str, link: str) -> None:  # type: ignore[no-untyped-def]
    """By the heading's link as by a sentence's, in all of the page, figures whole."""
    page.goto(address + "search/?q=工商资本")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    page.locator(f".kt-result {link}").first.click()
    page.wait_for_url("**/2020/**")
    words = "[...CSS.highlights.get('kt-terms')].map(range => range.toString())"
    assert set(page.evaluate(words)) == {"工商资本"}
    cut = [{"spellings": ["0", "万"], "inside": False}]
    page.evaluate("terms => sessionStorage.setItem('kt-terms', JSON.stringify(terms))", cut)
    page.goto(address + "2020/01/")
    assert page.evaluate("CSS.highlights.has('kt-terms')") is False


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "marked"), [("縣改市縣改區", "县改市”“县改区"), ("深入实施关于", "深入实施《关于")]
)
def test_what_is_dropped_is_marked_too(page, address: str, query: str, marked: str) -> None:  # type: ignore[no-untyped-def]
    """A term that was found across marks is marked across them, in whatever characters typed."""
    page.goto(address + "search/?q=" + query)
    page.wait_for_selector("#results[data-state=done] .kt-result")
    page.locator(".kt-result h3 a").first.click()
    page.wait_for_url("**/2020/**")
    words = "[...CSS.highlights.get('kt-terms')].map(range => range.toString())"
    assert page.evaluate(words) == [marked]


@pytest.mark.browser
def test_an_agency_has_its_short_name_in_facets(page, address: str) -> None:  # type: ignore[no-untyped-def]
    """As texts print it, with the whole name as its title."""
    page.goto(address + "search/?q=落户")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    option = page.locator("#kt-facet-agency option[value=ndrc]")
    assert option.text_content().startswith("发展改革委（")
    assert option.get_attribute("title") == "国家发展和改革委员会"


@pytest.mark.browser
def test_what_the_page_says(page, address: str, index: Index) -> None:  # type: ignore[no-untyped-def]
    """Of exclusions alone, of a body's predecessor and successor, of terms that a result lacks."""

    def ask(query: str) -> str:
        page.goto(f"{address}search/?q={query}")
        page.wait_for_selector("#results[data-state=done]")
        return str(page.inner_text("#kt-search-status"))

    assert "只写了不要的“落户”" in ask("-落户")
    assert page.is_visible("#results .kt-help li")
    assert not page.is_visible("#kt-search-narrow")  # there is nothing to narrow
    assert "前身：银保监会。" in ask("金融监管总局")
    assert page.get_attribute("#kt-search-status a", "href").endswith("/agencies/cbirc/")
    assert "前身" in page.inner_text(".kt-result[data-id=cbirc] .kt-meta")
    assert "这个单位之后是国家金融监督管理总局。" in ask("银保监会")
    assert page.locator("#kt-search-status a").count() == 0  # it has no page
    assert "含有少见的词的在前" in ask("老旧小区 公安部")
    assert "没有“公安部”" in page.inner_text(".kt-result[data-id='2020-19'] .kt-meta")
    assert "没有找到“asdfqwer”" in ask("asdfqwer")


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
