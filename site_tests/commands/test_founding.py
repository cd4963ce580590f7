"""`keytasks new`: a folder that builds at once, into which one's own notices come by its README."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

import pytest
import yaml

from generator.build import build_outputs
from generator.commands import founding
from generator.commands.options import TEMPLATES
from generator.content.loading import load_content
from generator.model.provenance import TextState
from site_tests.conftest import ROOT
from site_tests.running import run, snapshot
from site_tests.sources import TEXT
from site_tests.systems import link

GENERATOR = "git+https://example.org/keytasks@0123abc"


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new folder, as the command makes it."""
    place = tmp_path / "own"
    code, said = run(capsys, "new", str(place), "--generator", GENERATOR)
    assert code == 0 and "README.md there says how to go on" in said
    return place


def test_a_new_folder_is_a_site(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its example has no Problem and is fiction; all pages of it are made; nothing else lies there."""
    content = load_content(folder / "content")
    assert content.series.fiction and content.latest.notice.id == "9001"
    assert content.latest.notice.tasks and not content.latest.provenance.corrections
    made = {file.path for file in build_outputs(folder / "content", TEMPLATES)}
    assert {"index.md", "9001/01/index.md", "about/index.md", "data/v1/notices.json"} <= made
    assert {path.name for path in folder.iterdir()} == {
        *("content", "README.md", "requirements.txt"),
        *(".github", ".gitignore", ".gitattributes"),
    }
    assert (folder / "requirements.txt").read_text("utf-8").endswith(f"\nkeytasks @ {GENERATOR}\n")
    assert run(capsys, "check", "--content", str(folder / "content"))[0] == 0


def test_own_notices_take_the_place_of_the_example(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the README says, done: one's own series, no fiction, the first notice by the importer."""
    series = folder / "content/series.yml"
    changed = re.sub(r"(?m)^fiction:.*\n", "", series.read_text("utf-8"))
    changed = re.sub(r"(?m)^  - \{id: \"9001\".*$", '  - {id: "2031", state: seen}', changed)
    series.write_text(changed, "utf-8")
    for path in sorted((folder / "content/notices/9001").iterdir()):
        path.unlink()
    (folder / "content/notices/9001").rmdir()
    agencies = ROOT / "site_tests/corpus/content/agencies.yml"
    (folder / "content/agencies.yml").write_bytes(agencies.read_bytes())
    source = tmp_path / "own.txt"
    source.write_text(TEXT, "utf-8")
    command = ("import", str(source), "--notice", "2031", "--content", str(folder / "content"))
    code, said = run(capsys, *command, "--accept-doubts")
    assert code == 0, said
    content = load_content(folder / "content")
    assert not content.series.fiction
    assert content.latest.provenance.state is TextState.SUPPLIED
    assert [held.notice.id for held in content.notices] == ["2031"]


def test_an_unknown_body_is_of_the_folders_kind(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where all bodies that a first series knows are a province's, so is the one that is proposed."""
    text = (folder / "content/notices/9001/original.txt").read_text("utf-8")
    source = tmp_path / "own.txt"
    source.write_text(text.replace("9001", "9002").replace("学务厅", "灯塔署"), "utf-8")
    command = ("import", str(source), "--notice", "9002", "--content", str(folder / "content"))
    code, said = run(capsys, *command, "--dry-run")
    assert code == 0 and "    name: 灯塔署\n    printed: [灯塔署]\n    kind: provincial\n" in said
    assert "series:" not in said.split("灯塔署")[-1]


def test_the_readme_names_what_there_is(folder: Path) -> None:
    """Each command that the README shows exists, and each file that it names lies in the folder."""
    readme = (folder / "README.md").read_text("utf-8")
    from generator.cli import cli

    named = set(re.findall(r"\.venv/bin/keytasks ([a-z]+)", readme))
    assert named >= {"serve", "import", "check", "verify", "ledger", "build"}
    assert named <= set(cli.commands)
    later = {"content/addresses.txt", "content/changes.yml", "content/notices/2024/"}
    paths = set(re.findall(r"`((?:content|\.github)/[^`\s]*|requirements\.txt)`", readme)) - later
    assert len(paths) >= 5
    assert [path for path in paths if not (folder / path).exists()] == []


@pytest.mark.parametrize(("name", "count"), [("publish", 5), ("years", 2)])
def test_workflows_pin_what_the_projects_own_pin(name: str, count: int, folder: Path) -> None:
    """A folder publishes with the very actions, by commit, with which this project does."""
    own = (ROOT / f".github/workflows/{name}.yml").read_text("utf-8")
    theirs = (folder / f".github/workflows/{name}.yml").read_text("utf-8")
    pins = re.findall(r"uses: (\S+@\S+)", theirs)
    assert len(pins) == count and all(re.search(r"@[0-9a-f]{40}\Z", pin) for pin in pins)
    assert [pin for pin in pins if pin not in own] == []


@pytest.mark.parametrize("name", ["publish", "years"])
def test_workflows_run_what_there_is(name: str, folder: Path) -> None:
    """They install what requirements.txt says, and run commands and files that a folder has."""
    from generator.cli import cli

    loaded = yaml.safe_load((folder / f".github/workflows/{name}.yml").read_text("utf-8"))
    runs = [
        step["run"] for job in loaded["jobs"].values() for step in job["steps"] if "run" in step
    ]
    assert runs[0] == "pip install -r requirements.txt"
    commands = re.findall(r"(?m)^ *keytasks --lang zh (\w+)", "\n".join(runs))
    assert len(commands) == 2 and set(commands) <= set(cli.commands)
    scripts = re.findall(r"bash (\S+)", "\n".join(runs))
    assert len(scripts) == (name == "years")
    assert [path for path in scripts if not (folder / path).is_file()] == []


def test_years_differ_from_the_projects_own_by_what_is_installed(folder: Path) -> None:
    """The rights, the order and the token's place are those of the project's own workflow."""
    own, theirs = (
        yaml.safe_load((place / ".github/workflows/years.yml").read_text("utf-8"))
        for place in (ROOT, folder)
    )
    assert own["permissions"] == theirs["permissions"] == {}
    kept, made = own["jobs"]["years"], theirs["jobs"]["years"]
    for key in ("if", "permissions", "timeout-minutes", "runs-on"):
        assert kept[key] == made[key]
    with_token = ["GH_TOKEN" in step.get("env", {}) for step in made["steps"]]
    assert with_token == [False] * (len(with_token) - 1) + [True]
    assert [step.get("name") for step in kept["steps"]] == [
        step.get("name") for step in made["steps"]
    ]


@pytest.mark.parametrize("taken", ["a file", "a folder with a file", "a link"])
def test_nothing_is_written_over(
    taken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder is made where there is none; what is there already stays as it is."""
    place = tmp_path / "there"
    if taken == "a file":
        place.write_text("mine", "utf-8")
    elif taken == "a link":
        (tmp_path / "else").mkdir()
        link(place, tmp_path / "else")
    else:
        place.mkdir()
        (place / "mine").write_text("mine", "utf-8")
    before = snapshot(tmp_path)
    code, said = run(capsys, "new", str(place))
    assert code == 2 and "is there already" in said
    assert snapshot(tmp_path) == before


def test_an_empty_folder_may_be_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twice the same bytes, whether an empty folder was there or none."""
    (tmp_path / "a").mkdir()
    assert [run(capsys, "new", str(tmp_path / name))[0] for name in "ab"] == [0, 0]
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("address", ["x", "http://example.org/a", "https://a b", "https://a\n-e ."])
def test_an_address_that_pip_could_misread(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only a plain https address comes into requirements.txt, and on one line."""
    code, said = run(capsys, "new", str(tmp_path / "own"), "--generator", address)
    assert code == 2 and "--generator" in said
    assert not (tmp_path / "own").exists()


RECORDS: dict[str, tuple[object, str | None]] = {
    "a commit": (
        {"url": "https://example.org/k.git", "vcs_info": {"vcs": "git", "commit_id": "0a1b"}},
        "keytasks @ git+https://example.org/k.git@0a1b",
    ),
    "an archive": (
        {"url": "https://example.org/k.zip", "archive_info": {}},
        "keytasks @ https://example.org/k.zip",
    ),
    "a checkout": ({"url": "file:///home/k", "dir_info": {"editable": True}}, None),
    "an index": (None, "keytasks==7.1"),
}


@pytest.mark.parametrize("name", RECORDS)
def test_where_the_generator_comes_from(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pip recorded of this installation is how it is got again; a checkout says nothing."""
    record, expected = RECORDS[name]

    class Installed:
        version = "7.1"

        def read_text(self, file: str) -> str | None:
            if file == "direct_url.json":
                return None if record is None else json.dumps(record)
            return "pip\n"

    monkeypatch.setattr(metadata, "distribution", lambda name: Installed())
    assert founding.generator_source() == expected


def test_a_checkout_leaves_the_source_to_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody knows whence the generator came, requirements.txt asks for it, and it is said."""
    monkeypatch.setattr(founding, "generator_source", lambda: None)
    code, said = run(capsys, "new", str(tmp_path / "own"))
    assert code == 0 and "where keytasks comes from" in said
    lines = (tmp_path / "own/requirements.txt").read_text("utf-8").splitlines()
    assert all(line.startswith("#") for line in lines)
