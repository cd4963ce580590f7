"""Data as scripts that call a function: unlike JSON, they can be loaded from disk as well.

Keys of a record are one letter, since every reader who searches loads them: k kind, i id, t title,
u address, p parts, y notice, n number, s section, z state, a agencies, f first-named, d document
number, l theme (line of work).

A browser or a cache may keep some files of an older build: each names its build in its last argument,
and the page takes none that is not of the same build as its records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection

from generator.outputs import OutputFile
from generator.search.records import Record

FOLDER = "search/"
END = b");\n"
BUILD_LENGTH = 12
"""Hexadecimal digits that tell one build's files from another's: chance confuses two in 10^14."""


def script(name: str, function: str, *arguments: object) -> OutputFile:
    """A file below `search/` that calls `function` when it is loaded."""
    said = (json.dumps(a, ensure_ascii=False, separators=(",", ":")) for a in arguments)
    text = ",".join(said)
    # U+2028 and U+2029 end a line in old scripts; "</" would end one written into a page.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return OutputFile(FOLDER + name, f"{function}({text});\n".encode())


def of_one_build(files: Collection[OutputFile]) -> tuple[OutputFile, ...]:
    """The scripts with one more argument, the same in all: a hash of all that they say."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.data)
    build = digest.hexdigest()[:BUILD_LENGTH]
    end = f',"{build}"'.encode() + END
    return tuple(OutputFile(file.path, file.data.removesuffix(END) + end) for file in files)


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
