"""All data in one file: `all.zip`, and `checksums.txt` with the sha256 of every data file.

The sum of `checksums.txt` is the version of the data: equal sums, equal data. In a shell
`sha256sum --check --ignore-missing checksums.txt` says whether what was taken is as it was published. Files
that have nothing but what others have (workbooks of one body or notice, citations of one task) have their
sums, but are not in the archive a second time.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator

from generator.addresses import DATA_FILES
from generator.edition import Kind
from generator.outputs import OutputFile

CHECKSUMS = f"{DATA_FILES}checksums.txt"
ARCHIVE = f"{DATA_FILES}all.zip"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""When every entry says that it was made: a zip's first day, so that no clock shows."""
UNIX, READABLE = 3, 0o100644 << 16
ARCHIVE_KINDS = (
    Kind(name="checksums", pattern=CHECKSUMS),
    Kind(name="all_zip", pattern=ARCHIVE),
)


def archive_files(files: Iterable[OutputFile], kinds: Iterable[Kind] = ()) -> Iterator[OutputFile]:
    """The two files about all `files` below `data/v1/`; the same files give the same bytes.

    Those of `kinds` that repeat others are left out of the archive.
    """
    repeating = [kind for kind in kinds if kind.repeats]
    data = sorted(
        (file for file in files if file.path.startswith(DATA_FILES)), key=lambda file: file.path
    )
    lines = (
        f"{hashlib.sha256(file.data).hexdigest()}  {file.path.removeprefix(DATA_FILES)}\n"
        for file in data
    )
    sums = OutputFile(CHECKSUMS, "".join(lines).encode())
    yield sums
    kept = (file for file in data if not any(kind.matches(file.path) for kind in repeating))
    entries = [(file.path.removeprefix(DATA_FILES), file.data) for file in (*kept, sums)]
    yield OutputFile(ARCHIVE, zipped(entries))


def zipped(entries: Iterable[tuple[str, bytes]], *, comment: bytes = b"") -> bytes:
    """A zip of files by their names, in that order; the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.comment = comment
        for name, data in entries:
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, data)
    return made.getvalue()
