"""`series.json`, and what the tables, the database and the package say of series and of their use."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from generator.build import outputs_of, theme_settings
from generator.content.loading import load_content
from generator.edition import Edition, make_edition
from generator.exports.database import database_bytes
from generator.exports.series_json import SERIES_DATA
from generator.exports.task_table import COLUMNS, task_rows
from site_tests.conftest import ROOT
from site_tests.provincial import CORPUS, write_provincial

TEMPLATES = ROOT / "templates"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The corpus with a province."""
    folder = write_provincial(tmp_path_factory.mktemp("series") / "content", asked=True)
    return make_edition(load_content(folder), TEMPLATES)


@pytest.fixture(scope="module")
def one() -> Edition:
    """The corpus, which has one series."""
    return make_edition(load_content(CORPUS), TEMPLATES)


@pytest.mark.parametrize(
    ("said", "licences"),
    [
        (None, None),
        ("可以自由使用（虚构）。", [{"name": "custom", "title": "可以自由使用（虚构）。"}]),
        (
            "见 https://example.org/l/1.0/。",
            [
                {
                    "name": "custom",
                    "path": "https://example.org/l/1.0/",
                    "title": "见 https://example.org/l/1.0/。",
                }
            ],
        ),
    ],
)
def test_the_licence_of_the_tables(
    said: str | None, licences: list[dict[str, str]] | None, copy: Path
) -> None:
    """A data package has the owner's words, with the address in them; the foot of pages leads there."""
    if said:
        series = copy / "series.yml"
        series.write_text(series.read_text("utf-8") + f"licence: {said}\n", "utf-8")
    content = load_content(copy)
    files = {f.path: f.data for f in outputs_of(content, TEMPLATES)}
    package = json.loads(files["data/v1/datapackage.json"])
    assert package.get("licenses") == licences
    assert theme_settings(content, TEMPLATES)["licence"] == ("data/#licence" if said else "")
    assert ('<h2 id="licence">' in files["data/index.md"].decode()) == bool(said)


def test_series_in_the_data(both: Edition, one: Edition) -> None:
    """Each series with its notices in `series.json`; each row of tables names one of these."""
    for edition, ids in ((both, ["yunyu", "yunxi"]), (one, ["yunyu"])):
        (file,) = SERIES_DATA.files(edition)
        listed = json.loads(file.data)
        assert [entry["id"] for entry in listed] == ids
        here = {notice: entry["id"] for entry in listed for notice in entry["notices"]}
        assert here == {notice.id: notice.series for notice in edition.notices}
        addresses = [f"series/{key}/" for key in ids] if len(ids) > 1 else [None]
        assert [entry["url"] for entry in listed] == addresses
        place = [column.name for column in COLUMNS].index("series")
        assert place == len(COLUMNS) - 1
        rows = [(row[1], row[place]) for row in task_rows(edition.notices)]
        assert rows and {(notice, here[str(notice)]) for notice, _ in rows} == set(rows)
        base = sqlite3.connect(":memory:")
        base.deserialize(database_bytes(edition))
        said = base.execute("SELECT series.id, series.url FROM series").fetchall()
        assert said == [(entry["id"], entry["url"]) for entry in listed]
        query = "SELECT DISTINCT tasks.series, notices.series FROM tasks JOIN notices ON notice = notices.id"
        assert {a == b for a, b in base.execute(query)} == {True}
        base.close()
