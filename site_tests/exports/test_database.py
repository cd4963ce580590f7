"""The database has what the data files have, opens in SQLite, and is found through as its docstring says."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build import build_outputs, outputs_of
from generator.content.loading import load_content
from generator.exports import database
from generator.problems import ContentError
from site_tests.conftest import ROOT

CORPUS = ROOT / "site_tests/corpus/content"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The data files of the invented notices."""
    made = build_outputs(CORPUS, ROOT / "templates")
    return {f.path.removeprefix("data/v1/"): f.data for f in made if f.path.startswith("data/v1/")}


@pytest.fixture
def base(files: dict[str, bytes], tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "keytasks.sqlite"
    path.write_bytes(files["keytasks.sqlite"])
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def test_it_is_whole(base: sqlite3.Connection) -> None:
    """SQLite finds no fault in it, and every reference leads somewhere."""
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    base.execute("INSERT INTO found(found) VALUES ('integrity-check')")


def test_it_counts_as_the_other_files_do(files: dict[str, bytes], base: sqlite3.Connection) -> None:
    """Tasks, sentences and responsible bodies are those of the JSON."""
    tasks = {
        name[6:-5]: json.loads(data)
        for name, data in files.items()
        if re.fullmatch(r"tasks/.*\.json", name)
    }
    for key, task in tasks.items():
        said = base.execute(
            "SELECT id, text FROM sentences WHERE task = ? AND kind = 'sentence'", (key,)
        )
        expected = [s for p in task["paragraphs"] or () for s in p["sentences"]]
        assert said.fetchall() == [(s["id"], s["text"]) for s in expected]
        bodies = base.execute(
            "SELECT printed FROM responsible WHERE task = ? AND agency IS NOT NULL", (key,)
        )
        assert [row[0] for row in bodies] == [a["printed"] for a in task["agencies"] or ()]
    (count,) = base.execute("SELECT count(*) FROM tasks WHERE url IS NOT NULL").fetchone()
    assert count == len(tasks)
    (notices,) = base.execute("SELECT count(*) FROM notices").fetchone()
    assert notices == len(json.loads(files["notices.json"]))


def test_the_query_of_the_docstring_finds(base: sqlite3.Connection) -> None:
    """Every sentence with a term of three characters or more, and no other."""
    query = re.search(r"SELECT .*?;", database.__doc__ or "", re.DOTALL)
    assert query
    texts = base.execute("SELECT text FROM sentences WHERE length(text) > 12 LIMIT 5").fetchall()
    for term in (text[3:size] for (text,) in texts for size in (6, 9)):
        found = base.execute(query[0].replace("老旧小区", term)).fetchall()
        every = base.execute(
            "SELECT task, id, text FROM sentences WHERE instr(text, ?)", (term,)
        ).fetchall()
        assert sorted(found) == sorted(every)
        assert found


def test_the_same_content_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    """Twice built, once the same; the version of SQLite is not in it."""
    again = outputs_of(load_content(CORPUS), ROOT / "templates")
    data = next(f.data for f in again if f.path.endswith("keytasks.sqlite"))
    assert data == files["keytasks.sqlite"]
    assert data[database.WRITTEN_BY] == bytes(4)


def test_an_old_sqlite_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where this Python's SQLite cannot write it, the build says so and what helps."""
    monkeypatch.setattr(database, "SCHEMA", "CREATE VIRTUAL TABLE found USING fts99(text);")
    with pytest.raises(ContentError) as raised:
        build_outputs(CORPUS, ROOT / "templates")
    (problem,) = raised.value.problems
    assert problem.path.endswith("keytasks.sqlite") and "FTS5" in (problem.hint or "")
