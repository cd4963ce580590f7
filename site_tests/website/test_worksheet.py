"""The page of the work sheet: what it offers is in the data, and its script takes what the data have."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.build import outputs_of
from generator.compare.figure_changes import DEADLINES
from generator.content.loading import load_content
from generator.exports.csv_table import csv_bytes
from generator.vocabulary import load_words
from generator.website.templates import asset_files
from site_tests.conftest import ROOT
from site_tests.exports.test_formulas import CASES
from site_tests.provincial import write_provincial

NODE = shutil.which("node")
PARTS = ROOT / "templates/assets/worksheet"
MOST_BYTES = 20_000
"""Of the script as it is sent, its words and addresses with it."""
CONTENTS = {"shipped": "content", "invented": "site_tests/corpus/content", "two series": ""}
# Folders of the data, and one file of each as the script asks for it.
FOLDERS = ("notices", "tasks", "agencies")


@cache
def built(name: str) -> dict[str, bytes]:
    """Every file of a content, by its path, before MkDocs."""
    with tempfile.TemporaryDirectory() as folder:
        where = ROOT / CONTENTS[name] if CONTENTS[name] else write_provincial(Path(folder) / "c")
        content = load_content(where)
        return {file.path: file.data for file in outputs_of(content, ROOT / "templates")}


def data(name: str, path: str) -> Any:
    return json.loads(built(name)[f"data/v1/{path}.json"])


def page(name: str) -> str:
    return built(name)["worksheet/index.md"].decode()


def choices(name: str, part: str) -> list[str]:
    """The ids that the form offers of one part."""
    return re.findall(rf'<input type="checkbox" name="{part}" value="([^"]+)"', page(name))


def files(name: str) -> Iterator[tuple[str, Any]]:
    """Every file that the script may ask for, with its folder."""
    for path, body in sorted(built(name).items()):
        for folder in FOLDERS:
            if re.fullmatch(rf"data/v1/{folder}/[^/]+\.json", path):
                yield folder, json.loads(body)
    yield "themes", data(name, "themes")


def asked(given: list[tuple[str, Any]], texts: list[str] | None = None) -> dict[str, Any]:
    """What the script says: whether each file has the form it counts on, and each text as a cell."""
    assert NODE, "Node runs the script: `make setup` needs it too"
    source = "\n".join((PARTS / part).read_text("utf-8") for part in ("10-data.js", "60-csv.js"))
    sent = json.dumps({"script": source, "files": given, "texts": texts or []})
    run = subprocess.run(
        [NODE, str(Path(__file__).with_name("worksheet.mjs"))],
        input=sent.encode(),
        capture_output=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(run.stdout)
    return told


@pytest.mark.parametrize("name", CONTENTS)
def test_every_choice_has_its_data(name: str) -> None:
    """Notices and bodies have a file each, sections stand in their notice's, themes in themes.json."""
    for notice in choices(name, "notice"):
        assert data(name, f"notices/{notice}")["id"] == notice
    for value in choices(name, "section"):
        notice, _, number = value.partition(".")
        sections = data(name, f"notices/{notice}")["sections"]
        assert int(number) in {section["number"] for section in sections}, value
    for agency in choices(name, "agency"):
        assert data(name, f"agencies/{agency}")["tasks"], agency
    themes = {theme["id"] for theme in data(name, "themes")["themes"]}
    assert set(choices(name, "theme")) == themes


def test_all_that_can_be_chosen_is_offered() -> None:
    """Every notice with a heading, newest first, and every body that a notice names."""
    assert choices("shipped", "notice") == ["2022", "2021", "2020", "2019", "2018"]
    both = ["9003", "9002", "9001", "yunxi-9002", "yunxi-9001"]
    assert choices("two series", "notice") == both
    named = {
        path.split("/")[3].removesuffix(".json")
        for path in built("shipped")
        if re.fullmatch(r"data/v1/agencies/[^/]+\.json", path)
    }
    assert set(choices("shipped", "agency")) == named
    assert [v for v in choices("shipped", "section") if v.startswith("2020.")] == [
        f"2020.{number}" for number in range(2, 7)
    ]


def test_the_page_says_how_a_deadline_ends() -> None:
    """The script takes a year as a deadline where the comparison does."""
    assert f'data-deadlines="{" ".join(DEADLINES)}"' in page("shipped")


@pytest.mark.parametrize("name", CONTENTS)
def test_the_script_takes_every_file(name: str) -> None:
    """No file of the data is refused."""
    given = list(files(name))
    assert len(given) > 20
    refused = [
        value.get("id")
        for (_, value), fits in zip(given, asked(given)["answers"], strict=True)
        if not fits
    ]
    assert refused == []


def test_the_script_takes_nothing_else() -> None:
    """A file without one of the keys that the sheet counts on, or with another kind of value, is refused."""
    needed = {
        "notices": ("id", "label", "state", "sections", "tasks", "known_tasks"),
        "tasks": (
            *("id", "heading", "label", "url", "state", "paragraphs", "clauses", "agencies"),
            *(
                "others",
                "open",
                "deadline",
                "figures",
                "heading_state",
                "agencies_state",
                "citation",
            ),
        ),
        "agencies": ("id", "name", "printed", "press", "tasks"),
        "themes": ("themes",),
    }
    whole = {
        "notices": data("shipped", "notices/2019"),
        "tasks": data("shipped", "tasks/2020-07"),
        "agencies": data("shipped", "agencies/mps"),
        "themes": data("shipped", "themes"),
    }
    given: list[tuple[str, Any]] = []
    for folder, keys in needed.items():
        for key in keys:
            without, odd = copy.deepcopy(whole[folder]), copy.deepcopy(whole[folder])
            del without[key]
            odd[key] = {"odd": 1}
            given += [(folder, without), (folder, odd)]
        given += [(folder, None), (folder, []), (folder, "x"), (folder, {})]
    for url in (
        "javascript:alert(1)",
        "https://example.org/",
        "//example.org/",
        "../x/",
        "2020/07",
        "",
    ):
        given.append(("tasks", {**whole["tasks"], "url": url}))
    taken = [value for value, fits in zip(given, asked(given)["answers"], strict=True) if fits]
    assert taken == []


def test_cells_are_as_dead_as_those_of_the_exports() -> None:
    """The script quotes every cell, and puts a ' where `csv_table` does."""
    texts = [text for text, _ in CASES] + ['a"b', "a,b", "第一行\n第二行", "", "'"]
    cells = asked([], texts)["cells"]
    read = next(csv.reader(io.StringIO(",".join(cells), newline="")))
    as_exported = csv_bytes(["x"] * len(texts), [texts]).decode("utf-8-sig")
    assert read == list(csv.reader(io.StringIO(as_exported, newline="")))[1]
    assert [cell for _, cell in CASES] == read[: len(CASES)]


def test_the_script_is_small() -> None:
    """With its words it is no more than 20 KB as it is sent."""
    made = asset_files(ROOT / "templates/assets", load_words(ROOT / "templates"), {"search": ""})
    sizes = {Path(file.path).name: len(file.data) for file in made}
    assert sizes["worksheet.js"] <= MOST_BYTES


def test_pages_lead_to_it_with_their_choice() -> None:
    """Bodies' and notices' pages once each, the data page plainly; a task's page not at all."""
    pages = {path: body.decode() for path, body in built("shipped").items() if path.endswith(".md")}
    for path, link in {
        "agencies/mps/index.md": "../../worksheet/?agency=mps",
        "2020/index.md": "../worksheet/?notice=2020",
        "2019/index.md": "../worksheet/?notice=2019",
        "data/index.md": "../worksheet/",
    }.items():
        assert pages[path].count(f'href="{link}"') == 1, path
    assert "worksheet" not in pages["2020/07/index.md"]


def test_without_scripts_it_names_the_workbooks() -> None:
    """That of all tasks, of each notice, and where those of bodies are."""
    off = page("shipped").split('id="kt-sheet-off"')[1].split("</div>")[0]
    for link in ("data/v1/tasks.xlsx", "data/v1/notices/2020.xlsx", "agencies/"):
        assert f'href="../{link}"' in off
