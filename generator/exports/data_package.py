"""`datapackage.json`: what each CSV file is, and the type and meaning of each of its columns.

A Frictionless data package (specs.frictionlessdata.io). It is made of the files that are made, so that no
table is without its description, and none is described that there is not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from generator.addresses import DATA_FILES, picture_table
from generator.edition import Kind, title_of
from generator.exports.picture_tables import PICTURES, PictureColumn
from generator.exports.task_table import COLUMNS, Column
from generator.exports.values import Json
from generator.exports.workbooks import chinese_heads
from generator.model.content import Content
from generator.model.facts import FactState
from generator.model.ids import ID_PATTERN, TASK_ID_PATTERN
from generator.model.provenance import TextState
from generator.outputs import OutputFile, json_bytes
from generator.vocabulary import Vocabulary

PACKAGE = f"{DATA_FILES}datapackage.json"
PACKAGE_KIND = Kind(name="datapackage", pattern=PACKAGE, schema="datapackage")
WEB = re.compile(r"https?://[!-~]*[0-9A-Za-z/]")
"""An address in the owner's words, without the mark behind it."""
OWN_WORDS = "custom"
"""The name of a licence that the owner words: its title says what it is, no list of licences has it."""
FIRST = ("tasks.csv", "tasks-zh.csv")
"""The tables that are described first; the others follow by their names."""
PICTURE = re.compile(
    re.escape(picture_table("?").removeprefix(DATA_FILES)).replace(r"\?", r"(?P<name>.+)")
)
"""The table of a picture; before the first hyphen of its name stands what kind of picture it is."""


def package_file(content: Content, words: Vocabulary, files: Iterable[OutputFile]) -> OutputFile:
    """The description of every CSV file among `files`; ValueError for one that nobody describes."""
    tables = {
        file.path.removeprefix(DATA_FILES): file.data
        for file in files
        if file.path.startswith(DATA_FILES) and file.path.endswith(".csv")
    }
    order = [path for path in FIRST if path in tables]
    order += sorted(tables.keys() - set(FIRST))
    package: Json = {
        "profile": "tabular-data-package",
        "name": "keytasks",
        "title": title_of(content, words),
        "description": "Every key task of the annual notices of which a heading is known, one a row, "
        "for programs and with Chinese heads; and the data of each picture.",
        "sources": list(_sources(content)),
        **({"licenses": [_licence(content.series.licence)]} if content.series.licence else {}),
        "resources": [_resource(path, tables[path], _schema(path, words)) for path in order],
    }
    return OutputFile(PACKAGE, json_bytes(package))


def _resource(path: str, table: bytes, schema: dict[str, Json]) -> Json:
    return {
        "profile": "tabular-data-resource",
        "name": path.removesuffix(".csv").replace("/", "-"),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table),
        "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": {**schema, "missingValues": [""]},
    }


def _schema(path: str, words: Vocabulary) -> dict[str, Json]:
    if path == "tasks.csv":
        return {"fields": [_field(column) for column in COLUMNS], "primaryKey": ["key"]}
    if path == "tasks-zh.csv":
        columns = chinese_heads(words).items()
        return {"fields": [_plain(PictureColumn(head, "string", said)) for head, said in columns]}
    picture = PICTURE.fullmatch(path)
    if picture is None:
        raise ValueError(f"nobody says what the columns of {path} are")
    return {"fields": [_plain(column) for column in PICTURES[picture["name"].partition("-")[0]]]}


def _plain(column: PictureColumn) -> Json:
    return {
        "name": column.name,
        "type": column.kind,
        "description": column.description,
        "constraints": {"required": False},
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


def _licence(said: str) -> Json:
    """The owner's words as a licence: a package asks of one for a name or an address besides."""
    found = WEB.search(said)
    return {"name": OWN_WORDS, **({"path": found[0]} if found else {}), "title": said}


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
