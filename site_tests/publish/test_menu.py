"""The menu: what it leads to, and what of it is where the reader is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

MENU = {
    "2020/": "通知",
    "agencies/": "单位",
    "themes/": "主题",
    "compare/": "对照",
    "figures/": "指标",
    "data/": "下载",
    "about/": "关于",
}


def drawer(site: Path, address: str) -> str:
    page = (site / address / "index.html").read_text("utf-8")
    return page[page.index('id="kt-drawer"') : page.index("md-content")]


def test_what_the_menu_leads_to(site: Path) -> None:
    """Tabs and drawer have the same seven entries; the drawer has a search box and the years too."""
    page = (site / "index.html").read_text("utf-8")
    for kind in ("md-tabs__link", "md-nav__link"):
        found = re.findall(rf'<a href="([^"]+)" class="{kind}[^>]*>([^<]+)</a>', page)
        assert [(address.removeprefix("./"), name) for address, name in found] == list(MENU.items())
    inside = drawer(site, "")
    assert 'action="./search/"' in inside or 'action="search/"' in inside
    years = inside[inside.index("kt-drawer-years") :]
    assert re.findall(r">(\d{4})</a>", years) == ["2022", "2021", "2020", "2019", "2018"]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("2020", "通知"),
        ("2020/07", "通知"),
        ("2019", "通知"),
        ("2022/22", "通知"),
        ("agencies/mps", "单位"),
        ("compare/2019/2020", "对照"),
        ("about", "关于"),
        ("", None),
        ("coverage", None),
    ],
)
def test_where_the_reader_is(page: str, name: str | None, site: Path) -> None:
    """The entry that a page stands under is marked: every notice under the first, home under none."""
    html = (site / page / "index.html").read_text("utf-8")
    found = re.findall(r'md-tabs__item--active"><a [^>]*>([^<]+)<', html)
    assert found == ([name] if name else [])
    exact = re.findall(r'class="md-tabs__link" aria-current="page">([^<]+)<', html)
    assert exact == ([name] if name and page in {"2020", "about"} else [])
