"""Table sets are the words for variants of the 2020 tasks (`synth`), each set written by one hand.

`tables/<name>.toml` is a set: `hand` says who wrote it, `tuned` whether the engine's parameters were
tuned on it. An engine is tuned on one set and reported on all: figures of the set that it was tuned
beside flatter it.

    hand = "…"
    tuned = false
    phrases = ["进一步", …]              words that may come into a clause
    generic = ["做好宣传解读。", …]      sentences that fit any task and say nothing of it
    [synonyms]                           words and what may stand for them
    "推进" = ["推动"]
    [paraphrases]                        how a clause that begins so is said in quite other words,
    "督促Ⅱ型大城市" = "…"               without its closing mark
    [headings]                           another heading for each of the 28 tasks
    01 = "…"
    [[new_tasks]]                        tasks that no year has, in the vocabulary of those that are
    heading = "…"
    text = "…。"
    agencies = ["mohurd", "mps"]
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """One set, by the name of its file."""

    name: str
    hand: str
    tuned: bool
    synonyms: dict[str, list[str]]
    paraphrases: dict[str, str]
    headings: dict[str, str]
    new_tasks: tuple[tuple[str, str, tuple[str, ...]], ...]
    generic: tuple[str, ...]
    phrases: tuple[str, ...]


def load_tables(path: Path) -> Tables:
    """The set in a file; a missing key is a KeyError."""
    data = tomllib.loads(path.read_text("utf-8"))
    return Tables(
        name=path.stem,
        hand=data["hand"],
        tuned=data["tuned"],
        synonyms=data["synonyms"],
        paraphrases=data["paraphrases"],
        headings=data["headings"],
        new_tasks=tuple((t["heading"], t["text"], tuple(t["agencies"])) for t in data["new_tasks"]),
        generic=tuple(data["generic"]),
        phrases=tuple(data["phrases"]),
    )


SETS = tuple(load_tables(path) for path in sorted(FOLDER.glob("*.toml")))
FIRST = next(tables for tables in SETS if tables.name == "first")
