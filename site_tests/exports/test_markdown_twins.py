"""Markdown for machines shows the official characters, and every link in the index leads somewhere."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.build import outputs_of
from generator.content.loading import load_content
from generator.exports.markdown_twins import escaped
from generator.model.content import Content
from site_tests.conftest import ROOT

CONTENTS = {"shipped": ROOT / "content", "invented": ROOT / "site_tests/corpus/content"}
ADDRESS = "https://example.org/keytasks/"


@pytest.fixture(scope="module", params=CONTENTS)
def held(request: pytest.FixtureRequest) -> Content:
    return load_content(CONTENTS[request.param])


@pytest.fixture(scope="module")
def files(held: Content) -> dict[str, str]:
    """Every text file that is made, by its path, twins by the address that they have on the site."""
    outputs = outputs_of(held, ROOT / "templates", address=ADDRESS)
    pages = {f.path for f in outputs if f.path.endswith("index.md")}
    return {
        f.path.removesuffix(".txt") if f.path.endswith(".md.txt") else f.path: f.data.decode()
        for f in outputs
        if f.path not in pages and f.path.endswith((".md.txt", ".txt", ".json", ".csv"))
    }


def lines_of(markdown: str) -> list[str]:
    """The texts that a reader of Markdown sees, a line each."""
    found = []
    for token in MarkdownIt().parse(markdown):
        if token.type == "inline":
            found += "".join(map(_text, token.children or ())).split("\n")
    return found


def _text(token: Token) -> str:
    assert token.type in ("text", "text_special", "softbreak", "link_open", "link_close"), token
    return "\n" if token.type == "softbreak" else token.content


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1))
def test_what_is_escaped_is_read_as_it_was(text: str) -> None:
    """Whatever stands in a text is a text for Markdown too, and the same one, but for space at its ends."""
    wanted = " ".join(text.splitlines()).strip()
    if wanted == text:
        assert "".join(lines_of(f"- {escaped(text)}")) == text


@pytest.mark.parametrize(
    "text",
    ["1. a", "- a", "# a", "a  b", "<b>", "&amp;", "*a*", "[a](b)", "`a`", "a|b", "=", "~~a~~"],
)
def test_marks_of_markdown_are_texts(text: str) -> None:
    """A list, a heading, HTML, an entity, emphasis, a link: each is read as the characters it is."""
    assert lines_of(f"- {escaped(text)}") == [text]


def test_a_tasks_twin_has_its_text_and_nothing_between(
    held: Content, files: dict[str, str]
) -> None:
    """Each line behind its anchor is the sentence; heading and lines have the sum that it names."""
    for task in (task for h in held.notices for task in h.notice.tasks):
        data = json.loads(files[f"data/v1/tasks/{task.id}.json"])
        twin = lines_of(files[f"{data['url']}index.md"])
        assert twin[0] == data["label"] + data["heading"]
        found = [re.fullmatch(r"\[(\w+)\] (.*)", line) for line in twin]
        parts = [(match[1], match[2]) for match in found if match]
        assert parts == [(part.id, part.text) for p in task.paragraphs for part in p.parts]
        joined = data["heading"] + data["heading_end"] + "".join(text for _, text in parts)
        assert hashlib.sha256(joined.encode()).hexdigest() in files[f"{data['url']}index.md"]


def test_a_notices_twin_has_its_whole_text(held: Content, files: dict[str, str]) -> None:
    """Letter, introductions, tasks and closing in their order, each sentence behind its anchor."""
    for notice in (h.notice for h in held.notices):
        lines = lines_of(files[f"{notice.id}/index.md"])
        told = [match[1] for line in lines if (match := re.fullmatch(r"\[[\w-]+\] (.*)", line))]
        assert told == [part.text for stretch in notice.stretches() for part in stretch.parts]


def test_every_task_with_a_page_has_a_twin(files: dict[str, str]) -> None:
    """As many as there are data files of tasks; what is only known says so."""
    tasks = [json.loads(v) for k, v in files.items() if re.fullmatch(r"data/v1/tasks/.+\.json", k)]
    for task in tasks:
        twin = files[f"{task['url']}index.md"]
        assert f"{ADDRESS}{task['url']}" in twin
        assert ("全文没有收录" in twin) == (task["paragraphs"] is None)
        assert ("SHA-256" in twin) == (task["paragraphs"] is not None)


def test_the_index_leads_to_what_there_is(files: dict[str, str], held: Content) -> None:
    """By the convention: one title, a quotation, lists of links; each twin is named once."""
    text = files["llms.txt"]
    assert [line for line in text.splitlines() if line.startswith("# ")] == [text.splitlines()[0]]
    assert re.search(r"^> ", text, re.MULTILINE)
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert all(link.startswith(ADDRESS) for link in links)
    twins = [link for link in links if link.endswith("index.md")]
    made = [path for path in files if path.endswith("index.md")]
    assert sorted(twins) == sorted(ADDRESS + path for path in made)
    outputs = outputs_of(held, ROOT / "templates", address=ADDRESS)
    paths = {f.path for f in outputs} | {f.path.removesuffix("index.md") for f in outputs}
    for link in set(links) - set(twins):
        assert link.removeprefix(ADDRESS) in paths


def test_the_full_text_has_every_notice(files: dict[str, str]) -> None:
    """One file with all notices' twins as they are."""
    notices = [files[path] for path in files if re.fullmatch(r"[\w-]+/index\.md", path)]
    assert notices and all(text in files["llms-full.txt"] for text in notices)


def test_pages_name_their_twins(site: Path) -> None:
    """On the built site each twin stands beside its page, which links to it; no other page does."""
    twins = {path.parent for path in site.rglob("index.md")}
    link = '<link rel="alternate " type="text/markdown" href="index.md">'
    linked = {page.parent for page in site.rglob("index.html") if link in page.read_text("utf-8")}
    assert twins == linked and len(twins) > 40
    assert not list(site.rglob("*.md.txt"))
