"""The fourth part of `make eval`: what is said of figures, on sentence pairs with the changes written down.

    figures/<name>.jsonl         a task of the one year and of the other, or two of each
        {"kind": "noun", "old": ["建100个县。"], "new": ["建100个镇。"], "changes": [["100个", null], …],
         "stays": [], "moved": [], "kept": false}
    figures/<name>.toml          hand and tuned

`changes` are figures that changed, went (the new one null) and came (the old one null); `stays` those
that are the same in another sentence; `moved` those that are in another task now. Of pairs that are
`kept`, nothing was looked at while the rules were made.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.compare.figure_changes import figure_changes, move_figures
from generator.compare.notices import sentences_by_part
from generator.compare.text_diff import diff_tasks
from generator.model.comparison import FigureChange
from generator.model.notice import Sentence
from generator.text.characters import split_sentences
from site_tests.evaluation.eval_compare import Counts

FOLDER = Path(__file__).parent / "figures"
Said = tuple[str, str | None, str | None]
"""What is said (changed, stays, moved), with the old and the new figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePairs:
    """A file of pairs."""

    name: str
    hand: str
    tuned: bool
    pairs: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class MeasuredFigures:
    """What was said of figures, and the pairs of which all was said rightly."""

    said: Counts = field(default_factory=Counts)
    whole: int = 0
    pairs: int = 0
    wrong: list[str] = field(default_factory=list)


def load_figure_pairs() -> Iterator[FigurePairs]:
    """All files of pairs, by name."""
    for path in sorted(FOLDER.glob("*.jsonl")):
        data = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
        rows = tuple(map(json.loads, path.read_text("utf-8").splitlines()))
        yield FigurePairs(name=path.stem, hand=data["hand"], tuned=data["tuned"], pairs=rows)


def _parts(text: str) -> tuple[Sentence, ...]:
    sentences = enumerate(split_sentences(text), 1)
    return (
        Sentence(id="h", text="有关事项"),
        *(Sentence(id=f"s{n}", text=sentence) for n, sentence in sentences),
    )


def said_of(old: list[str], new: list[str]) -> set[Said]:
    """What is said of the figures of tasks that are linked in their order."""
    links = []
    for n, (before, after) in enumerate(zip(old, new, strict=True)):
        sides = [(f"9001-{n:02d}", _parts(before))], [(f"9002-{n:02d}", _parts(after))]
        sentences = sentences_by_part(sides[0]) | sentences_by_part(sides[1])
        links.append(figure_changes(diff_tasks(*sides), sentences))
    move_figures(links)
    return {_said(change) for link in links for change in link.all()}


def _said(change: FigureChange) -> Said:
    old, new = (place.figure.text if place else None for place in (change.old, change.new))
    if change.moved:
        return "moved", old, new
    return ("stays", old, old) if change.stays else ("changed", old, new)


def wanted_of(pair: dict[str, Any]) -> set[Said]:
    """What is to be said of a pair."""
    return {
        *(("changed", old, new) for old, new in pair["changes"]),
        *(("stays", text, text) for text in pair["stays"]),
        *(("moved", old, new) for old, new in pair["moved"]),
    }


def measure_figures(pairs: FigurePairs, *, kept: bool) -> MeasuredFigures:
    """The figures of one part of a file."""
    result = MeasuredFigures()
    for pair in pairs.pairs:
        if pair["kept"] is not kept:
            continue
        found, wanted = said_of(pair["old"], pair["new"]), wanted_of(pair)
        # A figure that stays within its segment needs no word.
        silent = {said for said in wanted - found if said[0] == "stays"}
        silent = {s for s in silent if not any(s[1] in (f[1], f[2]) for f in found)}
        result.said.add(found | silent, wanted)
        result.pairs += 1
        result.whole += found | silent == wanted
        if found | silent != wanted:
            result.wrong.append(f"{pair['old']} → {pair['new']}: {sorted(found, key=str)}")
    return result


def main() -> None:
    for pairs in load_figure_pairs():
        print(f"\nfigures {pairs.name!r}, by {pairs.hand}")
        for kept in (False, True):
            m = measure_figures(pairs, kept=kept)
            print(
                f"{'kept aside' if kept else 'looked at':10}  pairs right {m.whole} of {m.pairs} "
                f"({m.whole / m.pairs:.1%}), said P {m.said.precision:.3f} R {m.said.recall:.3f} "
                f"F1 {m.said.f1:.3f}"
            )


if __name__ == "__main__":
    main()
