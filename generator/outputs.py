"""What the generator produces: files by path, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import orjson


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file for MkDocs to take; `path` is relative to its docs folder, with forward slashes."""

    path: str
    data: bytes


def json_bytes(value: object) -> bytes:
    """`value` as readers get JSON: UTF-8, keys as they stand, two spaces a level, a line end."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
