"""What the data page shows as uses does what it says, as written there."""

from __future__ import annotations

import ast
import csv
import html
import json
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import openpyxl


def code(site: Path, name: str) -> str:
    """The code that the page gives for a use."""
    page = (site / "data/index.html").read_text("utf-8")
    found = re.search(rf"<dt>{name}</dt>\s*<dd>.*?<code>(.*?)</code>", page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def test_the_line_of_python_counts_tasks(site: Path) -> None:
    """Run in the folder of the data it prints how many tasks each notice has in the table."""
    command = [sys.executable, "-c", code(site, "Python")]
    done = subprocess.run(
        command, cwd=site / "data/v1", capture_output=True, encoding="utf-8", check=True
    )
    told = ast.literal_eval(done.stdout.strip().removeprefix("Counter(").removesuffix(")"))
    text = (site / "data/v1/tasks.csv").read_text("utf-8-sig")
    assert told == Counter(row["notice"] for row in csv.DictReader(text.splitlines()))


def test_the_query_names_the_bodies_with_most_tasks(site: Path) -> None:
    """Their tasks are as many as the data of the bodies say."""
    base = sqlite3.connect(site / "data/v1/keytasks.sqlite")
    rows = base.execute(code(site, "SQL")).fetchall()
    base.close()
    counts = {
        agency["name"]: agency["task_count"]
        for agency in json.loads((site / "data/v1/agencies.json").read_text("utf-8"))
    }
    assert len(rows) == 5
    assert rows == sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]


def test_the_workbook_has_what_is_to_be_filtered(site: Path) -> None:
    """The sheet and the column that the use of Excel names are there, with a filter."""
    sheet = openpyxl.load_workbook(site / "data/v1/tasks.xlsx")["任务"]
    heads = [cell.value for cell in sheet[1]]
    assert "责任单位" in heads and sheet.auto_filter.ref
