"""What differs on Windows, by stubs: whether a process runs, and line ends."""

import ctypes
import os
import re
import sys
from types import SimpleNamespace

import pytest

from generator.publish import swapping
from site_tests.conftest import ROOT


@pytest.mark.parametrize(
    ("handle", "error", "code", "runs"),
    [(7, 0, 259, True), (7, 0, 1, False), (0, 87, 0, False), (0, 5, 0, True)],
    ids=["runs", "has ended", "is not there", "is somebody else's"],
)
def test_a_process_is_asked_and_not_stopped(
    handle: int, error: int, code: int, runs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signal 0 is Ctrl-C there: the system is asked for the process's exit code instead."""
    closed: list[int] = []

    def tell(_: int, place: object) -> None:
        place._obj.value = code  # type: ignore[attr-defined]  # what byref points to

    kernel = SimpleNamespace(
        OpenProcess=lambda right, inherit, process: handle,
        GetLastError=lambda: error,
        GetExitCodeProcess=tell,
        CloseHandle=closed.append,
    )
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(os, "kill", lambda *_: pytest.fail("a signal was sent"))
    monkeypatch.setattr(sys, "platform", "win32")
    assert swapping._runs(4711) == runs
    assert closed == ([handle] if handle else [])


def test_lines_end_alike_everywhere() -> None:
    """Text is written with the line ends that it has: Windows would write its own."""
    for path in sorted((ROOT / "generator").rglob("*.py")):
        for call in re.findall(r"\.write_text\(.*", path.read_text("utf-8")):
            assert 'newline="\\n"' in call, f"{path}: {call}"
