"""The English messages that the code can say: its sentences, but for docstrings and patterns."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from site_tests.conftest import ROOT

SENTENCE = re.compile(r"[a-z]{2,}[,:;]? (?:[a-z]|\{)|\} [a-z]{2,}|[a-z]{2,}[:;] \{")
CODE = re.compile(
    r"=> `|<span |<meta |PRAGMA |\"use strict\"|\Aconst |charset=|-->|\A\| --- |"
    r"\A# (?:Every address|What came in)"
)
"""What is no message but code, mark-up or the head of a file."""
PATTERNS = {
    "compile",
    "match",
    "search",
    "sub",
    "split",
    "findall",
    "finditer",
    "option",
    "argument",
}
PATTERNS |= {"command", "AssertionError", "find", "iter", "getattr"}
WHERE = (
    "generator/importers",
    "generator/content",
    "generator/publish",
    "generator/commands/importing.py",
    "generator/commands/import_summary.py",
    "generator/commands/left_to_do.py",
    "generator/commands/gathering.py",
    "generator/commands/gathering_text.py",
    "generator/commands/asking.py",
    "generator/commands/building.py",
    "generator/commands/options.py",
    "generator/exports/database.py",
    "generator/notice/limits.py",
    "generator/notice/lines.py",
    "generator/notice/markdown.py",
    "generator/website/script_heads.py",
    "generator/website/templates.py",
    "generator/website/wording.py",
    "generator/addresses.py",
    "generator/cli.py",
    "generator/plain_files.py",
    "generator/problems.py",
    "generator/vocabulary.py",
)


def messages() -> dict[str, str]:
    """Every message, with {} in each of its places, and where the first of its kind stands."""
    found: dict[str, str] = {}
    for place in WHERE:
        path = ROOT / place
        for file in [path] if path.suffix else sorted(path.rglob("*.py")):
            for line, text in _messages(file):
                found.setdefault(text, f"{file.relative_to(ROOT)}:{line}")
    return found


def _messages(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    skipped = set(_skipped(tree))
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        text = _text(node)
        if text is not None and SENTENCE.search(text) and not CODE.search(text):
            yield node.lineno, text  # type: ignore[attr-defined]


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(piece.value) if isinstance(piece, ast.Constant) else "{}" for piece in node.values
        )
    return None


def _skipped(tree: ast.AST) -> Iterator[int]:
    """Docstrings, patterns, and the pieces of f-strings, which are read as wholes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield id(node.value)
        if isinstance(node, ast.JoinedStr):
            for piece in node.values:
                yield id(piece)
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in PATTERNS:
                for inner in ast.walk(node):
                    yield id(inner)
