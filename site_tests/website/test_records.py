"""What the pages and data say of years without text, of the series, and of other series."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from generator.content.loading import load_content
from generator.model.agencies import AgencyKind
from generator.model.content import Content
from generator.problems import ContentError
from generator.publish.site import build_site
from generator.vocabulary import load_words
from site_tests.conftest import ROOT
from site_tests.running import CORPUS, run
from site_tests.sources import TEXT

REPORTED = '<span class="kt-fact" data-mark="报"><span>据报道</span></span>'


def words(site: Path, page: str) -> str:
    text = (site / page / "index.html").read_text("utf-8")
    article = re.search(r'<article class="kt.*?</article>', text, re.DOTALL)
    assert article
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", article[0]))


def test_a_section_before_the_first_task(site: Path) -> None:
    """总体要求 is not said to lack the headings of its tasks: it has none."""
    for year in ("2019", "2021"):
        assert re.search(
            "一、总体要求见于转载：[^，。]+这一部分没有编号任务：第（一）项在第二部分。",
            words(site, year),
        )
    assert "任务标题不详" in words(site, "2018")


@pytest.mark.parametrize(
    ("year", "gap"),
    [
        ("2021", "第八部分"),
        ("2022", "第四部分至第六部分（其中一个是：促进城乡融合发展）"),
    ],
)
def test_section_gaps_are_named(year: str, gap: str, site: Path) -> None:
    """Sections of which no heading is known are named, on the year's page and on /coverage/."""
    assert f"还不知道标题的{gap}" in words(site, year)
    sections = gap.partition("（")[0]
    missing = (
        "各是什么标题（促进城乡融合发展的序号不详，或在其中）" if "至" in sections else "的标题"
    )
    assert sections + missing in words(site, "coverage")


def test_known_tasks_say_whether_the_list_is_open(site: Path) -> None:
    """`open` stands beside the names, and names_agencies is true or false."""
    notice = json.loads((site / "data/v1/notices/2022.json").read_text("utf-8"))
    assert [task["open"] for task in notice["known_tasks"]] == [True, None, None, None, True]
    assert notice["provenance"]["facts"]["names_agencies"]["values"] == [True]


def test_the_series_record(content: Content, site: Path) -> None:
    """Form, notes, official address, what followed, what is like it: in the record, on the page."""
    members = {member.id: member for member in content.series.members}
    assert members["2018"].form == "任务写在通知正文里"
    assert "前导零" in (members["2019"].note or "")
    assert members["2020"].official_url_state.value == "secondary"
    assert len(content.series.siblings) == 5 and len(content.series.after) == 1
    said = words(site, "coverage")
    for text in (
        "没有找到，不等于没有印发",
        "国发〔2024〕17号",
        "知识产权强国建设年度推进计划",
        "前导零",
    ):
        assert text in said
    page = (site / "coverage/index.html").read_text("utf-8")
    links = re.findall(
        r'href="(https?://[^"]+)"', page.partition('id="series"')[2].partition("<h2>各")[0]
    )
    assert links == [members[year].official_url for year in ("2019", "2020", "2021", "2022")]


def test_a_year_without_text_links_its_official_page(content: Content, site: Path) -> None:
    """Its pages, home, coverage and data have the address and how sure it is; 2018 has none."""
    home, coverage = ((site / p).read_text("utf-8") for p in ("index.html", "coverage/index.html"))
    for year in ("2019", "2021", "2022"):
        member = content.series.member(year)
        assert member and member.official_url and member.official_url_state.value == "secondary"
        link = f'<a href="{member.official_url}" rel="external noopener">'
        task = sorted((site / year).glob("*/index.html"))[0]
        for page in (site / year / "index.html", task):
            assert f"{link}读官方原文</a> {REPORTED}" in page.read_text("utf-8")
        assert f"{link}读官方原文</a> {REPORTED}" in home and f"{link}读官方原文</a>" in coverage
        source = json.loads((site / f"data/v1/notices/{year}.json").read_text("utf-8"))[
            "provenance"
        ]
        assert source["official_url"] == member.official_url
        assert source["official_url_state"] == "secondary"
    unknown = (site / "2018/index.html").read_text("utf-8")
    assert "官方网页的地址不详" in unknown and "读官方原文" not in unknown
    source = json.loads((site / "data/v1/notices/2018.json").read_text("utf-8"))["provenance"]
    assert (source["official_url"], source["official_url_state"]) == (None, None)


def test_years_are_bars_of_what_is_known(site: Path) -> None:
    """A bar is as long as its tasks, its frame as their total; no total has a broken frame."""
    home = (site / "index.html").read_text("utf-8")
    years = re.findall(r"<li><b>.*?</li>", home[home.index('<ol class="kt-known">') :], re.DOTALL)[
        :5
    ]
    lengths = [[int(n) for n in re.findall(r"M1 1h(\d+)v10", year)] for year in years]
    whole = max(frame for *_, frame in lengths)
    assert whole == 298
    known = {"2018": (3, 28), "2019": (8, 28), "2020": (28, 28), "2021": (6, 24), "2022": (4, 28)}
    assert lengths == [[298 * n // 28 for n in pair] for pair in known.values()]
    assert ["kt-k-open" in year for year in years] == [True, True, False, False, False]
    assert ["kt-k-held" in year for year in years] == [False, False, True, False, False]


def test_official_pages_that_explain_a_notice(content: Content, site: Path) -> None:
    """They are linked on the notice's page, each with how sure its address is."""
    member = content.series.member("2022")
    assert member and len(member.interpretations) == 3
    page = (site / "2022/index.html").read_text("utf-8")
    for explained in member.interpretations:
        assert explained.state.value == "secondary"
        link = f'<a href="{explained.url}" rel="external noopener">{explained.title}</a>'
        assert f"{link} {REPORTED}" in page
    assert "政策解读" not in (site / "2021/index.html").read_text("utf-8")


def test_an_explanation_is_official_too(copy: Path) -> None:
    """An interpretation on another site is a Problem, and so is one without an address."""
    path = copy / "series.yml"
    text = path.read_text("utf-8")
    other = text.replace("        url: https://www.gov.cn/", "        url: https://gov.example/", 1)
    path.write_text(other, "utf-8")
    with pytest.raises(ContentError, match="url: not an official site"):
        load_content(copy)
    lines = [line for line in text.splitlines() if not line.endswith("content_5680359.htm")]
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ContentError, match="url"):
        load_content(copy)


def test_only_official_addresses_are_official(copy: Path) -> None:
    """An official address on another site is a Problem."""
    path = copy / "series.yml"
    path.write_text(
        path.read_text("utf-8").replace("https://www.gov.cn/", "https://www.gov.cn.example/")
    )
    with pytest.raises(ContentError, match="official_url: not an official site"):
        load_content(copy)


def test_another_series_stands_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A province's notice is no year of the national series: home and /coverage/ group by series."""
    content = Path(shutil.copytree(CORPUS, tmp_path / "content"))
    source = tmp_path / "a.txt"
    source.write_text(TEXT.replace("屿规", "星规"), "utf-8")
    arguments = ("--notice", "xingwan-9002", "--series", "xingwan", "--content", str(content))
    assert run(capsys, "import", str(source), *arguments)[0] == 0
    series = content / "series.yml"
    record = {
        "others": [{"id": "xingwan", "title": "星湾郡年度重点任务（虚构）", "issuer": "星湾郡"}]
    }
    series.write_text(
        series.read_text("utf-8") + yaml.safe_dump(record, allow_unicode=True), "utf-8"
    )
    site = tmp_path / "site"
    build_site(
        root=ROOT, content_dir=content, out=site, progress=lambda _: None, check_ledger=False
    )
    home = (site / "index.html").read_text("utf-8")
    strips = re.findall(r'<ol class="kt-known">(.*?)</ol>', home, re.DOTALL)
    assert ["xingwan-9002" in strip for strip in strips] == [False, True]
    assert "星湾郡年度重点任务（虚构）" in home and "9003年" in home
    tables = re.findall(
        r"<table.*?</table>", (site / "coverage/index.html").read_text("utf-8"), re.DOTALL
    )
    assert ["xingwan-9002" in table for table in tables] == [False, True]
    own = (site / "xingwan-9002/index.html").read_text("utf-8")
    assert "9001</b>" not in own


def test_every_kind_has_its_word(content: Content) -> None:
    """Each kind of agency is named in Chinese, a province's too."""
    assert load_words(ROOT / "templates").table("kinds").keys() == set(AgencyKind)
    assert content.registry.agencies
