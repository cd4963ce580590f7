"""Does the importer make the same text of a notice whatever program wrote the file?

    python -m site_tests.importers.programs [--keep FOLDER] [WORD …]

Has LibreOffice, Chromium and others write the invented notice in six styles and imports each file.
A row says `same`, or the doubts and Problems that name the difference, or what is refused; a text
that differs without a word is an error. Programs that are not on the machine are named and left out.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from pathlib import Path

from generator.content.loading import load_frame
from generator.importers.drafting import Draft, draft
from generator.importers.readers.choosing import read_here
from generator.importers.sources import RawSource, SourceError
from site_tests.conftest import ROOT
from site_tests.importers.programs.documents import SOURCES, STYLES
from site_tests.importers.programs.writers import REWRITERS, Missing, Writer, wanted
from site_tests.sources import LINES

SHOWN = 6
"""So many differing lines of a file are printed."""
REGISTRY = load_frame(ROOT / "site_tests/corpus/content")[1]


def main() -> int:
    """Prints a table; 1 where a text differs and nothing says so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="a folder for the files")
    parser.add_argument("words", nargs="*", help="only programs whose name has one of these words")
    given = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        place = given.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        for writer in wanted(given.words):
            bad += _all_styles(writer, place.resolve())
    print(f"{bad} files whose text differs without a word")
    return 1 if bad else 0


def _all_styles(writer: Writer, folder: Path) -> int:
    bad = 0
    for style in STYLES:
        source = folder / f"{style}{writer.takes}"
        source.write_bytes(SOURCES[writer.takes](style))
        target = folder / f"{writer.name.replace(' ', '-')}-{style}{writer.makes}"
        if style in writer.cannot:
            continue
        try:
            writer.write(source, target)
        except Missing as missing:
            print(f"SKIPPED {writer.name}{writer.makes}: there is no {missing}")
            return bad
        bad += _tried(target)
        if target.suffix == ".pdf":
            bad += _rewritten(target)
    return bad


def _rewritten(target: Path) -> int:
    bad = 0
    for again in REWRITERS:
        after = target.with_name(f"{target.stem}-{again.name.split()[0]}{again.makes}")
        try:
            again.write(target, after)
        except Missing as missing:
            print(f"SKIPPED {again.name}: there is no {missing}")
            continue
        bad += _tried(after)
    return bad


def _tried(path: Path) -> bool:
    """Imports the file and prints its row; whether its text differs without a word."""
    try:
        made = draft(
            RawSource(name=path.name, data=path.read_bytes()),
            notice_id="9002",
            series="x",
            registry=REGISTRY,
            read=read_here,
        )
    except SourceError as error:
        print(f"{path.name:60} refused: {error.message} | {error.hint}")
        return not error.hint
    return _row(path.name, made)


def _row(name: str, made: Draft) -> bool:
    same = made.cleaned.paragraphs == tuple(LINES)
    said = [*(p.message for p in made.problems), *(d.message for d in made.doubts)]
    print(f"{name:60} {'same' if same else 'DIFFERS'} {str(said)[:200] if said else ''}")
    if not same:
        lines = difflib.unified_diff(LINES, made.cleaned.paragraphs, n=0, lineterm="")
        for line in [line for line in lines if line[:3] not in ("---", "+++", "@@ ")][:SHOWN]:
            print("      ", line[:100])
    return not same and not said


if __name__ == "__main__":
    sys.exit(main())
