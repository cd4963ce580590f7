"""Input methods: no key acts while composing, and a changed text forgets what was chosen.

The orders of events are those of browsers and systems, as their bug trackers record them: Chrome's
Enter comes before compositionend and says isComposing; Safari's (WebKit bug 165004) and some of
Windows' come behind it, with the code 229 alone; Firefox has an input event behind compositionend.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

BOX = ".kt-searchbox input"
DISPATCH = """events => {
    const input = document.querySelector(".kt-searchbox input");
    input.focus();
    for (const [kind, text, composing, code] of events) {
        const common = { bubbles: true, cancelable: true };
        if (kind === "input") {
            input.value = text;
            input.dispatchEvent(new InputEvent("input", { ...common, data: text, isComposing: composing }));
        } else if (kind.startsWith("composition")) {
            input.dispatchEvent(new CompositionEvent(kind, { ...common, data: text }));
        } else {
            const key = { ...common, key: text, keyCode: code, isComposing: composing };
            input.dispatchEvent(new KeyboardEvent(kind, key));
        }
    }
}"""
START = [
    ("keydown", "x", False, 229),
    ("compositionstart", "", True, 0),
    ("input", "落户限制", True, 0),
]
END = ("compositionend", "限制", False, 0)
ORDERS = {
    "chrome": [*START, ("keydown", "Enter", True, 229), END, ("keyup", "Enter", False, 13)],
    "safari": [*START, END, ("keydown", "Enter", False, 229), ("keyup", "Enter", False, 13)],
    "windows": [
        *START,
        ("keydown", "Process", True, 229),
        ("input", "落户限制", True, 0),
        END,
        ("keydown", "Enter", False, 229),
    ],
    "firefox": [
        *START,
        ("keydown", "Enter", True, 229),
        END,
        ("input", "落户限制", False, 0),
        ("keyup", "Enter", False, 13),
    ],
}


@pytest.fixture
def chosen(page: Page, address: str) -> Page:
    """A page in whose box 落户 was typed and the first suggestion is chosen."""
    page.goto(address + "2020/")
    page.fill(BOX, "落户")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute(BOX, "aria-activedescendant") == "kt-option-0"
    return page


@pytest.mark.browser
@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_enter_that_ends_a_composition_opens_nothing(chosen: Page, order: list[object]) -> None:
    """The text is taken, suggestions for it come, and the page stays."""
    before = chosen.url
    chosen.evaluate(DISPATCH, order)
    chosen.wait_for_function(
        "document.querySelector('[role=option] mark')?.textContent.includes('限')"
    )
    assert chosen.url == before
    assert chosen.input_value(BOX) == "落户限制"
    assert chosen.get_attribute(BOX, "aria-activedescendant") is None


@pytest.mark.browser
@pytest.mark.parametrize("key", ["ArrowDown", "ArrowUp", "Escape", "Enter"])
@pytest.mark.parametrize("composing", [True, False])
def test_no_key_of_an_input_method_acts(chosen: Page, key: str, composing: bool) -> None:
    """Arrows choose among the method's own candidates, Escape ends its composition."""
    before = chosen.url
    chosen.evaluate(DISPATCH, [("keydown", key, composing, 229)])
    assert chosen.url == before
    assert chosen.get_attribute(BOX, "aria-activedescendant") == "kt-option-0"
    assert chosen.get_attribute(BOX, "aria-expanded") == "true"


@pytest.mark.browser
def test_a_changed_text_forgets_what_was_chosen(chosen: Page) -> None:
    """Without any input method: typed on, Enter at once asks for what stands in the box."""
    chosen.evaluate(DISPATCH, [("input", "落户限制", False, 0)])
    assert chosen.get_attribute(BOX, "aria-activedescendant") is None
    assert chosen.locator("[role=option][aria-selected=true]").count() == 0
    chosen.keyboard.press("Enter")
    chosen.wait_for_url("**/search/?q=*")
    chosen.wait_for_selector("#results[data-state=done]")
    assert chosen.input_value("#kt-q") == "落户限制"


@pytest.mark.browser
def test_a_composition_of_chromium_itself(chosen: Page) -> None:
    """The browser's own input method, through its protocol: composed, confirmed, then chosen."""
    before = chosen.url
    protocol = chosen.context.new_cdp_session(chosen)
    composed = {"text": "xian zhi", "selectionStart": 8, "selectionEnd": 8}
    protocol.send("Input.imeSetComposition", composed)
    assert chosen.get_attribute(BOX, "aria-activedescendant") is None
    enter = {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "key": "Enter", "code": "Enter"}
    protocol.send("Input.dispatchKeyEvent", enter)
    protocol.send("Input.insertText", {"text": "限制"})
    chosen.wait_for_function(
        "document.querySelector('[role=option] mark')?.textContent.includes('限')"
    )
    assert (chosen.url, chosen.input_value(BOX)) == (before, "落户限制")
    chosen.keyboard.press("ArrowDown")
    chosen.keyboard.press("Enter")
    chosen.wait_for_function("!location.pathname.endsWith('/2020/')")


@pytest.mark.browser
def test_a_query_in_gbk(page: Page, address: str) -> None:
    """An address whose query is in GBK finds what was meant, and shows it."""
    page.goto(address + "search/?q=%C2%E4%BB%A7&year=2020")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    assert page.input_value("#kt-q") == "落户"
    assert page.title().startswith("落户")
    page.select_option("#kt-facet-year", "2019")
    page.wait_for_url("**q=%E8%90%BD%E6%88%B7&year=2019")
