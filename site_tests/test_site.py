"""The built site: what stands on its pages, and that it is built safely."""

import gzip
import html
import json
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from generator import sitebuild
from generator.content import Content
from generator.errors import ContentError
from generator.parser import task_text
from site_tests.conftest import ROOT

TAG = re.compile(r"<[^>]+>")


def shown_text(page: str) -> str:
    """The characters of the official text on a task's page, heading first."""
    heading = re.search(r'<h1 id="h">(.*?)</h1>', page, re.DOTALL)
    section = re.search(r'<section class="kt-text".*?</section>', page, re.DOTALL)
    assert heading and section
    body = "".join(re.findall(r"<p>(.*?)</p>", section[0], re.DOTALL))
    return html.unescape(TAG.sub("", heading[1])) + "\n" + html.unescape(TAG.sub("", body))


def test_task_pages_carry_the_text(site: Path, content: Content) -> None:
    """Every task's page shows its characters, in order, and no others."""
    for task in content.notices[0].notice.tasks:
        page = (site / f"2020/{task.id.slug}/index.html").read_text("utf-8")
        heading, body = shown_text(page).split("\n", 1)
        assert heading + task.heading_end + body == task_text(task)


def test_data_files_carry_the_text(site: Path, content: Content) -> None:
    """Label, heading, mark, sentences and clause of a data file join to the source's paragraph."""
    for task in content.notices[0].notice.tasks:
        data = json.loads((site / f"data/v1/tasks/{task.id}.json").read_text("utf-8"))
        sentences = [s["text"] for p in data["paragraphs"] for s in p["sentences"]]
        clause = f"（{data['clause']}）" if data["clause"] else ""
        text = data["label"] + data["heading"] + data["heading_end"] + "".join(sentences) + clause
        assert text == task_text(task)


def test_data_files_have_the_contracts_keys(site: Path) -> None:
    """A task's file has every key, null where nothing is known."""
    data = json.loads((site / "data/v1/tasks/2020-27.json").read_text("utf-8"))
    assert list(data) == [
        "id", "notice", "number", "label", "heading", "heading_end", "section", "url", "state",
        "paragraphs", "clause", "clauses", "agencies", "others", "open",
            "deadline", "figures",
    ]  # fmt: skip
    assert (data["clause"], data["agencies"], data["open"]) == (None, [], False)


def test_agency_pages_and_tasks_agree(site: Path) -> None:
    """An agency's tasks are those that name it."""
    for file in (site / "data/v1/agencies").glob("*.json"):
        agency = json.loads(file.read_text("utf-8"))
        for entry in agency["tasks"]:
            task = json.loads((site / f"data/v1/tasks/{entry['id']}.json").read_text("utf-8"))
            assert {"first": entry["first"]}.items() <= {
                a["id"]: a for a in task["agencies"]
            }[agency["id"]].items()  # fmt: skip
            page = (site / f"agencies/{agency['id']}/index.html").read_text("utf-8")
            assert f'href="../../{task["url"]}"' in page


def test_first_is_never_called_lead(site: Path) -> None:
    """The notice of 2020 does not say who leads, so no page of an agency or a task does."""
    for page in (site / "agencies").rglob("*.html"):
        assert "牵头" not in page.read_text("utf-8").replace("没有说它牵头", "")


def test_pages_are_light(site: Path) -> None:
    """The median page is at most 20 KB, a first load at most 100 KB as sent."""
    sizes = [page.stat().st_size for page in site.rglob("*.html")]
    assert statistics.median(sizes) <= 20_000
    page = (site / "2020/07/index.html").read_text("utf-8")
    loaded = re.findall(r'(?:<link rel="stylesheet" href|<script src)="([^"?]+)', page)
    files = [(site / "2020/07" / name).resolve() for name in loaded]
    files.append(site / "2020/07/index.html")
    assert len(files) >= 5
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 100_000


@pytest.mark.slow
def test_pages_are_valid(site: Path) -> None:
    """The Nu validator finds no error on any page."""
    jar = ROOT / ".venv/npm/vnu-jar/package/build/dist/vnu.jar"
    command = ["java", "-jar", str(jar), "--errors-only", "--skip-non-html", str(site)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.slow
def test_two_builds_are_the_same(site: Path, tmp_path: Path) -> None:
    """Another path, time zone, locale and hash seed: not a byte differs."""
    out = tmp_path / "another place" / "site"
    environment = dict(
        os.environ, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="7", PYTHONUTF8="1"
    )
    command = [sys.executable, "-m", "generator", "build", "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment)
    assert snapshot(out) == snapshot(site)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


STEPS = ["load_content", "write_outputs", "mkdocs_build", "apply_csp", "check_site", "swap_in"]


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_a_failed_build_leaves_the_old_site(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever step fails: the old site is as it was, and nothing lies beside it."""
    out = tmp_path / "site"
    out.mkdir()
    (out / "index.html").write_text("old")

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(sitebuild, step, fail)
    with pytest.raises(OSError, match="the disk is full"):
        sitebuild.build_site(
            root=ROOT, content_dir=ROOT / "content", out=out, progress=lambda _: None
        )
    assert snapshot(tmp_path) == {"site/index.html": b"old"}


def test_a_failed_swap_brings_the_old_site_back(tmp_path: Path) -> None:
    """Where the new site cannot be moved, the old one is put back."""
    out = tmp_path / "site"
    out.mkdir()
    (out / "index.html").write_text("old")
    with pytest.raises(FileNotFoundError):
        sitebuild.swap_in(tmp_path / "not there", out)
    assert snapshot(tmp_path) == {"site/index.html": b"old"}


def test_a_lost_address_stops_the_build(copy: Path, tmp_path: Path) -> None:
    """A ledger with an address that the site does not have: no new site."""
    with (copy / "addresses.txt").open("a") as file:
        file.write("/2020/29/\n")
    with pytest.raises(ContentError, match="published address no longer answers: /2020/29/"):
        sitebuild.build_site(
            root=ROOT, content_dir=copy, out=tmp_path / "site", progress=lambda _: None
        )
    assert not (tmp_path / "site").exists()
