"""The documents that are searched, the queries, and what is right for each.

    python -m site_tests.evaluation.search_eval.corpora FOLDER [TASKS]

prepares a corpus in a process of its own: FOLDER/content (where TASKS are to be invented) and
FOLDER/documents.jsonl, which every engine's site is made of.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.content.loading import load_content
from generator.search.records import Record
from generator.text.words import cut_words
from site_tests.conftest import ROOT
from site_tests.entries import records
from site_tests.evaluation.search_eval import child
from site_tests.invented import write_content

READERS = {
    "readers": ("reader", True),
    "titles, tuned": ("titles", True),
    "titles, kept": ("titles", False),
    "checker, tuned": ("checker", True),
    "checker, kept": ("checker", False),
    "one wrong, tuned": ("checker-typos", True),
    "one wrong, kept": ("checker-typos", False),
}
"""Sets of `site_tests/queries.jsonl`, of the shipped content: by whose hand, and whether tuned on."""
NOTHING = {"nothing, tuned": True, "nothing, kept": False}
"""Sets of queries for which nothing is held, of all hands: whether they were tuned on."""
YEARS = 99
"""Notices of a series, so that every invented year has four digits and begins with 90."""
RUN = re.compile("[\u3007\u3400-\u9fffA-Za-z0-9]{2,}")
"""What queries are drawn from: no punctuation and no spaces, which no two engines treat alike."""
EDGE = re.compile(r"(?<![^ ])[0-9]|[0-9](?![^ ])")
"""A term's first or last character is a digit: whether 300万 is in 1300万 is no question of recall."""
NUMBER = re.compile(r"\D{2,8}〔\d{4}〕\d+号\Z")
NOTICES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A task or a notice: the same for all engines."""

    id: str
    kind: str
    title: str
    parts: tuple[str, ...]
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is typed, and the ids of the documents that are right."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Contents, the documents made of them, which are tasks, and sets of queries by name."""

    name: str
    content: Path
    documents: tuple[Document, ...]
    tasks: frozenset[str]
    queries: dict[str, tuple[Query, ...]]


def prepare(name: str, folder: Path, *, queries: int, seed: int) -> Corpus:
    """The corpus `name`, "shipped" or a number of invented tasks, in `folder`."""
    invented = [] if name == "shipped" else [name]
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", __spec__.name, str(folder), *invented]
    child.run(command, cwd=ROOT)
    rows = (folder / "documents.jsonl").read_text("utf-8").splitlines()
    documents = tuple(
        Document(**(row | {"parts": tuple(row["parts"])})) for row in map(json.loads, rows)
    )
    drawn = draw_queries(documents, queries, random.Random(f"{seed} {name}"))
    if not invented:
        drawn |= {own: tuple(_written(*chosen)) for own, chosen in READERS.items()}
        drawn |= {own: tuple(_of_nothing(tuned)) for own, tuned in NOTHING.items()}
    return Corpus(
        name=name,
        content=folder / "content",
        documents=documents,
        tasks=frozenset(d.id for d in documents if d.kind == "task"),
        queries=drawn,
    )


def _rows() -> Iterator[dict[str, Any]]:
    lines = (ROOT / "site_tests/queries.jsonl").read_text("utf-8").splitlines()
    return map(json.loads, lines)


def _of_nothing(tuned: bool) -> Iterator[Query]:
    """What readers type that no notice speaks of: nothing is right."""
    for row in _rows():
        if row["tuned"] is tuned and row.get("first_five") == []:
            yield Query(text=row["query"], right=frozenset())


def _written(hand: str, tuned: bool) -> Iterator[Query]:
    """What readers type in their own words, with what must be among the first five."""
    for row in _rows():
        if row["hand"] == hand and row["tuned"] is tuned and row.get("first_five"):
            yield Query(text=row["query"], right=frozenset(row["first_five"]))


def draw_queries(
    documents: Sequence[Document], count: int, chance: random.Random
) -> dict[str, tuple[Query, ...]]:
    """`count` words and substrings, half as many pairs of words, and documents' numbers.

    Words are one to three of jieba's, 2 to 6 characters; substrings have 2 to 12, and half of them
    begin or end inside a word; none begins or ends in a figure, which it might cut. Right are the
    tasks that have all of the terms somewhere.
    """
    tasks = [d for d in documents if d.kind == "task"]
    texts = {d.id: "\n".join(d.parts) for d in tasks}
    runs = {d.id: RUN.findall(texts[d.id]) for d in tasks}

    def drawn(many: int, draw: object) -> tuple[Query, ...]:
        found: dict[str, Query] = {}
        tries = 0
        while len(found) < many and (tries := tries + 1) < 1000 * many:
            text = draw(chance.choice(tasks), len(found))  # type: ignore[operator]
            if text and text not in found and not EDGE.search(text):
                terms = text.split(" ")
                right = frozenset(k for k, t in texts.items() if all(term in t for term in terms))
                found[text] = Query(text=text, right=right)
        return tuple(found.values())

    def word(task: Document, _: int) -> str | None:
        return _word(chance.choice(runs[task.id]), chance)

    def substring(task: Document, place: int) -> str | None:
        return _substring(chance.choice(runs[task.id]), chance, across=place % 2 == 0)

    def two(task: Document, _: int) -> str | None:
        if len(runs[task.id]) < 2:
            return None
        first, second = (_word(run, chance) for run in chance.sample(runs[task.id], 2))
        if not first or not second or first in second or second in first:
            return None
        return f"{first} {second}"

    return {
        "words": drawn(count, word),
        "substrings": drawn(count, substring),
        "two terms": drawn(count // 2, two),
        "numbers": tuple(_numbers(documents, chance)),
    }


def _word(run: str, chance: random.Random) -> str | None:
    words = cut_words(run)
    start = chance.randrange(len(words))
    text = "".join(words[start : start + chance.randint(1, 3)])
    return text if 2 <= len(text) <= 6 else None


def _substring(run: str, chance: random.Random, *, across: bool) -> str | None:
    length = chance.randint(2, min(12, len(run)))
    start = chance.randint(0, len(run) - length)
    if across and not crosses(run, start, start + length):
        return None
    return run[start : start + length]


def crosses(run: str, start: int, end: int) -> bool:
    """Whether run[start:end] has a word's border inside and begins or ends inside a word."""
    borders = [0]
    for word in cut_words(run):
        borders.append(borders[-1] + len(word))
    return any(start < b < end for b in borders) and not {start, end} <= set(borders)


def _numbers(documents: Sequence[Document], chance: random.Random) -> Iterator[Query]:
    """Numbers of notices as printed, with ASCII brackets, and the serial number alone."""
    notices = [d for d in documents if d.number]
    serials = {d.id: d.number.split("〕")[1] for d in notices}
    for notice in chance.sample(notices, min(NOTICES, len(notices))):
        bare = notice.number.replace("〔", "[").replace("〕", "]").removesuffix("号")
        for text in (notice.number, bare):
            yield Query(text=text, right=frozenset({notice.id}))
        serial = serials[notice.id]
        same = frozenset(key for key, other in serials.items() if other == serial)
        yield Query(text=serial, right=same)


def _document(record: Record) -> Document:
    parts = tuple(text for _, text in record.parts)
    number = next((part for part in parts if NUMBER.match(part)), "")
    return Document(
        id=record.id,
        kind=record.kind,
        title=record.title,
        parts=parts,
        number=number if record.kind == "notice" else "",
    )


def main() -> None:
    """Writes the contents and the documents of a corpus."""
    folder, content = Path(sys.argv[1]), Path(sys.argv[1]) / "content"
    if len(sys.argv) > 2:
        write_content(content, int(sys.argv[2]), series_years=YEARS)
    else:
        shutil.copytree(ROOT / "content", content)
    found = [_document(r) for r in records(load_content(content)) if r.kind in ("task", "notice")]
    lines = (json.dumps(asdict(document), ensure_ascii=False) for document in found)
    (folder / "documents.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
