"""Who may import whom."""

import ast
from pathlib import Path

from site_tests.conftest import ROOT

LAYERS = {
    0: {"problems", "model", "text", "addresses", "outputs"},
    1: {
        "notice",
    },
    2: {
        "content",
        "compare",
        "search",
        "importers",
        "website",
        "exports",
    },
    3: {"build"},
    4: {"publish", "commands", "bridge", "whole_page", "cli", "__main__", "__init__"},
}
HOMES = {
    "yaml": {"content", "importers"},  # the latter only writes it
    "jinja2": {"website"},
    "mkdocs": {"publish", "bridge", "commands"},
    "markdown": {"whole_page"},
    "numpy": {"compare"},
    "jieba": {"text"},
    "diff_match_patch": {"compare"},
    "opencc": {"text"},
    "openpyxl": {"exports"},
    "orjson": {"outputs"},
    "lxml": {"importers"},
    "pypdf": {"importers"},
    "trafilatura": {"importers"},
    "defusedxml": {"importers"},
}
STRANGERS = {"website", "exports", "importers"}


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_imports_point_upwards() -> None:
    """A module imports its own layer or those above it, and each library has one home."""
    layer_of = {name: layer for layer, names in LAYERS.items() for name in names}
    for path in sorted((ROOT / "generator").rglob("*.py")):
        home = path.relative_to(ROOT / "generator").parts[0].removesuffix(".py")
        for name in imports(path):
            first, *rest = name.split(".")
            if first == "generator" and rest:
                assert layer_of[rest[0]] <= layer_of[home], f"{path.name} imports {name}"
                strangers = {home, rest[0]} <= STRANGERS and home != rest[0]
                assert not strangers, f"{path.name} imports {name}"
            assert home in HOMES.get(first, {home}), f"{first} does not live in {home}"
