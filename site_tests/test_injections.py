"""Text that would be a script runs nowhere: a part of what `make inject` tries."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from site_tests import injections
from site_tests.injections import RUN, address_cases, content_cases, stored_cases, visit

pytestmark = pytest.mark.browser


def test_the_harness_sees_a_script_that_runs(page: Page, tmp_path: Path) -> None:
    """A page that runs one, and one that throws, are faults."""
    for body, fault in (
        (f"<script>{RUN}</script>", "a script ran"),
        ("<script>x(</script>", "threw"),
    ):
        file = tmp_path / "page.html"
        file.write_text(f"<!doctype html><title>x</title>{body}", "utf-8")
        page.expected.append("SyntaxError")  # type: ignore[attr-defined]
        page.expected.append("Unexpected")  # type: ignore[attr-defined]
        assert visit(page, file.as_uri()).startswith(fault)


@pytest.mark.parametrize(
    "loop",
    [
        "for (;;);",
        "addEventListener('load', () => { for (;;); })",
        "document.write('<img src=/slow>')",
    ],
)
def test_the_harness_sees_a_page_that_hangs(browser: Browser, tmp_path: Path, loop: str) -> None:
    """A page that never ends its work, or waits for ever, is a fault, and the next page answers."""
    file, next_one = tmp_path / "page.html", tmp_path / "next.html"
    file.write_text(f"<!doctype html><title>x</title><script>{loop}</script>", "utf-8")
    next_one.write_text("<!doctype html><title>x</title>", "utf-8")
    with browser.new_context() as context:
        page = context.new_page()
        context.route("**/slow", lambda _: None)
        assert visit(page, file.as_uri(), patience=4).startswith("hang: ")
        assert visit(context.new_page(), next_one.as_uri()) == ""


def test_a_hang_is_time_of_the_processor(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page took is told, however long the machine let it wait."""
    monkeypatch.setattr(injections, "SECONDS", 0)
    assert re.match(r"hang: \d+\.\d s of the processor", visit(page, "data:text/html,<p>x"))


def test_addresses_and_stored_values(browser: Browser, demo: tuple[str, Path]) -> None:
    """Queries, facets, hashes and what a browser has stored are texts."""
    tried = [*address_cases(browser, demo[0], 34), *stored_cases(browser, demo[0], 24)]
    assert len(tried) == 58 and [held for held in tried if held.fault] == []


@pytest.mark.slow
def test_fields_and_texts(browser: Browser) -> None:
    """Fields and texts of the content are refused, or shown as texts."""
    tried = list(content_cases(browser, 64, seed=1))
    assert len(tried) == 64 and [held for held in tried if held.fault] == []
