"""The browser's engine in plain Node, to be held against Python's."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from generator.model.words import ReaderWord
from generator.outputs import OutputFile
from generator.search.engine import Answer, Result, search
from generator.search.index import Index
from generator.search.javascript import tables_script
from generator.search.quotations import Place, Quotation, quotations
from generator.search.records import Alias, Record
from generator.text.simplified import simplified_for
from generator.vocabulary import load_words
from generator.website.templates import asset_files
from site_tests.conftest import ROOT

NODE = shutil.which("node")
SCRIPT = Path(__file__).with_name("answer.mjs")


def index_of(
    records: Sequence[Record], aliases: Sequence[Alias], words: Sequence[ReaderWord] = ()
) -> Index:
    """The index as `keytasks search` has it."""
    table = simplified_for(text for record in records for _, text in record.parts)
    return Index(records, aliases, table, words)


def index_of_texts(texts: Sequence[str]) -> Index:
    """An index of invented tasks, one sentence each."""
    tasks = [
        Record(
            kind="task",
            id=f"9001-{n:02}",
            title="",
            address="",
            parts=(("h", "标题"), ("s1", text)),
            notice="9001",
            number=n,
        )
        for n, text in enumerate(texts, 1)
    ]
    return Index(tasks, (), {})


def write_site(folder: Path, files: Sequence[OutputFile]) -> Path:
    """A folder with the built search.js and what it loads: `files`, as `search_files` makes them."""
    templates = ROOT / "templates"
    heads = {"search": tables_script()}
    assets = asset_files(templates / "assets", load_words(templates), heads)
    for file in (*files, *(a for a in assets if a.path.endswith("/search.js"))):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return folder


def ask(site: Path, questions: Sequence[object]) -> list[object]:
    """What the browser's engine answers, as `said` has it; fails where Node is missing or does."""
    assert NODE, "no Node: `make setup` installs one"
    done = subprocess.run(
        [NODE, str(SCRIPT), str(site)],
        input=json.dumps(questions),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def said(query: str, index: Index, *, words: bool = True) -> dict[str, object]:
    """All that Python's engine answers, as JSON has it."""
    answer: Answer = search(query, index, words=words)
    told = {
        "query": query,
        "found": list(map(_found, answer.results)),
        "left_out": list(answer.left_out),
        "nearest": answer.nearest,
        "pieces": list(answer.pieces),
        "also": [[a.asked, list(a.texts), a.kind] for a in answer.also],
        "pages": list(answer.pages),
        "below": list(map(_found, answer.below)),
        "successors": list(answer.successors),
        "predecessors": list(answer.predecessors),
        "excluded": list(answer.excluded),
    }
    quoted = list(map(_quoted, answer.quoted))
    meant = [[typed, list(texts)] for typed, texts in answer.meant]
    told |= {"meant": meant} if meant else {}
    told |= {"nowhere": list(answer.nowhere)} if answer.nowhere else {}
    return told | ({"quoted": quoted} if quoted else {})


def said_of(passage: str, index: Index) -> list[dict[str, object]]:
    """All that Python's engine says of a passage's sentences, as JSON has it."""
    return list(map(_quoted, quotations(passage, index)))


def _quoted(quotation: Quotation) -> dict[str, object]:
    return {
        "text": quotation.text,
        "verdict": quotation.verdict.value,
        "places": list(map(_placed, quotation.places)),
        "elsewhere": list(map(_placed, quotation.elsewhere)),
        "rest": list(quotation.rest),
    }


def _placed(place: Place) -> list[object]:
    runs = [[run.op, run.typed, run.text] for run in place.runs]
    return [place.record.id, place.anchor, place.text[place.start : place.end], runs]


def _found(result: Result) -> list[object]:
    return [result.record.id, result.tier, list(result.places), list(result.missing)]
