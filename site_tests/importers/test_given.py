"""Where the program is wrong about a source, a person's words decide, and are kept and shown."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.content.loading import load_content
from generator.problems import ContentError
from site_tests.running import run
from site_tests.sources import TEXT

YEAR = TEXT.replace("9002", "9004")
LINES = YEAR.splitlines()
TITLE = LINES[0]
NOISE = "渡口新闻网的一行字，不属于正文。"
REST = "又一行别处的字。"


def bring_in(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, *words: str
) -> tuple[int, str]:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    command = ("import", str(path), "--notice", "9004", "--content", str(corpus))
    return run(capsys, *command, "--accept-doubts", *words)


def record(corpus: Path) -> dict:
    return yaml.safe_load((corpus / "notices/9004/source.yml").read_text("utf-8"))


def test_from_to_drop(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The text begins and ends where it is said to; what goes is kept under removed, the words too."""
    middle = len(LINES) // 2
    text = "\n".join([REST, *LINES[:middle], NOISE, *LINES[middle:], REST])
    words = ("--from", TITLE[:12], "--to", LINES[-1][:9], "--drop", NOISE[:8])
    code, said = bring_in(corpus, tmp_path, capsys, text, *words)
    assert code == 0, said
    held = record(corpus)
    assert held["given"] == {"from": TITLE[:12], "to": LINES[-1][:9], "drop": [NOISE[:8]]}
    assert held["removed"][:3] == [REST, REST, NOISE]
    notice = (corpus / "notices/9004/notice.md").read_text("utf-8")
    assert NOISE not in notice and REST not in notice and f"# {TITLE}\n" in notice
    assert f"left out (--drop): {NOISE}" in said
    assert load_content(corpus)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (YEAR.replace(TITLE, f"{TITLE[:9]}\n{TITLE[9:]}"), TITLE),
        (YEAR.replace(f"{TITLE}\n", ""), TITLE),
        (YEAR.replace(f"{TITLE}\n{LINES[1]}", f"{LINES[1]}\n{TITLE}"), TITLE),
    ],
)
def test_title(
    text: str, wanted: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A title is made of its lines, or taken as it is given, which is a doubt where it stands nowhere."""
    code, said = bring_in(corpus, tmp_path, capsys, text, "--title", wanted)
    assert code == 0, said
    assert f"# {wanted}\n" in (corpus / "notices/9004/notice.md").read_text("utf-8")
    assert ("stands nowhere in this source" in said) == (TITLE[9:] not in text)
    assert record(corpus)["given"] == {"title": wanted}
    assert load_content(corpus)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--from", "没有的字"), "--from: no paragraph begins '没有的字'"),
        (("--to", "没有的字"), "--to: no paragraph begins '没有的字'"),
        (("--drop", "（"), "paragraphs begin '（'"),
        (("--drop", ""), "begin ''"),
    ],
)
def test_words_that_name_nothing(
    words: tuple[str, str],
    message: str,
    corpus: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A word that names no paragraph, or several, stops the import with a way out."""
    code, said = bring_in(corpus, tmp_path, capsys, YEAR, *words)
    assert code == 3 and message in said and "--show" in said
    assert not (corpus / "notices/9004").exists()


def test_what_was_dropped_is_shown(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who takes a dropped paragraph out of removed, or adds one that it lacks, has a Problem there."""
    code, said = bring_in(corpus, tmp_path, capsys, f"{YEAR}\n{NOISE}", "--drop", NOISE[:8])
    assert code == 0, said
    path = corpus / "notices/9004/source.yml"
    path.write_text(path.read_text("utf-8").replace(f"- {NOISE}\n", "- 别的\n", 1), "utf-8")
    with pytest.raises(ContentError) as error:
        load_content(corpus)
    assert "is not shown under removed" in str(error.value)


def test_another_copy(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A copy without the dropped paragraph is the same text, as is one that has it."""
    noisy = f"{YEAR}\n{NOISE}"
    assert bring_in(corpus, tmp_path, capsys, noisy, "--drop", NOISE[:8])[0] == 0
    for text in (YEAR, noisy):
        copy = tmp_path / "copy.txt"
        copy.write_text(text, "utf-8")
        code, said = run(capsys, "verify", "9004", str(copy), "--content", str(corpus))
        assert code == 0, said
