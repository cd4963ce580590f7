"""Writes the output files into a folder, for another builder or a reader of data."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from generator.outputs import OutputFile
from generator.publish.ownership import put_in_place, refuse_foreign, write_manifest
from generator.replacing import NEW, recover, workplace

KEPT = (".gitignore",)
"""What may stand in the folder besides, and stays: `docs` is in a checkout."""


def write_outputs(outputs: Iterable[OutputFile], directory: Path) -> None:
    """Makes `directory` hold exactly `outputs` and their list; whole or not at all.

    A file that is right already keeps its time, so that whoever watches the folder sees no change.
    """
    recover(directory.parent, directory.name)
    refuse_foreign(directory, KEPT)
    directory.parent.mkdir(parents=True, exist_ok=True)
    with workplace(directory) as work:
        new = work / NEW
        new.mkdir()
        for output in outputs:
            path, before = new / output.path, directory / output.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(output.data)
            if before.is_file() and before.read_bytes() == output.data:
                shutil.copystat(before, path)
        write_manifest(new)
        for name in KEPT:
            if (directory / name).is_file():
                shutil.copy2(directory / name, new / name)
        put_in_place(work, directory, KEPT)
