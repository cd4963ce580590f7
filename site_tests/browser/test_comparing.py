"""Comparisons in a real Chromium: both views, what can be left out of sight, moves, phones, paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Demo = tuple[str, Path]


@pytest.fixture
def comparison(page: Page, demo: Demo) -> Page:
    """The comparison of the invented notices 9001 and 9002, opened."""
    page.expected.append(demo[0])  # type: ignore[attr-defined]
    page.goto(demo[0] + "compare/9001/9002/")
    return page


def row(page: Page, text: str):  # type: ignore[no-untyped-def]
    """The row of a diff with these words."""
    return page.locator(f".kt-diff tr:has-text('{text}')").first


def words(texts: list[str]) -> list[str]:
    """The notice's own words in cells, without what is said to screen readers and without breaks."""
    return ["".join(text.split()).replace("〔删〕", "") for text in texts]


def test_the_views_of_a_diff(comparison: Page) -> None:
    """Side by side on a wide screen, inline at will: then what is gone stands beside what came."""
    old, new = row(comparison, "改造旧灯塔").locator("td").all()
    assert old.is_visible() and "一百座" not in new.inner_text()
    comparison.check("#v-inline")
    assert not old.is_visible()
    assert new.inner_text().replace("\n", "") == "改造旧灯塔〔删〕一百座。〔增〕100座，"


@pytest.mark.parametrize("kind", ["format", "numeral"])
def test_side_by_side_no_word_is_ever_hidden(kind: str, comparison: Page) -> None:
    """Leaving changes in writing out of sight takes their mark away, never the notice's words."""
    cells = comparison.locator(".kt-diff td:first-child:not([colspan])")
    before = words(cells.all_inner_texts())
    marked = comparison.locator(f".kt-diff td:first-child del.kt-x-{kind}").first
    colour = "e => getComputedStyle(e).backgroundColor"
    assert marked.evaluate(colour) != "rgba(0, 0, 0, 0)"
    comparison.check(f"#x-{kind}")
    assert words(cells.all_inner_texts()) == before
    assert marked.evaluate(colour) == "rgba(0, 0, 0, 0)"


def test_inline_a_change_in_writing_is_the_new_text(comparison: Page) -> None:
    """Inline the old way of writing goes, and the new one stands unmarked."""
    comparison.check("#v-inline")
    comparison.check("#x-numeral")
    comparison.check("#x-format")
    assert row(comparison, "改造旧灯塔").inner_text().strip() == "改造旧灯塔100座，"


def test_new_names_can_be_left_out(page: Page, demo: Demo) -> None:
    """The switch for renamed bodies takes their lines away."""
    page.expected.append(demo[0])  # type: ignore[attr-defined]
    page.goto(demo[0] + "compare/9002/9003/")
    lines = page.locator("li.kt-x-name")
    assert lines.count() == 2 and lines.first.is_visible()
    page.check("#x-name")
    assert not any(line.is_visible() for line in lines.all())


@pytest.mark.parametrize("view", ["#v-side", "#v-inline"])
def test_a_move_leads_to_its_other_place(view: str, comparison: Page) -> None:
    """From the new place to the old one and back, on the page, in both views."""
    comparison.check(view)
    comparison.click("[id$='-new'] .kt-tag a >> nth=0")
    place = comparison.locator(":target")
    assert place.get_attribute("id") == "m-1-old" and place.is_visible()
    place.locator("a").last.click()
    assert comparison.locator(":target").get_attribute("id") == "m-1-new"


def test_both_columns_say_moved(comparison: Page) -> None:
    """Where a clause stood and where it stands the word 移 is there, with the task in merges."""
    texts = comparison.locator(".kt-tag").all_inner_texts()
    assert "从（二）第1句移来" in texts and "移到第1句" in texts


def test_diffs_are_said_in_words(comparison: Page) -> None:
    """Every deletion and insertion says so to a screen reader, whatever its colour."""
    for tag, word in (("del", "〔删〕"), ("ins", "〔增〕")):
        texts = comparison.eval_on_selector_all(f".kt {tag}", "all => all.map(e => e.textContent)")
        assert texts and all(text.startswith(word) for text in texts)


def test_the_map_stays_on_the_page(comparison: Page) -> None:
    """A task in the map leads to its place in the comparison."""
    comparison.click(".kt-flow a >> text=改造老旧渡口 >> nth=0")
    assert comparison.url.endswith("#task-9001-07")
    top = comparison.locator(":target").evaluate("e => e.getBoundingClientRect().top")
    assert 0 <= top < 400


def test_a_phone_has_the_table(comparison: Page) -> None:
    """At 390 px the map is too wide: the same in a table stands there, without a click."""
    table, drawing = comparison.locator(".kt-twin-table"), comparison.locator(".kt-flow")
    assert drawing.is_visible() and not table.is_visible()
    comparison.set_viewport_size({"width": 390, "height": 800})
    assert table.is_visible() and not drawing.is_visible()


def test_a_phone_reads_inline_with_folds(comparison: Page) -> None:
    """At 390 px there is one column, and unchanged text is folded there too."""
    comparison.set_viewport_size({"width": 390, "height": 800})
    assert not row(comparison, "改造旧灯塔").locator("td").first.is_visible()
    fold = comparison.locator(".kt-diff .kt-fold").first
    assert fold.locator("summary").is_visible()
    hidden = comparison.locator(".kt-diff .kt-fold[open]").count()
    fold.locator("summary").click()
    assert comparison.locator(".kt-diff .kt-fold[open]").count() == hidden + 1


@pytest.mark.parametrize(("width", "seen"), [(390, True), (1280, False)])
def test_inline_everything_has_its_place(width: int, seen: bool, comparison: Page) -> None:
    """Read inline, what is gone names its task and what moved leaves words; else columns do."""
    comparison.set_viewport_size({"width": width, "height": 800})
    for mark in (".kt-diff .kt-was", ".kt-diff .kt-stub"):
        found = comparison.locator(mark).all()
        assert found and {one.is_visible() for one in found} == {seen}, mark
    gone = row(comparison, "降低大岛登岸门槛").locator("td").last
    assert ("原（二）标题" in gone.inner_text()) == seen


def test_a_task_marks_its_year(page: Page, demo: Demo) -> None:
    """The current year in a task's strip looks unlike the others."""
    page.expected.append(demo[0])  # type: ignore[attr-defined]
    page.goto(demo[0] + "9002/01/")
    looks = page.eval_on_selector_all(
        ".kt-years a b", "all => all.map(e => getComputedStyle(e).boxShadow)"
    )
    assert looks[0] == looks[2] != looks[1]


def test_paper(comparison: Page) -> None:
    """Printed, nothing is folded and no form is left; the table stands for the map."""
    comparison.emulate_media(media="print")
    heights = comparison.eval_on_selector_all(
        ".kt-diff .kt-fold", "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert heights and min(heights) > 10
    for hidden in (".kt-view", ".kt-flow", ".kt-fold > summary", ".kt-method dl"):
        assert not comparison.locator(hidden).first.is_visible(), hidden
    assert comparison.locator(".kt-twin-table").is_visible()
    where = comparison.locator(".kt-method .kt-onpaper")
    assert where.is_visible() and "data/v1/compare/9001/9002.json" in where.inner_text()


def test_paper_has_what_became_of_a_task(page: Page, demo: Demo) -> None:
    """A printed task's page keeps its place among the years, with the text's changes unfolded."""
    page.expected.append(demo[0])  # type: ignore[attr-defined]
    page.goto(demo[0] + "9002/01/")
    page.emulate_media(media="print")
    assert page.locator(".kt-across .kt-lineage").first.is_visible()
    assert page.locator(".kt-across .kt-inline").first.is_visible()
