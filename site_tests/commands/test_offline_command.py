"""`keytasks build --offline` as it is run."""

import zipfile
from pathlib import Path

import pytest

from site_tests.commands.test_commands import Run, run  # noqa: F401  # a fixture


@pytest.mark.slow
def test_offline_makes_a_zip(copy: Path, tmp_path: Path, run: Run) -> None:  # noqa: F811
    """The command writes one file and says so; run again, the same bytes stand in its place."""
    out = tmp_path / "o.zip"
    code, told, _ = run("build", "--offline", "--content", copy, "--out", out)
    assert (code, f"pages in {out}" in told) == (0, True)
    before = out.read_bytes()
    assert "site/index.html" in zipfile.ZipFile(out).namelist()
    assert run("build", "--offline", "--content", copy, "--out", out)[0] == 0
    assert out.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"content", "o.zip"}


@pytest.mark.parametrize("name", ["site", "mine.zip"])
def test_offline_refuses(copy: Path, tmp_path: Path, run: Run, name: str) -> None:  # noqa: F811
    """What is no zip's name, or another's file, is refused before anything is built."""
    (tmp_path / "mine.zip").write_bytes(b"mine")
    code, _, told = run("build", "--offline", "--content", copy, "--out", tmp_path / name)
    assert (code, "--out" in told) == (2, True)
    assert (tmp_path / "mine.zip").read_bytes() == b"mine"
