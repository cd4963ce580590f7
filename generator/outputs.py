"""What the generator produces: files by path, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file below the docs folder; `path` is relative, with forward slashes."""

    path: str
    data: bytes
