"""What a hostile source says is seen on the terminal, and not obeyed."""

import shutil
from pathlib import Path

import pytest

from generator.commands.options import visible
from site_tests.conftest import ROOT
from site_tests.running import CORPUS, run
from site_tests.systems import named


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[2Jx", "\\u001b[2Jx"),
        ("a\u202eb", "a\\u202eb"),
        ("\x9b31m\x07", "\\u009b31m\\u0007"),
        ("a\rb", "a\\u000db"),
        ("一、虚构\n\ta\r\n", "一、虚构\n\ta\r\n"),
    ],
)
def test_escapes_are_shown(text: str, seen: str) -> None:
    """Controls and marks of direction stand as escapes; line ends and tabs stay."""
    assert visible(text) == seen


ODD = "\u202ex\x1b[2J\x9b1m"
"""What an owner may have in a path or a query without knowing it."""


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", ODD),
        ("search", ODD, "--format", "json"),
        ("compare", ODD, "9002"),
        ("compare", "9001", "9002", "--task", ODD),
        ("check",),
        ("build", "--out", f"content/{ODD}"),
        ("export", "--out", ODD),
        ("import", f"{ODD}.txt", "--notice", "9009"),
        ("import", "x.txt", "--notice", ODD),
        ("verify", ODD, "x.txt"),
        ("serve", "--address", ODD),
        (ODD,),
        ("check", f"--{ODD}"),
    ],
    ids=str,
)
def test_no_command_prints_what_a_terminal_obeys(
    arguments: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A path, a query, an id, an option: whatever comes back comes back as escapes."""
    monkeypatch.chdir(tmp_path)
    content = tmp_path / f"c{ODD}"
    named(content, lambda path: shutil.copytree(CORPUS, path))
    more = () if ODD in arguments[0] else ("--content", str(content))
    _, said = run(capsys, *arguments, *more)
    assert said and not set("\u202e\x1b\x9b") & set(said)


def test_all_is_said_in_one_way() -> None:
    """No command prints past what makes a text visible."""
    paths = [ROOT / "generator/cli.py", *(ROOT / "generator/commands").glob("*.py")]
    by_itself = [p.name for p in paths if "click.echo(" in p.read_text("utf-8")]
    assert by_itself == ["options.py"]
