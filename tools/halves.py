"""All tests, those in a browser beside the others: `python tools/halves.py`; `quick` or `golden` for a part.

The two halves share nothing but the project, and a machine with two cores runs them in little more than
the longer one's time. What the browser's half says is printed when the other has ended. Where tests run
with a content that was kept for them (`kept_content`), the project's own is built as well. The exit code
is 0 where all is good.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kept_content import ROOT, environment, explain, project

PYTEST = (sys.executable, "-m", "pytest", "site_tests")
PARTS = {
    "quick": ("-m", "not browser and not slow"),
    "golden": ("--update-golden", "-m", "not browser"),
}


def main() -> int:
    """Runs the part that is named, both halves where none is; prints what each says."""
    part, *more = sys.argv[1:] or ["all"]
    with project() as tree:
        code = _part(tree, (*PARTS[part], *more)) if part in PARTS else _halves(tree)
        if part == "golden" and tree != ROOT:
            for folder in tree.glob("site_tests/**/golden"):
                shutil.copytree(folder, ROOT / folder.relative_to(tree), dirs_exist_ok=True)
        own = part == "all" and tree != ROOT
    return explain(code) or (_own_site() if own else 0)


def _part(tree: Path, arguments: tuple[str, ...]) -> int:
    command = [*PYTEST, *arguments]
    return subprocess.run(command, cwd=tree, env=environment(tree), check=False).returncode


def _halves(tree: Path) -> int:
    with tempfile.TemporaryFile() as said:
        browser = subprocess.Popen(
            (*PYTEST, "-m", "browser"), stdout=said, stderr=said, cwd=tree, env=environment(tree)
        )
        try:
            others = _part(tree, ("-m", "not browser"))
            code = browser.wait()
        finally:
            if browser.poll() is None:
                browser.terminate()
                browser.wait()
        said.seek(0)
        sys.stdout.buffer.write(said.read())
    return others or code


def _own_site() -> int:
    """Builds the site of the project's own content, which no test has read."""
    with tempfile.TemporaryDirectory(prefix="keytasks-own-") as name:
        command = [sys.executable, "-m", "generator", "build", "--out", f"{name}/site"]
        return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
