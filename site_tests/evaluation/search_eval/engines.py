"""The engines: how each one's site is made of a corpus, and how its page is asked.

Every engine has a site with an address that takes `?q=`, and a probe, which is a script that makes
`window.probe` in that page (see probe.js).
"""

from __future__ import annotations

import html
import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal, Protocol

from site_tests.conftest import ROOT
from site_tests.evaluation.search_eval import child
from site_tests.evaluation.search_eval.child import Cost
from site_tests.evaluation.search_eval.corpora import Corpus, Document

HERE = Path(__file__).parent
Pressed = str | None
Part = Literal["page", "script", "index"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site, the files of its index, and what making it cost; `address` by the results' keys.

    `entry` is any page, `search` the one that takes `?q=`; `control` selects the input there.
    """

    site: Path
    index: tuple[Path, ...]
    cost: Cost
    note: str
    ids: dict[str, str]
    entry: str
    search: str
    control: str


class Engine(Protocol):
    """A search engine for static sites."""

    name: str
    released: Pressed
    """The key that is pressed after the query, if the page waits for one."""

    def version(self) -> str: ...

    def build(self, corpus: Corpus, folder: Path) -> Built: ...

    def part(self, path: str) -> Part:
        """What of the site a file is: of the search's script or index, or of the page around it."""


def probe(engine: Engine) -> str:
    """The script that makes `window.probe` in a page of the engine."""
    names = ("probe.js", f"{engine.name}.js")
    return "\n".join((HERE / name).read_text("utf-8") for name in names)


@dataclass(slots=True)
class Ours:
    """This site: the shell of the shipped content, with the search files of the corpus."""

    shell: Path
    name: str = "ours"
    released: Pressed = None

    def version(self) -> str:
        return version("keytasks")

    def build(self, corpus: Corpus, folder: Path) -> Built:
        site = Path(shutil.copytree(self.shell, folder))
        for path in (site / "search").iterdir():
            if path.name != "index.html":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        command = [sys.executable, "-m", "site_tests.evaluation.search_eval.our_index"]
        cost, printed = child.run([*command, str(corpus.content), str(site)], cwd=ROOT)
        files = (path for path in (site / "search").rglob("*") if path.is_file())
        return Built(
            site=site,
            index=tuple(sorted(path for path in files if path.suffix != ".html")),
            cost=Cost(seconds=float(printed), memory=cost.memory),
            note="records and index; memory with the contents loaded",
            ids={document.id: document.id for document in corpus.documents},
            entry="",
            search="search/",
            control="#kt-search-form input",
        )

    def part(self, path: str) -> Part:
        if path.endswith("/search.js"):
            return "script"
        inside = path.startswith("search/") and path not in ("search/", "search/index.html")
        return "index" if inside else "page"


@dataclass(slots=True)
class Material:
    """Material's built-in search, with a page for every document."""

    name: str = "material"
    released: Pressed = "Shift"
    """It listens for keyup alone, which characters that no key has do not bring."""

    def version(self) -> str:
        return f"mkdocs-material {version('mkdocs-material')}, jieba {version('jieba')}"

    def build(self, corpus: Corpus, folder: Path) -> Built:
        folder.mkdir()
        shutil.copy(HERE / "material.yml", folder / "mkdocs.yml")
        (folder / "docs").mkdir()
        (folder / "docs/index.md").write_text("# 首页\n\n全部任务。\n", "utf-8")
        ids = {}
        for document, address in addressed(corpus.documents):
            path = folder / "docs" / address / "index.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"# {plain(document.title)}\n\n{paragraphs(document)}\n", "utf-8")
            ids[address] = document.id
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        variables = {"NO_MKDOCS_2_WARNING": "1"}
        cost, _ = child.run(command, cwd=folder, variables=variables)
        index = folder / "site/search/search_index.json"
        # Without jieba, or with a separator that lacks this character, it finds next to nothing.
        if not any("\u200b" in doc["text"] for doc in json.loads(index.read_bytes())["docs"]):
            raise AssertionError("Material's index is not cut into words: is jieba there?")
        return Built(
            site=folder / "site",
            index=(index,),
            cost=cost,
            note="the whole site with its index",
            ids=ids,
            entry="",
            search="",
            control="[data-md-component=search-query]",
        )

    def part(self, path: str) -> Part:
        if path.startswith("search/"):
            return "index"
        folders = ("assets/javascripts/workers/", "assets/javascripts/lunr/")
        return "script" if path.startswith(folders) else "page"


def addressed(documents: Sequence[Document]) -> Iterable[tuple[Document, str]]:
    """Every document with the folder of its page in the peers' sites, with a slash at its end."""
    return ((document, document.id.replace("-", "/") + "/") for document in documents)


def plain(title: str) -> str:
    """A heading in Markdown that shows `title` as it is."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()>#+-.!" else html.escape(c) for c in title)


def paragraphs(document: Document) -> str:
    """The document's texts as HTML; a task's heading stands in its title already."""
    parts = (part for part in document.parts if part not in document.title)
    return "\n".join(f"<p>{html.escape(part)}</p>" for part in parts)
