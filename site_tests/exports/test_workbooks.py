"""Workbooks for people: they say what the data say, of everything, of a notice, of a body."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from generator.build import outputs_of
from generator.content.loading import load_content
from generator.exports.workbook import Linked, Sheet, SheetColumn, workbook_bytes
from site_tests.conftest import ROOT
from site_tests.exports.test_workbook import HOSTILE, unescape

CONTENTS = {"shipped": ROOT / "content", "invented": ROOT / "site_tests/corpus/content"}
ADDRESS = "https://example.org/keytasks/"
Table = list[dict[str, object]]


@pytest.fixture(scope="module", params=CONTENTS)
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The data files by their path below `data/v1/`."""
    content = load_content(CONTENTS[request.param])
    outputs = outputs_of(content, ROOT / "templates", address=ADDRESS)
    root = "data/v1/"
    return {f.path.removeprefix(root): f.data for f in outputs if f.path.startswith(root)}


def tables(data: bytes) -> dict[str, Table]:
    """Each sheet's rows, by the heads of the columns."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    read = {}
    for sheet in book:
        heads, *rows = sheet.values
        read[sheet.title] = [
            dict(zip(map(str, heads), (unescape(c) if isinstance(c, str) else c for c in row),
                     strict=True))
            for row in rows
        ]  # fmt: skip
    return read


def machine_rows(files: dict[str, bytes]) -> list[dict[str, str]]:
    text = files["tasks.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_it_has_every_task_that_the_data_have(files: dict[str, bytes]) -> None:
    """Row for row the table for programs: same order, same headings, texts, names and numbers."""
    rows, theirs = tables(files["tasks.xlsx"])["任务"], machine_rows(files)
    assert len(rows) == len(theirs)
    for row, other in zip(rows, theirs, strict=True):
        assert (row["代号"], row["标题"], row["编号"] or "") == (
            other["key"],
            other["heading"],
            other["label"],
        )
        assert (row["正文"] or "") == re.sub(r"(?m)^'", "", other["text"])
        assert (row["责任分工（原文）"] or "") == other["clause"]
        known = other["agencies_known"] == "true"
        assert (row["责任单位"] or "") == (other["agencies"] if known else "不详")
        assert (row["文中数字"] or "", row["期限"] or "") == (other["figures"], other["deadline"])
        assert row["名单以“等”结尾"] == {"true": "是", "false": "否", "": None}[other["open"]]
        assert (row["网页"] or "") == (ADDRESS + other["url"] if other["url"] else "")


def test_it_counts_as_the_data_do(files: dict[str, bytes]) -> None:
    """Bodies, links, tasks without one, and numbers: as many as in the JSON."""
    sheets = tables(files["tasks.xlsx"])
    agencies = {agency["name"]: agency for agency in json.loads(files["agencies.json"])}
    assert {row["名称"] for row in sheets["单位"]} == set(agencies)
    for row in sheets["单位"]:
        agency = agencies[row["名称"]]
        counts = (agency["held_task_count"], agency["known_task_count"])
        assert (row["全文里的任务项数"], row["另外已知的项数"]) == counts
    compared = [json.loads(v) for k, v in files.items() if re.fullmatch(r"compare/.+\.json", k)]
    kinds = [row["关系"] for row in sheets.get("对照", ())]
    for said, key in (("新增", "added"), ("未再列出", "dropped")):
        assert kinds.count(said) == sum(len(c[key]) for c in compared)
    wanted = sum(len(c["links"]) + len(c["maybe"]) for c in compared)
    assert len([kind for kind in kinds if kind not in ("新增", "未再列出")]) == wanted
    told = json.loads(files["figures.json"])
    figures = [row for row in sheets["指标"] if row["标题"]]
    assert len(figures) == len(told["figures"])
    listed = {subject["name"] for subject in told["subjects"] if subject["entries"]}
    assert listed <= {row["主题"] for row in sheets["指标"]}


def test_the_chinese_csv_is_the_sheet_of_tasks(files: dict[str, bytes]) -> None:
    """The same heads and rows but for the one column that a spreadsheet would take for a day."""
    text = files["tasks-zh.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    sheet = tables(files["tasks.xlsx"])["任务"]
    assert [{k: v or "" for k, v in row.items() if k != "代号"} for row in sheet] == [
        {k: re.sub(r"(?:\A|(?<=[;|\t\n]))'", "", v) for k, v in row.items()} for row in rows
    ]


def test_a_notice_has_its_own(files: dict[str, bytes]) -> None:
    """Its tasks alone, the comparisons that it stands in, and no empty column."""
    whole = tables(files["tasks.xlsx"])
    for path in [p for p in files if re.fullmatch(r"notices/.+\.xlsx", p)]:
        notice = path.removeprefix("notices/").removesuffix(".xlsx")
        sheets = tables(files[path])
        keys = [row["代号"] for row in sheets["任务"]]
        assert keys == [row["key"] for row in machine_rows(files) if row["notice"] == notice]
        label = sheets["任务"][0]["通知"]
        mine = [r for r in whole.get("对照", ()) if label in (r["通知一"], r["通知二"])]
        assert len(sheets.get("对照", ())) == len(mine)
        for rows in sheets.values():
            for head in rows[0]:
                assert any(row[head] not in (None, "") for row in rows), (path, head)


def test_a_body_has_its_own(files: dict[str, bytes]) -> None:
    """The tasks that name it, each with what the text says that it does there."""
    paths = [p for p in files if re.fullmatch(r"agencies/.+\.xlsx", p)]
    listed = {f"agencies/{agency['id']}.xlsx" for agency in json.loads(files["agencies.json"])}
    assert set(paths) == listed
    for path in paths:
        agency = json.loads(files[path.replace(".xlsx", ".json")])
        rows = tables(files[path])["任务"]
        told = {task["id"]: task for task in agency["tasks"] if task["id"]}
        assert {row["代号"] for row in rows if ":" not in str(row["代号"])} <= set(told)
        for row in rows:
            task = told.get(str(row["代号"]))
            part, _, first = str(row["本单位"]).partition("，")
            assert part in {"牵头", "负责", "配合", "只列名", "列首位"} and first in {"", "列首位"}
            if task:
                assert (part == "牵头") == task["lead"]
                assert task["lead"] or ("列首位" in (part, first)) == task["first"]
        assert tables(files[path])["单位"][0]["名称"] == agency["name"]


def head_of(book: bytes) -> str:
    """What stands at the head of each printed page of the tasks."""
    said = openpyxl.load_workbook(io.BytesIO(book))["任务"].oddHeader
    return "".join(part.text or "" for part in (said.left, said.center, said.right))


def test_a_printed_sheet_names_the_notice_and_its_number(files: dict[str, bytes]) -> None:
    """A body's sheet names every notice that it has tasks of; a column has each row's number."""
    notices = {n["id"]: n for n in json.loads(files["notices.json"])}
    for path in (p for p in files if re.fullmatch(r"(agencies|notices)/.+\.xlsx", p)):
        rows, head = tables(files[path])["任务"], head_of(files[path])
        own = {str(row["代号"])[:4] for row in rows if re.match(r"\d{4}-\d\d$", str(row["代号"]))}
        for notice in (notices[key] for key in own if notices[key]["number"]):
            assert f"（{notice['number']}）" in head or len(head) > 200, path
        for row in rows:
            key = re.match(r"\d{4}(?=[-:])", str(row["代号"]))
            if key:
                assert row.get("文号") == notices[key[0]]["number"]


def test_a_body_has_no_pair_that_is_unlikely(files: dict[str, bytes]) -> None:
    """What may be related by headings alone stands in the table of all, and in no body's own."""
    assert any(row["关系"] == "可能相关" for row in tables(files["tasks.xlsx"])["对照"]) or (
        "notices/9002.xlsx" in files
    )
    for path in (p for p in files if re.fullmatch(r"agencies/.+\.xlsx", p)):
        assert "可能相关" not in {row["关系"] for row in tables(files[path]).get("对照", ())}, path


def test_the_same_content_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    """Every workbook of a second build is that of the first."""
    name = "invented" if "notices/9002.xlsx" in files else "shipped"
    content = load_content(CONTENTS[name])
    again = outputs_of(content, ROOT / "templates", address=ADDRESS)
    books = [f for f in again if f.path.endswith((".xlsx", "-zh.csv"))]
    assert len(books) > 2
    for book in books:
        assert book.data == files[book.path.removeprefix("data/v1/")]


def office_lines(book: bytes, folder: Path) -> list[list[str]]:
    """The first sheet as LibreOffice shows it; skips the test where there is none, or none with sheets."""
    if not (office := shutil.which("soffice")):
        pytest.skip("there is no LibreOffice here")
    path = folder / "book.xlsx"
    path.write_bytes(book)
    command = [office, f"-env:UserInstallation={(folder / 'home').as_uri()}", "--headless"]
    # Tokens: a comma, a quotation mark, UTF-8, all from line 1, texts quoted, as shown.
    command += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true"]
    done = subprocess.run([*command, "--outdir", str(folder), str(path)], capture_output=True,
                          timeout=120, check=False)  # fmt: skip
    if not (made := folder / "book.csv").exists():
        pytest.skip(f"this LibreOffice opens no workbook: {done.stderr.decode()[-80:]}")
    return list(csv.reader(io.StringIO(made.read_text("utf-8"), newline="")))


@pytest.mark.slow
def test_libreoffice_shows_what_stands_in_it(files: dict[str, bytes], tmp_path: Path) -> None:
    """Every cell of the table of tasks, as the office program shows it."""
    lines = office_lines(files["tasks.xlsx"], tmp_path)
    rows = tables(files["tasks.xlsx"])["任务"]
    assert lines[0] == list(rows[0])
    assert lines[1:] == [[str(cell or "") for cell in row.values()] for row in rows]


@pytest.mark.slow
def test_libreoffice_runs_nothing_of_it(tmp_path: Path) -> None:
    """Texts that look like formulas are shown as they are, not as what they would give."""
    texts = [text for text in HOSTILE if text.isprintable()]
    rows = tuple((text, Linked(text, ADDRESS)) for text in texts)
    sheet = Sheet(name="表", columns=(SheetColumn("甲", 9), SheetColumn("乙", 9)), rows=rows)
    lines = office_lines(workbook_bytes([sheet]), tmp_path)
    assert lines == [["甲", "乙"], *([text, text] for text in texts)]
