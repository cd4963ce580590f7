"""The built site in a real Chromium: reading, linking, dark mode, keyboard, small screens, axe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_tests.conftest import ROOT

pytestmark = pytest.mark.browser

KINDS = {
    "home": "",
    "notice": "2020/",
    "task": "2020/07/",
    "task without agencies": "2020/27/",
    "known notice": "2019/",
    "known task": "2022/22/",
    "agencies": "agencies/",
    "agency": "agencies/mps/",
    "agency with a past": "agencies/cbirc/",
    "comparisons": "compare/",
    "comparison by headings": "compare/2019/2020/",
    "themes": "themes/",
    "theme": "themes/hukou/",
    "no longer listed": "unlisted/",
    "figures": "figures/",
    "search": "search/?q=落户",
    "search for a quotation": "search/?q=支持重点都市圈编制好多层次轨道交通规划",
    "search for a wrong character": "search/?q=积份落户",
    "check": "check/",
    "worksheet": "worksheet/",
    "filled worksheet": "worksheet/?notice=2019&notice=2020&agency=mps",
    "changes": "changes/",
    "coverage": "coverage/",
    "data": "data/",
    "about": "about/",
    "method": "method/",
    "no such page": "404.html",
}
DEMO = {
    "comparison": "compare/9001/9002/",
    "task across": "9002/01/",
    "theme": "themes/landing/",
    "themes": "themes/",
    "agency with changes": "agencies/chaoxin/",
    "no longer listed": "unlisted/",
}
AXE = ROOT / ".venv/npm/axe-core/package/axe.min.js"


def axe(browser: Browser, url: str, width: int, scheme: str) -> list[str]:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]  # it is light or dark
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url)
    if "search/" in url:
        page.wait_for_selector("#results[data-state=done]")
    if "worksheet/?" in url:
        page.wait_for_selector("#kt-sheet-results[data-state=done]")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.wait_for_timeout(150)
    page.add_script_tag(path=str(AXE))
    found = page.evaluate(
        """() => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
             .then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 200)))"""
    )
    context.close()
    return list(found)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (1280, "light"), (390, "dark"), (1280, "dark")]
)
def test_accessibility(kind: str, width: int, scheme: str, browser: Browser, address: str) -> None:
    """axe finds nothing against WCAG 2.2 AA."""
    assert axe(browser, address + KINDS[kind], width, scheme) == []


@pytest.mark.parametrize("kind", DEMO)
@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (1280, "light"), (390, "dark"), (1280, "dark")]
)
def test_accessibility_of_comparisons(  # type: ignore[no-untyped-def]
    kind: str, width: int, scheme: str, browser: Browser, demo
) -> None:
    """axe finds nothing on the pages with diffs of texts."""
    assert axe(browser, demo[0] + DEMO[kind], width, scheme) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 390])
def test_no_sideways_scrolling(kind: str, width: int, page: Page, address: str) -> None:
    """On a phone no page is wider than the screen; only tables and maps scroll in themselves."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + KINDS[kind])
    if kind == "filled worksheet":
        page.wait_for_selector("#kt-sheet-results[data-state=done]")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_sideways_scrolling_in_comparisons(page: Page, demo) -> None:  # type: ignore[no-untyped-def]
    """Side by side or inline, a diff fits a phone."""
    page.expected.append(demo[0])  # type: ignore[attr-defined]
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(demo[0] + DEMO["comparison"])
    for choice in ("#v-auto", "#v-side", "#v-inline"):
        page.check(choice)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("kind", KINDS)
def test_a_quiet_page(kind: str, page: Page, address: str) -> None:
    """No console error, no foreign request (see the fixture), no violation of the policy."""
    page.add_init_script(
        "window.violations = [];"
        "addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective))"
    )
    page.goto(address + KINDS[kind])
    page.wait_for_load_state("networkidle")
    assert page.evaluate("violations") == []
    assert page.locator('meta[http-equiv="Content-Security-Policy"]').count() == 1


SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) shifted += e.value; }))
    .observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize(
    "kind", ["home", "notice", "task", "search", "check", "worksheet", "filled worksheet"]
)
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps(kind: str, width: int, page: Page, address: str) -> None:
    """What scripts bring has its place from the beginning: no line moves while a page comes."""
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    page.goto(address + KINDS[kind])
    page.wait_for_load_state("networkidle")
    if kind == "search":
        page.wait_for_selector("#results[data-state=done]")
    if kind == "check":
        expect(page.locator("#kt-check-form")).to_be_visible()
    if kind == "filled worksheet":
        page.wait_for_selector("#kt-sheet-results[data-state=done]")
    page.wait_for_timeout(200)
    assert page.evaluate("shifted") == 0


def test_reading(page: Page, address: str) -> None:
    """From home to a task, from its clause to an agency, and back to the notice's page."""
    page.goto(address)
    page.click("text=加快发展重点城市群")
    page.wait_for_url("**/2020/07/")
    page.click(".kt-clause >> text=自然资源部")
    page.wait_for_url("**/agencies/mnr/")
    page.click(".kt-list >> text=加快发展重点城市群")
    page.wait_for_url("**/2020/07/")
    page.click("text=在通知全文中阅读")
    page.wait_for_url("**/2020/#task-07")
    assert page.locator("#task-07").is_visible()


def test_a_sentence_can_be_linked(page: Page, address: str) -> None:
    """An anchor shows its sentence below the header, marked; the number copies the address."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "2020/20/#s3")
    top = page.eval_on_selector("#s3", "e => e.getBoundingClientRect().top")
    header = page.eval_on_selector(".md-header", "e => e.getBoundingClientRect().bottom")
    assert top >= header
    plain, marked = (
        page.eval_on_selector(s, "e => getComputedStyle(e).backgroundColor") for s in ("#s1", "#s3")
    )
    assert plain != marked
    page.click("#s2 .kt-n")
    page.wait_for_selector(".kt-copied")
    assert page.evaluate("navigator.clipboard.readText()") == address + "2020/20/#s2"


def test_copied_text_is_the_sources(page: Page, address: str) -> None:
    """Selecting the text gives the source's characters: no sentence numbers among them."""
    page.goto(address + "2020/27/")
    text = page.evaluate(
        """() => { getSelection().selectAllChildren(document.querySelector('.kt-text'));
                   return getSelection().toString(); }"""
    )
    source = (ROOT / "content/notices/2020/original.txt").read_text("utf-8")
    bare = "".join(text.split()).replace("\u2060", "")
    assert bare and bare in "".join(source.split())


def test_dark_mode_stays(page: Page, address: str) -> None:
    """The switch changes the colours, and the next page keeps them."""
    page.goto(address)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("label[title='切换到深色']")
    page.wait_for_function(f"getComputedStyle(document.body).backgroundColor !== '{light}'")
    page.goto(address + "2020/07/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_by_keyboard(page: Page, address: str) -> None:
    """The first tab stop skips to the content, and what has the focus can be seen."""
    page.goto(address + "2020/07/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#kt-main"
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const s = getComputedStyle(document.activeElement);
                       return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")


def test_without_javascript(browser: Browser, address: str) -> None:
    """Text, links and comparison are there without scripts; search says what it needs."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "2020/07/")
    assert page.locator(".kt-text .kt-s").count() == 2
    page.click(".kt-clause >> text=自然资源部")
    assert page.url.endswith("/agencies/mnr/")
    page.goto(address + "search/")
    assert "JavaScript" in page.inner_text("#kt-search-off")
    context.close()


def test_fiction_is_marked(demo, site: Path) -> None:  # type: ignore[no-untyped-def]
    """Every page of the invented site says that it is fiction, and no page of the real one does."""
    for path in demo[1].rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<title>【虚构示例】" in text and "<strong>虚构示例</strong>" in text, path
    for path in site.rglob("*.html"):
        if path.parent.name != "method":  # it holds the worked example, and says so
            assert "虚构示例" not in path.read_text("utf-8"), path


def test_fiction_is_marked_on_paper(page: Page, demo) -> None:  # type: ignore[no-untyped-def]
    """A printed sheet of the invented site cannot be taken for an official one."""
    page.allowed = demo[0]  # type: ignore[attr-defined]  # the fixture's own
    page.emulate_media(media="print")
    for where in ("9001/", "9002/03/", "compare/9001/9002/"):
        page.goto(demo[0] + where)
        assert page.locator(".md-banner").is_visible()
        assert "非官方网站" in page.inner_text(".kt-paper")


def test_the_drawer_by_keyboard(page: Page, address: str) -> None:
    """On a phone: what is in the closed drawer has no focus; Enter opens it, Escape closes it."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "agencies/mps/")
    inside = "document.getElementById('kt-drawer').contains(document.activeElement)"
    menu = page.get_by_role("button", name="菜单")
    for _ in range(8):
        page.keyboard.press("Tab")
        assert not page.evaluate(inside)
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#kt-drawer a:focus")).to_have_text("通知")
    assert menu.get_attribute("aria-expanded") == "true"
    assert page.locator("#kt-drawer .md-nav__link--active").inner_text() == "单位"
    page.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.matches('.kt-menu')")
    expect(page.locator("#kt-drawer")).to_have_css("visibility", "hidden")


def test_a_citation_names_the_sentence(page: Page, address: str) -> None:
    """It follows the address, in the style that is chosen, and can be copied."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "2020/07/")
    assert page.inner_text(".kt-cite:visible").endswith("第三部分第（七）项")
    page.goto(address + "2020/07/#s2")
    assert page.inner_text(".kt-cite:visible").endswith("第（七）项第2句")
    page.get_by_text("GB/T 7714—2025").click()
    said = page.inner_text(".kt-cite:visible")
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    assert f"[EB/OL]. （2020-04-03）：第三部分第（七）项第2句[{today}]. " in said
    assert said.endswith("2020/07/#s2.")
    assert "非官方网站" in page.inner_text(".kt-citing")
    page.get_by_role("button", name="复制引文").click()
    assert page.evaluate("navigator.clipboard.readText()") == said


def test_a_comparison_is_cited(page: Page, address: str) -> None:
    """Its box names both notices, the method and this page, copies what is shown, and has files."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "compare/2019/2020/")
    assert "对照（重点任务对照，对照方法第" in page.inner_text(".kt-cite:visible")
    page.click(".kt-styles label >> text=GB/T")
    page.click(".kt-citing [data-copy-citation]")
    page.wait_for_selector(".kt-copied")
    said = page.evaluate("navigator.clipboard.readText()")
    assert said.startswith("重点任务对照. 2019年与2020年对照：")
    assert said.endswith("/keytasks/compare/2019/2020/.")
    assert "不是官方文件" in page.inner_text(".kt-citing")
    for form in ("bib", "ris"):
        href = page.get_attribute(f".kt-citing a[href$='.{form}']", "href")
        assert href and page.request.get(f"{address}compare/2019/2020/{href}").ok


def test_a_citation_needs_no_script(browser: Browser, address: str) -> None:
    """Every style can be chosen and read, with the day of reading left open."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "2020/")
    expect(page.locator(".kt-cite:visible")).to_have_count(1)
    page.get_by_text("GB/T 7714—2025").click()
    expect(page.locator(".kt-cite:visible")).to_contain_text("[查阅日期]")
    context.close()


def test_a_selection_is_copied_with_its_place(page: Page, address: str) -> None:
    """A button beside it copies quotation, citation and the address of its sentence; else it is gone."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "2020/07/")
    quote = page.get_by_role("button", name="复制引语和出处")
    expect(quote).to_be_hidden()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#s1'))")
    expect(quote).to_be_visible()
    quote.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    text, _, place = copied.partition("——")
    sentence = page.evaluate("document.querySelector('#s1').firstChild.textContent.trim()")
    assert text == f"“{sentence}”"
    assert "》（发改规划〔2020〕532号）第三部分第（七）项第1句，" in place
    assert place.endswith("2020/07/#s1")
    page.evaluate("getSelection().removeAllRanges()")
    expect(quote).to_be_hidden()


def test_print(page: Page, address: str) -> None:
    """On paper only the notice is left."""
    page.emulate_media(media="print")
    page.goto(address + "2020/")
    assert not page.locator(".md-header").is_visible()
    assert not page.locator(".kt-toc").is_visible()
    assert page.locator("#task-28").is_visible()


@pytest.mark.parametrize("where", ["2020/", "2020/07/"])
@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("BibTeX", (r"  url = \{(.+)\},", r"  urldate = \{(.+)\},")),
        ("RIS", (r"UR  - (.+)", r"Y2  - (.+)")),
    ],
)
def test_a_record_says_where_and_when_it_was_read(
    page: Page, address: str, where: str, form: str, fields: tuple[str, str]
) -> None:
    """Each once: the page's own address, and the reader's day; the rest is the file's."""
    page.goto(address + where)
    with page.expect_download() as caught:
        page.click(f".kt-citing a[download]:text-is('{form}')")
    record = Path(caught.value.path()).read_bytes().decode()
    url, day = (re.findall(field, record) for field in fields)
    assert len(url) == 1 and url[0].strip().endswith(where)
    assert len(day) == 1 and re.fullmatch(r"\d{4}[-/]\d\d[-/]\d\d", day[0].strip())
    assert caught.value.suggested_filename.endswith((".bib", ".ris"))
    assert record.rstrip().endswith("}" if form == "BibTeX" else "ER  -")


def test_a_record_that_the_script_cannot_have_comes_as_it_is(page: Page, address: str) -> None:
    """The link leads to the file as ever."""
    page.goto(address + "2020/07/")
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('off')); }")
    with page.expect_download() as caught:
        page.click(".kt-citing a[download]:text-is('BibTeX')")
    assert "urldate" not in Path(caught.value.path()).read_text("utf-8")
