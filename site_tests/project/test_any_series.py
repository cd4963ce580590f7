"""The generator serves any series: who issues one and what it is about stands in its content alone."""

from __future__ import annotations

import pytest

from site_tests.conftest import ROOT

NAMES = ("国家发展改革委", "新型城镇化", "National Development", "NDRC", "urbanization")
PLACES = (
    "generator",
    "templates",
    "overrides",
    "tools",
    "mkdocs.yml",
    "pyproject.toml",
    "Makefile",
)
TEXTS = {".py", ".md", ".html", ".toml", ".yml", ".txt", ".js", ".css", ".sh", ".svg", ""}


def files() -> list[str]:
    """Every text file of the generator, by its path."""
    found = []
    for place in PLACES:
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*"))
    kept = [p for p in found if p.is_file() and p.suffix in TEXTS and "__pycache__" not in p.parts]
    return [path.relative_to(ROOT).as_posix() for path in kept]


@pytest.mark.parametrize("name", NAMES)
def test_no_file_names_the_issuer(name: str) -> None:
    """No template, setting or line of code says whose series it is, or what that is about."""
    texts = {path: (ROOT / path).read_text("utf-8") for path in files()}
    assert len(texts) > 300
    assert [path for path, text in texts.items() if name in text] == []
