"""`make properdocs`: what it calls the same, and what it does not."""

import runpy
from pathlib import Path

from site_tests.conftest import ROOT

differences = runpy.run_path(str(ROOT / "tools/properdocs.py"))["differences"]
PAGE = '<head>\n<meta name="generator" content="{}">\n</head>\n<body>\n<p>甲</p>\n</body>'
SITEMAP = "<url>\n<loc>https://example.org/</loc>\n    <lastmod>{}</lastmod>\n</url>"


def site(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    return folder


def test_what_may_differ(tmp_path: Path) -> None:
    """A page's head, its indentation and the sitemap's days may differ; nothing else does here."""
    indented = PAGE.format("b").replace("\n<p>", "\n    <p>")
    ours = site(
        tmp_path / "a", index_html=PAGE.format("a"), sitemap_xml=SITEMAP.format("2020-01-01")
    )
    theirs = site(tmp_path / "b", index_html=indented, sitemap_xml=SITEMAP.format("2021-01-01"))
    (ours / ".nojekyll").touch()
    assert list(differences(ours, theirs)) == []


def test_what_must_not_differ(tmp_path: Path) -> None:
    """Another word on a page, another byte of a file and a page of one site alone are each told."""
    page = PAGE.format("a")
    ours = site(tmp_path / "a", index_html=page, data_json="1", more_html=page)
    theirs = site(tmp_path / "b", index_html=page.replace("甲", "乙"), data_json="2", new_html=page)
    assert list(differences(ours, theirs)) == [
        "data.json: differs",
        "index.html: differs",
        "more.html: only MkDocs",
        "new.html: only ProperDocs",
    ]


def test_both_build_with_the_same_theme() -> None:
    """The environment of ProperDocs has the theme, Markdown and templates of ours, to the version."""
    pins = [
        (ROOT / f"requirements/{name}.txt").read_text("utf-8") for name in ("build", "properdocs")
    ]
    ours, theirs = (
        {line.split(" ")[0] for line in text.splitlines() if "==" in line} for text in pins
    )
    names = ("mkdocs-material==", "markdown==", "jinja2==", "pymdown-extensions==")
    assert all(any(pin.startswith(name) for pin in ours & theirs) for name in names)
