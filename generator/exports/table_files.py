"""The table of all tasks for programs: `tasks.csv`, and `datapackage.json` about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from generator.addresses import DATA_FILES
from generator.edition import Edition, Kind, Producer
from generator.exports.csv_table import csv_bytes
from generator.exports.task_table import COLUMNS, Column, task_rows
from generator.exports.values import Json
from generator.model.content import Content
from generator.model.facts import FactState
from generator.model.ids import ID_PATTERN, TASK_ID_PATTERN
from generator.model.provenance import TextState
from generator.outputs import OutputFile, json_bytes


def table_files(edition: Edition) -> Iterator[OutputFile]:
    """The two files; the same content gives the same bytes."""
    rows = tuple(task_rows(edition.notices))
    table = csv_bytes([column.name for column in COLUMNS], rows)
    yield OutputFile(f"{DATA_FILES}tasks.csv", table)
    yield OutputFile(f"{DATA_FILES}datapackage.json", json_bytes(_package(edition.content, table)))


def _package(content: Content, table: bytes) -> Json:
    """A Frictionless data package: what the csv is, and the type of each column."""
    return {
        "profile": "tabular-data-package",
        "name": "keytasks",
        "title": content.series.title,
        "description": "Every key task of the annual notices of which a heading is known, one a row.",
        "sources": list(_sources(content)),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "tasks",
                "path": "tasks.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(table),
                "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
                "schema": {
                    "fields": [_field(column) for column in COLUMNS],
                    "primaryKey": ["key"],
                    "missingValues": [""],
                },
            }
        ],
    }


def _sources(content: Content) -> Iterator[Json]:
    """Where the texts held came from, then where what is known of other notices was read."""
    for held in content.notices:
        came = f"{held.notice.identity.title}: {held.provenance.description}"
        read = held.provenance.retrieval
        yield _source(came, read.final if read else None)
    for facts in content.facts:
        for source in facts.sources:
            yield _source(f"{facts.id}: {source.name}", source.url)


def _source(title: str, address: str | None) -> Json:
    return {"title": title, "path": address} if address else {"title": title}


def _field(column: Column) -> Json:
    rules: dict[str, Json] = {"required": column.required}
    if column.name in ("id", "key"):
        rules["unique"] = True
    if column.name == "id":
        rules["pattern"] = _pattern(TASK_ID_PATTERN)
    if column.name == "notice":
        rules["pattern"] = _pattern(ID_PATTERN)
    if column.name == "state":
        rules["enum"] = list(TextState)
    if column.name.endswith("_state"):
        rules["enum"] = list(FactState)
    return {
        "name": column.name,
        "type": column.kind,
        "description": column.description,
        "constraints": rules,
    }


def _pattern(expression: re.Pattern[str]) -> str:
    """The expression without what only Python understands: names of groups, `\\Z`."""
    return "^" + re.sub(r"\?P<\w+>", "", expression.pattern).removesuffix(r"\Z") + "$"


TABLES = Producer(
    kinds=(
        Kind(name="tasks_csv", pattern=f"{DATA_FILES}tasks.csv"),
        Kind(name="datapackage", pattern=f"{DATA_FILES}datapackage.json", schema="datapackage"),
    ),
    files=table_files,
)
