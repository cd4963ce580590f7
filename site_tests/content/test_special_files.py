"""What stands in the place of a file of the content and is none: a Problem, never a hang or gigabytes."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.ledger import load_ledger
from generator.content.loading import load_content
from generator.plain_files import read_plain
from generator.problems import ContentError
from site_tests.systems import link, pipe

FILES = (
    *("series.yml", "agencies.yml", "themes.yml", "figures.yml", "words.yml", "pages/about.md"),
    *("notices/9001/notice.md", "notices/9001/source.yml", "notices/9001/original.txt"),
    *("notices/9001/facts.yml", "pages/new.md", "english.yml", "comparisons.yml", "addresses.txt"),
)


def endless(path: Path) -> None:
    """A file of four gigabytes that takes no room."""
    with path.open("wb") as file:
        file.truncate(4 << 30)


def device(path: Path) -> None:
    """A link to what gives zeros for ever."""
    link(path, "/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def nowhere(path: Path) -> None:
    link(path, "nowhere")


def circle(path: Path) -> None:
    link(path, path.name)


KINDS = (pipe, endless, device, folder, nowhere, circle)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes on a disk")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_none(corpus: Path, name: str, kind: Callable[[Path], None]) -> None:
    """The Problem is the file's, or says that the original is missing."""
    path = corpus / name
    path.unlink(missing_ok=True)
    kind(path)
    with pytest.raises(ContentError) as told:
        load_content(corpus)
    assert path.as_posix() in {problem.path for problem in told.value.problems}


@pytest.mark.parametrize("kind", [nowhere, circle])
@pytest.mark.parametrize("name", ["notices/9001", "notices/9009", "example", "notices", "pages"])
def test_a_folder_that_is_none(corpus: Path, name: str, kind: Callable[[Path], None]) -> None:
    """A folder that cannot be reached is told: what was in it is not missing in silence."""
    path = corpus / name
    if path.is_dir():
        shutil.rmtree(path)
    kind(path)
    with pytest.raises(ContentError) as told:
        load_content(corpus)
    assert any(problem.path.startswith(path.as_posix()) for problem in told.value.problems)
    assert name != "notices/9001" or len(told.value.problems) == 1, told.value


@pytest.mark.parametrize("kind", KINDS)
def test_a_ledger_that_is_none(corpus: Path, kind: Callable[[Path], None]) -> None:
    """It is said to be unreadable, and not to be empty."""
    path = corpus / "addresses.txt"
    kind(path)
    with pytest.raises(ContentError, match="cannot be read"):
        load_ledger(path)


@pytest.mark.parametrize("kind", KINDS)
def test_none_is_read(tmp_path: Path, kind: Callable[[Path], None]) -> None:
    """A file is read up to the limit, and what is none is refused before it is opened."""
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert read_plain(path, 5) == b"12345"
    with pytest.raises(OSError, match="larger than 4"):
        read_plain(path, 4)
    path.unlink()
    kind(path)
    with pytest.raises(OSError, match="it is "):
        read_plain(path, 10_000)
