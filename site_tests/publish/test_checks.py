"""Checks of built pages, each with a page that breaks its rule."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.problems import Problem
from generator.publish.checks import check_site, page_index, read_site

PAGE = (
    '<!doctype html><html lang="zh"><head><title>t</title></head><body><h1 id="h">t</h1>{}</body>'
)


def site_of(tmp_path: Path, body: str) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(PAGE.format(body), "utf-8")
    (tmp_path / "a/index.html").write_text(PAGE.format('<p id="s1">一</p>'), "utf-8")
    (tmp_path / "x.css").write_text("")
    return tmp_path


def problems_of(site: Path, base_path: str = "/") -> Iterator[Problem]:
    return check_site(site, read_site(site), base_path)


GOOD = [
    "a/",
    "a/#s1",
    "a/index.html#h",
    "#h",
    "./",
    ".",
    "x.css",
    "?q=1",
    "/a/#s1",
    "https://a.cn/",
]
BAD = {
    "b/": "leads nowhere: b/",
    "a/#s2": "no such anchor: a/#s2",
    "#s1": "no such anchor: #s1",
    "../": "leads out of the site: ../",
    "javascript:x": "address of a kind that is not allowed: 'javascript:x'",
    "http://[": "not an address: 'http://['",
}


@pytest.mark.parametrize("href", GOOD)
def test_good_links(tmp_path: Path, href: str) -> None:
    """What leads somewhere is no Problem."""
    assert list(problems_of(site_of(tmp_path, f'<a href="{href}">x</a>'))) == []


@pytest.mark.parametrize("href", BAD)
def test_bad_links(tmp_path: Path, href: str) -> None:
    """What leads nowhere is named."""
    found = [p.message for p in problems_of(site_of(tmp_path, f'<a href="{href}">x</a>'))]
    assert found == [BAD[href]]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<p id="h">x</p>', "id 'h' is given twice"),
        ("<h1>x</h1>", "2 <h1>, not one"),
        ('<img src="https://a.cn/x.png">', "loads from another host: https://a.cn/x.png"),
        ('<script src="//a.cn/x.js"></script>', "loads from another host: //a.cn/x.js"),
        ('<link rel="preconnect" href="https://a.cn">', "loads from another host: https://a.cn"),
        ('<form action="https://a.cn/"></form>', "loads from another host: https://a.cn/"),
    ],
)
def test_bad_pages(tmp_path: Path, body: str, message: str) -> None:
    """A rule of the whole page is broken once and named once."""
    assert [p.message for p in problems_of(site_of(tmp_path, body))] == [message]


def test_base_path(tmp_path: Path) -> None:
    """Absolute addresses count from the base path."""
    site = site_of(tmp_path, '<a href="/keytasks/a/">x</a>')
    assert list(problems_of(site, "/keytasks/")) == []
    assert [p.message for p in problems_of(site, "/other/")] == [
        "leads out of the site: /keytasks/a/"
    ]


def test_index(tmp_path: Path) -> None:
    """Addresses with their ids."""
    assert page_index(site_of(tmp_path, ""))["/a/"] == {"h", "s1"}
