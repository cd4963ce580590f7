"""The rows as Markdown tables with what they say, and as JSON; what was kept of an earlier run."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from site_tests.evaluation.search_eval.corpora import NOTHING, READERS
from site_tests.evaluation.search_eval.measures import Score
from site_tests.evaluation.search_eval.measuring import (
    BETWEEN,
    COLD,
    Found,
    Load,
    Loads,
    Row,
    Typed,
)

SETS = ("words", "substrings", "two terms", "numbers")
UNKNOWN = "not measured"
COLUMNS = (
    "corpus",
    "engine",
    *SETS,
    "p50 / p95 ms (p95 of work)",
    "typed the same",
    "first answer KB: page / script / index (requests)",
    "cold s",
    "before KB",
    "index KB raw / sent (files)",
    "build s / MB",
)
OWN_COLUMNS = ("engine", *READERS, *NOTHING)


def as_markdown(rows: Sequence[Row]) -> str:
    """A row for every corpus and engine, then one for what readers' own words find by each engine."""
    own = [row for row in rows if row.corpus == "shipped"]
    tables = [(COLUMNS, [*map(_cells, rows)]), (OWN_COLUMNS, [*map(_own_cells, own)])]
    return "\n\n".join(_table(head, cells) for head, cells in tables if cells)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _cells(row: Row) -> list[str]:
    found, typed, loads = row.found, row.typed, row.loads
    cold = loads.cold if loads else None
    return [
        row.corpus,
        row.engine,
        *(_score(found.scores[n], found.asked[n]) if found else UNKNOWN for n in SETS),
        f"{typed.p50:.1f} / {typed.p95:.1f} ({typed.work95:.1f})" if typed else UNKNOWN,
        f"{typed.agreed} of {typed.count}" if typed else UNKNOWN,
        f"{_load(cold)} ({cold.requests})" if cold else UNKNOWN,
        f"{cold.seconds:.2f}" if cold and cold.seconds else UNKNOWN,
        _kb(loads.before.whole) if loads else UNKNOWN,
        f"{_kb(row.index_raw)} / {_kb(row.index_sent)} ({row.index_files})",
        f"{row.build_seconds:.1f} / {row.build_memory:.0f}",
    ]


def _own_cells(row: Row) -> list[str]:
    found = row.found
    if not found:
        return [row.engine, *[UNKNOWN] * (len(READERS) + len(NOTHING))]
    nothing = (
        f"{found.nothing[name]} of {found.asked[name]}" if name in found.nothing else "-"
        for name in NOTHING
    )
    return [row.engine, *(_seen(found.scores.get(name)) for name in READERS), *nothing]


def _score(score: Score, asked: int) -> str:
    values = (score.recall, score.precision, score.top, score.first)
    missed = round(score.missed * asked)
    return " / ".join(_share(value) for value in values) + f" ({missed})"


def _seen(score: Score | None) -> str:
    return f"{_share(score.seen)} / {_share(score.first)}" if score else "-"


def _share(value: float) -> str:
    """Three digits, never rounded up to 1."""
    return "1" if value == 1 else f"{min(value, 0.999):.3f}".lstrip("0")


def _load(load: Load) -> str:
    page = load.whole - load.script - load.index
    return " / ".join(map(_kb, (page, load.script, load.index)))


def _kb(size: int) -> str:
    return f"{size / 1000:,.1f}" if size < 100_000 else f"{size / 1000:,.0f}"


def notes(rows: Sequence[Row], versions: Mapping[str, str], seed: int) -> str:
    """What the columns mean, what was sampled, and by which versions."""
    lines = [
        f"Versions: {'; '.join(f'{name}: {found}' for name, found in versions.items())}.",
        f"Queries, drawn by seed {seed} from the tasks' texts without punctuation: {_asked(rows)}.",
        "Words are 1 to 3 of jieba's (2-6 characters); of the substrings (2-12) half begin or end "
        "inside a word. Right is every task that contains the string, or both; for numbers of "
        "notices, the notice. In each set: recall / precision / P@10 / MRR (queries without any "
        "right result), means over queries; precision counts as 0 where nothing was found. Of ours, "
        "what stands under the exact results, with a heading of its own, is not counted here.",
        "In readers' own words (site_tests/queries.jsonl; by whose hand, and what was tuned on, stands "
        "there): recall among the first five / MRR, of all that the page lists; of the queries for which "
        "nothing is held, how many have no result (what ours shows below, as no answer, is none).",
        f"Recall is of the results that a reader can reach. The longest list of a page: {_longest(rows)}.",
        "The words of invented corpora are pairs of characters drawn at random: what depends on a "
        "dictionary is out of its element there, and only the shipped content is real Chinese.",
        "first answer: sent, and seconds, until an address with a query shows its first results "
        f"(median of {COLD} queries, nothing kept, 250 ms a request, 200 KB/s shared by all requests), KB "
        "(1000 bytes) as sent, text gzipped; before: sent to a reader who opens a page and does not search. "
        "The page around the search is Material's for ours and material, and bare for pagefind.",
        f"p50 / p95: from the last key to the results, {BETWEEN} ms between keys, every query typed a "
        "second time, so that its files are there; `typed the same` says how many of those gave the "
        "list that they give otherwise (Pagefind finds more once other queries have loaded more of its "
        "index).",
        "Work is the time for which the page's thread had a processor, which other work on the machine does "
        "not lengthen: all of the search of ours; Material and Pagefind search in a worker beside it.",
        f"{os.cpu_count()} processors; the machine's load after the typed queries: {_machine(rows)}. "
        "Above 1 to 2, times are too long.",
        "build: " + "; ".join(dict.fromkeys(f"{r.engine}: {r.build_note}" for r in rows)) + ".",
        *(
            f"{row.engine} on {row.corpus}: {row.found.unanswered} unanswered."
            for row in rows
            if row.found and row.found.unanswered
        ),
        *(f"{row.engine} on {row.corpus}: not whole." for row in rows if not row.is_whole()),
    ]
    return "\n".join(f"- {line}" for line in lines)


def _asked(rows: Sequence[Row]) -> str:
    by_corpus = {row.corpus: row.found.asked for row in rows if row.found}
    return "; ".join(
        f"{corpus}: {', '.join(f'{count} {name}' for name, count in asked.items())}"
        for corpus, asked in by_corpus.items()
    )


def _longest(rows: Sequence[Row]) -> str:
    found = (f"{r.engine} on {r.corpus} {r.found.longest}" for r in rows if r.found)
    return ", ".join(found)


def _machine(rows: Sequence[Row]) -> str:
    loads = ((row, row.loads_of_machine.get("typed")) for row in rows)
    return ", ".join(
        f"{r.engine} on {r.corpus} {load:.1f}" for r, load in loads if load is not None
    )


def as_json(row: Row) -> str:
    """Everything that was measured of an engine on a corpus."""
    return json.dumps(asdict(row), ensure_ascii=False, indent=1) + "\n"


def read_row(path: Path) -> Row:
    """A row that `as_json` wrote."""
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    found, typed, loads = data.pop("found"), data.pop("typed"), data.pop("loads")
    if found:
        found["scores"] = {name: Score(**score) for name, score in found["scores"].items()}
    cold = loads and loads["cold"] and Load(**loads["cold"])
    return Row(
        **data,
        found=Found(**found) if found else None,
        typed=Typed(**typed) if typed else None,
        loads=Loads(before=Load(**loads["before"]), cold=cold) if loads else None,
    )
