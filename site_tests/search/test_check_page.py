"""The page that checks a passage, and a quotation on the search page: shown, in this browser alone."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from site_tests.conftest import ROOT

AXE = ROOT / ".venv/npm/axe-core/package/axe.min.js"
pytestmark = pytest.mark.browser

PASSAGE = (
    "支持重点都市圈编制多层次轨道交通规划。督促城区常住人口500万以下城市全面取消落户限制。"
    "老旧小区要加装电梯，增设停车位。运用信息化手段建设便捷高效的公共服务平台，方便人口流动。"
)


def test_a_passage_is_checked_sentence_by_sentence(page: Page, address: str) -> None:
    """Verdicts in order, other characters marked, what was left out as an ellipsis; nothing is sent."""
    page.goto(address + "check/")
    page.fill("#kt-passage", PASSAGE)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method + request.url))
    page.click("#kt-check-form button")
    page.wait_for_selector("#kt-check-results[data-state=done]")
    verdicts = page.locator(".kt-quotations > li").evaluate_all(
        "l => l.map(e => e.dataset.verdict)"
    )
    assert verdicts == ["exact", "near", "none", "near"]
    number = page.locator(".kt-quotations > li").nth(1)
    assert "500" in number.locator("del").inner_text()
    assert number.locator("ins").inner_text().endswith("300")
    assert number.locator(".kt-meta a").get_attribute("href").endswith("/2020/01/#h")  # type: ignore[union-attr]
    left_out = page.locator(".kt-quotations > li").nth(3).locator("ins")
    assert left_out.inner_text().endswith("……")
    assert page.inner_text("#kt-check-status").startswith("共 4 句：")
    assert all(request.startswith("GET") and "/search/" in request for request in sent)
    assert not any("%" in request for request in sent)


def test_an_empty_passage_is_none(page: Page, address: str) -> None:
    """An empty box says what to do, and a second passage takes the first one's place."""
    page.goto(address + "check/")
    page.click("#kt-check-form button")
    assert page.inner_text("#kt-check-status").startswith("先把要核对的文字粘贴")
    expect(page.locator("#kt-passage")).to_be_focused()
    page.fill("#kt-passage", PASSAGE)
    page.click("#kt-check-form button")
    page.fill("#kt-passage", "出台国家基本公共服务标准。")
    page.click("#kt-check-form button")
    expect(page.locator(".kt-quotations > li")).to_have_count(1)


def test_a_passage_is_text(page: Page, address: str) -> None:
    """What is pasted is shown as it is, whatever it would be as HTML."""
    page.goto(address + "check/")
    page.fill("#kt-passage", "<img src=x onerror=alert(1)>支持重点都市圈编制好多层次轨道交通规划")
    page.click("#kt-check-form button")
    page.wait_for_selector("#kt-check-results[data-state=done]")
    assert page.locator("#kt-check-results img").count() == 0
    assert "<img" in page.inner_text(".kt-pasted")


def test_a_misquotation_on_the_search_page(page: Page, address: str) -> None:
    """The sentence comes first, marked, with its link; the page says that nothing is the same."""
    page.goto(address + "search/?q=支持重点都市圈编制好多层次轨道交通规划")
    page.wait_for_selector(".kt-quoted .kt-quote")
    assert "好" in page.locator(".kt-quoted .kt-quote del").inner_text()
    assert "与原文的对照" in page.inner_text("#kt-search-status")
    assert page.locator("#results > *").first.get_attribute("class") == "kt-quoted"


WRONG = "取消进城就业生活3年以上和举家迁徙的农业转移人口落户限制"
WHERE = {"search": "search/?q={}", "check": "check/#passage={}"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", WHERE)
def test_what_was_typed_is_told_from_what_is_printed(
    browser: Browser, address: str, where: str, scheme: Literal["light", "dark"]
) -> None:
    """By frame, weight and a gap and not by colour alone; a legend says so; what is printed alone is copied."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(address + WHERE[where].format(WRONG))
    typed, printed = page.locator(".kt-quote del").first, page.locator(".kt-quote ins").first
    expect(typed).to_have_css("border-top-style", "dashed")
    expect(typed).to_have_css("text-decoration-line", "line-through")
    expect(printed).to_have_css("font-weight", "700")
    expect(printed).to_have_css("text-decoration-line", "underline")
    one, other = typed.bounding_box(), printed.bounding_box()
    assert one and other and other["x"] - one["x"] - one["width"] >= 2
    expect(page.locator(".kt-key")).to_have_count(1)
    assert page.inner_text(".kt-key").count("字") >= 2
    copied = page.evaluate(
        """() => { getSelection().selectAllChildren(document.querySelector(".kt-quote"));
        return getSelection().toString(); }"""
    )
    context.close()
    assert "就业生活5年以上" in copied and "3" not in copied


def test_a_quotation_without_a_difference_has_no_legend(page: Page, address: str) -> None:
    """Where all is the same there are no marks to explain."""
    page.goto(address + "check/#passage=出台国家基本公共服务标准。")
    page.wait_for_selector("#kt-check-results[data-state=done]")
    expect(page.locator(".kt-key")).to_have_count(0)


def test_the_passage_is_taken_along(page: Page, address: str) -> None:
    """From the search page to the one that checks: it stands in the box, is checked, and is not sent."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + f"search/?q={WRONG}")
    page.click(".kt-quoted a[href*=check]")
    page.wait_for_selector("#kt-check-results[data-state=done]")
    assert page.input_value("#kt-passage") == WRONG
    expect(page.locator(".kt-quotations > li")).to_have_attribute("data-verdict", "near")
    assert not any("%" in url for url in asked if "check" in url)


def test_a_passage_from_an_address_is_text(page: Page, address: str) -> None:
    """Whatever stands in the fragment, it is text in the box, and no more."""
    page.goto(address + "check/#passage=%3Cimg%20src=x%20onerror=alert(1)%3E%")
    page.wait_for_selector("#kt-check-results[data-state=done]")
    assert page.input_value("#kt-passage") == "<img src=x onerror=alert(1)>%"
    assert page.locator("#kt-check-results img").count() == 0


def test_a_wrong_character_on_the_search_page(page: Page, address: str) -> None:
    """The near term is offered as a link; what it finds is said to be that."""
    page.goto(address + "search/?q=积份落户")
    page.wait_for_selector("#results[data-state=done]")
    assert "是近似结果" in page.inner_text("#kt-search-status")
    assert "近似的词" in page.inner_text("#kt-search-status")
    page.click(".kt-meant a")
    page.wait_for_url("**q=%E7%A7%AF%E5%88%86%E8%90%BD%E6%88%B7")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_what_was_checked(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """With every verdict and every kind of mark on the page, by all of axe's rules."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    tab = context.new_page()
    tab.goto(address + "check/")
    tab.fill("#kt-passage", PASSAGE)
    tab.click("#kt-check-form button")
    tab.wait_for_selector("#kt-check-results[data-state=done]")
    assert tab.locator(".kt-quotations del").count() and tab.locator(".kt-quotations ins").count()
    tab.add_script_tag(path=str(AXE))
    found = tab.evaluate(
        "() => axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 150)))"
    )
    context.close()
    assert found == []


@pytest.mark.parametrize("where", ["", "search/", "404.html", "2020/01/"])
def test_a_long_passage_in_a_search_box_is_not_cut(page: Page, address: str, where: str) -> None:
    """What is longer than an address may be goes to the page that checks passages, whole and unsent."""
    long = PASSAGE * 3
    assert len(long) > 200
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto(address + where)
    page.locator("input[name=q]:visible").last.fill(long)
    page.wait_for_url("**/check/#passage=*")
    page.wait_for_selector("#kt-check-results[data-state=done]")
    assert page.input_value("#kt-passage") == long
    assert page.locator(".kt-quotations > li").count() == 12
    assert not any("%" in url.split("#")[0] for url in sent)
