"""What a browser has stored for the site may be anything, or not be had: pages are as if nothing were."""

import json

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

COLOR = {"media": "", "scheme": "slate", "primary": "custom", "accent": "custom"}
BROKEN = {
    "empty": "",
    "no JSON": "{",
    "cut": '{"index":1,"color":{"sch',
    "null": "null",
    "a text": '"slate"',
    "a list": "[[]]",
    "nothing in it": "{}",
    "no colour": '{"index":1}',
    "a colour that is none": '{"index":1,"color":null}',
    "an index that is none": json.dumps({"index": "x", "color": COLOR}),
    "an index of no choice": json.dumps({"index": 99, "color": COLOR}),
    "an unknown scheme": json.dumps({"index": 1, "color": {**COLOR, "scheme": "<script>"}}),
    "a name that no attribute may have": json.dumps({"index": 1, "color": {**COLOR, "a b": "x"}}),
    "a colour of another kind": json.dumps({"index": 1, "color": {**COLOR, "primary": {}}}),
}
KEYS = ("__palette", "__tabs", "__announce", "__consent", "__source", "__outdated")


def scheme(page: Page) -> str | None:
    return page.get_attribute("body", "data-md-color-scheme")


def toggle(page: Page) -> None:
    """Presses the button that is shown of light and dark."""
    page.locator("form[data-md-component=palette] label:not([hidden])").click()


@pytest.mark.parametrize("value", BROKEN.values(), ids=BROKEN)
def test_a_stored_value_that_is_none(page: Page, address: str, value: str) -> None:
    """The page neither throws nor changes, and light and dark can be switched and are kept."""
    page.goto(address)
    page.evaluate(
        "([keys, value]) => { for (const key of keys) for (const store of [localStorage, sessionStorage])"
        " store.setItem(`${new URL('.', location).pathname}.${key}`, value); }",
        [KEYS, value],
    )
    page.goto(address + "2020/07/")
    assert scheme(page) == "default"
    toggle(page)
    assert scheme(page) == "slate"
    page.goto(address + "2020/")
    assert scheme(page) == "slate"


def test_no_store_at_all(page: Page, address: str) -> None:
    """A browser that lets nobody store anything shows the page, and its light and dark."""
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,"
        " { get() { throw new DOMException('denied', 'SecurityError'); } });"
    )
    page.goto(address + "2020/07/")
    assert scheme(page) == "default"
    toggle(page)
    assert scheme(page) == "slate"
