"""What can be found, for programs: `search/records.json` and the texts notice by notice.

The site's own search reads other files (`/search/`), whose form may change at any time; these do not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.addresses import DATA_FILES
from generator.edition import Edition, Kind, Producer
from generator.exports.values import Json
from generator.outputs import OutputFile
from generator.search.records import Record


def search_data(records: Sequence[Record]) -> Iterator[OutputFile]:
    """The list of all records without their texts, and a file of texts for each notice.

    Agencies and themes have no `texts`: all of theirs stands in agencies.json and themes.json.
    """
    yield _file("records.json", [_record(record) for record in records])
    texts: dict[str, list[Json]] = {}
    for record in records:
        if record.notice:
            texts.setdefault(record.notice, []).append(_texts(record))
    for notice, entries in texts.items():
        yield _file(f"texts/{notice}.json", entries)


def _file(name: str, value: list[Json]) -> OutputFile:
    # Lists of many short entries: one a line.
    lines = ",\n".join(
        json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in value
    )
    return OutputFile(f"{DATA_FILES}search/{name}", f"[\n{lines}\n]\n".encode())


def _record(record: Record) -> Json:
    return {
        "kind": record.kind,
        "id": record.id,
        "title": record.title,
        "url": record.address,
        "notice": record.notice or None,
        "number": record.number or None,
        "section": record.section or None,
        "state": record.state or None,
        "agencies": list(record.agencies) if record.agencies_known else None,
        "first": record.first or None,
        "texts": f"{DATA_FILES}search/texts/{record.notice}.json" if record.notice else None,
    }


def _texts(record: Record) -> Json:
    return {
        "kind": record.kind,
        "id": record.id,
        "parts": [{"anchor": anchor or None, "text": text} for anchor, text in record.parts],
    }


def _files(edition: Edition) -> Iterator[OutputFile]:
    return search_data(edition.records)


SEARCH_DATA = Producer(
    kinds=(
        Kind(
            name="search_records",
            pattern=f"{DATA_FILES}search/records.json",
            schema="search_records",
        ),
        Kind(
            name="search_texts",
            pattern=f"{DATA_FILES}search/texts/<notice>.json",
            schema="search_texts",
            listed=False,
        ),
    ),
    files=_files,
)
