"""The built site: what stands on its pages, and that it is built safely."""

import gzip
import html
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from generator.model.content import Content
from generator.problems import ContentError
from generator.publish import making, rendering
from generator.publish import site as publish_site
from generator.publish.ownership import write_manifest
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
        assert heading + body == task.text


def test_data_files_carry_the_text(site: Path, content: Content) -> None:
    """Label, heading, mark, sentences and clause of a data file join to the source's paragraph."""
    for task in content.notices[0].notice.tasks:
        data = json.loads((site / f"data/v1/tasks/{task.id}.json").read_text("utf-8"))
        sentences = [s["text"] for p in data["paragraphs"] for s in p["sentences"]]
        clause = f"（{data['clause']}）" if data["clause"] else ""
        text = data["label"] + data["heading"] + data["heading_end"] + "".join(sentences) + clause
        assert text == task.text


def test_a_task_that_names_nobody(site: Path) -> None:
    """No clause is null, no agencies an empty list: that is known."""
    data = json.loads((site / "data/v1/tasks/2020-27.json").read_text("utf-8"))
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
    """No clause held says who leads, so no page of an agency or a task does in words of its own."""
    tasks = [page for page in site.glob("2???/*/index.html") if "/compare/" not in str(page)]
    agencies = list((site / "agencies").rglob("*.html"))
    assert (len(tasks), len(agencies)) > (28, 28)
    for page in (*tasks, *agencies):
        official = r'<(section|div) class="kt-text".*?</\1>'
        text = TAG.sub("", re.sub(official, "", page.read_text("utf-8"), flags=re.DOTALL))
        for denial in ("没有说它牵头", "不表示牵头"):
            text = text.replace(denial, "")
        assert "牵头" not in text, page


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


def test_the_site_has_nothing_that_no_page_loads(site: Path) -> None:
    """Neither the theme's search, which is replaced, nor its maps for debuggers are published."""
    assert list(site.rglob("*.map")) == []
    assert not (site / "assets/javascripts/lunr").exists()
    assert list(site.glob("assets/javascripts/bundle.*.js"))


def test_a_comparison_has_no_white_space_between_its_parts(site: Path) -> None:
    """Of a file that is mostly structure more than half would be indentation; it is one line."""
    files = list((site / "data/v1/compare").rglob("*.json"))
    assert files and all(file.read_bytes().count(b"\n") == 1 for file in files)


@pytest.mark.slow
def test_pages_are_valid(site: Path) -> None:
    """The Nu validator finds no error on any page."""
    jar = ROOT / ".venv/npm/vnu-jar/package/build/dist/vnu.jar"
    command = ["java", "-jar", str(jar), "--errors-only", "--skip-non-html", str(site)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.slow
def test_two_builds_are_the_same(site: Path, tmp_path: Path) -> None:
    """Other paths of site and content, clock, time zone, locale, hash seed: not a byte differs."""
    out = tmp_path / "another place" / "site"
    content = shutil.copytree(ROOT / "content", tmp_path / "other texts")
    for path in content.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    (tmp_path / "sitecustomize.py").write_text(LATER)
    environment = dict(
        os.environ,
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONHASHSEED="7",
        PYTHONUTF8="1",
        PYTHONPATH=str(tmp_path),
        SOURCE_DATE_EPOCH="1900000000",
    )
    command = [sys.executable, "-m", "generator", "build"]
    command += ["--content", str(content), "--out", str(out)]
    run = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment)
    assert b"it is 20" in run.stdout and f"it is {time.localtime().tm_year}" not in str(run.stdout)
    assert snapshot(out) == snapshot(site)


LATER = """
import datetime, time

AHEAD = 400 * 86400
now, local, gm = time.time, time.localtime, time.gmtime
time.time = lambda: now() + AHEAD
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: gm(time.time() if seconds is None else seconds)


class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)


datetime.datetime = Later
print("it is", Later.now().year)
"""
"""Python's own start-up file, by which a process lives 400 days ahead."""


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


STEPS = (
    *(
        (publish_site, name)
        for name in ("load_content", "closing_files", "check_site", "put_in_place")
    ),
    *((making, name) for name in ("make_edition", "page_file")),
    *((rendering, name) for name in ("mkdocs_build", "apply_csp")),
)


@pytest.mark.slow
@pytest.mark.parametrize(("module", "step"), STEPS, ids=[name for _, name in STEPS])
def test_a_failed_build_leaves_the_old_site(
    module: ModuleType, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever step fails: the old site is as it was, and nothing lies beside it."""
    out = tmp_path / "site"
    out.mkdir()
    (out / "index.html").write_text("old")
    write_manifest(out)
    before = snapshot(tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(module, step, fail)
    with pytest.raises(OSError, match="the disk is full"):
        publish_site.build_site(
            root=ROOT, content_dir=ROOT / "content", out=out, progress=lambda _: None
        )
    assert snapshot(tmp_path) == before


def test_a_lost_address_stops_the_build(copy: Path, tmp_path: Path) -> None:
    """A ledger with an address that the site does not have: no new site."""
    with (copy / "addresses.txt").open("a", encoding="utf-8") as file:
        file.write("/2020/29/\n")
    with pytest.raises(ContentError, match="published address no longer answers: /2020/29/"):
        publish_site.build_site(
            root=ROOT, content_dir=copy, out=tmp_path / "site", progress=lambda _: None
        )
    assert not (tmp_path / "site").exists()
