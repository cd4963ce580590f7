"""The pull request of `years.yml`: proposed once, never forced, and the way out is told.

`gh` is a stub that writes down what it is asked; `origin` is a bare repository on this machine.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_tests.conftest import ROOT

pytestmark = pytest.mark.skipif(
    os.name == "nt" or not all(map(shutil.which, ("bash", "git"))),
    reason="GitHub runs it on Ubuntu",
)
REPORT = "| notice | what happened |\n| --- | --- |\n| 9002 | written |\n"
GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$STUB/asked"
[ ! -e "$STUB/down" ] || { echo 'error connecting to git.example' >&2; exit 1; }
case "$1 $2" in
  "pr list") case "$*" in *"--head"*) cat "$STUB/same" ;; *) cat "$STUB/open" ;; esac ;;
  "pr create")
    while [ $# -gt 0 ]; do [ "$1" = --body-file ] && cp "$2" "$STUB/body"; shift; done
    [ ! -e "$STUB/refused" ] || { cat "$STUB/refused" >&2; exit 1; }
    echo https://git.example/a/b/pull/3 ;;
esac
"""


REFUSED = "pull request create failed: GitHub Actions is not permitted to create or approve them\n"


@dataclass(frozen=True, slots=True)
class Checkout:
    """A clone of a bare repository, as the workflow has it when years were gathered."""

    work: Path
    stub: Path
    origin: Path

    def git(self, *arguments: str, at: Path | None = None) -> str:
        own = (
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "-c",
            "init.defaultBranch=main",
        )
        done = subprocess.run(
            ["git", *own, *arguments], cwd=at or self.work, env=self.environment(),
            check=True, capture_output=True, encoding="utf-8",
        )  # fmt: skip
        return done.stdout

    def environment(self) -> dict[str, str]:
        home = {"HOME": str(self.stub), "GIT_CONFIG_NOSYSTEM": "1", "STUB": str(self.stub)}
        run = {
            "GITHUB_SERVER_URL": "https://git.example",
            "GITHUB_REPOSITORY": "a/b",
            "GITHUB_RUN_ID": "7",
        }
        return {"PATH": f"{self.stub}:{os.environ['PATH']}", **home, **run}

    def write(self, text: str, *, time: str = "1") -> None:
        """What an import writes: the text, and a record with the time at which it was had."""
        folder = self.work / "content/notices/9002"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "notice.md").write_text(text, "utf-8")
        (folder / "source.yml").write_text(f"time: {time}\n", "utf-8")

    def propose(
        self, report: str = REPORT, *, keeping: bool = True
    ) -> subprocess.CompletedProcess[str]:
        path = self.stub / "report.md"
        path.write_text(report, "utf-8")
        keep = {"BEFORE_COMMIT": str(ROOT / "tools/keep_content.sh")} if keeping else {}
        return subprocess.run(
            ["bash", str(ROOT / "templates/new/propose_years.sh"), str(path)],
            cwd=self.work, env=self.environment() | keep, capture_output=True, encoding="utf-8",
        )  # fmt: skip

    def branches(self) -> list[str]:
        return self.git("branch", "--format=%(refname:short)", at=self.origin).split()

    def asked(self) -> list[str]:
        path = self.stub / "asked"
        return path.read_text("utf-8").splitlines() if path.exists() else []


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout of a project with one file of content, and no text."""
    made = Checkout(tmp_path / "work", tmp_path / "stub", tmp_path / "origin.git")
    made.stub.mkdir()
    (made.stub / "gh").write_text(GH, "utf-8")
    (made.stub / "gh").chmod(0o755)
    for name in ("same", "open"):
        (made.stub / name).touch()
    made.git("init", "--quiet", "--bare", str(made.origin), at=tmp_path)
    made.git("clone", "--quiet", str(made.origin), str(made.work), at=tmp_path)
    (made.work / "content").mkdir()
    (made.work / "content/series.yml").write_text("id: yunyu\n", "utf-8")
    made.git("add", ".")
    made.git("commit", "--quiet", "-m", "first")
    made.git("push", "--quiet", "origin", "HEAD:main")
    return made


def test_no_missing_years(checkout: Checkout) -> None:
    """Where no text came in nothing is pushed, and GitHub is asked nothing."""
    (checkout.work / "content/series.yml").write_text("id: yunyu\n# seen\n", "utf-8")
    done = checkout.propose()
    assert done.returncode == 0 and "::notice title=Nothing new" in done.stdout
    assert checkout.branches() == ["main"] and checkout.asked() == []


def test_years_came_in(checkout: Checkout) -> None:
    """One branch with one commit of the content alone, and one pull request with the report."""
    checkout.write("text")
    (checkout.work / "report.md").write_text("mine", "utf-8")
    done = checkout.propose()
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("https://git.example/a/b/pull/3\n") and "::" not in done.stdout
    (branch,) = (name for name in checkout.branches() if name != "main")
    assert branch.startswith("years-")
    changed = checkout.git("diff", "--name-only", f"main...{branch}", at=checkout.origin).split()
    assert changed == [
        "content/notices/9002/notice.md",
        "content/notices/9002/source.yml",
        "site_tests/kept/content/series.yml",  # what tests know of, as it was
    ]
    assert checkout.git("rev-list", "--count", f"main..{branch}", at=checkout.origin).strip() == "1"
    asked = checkout.asked()
    assert asked[2] == "auth setup-git" and asked[3].startswith(f"pr create --head {branch} --body")
    assert len(asked) == 4 and "--state all" in asked[0] and "--state open" in asked[1]
    body = (checkout.stub / "body").read_text("utf-8")
    assert body.startswith("Read each text beside its official page") and body.endswith(REPORT)


def test_a_folder_of_ones_own_has_no_tests_to_keep_for(checkout: Checkout) -> None:
    """Where nothing is to be done before the commit, the branch has the years' files alone."""
    checkout.write("text")
    assert checkout.propose(keeping=False).returncode == 0
    (branch,) = (name for name in checkout.branches() if name != "main")
    changed = checkout.git("diff", "--name-only", f"main...{branch}", at=checkout.origin).split()
    assert changed == ["content/notices/9002/notice.md", "content/notices/9002/source.yml"]


def test_the_same_texts_are_proposed_once(checkout: Checkout) -> None:
    """Fetched anew a month later they have the same branch: open or closed, it is not proposed again."""
    checkout.write("text", time="1")
    checkout.propose()
    before = checkout.branches()
    checkout.git("switch", "--quiet", "-C", "main", "origin/main")
    checkout.write("text", time="2")
    (checkout.stub / "same").write_text("#3\n", "utf-8")
    done = checkout.propose()
    assert done.returncode == 0 and "::notice title=Proposed before" in done.stdout
    assert checkout.branches() == before
    assert sum(line.startswith("pr create") for line in checkout.asked()) == 1


def test_a_branch_without_a_pull_request(checkout: Checkout) -> None:
    """Pushed by a run that could not open one, the branch stays as it is and is proposed."""
    checkout.write("text", time="1")
    (checkout.stub / "refused").write_text(REFUSED, "utf-8")
    done = checkout.propose()
    assert done.returncode == 1 and done.stderr.endswith(REFUSED)
    assert done.stdout.count("::error") == 1 and "Settings > Actions > General" in done.stdout
    (branch,) = (name for name in checkout.branches() if name != "main")
    pushed = checkout.git("rev-parse", branch, at=checkout.origin)
    checkout.git("switch", "--quiet", "-C", "main", "origin/main")
    checkout.write("text", time="2")
    (checkout.stub / "refused").unlink()
    assert checkout.propose().returncode == 0
    assert checkout.git("rev-parse", branch, at=checkout.origin) == pushed
    assert sum(line.startswith("pr create") for line in checkout.asked()) == 2


def test_another_pull_request_is_open(checkout: Checkout) -> None:
    """Other texts are proposed beside it, and it is named."""
    checkout.write("other text")
    (checkout.stub / "open").write_text("#3\n#5\n", "utf-8")
    assert checkout.propose().returncode == 0
    assert "还开着的：#3 #5" in (checkout.stub / "body").read_text("utf-8")


def test_a_push_that_is_refused(checkout: Checkout) -> None:
    """No pull request is asked for where the branch could not be pushed."""
    checkout.write("text")
    hook = checkout.origin / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    assert checkout.propose().returncode != 0
    assert not any(line.startswith("pr create") for line in checkout.asked())


def test_a_pull_request_that_fails_for_another_reason(checkout: Checkout) -> None:
    """Settings are blamed only where GitHub does so; the pushed branch is named."""
    checkout.write("text")
    (checkout.stub / "refused").write_text("HTTP 502: Bad Gateway\n", "utf-8")
    done = checkout.propose()
    assert done.returncode == 1 and "Settings" not in done.stdout
    (branch,) = (name for name in checkout.branches() if name != "main")
    assert f"The branch {branch} is there; run this again" in done.stdout


@pytest.mark.parametrize("what", ["GitHub", "origin"])
def test_without_a_network(checkout: Checkout, what: str) -> None:
    """Nothing is proposed where it was not heard what is proposed already; the run fails, and says so."""
    checkout.write("text")
    if what == "GitHub":
        (checkout.stub / "down").touch()
    else:
        checkout.git("remote", "set-url", "origin", str(checkout.stub / "nowhere.git"))
    done = checkout.propose()
    assert done.returncode != 0 and "::error title=Not proposed" in done.stdout
    assert done.stdout.count("::error") == 1 and done.stderr
    assert checkout.branches() == ["main"]
    assert not any(line.startswith("pr create") for line in checkout.asked())


@pytest.mark.parametrize("filler", ["字", "` ", "字\n"])
def test_a_long_report(checkout: Checkout, filler: str) -> None:
    """It is cut at a whole character, its code block is closed, and the rest's place is told."""
    checkout.write("text")
    report = REPORT + "\n````text\n```\n" + filler * 60_000 + "\n````\n"
    assert checkout.propose(report).returncode == 0
    body = (checkout.stub / "body").read_bytes()
    assert len(body) < 52_000
    shown, _, rest = body.decode("utf-8").rpartition("\n````\n")
    assert shown.count("\n````") == 1
    assert "https://git.example/a/b/actions/runs/7" in rest


def test_a_long_report_without_code(checkout: Checkout) -> None:
    """A table that is too long is cut as well, and no fence is made up."""
    checkout.write("text")
    assert checkout.propose(REPORT + "| 9003 | written |\n" * 5_000).returncode == 0
    body = (checkout.stub / "body").read_text("utf-8")
    assert len(body) < 52_000 and "```" not in body and "/actions/runs/7" in body
