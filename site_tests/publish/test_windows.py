"""What differs on Windows, by stubs: locks of open files, and line ends."""

import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator import replacing
from generator.replacing import NEW, TOKEN, alone, recover, swap, workplace
from site_tests.conftest import ROOT


def is_open(handle: int) -> bool:
    try:
        os.fstat(handle)
    except OSError:
        return False
    return True


@pytest.mark.parametrize("taken", [False, True])
def test_open_files_are_locked(
    taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock that another process has is heeded; folders have none, and what is open is not removed."""
    target, unlink, opened = tmp_path / "site", Path.unlink, set[int]()
    left = tmp_path / f".site.keytasks-{'a' * 32}"

    def lock(handle: int, kind: int, size: int) -> None:
        assert os.lseek(handle, 0, os.SEEK_CUR) > 1000  # the token itself can be read
        opened.add(handle)
        if taken and left.exists():
            raise PermissionError

    def remove(path: Path, missing_ok: bool = False) -> None:
        assert path.name != TOKEN or not any(map(is_open, opened))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(
        replacing, "msvcrt", SimpleNamespace(locking=lock, LK_NBLCK=2), raising=False
    )
    monkeypatch.setattr(Path, "unlink", remove)
    monkeypatch.setattr(sys, "platform", "win32")
    with workplace(target) as work:
        (work / NEW).mkdir()
        with alone(tmp_path):
            swap(work, target)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    left.mkdir()
    (left / TOKEN).write_text("a" * 32)
    recover(tmp_path)
    assert left.exists() == taken


def test_lines_end_alike_everywhere() -> None:
    """Text is written with the line ends that it has: Windows would write its own."""
    for path in sorted((ROOT / "generator").rglob("*.py")):
        for call in re.findall(r"\.write_text\(.*", path.read_text("utf-8")):
            assert 'newline="\\n"' in call, f"{path}: {call}"
