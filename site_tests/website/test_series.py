"""Several series on one site are equals: an index, years, counts, themes, trails for each; one says nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.build import outputs_of, theme_settings
from generator.content.loading import load_content
from generator.edition import make_edition
from generator.exports.sheet_rows import agency_rows
from generator.exports.workbooks import sheets_of
from generator.model.content import Content
from generator.publish.site import build_site
from site_tests.conftest import ROOT
from site_tests.provincial import CORPUS, TEXTS, write_provincial

TEMPLATES = ROOT / "templates"
NAMES = {"yunyu": "云屿国", "yunxi": "云溪省"}
THEME = """\
  - id: moorings
    name: 渡口（虚构）
    description: 渡口改造（虚构）
    state: confirmed
    reason: 虚构
    tasks: ["9001-07", yunxi-9001-02, yunxi-9002-01]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus with a province, a comparison of both, and a theme that both have."""
    made = write_provincial(tmp_path_factory.mktemp("series") / "content", asked=True)
    themes = made / "themes.yml"
    themes.write_text(themes.read_text("utf-8").replace("themes:\n", f"themes:\n{THEME}"), "utf-8")
    return made


def pages_of(content: Content) -> dict[str, str]:
    """The Markdown of each page by its address."""
    return {
        file.path.removesuffix("index.md"): file.data.decode()
        for file in outputs_of(content, TEMPLATES)
        if file.path.endswith("index.md")
    }


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, str]:
    return pages_of(load_content(folder))


@pytest.fixture(scope="module")
def alone() -> dict[str, str]:
    """The pages of the corpus, which has one series."""
    return pages_of(load_content(CORPUS))


def said(page: str) -> str:
    """What a page says, without its mark-up."""
    return re.sub(r"<[^>]*>", "", page)


def test_each_has_an_index(pages: dict[str, str]) -> None:
    """Each series' page has its own years, with gaps as gaps, and says what of it is not known."""
    for series, years in {
        "yunyu": ["9001", "9002", "9003"],
        "yunxi": ["yunxi-9001", "yunxi-9002"],
    }.items():
        known = pages[f"series/{series}/"].split('<ol class="kt-known">')[1].split("</ol>")[0]
        assert re.findall(r'href="\.\./\.\./([^"]+)/"', known) == years
    province = said(pages["series/yunxi/"])
    assert "9003" in said(
        pages["series/yunxi/"].split('<ol class="kt-known">')[1].split("</ol>")[0]
    )
    assert "虚构：9004年起未见。" in province and "收录2份全文，6项任务" in province
    assert "云溪省9002年：2项任务，谁来做" in province


def test_the_list_and_home_show_all(pages: dict[str, str]) -> None:
    """Home and the list of all lead to each series, and show the years of each."""
    for address in ("", "series/"):
        for series, name in NAMES.items():
            link = f'href="{"" if address else "series/"}{series}/">{name}</a>'
            assert link in pages[address], (address, series)
        assert pages[address].count('<ol class="kt-known">') == 2
        assert pages[address].count('id="kt-hatch"') == 1
    assert "2个系列的年度重点任务通知" in said(pages[""])
    assert "云屿国规划院每年发通知" not in said(pages[""])


def test_one_series_says_nothing_of_series(alone: dict[str, str]) -> None:
    """With one series there is no index, and no page leads to one or calls it by name."""
    assert not [address for address in alone if address.startswith("series")]
    for address, page in alone.items():
        assert "series/" not in page and "系列" not in said(page).replace("这一系列的通知", ""), (
            address
        )


def test_trails_name_the_series(pages: dict[str, str]) -> None:
    """The trail of a notice, a task and a comparison begins with its series."""
    for address, series in {
        "9001/": "yunyu",
        "9001/01/": "yunyu",
        "yunxi-9001/": "yunxi",
        "yunxi-9001/01/": "yunxi",
        "compare/9001/9002/": "yunyu",
        "compare/yunxi-9001/yunxi-9002/": "yunxi",
    }.items():
        trail = pages[address].split('class="kt-crumbs"')[1].split("</nav>")[0]
        assert f'series/{series}/">{NAMES[series]}</a>' in trail, address


def test_agencies_are_counted_apart(pages: dict[str, str]) -> None:
    """Each series has a table of its own bodies; no row or column of one has another's."""
    tables = re.findall(r"<h2 id=\"(\w+)\">.*?(<table.*?</table>)", pages["agencies/"], re.DOTALL)
    assert [series for series, _ in tables] == ["yunyu", "yunxi"]
    nation, province = (said(table) for _, table in tables)
    assert "省渡津厅" in province and "省渡津厅" not in nation and "潮汐署" not in province
    assert "9003 任务项数" in nation and "9003" not in province


def test_a_body_of_two_series_has_two_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a body has to do in one series is not added to what it has to do in another."""
    text = TEXTS["yunxi-9002"].replace("（省渡津厅负责）", "（渡津部负责）")
    monkeypatch.setitem(TEXTS, "yunxi-9002", text)
    pages = pages_of(load_content(write_provincial(tmp_path / "content")))
    page = said(pages["agencies/dujin/"])
    assert "全文（9001、9002、9003年）里列入 11 项，其中 8 项列首位。" in page
    assert "全文（云溪省9002年）里列入 1 项，其中 1 项列首位。" in page
    province = pages["agencies/"].split('id="yunxi"')[1]
    assert "渡津部" in said(province.split("</table>")[0])


def test_themes_within_and_across(pages: dict[str, str]) -> None:
    """A theme of both series has a line in each series' picture, and the comparison of both on its page."""
    page = said(pages["themes/moorings/"])
    assert page.index("9001年") < page.index("云溪省9001年") < page.index("云溪省9002年")
    assert "与云溪省9001年" in page and "与9001年（七）" not in page.split("上下对照")[0]
    assert "上下对照" in page and "9001年与云溪省9001年对照" in page
    assert "云溪省9003年：" in page
    lines = re.findall(r'<table class="kt-table kt-lines">.*?</table>', pages["themes/"], re.DOTALL)
    assert [("渡口（虚构）" in line, "登岸限制" in line) for line in lines] == [
        (True, True),
        (True, False),
    ]
    assert [line.count('class="kt-on') for line in lines if "登岸" not in line] == [2]


def test_comparisons_by_series(pages: dict[str, str]) -> None:
    """Pairs of years stand under their series; the pairs across series in a list of their own."""
    page = pages["compare/"]
    first, second = page.index('id="pairs-yunyu"'), page.index('id="pairs-yunxi"')
    assert first < page.index("9002/9003/") < second < page.index("yunxi-9001/yunxi-9002/")
    assert page.index('id="apart"') > second
    assert "9001年与云溪省9001年对照" in said(pages["series/yunyu/"])
    assert "9001年与云溪省9001年对照" in said(pages["series/yunxi/"])


def test_pictures_of_each(pages: dict[str, str], folder: Path) -> None:
    """Each series has the pictures of its years and lines, with data; those of the first keep their names."""
    files = {file.path: file.data.decode("utf-8-sig") for file in outputs_of(load_content(folder), TEMPLATES)
             if file.path.startswith("data/v1/pictures/")}  # fmt: skip
    for end, ids in {
        "": ["9001", "9002", "9003"],
        "-yunxi": [f"yunxi-900{n}" for n in (1, 2, 3)],
    }.items():
        table = files[f"data/v1/pictures/years{end}.csv"].splitlines()[1:]
        assert [row.split(",")[0] for row in table] == ids
        assert f"pictures/years{end}/" in pages and f"pictures/lines{end}/" in pages
    assert "yunxi" not in files["data/v1/pictures/lines.csv"]
    assert "云溪省：各年知道多少" in said(pages["pictures/"])


def test_the_menu_leads_to_all(folder: Path) -> None:
    """The menu and the drawer name the series where there are several, the notices where there is one."""
    many, one = (theme_settings(load_content(path), TEMPLATES) for path in (folder, CORPUS))
    assert many["menu"][0] == ("系列", "series/")  # type: ignore[index]
    assert many["years"] == [("云屿国", "series/yunyu/"), ("云溪省", "series/yunxi/")]
    assert one["menu"][0] == ("通知", "9003/")  # type: ignore[index]
    assert [label for label, _ in one["years"]] == ["9003", "9002", "9001"]  # type: ignore[attr-defined]


def test_the_first_need_not_be_the_nation(tmp_path: Path) -> None:
    """Where series.yml names a province first, its years are called by the year, and the nation is another."""
    folder = write_provincial(tmp_path / "content", asked=True)
    series = folder / "series.yml"
    series.write_text(
        """\
id: yunxi
fiction: true
title: 云溪省渡运年度重点任务（虚构）
title_en: Annual key tasks for ferries in Yunxi (fiction)
issuer: 云溪省规划所
label: 云溪省
members:
  - {id: yunxi-9001, number: 溪规〔9001〕3号, state: seen}
  - {id: yunxi-9002, number: 溪规〔9002〕4号, state: seen}
others:
  - id: yunyu
    name: 云屿国
    label: 全国
    title: 云屿国群岛渡运年度重点任务（虚构）
    members:
      - {id: "9001", number: 屿规〔9001〕7号, state: seen}
      - {id: "9004", number: null, state: unknown}
""",
        "utf-8",
    )
    content = load_content(folder)
    pages = pages_of(content)
    assert content.latest.notice.id == "yunxi-9002"
    assert pages[""].index("series/yunxi/") < pages[""].index("series/yunyu/")
    assert "云溪省9002年2项任务" in said(pages[""])
    assert "全国9001" in said(pages["9001/"]) and "全国9004" not in said(pages["series/yunyu/"])
    assert "yunxi-900" not in said(pages[""] + pages["coverage/"] + pages["series/yunxi/"])


def test_the_example_shows_both() -> None:
    """The invented example is a site of two series, and the method page shows their comparison, apart."""
    example = pages_of(load_content(ROOT / "content/example"))
    assert {"series/yunyu/", "series/yunxi/", "compare/9001/yunxi-9001/"} <= example.keys()
    method = pages_of(load_content(ROOT / "content"))["method/"]
    *_, years, apart = method.split('<div class="kt kt-compare kt-example"')
    assert "云溪省" not in said(years).split("最后是")[0]
    assert "云溪省9001年的3项任务，2项对应9001年的2项；" in said(apart)
    assert not [word for word in ("延续", "新增", "未再列出") if word in said(apart).split("##")[0]]
    assert "<a href=" not in apart.split("</div>\n")[0]


def test_data_by_series(folder: Path) -> None:
    """Exports name the series and keep them together, newest first; one series' files say nothing of it."""
    content = load_content(folder)
    files = {file.path: file.data for file in outputs_of(content, TEMPLATES)}
    index = files["llms.txt"].decode()
    assert index.startswith("# 【虚构示例】重点任务对照\n")
    order = ["9003", "9002", "9001", "云溪省9002", "云溪省9001"]
    assert re.findall(r"^## (\S+)年$", index, re.M) == order
    data = [entry["id"] for entry in json.loads(files["data/v1/notices.json"])]
    assert data == ["9003", "9002", "9001", "yunxi-9002", "yunxi-9001"]
    told = re.search(r'"series":\s*(\{.*?\})', files["search/records.js"].decode())
    nation = dict.fromkeys(("9001", "9002", "9003"), "云屿国")
    assert told and json.loads(told[1]) == {
        **nation,
        **dict.fromkeys(("yunxi-9001", "yunxi-9002"), "云溪省"),
    }
    assert json.loads(files["data/v1/datapackage.json"])["title"] == "重点任务对照"
    alone = {file.path: file.data for file in outputs_of(load_content(CORPUS), TEMPLATES)}
    assert b'"series":' not in alone["search/records.js"]
    assert "云屿国群岛渡运" in alone["llms.txt"].decode().split("\n")[0]


def test_a_sheet_counts_bodies_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body of two series has a row in each; with one series the sheet has no column for it."""
    text = TEXTS["yunxi-9002"].replace("（省渡津厅负责）", "（渡津部负责）")
    monkeypatch.setitem(TEXTS, "yunxi-9002", text)
    both, one = (
        make_edition(load_content(path), TEMPLATES)
        for path in (write_provincial(tmp_path / "content"), CORPUS)
    )
    rows = [e.row for e in agency_rows(both) if e.agency == "dujin"]
    assert [(r["series"], r["held"], r["firsts"]) for r in rows] == [
        ("云屿国", 11, 8),
        ("云溪省", 1, 1),
    ]
    assert [e.row["held"] for e in agency_rows(one) if e.agency == "dujin"] == [11]
    heads = {}
    for name, edition in {"both": both, "one": one}.items():
        table = {"agency_sheet": [entry.row for entry in agency_rows(edition)]}
        heads[name] = [column.head for column in sheets_of(edition, table, whole=True)[0].columns]
    assert "系列" in heads["both"] and "系列" not in heads["one"]


def test_what_a_licence_says(copy: Path) -> None:
    """The owner's word on use stands on the data page and in the index for machines; without it, nothing."""
    before = outputs_of(load_content(copy), TEMPLATES)
    series = copy / "series.yml"
    series.write_text(series.read_text("utf-8") + "licence: 文字可以自由使用（虚构）。\n", "utf-8")
    for files, there in ((before, False), (outputs_of(load_content(copy), TEMPLATES), True)):
        told = {f.path: f.data.decode() for f in files if f.path in ("data/index.md", "llms.txt")}
        assert ["文字可以自由使用（虚构）。" in text for text in told.values()] == [there, there]


@pytest.mark.browser
def test_results_are_narrowed_by_series(folder: Path, tmp_path: Path, page: Page) -> None:
    """Where there are several series, results can be narrowed to one."""
    site = tmp_path / "site"
    build_site(root=ROOT, content_dir=folder, out=site, progress=lambda _: None, check_ledger=False)
    page.goto((site / "search/index.html").as_uri() + "?q=渡口")
    page.locator("#kt-facet-series").wait_for(state="attached")
    assert page.locator("#kt-facet-series option").all_inner_texts()[1:] == [
        "云屿国（3）",
        "云溪省（2）",
    ]
    page.goto((site / "search/index.html").as_uri() + "?q=渡口&series=云溪省")
    page.locator("#results h3").first.wait_for()
    assert not [t for t in page.locator("#results h3").all_inner_texts() if "屿" in t]
