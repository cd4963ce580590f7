"""What do the readers make of the files of other parsers' own test suites? Nothing of them is kept here.

    python -m site_tests.importers.foreign FOLDER [FOLDER …] [--list]

Every .pdf, .docx, .html, .mhtml and .txt in the folders is read in a process of its own with the limits
that an import has, and by a second reader: pypdf, or all characters of the markup. A file counts as

    traceback  the reader failed          slow, large   more than 30 s of work, more than 1 GB
    refused    it was refused by name     same          all characters of the second reader came in
    named      some did not, and a doubt or a fault says so, or what was left out has a name
    silent     some did not, and nothing says so: each is listed, for a person to judge

A text file is read a second time in the encoding that its folder is called by, where there is one (as in
the suites of encoding detectors). Exit code 1 where there is a traceback, or a slow or large file.
"""

from __future__ import annotations

import argparse
import codecs
import json
import os
import re
import resource
import signal
import sys
import traceback
import zipfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pypdf
from lxml import etree, html

from generator.importers.isolated import MEMORY
from generator.importers.readers.choosing import read_here
from generator.importers.sources import RawSource, SourceError

SECONDS = 30
KINDS = (".pdf", ".docx", ".docm", ".html", ".htm", ".mht", ".mhtml", ".txt", ".xml", ".srt")
SECOND_SECONDS = 20
"""A second reader that takes longer than that is no second reader of that file."""
MOST_SECOND = 2_000_000
"""Bytes of a PDF above which pypdf is not asked: it takes minutes."""
LETTER = re.compile(r"\w")


@dataclass(slots=True)
class Outcome:
    """What became of a file: its verdict, why, CPU seconds, memory in bytes."""

    verdict: str
    why: str
    seconds: float
    memory: int


def main() -> int:
    """Prints a row for every file to look at, and how many there are of each verdict, and of each refusal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--list", action="store_true", help="every file, not only those to look at")
    given = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    refusals: Counter[str] = Counter()
    for folder in given.folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix.lower() in KINDS:
                outcome = judged(path)
                suffix = path.suffix.lower()
                counts.setdefault(suffix, Counter())[outcome.verdict] += 1
                refusals[outcome.why.partition(";")[0]] += outcome.verdict == "refused"
                if given.list or outcome.verdict in ("traceback", "slow", "large", "silent"):
                    name = path.relative_to(folder)
                    figures = f"{outcome.seconds:.1f} s {outcome.memory // 1_000_000} MB"
                    print(f"{outcome.verdict:9} {name}  {outcome.why}  ({figures})", flush=True)
    for why, count in refusals.most_common():
        print(f"{count:6} refused: {why}" if count else "", end="\n" if count else "")
    for suffix, verdicts in sorted(counts.items()):
        said = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
        print(f"{suffix}: {sum(verdicts.values())} files: {said}")
    whole = sum(counts.values(), Counter())
    return 1 if whole["traceback"] + whole["slow"] + whole["large"] else 0


def judged(path: Path) -> Outcome:
    """The outcome of one file, read in a child with an import's limits."""
    answer, way = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(answer)
        with os.fdopen(way, "w") as told:
            json.dump(_read(path), told)
        os._exit(0)
    os.close(way)
    with os.fdopen(answer) as said:
        words = said.read()
    _, status, usage = os.wait4(child, 0)
    seconds, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
    made = json.loads(words) if words else {"traceback": f"ended by signal {os.WTERMSIG(status)}"}
    if "traceback" in made:
        verdict = "slow" if seconds >= SECONDS - 1 else "traceback"
        return Outcome(verdict, made["traceback"], seconds, memory)
    if seconds > SECONDS or memory > MEMORY:
        return Outcome("slow" if seconds > SECONDS else "large", "", seconds, memory)
    verdict, why = _compared(path, made)
    return Outcome(verdict, why, seconds, memory)


def _read(path: Path) -> dict[str, object]:
    """In the child: what the readers make of a file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        extract = read_here(RawSource(name=path.name, data=path.read_bytes()))
    except SourceError as error:
        return {"refused": error.message}
    except (MemoryError, RecursionError):
        return {"refused": "too much memory or depth"}
    except BaseException:
        return {"traceback": traceback.format_exc().strip().rpartition("\n")[2]}
    taken = "".join((*extract.lines, extract.markup, *(d.text for d in extract.dropped)))
    named = [d.message for d in (*extract.doubts, *extract.faults)]
    return {"taken": taken, "named": named}


def _compared(path: Path, made: dict[str, object]) -> tuple[str, str]:
    """The verdict on a file that was read, or refused, beside what a second reader reads in it."""
    other = _in_time(path)
    if "refused" in made:
        return "refused", f"{made['refused']}; another reads {len(LETTER.findall(other))} letters"
    if not other.strip():
        return "alone", "the second reader reads nothing"
    # Ligatures and full-width forms are the same letters.
    others, own = (LETTER.findall(normalize("NFKC", t)) for t in (other, str(made["taken"])))
    lost = Counter(others) - Counter(own)
    whole = len(others)
    if not lost:
        return "same", ""
    many = lost.total()
    why = f"{many} of {whole}: {''.join(c for c, _ in lost.most_common(20))!r}"
    named = list(made["named"])  # type: ignore[call-overload]
    return ("named", f"{why}; {named[0]}") if named else ("silent", why)


def _in_time(path: Path) -> str:
    """What the second reader reads; nothing where it fails or takes too long."""

    def late(number: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECOND_SECONDS)
    try:
        return second_reading(path)
    except Exception:
        return ""
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def second_reading(path: Path) -> str:
    """The characters of a file as another reader has them."""
    data = path.read_bytes()
    if path.suffix.lower() == ".pdf":
        if len(data) > MOST_SECOND:
            return ""
        return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)
    if data[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(data)) as package:
            root = etree.fromstring(package.read("word/document.xml"))
        return "".join(root.itertext("{*}t"))
    encoding = None
    with suppress(LookupError):
        encoding = codecs.lookup(path.parent.name).name
    if path.suffix.lower() in (".html", ".htm", ".xml") and b"<" in data[:1000]:
        parser = html.HTMLParser(encoding=encoding, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(data, parser=parser)
        for gone in root.xpath("//script|//style|//head|//noscript|//template"):
            gone.drop_tree()
        return str(root.text_content())
    return data.decode(encoding) if encoding else ""


if __name__ == "__main__":
    sys.exit(main())
