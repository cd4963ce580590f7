"""The index of a large site: the same answers from small files, few of them for a query."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pytest
from playwright.sync_api import Route

from generator.content.loading import load_content
from generator.outputs import OutputFile
from generator.search.engine import search
from generator.search.files import PLAIN_CHARACTERS, search_files
from generator.search.index import Index
from generator.search.records import aliases
from generator.search.sharding import _bordered, base36, differences, shard_of
from generator.text.simplified import simplified_for
from site_tests.conftest import serve
from site_tests.entries import records
from site_tests.invented import write_content
from site_tests.search.odd_queries import odd_queries
from site_tests.search.twins import ask, said, write_site

TASKS = 3000


@dataclass(frozen=True)
class Large:
    """An invented content of 3,000 tasks: its index for the terminal, and its files."""

    index: Index
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Large:
    """What is searched, both ways."""
    content = load_content(write_content(tmp_path_factory.mktemp("large"), TASKS, series_years=10))
    found, names = records(content), aliases(content)
    table = simplified_for(text for record in found for _, text in record.parts)
    files = search_files(found, names)
    return Large(Index(found, names, table), {file.path: file.data for file in files})


def read(data: bytes) -> list[object]:
    """The arguments of a script that calls a function."""
    text = data.decode()
    return list(json.loads("[" + text[text.index("(") + 1 : text.rindex(")")] + "]"))


def strings(
    index: Index, number: int, seed: int = 7, *, fewest: int = 2, most: int = 12
) -> list[str]:
    """Strings of `fewest` to `most` characters from anywhere in the texts, no names of agencies."""
    chance = random.Random(seed)
    drawn = []
    while len(drawn) < number:
        text = chance.choice(index.parts)
        length = chance.randint(fewest, most)
        start = chance.randrange(max(1, len(text) - length))
        string = text[start : start + length]
        if len(string) >= fewest and not string.startswith("-") and string not in index.names:
            drawn.append(string)
    return drawn


def figures(index: Index, number: int) -> list[str]:
    """Figures of the texts and what is left when they are cut, with what stands around them."""
    chance = random.Random(11)
    found = []
    while len(found) < number:
        text = chance.choice(index.parts)
        if figure := re.search(r"\d[\d.]*\d|\d", text):
            start, end = figure.span()
            before, after = chance.randint(-3, 2), chance.randint(-2, 3)
            found.append(text[max(0, start + before) : end + after].strip("-") or figure[0])
    return found


def places(large: Large, run: str) -> set[int]:
    """What the shards say of a run of one to three characters, decoded."""
    folder = f"search/{len(run)}/"
    number = sum(path.startswith(folder) for path in large.files)
    name, shard, _ = read(large.files[f"{folder}{shard_of(run, number)}.js"])
    assert name == f"{len(run)}/{shard_of(run, number)}" and isinstance(shard, dict)
    return set(accumulate(int(step, 36) for step in shard[run].split(",")))


def test_a_shard_says_where_a_run_stands(large: Large) -> None:
    """Decoded, every list is the parts that have the run; of threes, with every place in the part."""
    main, _ = read(large.files["search/records.js"])
    assert isinstance(main, dict)
    stride, size = main["stride"], large.index.starts[sum(len(n["n"]) + 1 for n in main["notices"])]
    texts = large.index.parts[:size]
    assert max(map(len, texts)) < stride
    for string in strings(large.index, 20):
        for run in (string[0], string[:2]):
            assert places(large, run) == {n for n, text in enumerate(texts) if run in text}
        if len(three := string[:3]) == 3:
            assert places(large, three) == {
                n * stride + start + 1
                for n, text in enumerate(texts)
                for start in range(len(text))
                if text.startswith(three, start)
            }


def test_borders_of_figures_are_in_the_index() -> None:
    """⏎ stands before and behind a figure as if it were a character of the part."""
    assert sorted(_bordered("满5个，1.25万")) == [
        (0, "\n5\n"),
        (0, "\n5个"),
        (0, "满5\n"),
        (3, "\n1."),
        (6, "25\n"),
    ]


def test_a_task_number_is_every_notices(large: Large) -> None:
    """The tasks of that number come first, notice by notice, as the records stand."""
    results = search("第七项", large.index).results
    places = [large.index.records.index(r.record) for r in results if r.record.number == 7]
    assert len(places) > 20 and places == sorted(places)
    assert [r.record.number for r in results[: len(places)]] == [7] * len(places)


@pytest.mark.parametrize(
    ("places", "written"), [([0], "0"), ([3, 5, 41], "3,2,10"), ([35, 36, 36**3], "z,1,zz0")]
)
def test_differences(places: list[int], written: str) -> None:
    """Lists are written as steps in base 36."""
    assert differences(places) == written
    assert int(base36(places[-1]), 36) == places[-1]


def test_size_decides(large: Large) -> None:
    """A small site has one file, a large one many; the limit is in characters."""
    few = [record for record in large.index.records if record.notice in ("9001", "")]
    assert [file.path for file in search_files(few, large.index.aliases)] == [
        "search/records.js",
        "search/pinyin.js",
        "search/sounds.js",
    ]
    many = search_files(few, large.index.aliases, most=1000)
    assert {file.path.split("/")[1] for file in many} == {
        *("records.js", "pinyin.js", "sounds.js", "1", "2", "3", "t", "f")
    }
    assert sum(len(text) for record in few for _, text in record.parts) < PLAIN_CHARACTERS


def test_the_same_content_gives_the_same_files(large: Large) -> None:
    """Built twice, byte for byte."""
    again = search_files(large.index.records, large.index.aliases)
    assert {file.path: file.data for file in again} == large.files


def test_records_must_stand_notice_by_notice(large: Large) -> None:
    """An order that the browser could not tell ids from is refused."""
    with pytest.raises(ValueError, match="before all other"):
        search_files(large.index.records[::-1], large.index.aliases)


@pytest.fixture(scope="module")
def shards(
    site: Path, large: Large, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """The built site with the large index in the place of its own: address and folder."""
    root = tmp_path_factory.mktemp("shards")
    out = Path(shutil.copytree(site, root / "site"))
    (out / "search/records.js").unlink()
    for path, data in large.files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
    with serve(out, root) as found:
        yield found, out


def test_both_kinds_of_index_agree(tmp_path: Path, large: Large) -> None:
    """The browser's engine answers from shards as the terminal's from texts."""
    index = large.index
    single = strings(index, 160)
    double = [f"{a} {b}" for a, b in zip(single[:40], strings(index, 40, seed=8), strict=True)]
    long = strings(index, 30, seed=9, fewest=13, most=60)
    # Names in a list share all their threes with other lists: what an index can be wrong about.
    lists = [s for s in strings(index, 900, seed=10, fewest=6) if "," in s[1:-1]][:60]
    words = [string[:2] for string in single[:40]]
    near = [text[2:4] + " " + text[8:10] for text in index.parts[:400:20] if len(text) > 10]
    names = [alias.names[0] for alias in index.aliases[:6]]
    odd = [
        *("9003-05", "9003（五）", "9003年第5项", "9003", "isle002-9004-07"),
        *("屿规〔9002〕2号", "2号", "35号", "龘龘", "龘龘 推进", "推", "推进 -" + words[0]),
        *(
            f'"{words[0]} {words[1]}"',
            "三百 推进",
            "-推进",
            "Body No. 3",
            "body-03",
            "推进支持完善",
        ),
        *odd_queries(200),
    ]
    cut = [*figures(index, 150), "第七项", "七", "第3项", "1", "20", "-推进", "asdf", "National x"]
    queries = [*cut, *single, *double, *long, *lists, *words, *near, *names, *odd]
    files = [OutputFile(path, data) for path, data in large.files.items()]
    answers = ask(write_site(tmp_path, files), queries)
    for query, answer in zip(queries, answers, strict=True):
        assert answer == said(query, index)


@pytest.mark.browser
def test_a_query_loads_little(browser, shards: tuple[str, Path], large: Large) -> None:  # type: ignore[no-untyped-def]
    """At 3,000 tasks the first answer takes at most 150 KB as sent, the search's own files all in."""
    sizes = {path: len(gzip.compress(data)) for path, data in large.files.items()}
    script = shards[1] / "assets/keytasks/search.js"
    sizes["assets/keytasks/search.js"] = len(gzip.compress(script.read_bytes()))
    long = strings(large.index, 3, seed=3, fewest=30, most=60)
    for query in [*strings(large.index, 12, seed=3), *long, "推进", "推进 支持 完善"]:
        context = browser.new_context()
        tab = context.new_page()
        loaded: list[str] = []
        tab.on("request", lambda r, loaded=loaded: loaded.append(r.url.split("/keytasks/")[1]))
        tab.goto(f"{shards[0]}search/?q={query}")
        tab.wait_for_selector("#results[data-state=done] .kt-result h3 a")
        assert sum(sizes.get(path, 0) for path in loaded) <= 150_000, query
        context.close()


@pytest.mark.browser
def test_cards_fill_as_they_come_into_view(page, shards: tuple[str, Path], large: Large) -> None:  # type: ignore[no-untyped-def]
    """All ids stand there in rank order; texts come with the first ones and when scrolled to."""
    page.allowed = shards[0]
    page.goto(shards[0] + "search/?q=推进")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    shown = page.eval_on_selector_all(".kt-result", "all => all.map(e => e.dataset.id)")
    expected = [result.record.id for result in search("推进", large.index).results]
    assert shown == expected[:1000] and len(shown) > 300
    assert page.locator(".kt-result").nth(5).locator("mark").count() > 0
    far = page.locator(".kt-result").nth(300)
    assert far.locator("mark").count() == 0
    far.scroll_into_view_if_needed()
    far.locator("mark").first.wait_for()


@pytest.mark.browser
def test_the_rest_of_a_long_list(page, shards: tuple[str, Path], large: Large) -> None:  # type: ignore[no-untyped-def]
    """Whatever is found can be reached, each once and in order; what narrows counts all of it."""
    page.allowed = shards[0]
    script = (shards[1] / "assets/keytasks/search.js").read_text("utf-8")
    assert script.count("LISTED_AT_ONCE=1000") == 1
    short = script.replace("LISTED_AT_ONCE=1000", "LISTED_AT_ONCE=120")
    page.route(
        "**/search.js", lambda route: route.fulfill(body=short, content_type="text/javascript")
    )
    page.goto(shards[0] + "search/?q=推进")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    data = "all => all.map(e => e.dataset.id)"
    expected = [result.record.id for result in search("推进", large.index).results]
    more = page.locator(".kt-more")
    listed = page.eval_on_selector_all(".kt-result", data)
    while more.count():
        assert f"还有 {len(expected) - len(listed)} 条" in more.inner_text()
        before = len(listed)
        more.focus()
        page.keyboard.press("Enter")
        listed = page.eval_on_selector_all(".kt-result", data)
        assert len(listed) > before
        first = page.evaluate("document.activeElement.closest('.kt-result').dataset.id")
        assert first == expected[before]  # the focus goes on where the list does
    assert listed == expected and len(expected) > 240
    years = page.locator("#kt-facet-year option").all_inner_texts()[1:]
    counts = [int(text.split("（")[1].rstrip("）")) for text in years]
    assert sum(counts) == sum(
        1 for result in search("推进", large.index).results if result.record.notice
    )


@pytest.mark.browser
def test_a_text_that_cannot_be_had(page, shards: tuple[str, Path]) -> None:  # type: ignore[no-untyped-def]
    """A card that comes into view without its text says so, and another try fills it."""
    page.allowed = shards[0]
    page.expected.append("net::ERR_FAILED")
    page.goto(shards[0] + "search/?q=推进")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    page.route("**/search/t/*.js*", lambda route: route.abort())
    far = page.locator(".kt-result").nth(300)
    far.scroll_into_view_if_needed()
    far.get_by_text("没有取到这一条的文字").wait_for()
    page.unroute("**/search/t/*.js*")
    far.locator("button").click()
    far.locator("mark").first.wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("body", ["", "keytasksShard('2/0', {a: 1});", "<html>请先登录</html>"])
def test_a_shard_that_is_none(page, shards: tuple[str, Path], body: str) -> None:  # type: ignore[no-untyped-def]
    """What comes in a shard's place and is none is no answer: words, and another try past the cache."""
    page.allowed = shards[0]
    page.expected.append("Unexpected token")
    answer = {"body": body, "content_type": "text/javascript"}
    page.route("**/search/2/*.js*", lambda route: route.fulfill(**answer))
    page.goto(shards[0] + "search/?q=推进")
    page.wait_for_selector("#results[data-state=failed] button")
    page.unroute("**/search/2/*.js*")
    page.click("#results button")
    page.wait_for_selector("#results[data-state=done] .kt-result")


def _of_another_build(route: Route) -> None:
    """What the server has, as another build would have it."""
    got = route.fetch()
    text, end, _ = got.text().rpartition(',"')
    assert end
    route.fulfill(response=got, body=f'{text},"of-another-build");')


KINDS_OF_FILES = {"2/*": "", "t/*": "", "records": "", "f/*": "&section=x"}
"""Which files are of another build, and what of the query makes the page ask for them."""


@pytest.mark.browser
@pytest.mark.parametrize(("kind", "more"), KINDS_OF_FILES.items())
def test_files_of_two_builds(page, shards: tuple[str, Path], kind: str, more: str) -> None:  # type: ignore[no-untyped-def]
    """A cache that kept some files of an older build is asked past, all of them; the reader sees results."""
    page.allowed = shards[0]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(f"**/search/{kind}.js", _of_another_build)  # without ?again=
    page.goto(shards[0] + f"search/?q=推进{more}")
    page.wait_for_selector("#results[data-state=done]")
    again = [url for url in asked if "/search/records.js?again=" in url]
    assert len(again) == 1
    if not more:
        page.wait_for_selector(".kt-result mark")


@pytest.mark.browser
@pytest.mark.parametrize(("kind", "more"), KINDS_OF_FILES.items())
def test_files_of_two_builds_for_ever(page, shards: tuple[str, Path], kind: str, more: str) -> None:  # type: ignore[no-untyped-def]
    """Where they stay of two builds, words and a retry come, and no mixture is shown."""
    page.allowed = shards[0]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(f"**/search/{kind}.js*", _of_another_build)
    page.goto(shards[0] + f"search/?q=推进{more}")
    page.wait_for_selector("#results[data-state=failed] button")
    assert len([url for url in asked if "/search/records.js" in url]) == 2
    page.unroute(f"**/search/{kind}.js*")
    page.click("#results button")
    page.wait_for_selector("#results[data-state=done]")


@pytest.mark.browser
def test_agencies_need_no_texts(page, shards: tuple[str, Path]) -> None:  # type: ignore[no-untyped-def]
    """Of agencies, which no text file has, every card is whole and leads to its page at once."""
    page.allowed = shards[0]
    page.set_viewport_size({"width": 390, "height": 300})
    page.goto(shards[0] + "search/?q=body")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    links = page.eval_on_selector_all(".kt-result h3 a", "all => all.map(e => [e.href, e.text])")
    assert len(links) > 20
    for link, title in links:
        assert link.startswith(shards[0] + "agencies/body-") and not title.startswith("body-")


@pytest.mark.browser
def test_narrowing_is_loaded_when_asked_for(page, shards: tuple[str, Path], large: Large) -> None:  # type: ignore[no-untyped-def]
    """Agencies and sections are counted when the reader asks, and from then on in the address."""
    page.allowed = shards[0]
    page.goto(shards[0] + "search/?q=推进")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    assert page.locator("#kt-facet-agency").count() == 0
    page.click("#kt-search-more")
    page.wait_for_selector("#kt-facet-agency")
    value = page.eval_on_selector("#kt-facet-agency", "e => e.options[1].value")
    page.select_option("#kt-facet-agency", value)
    page.wait_for_url(f"**agency={value}*")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    found = [r for r in search("推进", large.index).results if value in r.record.agencies]
    assert page.locator(".kt-result").count() == len(found)


@pytest.mark.browser
def test_shards_from_disk(page, shards: tuple[str, Path], large: Large) -> None:  # type: ignore[no-untyped-def]
    """Opened from disk, the large index answers as well."""
    query = strings(large.index, 1, seed=5)[0]
    page.goto((shards[1] / "search/index.html").as_uri() + f"?q={query}")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    shown = page.eval_on_selector_all(
        ".kt-result:not(.kt-below *)", "all => all.map(e => e.dataset.id)"
    )
    assert shown == [result.record.id for result in search(query, large.index).results]


@pytest.mark.browser
def test_a_shard_that_fails(page, shards: tuple[str, Path]) -> None:  # type: ignore[no-untyped-def]
    """Where a shard cannot be had, the page says so and offers to try again."""
    page.allowed = shards[0]
    page.expected.append("net::ERR_FAILED")
    page.route("**/search/2/*.js", lambda route: route.abort())
    page.goto(shards[0] + "search/?q=推进")
    page.wait_for_selector("#results[data-state=failed] button")
    page.unroute("**/search/2/*.js")
    page.click("#results button")
    page.wait_for_selector("#results[data-state=done] .kt-result")
