"""Rows that are kept between runs, so that one that was stopped goes on where it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from site_tests.conftest import ROOT
from site_tests.evaluation.search_eval.measuring import Row
from site_tests.evaluation.search_eval.table import as_json, read_row

ASKED = (
    "content/notices",
    "content/agencies.yml",
    "generator/search/records.py",
    "site_tests/queries.jsonl",
    "site_tests/invented.py",
    "site_tests/evaluation/search_eval",
)
"""What every engine's figures depend on: documents, queries, and how they are measured."""
OURS = (
    "content",
    "generator/search",
    "generator/text",
    "templates/assets/search",
    "templates/assets/quotations",
    "templates/pages/search.md",
)
"""What the figures of this site's own search depend on as well."""


def mark_of(parts: Sequence[object], *, ours: bool) -> str:
    """What a row was measured on, in sixteen letters and figures: `parts`, and the files as they are."""
    whole = hashlib.sha256(repr(parts).encode())
    for path in _files((*ASKED, *(OURS if ours else ()))):
        whole.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes())
    return whole.hexdigest()[:16]


def _files(names: Iterable[str]) -> list[Path]:
    found = (ROOT / name for name in names)
    every = (p for own in found for p in (own.rglob("*") if own.is_dir() else [own]) if p.is_file())
    return sorted(path for path in every if "__pycache__" not in path.parts)


def kept_row(folder: Path, corpus: str, engine: str, mark: str) -> Row | None:
    """What an earlier run measured of the very same; None where there is nothing."""
    path = _path(folder, corpus, engine)
    # Of another mark a row may have another form.
    same = path.is_file() and json.loads(path.read_text("utf-8")).get("mark") == mark
    return read_row(path) if same else None


def keep(folder: Path, row: Row) -> None:
    """Writes a row, whole or in part, over what was there."""
    folder.mkdir(parents=True, exist_ok=True)
    _path(folder, row.corpus, row.engine).write_text(as_json(row), "utf-8")


def _path(folder: Path, corpus: str, engine: str) -> Path:
    return folder / f"{corpus}-{engine}.json"
