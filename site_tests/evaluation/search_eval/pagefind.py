"""Pagefind: plain pages, indexed by its own program, asked through its JavaScript interface."""

from __future__ import annotations

import gzip
import html
import json
import platform
import shutil
from dataclasses import dataclass
from pathlib import Path

from site_tests.conftest import ROOT
from site_tests.evaluation.search_eval import child
from site_tests.evaluation.search_eval.corpora import Corpus
from site_tests.evaluation.search_eval.engines import (
    HERE,
    Built,
    Part,
    Pressed,
    addressed,
    paragraphs,
)

MACHINES = {"x86_64": "x64", "aarch64": "arm64"}
PACKAGES = ROOT / ".venv/npm-eval/@pagefind"
PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main data-pagefind-body><h1>{title}</h1>
{body}
</main></body></html>
"""
INDEX = (".pf_fragment", ".pf_index", ".pf_meta", ".pagefind")
INDEX_SENT = (".pf_fragment", ".pf_index", ".pf_meta", ".json")


@dataclass(slots=True)
class Pagefind:
    """Pagefind as it comes, on the same pages."""

    name: str = "pagefind"
    released: Pressed = None

    def package(self) -> Path:
        return PACKAGES / f"linux-{MACHINES[platform.machine()]}/package"

    def version(self) -> str:
        return f"pagefind {json.loads((self.package() / 'package.json').read_text())['version']}"

    def build(self, corpus: Corpus, folder: Path) -> Built:
        pages = {}
        for document, address in addressed(corpus.documents):
            path = folder / address / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            title = html.escape(document.title)
            path.write_text(PAGE.format(title=title, body=paragraphs(document)), "utf-8")
            pages["/" + address] = document.id
        program = self.package() / "bin/pagefind_extended"
        cost, _ = child.run([str(program), "--site", str(folder), "--quiet"], cwd=folder)
        shutil.copy(HERE / "pagefind.html", folder / "index.html")
        files = [path for path in (folder / "pagefind").rglob("*") if path.is_file()]
        index = [path for path in files if path.suffix in INDEX or path.suffix == ".json"]
        return Built(
            site=folder,
            index=tuple(sorted(index)),
            cost=cost,
            note="index alone",
            ids={key: pages[url] for key, url in fragments(folder / "pagefind/fragment")},
            entry="",
            search="",
            control="#q",
        )

    def part(self, path: str) -> Part:
        if not path.startswith("pagefind/"):
            return "page"
        return "index" if path.endswith(INDEX_SENT) else "script"


def fragments(folder: Path) -> list[tuple[str, str]]:
    """Every result's key with the address of its page, read from the index's fragments."""
    found = []
    for path in folder.iterdir():
        text = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        found.append((path.stem, json.loads(text)["url"]))
    return found
