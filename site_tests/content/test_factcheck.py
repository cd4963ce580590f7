"""A year of facts becomes a year of text: the facts check it, and every address stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.content.ledger import load_ledger
from generator.content.loading import load_content
from generator.model.content import Content
from generator.publish.checks import page_index
from generator.publish.site import build_site
from site_tests.conftest import ROOT
from site_tests.fictional import fictional_text
from site_tests.running import run

YEARS = ("2018", "2019")


def facts_of(content: Content, notice: str):  # type: ignore[no-untyped-def]
    return next(facts for facts in content.facts if facts.id == notice)


def imported(
    copy: Path, notice: str, text: str, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    """Brings a text in as the notice's, in a copy of the content."""
    path = copy.parent / "text.txt"
    path.write_text(text, "utf-8")
    arguments = ("--notice", notice, "--content", str(copy), "--accept-doubts")
    return run(capsys, "import", str(path), *arguments)


@pytest.mark.parametrize("notice", YEARS)
def test_the_facts_agree_with_such_a_text(
    notice: str, content: Content, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What editors named by topic or heading stays good, and nothing is contradicted."""
    code, said = imported(copy, notice, fictional_text(facts_of(content, notice)), capsys)
    assert code == 0 and "contradicts" not in said, said
    loaded = load_content(copy)
    assert notice in {held.notice.id for held in loaded.notices}
    assert notice in {facts.id for facts in loaded.checks}
    for theme in loaded.themes:
        assert not [key for key in theme.tasks if key.startswith(f"{notice}:")]


def test_the_addresses_stay(
    content: Content, copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """import, check, build, ledger: the pages switch to the text, every address answers."""
    text = fictional_text(facts_of(content, "2018"))
    assert imported(copy, "2018", text, capsys)[0] == 0
    assert run(capsys, "check", "--content", str(copy))[0] == 0
    site = tmp_path / "site"
    build_site(root=ROOT, content_dir=copy, out=site, progress=lambda _: None)
    index = page_index(site)
    for address in load_ledger(ROOT / "content/addresses.txt"):
        page, _, anchor = address.partition("#")
        assert page in index and (not anchor or anchor in index[page]), address
    task = (site / "2018/01/index.html").read_text("utf-8")
    assert "渡船准点抵达" in task and "仅有事实" not in task
    figures = (site / "figures/index.html").read_text("utf-8")
    assert "当年进城落户1300万人" in figures and "2018年全文已收" in figures
    theme = (site / "themes/city-clusters/index.html").read_text("utf-8")
    assert "全面实施城市群规划" in theme and "/2018/02/" in theme
    assert run(capsys, "ledger", "--content", str(copy))[0] == 0
    assert "/2018/02/" in load_ledger(copy / "addresses.txt")


CONTRADICTIONS = [
    (
        "2018",
        "推进新型城镇化建设重点任务的通知",
        "推进渡船建设重点任务的通知",
        "title: the facts say",
    ),
    ("2018", "〔2018〕406号", "〔2018〕407号", "number: the facts say"),
    ("2018", "全面放宽城市落户条件", "全面放宽登岸条件", "task （一）: the facts say"),
    ("2018", "全面实施城市群规划", "全面实施岛群规划", "no task of the text is headed"),
    ("2018", "国家开发银行", "贝壳银行", "addressees: the text does not address '国家开发银行'"),
    ("2018", "推进新型城镇化工作部际联席会议", "贝壳联席会议", "approval: the text does not name"),
    (
        "2018",
        "落户1300万人",
        "落户1200万人",
        "fact 落户·年度人数: 1300万人, the text says 1200万人",
    ),
    ("2018", "提高城市群建设质量", "提高岛群建设质量", "section 二: the facts say"),
    (
        "2019",
        "公安部、各省级有关部门",
        "各省级有关部门、公安部",
        "task （一）: the text names them in the order",
    ),
    ("2019", "2019年3月31日", "2019年3月30日", "issued: the facts say"),
]


@pytest.mark.parametrize(("notice", "old", "new", "message"), CONTRADICTIONS)
def test_contradictions(
    notice: str,
    old: str,
    new: str,
    message: str,
    content: Content,
    copy: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each fact that the text contradicts is named by the import and is a Problem afterwards."""
    text = fictional_text(facts_of(content, notice))
    assert old in text
    code, said = imported(copy, notice, text.replace(old, new), capsys)
    assert code == 0 and f"contradicts: {message}" in said, said
    code, said = run(capsys, "check", "--content", str(copy))
    assert code == 1 and f"{notice}/facts.yml" in said and message in said


def test_a_task_in_another_section(
    content: Content, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A task that stands in another section than the facts say is reported."""
    lines = fictional_text(facts_of(content, "2018")).splitlines()
    second = next(i for i, line in enumerate(lines) if line.startswith("二、"))
    lines[second - 1], lines[second] = lines[second], lines[second - 1]
    lines.insert(second - 1, "这一部分没有任务。")
    _, said = imported(copy, "2018", "\n".join(lines), capsys)
    assert "contradicts: task （一）: the facts say section 一、, the text says 二、" in said


def test_a_count_that_is_not_sure(
    content: Content, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reported number of tasks that the text does not have is told, and is no Problem."""
    text = fictional_text(facts_of(content, "2021"))
    code, said = imported(copy, "2021", text, capsys)
    assert code == 0 and "note: task_count: the facts say '24'" in said, said
    assert "task_count" not in run(capsys, "check", "--content", str(copy))[1]


def test_an_issuer_in_front_of_the_title(
    content: Content, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same title with its issuer in front is the same title."""
    text = fictional_text(facts_of(content, "2018"))
    _, said = imported(copy, "2018", "国家发展改革委" + text, capsys)
    assert "contradicts" not in said
    assert re.search("title: 国家发展改革委关于实施2018年", said)


def test_the_published_day(
    content: Content, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page's day of publication is a check of the facts' one."""
    imported(copy, "2018", fictional_text(facts_of(content, "2018")), capsys)
    source = copy / "notices/2018/source.yml"
    text = source.read_text("utf-8").replace("published: null", "published: 2018-03-12")
    source.write_text(text, "utf-8")
    said = run(capsys, "check", "--content", str(copy))[1]
    assert "published: the facts say '2018-03-13', the page '2018-03-12'" in said


def test_nothing_of_this_ships() -> None:
    """The fictional text is in no file of the content."""
    for path in (ROOT / "content").rglob("*"):
        assert not path.is_file() or "渡船准点抵达".encode() not in path.read_bytes()
