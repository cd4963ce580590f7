"""The linter of scripts: it reads what is built, and finds what is wrong with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from site_tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import lint_scripts


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(lint_scripts, "BUILT", tmp_path / "lint")
    return tmp_path / "lint"


def test_the_scripts_are_those_of_the_site(built: Path) -> None:
    """Each script with its words, the parts of the search as one, and the style sheet."""
    lint_scripts.built_files(built)
    assert {file.name for file in built.iterdir()} == {
        "biome.jsonc",
        "first.js",
        "quotations.js",
        "search.js",
        "site.js",
        "site.css",
        "worksheet.js",
    }
    assert "const keytasksWords={" in (built / "search.js").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "fault", "rule"),
    [
        ("site.js", "nothingSaysWhatThisIs();", "noUndeclaredVariables"),
        ("search.js", "function nobody() { const unused = 1; }", "noUnusedVariables"),
        ("site.css", "a { colr: red }", "noUnknownProperty"),
    ],
)
def test_a_fault_is_found(
    built: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    fault: str,
    rule: str,
) -> None:
    """A name that nobody declares, one that nobody uses, a property that there is not."""
    write = lint_scripts.built_files

    def with_fault(folder: Path) -> None:
        write(folder)
        file = folder / name
        file.write_text(f"{file.read_text('utf-8')}\n{fault}\n", "utf-8")

    monkeypatch.setattr(lint_scripts, "built_files", with_fault)
    assert lint_scripts.main() == 1
    assert rule in capsys.readouterr().err


def test_a_machine_without_biome_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Biome is missing the check fails, and is not passed over."""
    monkeypatch.setattr(lint_scripts.platform, "machine", lambda: "abacus")
    assert lint_scripts.main() == 1


def test_djlint_finds_a_fault_of_a_template(tmp_path: Path) -> None:
    """With the project's settings, a tag that nobody closes and a block without its end are found."""
    (tmp_path / "bad.html").write_text("<p><b>甲</p>\n{% if x %}\n", "utf-8")
    command = [sys.executable, "-m", "djlint", "--lint", "--configuration"]
    done = subprocess.run(
        [*command, str(ROOT / "pyproject.toml"), str(tmp_path / "bad.html")],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert "H025" in done.stdout and "T038" in done.stdout
