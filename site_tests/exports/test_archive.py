"""The archive has every data file as it is, and the sums are those of its files."""

from __future__ import annotations

import hashlib
import io
import zipfile

from generator.build import KINDS
from generator.edition import Kind
from generator.exports.archive import archive_files
from generator.outputs import OutputFile

FILES = [
    OutputFile("data/v1/tasks.csv", b"a,b\r\n"),
    OutputFile("data/v1/notices/9002.json", "甲".encode()),
    OutputFile("9002/index.md", b"no data"),
]


def test_every_data_file_is_in_it_as_it_is() -> None:
    """By its place below the data folder; pages are none of them."""
    sums, archive = archive_files(FILES)
    with zipfile.ZipFile(io.BytesIO(archive.data)) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == {
            "notices/9002.json": "甲".encode(),
            "tasks.csv": b"a,b\r\n",
            "checksums.txt": sums.data,
        }


def test_the_sums_can_be_checked() -> None:
    """A line a file, as `sha256sum --check` reads them, in the order of their places."""
    sums, _ = archive_files(FILES)
    lines = [line.split("  ") for line in sums.data.decode().splitlines()]
    assert [name for _, name in lines] == ["notices/9002.json", "tasks.csv"]
    assert lines[1][0] == hashlib.sha256(b"a,b\r\n").hexdigest()


def test_the_order_of_making_does_not_matter() -> None:
    """The same files give the same bytes, and another file other ones."""
    assert list(archive_files(FILES)) == list(archive_files(FILES[::-1]))
    other = [OutputFile("data/v1/tasks.csv", b"a,c\r\n"), *FILES[1:]]
    assert next(iter(archive_files(FILES))) != next(iter(archive_files(other)))


def test_what_repeats_is_summed_but_not_packed() -> None:
    """A file that has only what others have is not in the archive a second time; its sum is listed."""
    kinds = (Kind(name="notice", pattern="data/v1/notices/<id>.json", repeats=True),)
    sums, archive = archive_files(FILES, kinds)
    with zipfile.ZipFile(io.BytesIO(archive.data)) as read:
        assert read.namelist() == ["tasks.csv", "checksums.txt"]
    assert b"notices/9002.json" in sums.data


def test_only_slices_repeat() -> None:
    """Left out are the workbooks of one notice or body and the citations of one task, nothing else."""
    assert {kind.name for kind in KINDS if kind.repeats} == {
        "notice_xlsx",
        "agency_xlsx",
        "tasks_bib",
        "tasks_ris",
    }
