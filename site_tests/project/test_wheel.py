"""The installed package: a wheel builds the site where there is no checkout."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from site_tests.conftest import ROOT
from site_tests.running import CORPUS, snapshot

PACKAGED = ("generator", "templates", "overrides")
FILES = ("mkdocs.yml", "pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the project's wheel is installed, without the packages it needs."""
    work = tmp_path_factory.mktemp("wheel")
    source = work / "source"
    for folder in PACKAGED:
        shutil.copytree(
            ROOT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in FILES:
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(work)]
    subprocess.run([*pip, *build, str(source)], check=True, capture_output=True)
    (wheel,) = work.glob("keytasks-*.whl")
    target = ["install", "--no-deps", "--no-index", "--target", str(work / "installed")]
    subprocess.run([*pip, *target, str(wheel)], check=True, capture_output=True)
    return work / "installed"


def keytasks(place: Path, installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in `place`."""
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-P", "-m", "generator", *arguments]
    return subprocess.run(
        command, cwd=place, env=environment, capture_output=True, encoding="utf-8"
    )


@pytest.mark.slow
def test_the_wheel_builds_the_same_site(installed: Path, tmp_path: Path) -> None:
    """In a folder that holds only content, it builds the site of the checkout, byte for byte."""
    shutil.copytree(CORPUS, tmp_path / "own")
    done = keytasks(tmp_path, installed, "build", "--content", "own", "--out", "public")
    assert done.returncode == 0, done.stderr
    checkout = [sys.executable, "-m", "generator", "build", "--content", str(CORPUS)]
    subprocess.run([*checkout, "--out", str(tmp_path / "ours")], cwd=ROOT, check=True)
    assert snapshot(tmp_path / "public") == snapshot(tmp_path / "ours")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ours", "own", "public"]


@pytest.mark.slow
def test_the_wheel_takes_the_content_that_lies_there(installed: Path, tmp_path: Path) -> None:
    """Without --content it is the folder `content`; where there is none, the way out is told."""
    done = keytasks(tmp_path, installed, "check")
    assert done.returncode == 2 and "--content" in done.stderr and "content" in done.stderr
    assert "Traceback" not in done.stderr
    shutil.copytree(CORPUS, tmp_path / "content")
    done = keytasks(tmp_path, installed, "check")
    assert done.returncode == 0 and "no problems" in done.stdout
    done = keytasks(tmp_path, installed, "compare", "9001", "9002")
    assert done.returncode == 0 and done.stdout.startswith("9001 → 9002")


@pytest.mark.slow
def test_the_wheel_begins_a_site_of_ones_own(installed: Path, tmp_path: Path) -> None:
    """`keytasks new` of the installed package makes a folder in which `build` works as it stands."""
    assert keytasks(tmp_path, installed, "new", "own").returncode == 0
    done = keytasks(tmp_path / "own", installed, "build")
    assert done.returncode == 0 and " pages in site/" in done.stdout, done.stderr
    assert (tmp_path / "own/site/9001/01/index.html").exists()
