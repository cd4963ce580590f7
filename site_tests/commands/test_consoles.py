"""Consoles that lack characters: what they cannot show is escaped, never a traceback."""

import json
import os
import re
import subprocess
import sys

import pytest

from site_tests.conftest import ROOT
from site_tests.running import CORPUS

COMMANDS = {
    "compare": ("compare", "9001", "9002"),
    "as JSON": ("compare", "9001", "9002", "--format", "json"),
    "search": ("search", "9001"),
    "themes": ("themes",),
}


def printed(encoding: str, *arguments: str) -> bytes:
    """What the command prints on a console of `encoding`; it must succeed."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "generator", *arguments, "--content", str(CORPUS)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["compare", "search", "themes"])
def test_a_console_of_windows(name: str) -> None:
    """In cp1252, which has no Chinese, characters are escaped and none is lost."""
    said = printed("cp1252", *COMMANDS[name]).decode("cp1252")
    said = re.sub(r"\\(?:x(..)|u(....))", lambda m: chr(int(m[1] or m[2], 16)), said)
    assert said.splitlines() == printed("utf-8", *COMMANDS[name]).decode("utf-8").splitlines()


def test_json_stays_json() -> None:
    """Escaped for a console that lacks its characters, JSON says the same."""
    wanted = json.loads(printed("utf-8", *COMMANDS["as JSON"]))
    assert json.loads(printed("cp1252", *COMMANDS["as JSON"])) == wanted


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_other_consoles(encoding: str) -> None:
    """A Chinese console shows the text; so does one that says it has ASCII alone."""
    said = printed(encoding, *COMMANDS["search"])
    assert "登岸" in said.decode("utf-8" if encoding == "ascii" else encoding)
