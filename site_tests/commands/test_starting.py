"""A command starts without what it does not need: dictionaries, the site builder, readers of documents."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from site_tests.conftest import ROOT

HEAVY = ("rjieba", "numpy", "mkdocs", "xlsxwriter", "lxml", "opencc", "pypinyin", "jinja2", "mcp")
"""What takes long to load, or much memory."""
NEEDED = {
    ("--version",): (),
    ("build", "--help"): (),
    ("check",): (),
    ("search", "户口"): ("opencc", "pypinyin"),
    ("compare", "2019", "2020"): ("numpy",),
    ("themes",): ("numpy",),
}
"""What each command may load of it; of these years only headings are known, which nobody cuts into words."""
STARTED = f"""
import json, sys
from generator.cli import main
sys.argv = ["keytasks", *sys.argv[1:]]
code = main()
print()
print(json.dumps([code, [name for name in {HEAVY!r} if name in sys.modules]]))
"""


@pytest.mark.parametrize(("command", "needed"), NEEDED.items(), ids=lambda value: "-".join(value))
def test_a_command_loads_what_it_needs(command: tuple[str, ...], needed: tuple[str, ...]) -> None:
    """The command does its work, and nothing else of what is heavy is there afterwards."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", STARTED, *command],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, loaded = json.loads(done.stdout.splitlines()[-1])
    assert (code, set(loaded) - set(needed)) == (0, set()), done.stderr
