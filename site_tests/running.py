"""What tests of commands share: the invented content, a run of keytasks, a folder's bytes."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest import mock

import pytest

from generator import cli
from site_tests.conftest import ROOT

CORPUS = ROOT / "site_tests/corpus/content"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Runs keytasks; the exit code, and all that it printed."""
    with mock.patch.object(sys, "argv", ["keytasks", *arguments]):
        code = cli.main()
    said = capsys.readouterr()
    return code, said.out + said.err


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
