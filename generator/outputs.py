"""What the generator produces: files by path, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import orjson


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file for MkDocs to take; `path` is relative to its docs folder, with forward slashes."""

    path: str
    data: bytes


def json_bytes(value: object, *, compact: bool = False) -> bytes:
    """`value` as JSON: UTF-8, keys as they stand, two spaces a level, a line end.

    A `compact` one has no white space between its parts, as in the data files.
    """
    indent = 0 if compact else orjson.OPT_INDENT_2
    return orjson.dumps(value, option=indent | orjson.OPT_APPEND_NEWLINE)
