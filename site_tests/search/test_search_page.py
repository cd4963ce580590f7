"""The search page: whatever comes or does not come, it ends with words and a next step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from site_tests.conftest import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / ".venv/npm/axe-core/package/axe.min.js"
PORTAL = "<!doctype html><html><body><h1>请先登录网络</h1></body></html>"
RECORDS, SCRIPT = "**/search/records.js*", "**/assets/keytasks/search.js*"
DONE, FAILED = "#results[data-state=done]", "#results[data-state=failed]"
SYNTAX = (
    "SyntaxError",
    "Unexpected",
    "Invalid or unexpected token",
    "MIME type",
    "net::ERR",
    "404",
)
OTHER = {
    "empty": "",
    "cut": 'keytasksRecords({"records":[{"k":"task","i":"2020-01","t":"（一）',
    "captive portal": PORTAL,
    "nothing given": "keytasksRecords();",
    "null": "keytasksRecords(null);",
    "a list": "keytasksRecords([]);",
    "a text": 'keytasksRecords("x");',
    "no records": "keytasksRecords({});",
    "records of another kind": 'keytasksRecords({"records":{},"aliases":[],"traditional":""});',
    "records without texts": (
        'keytasksRecords({"records":[{"k":"task","i":"1"}],"aliases":[],"traditional":""});'
    ),
    "an unknown kind": (
        'keytasksRecords({"records":[{"k":"__proto__","i":"1","p":[]}],"aliases":[],"traditional":""});'
    ),
    "names of another kind": 'keytasksRecords({"records":[],"aliases":[["a","b"]],"traditional":""});',
    "a large index without places": (
        'keytasksRecords({"notices":[],"records":[],"aliases":[],"traditional":""});'
    ),
    "throws": "throw new Error('SyntaxError of a proxy');",
}


def replaced(page: Page, pattern: str, body: str, *, of: str = "text/javascript") -> None:
    """Answers all requests of a pattern with `body`."""

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type=f"{of}; charset=utf-8")

    page.route(pattern, answer)


@pytest.fixture
def broken(page: Page) -> Page:
    """A page whose scripts may be cut or refused: what the browser itself says of that is no fault."""
    page.expected.extend(SYNTAX)  # type: ignore[attr-defined]
    return page


@pytest.mark.parametrize("body", OTHER.values(), ids=OTHER)
def test_records_that_are_none(broken: Page, address: str, body: str) -> None:
    """Words and a retry, which asks past the cache and finds."""
    kind = "text/html" if body is PORTAL else "text/javascript"
    replaced(broken, RECORDS, body, of=kind)
    broken.goto(address + "search/?q=落户")
    broken.wait_for_selector(FAILED + " button")
    assert "没有取到检索用的文件" in broken.inner_text("#results")
    broken.unroute(RECORDS)
    with broken.expect_request("**/records.js?again=1"):
        broken.click("#results button")
    broken.wait_for_selector(DONE + " .kt-result")
    assert broken.locator("#results button[data-again]").count() == 0


def test_records_that_never_come(broken: Page, address: str) -> None:
    """After a while the page says so; what comes later still is kept for the next try."""
    waiting: list[Route] = []
    broken.clock.install()
    broken.route(RECORDS, lambda route: waiting.append(route))
    broken.goto(address + "search/?q=落户", wait_until="commit")
    broken.wait_for_selector("#results[data-state=loading]", state="attached")
    while not waiting:
        broken.wait_for_timeout(20)
    broken.clock.fast_forward(60_000)
    broken.wait_for_selector(FAILED + " button")
    with broken.expect_event("requestfinished"):
        waiting[0].continue_()
    broken.click("#results button")
    broken.wait_for_selector(DONE + " .kt-result")


SCRIPTS = {
    "empty": "",
    "cut": "(() => { const KINDS = [",
    "captive portal": PORTAL,
    "of a newer language": "(() => { const a = 1 ??? 2; })();",
    "throws": "throw new Error('SyntaxError of a proxy');",
}


@pytest.mark.parametrize("body", SCRIPTS.values(), ids=SCRIPTS)
def test_a_script_that_does_not_run(broken: Page, address: str, body: str) -> None:
    """The page lists the tasks and offers another try, which finds."""
    replaced(broken, SCRIPT, body, of="text/html" if body is PORTAL else "text/javascript")
    broken.goto(address + "search/?q=落户")
    again = broken.locator("#kt-search-off button")
    expect(again).to_be_visible()
    expect(broken.get_by_text("检索没有运行")).to_be_visible()
    assert broken.locator("#kt-search-off li a").count() > 28
    broken.unroute(SCRIPT)
    again.click()
    broken.wait_for_selector(DONE + " .kt-result")
    assert broken.locator("#kt-search-off").count() == 0


LEFT_ALONE = 400
"""Milliseconds after which a list whose box has lost the focus is closed for certain."""


@pytest.mark.parametrize("pattern", [SCRIPT, RECORDS])
@pytest.mark.parametrize("body", [None, "", PORTAL], ids=["refused", "empty", "captive portal"])
def test_one_failed_load_from_the_header(
    broken: Page, address: str, pattern: str, body: str | None
) -> None:
    """The box says so beside itself, and another try has the suggestions."""
    if body is None:
        broken.route(pattern, lambda route: route.abort())
    else:
        replaced(broken, pattern, body)
    broken.goto(address + "2020/07/")
    broken.keyboard.press("/")
    broken.keyboard.type("落户")
    lost = broken.locator(".kt-search-lost")
    expect(lost).to_be_visible(timeout=20_000)
    broken.unroute(pattern)
    lost.locator("button").click()
    broken.wait_for_selector("[role=option]")
    expect(lost).to_be_hidden()
    broken.wait_for_timeout(LEFT_ALONE)
    expect(broken.locator("[role=option]").first).to_be_visible()  # however soon they came


REFUSED = "() => { throw new DOMException('x', 'SecurityError'); }"
MISSING = {
    "IntersectionObserver": "delete window.IntersectionObserver",
    "sessionStorage": f"Object.defineProperty(window, 'sessionStorage', {{ get: {REFUSED} }})",
    "Highlight": "delete window.Highlight",
    "steps": f"history.replaceState = history.pushState = {REFUSED}",
}


@pytest.mark.parametrize("script", MISSING.values(), ids=MISSING)
def test_a_browser_without(page: Page, address: str, script: str) -> None:
    """What some browsers lack or refuse is done without: one finds, types, narrows, follows."""
    page.expected.append("IntersectionObserver is not defined")  # type: ignore[attr-defined]  # the theme
    page.add_init_script(script)
    page.goto(address + "search/?q=落户")
    page.wait_for_selector(DONE + " .kt-result")
    page.fill("#kt-q", "都市圈")
    page.wait_for_selector(".kt-result[data-id='2020-09']")
    page.select_option("#kt-facet-year", "2020")
    page.wait_for_function("!document.querySelector('.kt-result[data-id^=\"2021\"]')")
    page.locator(".kt-result h3 a").first.click()
    page.wait_for_url("**/2020/**")


@pytest.mark.parametrize("feature", ["TextDecoder", "URLSearchParams", "Set"])
def test_a_browser_too_old(broken: Page, address: str, feature: str) -> None:
    """Where search cannot run at all, the page lists the tasks instead, and says why."""
    broken.expected.extend(["is not defined", "is not a constructor"])  # type: ignore[attr-defined]
    broken.add_init_script(f"delete window.{feature}")
    broken.goto(address + "search/?q=落户")
    ends = broken.locator(f"{FAILED} button, #kt-search-off.kt-lost button, {DONE} .kt-result")
    expect(ends.first).to_be_visible()


def test_a_script_of_pages_that_does_not_come(broken: Page, address: str) -> None:
    """Without any of the site's scripts, the tasks stand there after some seconds."""
    for pattern in (SCRIPT, "**/site.js*"):
        broken.route(pattern, lambda route: route.abort())
    broken.goto(address + "search/?q=落户")
    expect(broken.locator("#kt-search-off li a").first).to_be_visible(timeout=10_000)


STORED = {
    "no JSON": "{",
    "a text": '"落户"',
    "null": "null",
    "a pattern": '["(a+)+$"]',
    "a pattern for a class": '[{"spellings":["x](a+)+$["],"inside":true}]',
    "what is dropped": '[{"spellings":[" ","\\u3000"," "," ","“","”"],"inside":true}]',
    "many": '[{"spellings":["' + '","'.join("的" * 190) + '"],"inside":true}]',
    "of other kinds": '[1,null,[],{"spellings":1},{"spellings":[1]},{"spellings":[]},{"spellings":[""]}]',
    "prototypes": '[{"__proto__":{"spellings":["落"]}},{"constructor":1}]',
    "an evil class": '[{"spellings":["\\\\","]","^","-","[","a-z"],"inside":false}]',
}


@pytest.mark.parametrize("stored", STORED.values(), ids=STORED)
def test_stored_words_that_are_none_of_ours(page: Page, address: str, stored: str) -> None:
    """No page stops or breaks for them, nor keeps them."""
    page.goto(address)
    page.evaluate("stored => sessionStorage.setItem('kt-terms', stored)", stored)
    page.goto(address + "2020/", timeout=5000)
    page.keyboard.press("/")
    page.keyboard.type("落户")
    page.wait_for_selector("[role=option]")
    assert page.evaluate("sessionStorage.getItem('kt-terms')") is None


@pytest.mark.parametrize(
    "value", ["__proto__", "constructor", "toString", "hasOwnProperty", "<b>x</b>", "2031"]
)
@pytest.mark.parametrize("facet", ["kind", "year", "state", "theme", "agency", "first", "section"])
def test_narrowed_by_what_there_is_not(page: Page, address: str, facet: str, value: str) -> None:
    """The value stands there as it is, nothing has it, and one can go on without it."""
    page.goto(f"{address}search/?q=落户&{facet}={value}")
    page.wait_for_selector(DONE + " [data-all]")
    assert page.locator(f"#kt-facet-{facet} option:checked").inner_text() == f"{value}（0）"
    page.click("#results [data-all]")
    page.wait_for_selector(DONE + " .kt-result")
    assert facet not in page.url


@pytest.mark.parametrize("query", ["__proto__", "constructor", "toString", "valueOf prototype"])
def test_queries_that_every_table_has(page: Page, address: str, query: str) -> None:
    """They stand nowhere, and that is said."""
    page.goto(f"{address}search/?q={query}")
    page.wait_for_selector(DONE)
    assert f"没有找到“{query}”" in page.inner_text("#kt-search-status")


@pytest.mark.parametrize("query", ["2023", "2023年", "二〇二三年", "2023年 落户", "落户 2016"])
def test_a_year_without_a_notice(page: Page, address: str, query: str) -> None:
    """That no notice of that year is known is said, with the years that are, and what is known of it."""
    page.goto(f"{address}search/?q={query}")
    page.wait_for_selector(DONE)
    year = "2016" if "2016" in query else "2023"
    assert page.inner_text("#kt-search-status").startswith(f"没有见到{year}年的通知。")
    assert page.locator("#results > .kt-results, #results > .kt-result").count() == 0
    assert page.locator("#results .kt-help a[href$='/2022/']").count() == 1
    assert "没有找到，不等于没有印发" in page.inner_text("#results")


@pytest.mark.parametrize("query", ["2020", "2020年落户", "1300万", "532号", "35公顷", "-2023 落户"])
def test_numbers_that_are_no_missing_year(page: Page, address: str, query: str) -> None:
    """Of a year that is known, a figure, a number or what is not wanted, nothing of the kind is said."""
    page.goto(f"{address}search/?q={query}")
    page.wait_for_selector(DONE)
    assert "没有见到" not in page.inner_text("#kt-search-status")


def test_the_rest_of_a_query_with_such_a_year(page: Page, address: str) -> None:
    """The words by themselves are a step away; what other years have stands below, called that."""
    page.goto(f"{address}search/?q=2023落户")
    page.wait_for_selector(".kt-below .kt-result")
    assert page.inner_text(".kt-below h2").startswith("别的年份写到 落户：")
    page.click("#results > p a:text-is('落户')")
    page.wait_for_selector(DONE + " > .kt-results .kt-result")


@pytest.mark.parametrize(
    ("query", "nowhere"), [("养猪补贴", "养猪"), ("军人优抚", "优抚"), ("国有企业改革", "国有")]
)
def test_the_rest_of_a_query_is_no_answer(
    page: Page, address: str, query: str, nowhere: str
) -> None:
    """What stands nowhere is said, and what to do; what has the rest comes last, under a heading of its own."""
    page.goto(f"{address}search/?q={query}")
    page.wait_for_selector(".kt-below .kt-result")
    said = page.inner_text("#kt-search-status")
    assert f"没有找到“{query}”。各处都没有“{nowhere}”。" in said
    assert page.locator("#results > .kt-help a").count() > 3
    assert page.locator(".kt-result").count() == page.locator(".kt-below .kt-result").count()
    assert page.inner_text(".kt-below h2").startswith("只写到其中的 ")
    assert page.locator(".kt-also").count() == page.locator(".kt-below .kt-also").count()


@pytest.mark.parametrize("query", ["asdfqwer", "龘龘", "-落户", "火星人 龘龘", "2023", "%25", ""])
def test_nothing_is_never_the_end(page: Page, address: str, query: str) -> None:
    """Where nothing is found, there are words and links, or ways to search."""
    page.goto(f"{address}search/?q={query}")
    page.wait_for_selector(DONE)
    assert page.locator("#results a, #results li").count() >= 4


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def test_without_scripts_the_tasks_are_listed(plain: Page, address: str) -> None:
    """Every known task of every notice, linked where it has a page; no form that leads nowhere."""
    plain.goto(address + "search/")
    links = plain.locator("#kt-search-off .kt-list a")
    assert links.filter(has_text="加快发展重点城市群").get_attribute("href") == "../2020/07/"
    assert plain.locator("#kt-search-off h2").count() == 5
    assert links.filter(visible=True).count() == links.count() > 28
    for hidden in ("#kt-search-form", "#kt-search-off button", "#kt-search-narrow"):
        assert not plain.is_visible(hidden)


def test_filters_stand_at_the_side(page: Page, address: str) -> None:
    """On a wide screen beside the first result, on a phone folded above it."""
    for width, beside in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + "search/?q=落户")
        page.wait_for_selector(DONE + " .kt-result")
        panel = page.locator("#kt-search-narrow").bounding_box()
        card = page.locator(".kt-result").first.bounding_box()
        assert panel and card
        assert (panel["x"] >= card["x"] + card["width"]) is beside
        assert page.is_visible("#kt-facet-year") is beside


def test_the_legend_tells_the_marks_that_are_there(page: Page, address: str) -> None:
    """Each mark of the results has its meaning once, reached by keyboard or a tap; none without results."""
    page.goto(address + "search/?q=落户")
    page.wait_for_selector(DONE + " .kt-result")
    shown = set(page.locator(".kt-result .kt-mark").all_inner_texts())
    assert shown == {"待核对", "仅事实"}
    legend = page.locator("#kt-search-legend")
    legend.locator("summary").focus()
    page.keyboard.press("Enter")
    told = legend.locator("[data-state]:visible")
    assert set(told.locator("dt").all_inner_texts()) == shown
    assert "尚未与官网逐字核对" in legend.inner_text()
    page.fill("#kt-q", "asdfqwer")
    expect(legend).to_be_hidden()
    page.fill("#kt-q", "养猪补贴")  # below, as no answer, there are marks too
    page.wait_for_selector(".kt-below .kt-mark")
    assert set(told.locator("dt").all_inner_texts()) == shown


@pytest.mark.parametrize("asked", ["老旧小区改造", "落户限制"])
def test_suggestions_have_held_texts_before_facts(page: Page, address: str, asked: str) -> None:
    """What stands in a held text in pieces comes before a known heading of another year."""
    page.goto(address)
    page.fill(".kt-searchbox input", asked)
    options = page.locator(".kt-searchbox [role=option] .kt-mark")
    options.first.wait_for()
    states = options.evaluate_all("marks => marks.map(mark => mark.dataset.state)")
    assert "facts-only" in states and "supplied" in states
    assert states == sorted(states, key="facts-only".__eq__)


def test_a_year_is_suggested_first_though_it_is_known_by_facts_alone(
    page: Page, address: str
) -> None:
    """What a query names comes first, whatever its state."""
    page.goto(address)
    page.fill(".kt-searchbox input", "2022")
    page.wait_for_selector("[role=option]")
    assert page.locator("[role=option]").first.get_attribute("data-url").endswith("/2022/")  # type: ignore[union-attr]


def test_suggestions_say_their_state(page: Page, address: str) -> None:
    """The box in every page's header has the marks of the results; what is only near is called that."""
    page.goto(address + "2020/07/")
    page.keyboard.press("/")
    page.keyboard.type("落户限制")
    option = page.locator("[role=option]")
    expect(option.filter(has_text="落户限制").first).to_be_visible()
    assert set(option.locator(".kt-mark").all_inner_texts()) == {"待核对", "仅事实"}
    assert option.filter(has_text="近似").count() == 0
    page.keyboard.press("Control+A")
    page.keyboard.type("积份落户")
    expect(option.filter(has_text="近似").first).to_be_visible()
    assert option.filter(has_text="近似").count() == option.count()


STATES = {
    "results": "search/?q=落户",
    "pieces below": "search/?q=老旧小区改造",
    "the rest below": "search/?q=养猪补贴",
    "a wrong character": "search/?q=老旧小去改造",
    "a quotation": "search/?q=支持重点都市圈编制好多层次轨道交通规划",
    "nothing": "search/?q=asdfqwer",
    "a year": "search/?q=2023",
    "narrowed to nothing": "search/?q=落户&year=2031",
    "before": "search/",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_at_all(
    browser: Browser, address: str, state: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """Not only against WCAG: landmarks are told apart, headings stand in order."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    tab = context.new_page()
    tab.goto(address + STATES[state])
    tab.wait_for_selector(".kt-below" if state.endswith("below") else DONE)
    if state == "a quotation":
        tab.wait_for_selector(".kt-quoted")
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    tab.add_script_tag(path=str(AXE))
    found = tab.evaluate(
        "() => axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 150)))"
    )
    context.close()
    assert found == []
