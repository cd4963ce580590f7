"""The workflows: pinned, least rights, and Pages asked for before anything that takes time."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def workflow(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        (ROOT / f".github/workflows/{name}.yml").read_text("utf-8")
    )
    return loaded


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    """Each action is of GitHub's own and named by its whole commit, its version behind it."""
    used = re.findall(r"uses: (.*)", path.read_text("utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_what_is_published_takes_nothing_from_a_cache() -> None:
    """Only the checks keep packages; the job that builds what is published installs them anew."""
    assert "cache" not in (ROOT / ".github/workflows/publish.yml").read_text("utf-8").replace(
        "No cache of packages", ""
    )
    for job in workflow("check")["jobs"].values():
        (python,) = (s for s in job["steps"] if "setup-python" in s.get("uses", ""))
        assert python["with"]["cache"] == "pip"


def test_pages_is_asked_for_first() -> None:
    """Building waits for the answer, publishing for the build; the question needs no checkout."""
    jobs = workflow("publish")["jobs"]
    assert list(jobs) == ["pages", "build", "deploy"] and "needs" not in jobs["pages"]
    assert jobs["build"]["needs"] == "pages" and jobs["deploy"]["needs"] == "build"
    assert jobs["build"]["if"] == "needs.pages.outputs.found == 'true'"
    assert [list(step) for step in jobs["pages"]["steps"]] == [["id", "env", "run"]]
    assert jobs["pages"]["permissions"] == {"pages": "read"}


NONE = "echo 'gh: Not Found (HTTP 404)' >&2; exit 1"
ANSWERS = {
    # what `gh` does, is it a fork; exit code, is Pages found, what is said
    "on": ("echo workflow", "false", 0, True, ""),
    "on in a fork": ("echo workflow", "true", 0, True, ""),
    "off": (NONE, "false", 1, False, "::error title=GitHub Pages is not"),
    "off in a fork": (NONE, "true", 0, False, "::notice title=Nothing"),
    "from a branch": ("echo legacy", "false", 1, False, "choose GitHub Actions"),
    "no answer": ("echo 'gh: HTTP 502' >&2; exit 1", "true", 1, False, "run this again"),
}


@pytest.mark.skipif(
    shutil.which("bash") is None or os.name == "nt", reason="GitHub runs it on Ubuntu"
)
@pytest.mark.parametrize("name", ANSWERS)
def test_the_question_and_its_answers(name: str, tmp_path: Path) -> None:
    """Off is an error with the way out, in a fork a hint; no answer is an error anywhere."""
    answer, fork, code, found, said = ANSWERS[name]
    (step,) = workflow("publish")["jobs"]["pages"]["steps"]
    script = f'#!/bin/sh\n[ "$2" = repos/a/b/pages ] || exit 9\n{answer}\n'
    (tmp_path / "gh").write_text(script, "utf-8")
    (tmp_path / "gh").chmod(0o755)
    outputs = tmp_path / "outputs"
    outputs.touch()
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "REPOSITORY": "a/b",
        "FORK": fork,
        "GITHUB_OUTPUT": str(outputs),
    }
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail"],
        input=step["run"], encoding="utf-8",
        cwd=tmp_path, env=environment, capture_output=True,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert (outputs.read_text() == "found=true\n") == found
    assert said in done.stdout and bool(done.stdout) == bool(said)
