"""What an import leaves to a person is told, and can be pasted; a copy's own address has a say."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.commands.left_to_do import spans
from generator.importers.saved_from import saved_address
from site_tests.running import run, snapshot
from site_tests.sources import TEXT, govcn_policy

PAGE = "https://www.gov.cn/invented/9002.htm"
MARK = f"<!-- saved from url=(0036){PAGE} -->\n".encode()


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (MARK + b"<html>", PAGE),
        (b"<!DOCTYPE html>\r\n" + MARK + b"<html>", PAGE),
        (f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {PAGE}\r\n".encode(), PAGE),
        (b"<html><!-- saved from url=(0014)about:internet -->", None),
        (b"x" * 6000 + MARK, None),
        ("标题".encode("utf-16"), None),
    ],
)
def test_saved_from(data: bytes, wanted: str | None) -> None:
    """The address that browsers write into what they save, and no other word of a page."""
    assert saved_address(data) == wanted


def test_an_address_that_the_copy_contradicts(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copy saved from one page certifies no other; without --official its own is proposed."""
    path = tmp_path / "saved.html"
    path.write_bytes(MARK + govcn_policy())
    before = snapshot(corpus)
    command = ("verify", "9002", str(path), "--content", str(corpus), "--accept")
    code, said = run(capsys, *command)
    assert code == 2 and f"it was saved from {PAGE}" in said
    code, said = run(capsys, *command, "--official", "https://www.gov.cn/invented/9001.htm")
    assert code == 3 and f"the copy was saved from {PAGE}, not from" in said
    assert snapshot(corpus) == before
    assert run(capsys, *command, "--official", PAGE)[0] == 0


def test_what_is_left(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Unknown bodies come as YAML to paste, the member and the page's own address beside them."""
    path = tmp_path / "saved.html"
    page = govcn_policy().decode().replace("鹿鸣院、", "鹿鸣馆、").replace("9002", "9004")
    path.write_bytes(MARK + page.encode())
    command = ("import", str(path), "--notice", "9004", "--content", str(corpus))
    code, said = run(capsys, *command, "--accept-doubts")
    assert code == 0, said
    assert f"the page says it was saved from {PAGE}" in said
    assert 'under members: {id: "9004", number: 屿规〔9004〕11号, state: seen}' in said
    start = said.index("  - id: FILL-IN")
    entry = said[start : said.index("\n", said.index("unverified", start))]
    agencies = corpus / "agencies.yml"
    text = agencies.read_text("utf-8")
    agencies.write_text(f"{text.rstrip()}\n{entry}\n".replace("FILL-IN", "deer"), "utf-8")
    code, said = run(capsys, "check", "--content", str(corpus))
    assert said.count("under others, where agencies do not stand") == 1 and "1 problem" in said, (
        said
    )
    pasted = text.replace("\nothers:", f"\n{entry}\nothers:".replace("FILL-IN", "deer"))
    agencies.write_text(pasted, "utf-8")
    code, said = run(capsys, "check", "--content", str(corpus))
    assert code == 0, said


def test_doubts_beside_problems(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Problems do not hide doubts; --show prints the paragraphs with the numbers that they name."""
    path = tmp_path / "a.txt"
    text = TEXT.replace("孕妇", "孕\ufffd").replace("鹿鸣院、", "鹿鸣馆、")
    path.write_text(text, "utf-8")
    command = ("import", str(path), "--notice", "9002", "--content", str(corpus), "--dry-run")
    code, said = run(capsys, *command, "--show")
    assert code == 1 and "U+FFFD" in said
    assert "a.txt → paragraph:13: doubt: task （三）: nobody knows '鹿鸣馆'" in said
    begins = TEXT.splitlines()[12]
    assert f"  13  {begins[:24]}" in said


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2014年至2017年没有找到", [range(2014, 2018)]),
        ("2014–2017", [range(2014, 2018)]),
        ("2022年以后没有", [range(2023, 10_000)]),
        ("2022年起", [range(2022, 10_000)]),
        ("2018年以前", [range(2018)]),
        ("2018、2019年", [range(2018, 2019), range(2019, 2020)]),
        ("known of 2018, 2019 and 2020", [range(y, y + 1) for y in (2018, 2019, 2020)]),
        ("发改规划〔2020〕532号，12020年", []),
    ],
)
def test_years_that_a_text_names(text: str, wanted: list[range]) -> None:
    """Single years and spans, with an end or without; no part of a number."""
    assert spans(text) == wanted


def test_what_is_said_of_the_years(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A year that came in contradicts `absent`; lines of pages and READMEs that name it are quoted."""
    series = corpus / "series.yml"
    series.write_text(series.read_text("utf-8") + "absent: 9003年以后没有找到\n", "utf-8")
    about = corpus / "pages/about.md"
    about.write_text(
        "---\ntitle: 虚构\ndescription: 虚构\n---\n\n只收有9001至9003年。\n别的。\n", "utf-8"
    )
    (tmp_path / "README.zh.md").write_text("9004年只有事实。\n9001年。\n", "utf-8")
    (tmp_path / "a.txt").write_text(TEXT.replace("9002", "9004"), "utf-8")
    command = ("import", str(tmp_path / "a.txt"), "--notice", "9004", "--content", str(corpus))
    code, said = run(capsys, *command, "--accept-doubts")
    assert code == 0, said
    told = [line for line in said.splitlines() if line.startswith("next: ")]
    assert any("absent is contradicted by 9004: 9003年以后" in line for line in told)
    assert [line[6:] for line in told if "still hold" in line] == [
        "content/pages/about.md:6: does it still hold? 只收有9001至9003年。",
        "README.zh.md:1: does it still hold? 9004年只有事实。",
    ]


def test_bodies_of_another_series(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A trial says already which bodies to add, of a bracket of unknown names too, as its series'."""
    path = tmp_path / "a.txt"
    path.write_text(
        TEXT.replace("9002", "9004").replace("（渡津部、稻田署等负责）", "（区市集所）"), "utf-8"
    )
    assert "（区市集所）" in path.read_text("utf-8")
    command = ("import", str(path), "--notice", "nanwan-9004", "--content", str(corpus))
    code, said = run(capsys, *command, "--series", "nanwan", "--dry-run")
    assert code == 0 and "name: 区市集所" in said, said
    assert "kind: provincial\n    series: [nanwan]" in said
