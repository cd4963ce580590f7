"""`/changes/`: every entry with its place, newest first; which pages lead to which feed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.build import build_outputs
from site_tests.conftest import ROOT

CORPUS = ROOT / "site_tests/corpus/content"
SITE = "https://example.org/keytasks/"
NO_FEEDS = "没有设定网址，所以没有订阅"


def pages_of(content: Path, address: str) -> dict[str, str]:
    outputs = build_outputs(content, ROOT / "templates", address=address)
    return {
        f.path.removesuffix("index.md"): f.data.decode()
        for f in outputs
        if f.path.endswith("index.md")
    }


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return pages_of(CORPUS, SITE)


def test_every_entry_has_its_place(pages: dict[str, str]) -> None:
    """Entries stand below their day, newest first, each with its anchor, notice and words, escaped."""
    page = pages["changes/"]
    assert re.findall(r'id="(c\d+)"', page) == ["c3", "c2", "c1"]
    assert re.findall(r"<h2>(20\S+?)</h2>", page) == ["2020年2月29日", "2020年1月2日"]
    assert 'href="../9001/">9001年</a>' in page
    assert "收录全文：收录全文（虚构） &lt;b&gt;&amp;&lt;/b&gt;" in page
    assert 'href="../feeds/site.xml"' in page and NO_FEEDS not in page
    assert 'href="../data/v1/deadlines.ics">完成期限（iCalendar，现有 1 处）' in page


def test_a_page_leads_to_its_own_feed(pages: dict[str, str]) -> None:
    """Home, the data page and that of all changes lead to the site's feed, a body and a theme to theirs."""
    leading = {}
    for address, text in pages.items():
        if found := re.search(r'^feed: "(.+)"$', text, re.MULTILINE):
            leading[address] = found[1]
    assert leading.pop("") == "feeds/site.xml"
    assert leading.pop("changes/") == leading.pop("data/") == "../feeds/site.xml"
    assert leading and all(a.startswith(("agencies/", "themes/")) for a in leading)
    for address, feed in leading.items():
        assert feed == f"../../feeds/{address.rstrip('/')}.xml"
        assert f'<a href="{feed}">订阅更新（Atom）</a>' in pages[address]


def test_without_an_address_it_is_said() -> None:
    """No page names a feed where there is none; the page of all changes says why."""
    pages = pages_of(CORPUS, "")
    assert not [address for address, text in pages.items() if "feeds/" in text]
    assert NO_FEEDS in pages["changes/"]


@pytest.mark.parametrize("text", [None, "changes: []\n"])
def test_without_a_record(text: str | None, corpus: Path) -> None:
    """A content that has recorded nothing yet has the page, and it says so."""
    (corpus / "changes.yml").unlink()
    if text is not None:
        (corpus / "changes.yml").write_text(text, "utf-8")
    pages = pages_of(corpus, SITE)
    assert "还没有记录" in pages["changes/"] and 'id="c' not in pages["changes/"]
    assert "最近更新" not in pages[""] and NO_FEEDS not in pages["changes/"]
    assert not [address for address, page in pages.items() if "feeds/" in page]


def test_it_is_reached(pages: dict[str, str]) -> None:
    """Home and the data page lead to it; what ships says so on the page about itself."""
    assert 'href="changes/">2020年2月29日' in pages[""]
    assert 'href="../changes/">更新记录' in pages["data/"]
    assert "(../changes/index.md)" in (ROOT / "content/pages/about.md").read_text("utf-8")
