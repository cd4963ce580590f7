"""The ledger of addresses."""

from pathlib import Path

import pytest

from generator.content.ledger import (
    HEADER,
    extend_ledger,
    load_ledger,
    missing,
    parse_ledger,
    public_addresses,
)
from generator.problems import ContentError
from generator.publish.checks import page_index
from site_tests.conftest import ROOT

INDEX = {"/": frozenset({"__search"}), "/2020/07/": frozenset({"h", "s2", "s10", "r"})}


def test_public_addresses() -> None:
    """Pages and their public anchors, numbers in their order; the theme's ids are its own."""
    assert public_addresses(INDEX) == (
        "/", "/2020/07/", "/2020/07/#h", "/2020/07/#r", "/2020/07/#s2", "/2020/07/#s10",
    )  # fmt: skip


def test_sections_of_a_comparison_are_public() -> None:
    """What a page calls its parts is recorded; what the shell and its controls are called is not."""
    ids = frozenset(
        {"added", "dropped", "task-9001-02", "kt-main", "v-side", "x-format", "f12", "方法"}
    )
    found = public_addresses({"/compare/9001/9002/": ids, "/404.html": ids, "/data/v1/a.json": ()})
    page = "/compare/9001/9002/"
    anchors = ("#added", "#dropped", "#task-9001-02")
    assert set(found) == {page, *(page + anchor for anchor in anchors), "/data/v1/a.json"}


def test_a_lost_address_is_told() -> None:
    """A page or an anchor that is gone is a Problem each."""
    lost = list(missing(("/2020/07/#s2", "/2020/07/#s3", "/2020/08/"), INDEX, "x/addresses.txt"))
    assert [p.message.rsplit(" ", 1)[1] for p in lost] == ["/2020/07/#s3", "/2020/08/"]
    assert {p.path for p in lost} == {"x/addresses.txt"}


def test_the_ledger_only_grows() -> None:
    """What is old stays where it is, comments too; what is new comes behind it."""
    assert extend_ledger("", ("/a/", "/b/")) == f"{HEADER}/a/\n/b/\n"
    for old in ("# mine\n/b/\n\n/gone/\n", "# mine\n/b/\n\n/gone/"):
        assert extend_ledger(old, ("/a/", "/b/", "/a/")) == "# mine\n/b/\n\n/gone/\n/a/\n"
        assert extend_ledger(old, ("/b/",)) == old


@pytest.mark.parametrize("line", ["2020/07/", "/2020/07", "/2020/07/#", "/../", "/a/ ", "/A/"])
def test_malformed(tmp_path: Path, line: str) -> None:
    """A line that is no address is named with its number."""
    (tmp_path / "addresses.txt").write_text(f"# x\n/a/\n{line}\n")
    with pytest.raises(ContentError, match=r"addresses\.txt:3: not an address"):
        load_ledger(tmp_path / "addresses.txt")


def test_the_shipped_ledger_is_complete(site: Path) -> None:
    """Every address of the site is in the ledger (if not: `keytasks ledger`), and answers."""
    ledger = load_ledger(ROOT / "content/addresses.txt")
    index = page_index(site)
    assert set(public_addresses(index)) == set(ledger)
    assert list(missing(ledger, index, "addresses.txt")) == []


def test_every_kind_of_address_is_recorded(site: Path) -> None:
    """Anchors of figures, comparisons and coverage, and data files, are for ever like any other."""
    published = set(public_addresses(page_index(site)))
    assert {
        "/figures/#urbanization-rate", "/coverage/#y2019", "/coverage/#y2020",
        "/data/v1/tasks/2020-07.json", "/data/v1/compare/2019/2020.json", "/data/v1/tasks.csv",
        "/data/v1/datapackage.json",
    } <= published  # fmt: skip
    shell = ("__", "kt-", "v-", "x-", "results", "f1")
    anchors = [address.partition("#")[2] for address in published]
    assert not [a for a in anchors if a.startswith(shell)]
    assert not [a for a in published if a.startswith("/search/") and a != "/search/"]


@pytest.mark.parametrize("line", ["/data/v1/tasks.csv", "/data/v1/tasks/2020-07.json", "/2020/#y1"])
def test_well_formed(line: str) -> None:
    """Data files and anchors of every kind can stand in the ledger."""
    assert parse_ledger(f"{line}\n", "x") == ((line,), ())
