"""Data as scripts that call a function: unlike JSON, they can be loaded from disk as well.

Keys of a record are one letter, since every reader who searches loads them: k kind, i id, t title,
u address, p parts, y notice, n number, s section, z state, a agencies, f first-named, d document
number, l theme (line of work).
"""

from __future__ import annotations

import json

from generator.outputs import OutputFile
from generator.search.records import Record

FOLDER = "search/"


def script(name: str, function: str, *arguments: object) -> OutputFile:
    """A file below `search/` that calls `function` when it is loaded."""
    said = (json.dumps(a, ensure_ascii=False, separators=(",", ":")) for a in arguments)
    text = ",".join(said)
    # U+2028 and U+2029 end a line in old scripts; "</" would end one written into a page.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return OutputFile(FOLDER + name, f"{function}({text});\n".encode())


def record_data(record: Record) -> dict[str, object]:
    """A record with the keys above; what is empty is left out."""
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
