"""Script injection through every field of the content: refused, or shown as the text that it is."""

from __future__ import annotations

import itertools
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.content.loading import load_content
from generator.content.notice_file import render_notice_file
from generator.notice.markdown import parse_notice
from generator.notice.normal_text import normal_text, text_sha256
from generator.problems import ContentError
from generator.publish.site import build_site
from site_tests.conftest import ROOT, serve

CORPUS = ROOT / "site_tests/corpus/content"
VECTORS = (ROOT / "site_tests/publish/vectors.txt").read_text("utf-8").splitlines()


def test_there_are_enough_vectors() -> None:
    """At least 40."""
    assert len(set(VECTORS)) >= 40


class _Shape(HTMLParser):
    """The elements and attributes of a page, and its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def shape(path: Path) -> _Shape:
    reader = _Shape()
    reader.feed(path.read_text("utf-8"))
    return reader


def with_vectors(copy: Path) -> Path:
    """The invented content with a vector in every field that is shown."""
    vectors = itertools.cycle(VECTORS)
    for folder in sorted((copy / "notices").iterdir()):
        path = folder / "notice.md"
        _, body = path.read_text("utf-8").split("---\n\n", 1)
        lines = []
        for line in body.splitlines():
            if line.startswith("### "):
                line = line.removesuffix("。") + next(vectors).replace("。", "") + "。"
            elif line.startswith("## "):
                line += next(vectors)
            elif line and not line.startswith(
                ("#", ">", "*", "屿规", "900", "云屿国", "各岛规划所")
            ):
                line = line[:-1] + next(vectors) + line[-1]
            lines.append(line)
        notice, problems = parse_notice(
            "\n".join(lines), notice_id=folder.name, series="yunyu", path="x"
        )
        assert not problems
        path.write_text(render_notice_file(notice), "utf-8")
        source = folder / "source.yml"
        text = re.sub(r"(?m)^  sha256: .*$", "  sha256: @", source.read_text("utf-8"))
        (folder / "original.txt").write_text(normal_text(notice), "utf-8")
        text = text.replace("@", text_sha256(notice))
        vector = next(vectors).replace("\\", "\\\\").replace('"', '\\"')
        text = re.sub(r"(?m)^note: .*$", lambda _, v=vector: f'note: "{v}"', text)
        text = re.sub(r"(?m)^  description: .*$", lambda _, v=vector: f'  description: "{v}"', text)
        source.write_text(text, "utf-8")
    for name, keys in (
        ("agencies.yml", ("english", "name")),
        ("themes.yml", ("name", "description", "reason")),
        ("figures.yml", ("name",)),
        ("series.yml", ("title", "issuer")),
    ):
        path = copy / name
        text = path.read_text("utf-8")
        for key in keys:

            def put(match: re.Match[str]) -> str:
                vector = next(vectors).replace("\\", "\\\\").replace('"', '\\"')
                value = match[3].strip('"')
                return f'{match[1]}{match[2]}: "{value}{vector}"'

            if (name, key) != ("agencies.yml", "name"):  # names must go on matching the clauses
                text = re.sub(rf"(?m)^(\s*(?:- )?)({key}): (.+)$", put, text)
        path.write_text(text, "utf-8")
    return copy


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site built of content full of vectors."""
    folder = tmp_path_factory.mktemp("attacked")
    copy = with_vectors(Path(shutil.copytree(CORPUS, folder / "content")))
    build_site(
        root=ROOT,
        content_dir=copy,
        out=folder / "site",
        progress=lambda _: None,
        check_ledger=False,
    )
    return folder / "site"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site without them."""
    folder = tmp_path_factory.mktemp("plain")
    build_site(
        root=ROOT,
        content_dir=CORPUS,
        out=folder / "site",
        progress=lambda _: None,
        check_ledger=False,
    )
    return folder / "site"


@pytest.mark.slow
def test_no_vector_becomes_markup(attacked: Path, plain: Path) -> None:
    """No page of the attacked site has an element or attribute that no page of the plain one has."""
    known = {tag for path in plain.rglob("*.html") for tag in shape(path).tags}
    known.add(("tspan", ("x", "dy")))  # the second line of a long title in a map; these are long
    for path in attacked.rglob("*.html"):
        new = set(shape(path).tags) - known
        assert not new, (path, new)


@pytest.mark.slow
def test_every_vector_is_shown_as_text(attacked: Path) -> None:
    """What was put into headings and sentences stands on the pages, character for character."""
    page = "".join(shape(attacked / "9001/index.html").text)
    source = load_content(attacked.parent / "content").notices[-1].notice
    for task in source.tasks:
        assert task.heading in page
        for sentence in task.sentences:
            assert sentence.text in page


@pytest.mark.slow
@pytest.mark.browser
def test_no_vector_runs(attacked: Path, browser: Browser, tmp_path: Path) -> None:
    """In a real browser, search included, nothing of it is executed."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.add_init_script("window.ran = 0; window.kt = () => { window.ran += 1; };")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    paths = (
        "",
        "9001/",
        "9001/01/",
        "9002/07/",
        "compare/9001/9002/",
        "themes/",
        "themes/landing/",
    )
    with serve(attacked, tmp_path) as address:
        more = ("figures/", "agencies/", "search/?q=渡船", "search/?q=<img src=x onerror=kt()>")
        for path in (*paths, *more):
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            page.mouse.move(300, 300)
            assert page.evaluate("window.ran") == 0, path
    context.close()
    assert dialogs == []


@pytest.mark.parametrize("vector", [v for v in VECTORS if "<" in v or "javascript:" in v.lower()])
def test_hand_written_pages_refuse(vector: str, copy: Path) -> None:
    """Raw HTML and scripts behind links are no Markdown of ours: a Problem, not a page."""
    path = copy / "pages/about.md"
    path.write_text(path.read_text("utf-8") + "\n" + vector + "\n", "utf-8")
    with pytest.raises(ContentError, match="raw HTML, or a link"):
        load_content(copy)


@pytest.mark.parametrize(
    "address", ["javascript:kt()", "data:text/html,x", 'https://a"onclick=kt()', "//x", "x"]
)
def test_addresses_refuse(address: str, copy: Path) -> None:
    """An official address is http or https and nothing else."""
    path = copy / "notices/2020/source.yml"
    text = re.sub(r"(?m)^  url: .*$", lambda _: f"  url: '{address}'", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError, match=r"official\.url: a web address is expected"):
        load_content(copy)
