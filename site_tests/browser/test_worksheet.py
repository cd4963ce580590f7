"""The work sheet in a real Chromium: chosen, kept in the address, filled in, printed, taken away as CSV."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser

DONE, FAILED = "#kt-sheet-results[data-state=done]", "#kt-sheet-results[data-state=failed]"
HEADS = ["任务", "依据", "单位", "期限", "本地责任单位", "进展"]
ROWS = ".kt-sheet tbody tr"
NETWORK = ("net::ERR", "404", "the server responded")
PORTAL = "<!doctype html><html><body><h1>请先登录网络</h1></body></html>"
TASK, NOTICE = "**/data/v1/tasks/2020-07.json", "**/data/v1/notices/2020.json"


def open_sheet(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}worksheet/{query}")
    page.wait_for_selector(DONE, state="attached")


def headings(page: Page) -> list[str]:
    return page.locator(ROWS + " th > a").all_inner_texts()


def fields(page: Page, column: int) -> Any:
    return page.locator(f"{ROWS} textarea[data-column='{column}']")


@pytest.fixture
def broken(page: Page) -> Page:
    """A page whose files may be cut or refused: what the browser itself says of that is no fault."""
    page.expected.extend(NETWORK)  # type: ignore[attr-defined]
    return page


def test_a_choice_is_listed_and_kept(page: Page, address: str) -> None:
    """The address has the choice; after a reload and after Back the boxes and the sheet are as it says."""
    page.goto(address + "worksheet/")
    expect(page.locator("#kt-sheet-status")).to_contain_text("请先选择")
    page.get_by_label("2020年").check()
    page.get_by_text("部分", exact=True).click()
    page.get_by_label("三、优化城镇化空间格局").check()
    page.get_by_role("button", name="列出任务").click()
    page.wait_for_selector(DONE)
    assert page.url == address + "worksheet/?notice=2020&section=2020.3"
    first = headings(page)
    assert page.inner_text("#kt-sheet-status") == f"共 {len(first)} 项任务。"
    assert "（七）加快发展重点城市群" in first and len(first) < 28
    page.locator("summary", has_text="单位").click()
    page.get_by_label("民政部").check()
    page.get_by_role("button", name="列出任务").click()
    expect(page.locator(ROWS)).not_to_have_count(len(first))
    page.wait_for_selector(DONE)
    fewer = headings(page)
    assert set(fewer) < set(first)
    page.reload()
    page.wait_for_selector(DONE)
    assert headings(page) == fewer and page.get_by_label("民政部").is_checked()
    assert page.title().startswith("2020年；2020年三、优化城镇化空间格局；民政部 · ")
    page.go_back()
    expect(page.locator(ROWS)).to_have_count(len(first))
    assert headings(page) == first and not page.get_by_label("民政部").is_checked()
    page.go_back()
    expect(page.locator(ROWS)).to_have_count(0)
    expect(page.locator("#kt-sheet-tools")).to_be_hidden()


def test_the_list_is_of_what_is_chosen(page: Page, address: str) -> None:
    """Once listed, another choice alters the list at once: sheet and file never lag behind the boxes."""
    open_sheet(page, address, "?agency=mps")
    before = headings(page)
    page.get_by_label("2020年").check()
    expect(page.locator(ROWS)).not_to_have_count(len(before))
    page.wait_for_selector(DONE)
    assert set(headings(page)) < set(before)
    assert page.url == address + "worksheet/?notice=2020&agency=mps"
    assert len(read_csv(page)) == len(headings(page)) + 1


def test_rows_say_what_the_texts_say(page: Page, address: str) -> None:
    """A held task: its text, citation with address and state, clause; no deadline is made up."""
    open_sheet(page, address, "?notice=2020")
    expect(page.locator(ROWS)).to_have_count(28)
    row = page.locator(ROWS, has_text="（七）加快发展重点城市群")
    assert row.locator("th > a").get_attribute("href") == address + "2020/07/"
    basis = row.locator("[data-head=依据]").inner_text()
    assert "（发改规划〔2020〕532号）第三部分第（七）项" in basis
    assert basis.endswith("/keytasks/2020/07/") and "待核对" in basis
    assert row.locator("[data-head=单位]").inner_text().endswith("省级有关部门等负责")
    assert row.locator("[data-head=期限]").inner_text() == "—"
    assert row.locator(".kt-sheet-text").count() >= 1
    without = page.locator(ROWS, has_text="（二十七）").locator("[data-head=单位]")
    assert without.inner_text() == "文中未写"
    page.get_by_label("只列标题，不附正文").check()
    page.get_by_role("button", name="列出任务").click()
    expect(page.locator(".kt-sheet-text")).to_have_count(0)
    assert page.url.endswith("?notice=2020&text=no")


def test_of_a_year_without_text_it_says_so(page: Page, address: str) -> None:
    """Facts carry their marks; a task without a number leads to its notice; who is unknown is said."""
    open_sheet(page, address, "?notice=2018&notice=2022")
    rows = page.locator(ROWS)
    assert rows.count() > 3
    for n in range(rows.count()):
        assert "正文没有收录" in rows.nth(n).locator("th").inner_text()
        assert rows.nth(n).locator("[data-head=期限]").inner_text() == "不详"
        assert rows.nth(n).locator(".kt-mark[data-state=facts-only]").count() == 1
        assert rows.nth(n).locator("th .kt-fact").count() == 1
    unnumbered = page.locator(ROWS, has_text="全面实施城市群规划")
    assert unnumbered.locator("th > a").get_attribute("href") == address + "2018/"
    assert unnumbered.locator("[data-head=单位]").inner_text() == "不详"
    open_sheet(page, address, "?notice=2018&agency=mps")
    expect(page.locator("#kt-sheet-status")).to_contain_text("项的责任单位不详，没有列入")


def test_deadlines_are_those_of_the_texts(page: Page, demo: tuple[str, Path]) -> None:
    """That of a clause, and a year in a sentence that is one, each as printed."""
    page.allowed = demo[0]  # type: ignore[attr-defined]  # the fixture's own
    open_sheet(page, demo[0], "?notice=9002")
    told = page.locator(ROWS + " [data-head=期限]").all_inner_texts()
    assert {text for text in told if text != "—"} == {"9002年底前", "9002年底完成"}
    assert (
        page.locator(ROWS, has_text="9002年底完成")
        .locator("th > a")
        .inner_text()
        .startswith("（六）")
    )


def test_a_theme_is_a_line_through_the_years(page: Page, address: str) -> None:
    """Its tasks alone, newest first, also those whose number nobody knows."""
    open_sheet(page, address, "?theme=city-clusters")
    expect(page.locator(ROWS)).to_have_count(3)
    assert headings(page)[-1] == "全面实施城市群规划"


def test_what_an_address_may_not_choose(page: Page, address: str) -> None:
    """Unknown ids, names that every object has, mark-up: dropped, and said as text."""
    odd = "?notice=2020&notice=constructor&agency=__proto__&section=2020.99&theme=%3Cimg%20src=x%3E&x=1"
    open_sheet(page, address, odd)
    status = page.inner_text("#kt-sheet-status")
    assert status.startswith(
        "地址里有 4 个选择这里没有，已略去：constructor、2020.99、__proto__、<img src=x>。"
    )
    assert status.endswith("共 28 项任务。") and page.locator("#kt-sheet-status img").count() == 0
    page.get_by_role("button", name="列出任务").click()
    page.wait_for_selector(DONE)
    assert page.url == address + "worksheet/?notice=2020"
    page.goto(address + "worksheet/?notice=nowhere")
    expect(page.locator("#kt-sheet-status")).to_contain_text("请先选择")
    assert page.get_attribute("#kt-sheet-results", "data-state") == "idle"


def test_nothing_fits(page: Page, address: str) -> None:
    """A choice that no task has ends in words, without an empty table."""
    open_sheet(page, address, "?notice=2018&theme=towns")
    assert "没有同时符合的任务" in page.inner_text("#kt-sheet-status")
    expect(page.locator("table")).to_have_count(0)
    expect(page.locator("#kt-sheet-tools")).to_be_hidden()


def test_too_much_for_one_sheet(page: Page, address: str) -> None:
    """More tasks than a sheet holds are counted, none is left out in silence."""
    with page.expect_response("**/data/v1/notices/2019.json") as answer:
        open_sheet(page, address, "?notice=2019")
    known = next(task for task in answer.value.json()["known_tasks"] if task["id"] is None)
    many = [{**known, "heading": f"任务{n}"} for n in range(401)]
    page.route("**/data/v1/notices/2019.json", lambda route: landed(route, {"known_tasks": many}))
    open_sheet(page, address, "?notice=2019")
    assert "共 401 项，一张表最多 400 项" in page.inner_text("#kt-sheet-status")
    expect(page.locator("table")).to_have_count(0)


def test_by_keyboard_alone(page: Page, address: str) -> None:
    """Space chooses, Enter lists, Tab reaches each field; what has the focus can be seen."""
    page.goto(address + "worksheet/")
    page.get_by_label("2019年").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector(DONE)
    page.locator("#kt-sheet-clear").focus()
    seen = """() => { const s = getComputedStyle(document.activeElement);
                      return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"""
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate(seen), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    page.keyboard.type("市公安局")
    page.keyboard.press("Tab")
    page.keyboard.type("已办")
    assert fields(page, 0).first.input_value() == "市公安局"
    assert fields(page, 1).first.input_value() == "已办"


def test_entries_stay_in_this_browser(page: Page, address: str) -> None:
    """They are there after a reload and on another sheet; nothing is sent; a button clears them all."""
    open_sheet(page, address, "?notice=2020")
    expect(page.get_by_text("不会发送出去")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.post_data}"))
    fields(page, 0).nth(6).fill("市发展改革委")
    fields(page, 1).nth(6).fill("第一行\n第二行")
    assert sent == []
    open_sheet(page, address, "?notice=2020&section=2020.3")
    row = page.locator(ROWS, has_text="（七）")
    assert row.locator("textarea").nth(0).input_value() == "市发展改革委"
    assert row.locator("textarea").nth(1).input_value() == "第一行\n第二行"
    assert not any("POST" in request for request in sent)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="清除填写的内容").click()
    assert row.locator("textarea").nth(0).input_value() == "市发展改革委"
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="清除填写的内容").click()
    assert row.locator("textarea").nth(0).input_value() == ""
    assert page.evaluate("Object.keys(localStorage).filter(k => k.includes('worksheet'))") == []
    page.reload()
    page.wait_for_selector(DONE)
    assert {area.input_value() for area in page.locator("textarea").all()} == {""}


def test_two_tabs_keep_each_other_s_entries(page: Page, address: str) -> None:
    """What one writes does not take away what the other wrote."""
    open_sheet(page, address, "?notice=2019")
    other = page.context.new_page()
    open_sheet(other, address, "?notice=2019")
    fields(page, 0).nth(0).fill("甲")
    fields(other, 0).nth(1).fill("乙")
    page.reload()
    page.wait_for_selector(DONE)
    assert [fields(page, 0).nth(n).input_value() for n in (0, 1)] == ["甲", "乙"]
    other.close()


STORED = [
    "",
    "{",
    "null",
    "[1]",
    '"x"',
    '{"2019-01":"x"}',
    '{"2019-01":[1,{}]}',
    '{"__proto__":["a","b"]}',
]


@pytest.mark.parametrize("value", STORED)
def test_a_stored_value_that_is_none(page: Page, address: str, value: str) -> None:
    """The sheet is as if nothing were stored, and keeps what is written then."""
    open_sheet(page, address, "?notice=2019")
    key = "`keytasks-worksheet ${new URL('..', location).pathname}`"
    page.evaluate(f"value => localStorage.setItem({key}, value)", value)
    page.reload()
    page.wait_for_selector(DONE)
    assert {area.input_value() for area in page.locator("textarea").all()} == {""}
    fields(page, 0).first.fill("甲")
    page.reload()
    page.wait_for_selector(DONE)
    assert fields(page, 0).first.input_value() == "甲"


def test_no_store_at_all(page: Page, address: str) -> None:
    """A browser that stores nothing lists the sheet, takes entries into the CSV, and says so."""
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('denied', 'SecurityError'); } });"
    )
    open_sheet(page, address, "?notice=2019")
    expect(page.locator("#kt-sheet-status")).to_contain_text("不能保存")
    fields(page, 0).first.fill("甲")
    assert read_csv(page)[1][4] == "甲"


def read_csv(page: Page) -> list[list[str]]:
    """The CSV as Python's csv reads what was saved."""
    with page.expect_download() as saved:
        page.get_by_role("button", name="下载 CSV").click()
    assert saved.value.suggested_filename == "任务工作表.csv"
    raw = saved.value.path().read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert "\n" not in text.replace("\r\n", "").replace(
        "\n", "", text.count("\n") - text.count("\r\n")
    )
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_csv_is_the_sheet(page: Page, address: str) -> None:
    """Chinese heads, a row a task, entries as written; a formula or control among them is dead."""
    open_sheet(page, address, "?notice=2020&notice=2022")
    area = fields(page, 0)
    area.nth(0).fill('=HYPERLINK("http://x")')
    area.nth(1).fill("甲,“乙”\n+1")
    area.nth(2).evaluate(
        "(e) => { e.value = 'a\\u0000\\u001bb'; e.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    fields(page, 1).nth(0).fill("@x;=1")
    head, *rows = read_csv(page)
    assert head == [*HEADS, "文本状态"]
    assert len(rows) == page.locator(ROWS).count() and {len(row) for row in rows} == {7}
    assert rows[0][4:6] == ['\'=HYPERLINK("http://x")', "'@x;'=1"]
    assert rows[1][4] == "甲,“乙”\n'+1" and rows[2][4] == "ab"
    held = next(row for row in rows if row[0].startswith("（七）"))
    assert held[0].count("\n") >= 1 and held[1].endswith("/keytasks/2020/07/")
    assert held[3] == "—" and held[6] == "未核对文本（尚未与官网逐字核对）"
    known = next(row for row in rows if row[0].startswith("（二十二）优化行政区划设置"))
    assert "正文没有收录" in known[0] and known[6] == "仅有事实，未收全文；标题据报道"


def landed(route: Route, change: dict[str, Any]) -> None:
    """Answers with the file's own data, changed."""
    answer = route.fetch()
    route.fulfill(body=json.dumps({**answer.json(), **change}), content_type="application/json")


def test_a_hostile_title_is_a_text(page: Page, address: str) -> None:
    """What a file says is shown and saved as it is, whatever it would be as HTML or in a spreadsheet."""
    evil = '=<img src=x onerror="alert(1)"><script>alert(2)</script>'
    change = {
        "heading": evil,
        "label": None,
        "deadline": "<b>明天</b>",
        "clauses": [{"id": "r", "printed": evil}],
    }
    page.route(TASK, lambda route: landed(route, change))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    open_sheet(page, address, "?notice=2020&section=2020.3")
    assert evil in headings(page)
    assert page.locator(".kt-sheet :is(img, script, b)").count() == 0
    row = next(row for row in read_csv(page) if evil in row[0])
    assert row[0].startswith("'=<img") and row[2] == "'" + evil and row[3] == "<b>明天</b>"


@pytest.mark.parametrize(
    "change",
    [
        {"url": "javascript:alert(1)"},
        {"url": "https://example.org/"},
        {"id": "2020-08"},
        {"heading": None},
        {"paragraphs": [{}]},
    ],
    ids=str,
)
def test_data_that_are_none(broken: Page, address: str, change: dict[str, Any]) -> None:
    """An address that leads elsewhere, another task, missing parts: words, no row, and a retry that has it."""
    broken.route(TASK, lambda route: landed(route, change))
    broken.goto(address + "worksheet/?notice=2020")
    broken.wait_for_selector(FAILED, state="attached")
    expect(broken.locator(ROWS)).to_have_count(0)
    broken.unroute(TASK)
    broken.get_by_role("button", name="再试一次").click()
    broken.wait_for_selector(DONE)
    expect(broken.locator(ROWS)).to_have_count(28)


BODIES = {
    "empty": "",
    "cut": '{"id":"2020","label":"20',
    "null": "null",
    "a list": "[]",
    "portal": PORTAL,
}


@pytest.mark.parametrize("pattern", [NOTICE, TASK])
@pytest.mark.parametrize("body", [*BODIES.values(), None], ids=[*BODIES, "refused"])
def test_files_that_are_none(broken: Page, address: str, pattern: str, body: str | None) -> None:
    """Words and a retry, which asks past the cache and lists."""
    asked: list[str | None] = []
    if body is None:
        broken.route(pattern, lambda route: route.abort())
    else:
        broken.route(pattern, lambda route: route.fulfill(body=body, content_type="text/html"))
    broken.goto(address + "worksheet/?notice=2020")
    broken.wait_for_selector(FAILED, state="attached")
    assert "没有取到数据文件" in broken.inner_text("#kt-sheet-status")
    broken.unroute(pattern)
    broken.on(
        "request",
        lambda r: asked.append(r.headers.get("cache-control")) if pattern[3:] in r.url else None,
    )
    broken.get_by_role("button", name="再试一次").click()
    broken.wait_for_selector(DONE)
    expect(broken.locator(ROWS)).to_have_count(28)
    assert len(asked) == 1
    expect(broken.get_by_role("button", name="再试一次")).to_be_hidden()


def test_a_file_that_never_comes(broken: Page, address: str) -> None:
    """After a while the page says so; another choice meanwhile is not overwritten by the old one."""
    waiting: list[Route] = []
    broken.clock.install()
    broken.route(TASK, lambda route: waiting.append(route))
    broken.goto(address + "worksheet/?notice=2020", wait_until="commit")
    broken.wait_for_selector("#kt-sheet-results[data-state=loading]", state="attached")
    while not waiting:
        broken.wait_for_timeout(20)
    broken.clock.fast_forward(30_000)
    broken.wait_for_selector(FAILED, state="attached")
    broken.unroute(TASK)
    broken.get_by_role("button", name="再试一次").click()
    broken.wait_for_selector(DONE)
    expect(broken.locator(ROWS)).to_have_count(28)


def test_a_later_choice_wins(page: Page, address: str) -> None:
    """What comes of a choice that was given up is not shown."""
    waiting: list[Route] = []
    page.route(TASK, lambda route: waiting.append(route))
    page.goto(address + "worksheet/?notice=2020")
    while not waiting:
        page.wait_for_timeout(20)
    page.get_by_label("2020年").uncheck()
    page.get_by_label("2019年").check()
    page.get_by_role("button", name="列出任务").click()
    page.wait_for_selector(DONE)
    count = page.locator(ROWS).count()
    waiting[0].continue_()
    page.wait_for_timeout(300)
    assert page.locator(ROWS).count() == count and page.locator("caption").inner_text() == "2019年"


def test_on_paper(page: Page, address: str) -> None:
    """A4 landscape, the heads and the foot on every sheet, entries as text, page n of m; no form."""
    open_sheet(page, address, "?notice=2020&notice=2019")
    fields(page, 0).first.fill("市公安局\n市人社局")
    page.emulate_media(media="print")
    for gone in ("#kt-sheet-form", "#kt-sheet-tools", "#kt-sheet-note", ".md-header", "textarea"):
        expect(page.locator(gone).first).to_be_hidden()
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert 3 < len(sheets) <= 9
    for number, sheet in enumerate(sheets, 1):
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (842, 595)
        text = unicodedata.normalize("NFKC", sheet.extract_text())
        assert all(head in text for head in HEADS), number
        assert "worksheet/?notice=2020&notice=2019" in text and "待核对" in text
        assert f"{number} / {len(sheets)}" in text
    first = unicodedata.normalize("NFKC", sheets[0].extract_text())
    assert "市公安局" in first and "市人社局" in first and "keytasks/2020/01/" in first


def test_without_javascript(browser: Browser, address: str) -> None:
    """The page says what it needs, and where the workbooks are."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "worksheet/?notice=2020")
    expect(page.locator("#kt-sheet-off")).to_be_visible()
    expect(page.locator("#kt-sheet-form")).to_be_hidden()
    link = page.locator("#kt-sheet-off a", has_text="全部任务")
    assert (link.get_attribute("href") or "").endswith("data/v1/tasks.xlsx")
    context.close()


def test_from_disk(page: Page, site: Path) -> None:
    """A site that was not packed for it has no data there: the page says so, and names what can be used."""
    page.expected.extend(("net::ERR", "CORS", "Access to fetch", "Not allowed to load"))  # type: ignore[attr-defined]
    page.goto((site / "worksheet/index.html").as_uri() + "?notice=2020")
    page.wait_for_selector(FAILED, state="attached")
    assert "从磁盘打开" in page.inner_text("#kt-sheet-status")


def test_pages_lead_to_their_sheet(page: Page, address: str) -> None:
    """A body's page to its tasks, a notice's to its own."""
    page.goto(address + "agencies/mps/")
    page.get_by_role("link", name="任务工作表").click()
    page.wait_for_selector(DONE)
    assert page.url.endswith("worksheet/?agency=mps") and page.locator(ROWS).count() == 10
    page.goto(address + "2020/")
    page.get_by_role("link", name="任务工作表").click()
    page.wait_for_selector(DONE)
    expect(page.locator(ROWS)).to_have_count(28)
