"""The Atom feeds, read by feedparser: their entries, ids that stay, and that no clock has a say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import feedparser
import pytest

from generator.build import build_outputs
from generator.content.loading import load_content
from generator.edition import make_edition
from site_tests.conftest import ROOT

CORPUS = ROOT / "site_tests/corpus/content"
SITE = "https://example.org/keytasks/"


def feeds_of(content: Path, address: str = SITE) -> dict[str, bytes]:
    outputs = build_outputs(content, ROOT / "templates", address=address)
    return {f.path: f.data for f in outputs if f.path.startswith("feeds/")}


@pytest.fixture(scope="module", params=["shipped", "invented"])
def content(request: pytest.FixtureRequest) -> Path:
    return ROOT / "content" if request.param == "shipped" else CORPUS


@pytest.fixture(scope="module")
def feeds(content: Path) -> dict[str, bytes]:
    return feeds_of(content)


def test_a_reader_reads_each(content: Path, feeds: dict[str, bytes]) -> None:
    """Each is well-formed Atom with all that RFC 4287 asks for, its entries newest first, linked to pages."""
    loaded = load_content(content)
    for path, data in feeds.items():
        found = feedparser.parse(data)
        assert not found.bozo and found.version == "atom10" and found.encoding == "utf-8"
        head = found.feed
        assert head.id == f"{SITE}{path}" and head.title and head.author_detail.name
        links = {link.rel: link.href for link in head.links}
        assert links["self"] == f"{SITE}{path}"
        assert links["alternate"].startswith(SITE) and links["alternate"].endswith("/")
        assert found.entries and head.updated == found.entries[0].updated
        ids = [entry.id for entry in found.entries]
        assert len(set(ids)) == len(ids)
        numbers = [int(i.removeprefix(f"{SITE}changes/#c")) for i in ids]
        assert numbers == sorted(numbers, reverse=True)
        for number, entry in zip(numbers, found.entries, strict=True):
            change = loaded.changes[number - 1]
            assert entry.link == f"{SITE}{change.notice}/"
            assert entry.updated == entry.get("published", f"{change.day}T00:00:00+08:00")
            assert entry.content[0].type == "text/plain"
            assert entry.content[0].value == " ".join(change.what.split())


def test_whom_a_change_concerns(feeds: dict[str, bytes], content: Path) -> None:
    """The site has every entry; a body those of notices whose tasks name it, a theme those of its tasks."""
    loaded = load_content(content)
    edition = make_edition(loaded, ROOT / "templates", address=SITE)
    named: dict[str, set[str]] = {}
    for notice in edition.notices:
        for task in notice.tasks:
            for party in task.parties or ():
                named.setdefault(f"agencies/{party.agency}", set()).add(notice.id)
            for theme in loaded.themes:
                if task.key in theme.tasks:
                    named.setdefault(f"themes/{theme.id}", set()).add(notice.id)
    named.pop("agencies/None", None)
    named["site"] = {notice.id for notice in edition.notices}
    changed = {change.notice for change in loaded.changes}
    assert feeds.keys() == {f"feeds/{name}.xml" for name, ids in named.items() if ids & changed}
    for name in (path.removeprefix("feeds/").removesuffix(".xml") for path in feeds):
        entries = feedparser.parse(feeds[f"feeds/{name}.xml"]).entries
        wanted = {f"{SITE}changes/#{c.anchor}" for c in loaded.changes if c.notice in named[name]}
        assert {entry.id for entry in entries} == wanted
    assert any(len(feedparser.parse(data).entries) < len(loaded.changes) for data in feeds.values())


def test_ids_stay_when_more_comes(tmp_path: Path) -> None:
    """A later entry comes in front; the earlier ones are the same bytes, whatever is said anew of a year."""
    grown = Path(shutil.copytree(CORPUS, tmp_path / "content"))
    with (grown / "changes.yml").open("a", encoding="utf-8") as file:
        file.write('  - {day: 2020-03-01, notice: "9003", kind: verified, what: 核对（虚构）}\n')
    before, after = feeds_of(CORPUS), feeds_of(grown)
    assert before.keys() < after.keys()  # whom only 9003 names
    for path, data in before.items():
        was, now = (re.findall(rb"<entry>.*?</entry>", d, re.DOTALL) for d in (data, after[path]))
        assert now[-len(was) :] == was and len(now) - len(was) in (0, 1)


def test_markup_in_words_is_words(tmp_path: Path) -> None:
    """What looks like markup in an entry is text in the feed, in one line."""
    held = feedparser.parse(feeds_of(CORPUS)["feeds/site.xml"])
    assert held.entries[1].content[0].value == "收录全文（虚构） <b>&</b>"
    assert b"<b>" not in feeds_of(CORPUS)["feeds/site.xml"]
    assert (
        held.entries[0].content[0].value == "第二项第1句的“登岸”曾作“登录”； 已按原件改正（虚构）"
    )


def test_without_an_address_there_is_none(content: Path) -> None:
    """A feed's links are full addresses: who does not say where the site will stand gets none."""
    assert feeds_of(content, address="") == {}


def test_without_changes_there_is_none(corpus: Path) -> None:
    """A content without a record has no feed, and an invented one says in each that it is."""
    feeds = feeds_of(CORPUS)
    assert all("<title>【虚构示例】".encode() in data for data in feeds.values())
    (corpus / "changes.yml").unlink()
    assert feeds_of(corpus) == {}
