"""What stands around the code: the documents' commands, the workflows, requirements, set-up."""

import re
import subprocess

import pytest
import yaml

from generator.cli import cli
from site_tests.conftest import ROOT


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_table_of_commands_is_true(name: str) -> None:
    """Every command has a row, or several by its options, and every row's command and options are there."""
    rows = re.findall(
        r"^\| `(?:\.venv/bin/)?keytasks (.+?)`", (ROOT / name).read_text("utf-8"), re.M
    )
    assert {row.split()[0] for row in rows} == set(cli.commands)
    for row in rows:
        options = {o for p in cli.commands[row.split()[0]].params for o in p.opts}
        assert set(re.findall(r"--[a-z-]+", row)) <= options


def test_only_main_is_published() -> None:
    """A run by hand on another branch builds, and publishes nothing."""
    publish = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))
    assert publish["permissions"] == {}
    deploy = publish["jobs"]["deploy"]
    assert deploy["if"] == "github.ref == 'refs/heads/main'"
    writers = [n for n, job in publish["jobs"].items() if "write" in job["permissions"].values()]
    assert writers == ["deploy"]


def test_the_published_site_knows_where_it_is() -> None:
    """Its own address and its repository's come from where the workflow runs."""
    publish = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))
    (step,) = [s for s in publish["jobs"]["build"]["steps"] if s.get("run") == "make site"]
    assert step["env"] == {
        "KEYTASKS_SITE_URL": "${{ steps.pages.outputs.base_url }}/",
        "KEYTASKS_REPO_URL": "${{ github.server_url }}/${{ github.repository }}",
    }


@pytest.mark.parametrize("name", ["build", "dev"])
def test_requirements_are_pinned(name: str) -> None:
    """Each has a version and hashes, everything wanted is there, and no registry is named."""
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
    wanted = (ROOT / f"requirements/{name}.in").read_text("utf-8")
    for block in re.split(r"\n(?=[a-z])", text.strip()):
        assert re.match(r"[a-z0-9.-]+==[\w.]+", block) and "--hash=sha256:" in block, block
    for line in re.findall(r"^[a-z][\w.=-]*$", wanted, re.M):
        assert re.search(rf"^{re.escape(line)}\b", text, re.M), line
    assert "://" not in text and "--index" not in text


@pytest.mark.browser
def test_there_is_a_chinese_font() -> None:
    """Else the browser tests measure boxes instead of characters; `make setup` installs one."""
    fonts = subprocess.run(
        ["fc-list", ":lang=zh", "family"], capture_output=True, encoding="utf-8", check=True
    )
    assert fonts.stdout.strip()
