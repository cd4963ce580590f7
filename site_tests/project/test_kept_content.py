"""Tests go on with the content that they know, and the owner's own goes on without them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from site_tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import kept_content


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a year that came in, and whatever else lies around in one."""
    made = tmp_path / "own"
    for name, text in {
        "content/series.yml": "new",
        "content/notices/2020/notice.md": "a",
        "content/notices/2021/notice.md": "b",
        "generator/content/a.py": "c",
        "site_tests/golden/site/a.html": "d",
        "site_tests/test_a.py": "e",
        "site/index.html": "f",
        ".venv/bin/python": "g",
        ".git/config": "h",
        "generator/__pycache__/a.pyc": "i",
    }.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, "utf-8")
    return made


def test_nothing_was_kept(root: Path) -> None:
    """Tests run in the project itself; where years came in, what to do is told if they fail."""
    with kept_content.project(root) as tree:
        assert tree == root
    assert "make keep REF=" in kept_content.hint(root)
    shutil.rmtree(root / "content/notices/2021")
    assert kept_content.hint(root) == ""


def test_the_kept_content_is_what_tests_see(root: Path) -> None:
    """They run in a copy that has it for its own, with the project's code and tools; it is gone after."""
    kept = root / kept_content.KEPT
    kept.mkdir(parents=True)
    (kept / "series.yml").write_text("as it was", "utf-8")
    with kept_content.project(root) as tree:
        assert tree != root
        found = {p.relative_to(tree).as_posix() for p in tree.rglob("*") if p.is_file()}
        assert found - {".venv/bin/python"} == {
            "content/series.yml",
            "generator/content/a.py",
            "site_tests/golden/site/a.html",
            "site_tests/test_a.py",
        }
        assert (tree / "content/series.yml").read_text("utf-8") == "as it was"
        if (tree / ".venv").is_symlink():  # elsewhere links may be forbidden
            assert (tree / ".venv/bin/python").read_text("utf-8") == "g"
        environment = kept_content.environment(tree, PYTHONPATH="other")
        assert environment["PYTHONPATH"] == f"other{os.pathsep}{tree}"
    assert not tree.exists() and (root / ".venv/bin/python").exists()
    assert kept_content.hint(root) == ""


@pytest.mark.skipif(
    os.name == "nt" or not all(map(shutil.which, ("bash", "git", "tar"))), reason="a shell script"
)
def test_what_was_committed_is_kept_once(tmp_path: Path) -> None:
    """Not what lies there now; what is kept already stays, and an original every byte."""

    def call(*command: str) -> bytes:
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout

    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org")
    series, kept = tmp_path / "content/series.yml", tmp_path / kept_content.KEPT / "series.yml"
    series.parent.mkdir()
    series.write_text("as it was", "utf-8")
    original = "content/notices/2020/original.txt"
    (tmp_path / original).parent.mkdir(parents=True)
    (tmp_path / original).write_bytes(b"a\r\nb\n")
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    call(*git, "init", "--quiet")
    call(*git, "add", ".")
    call(*git, "commit", "--quiet", "-m", "first")
    series.write_text("new", "utf-8")
    call(str(ROOT / "tools/keep_content.sh"))
    assert kept.read_text("utf-8") == "as it was"
    assert (tmp_path / "site_tests/kept" / original).read_bytes() == b"a\r\nb\n"
    assert call(*git, "show", f":site_tests/kept/{original}") == b"a\r\nb\n"
    call(*git, "add", ".")
    call(*git, "commit", "--quiet", "-m", "second")
    call(str(ROOT / "tools/keep_content.sh"))
    assert kept.read_text("utf-8") == "as it was"
