"""The words that say how firmly a sentence binds, marked in the text when a reader asks for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.content.loading import load_content
from generator.model.content import Content
from generator.notice.commitments import commitment_words, counted_word
from generator.website.templates import unbroken, weighed
from site_tests.conftest import ROOT


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("加快建设。", "加快建设。"),
        ("支持甲，支持乙，鼓励丙。", "<b>支持</b>甲，<b>支持</b>乙，<i>鼓励</i>丙。"),
        ("全面取消甲、取消乙。", "<b>全面取消</b>甲、<i>取消</i>乙。"),
        ("鼓励甲全面取消限制，推动乙。", "<i>鼓励</i>甲<i>全面取消</i>限制，<b>推动</b>乙。"),
        ("鼓励甲全面取消限制、取消费用。", "<b>鼓励</b>甲<i>全面取消</i>限制、<i>取消</i>费用。"),
        ("试点3个<城市>。", '<b>试点</b><span class="kt-nb">3个</span>&lt;城市&gt;。'),
    ],
)
def test_words_in_elements(sentence: str, shown: str) -> None:
    """The word it is counted under is told from others; figures stay whole, mark-up is escaped."""
    assert str(weighed(sentence)) == shown


def test_the_text_stays_the_text(content: Content) -> None:
    """Of every sentence of the corpus and of the site, no character is lost or gained."""
    invented = load_content(ROOT / "site_tests/corpus/content")
    for held in (*content.notices, *invented.notices):
        for task in held.notice.tasks:
            for sentence in task.sentences:
                shown = str(weighed(sentence.text))
                assert shown.replace("<b>", "").replace("</b>", "").replace("<i>", "").replace(
                    "</i>", ""
                ) == str(unbroken(sentence.text))
                marked = re.findall("<[bi]>(.*?)</[bi]>", shown)
                assert marked == [sentence.text[a:b] for a, b in commitment_words(sentence.text)]


def test_tasks_and_notices_have_the_box(site: Path, content: Content) -> None:
    """A task has it where a sentence has such a word; the notice too; both lead to the counts."""
    for task in content.latest.notice.tasks:
        assert task.id
        page = (site / f"2020/{task.id.number:02}/index.html").read_text("utf-8")
        words = any(counted_word(sentence.text) for sentence in task.sentences)
        assert ('class="kt-weigh' in page) is words, task.id
        assert ('href="../../pictures/commitments-2020/"' in page) is words
    assert 'class="kt-weigh' in (site / "2020/index.html").read_text("utf-8")
    assert 'class="kt-weigh' not in (site / "2019/index.html").read_text("utf-8")


def test_a_theme_counts_by_year(site: Path, content: Content) -> None:
    """A theme says of each held year how many of its sentences are counted under each word."""
    page = re.sub("<[^>]+>", "", (site / "themes/hukou/index.html").read_text("utf-8"))
    (said,) = re.findall("按用词分的句数：([^\n]+)", page)
    theme = next(theme for theme in content.themes if theme.id == "hukou")
    tasks = [t for t in content.latest.notice.tasks if str(t.id) in {str(k) for k in theme.tasks}]
    found = [counted_word(sentence.text) for task in tasks for sentence in task.sentences]
    told = dict(re.findall(r"(\S+?) (\d+)", said.replace("、", " ")))
    assert {word: int(count) for word, count in told.items()} == {
        word: found.count(word) for word in found if word
    }


@pytest.mark.browser
@pytest.mark.parametrize("where", ["2020/02/", "2020/"])
def test_words_are_marked_without_a_script(where: str, browser: Browser, address: str) -> None:
    """Nothing is marked until the box is ticked; then all words are, and no line has moved."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + where)
    word = page.locator(".kt-s > b").first
    expect(word).to_have_css("text-decoration-line", "none")
    expect(word).to_have_css("font-weight", "400")
    before = page.locator(".kt-s").last.bounding_box()
    page.locator(".kt-weigh input").check()
    expect(word).to_have_css("text-decoration-line", "underline")
    expect(page.locator(".kt-s > i").first).to_have_css("text-decoration-style", "dotted")
    after = page.locator(".kt-s").last.bounding_box()
    assert before and after
    assert [after[k] - before[k] for k in ("width", "height")] == [0, 0]
    context.close()
