"""The data files of `/data/v1/`: their contract, their tables, and that they agree with the text."""

import csv
import dataclasses
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.addresses import DATA_FILES
from generator.build import KINDS, outputs_of
from generator.content.loading import load_content
from generator.exports.csv_table import csv_bytes
from generator.exports.data_package import package_file
from generator.exports.task_table import COLUMNS, Cell
from generator.model.content import Content
from generator.model.notice import Notice
from generator.notice.approval import find_approval
from generator.outputs import OutputFile
from generator.vocabulary import load_words
from site_tests.conftest import ROOT
from site_tests.entries import task_refs, task_rows
from site_tests.exports.contract import SCHEMAS, kind_of, schema_of

CONTENTS = {"shipped": ROOT / "content", "invented": ROOT / "site_tests/corpus/content"}


@pytest.fixture(scope="module", params=CONTENTS)
def held(request: pytest.FixtureRequest) -> Content:
    return load_content(CONTENTS[request.param])


@pytest.fixture(scope="module")
def files(held: Content) -> dict[str, bytes]:
    """The data files by their path below `data/v1/`."""
    outputs = outputs_of(held, ROOT / "templates")
    root = "data/v1/"
    return {f.path.removeprefix(root): f.data for f in outputs if f.path.startswith(root)}


def test_every_file_keeps_the_contract(files: dict[str, bytes]) -> None:
    """Every JSON file has exactly the keys of its kind, of their types; no file is of no kind."""
    for path, data in files.items():
        if path.endswith(".json"):
            validator = jsonschema.Draft202012Validator(schema_of(path))
            found = [
                f"{path}: {e.json_path}: {e.message}"
                for e in validator.iter_errors(json.loads(data))
            ]
            assert found == []
    for path in files:
        assert (kind_of(DATA_FILES + path).schema is None) == (not path.endswith(".json"))
    for kind in KINDS:
        if kind.pattern.startswith(DATA_FILES):
            assert any(kind.matches(DATA_FILES + path) for path in files), kind.name


def test_every_output_is_of_one_kind(held: Content) -> None:
    """Whatever is made is a page, or is of one kind; every JSON kind has its schema."""
    for output in outputs_of(held, ROOT / "templates"):
        if not output.path.endswith("index.md"):
            kind_of(output.path)
    schemas = [kind.schema for kind in KINDS if kind.suffix == "json"]
    assert sorted(map(str, schemas)) == sorted(SCHEMAS)


def test_the_contract_can_fail(files: dict[str, bytes]) -> None:
    """A key left out, a key too many, an unknown state: each is noticed."""
    path = next(p for p in files if p.startswith("tasks/") and p.endswith(".json"))
    good = json.loads(files[path])
    for bad in (
        {k: v for k, v in good.items() if k != "deadline"},
        {**good, "more": 1},
        {**good, "state": "certain"},
        {**good, "url": "/2020/07"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, schema_of(path))
    with pytest.raises(KeyError):
        schema_of("tasks.json")


def test_ids_lead_somewhere(files: dict[str, bytes]) -> None:
    """Every task and agency that a file names has a file of its own, and what it counts is right."""
    for path in files:
        if not path.startswith(("agencies/", "notices/")) or not path.endswith(".json"):
            continue
        data = json.loads(files[path])
        for task in data["tasks"]:
            name = task if isinstance(task, str) else task["id"]
            assert name is None or f"tasks/{name}.json" in files
        for other in (o for task in data["tasks"] if isinstance(task, dict) for o in task["with"]):
            assert f"agencies/{other}.json" in files
    for record in json.loads(files["search/records.json"]):
        if record["texts"]:
            entries = json.loads(files[record["texts"].removeprefix("data/v1/")])
            assert [e for e in entries if (e["kind"], e["id"]) == (record["kind"], record["id"])]


def test_an_agencys_tasks(files: dict[str, bytes]) -> None:
    """Newest notice first, then by number; counted apart where only a fact says it."""
    some = 0
    for path in (p for p in files if re.fullmatch(r"agencies/.+\.json", p)):
        agency = json.loads(files[path])
        order = [(-int(t["notice"][-4:]), t["id"] or "~") for t in agency["tasks"]]
        assert order == sorted(order)
        some += len({year for year, _ in order}) > 1
        known = sum(t["state"] is not None for t in agency["tasks"])
        counts = (agency["task_count"], agency["held_task_count"], agency["known_task_count"])
        assert counts == (len(order), len(order) - known, known)
        listed = next(a for a in json.loads(files["agencies.json"]) if a["id"] == agency["id"])
        assert listed == {k: v for k, v in agency.items() if k != "tasks"}
    assert some


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_table_carries_the_text(files: dict[str, bytes], held: Content) -> None:
    """Label, heading, mark and text of a row join to the source's characters; every task has one."""
    rows = {row["id"]: row for row in table(files["tasks.csv"]) if row["id"]}
    tasks = {path for path in files if path.startswith("tasks/")}
    forms = ("json", "bib", "ris")
    assert {f"tasks/{name}.{form}" for name in rows for form in forms} == tasks
    for task in (task for h in held.notices for task in h.notice.tasks):
        row = rows[str(task.id)]
        text = row["label"] + row["heading"] + row["heading_end"] + row["text"].replace("\n", "")
        assert text == task.text.replace("\n", "")


def test_the_table_agrees_with_the_files(files: dict[str, bytes]) -> None:
    """Agencies, others, state and section are those of the task's own file."""
    for row in table(files["tasks.csv"]):
        if not row["id"]:
            continue
        task = json.loads(files[f"tasks/{row['id']}.json"])
        agencies = task["agencies"] or []
        assert row["agencies_known"] == ("false" if task["agencies"] is None else "true")
        assert row["agencies"] == "、".join(a["printed"] for a in agencies)
        assert row["agency_ids"].split() == [a["id"] for a in agencies]
        assert row["first"] == "、".join(a["printed"] for a in agencies if a["first"])
        assert row["others"] == "、".join(task["others"] or [])
        assert row["open"] == {True: "true", False: "false", None: ""}[task["open"]]
        assert row["figures"] == "、".join(f["text"] for f in task["figures"] or [])
        assert (row["state"], row["url"]) == (task["state"], task["url"])
        assert row["section"] == ((task["section"] or {}).get("heading") or "")
        assert row["key"] == row["id"]
        assert row["heading_state"] == (task["heading_state"] or "")
        assert row["agencies_state"] == (task["agencies_state"] or "")


def test_the_table_has_every_known_task(files: dict[str, bytes], held: Content) -> None:
    """Tasks without a number or a page too: each with its key, how sure it is, and its sources."""
    rows = {row["key"]: row for row in table(files["tasks.csv"])}
    assert set(rows) == set(task_refs(held))
    for facts in held.facts:
        names = {source.id: source.name for source in facts.sources}
        for task in (task for task in facts.tasks if task.heading):
            row = rows[facts.key(task)]
            number = str(task.number or "")
            assert (row["notice"], row["heading"], row["number"]) == (
                facts.id,
                task.heading,
                number,
            )
            assert (row["number_state"], row["heading_state"]) == (task.number_state, task.state)
            assert set(row["sources"].split("；")) == {names[source] for source in task.sources}
            if task.id is None:
                assert row["id"] == row["label"] == row["url"] == ""
    for row in rows.values():
        assert (row["heading_state"] == "") == (row["state"] != "facts-only")


def test_the_table_of_what_ships(content: Content) -> None:
    """The 49 tasks that are known by their headings, among them 2019（六） with an inferred number."""
    rows = [dict(zip((c.name for c in COLUMNS), r, strict=True)) for r in task_rows(content)]
    assert len(rows) == 49
    (row,) = (row for row in rows if row["key"] == "2019:推动大中小城市协调发展")
    assert (row["id"], row["number"], row["number_state"]) == (None, 6, "inferred")
    assert (row["heading_state"], row["sources"]) == (
        "secondary",
        "第一财经、中国江苏网报道（转载页）；中新网报道（转载页）",
    )


READ = {"string": str, "integer": int, "boolean": {"true": True, "false": False}.__getitem__}


def schema_faults(resource: dict[str, Any], data: bytes) -> list[str]:
    """What in the table is not as its Table Schema says."""
    schema = resource["schema"]
    head, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    faults = []
    if head != [field["name"] for field in schema["fields"]]:
        return ["header"]
    for place, field in enumerate(schema["fields"]):
        rules, values = field["constraints"], [line[place] for line in lines]
        if rules["required"] and "" in values:
            faults.append(f"{field['name']}: empty")
        filled = [value for value in values if value not in schema["missingValues"]]
        if rules.get("unique") and len(set(filled)) < len(filled):
            faults.append(f"{field['name']}: not unique")
        for value in filled:
            try:
                READ[field["type"]](value)
            except (ValueError, KeyError):
                faults.append(f"{field['name']}: {value} is no {field['type']}")
            if not re.fullmatch(rules.get("pattern", ".*"), value, re.DOTALL):
                faults.append(f"{field['name']}: {value}")
            if value not in rules.get("enum", [value]):
                faults.append(f"{field['name']}: {value}")
    return faults


def test_every_table_is_what_its_package_says(files: dict[str, bytes]) -> None:
    """Of each CSV file types, patterns, required and unique columns, size and hash; none is left out."""
    resources = json.loads(files["datapackage.json"])["resources"]
    assert {r["path"] for r in resources} == {path for path in files if path.endswith(".csv")}
    assert len({r["name"] for r in resources}) == len(resources) > 3
    for resource in resources:
        data = files[resource["path"]]
        assert schema_faults(resource, data) == [], resource["path"]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_a_fault_in_a_table_is_noticed(files: dict[str, bytes]) -> None:
    """A value of another type, form or vocabulary, or another head, is none that the package allows."""
    resource = json.loads(files["datapackage.json"])["resources"][0]
    text = files[resource["path"]].decode("utf-8-sig")
    for old, new in ((",true,", ",maybe,"), ("-01,", "-1,"), ("supplied", "sure"), ("id,", "ID,")):
        assert old in text
        assert schema_faults(resource, text.replace(old, new).encode("utf-8-sig"))


def test_a_table_that_nobody_describes(content: Content) -> None:
    """A new CSV file without the meaning of its columns is our mistake, and stops at once."""
    with pytest.raises(ValueError, match=r"columns of new\.csv are"):
        package_file(content, load_words(ROOT / "templates"), [OutputFile("data/v1/new.csv", b"a")])


def row(**cells: Cell) -> tuple[Cell, ...]:
    return tuple(cells.get(column.name) for column in COLUMNS)


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    """A text that looks like a formula is a text in the table."""
    rows = [row(id="2020-01", number=1, heading=text)]
    cells = table(csv_bytes([c.name for c in COLUMNS], rows))[0]
    begin = re.sub(r"(?<=[\t\r])=", "'=", text)  # a tab may be taken for the delimiter
    assert cells["heading"] == f"'{begin}"


def test_lines_of_the_csv() -> None:
    """Lines end in CRLF; quotes, commas and line breaks within a text survive; nothing is empty."""
    rows = [row(id="2020-01", number=1, text='甲，"乙",\n丙', open=True, agencies_known=False)]
    data = csv_bytes([c.name for c in COLUMNS], rows)
    assert data.count(b"\r\n") == 2 and data.endswith(b"\r\n")
    cells = table(data)[0]
    assert cells["text"] == '甲，"乙",\n丙'
    assert (cells["open"], cells["agencies_known"], cells["clause"]) == ("true", "false", "")


def letter_of(notice: Notice, text: str) -> Notice:
    """The notice with another first sentence in its letter."""
    paragraph = notice.letter[-2]
    part = dataclasses.replace(paragraph.parts[0], text=text)
    changed = dataclasses.replace(paragraph, parts=(part,))
    return dataclasses.replace(notice, letter=(changed,))


@pytest.mark.parametrize(
    ("sentence", "approval"),
    [
        ("经国务院同意，现印发给你们。", "国务院同意"),
        ("现经省人民政府批准，予以印发。", "省人民政府批准"),
        ("为做好工作，经联席会议审议通过，现印发。", "联席会议审议通过"),
        ("现将任务印发你们，请认真贯彻执行。", None),
        ("推进经济社会发展，确定目标。", None),
        ("未经批准不得印发。", None),
        ("经验收后同意，现印发。", None),
    ],
)
def test_an_approval_is_what_the_letter_says(
    content: Content, sentence: str, approval: str | None
) -> None:
    """Quoted as printed, never concluded; None where the letter says nothing of it."""
    found = find_approval(letter_of(content.notices[0].notice, sentence))
    assert (found.text if found else None) == approval


def test_the_approval_stands_in_the_letter(site: Path, content: Content) -> None:
    """The shipped notice's words are in its data and on its page, with a link to the sentence."""
    notice = content.notices[0].notice
    found = find_approval(notice)
    assert found and any(f"经{found.text}，" in paragraph.text for paragraph in notice.letter)
    data = json.loads((site / "data/v1/notices/2020.json").read_text("utf-8"))
    assert data["approval"] == found.text
    page = (site / "2020/index.html").read_text("utf-8")
    assert f'“{found.text}”（<a href="#letter-{found.sentence}">' in page


def test_the_data_page_names_every_kind_of_file(site: Path) -> None:
    """What can be had is linked where readers look for it."""
    page = (site / "data/index.html").read_text("utf-8")
    links = [f"data/{link}" for link in re.findall(r'href="(v1/[^"]+)"', page)]
    links += re.findall(r'href="\.\./(feeds/[^"]+)"', page)
    assert {f"{DATA_FILES}tasks.csv", f"{DATA_FILES}tasks.xlsx"} <= set(links)
    for kind in KINDS:
        if kind.listed:
            assert any(map(kind.matches, links)), kind.name


def test_what_people_open_comes_first(site: Path) -> None:
    """Workbooks, the archive and the table stand above; JSON and its rules are folded below them."""
    page = (site / "data/index.html").read_text("utf-8")
    above, below = page.split('<details class="kt-fold kt-programs">')
    links = re.findall(r'href="(v1/[^"]+)"', above.partition("<h2")[0])
    assert links[0] == "v1/tasks.xlsx" and "v1/all.zip" in links
    assert {Path(link).suffix for link in links} <= {
        ".xlsx",
        ".zip",
        ".csv",
        ".bib",
        ".ris",
        ".ics",
    }
    assert "v1/checksums.txt" in below and 'id="assistants"' in below and "mcpServers" not in above


def test_every_column_is_explained_with_an_example(held: Content) -> None:
    """The data page has each column of the table, with words and a cell that stands in the table."""
    outputs = {file.path: file.data for file in outputs_of(held, ROOT / "templates")}
    page = outputs["data/index.md"].decode()
    words = load_words(ROOT / "templates").table("task_fields")
    assert list(words) == [column.name for column in COLUMNS]
    cells = list(csv.DictReader(io.StringIO(outputs["data/v1/tasks.csv"].decode("utf-8-sig"))))
    for name, said in words.items():
        row = re.search(f"<code>{name}</code></th><td>(.*?)</td><td>(.*?)</td>", page)
        assert row and row[1] == said.text
        example = row[2].removesuffix("…").replace("—", "")
        assert any(cell[name].startswith(example) for cell in cells), name
