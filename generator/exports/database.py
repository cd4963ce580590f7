"""`keytasks.sqlite`: every series, notice, task, sentence and body in one file, ready to query.

    SELECT task, id, sentences.text FROM found JOIN sentences ON sentences.rowid = found.rowid
    WHERE found MATCH '"老旧小区"';

`found` is a full-text index (FTS5) of runs of three characters: a term of three or more is found anywhere, as
typed. The version of SQLite that wrote the file stands in it; that field is set to nought, so that the
same content gives the same bytes wherever the same format is written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from generator.addresses import DATA_FILES, agency_address, series_address, task_address
from generator.edition import Edition, Kind, Producer
from generator.model.entries import NoticeEntry
from generator.model.ids import HEADING
from generator.outputs import OutputFile
from generator.problems import ContentError, Problem

PATH = f"{DATA_FILES}keytasks.sqlite"
WRITTEN_BY = slice(96, 100)
"""Where the header has the number of the version that wrote it (SQLite's file format, 1.3)."""
SCHEMA = """
PRAGMA page_size = 4096;
PRAGMA encoding = 'UTF-8';
CREATE TABLE series (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, issuer TEXT, url TEXT
) STRICT;
CREATE TABLE notices (
  id TEXT PRIMARY KEY, series TEXT NOT NULL REFERENCES series, title TEXT, number TEXT, issuer TEXT,
  issued TEXT, state TEXT NOT NULL
) STRICT;
CREATE TABLE tasks (
  id TEXT PRIMARY KEY, notice TEXT NOT NULL REFERENCES notices, number INTEGER, label TEXT, section INTEGER,
  section_heading TEXT, heading TEXT, url TEXT, open INTEGER, deadline TEXT, state TEXT NOT NULL,
  series TEXT NOT NULL REFERENCES series
) STRICT;
CREATE TABLE sentences (
  task TEXT NOT NULL REFERENCES tasks, id TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE TABLE agencies (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, english TEXT, kind TEXT NOT NULL, url TEXT
) STRICT;
CREATE TABLE responsible (
  task TEXT NOT NULL REFERENCES tasks, agency TEXT REFERENCES agencies, printed TEXT NOT NULL,
  role TEXT NOT NULL, first INTEGER NOT NULL, implied INTEGER NOT NULL
) STRICT;
CREATE TABLE figures (
  task TEXT NOT NULL REFERENCES tasks, sentence TEXT NOT NULL, start INTEGER NOT NULL, text TEXT NOT NULL,
  kind TEXT NOT NULL, value TEXT, unit TEXT NOT NULL, bound TEXT NOT NULL
) STRICT;
CREATE TABLE links (
  old_notice TEXT NOT NULL, new_notice TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, kind TEXT NOT NULL,
  score REAL NOT NULL, band TEXT NOT NULL, perhaps INTEGER NOT NULL, confirmed INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE found USING fts5(text, content='sentences', tokenize='trigram');
CREATE INDEX tasks_by_notice ON tasks (notice, number);
CREATE INDEX sentences_by_task ON sentences (task);
CREATE INDEX responsible_by_agency ON responsible (agency);
"""
Row = tuple[object, ...]


def database_bytes(edition: Edition) -> bytes:
    """The database as a file's bytes.

    Raises ContentError where the SQLite of this Python has no full-text search, or is older than 3.37.
    """
    base = sqlite3.connect(":memory:")
    try:
        base.executescript(SCHEMA)
        for table, rows in _tables(edition):
            for row in rows:
                places = ", ".join("?" * len(row))
                base.execute(f"INSERT INTO {table} VALUES ({places})", row)
        base.execute("INSERT INTO found(found) VALUES ('rebuild')")
        base.execute("INSERT INTO found(found) VALUES ('optimize')")
        base.commit()
        base.execute("VACUUM")
        data = bytearray(base.serialize())
    except sqlite3.OperationalError as error:
        raise ContentError([_too_old(error)]) from None
    finally:
        base.close()
    data[WRITTEN_BY] = bytes(4)
    return bytes(data)


def _too_old(error: Exception) -> Problem:
    return Problem(
        path=PATH,
        line=0,
        message=f"SQLite {sqlite3.sqlite_version} cannot write it: {error}",
        hint="use a Python whose sqlite3 has FTS5 and is 3.37 or newer",
    )


def _tables(edition: Edition) -> Iterator[tuple[str, Iterable[Row]]]:
    """Each table with its rows, those that others refer to first."""
    notices = edition.notices
    yield "series", _series(edition)
    yield "notices", map(_notice, notices)
    yield (
        "agencies",
        (
            (a.id, a.name, a.english, a.kind.value, agency_address(a.id))
            for a in edition.content.registry.agencies
        ),
    )
    yield "tasks", (row for notice in notices for row in _tasks(notice))
    yield "sentences", (row for notice in notices for row in _sentences(notice))
    yield "responsible", (row for notice in notices for row in _responsible(notice))
    yield "figures", (row for notice in notices for row in _figures(notice))
    yield "links", _links(edition)


def _series(edition: Edition) -> Iterator[Row]:
    """Each series as series.yml has them; `url` is its index, where there are several."""
    pages = {one.id for one in edition.content.several}
    for one in edition.content.series.outlines():
        url = series_address(one.id) if one.id in pages else None
        yield one.id, one.name, one.title, one.issuer, url


def _notice(notice: NoticeEntry) -> Row:
    state = notice.state.value
    return (
        *(notice.id, notice.series, notice.title or notice.annex_title, notice.number),
        *(notice.issuer, notice.issued, state),
    )


def _tasks(notice: NoticeEntry) -> Iterator[Row]:
    for task in notice.tasks:
        section = task.section
        yield (
            *(task.key, task.notice, task.number, task.label),
            *((section.number, section.heading) if section else (None, None)),
            task.heading,
            task_address(task.id) if task.id and task.has_page else None,
            *(task.open, task.deadline, task.state.value, task.series),
        )


def _sentences(notice: NoticeEntry) -> Iterator[Row]:
    """Each task's heading (`h`), then its sentences and clauses in the order of the text."""
    for task in notice.tasks:
        if task.heading is not None:
            yield task.key, HEADING, "heading", task.heading
        clauses = {clause.id for clause in task.clauses}
        for part in task.parts:
            yield task.key, part.id, "clause" if part.id in clauses else "sentence", part.text


def _responsible(notice: NoticeEntry) -> Iterator[Row]:
    for task in notice.tasks:
        for party in (*(task.parties or ()), *(task.others or ())):
            yield (
                *(task.key, party.agency, party.printed),
                *(party.role.value, party.first, party.implied),
            )


def _figures(notice: NoticeEntry) -> Iterator[Row]:
    for task in notice.tasks:
        for figure in task.figures or ():
            yield (
                *(task.key, figure.sentence, figure.start, figure.text, figure.kind.value),
                *("–".join(figure.values) or None, figure.unit, figure.bound),
            )


def _links(edition: Edition) -> Iterator[Row]:
    """Every pair of tasks of every link; what is only possible says so (`perhaps`)."""
    for comparison in edition.comparisons:
        for link in comparison.alignment.links:
            for old in link.old:
                for new in link.new:
                    yield (
                        *(comparison.old, comparison.new, old, new, link.kind.value),
                        *(link.score, link.band.value, link.perhaps, link.confirmed),
                    )


def _files(edition: Edition) -> Iterator[OutputFile]:
    yield OutputFile(PATH, database_bytes(edition))


DATABASE = Producer(kinds=(Kind(name="sqlite", pattern=PATH),), files=_files)
