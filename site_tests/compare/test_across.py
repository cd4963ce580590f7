"""Notices of different series compared (上下对照): what corresponds, in whose words, and nothing untrue."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.build import outputs_of
from generator.cli import cli
from generator.content.loading import load_content
from generator.exports.comparisons_json import comparison_file
from generator.model.content import Content
from generator.problems import ContentError
from generator.vocabulary import load_words
from site_tests.conftest import ROOT
from site_tests.entries import compare, compare_all, comparison_text
from site_tests.provincial import TAKEN_UP, write_provincial

APART = "compare/9001/yunxi-9001/index.md"
UNTRUE = (
    "延续",
    "新增",
    "未再列出",
    "拆分",
    "合并",
    "不再列",
    "移来",
    "整句改写",
    "〔删〕",
    "〔增〕",
    "首位",
)
"""Words that say what became of something from one year to the next."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_provincial(tmp_path_factory.mktemp("across") / "content", asked=True)


@pytest.fixture(scope="module")
def content(folder: Path) -> Content:
    return load_content(folder)


@pytest.fixture(scope="module")
def pages(content: Content) -> dict[str, str]:
    return {file.path: file.data.decode() for file in outputs_of(content, ROOT / "templates")
            if file.path.endswith(("compare/index.md", "9001/yunxi-9001/index.md"))}  # fmt: skip


def test_what_is_taken_up(content: Content) -> None:
    """The links are those that were written down; what has none is the province's own or the nation's."""
    alignment = compare(content, "9001", "yunxi-9001").alignment
    assert {(a, b) for a, b, _ in alignment.pairs} == TAKEN_UP
    assert alignment.surely_added == ("yunxi-9001-03",)


def test_only_what_is_asked_for(content: Content) -> None:
    """Of notices of different series those that an editor names are compared, with the reason."""
    across = [c for c in compare_all(content) if c.across]
    assert [(c.old, c.new, c.reason) for c in across] == [
        ("9001", "yunxi-9001", "同一年的全国和云溪省（虚构）")
    ]


def test_data(content: Content) -> None:
    """No body joins or leaves, no clause has moved; runs still join to both texts, in their order."""
    data: Any = comparison_file(compare(content, "9001", "yunxi-9001"))
    assert data["across"] is True and data["labels"]["new"] == "云溪省9001年"
    for link in data["links"]:
        assert link["agencies"] is None and link["figures"] == []
        assert {group["kind"] for group in link["groups"]} <= {
            "equal", "changed", "inserted", "deleted"
        }  # fmt: skip
        assert link["clauses"]["old"] and link["clauses"]["new"]
    assert comparison_file(compare(content, "9001", "9002"))["across"] is False


def test_the_page(pages: dict[str, str]) -> None:
    """It says which tasks correspond, how many words are the nation's, and which are the province's own."""
    page = pages["compare/9001/yunxi-9001/index.md"]
    said = re.sub(r"<[^>]*>", "", page)
    assert "云溪省9001年的4项任务，3项对应9001年的4项" in said
    assert "编者：同一年的全国和云溪省（虚构）" in said
    assert re.search(r"云溪省9001年的 \d+ 字里，\d+ 字与9001年逐字相同", said)
    assert said.index("云溪省9001年自己的任务") < said.index("建设竹编工坊")
    assert "未见对应任务" in said
    assert "（省渡津厅负责）" in said and "（潮汐署、规划院、各岛有关部门等负责）" in said
    assert '<a href="9001/yunxi-9001/">' in pages["compare/index.md"]
    assert "云溪省9001年自己的 1 项，9001年未见对应的 6 项。" in pages["compare/index.md"]


def test_a_provincial_task_leads_there(content: Content) -> None:
    """Its page says what it takes up, or that nothing corresponds; the nation's page says nothing."""
    said = {
        file.path: re.sub(r"<[^>]*>", "", file.data.decode())
        for file in outputs_of(content, ROOT / "templates")
        if re.fullmatch(r"(yunxi-)?9001/0\d/index\.md", file.path)
    }
    first, own = (said[f"yunxi-9001/0{n}/index.md"] for n in (1, 3))
    assert "上下对照：9001年" in first
    assert "几项对应一项 （一）全面放开小岛登岸限制、（二）降低大岛登岸门槛" in first
    assert "9001年里未见对应任务，不等于没有做。" in own
    assert "上下对照" not in said["9001/01/index.md"]
    link = "../../compare/9001/yunxi-9001/#task-yunxi-9001-01"
    page = next(
        file.data.decode()
        for file in outputs_of(content, ROOT / "templates")
        if file.path == "yunxi-9001/01/index.md"
    )
    assert link in page


def test_where_nobody_asked(tmp_path: Path) -> None:
    """Without a comparison that an editor asked for, a provincial task says nothing of the nation's."""
    content = load_content(write_provincial(tmp_path / "content"))
    files = outputs_of(content, ROOT / "templates")
    page = next(f.data.decode() for f in files if f.path == "yunxi-9001/01/index.md")
    assert "上下对照" not in page


def test_nothing_untrue(pages: dict[str, str], content: Content) -> None:
    """Neither page nor terminal says that anything went on, is new, was dropped or moved."""
    page = re.sub(r"(?s)<form.*?</form>|<[^>]*>", "", pages[APART].split("kt-method")[0])
    text = comparison_text(
        compare(content, "9001", "yunxi-9001"), content, load_words(ROOT / "templates")
    )
    for word in UNTRUE:
        assert word not in page and word not in text, word


def test_any_two_in_the_terminal(folder: Path) -> None:
    """`keytasks compare` takes any two notices, asked for or not."""
    arguments = ["compare", "9003", "yunxi-9002", "--content", str(folder)]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0 and result.output.startswith("9003 → 云溪省9002\n")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('{old: "9001", new: "9002", reason: 虚构}', ":3: 9001 and 9002 are of one series"),
        (
            '{old: "9001", new: yunxi-9009, reason: 虚构}',
            ":3: new: nothing is held of 'yunxi-9009'",
        ),
        (
            "{old: yunxi-9001, new: '9001', reason: 虚构}",
            ":4: yunxi-9001 and 9001 are asked for twice",
        ),
        ("{old: '9001', new: yunxi-9002}", ":3: "),
        ("{old: '9001', new: yunxi-9002, why: 虚构, reason: 虚构}", ":3: unknown key 'why'"),
    ],
)
def test_mistakes(tmp_path: Path, entry: str, said: str) -> None:
    """A pair that cannot be compared is a Problem at its line."""
    folder = write_provincial(tmp_path / "content", asked="twice" in said)
    path = folder / "comparisons.yml"
    before = path.read_text("utf-8") if path.exists() else "# Fiction.\ncomparisons:\n"
    path.write_text(f"{before}  - {entry}\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        load_content(folder)
    problems = [str(problem) for problem in caught.value.problems]
    assert len(problems) == 1 and f"comparisons.yml{said}" in problems[0], problems
