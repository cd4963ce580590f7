"""Records to the files that the reader's browser searches: plain text, loaded as a script.

A script rather than JSON, so that it works from disk as well. Keys are one letter, since every
reader who searches loads them: k kind, i id, t title, u address, p parts, y notice, n number,
s section, z state, a agencies, f first-named, d document number, l theme (line of work).
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from generator.outputs import OutputFile
from generator.search.folding import simplified_for
from generator.search.records import Alias, Record

FOLDER = "search/"


def search_files(records: Sequence[Record], aliases: Sequence[Alias]) -> tuple[OutputFile, ...]:
    """`search/records.js`: everything that can be found; the same content gives the same bytes."""
    texts = [text for record in records for _, text in record.parts]
    table = simplified_for(texts)
    data = {
        "records": [_record(record) for record in records],
        "aliases": [[a.id, list(a.names), list(a.successors)] for a in aliases],
        "traditional": "".join(old + new for old, new in sorted(table.items())),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 end a line in old scripts; "</" would end one written into a page.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return (OutputFile(FOLDER + "records.js", f"keytasksRecords({text});\n".encode()),)


def _record(record: Record) -> dict[str, object]:
    whole = {
        "k": record.kind,
        "i": record.id,
        "t": record.title,
        "u": record.address,
        "p": [list(part) for part in record.parts],
        "y": record.notice,
        "n": record.number,
        "s": record.section,
        "z": record.state,
        "a": list(record.agencies),
        "f": record.first,
        "d": list(record.document) if record.document else None,
        "l": record.theme,
    }
    return {key: value for key, value in whole.items() if value}
