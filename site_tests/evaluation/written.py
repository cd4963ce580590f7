"""Inputs for measuring that a person wrote: clause pairs, and corpora of consecutive notices.

All of it is invented. Whoever writes one does so before the engine is run on it; `hand` says whose it
is, `tuned` whether the engine was tuned on it afterwards.

    pairs/<name>.jsonl           clauses that share a frame: do they have the same subject as well?
        {"old": "修建灯塔", "new": "修建码头", "same": false, "note": ""}
    pairs/<name>.toml            hand and tuned

    corpora/<name>/notices.toml  consecutive notices, oldest first; tasks count from 01
        hand = "…"
        tuned = false
        [[notices]]
        id = "9001"
        [[notices.tasks]]
        heading = "…"
        text = "…。…。"
        agencies = ["甲委"]      names as ids; left out where the task names none
    corpora/<name>/links.jsonl   tasks that continue one another; `must` is false where a reader may
        {"old": "9001-02", "new": "9002-01", "must": true, "note": ""}    see it either way
    corpora/<name>/clauses.jsonl of linked tasks, all clauses that have the same subject, as printed
        {"old": "9001-02", "new": "9002-01", "pairs": [["修建灯塔", "建成灯塔三座"]], "note": ""}
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.compare.segments import SEGMENT_END, segment_spans
from generator.model.comparison import HEADING, TaskProfile
from generator.model.notice import Sentence
from generator.text.characters import split_sentences

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTask:
    """A task of a written corpus."""

    id: str
    heading: str
    text: str
    agencies: tuple[str, ...]

    @property
    def parts(self) -> tuple[Sentence, ...]:
        """Heading and sentences, as the text diff takes them."""
        sentences = enumerate(split_sentences(self.text), 1)
        return (
            Sentence(id=HEADING, text=self.heading),
            *(Sentence(id=f"s{n}", text=sentence) for n, sentence in sentences),
        )

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses as the engine cuts them, without their closing marks."""
        return tuple(
            bare_clause(part.text[a:b])
            for part in self.parts[1:]
            for a, b in segment_spans(part.text)
        )

    @property
    def profile(self) -> TaskProfile:
        return TaskProfile(
            id=self.id,
            heading=self.heading,
            body=self.text,
            agencies=frozenset(self.agencies),
            full=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Consecutive notices with their gold: pairs of ids, and pairs of clauses by pairs of ids."""

    name: str
    hand: str
    tuned: bool
    notices: tuple[tuple[WrittenTask, ...], ...]
    must: frozenset[tuple[str, str]]
    may: frozenset[tuple[str, str]]
    clauses: dict[tuple[str, str], frozenset[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePairs:
    """Pairs of clauses that share a frame: old, new, and whether the subject is the same."""

    name: str
    hand: str
    tuned: bool
    pairs: tuple[tuple[str, str, bool], ...]


def bare_clause(text: str) -> str:
    """A clause without its closing mark."""
    return text.rstrip(SEGMENT_END)


def load_corpus(folder: Path) -> Corpus:
    """The corpus in a folder; a missing key is a KeyError."""
    data = tomllib.loads((folder / "notices.toml").read_text("utf-8"))
    notices = tuple(
        tuple(
            WrittenTask(
                id=f"{notice['id']}-{number:02d}",
                heading=task["heading"],
                text=task["text"],
                agencies=tuple(task.get("agencies", ())),
            )
            for number, task in enumerate(notice["tasks"], 1)
        )
        for notice in data["notices"]
    )
    links = list(_rows(folder / "links.jsonl"))
    return Corpus(
        name=folder.name,
        hand=data["hand"],
        tuned=data["tuned"],
        notices=notices,
        must=frozenset((row["old"], row["new"]) for row in links if row["must"]),
        may=frozenset((row["old"], row["new"]) for row in links if not row["must"]),
        clauses={
            (row["old"], row["new"]): frozenset((old, new) for old, new in row["pairs"])
            for row in _rows(folder / "clauses.jsonl")
        },
    )


def load_pairs(path: Path) -> ClausePairs:
    """The clause pairs in a file, with what the TOML file beside it says of them."""
    data = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    return ClausePairs(
        name=path.stem,
        hand=data["hand"],
        tuned=data["tuned"],
        pairs=tuple((row["old"], row["new"], row["same"]) for row in _rows(path)),
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text("utf-8").splitlines())


CORPORA = tuple(load_corpus(path.parent) for path in sorted(FOLDER.glob("corpora/*/notices.toml")))
PAIRS = tuple(load_pairs(path) for path in sorted(FOLDER.glob("pairs/*.jsonl")))


def listing(corpus: Corpus) -> Iterator[str]:
    """The clauses of every task as the engine cuts them, for whoever writes the gold down."""
    for task in (task for notice in corpus.notices for task in notice):
        yield f"{task.id} {task.heading}"
        yield from (f"    {clause}" for clause in task.clauses)


if __name__ == "__main__":
    print("\n".join(line for c in CORPORA if c.name in sys.argv[1:] for line in listing(c)))
