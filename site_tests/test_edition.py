"""Kinds of output files, and what hangs on them: the ledger, the site's index, the data page."""

from pathlib import Path

import pytest

from generator.build import KINDS, PRODUCERS
from generator.content.ledger import parse_ledger, public_addresses
from generator.edition import Kind, Sample, make_edition
from generator.exports.archive import ARCHIVE_KINDS
from generator.model.content import Content
from generator.publish.checks import page_index
from site_tests.conftest import ROOT

PICTURE = Kind(name="picture", pattern="pictures/<picture>.svg")


def test_a_pattern_matches_its_files() -> None:
    """What stands in angle brackets is one step of a path, never empty; the rest is as it stands."""
    assert PICTURE.matches("pictures/matrix.svg") and PICTURE.suffix == "svg"
    for path in (
        "pictures/.svg",
        "pictures/a/b.svg",
        "pictures/a.svgz",
        "x/pictures/a.svg",
        "pictures/a-svg",
    ):
        assert not PICTURE.matches(path)


def test_kinds_are_apart() -> None:
    """No two kinds have the same name or pattern, and every one is some producer's."""
    assert len({kind.name for kind in KINDS}) == len({kind.pattern for kind in KINDS}) == len(KINDS)
    made = sum(len(producer.kinds) for producer in PRODUCERS)
    assert made + len(ARCHIVE_KINDS) + 1 == len(KINDS)  # and the package


@pytest.mark.parametrize("guarded", [True, False])
def test_the_ledger_guards_what_a_kind_says(tmp_path: Path, guarded: bool) -> None:
    """A guarded kind's files are public addresses that the ledger can hold; others' are not."""
    for name in ("pictures/matrix.svg", "pictures/notes.txt", "search/records.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    kind = Kind(name="picture", pattern="pictures/<picture>.svg", guarded=guarded)
    found = public_addresses(page_index(tmp_path, {}, [kind]))
    assert found == (("/pictures/matrix.svg",) if guarded else ())
    assert parse_ledger("/pictures/matrix.svg\n", "x") == (("/pictures/matrix.svg",), ())


def test_what_the_data_page_names(content: Content) -> None:
    """A kind of one file by itself, one of many by its samples, an unlisted one not at all."""
    edition = make_edition(content, ROOT / "templates")
    alone = Kind(name="all", pattern="data/v1/all.zip")
    many = Kind(
        name="many",
        pattern="data/v1/<x>.csv",
        samples=lambda made: [Sample(path=f"data/v1/{made.notices[0].id}.csv", words="one")],
    )
    assert alone.samples_of(edition) == (Sample(path="data/v1/all.zip", words="all"),)
    assert [s.path for s in many.samples_of(edition)] == [f"data/v1/{edition.notices[0].id}.csv"]
    assert Kind(name="x", pattern="x.js", listed=False).samples_of(edition) == ()
