"""The project as its tests know it: with the content that they were written for, once that was kept.

Tests state what the content holds: one notice in full, a known number of tasks, lines of its files. An
owner's content goes on: years come in, themes are decided. Before it does, `make keep` (and the pull
request of `years.yml`) keeps the content as it was committed in `site_tests/kept/`, and tests run in a
copy of the project in whose place for content that one lies. The owner's own is checked and built, as
any other is. A developer who wants the tests to speak of the newer content takes `site_tests/kept/`
away and mends them.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = "site_tests/kept/content"
KNOWN = ("2020",)
"""The notices in full of which the tests know."""
NOT_COPIED = {".git", ".venv", ".venv-properdocs", "site", "build", "content", "keytasks.egg-info"}
"""At the top of the project; .venv is led to."""
KEPT_ELSEWHERE = {"site_tests": {"kept"}}


@contextmanager
def project(root: Path = ROOT) -> Iterator[Path]:
    """The folder in which tests run: the project's own, or a copy with the kept content, gone afterwards."""
    if not (root / KEPT).is_dir():
        yield root
        return
    with tempfile.TemporaryDirectory(prefix="keytasks-tests-") as name:
        tree = Path(name) / "keytasks"
        shutil.copytree(
            root, tree, symlinks=True, ignore=lambda f, names: _left_out(root, f, names)
        )
        shutil.copytree(root / KEPT, tree / "content")
        if (root / ".venv").exists():
            with suppress(
                OSError
            ):  # Windows lets only some make links; there its tools are elsewhere
                (tree / ".venv").symlink_to(root / ".venv", target_is_directory=True)
        yield tree


def _left_out(root: Path, folder: str, names: list[str]) -> set[str]:
    left = NOT_COPIED if Path(folder) == root else KEPT_ELSEWHERE.get(Path(folder).name, set())
    return {name for name in names if name in left or name.endswith(("__pycache__", "_cache"))}


def environment(tree: Path, **variables: str) -> dict[str, str]:
    """This environment, in which the modules of `tree` come before those that are installed."""
    made = {**os.environ, **variables}
    paths = [made.get("PYTHONPATH", ""), "" if tree == ROOT else str(tree)]
    return {**made, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def hint(root: Path = ROOT) -> str:
    """What to do where tests fail because years came in; nothing where that is not so."""
    held = {path.parent.name for path in root.glob("content/notices/*/notice.md")}
    if (root / KEPT).is_dir() or held == set(KNOWN):
        return ""
    return (
        "The tests know the content as it was before years came in: `make keep REF=COMMIT` keeps that\n"
        "commit's content for them. 测试认得的是收入各年之前的内容：`make keep REF=那时的提交` 为测试留下它。"
    )


def explain(code: int) -> int:
    """The exit code; where it is none of success, the hint is printed first."""
    if code and (said := hint()):
        print(said, file=sys.stderr)
    return code
