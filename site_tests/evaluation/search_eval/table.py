"""The rows as one Markdown table with what it says, and as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from site_tests.evaluation.search_eval.corpora import READERS
from site_tests.evaluation.search_eval.measures import Score
from site_tests.evaluation.search_eval.measuring import BETWEEN, COLD, Load, Row

SETS = ("words", "substrings", "two terms", "numbers")
OWN_WORDS = tuple(READERS)
COLUMNS = (
    "corpus",
    "engine",
    *SETS,
    *OWN_WORDS,
    "before KB",
    "cold KB (requests)",
    "cold s",
    "p50 / p95 ms",
    "typed the same",
    "index KB raw / sent (files)",
    "build s / MB",
)


def as_markdown(rows: Sequence[Row]) -> str:
    """A row for every corpus and engine, with a head."""
    lines = [COLUMNS, ["---"] * len(COLUMNS), *map(_cells, rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _cells(row: Row) -> list[str]:
    cold = row.cold
    return [
        row.corpus,
        row.engine,
        *(_score(row.scores[name], row.asked[name]) for name in SETS),
        *(_seen(row.scores.get(name)) for name in OWN_WORDS),
        _load(row.before),
        f"{_load(cold)} ({cold.requests})" if cold else "-",
        f"{cold.seconds:.2f}" if cold and cold.seconds else "no answer",
        f"{row.p50:.1f} / {row.p95:.1f}",
        f"{row.agreed} of {row.typed}",
        f"{_kb(row.index_raw)} / {_kb(row.index_sent)} ({row.index_files})",
        f"{row.build_seconds:.1f} / {row.build_memory:.0f}",
    ]


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
    return f"{_kb(load.search)} / {_kb(load.whole)}"


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
        "right result), means over queries; precision counts as 0 where nothing was found.",
        "In readers' own words (site_tests/queries.jsonl; by whose hand, and what was tuned on, stands "
        "there): recall among the first five / MRR, of all that the page lists.",
        "Recall is of the results that a reader can reach. The longest list of a page, in the order "
        f"of the table: {', '.join(str(row.longest) for row in rows)}.",
        "The words of invented corpora are pairs of characters drawn at random: what depends on a "
        "dictionary is out of its element there, and only the shipped content is real Chinese.",
        "before: sent to a reader who opens a page and does not search; cold: sent, and seconds, "
        f"until an address with a query shows its first results (median of {COLD} queries, nothing "
        "kept, 250 ms a request, 200 KB/s shared by all requests). KB (1000 bytes) as sent: of the "
        "search / with the page around it, which is Material's for ours and material, and bare for "
        "pagefind.",
        f"p50 / p95: from the last key to the results, {BETWEEN} ms between keys, every query typed a "
        "second time, so that its files are there; `typed the same` says how many of those gave the "
        "list that the whole run was scored by (Pagefind finds more once other queries have loaded "
        "more of its index).",
        f"{os.cpu_count()} processors; the machine's load after each row, in the order of the table: "
        f"{', '.join(f'{row.load:.1f}' for row in rows)}. Above 1 to 2, times are too long.",
        "build: " + "; ".join(dict.fromkeys(f"{r.engine}: {r.build_note}" for r in rows)) + ".",
        *(f"{r.engine} on {r.corpus}: {r.unanswered} unanswered." for r in rows if r.unanswered),
    ]
    return "\n".join(f"- {line}" for line in lines)


def _asked(rows: Sequence[Row]) -> str:
    by_corpus = {row.corpus: row.asked for row in rows}
    return "; ".join(
        f"{corpus}: {', '.join(f'{count} {name}' for name, count in asked.items())}"
        for corpus, asked in by_corpus.items()
    )


def as_json(rows: Sequence[Row], versions: Mapping[str, str], seed: int) -> str:
    """Everything that was measured."""
    data = {"versions": dict(versions), "seed": seed, "rows": [asdict(row) for row in rows]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
