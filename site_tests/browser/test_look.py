"""What the reading pages promise to the eye and the hand: built HTML first, then a real Chromium."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from generator.build import number_runs, outputs_of, theme_settings
from generator.content.loading import load_content
from generator.model.content import Content
from generator.problems import ContentError
from generator.publish.site import repository
from generator.text.numerals import format_numeral
from generator.website.notice_views import letter_views
from generator.website.templates import unbroken
from site_tests.conftest import ROOT


@pytest.fixture(scope="module")
def invented_pages() -> dict[str, str]:
    """The pages of the invented notices, before MkDocs."""
    from generator.content.loading import load_content

    invented = load_content(ROOT / "site_tests/corpus/content")
    files = outputs_of(invented, ROOT / "templates")
    return {f.path: f.data.decode() for f in files if f.path.endswith(".md")}


def html(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("numbers", "runs"), [([], ""), ([7], "7"), ([1, 2, 3], "1-3"), ([5, 1, 2, 9], "1-2,5,9")]
)
def test_number_runs(numbers: list[int], runs: str) -> None:
    assert number_runs(numbers) == runs


def test_the_theme_knows_the_tasks_with_pages(content: Content, site: Path) -> None:
    """The runs that 404 is given name every task's page, and no other."""
    tasks = theme_settings(content, ROOT / "templates")["tasks"]
    assert isinstance(tasks, dict)
    for notice, runs in tasks.items():
        named = set()
        for run in filter(None, runs.split(",")):
            first, _, last = run.partition("-")
            named |= {f"{n:02d}" for n in range(int(first), int(last or first) + 1)}
        assert named == {p.parent.name for p in (site / notice).glob("*/index.html")}, notice


def test_corrections_lead_to_the_content_file(content: Content) -> None:
    """With a repository, pages link an issue and the file that holds their text; without, no file."""
    address = "https://example.org/who/what"
    for linked in (True, False):
        files = outputs_of(content, ROOT / "templates", repository=address if linked else "")
        pages = {f.path: f.data.decode() for f in files if f.path.endswith(".md")}
        for page, file in {
            "2020/index.md": "content/notices/2020/notice.md",
            "2020/07/index.md": "content/notices/2020/notice.md",
            "2019/index.md": "content/notices/2019/facts.yml",
            "2022/22/index.md": "content/notices/2022/facts.yml",
        }.items():
            assert (f'href="{address}/edit/main/{file}"' in pages[page]) is linked, page
            assert (f'href="{address}/issues/new"' in pages[page]) is linked, page
            assert (file in pages[page]) is linked and (address in pages[page]) is linked, page
            if page != "2020/index.md":  # which says besides that nothing was corrected
                assert ("更正：" in pages[page]) is linked, page
        # Where there is nobody to tell, one page says so, and it is the one that 更正 leads to.
        silent = [path for path in pages if "还没有公布接收更正" in pages[path]]
        assert silent == ([] if linked else ["coverage/index.md"])


def test_no_page_speaks_of_files_to_readers(content: Content) -> None:
    """Without a repository no page names a file of the content or of the program."""
    files = outputs_of(content, ROOT / "templates")
    for page in (f for f in files if f.path.endswith("index.md")):
        body = page.data.decode()
        found = re.findall(r"[\w/]+\.yml|content/\w+|CONTRIBUTING|keytasks (?:import|verify)", body)
        assert found == [], page.path


def test_corrections_lead_to_the_owner(copy: Path) -> None:
    """Without a repository, pages link the owner's own address; one of another kind is a Problem."""
    path = copy / "series.yml"
    text = path.read_text("utf-8")
    path.write_text(text + "contact: mailto:reader@example.org\n", "utf-8")
    files = outputs_of(load_content(copy), ROOT / "templates")
    pages = {f.path: f.data.decode() for f in files if f.path.endswith(".md")}
    for page in ("2020/index.md", "2020/07/index.md", "2019/index.md", "coverage/index.md"):
        assert 'href="mailto:reader@example.org"' in pages[page], page
    path.write_text(text + "contact: javascript:alert(1)\n", "utf-8")
    with pytest.raises(ContentError, match=r"contact: https://… or mailto:name@host is expected"):
        load_content(copy)


@pytest.mark.parametrize("given", ["https://example.org/a/b/", "", "javascript:alert(1)"])
def test_the_repository_comes_from_the_settings(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment sets it through mkdocs.yml; what is no https address stops the build."""
    monkeypatch.setenv("KEYTASKS_REPO_URL", given)
    if given.startswith("javascript"):
        with pytest.raises(ContentError, match=r"extra\.repo is no https address"):
            repository(ROOT)
    else:
        assert repository(ROOT) == given.rstrip("/")


def test_figures_are_not_broken() -> None:
    """A figure is one piece, the text stays the text, and what would be mark-up is escaped."""
    text = "城区常住人口300万以下<b>&5年以上"
    shown = str(unbroken(text))
    assert shown == (
        '城区常住人口<span class="kt-nb">300万以下</span>&lt;b&gt;&amp;'
        '<span class="kt-nb">5年以上</span>'
    )


def test_a_letter_is_set_as_a_letter(content: Content) -> None:
    """Number, addressees, text, and who signed when on two lines; not a character differs."""
    notice = content.notices[0].notice
    views = letter_views(notice, content.registry)
    assert [view.role for view in views] == ["number", "to", "text", "signed"]
    assert [run.text for run in views[-1].parts[0].runs] == ["国家发展改革委", "2020年4月3日"]
    for view, paragraph in zip(views, notice.letter, strict=True):
        runs = [run.text for part in view.parts for run in part.runs]
        assert "".join(runs) == "".join(part.text for part in paragraph.parts)


def test_a_signature_on_two_lines(invented_pages: dict[str, str]) -> None:
    """Who signed and the date, where each has its own paragraph, are both at the right."""
    assert invented_pages["9002/index.md"].count('<p class="kt-letter-signed">') == 2


def test_headings_and_clauses_have_their_own_links(site: Path) -> None:
    """h1, the clause, sections and tasks of a notice: a link each, to an anchor on the page."""
    task, notice = html(site, "2020/07"), html(site, "2020")
    links = [
        (task, ["h", "r"]),
        (notice, [*(f"part-{n}" for n in range(1, 7)), *(f"task-{n:02d}" for n in range(1, 29))]),
    ]
    for page, anchors in links:
        found = re.findall(r'<a class="kt-copy" href="#([^"]+)" aria-label="[^"]+"></a>', page)
        assert sorted(found) == sorted(anchors)
        assert all(f'id="{anchor}"' in page for anchor in anchors)


def test_home_has_a_search_box_and_three_ways_in(site: Path) -> None:
    """The box works as a plain form; agencies, themes and comparisons are linked by name."""
    page = html(site, "").split("<article", 1)[1]
    assert '<form class="kt-find" action="search/"' in page and 'name="q"' in page
    for target, name in (("agencies/", "按单位"), ("themes/", "按主题"), ("compare/", "跨年对照")):
        assert f'<h2><a href="{target}">{name}</a></h2>' in page


def test_404_has_a_search_box_and_all_indexes(site: Path) -> None:
    """Whatever stands in the navigation is linked in the page itself too."""
    page = (site / "404.html").read_text("utf-8").split("<article", 1)[1].split("</article>")[0]
    assert 'action="/keytasks/search/"' in page
    for target in ("", "agencies/", "themes/", "compare/", "figures/", "coverage/", "data/"):
        assert f'href="/keytasks/{target}"' in page, target


def test_hand_written_pages_stand_in_the_frame(site: Path) -> None:
    for name in ("about", "method"):
        assert re.search(r'<div id="kt-main"[^>]* class="kt kt-hand"', html(site, name)), name
    assert "kt-hand" not in html(site, "2020")


def test_figures_outside_tasks_are_listed(site: Path) -> None:
    """1亿 stands in the general requirements: by notice and by subject it leads there."""
    page = html(site, "figures")
    assert page.count('href="../2020/#part-1-s1"><b>1亿</b>') == 2
    assert re.search(r"<b>1亿</b></a>[^<]+</span>” <small>原文，一、总体要求，第1句", page)


def test_coverage_counts_agree(site: Path) -> None:
    """By how sure they are, the headings are as many as the headings that are known."""
    page = html(site, "coverage")
    rows = re.findall(r"(\d+) 项任务的标题.*?任务标题：([^；]*)；", page, re.DOTALL)
    assert rows
    for known, states in rows:
        assert sum(map(int, re.findall(r" (\d+) 项", states))) == int(known)


def test_the_footer_is_chinese(site: Path) -> None:
    """No English sentence of the theme's, and links to what it is, its data, its corrections."""
    foot = html(site, "2020/07").split('class="md-footer"', 1)[1]
    assert "Made with" not in foot
    for target in ("about/", "data/", "coverage/#corrections"):
        assert f'href="../../{target}"' in foot


def test_the_mark_is_our_own(site: Path) -> None:
    """The favicon is this site's, and the drawer has its mark instead of the theme's book."""
    page = html(site, "2020/07")
    assert re.search(r'<link rel="icon" href="[./]*assets/keytasks/mark\.svg">', page)
    assert "M12 8a3 3 0 0 0 3-3" not in page


browser_tests = pytest.mark.browser


def edges(page: Page, selector: str) -> tuple[float, float]:
    """Left and right edge of what is inside an element's padding."""
    left, right = page.eval_on_selector(
        selector,
        """e => { const s = getComputedStyle(e), r = e.getBoundingClientRect();
                  return [r.left + parseFloat(s.paddingLeft), r.right - parseFloat(s.paddingRight)]; }""",
    )
    return round(left), round(right)


@browser_tests
@pytest.mark.parametrize("width", [390, 800, 1280, 1600])
def test_one_left_edge_and_one_right_edge(width: int, page: Page, address: str) -> None:
    """Header, text and footer begin and end at the same two lines."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + "2020/07/")
    wanted = edges(page, ".kt")
    assert edges(page, ".md-header__inner") == wanted
    assert edges(page, ".md-footer-meta__inner") == wanted
    assert edges(page, ".kt-foot")[1] <= wanted[1]
    if width >= 1280:
        assert edges(page, ".md-tabs__list")[0] == wanted[0]
        assert edges(page, ".kt-searchbox")[1] == wanted[1]
        assert edges(page, ".md-header__title")[0] == wanted[0]
    page.goto(address + "about/")
    assert edges(page, ".kt-hand")[0] == wanted[0]


RIGHT_EDGES = """() => [...document.querySelectorAll(
    ".kt > :is(p, dl, ol, ul, .kt-scroll), :is(.kt > section, .kt-head, .kt-body, .kt-two > section)"
    + " > :is(p, dl, ol, ul, .kt-scroll, .kt-text)")]
    .filter(e => e.getClientRects().length && !e.closest(".kt-example"))
    .filter(e => getComputedStyle(e).display !== "inline")
    .map(e => Math.round(e.getBoundingClientRect().right))"""


@browser_tests
@pytest.mark.parametrize(
    "where",
    ["2020/", "2020/07/", "2022/22/", "agencies/mps/", "compare/", "unlisted/", "themes/",
     "themes/hukou/", "figures/", "coverage/", "about/", "method/", "pictures/", "en/", "en/2020/",
     "check/", "data/", "changes/"],
)  # fmt: skip
def test_three_right_edges(where: str, page: Page, address: str) -> None:
    """What is read ends at the column's edge, tables at the frame's, two columns in the middle."""
    page.goto(address + where)
    frame = edges(page, ".kt")
    column, half = frame[0] + 680, (frame[0] + frame[1] - 60) // 2
    found = page.evaluate(RIGHT_EDGES)
    assert found and set(found) <= {column, half, frame[1]}, sorted(set(found))


@browser_tests
@pytest.mark.parametrize(
    ("where", "anchor"),
    [("2020/07/", "h"), ("2020/07/", "r"), ("2020/", "part-3"), ("2020/", "task-07")],
)
def test_a_link_shows_and_copies(where: str, anchor: str, page: Page, address: str) -> None:
    """Out of sight until the pointer or the focus comes; a click copies the address."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + where)
    link = page.locator(f'.kt-copy[href="#{anchor}"]')
    opacity = "e => getComputedStyle(e).opacity"
    assert link.evaluate(opacity) == "0"
    link.focus()
    expect(link).to_have_css("opacity", "1")
    link.evaluate("e => e.blur()")
    link.locator("..").hover()
    link.click()
    page.wait_for_selector(".kt-copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}{where}#{anchor}"
    assert page.url.endswith(f"#{anchor}")


@browser_tests
def test_from_disk(browser: Browser, site: Path) -> None:
    """Opened as a file, no click and no form ends in a list of a folder's files."""
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.click(".kt-list >> text=加快发展重点城市群")
    page.wait_for_url("**/2020/07/index.html")
    page.click(".kt-clause >> text=自然资源部")
    page.wait_for_url("**/agencies/mnr/index.html")
    page.click(".kt-crumbs a")
    page.wait_for_url("**/agencies/index.html")
    page.fill(".kt-searchbox input", "落户")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    page.wait_for_selector("#results[data-state=done]")
    page.click("#results a >> nth=0")
    page.wait_for_selector(".kt")
    assert "/index.html" in page.url
    page.goto((site / "index.html").as_uri())
    page.fill(".kt-find input", "都市圈")
    page.click(".kt-find button")
    page.wait_for_url("**/search/index.html?q=*")
    context.close()


@browser_tests
@pytest.mark.parametrize(
    ("wrong", "text", "target"),
    [
        ("2020-7", "2020年第（七）项", "2020/07/"),
        ("2020/7", "2020年第（七）项", "2020/07/"),
        ("2020-7.html", "2020年第（七）项", "2020/07/"),
        ("2020/07.html", "2020年第（七）项", "2020/07/"),
        ("2020/007/", "2020年第（七）项", "2020/07/"),
        ("2020-28", "2020年第（二十八）项", "2020/28/"),
        ("2020/29/", "2020年通知", "2020/"),
        ("2020.html", "2020年通知", "2020/"),
        ("compare/2021/2020/", "2020年与2021年的对照", "compare/2020/2021/"),
        ("compare/2018-2022.html", "2018年与2022年的对照", "compare/2018/2022/"),
        ("compare/2020/2020/", "2020年通知", "2020/"),
        ("compare/2017/2020/", "2020年通知", "2020/"),
        ("2022/22/x.html", None, None),
        ("2017/3/", None, None),
        ("nothing/", None, None),
    ],
)
def test_404_offers_only_what_there_is(
    wrong: str, text: str | None, target: str | None, page: Page, address: str, site: Path
) -> None:
    """The guess is an address of the site, or there is none."""
    body = (site / "404.html").read_text("utf-8")
    page.route(
        "**/keytasks/" + wrong,
        lambda route: route.fulfill(body=body, status=404, content_type="text/html"),
    )
    page.expected.append("404")  # type: ignore[attr-defined]
    page.goto(address + wrong)
    page.wait_for_load_state()
    guess = page.locator("#kt-guess")
    if text is None:
        assert not guess.is_visible()
    else:
        assert guess.inner_text() == f"您要找的也许是：{text}"
        link = guess.locator("a").get_attribute("href")
        assert link == f"/keytasks/{target}" and (site / str(target) / "index.html").is_file()


@browser_tests
def test_404_knows_notices_with_longer_names(page: Page, address: str) -> None:
    """A notice's id may hold hyphens and end in digits; numerals are the notices' own."""
    page.goto(address)
    tasks = {"sichuan-2023": "1-105", "2020": "1-28"}
    ask = "([path, tasks]) => meantAddress(path, tasks)"
    assert page.evaluate(ask, ["/keytasks/sichuan-2023-7", tasks]) == {
        "notice": "sichuan-2023",
        "number": 7,
    }
    assert page.evaluate(ask, ["/keytasks/sichuan-2023", tasks]) == {"notice": "sichuan-2023"}
    assert page.evaluate(ask, ["/keytasks/sichuan-2023/106/", tasks])["number"] is None
    assert page.evaluate(ask, ["/keytasks/constructor-7", tasks]) is None
    numerals = page.evaluate("Array.from({length: 999}, (_, i) => chineseNumeral(i + 1))")
    assert numerals == [format_numeral(n) for n in range(1, 1000)]


@browser_tests
@pytest.mark.parametrize("width", [320, 390])
def test_names_are_not_broken_on_a_phone(
    width: int, page: Page, address: str, demo: tuple[str, Path]
) -> None:
    """Agencies, years and states stand on one line each, also where three years are held."""
    page.expected.append(demo[0])  # type: ignore[attr-defined]
    page.set_viewport_size({"width": width, "height": 800})
    lines = """all => all.map(e => { const r = document.createRange(); r.selectNodeContents(e);
        const mark = e.matches("[data-mark]"); // its words are out of sight
        const tops = [...(mark ? e : r).getClientRects()].map(x => Math.round(x.top / 6));
        return new Set(tops).size; })"""
    for url, selector in (
        (demo[0] + "agencies/", ".kt-table th[scope=row] > a"),
        (address + "coverage/", ".kt-table th[scope=row] > a"),
        (address + "2019/", ".kt-fact"),
    ):
        page.goto(url)
        counts = page.eval_on_selector_all(selector, lines)
        assert counts and set(counts) == {1}, url
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(address + "data/")
    names = page.eval_on_selector_all(
        ".kt-files th a",
        """all => all.map(e => { const t = document.createTreeWalker(e, NodeFilter.SHOW_TEXT); let n, most = 0;
             while ((n = t.nextNode())) { const r = document.createRange(); r.selectNodeContents(n);
               most = Math.max(most, new Set([...r.getClientRects()].map(x => Math.round(x.top))).size); }
             return most; })""",
    )
    assert names and max(names) <= 2


@browser_tests
def test_the_title_is_in_the_middle(page: Page, address: str) -> None:
    """Each line of the letter's title is as far from the left edge as from the right one."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address + "2020/")
        for off in page.eval_on_selector_all(
            ".kt-title, .kt-letter-number",
            """all => all.map(e => { const b = e.getBoundingClientRect();
                 const r = document.createRange(); r.selectNodeContents(e); const t = r.getBoundingClientRect();
                 return Math.abs((t.left - b.left) - (b.right - t.right)); })""",
        ):
            assert off <= 12, width


@browser_tests
def test_contents_fold_on_a_phone(browser: Browser, page: Page, address: str) -> None:
    """Before the text and closed on a phone, beside it and open on a wide screen, also unscripted."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + "2020/")
    contents, link = page.locator(".kt-toc"), page.locator('.kt-toc a[href="#task-07"]')
    assert contents.bounding_box()["y"] < page.locator("#letter").bounding_box()["y"]  # type: ignore[index]
    assert not link.is_visible()
    page.click(".kt-toc summary")
    assert link.is_visible()
    for scripts in (True, False):
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=scripts
        )
        wide = context.new_page()
        wide.goto(address + "2020/")
        box, text = wide.locator(".kt-toc").bounding_box(), wide.locator(".kt-body").bounding_box()
        assert box and text and box["x"] > text["x"] + text["width"]
        assert box["height"] > 300
        context.close()


@browser_tests
def test_numbers_of_the_letter_are_out_of_sight(page: Page, address: str) -> None:
    """The letter's sentences keep their anchors, but not their numbers; the text's keep both."""
    page.goto(address + "2020/")
    assert page.eval_on_selector("#letter-s1 .kt-n", "e => getComputedStyle(e).opacity") == "0"
    assert page.eval_on_selector("#preamble-s1 .kt-n", "e => getComputedStyle(e).opacity") == "1"


@browser_tests
def test_a_short_text_leaves_no_hole(page: Page, address: str) -> None:
    """What became of a task follows its text at once, however long the list beside it is."""
    page.goto(address + "2020/27/")
    text, across = (
        page.locator(".kt-text").bounding_box(),
        page.locator(".kt-across").bounding_box(),
    )
    assert text and across
    assert 0 < across["y"] - (text["y"] + text["height"]) < 80
    heights = page.eval_on_selector_all(
        ".kt-years :is(a, div)", "all => all.map(e => Math.round(e.getBoundingClientRect().height))"
    )
    assert len(set(heights)) == 1


@browser_tests
def test_crumbs_never_begin_with_a_mark(page: Page, address: str) -> None:
    """On a phone the way here is broken after its marks, and the neighbours have a row of their own."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + "2020/07/")
    step, crumbs = (
        page.locator(".kt-step").bounding_box(),
        page.locator(".kt-crumbs").bounding_box(),
    )
    assert step and crumbs and step["y"] >= crumbs["y"] + crumbs["height"] - 1
    before = page.eval_on_selector_all(
        ".kt-crumbs li", "all => all.map(e => getComputedStyle(e, '::before').content)"
    )
    assert set(before) == {"none"}


def pdf_pages(data: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", data))


@browser_tests
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper(scheme: str, browser: Browser, address: str) -> None:
    """No sheet is empty; dark scheme or not, print is dark on white, with source and address."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]  # it is one of two
    page = context.new_page()
    page.goto(address + "2020/27/")
    assert pdf_pages(page.pdf(format="A4")) == 1
    page.goto(address + "2020/07/")
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert all(len(sheet.extract_text().strip()) > 20 for sheet in sheets), "an empty sheet"
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    for shown in (".kt-cite", ".kt-source", ".kt-paper", ".kt-clause"):
        assert page.locator(shown).first.is_visible(), shown
    said = page.inner_text(".kt-paper")
    assert "非官方网站" in said and said.endswith(address + "2020/07/")
    ink, paper, scheme_shown = (
        page.evaluate(f"getComputedStyle(document.querySelector('{s}')).{p}")
        for s, p in ((".kt-text", "color"), ("html", "backgroundColor"), ("html", "colorScheme"))
    )
    assert sum(map(int, re.findall(r"\d+", ink)[:3])) < 200
    assert (paper, scheme_shown) == ("rgb(255, 255, 255)", "light")
    context.close()


@browser_tests
def test_found_words_are_marked_across_figures(page: Page, address: str) -> None:
    """The words that led to a page are marked, also where a figure in them is a piece of its own."""
    page.goto(address)
    term = {"spellings": list("人口300万以下城市"), "inside": False}
    page.evaluate("terms => sessionStorage.setItem('kt-terms', JSON.stringify(terms))", [term])
    page.goto(address + "2020/01/")
    found = page.evaluate("[...CSS.highlights.get('kt-terms')].map(r => r.toString())")
    assert found == ["人口300万以下城市"]


@browser_tests
def test_arrows_lead_through_a_picture(page: Page, address: str) -> None:
    """The picture is one stop of the keyboard; arrows go to the nearest cell, and Enter follows it."""
    page.goto(address + "2020/")
    stops = "all => all.filter(e => e.tabIndex >= 0).length"
    assert page.eval_on_selector_all(".kt-matrix a", stops) == 1
    page.eval_on_selector(".kt-matrix a", "e => e.focus()")
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert seen[:2] == ["发展改革委，（一）", "发展改革委，（二）"]
    assert "（二）" in seen[2] and not seen[2].startswith("发展改革委")
    assert seen[3] == seen[1]
    assert page.eval_on_selector_all(".kt-matrix a", stops) == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/2020/02/#r")


@browser_tests
def test_a_picture_has_its_twin_on_phones(page: Page, address: str) -> None:
    """A narrow screen shows counts by section in place of the drawing, a wide one the drawing."""
    page.goto(address + "2020/")
    for width, drawing in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("svg.kt-matrix").is_visible() == drawing
        assert page.locator(".kt-m-counts").is_visible() != drawing


@browser_tests
def test_an_agencys_tasks_are_printed_with_their_texts(page: Page, address: str) -> None:
    """On the screen each text is folded; a button prints the list, in which all are open, on A4."""
    page.goto(address + "agencies/mohurd/")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="打印清单").click()
    assert page.evaluate("window.printed")
    text = page.locator(".kt-task-text .kt-text").first
    assert not text.is_visible()
    page.emulate_media(media="print")
    heights = page.eval_on_selector_all(
        ".kt-task-text .kt-text", "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert len(heights) == 14 and min(heights) > 30
    sheet = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[0]
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)


@browser_tests
def test_paper_wastes_no_sheets(page: Page, address: str) -> None:
    """A notice takes six sheets at most, a picture one that lies, with feet that are numbered."""
    for path, most, wide in (("2020/", 6, False), ("pictures/matrix-2020/", 1, True)):
        page.goto(address + path)
        sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert len(sheets) <= most, path
        assert (sheets[0].mediabox.width > sheets[0].mediabox.height) == wide
        text = "".join(sheets[0].extract_text().split())
        assert f"1/{len(sheets)}" in text and "重点任务对照（" in text


@browser_tests
@pytest.mark.parametrize("scripts", [True, False])
def test_a_shared_sentence_has_its_strip(scripts: bool, browser: Browser, address: str) -> None:
    """Year, task, state and a way to the whole stand by a sentence that was led to, scripts or not."""
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(address + "2020/07/")
    strip = page.locator(".kt-strip")
    expect(strip).to_be_hidden()
    page.goto(address + "2020/07/#s2")
    expect(strip).to_be_in_viewport()
    said = strip.inner_text()
    assert "2020年" in said and "第（七）项" in said and "待核对" in said
    assert ("第2句" in said) is scripts
    strip.locator("a").click()
    expect(strip).to_be_hidden()
    context.close()


@browser_tests
def test_contents_follow(page: Page, address: str) -> None:
    """The heading that is read is marked among the contents, once, and in sight there."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address + "2020/#task-25")
    current = page.locator(".kt-toc a[aria-current]")
    expect(current).to_have_count(1)
    expect(current).to_contain_text("（二十五）")
    expect(current).to_be_in_viewport()
    page.evaluate("document.getElementById('task-02').scrollIntoView()")
    expect(current).to_contain_text("（二）")
    expect(current).to_be_in_viewport()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 768])
@pytest.mark.parametrize("where", ["pictures/commitments-2020/", "themes/hukou/"])
def test_what_scrolls_sideways_shows_that_it_does(
    where: str, width: int, browser: Browser, address: str
) -> None:
    """A shadow stands at its edge, and what a row is of stays in sight when it is scrolled."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + where)
    frame = page.locator(".kt-scroll").first
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
    assert "gradient" in frame.evaluate("e => getComputedStyle(e).backgroundImage")
    first = frame.locator("tbody th").nth(1)
    before = first.bounding_box()
    frame.evaluate("e => { e.scrollLeft = 200; }")
    after = first.bounding_box()
    page.close()
    assert before and after and abs(before["x"] - after["x"]) < 2


@pytest.mark.browser
@pytest.mark.parametrize(("width", "drawn"), [(390, False), (768, False), (1280, True)])
def test_a_matrix_is_never_cut(width: int, drawn: bool, browser: Browser, address: str) -> None:
    """Where it has no room there are counts by section below their key; on a phone the text is first."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + "2020/")
    counts, key = page.locator(".kt-m-counts"), page.locator(".kt-picture > p.kt-narrow")
    assert page.locator("svg.kt-matrix").is_visible() is drawn
    assert counts.is_visible() is not drawn and key.is_visible() is not drawn
    if not drawn:
        above, table = key.bounding_box(), counts.bounding_box()
        assert above and table and above["y"] < table["y"]
        assert "●" not in page.locator(".kt-picture").inner_text()
    letter, who = page.locator("#letter").bounding_box(), page.locator(".kt-who").bounding_box()
    page.close()
    assert letter and who and (letter["y"] < who["y"]) is (width == 390)


@browser_tests
def test_a_signature_is_on_the_letters_sheet(page: Page, address: str) -> None:
    """On paper no sheet begins with who signed or when, and no heading ends one."""
    for path in ("2020/", "compare/2019/2020/"):
        page.goto(address + path)
        headings = {"".join(text.split()) for text in page.locator("h2, h3").all_inner_texts()}
        for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages:
            lines = [
                line for raw in sheet.extract_text().splitlines() if (line := "".join(raw.split()))
            ]
            read = [
                line
                for line in lines
                if not line.startswith(("重点任务对照（", "In")) and "/" not in line
            ]
            assert not re.match(r"国家发展改革委$|\d{4}年\d+月\d+日$", read[0]), path
            assert read[-1] not in headings, path


@browser_tests
def test_paper_asks_for_nothing_that_needs_a_screen(page: Page, address: str) -> None:
    """Neither a click nor a sum nor a line in English stands on a printed page."""
    for path in ("2020/", "2020/07/", "themes/hukou/", "pictures/matrix-2020/", "2019/"):
        page.goto(address + path)
        page.emulate_media(media="print")
        said = page.inner_text("body")
        for word in ("点一格", "点格里", "先点句末", "SHA-256", "In English"):
            assert word not in said, (path, word)
        page.emulate_media(media="screen")


@browser_tests
def test_a_strip_is_one_row_on_a_phone(page: Page, address: str) -> None:
    """What can be done with a shared sentence stands in one row, whatever its number."""
    page.set_viewport_size({"width": 390, "height": 844})
    for task, sentence in (("01", 1), ("19", 1), ("28", 2)):
        page.goto(f"{address}2020/{task}/#s{sentence}")
        tops = page.eval_on_selector_all(
            ".kt-strip > :not(span)",
            "all => all.map(e => Math.round(e.getBoundingClientRect().top))",
        )
        assert len(tops) == 2 and max(tops) - min(tops) <= 2, task
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@browser_tests
def test_sentence_numbers_can_be_touched(page: Page, address: str) -> None:
    """On a narrow screen a sentence's number is a target of 24 px, and moves no word."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "2020/19/")
    sizes = page.eval_on_selector_all(
        ".kt-text .kt-n",
        "all => all.map(e => { const b = e.getBoundingClientRect(); return [b.width, b.height]; })",
    )
    assert sizes and min(map(min, sizes)) >= 24


@browser_tests
def test_texts_of_an_agency_open_at_once(page: Page, address: str) -> None:
    """A button opens the texts of all its tasks, and closes them again."""
    page.goto(address + "agencies/mohurd/")
    button = page.locator("button[data-unfold]")
    opened = "all => all.filter(e => e.open).length"
    for count, said in ((14, "收起全部原文"), (0, "展开全部原文")):
        button.click()
        assert page.eval_on_selector_all(".kt-task-text", opened) == count
        expect(button).to_have_text(said)


@browser_tests
def test_the_drawer_says_what_can_be_searched(page: Page, address: str) -> None:
    """Its hint is not cut, its years have a heading; English and what is held are there."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    page.locator(".kt-menu").click()
    drawer = page.locator("#kt-drawer")
    field = drawer.locator("input").bounding_box()
    assert field and field["width"] >= 180
    assert drawer.get_by_role("link", name="English guide").is_visible()
    assert drawer.get_by_role("link", name="收录情况").is_visible()


@browser_tests
def test_sub_lines_of_a_theme_have_one_indent(page: Page, address: str) -> None:
    """What a theme says below its tasks begins where their headings begin."""
    page.goto(address + "themes/hukou/")
    lefts = page.eval_on_selector_all(
        ".kt-step-diff, .kt-year .kt-list a > span",
        """all => all.map(e => {
            const box = e.getBoundingClientRect();
            return Math.round(e.matches('span') ? box.right : box.left); })""",
    )
    assert len(lefts) > 5 and max(lefts) - min(lefts) <= 1
