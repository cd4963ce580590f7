"""Where each section counts its own tasks, whoever meets a task's number elsewhere meets its section too."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from generator.build import outputs_of, theme_settings
from generator.content.loading import load_content
from generator.model.content import Content
from generator.problems import ContentError
from generator.search.files import search_files
from generator.search.records import aliases
from site_tests.conftest import ROOT
from site_tests.entries import records
from site_tests.running import run
from site_tests.search.twins import ask, index_of, said, write_site

TEXT = """云屿国规划院关于印发《{year}年渡口建设重点任务》的通知
屿规〔{year}〕12号
各岛规划所：
现印发给你们。
云屿国规划院
{year}年3月5日
{year}年渡口建设重点任务
一、完善渡口网络
（一）新建外岛渡口。新建渡口{count}座。（渡津部牵头，规划院配合）
（二）修缮内湾码头。修缮码头30座。（渡津部、稻田署负责）
二、提高渡运效率
（一）加密渡船班次。高峰时段每小时2班。（渡津部负责）
（二）推行一票通达。发行通用船票。（贝壳银行、渡津部负责）
"""
FACTS = """notice: "9004"
series: yunyu
title: null
number: null
issuer: null
issued: null
published: null
addressees: null
approval: null
task_count: null
section_count: null
numbers_anew: true
sections: []
tasks:
  - {number: 一, section: 一, heading: 新建外岛渡口, agencies: null, state: seen, sources: [a]}
  - {number: 一, section: 二, heading: HEADING, agencies: null, state: seen, sources: [a]}
facts: []
sources: {a: {name: 虚构的报道, date: "9004-03-06", url: null}}
"""


@pytest.fixture
def anew(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The invented content with two more years, in which each section counts its own tasks."""
    for year, count in (("9004", 12), ("9005", 15)):
        path = tmp_path / f"{year}.txt"
        path.write_text(TEXT.format(year=year, count=count), "utf-8")
        code, told = run(capsys, "import", str(path), "--notice", year, "--content", str(corpus))
        assert code == 0, told
    return corpus


def pages(content: Content) -> dict[str, str]:
    made = outputs_of(content, templates=ROOT / "templates")
    return {
        file.path: re.sub(r"<[^>]*>", "", file.data.decode())
        for file in made
        if file.path.endswith(".md")
    }


def test_a_page_names_the_section_beside_the_number(anew: Path) -> None:
    """Neighbours, citation, agency, matrix, comparison and search page say 二、（一）."""
    found = pages(load_content(anew))
    task = found["9004/02/01/index.md"]
    assert "← 一、（二）" in task and "二、（二） →" in task
    assert "第二部分第（一）项" in task
    for page in ("agencies/dujin/index.md", "9004/index.md", "compare/9004/9005/index.md"):
        assert "二、（一）" in found[page], page
    assert "二、（一）加密渡船班次" in found["search/index.md"]
    assert "← （二）" in found["9002/03/index.md"]


@pytest.mark.parametrize("most", [sys.maxsize, 0], ids=["plain", "sharded"])
def test_search_by_address(anew: Path, tmp_path: Path, most: int) -> None:
    """An id, an address and the words 第二部分第一项 lead to the task, in both engines."""
    content = load_content(anew)
    index = index_of(records(content), aliases(content))
    site = write_site(tmp_path / "s", search_files(index.records, index.aliases, (), most=most))
    queries = ["9004-02-01", "9004/02/01/", "9004/2/1", "9004年第二部分第一项"]
    missing = ["9004-02-09", "9004-03-01", "9002-02-01"]
    for query, answer in zip([*queries, *missing], ask(site, [*queries, *missing]), strict=True):
        assert answer == said(query, index)
        found = [entry[0] for entry in answer["found"]]  # type: ignore[index]
        assert (found[:1] == ["9004-02-01"]) == (query in queries), query


def test_the_404_page_knows_them(anew: Path) -> None:
    """The runs of numbers that the page guesses with have the sections."""
    settings = theme_settings(load_content(anew), ROOT / "templates")
    assert settings["tasks"]["9004"] == "1001-1002,2001-2002"  # type: ignore[index]


def test_the_terminal(anew: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A comparison is asked for by the id with the section, and its figures are its own."""
    command = ("compare", "9004", "9005", "--content", str(anew), "--task")
    code, told = run(capsys, *command, "9004-02-01")
    assert code == 0 and "9005-02-01 加密渡船班次" in told and "新建外岛渡口" not in told
    assert run(capsys, *command, "9004-01")[0] == 2


def test_an_id_that_is_like_a_task(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No notice is called like another one's section, so that no address means two things."""
    command = ("import", "a.txt", "--notice", "yunyu-02", "--content", str(corpus))
    code, told = run(capsys, *command)
    assert code == 2 and "'yunyu-02' is like the id of a section's task" in told


@pytest.mark.parametrize(
    ("heading", "wanted"), [("加密渡船班次", ""), ("减少渡船班次", "task （一）: the facts say")]
)
def test_facts(
    heading: str, wanted: str, anew: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A fact names its task by section and number; the text then checks it."""
    (anew / "notices/9004/facts.yml").write_text(FACTS.replace("HEADING", heading), "utf-8")
    code, told = run(capsys, "check", "--content", str(anew))
    assert code == bool(wanted) and wanted in told, told


def test_facts_alone(corpus: Path) -> None:
    """Without the text, such facts have the addresses that the text will have."""
    folder = corpus / "notices/9004"
    folder.mkdir()
    (folder / "facts.yml").write_text(FACTS, "utf-8")
    tasks = load_content(corpus).facts[0].tasks
    assert [str(task.id) for task in tasks] == ["9004-01-01", "9004-02-01"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("section: 二", "section: null", "number '一' without its section"),
        ("section: 二", "section: 一", "number '一' is given twice in section 一"),
        ("numbers_anew: true\n", "", "number '一' is given twice"),
    ],
)
def test_facts_that_cannot_be(old: str, new: str, message: str, corpus: Path) -> None:
    """A number has its section, and stands in it once."""
    folder = corpus / "notices/9004"
    folder.mkdir()
    (folder / "facts.yml").write_text(FACTS.replace(old, new), "utf-8")
    with pytest.raises(ContentError, match=message):
        load_content(corpus)
