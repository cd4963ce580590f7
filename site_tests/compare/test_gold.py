"""What is right of the invented notices: well formed, whole, and met by the engine.

    align/<old>__<new>.jsonl     old and new tasks of a link, or one side of it; type
    clauses/<old>__<new>.jsonl   places of clauses in the linked tasks' texts; links, and moves among them
    tokens/<old>__<new>.txt      a clause, what it became, and the same marked [-gone-]{+come+}
    agencies.jsonl               who joined, left, is renamed, stands first; implied, 等, deadlines
    figures.jsonl                figures that changed, went, came

Every line says whether it was written by `hand`, or drafted by the engine and then `checked`
against the notices (`by`), whether it is `sure`, and may have a `note`.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from generator.compare.segments import segment_spans
from generator.compare.word_runs import token_runs
from generator.content.loading import load_content
from generator.model.comparison import Comparison, LinkDetail
from generator.model.notice import Task
from site_tests.conftest import ROOT
from site_tests.entries import compare
from site_tests.evaluation.eval_compare import Counts, hunks_of

GOLD = ROOT / "site_tests/gold"
PAIRS = (("9001", "9002"), ("9002", "9003"))
CONTENT = load_content(ROOT / "site_tests/corpus/content")
TASKS: dict[str, Task] = {str(t.id): t for h in CONTENT.notices for t in h.notice.tasks}
COMPARISONS = {pair: compare(CONTENT, *pair) for pair in PAIRS}
TYPES = {"kept", "split", "merged", "regrouped", "new", "dropped"}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


def names(pair: tuple[str, str]) -> str:
    return f"{pair[0]}__{pair[1]}"


def clauses(keys: list[str]) -> list[tuple[tuple[str, str, int], str]]:
    """The clauses of some tasks in order, by task, sentence and beginning."""
    return [
        ((key, sentence.id, a), sentence.text[a:b])
        for key in keys
        for sentence in TASKS[key].sentences
        for a, b in segment_spans(sentence.text)
    ]


def detail(comparison: Comparison, row: dict[str, Any]) -> LinkDetail:
    return next(d for d in comparison.details if list(d.link.new) == row["new"])


def of_pair(row: dict[str, Any]) -> tuple[str, str]:
    return row["old"][0][:4], row["new"][0][:4]


@pytest.mark.parametrize("pair", PAIRS, ids=names)
def test_every_task_occurs_once(pair: tuple[str, str]) -> None:
    """Links, new and no longer listed tasks are all tasks of both notices."""
    found = rows(f"align/{names(pair)}.jsonl")
    for side, notice in zip(("old", "new"), pair, strict=True):
        keys = [key for row in found for key in row[side]]
        assert sorted(keys) == sorted(key for key in TASKS if key.startswith(notice))
    for row in found:
        assert row["type"] in TYPES
        assert bool(row["old"]) == (row["type"] != "new")
        assert bool(row["new"]) == (row["type"] != "dropped")


@pytest.mark.parametrize("name", ["clauses", "agencies", "figures"])
def test_every_link_has_its_gold(name: str) -> None:
    """Clauses, agencies and figures are known of each link, and of nothing else."""
    links = [(r["old"], r["new"]) for p in PAIRS for r in rows(f"align/{names(p)}.jsonl")]
    files = [f"clauses/{names(p)}.jsonl" for p in PAIRS] if name == "clauses" else [f"{name}.jsonl"]
    found = [(r["old"], r["new"]) for file in files for r in rows(file)]
    assert sorted(found) == sorted(link for link in links if all(link))


def test_every_line_says_whose_it_is() -> None:
    """Nothing is gold without a name and a degree of sureness; files are as they should be."""
    for path in sorted(GOLD.rglob("*.jsonl")):
        text = path.read_bytes().decode("utf-8")
        assert text.endswith("\n") and "\r" not in text
        for line in text.splitlines():
            row = json.loads(line)
            assert (
                row["by"] in ("hand", "checked") and isinstance(row["sure"], bool) and "note" in row
            )


@pytest.mark.parametrize("pair", PAIRS, ids=names)
def test_places_of_clauses(pair: tuple[str, str]) -> None:
    """Places are there, none is linked twice, and what moved is linked."""
    for row in rows(f"clauses/{names(pair)}.jsonl"):
        sides = clauses(row["old"]), clauses(row["new"])
        for side in (0, 1):
            places = [place for link in row["links"] for place in link[side]]
            assert len(places) == len(set(places))
            assert all(0 <= place < len(sides[side]) for place in places)
        linked = {(i, j) for olds, news in row["links"] for i in olds for j in news}
        assert {tuple(move) for move in row["moved"]} <= linked


def test_clauses_are_found() -> None:
    """Of the links and moves that a person sees, nearly all; the doubtful ones do not count."""
    links, moves = Counts(), Counts()
    for pair in PAIRS:
        for row in rows(f"clauses/{names(pair)}.jsonl"):
            if not row["sure"]:
                continue
            places = [
                {ref: n for n, (ref, _) in enumerate(clauses(row[side]))} for side in ("old", "new")
            ]
            found, moved = set(), set()
            for group in detail(COMPARISONS[pair], row).groups or ():
                if group.heading:
                    continue
                olds, news = (
                    [places[side][ref.task, ref.sentence, ref.start] for ref in refs]
                    for side, refs in enumerate((group.old, group.new))
                )
                here = {(i, j) for i in olds for j in news}
                found |= here
                moved |= here if group.moved else set()
            links.add(found, {(i, j) for a, b in row["links"] for i in a for j in b})
            moves.add(moved, {(i, j) for i, j in row["moved"]})
    assert links.f1 >= 0.95
    assert moves.f1 >= 0.85


@pytest.mark.parametrize("row", rows("agencies.jsonl"), ids=lambda row: row["new"][0])
def test_agencies(row: dict[str, Any]) -> None:
    """Who joined, left, has a new name, stands first now; what became of 等 and of dates."""
    change = detail(COMPARISONS[of_pair(row)], row).agencies
    assert change is not None
    assert [p.agency for p in change.joined] == row["added"]
    assert [p.agency for p in change.left] == row["removed"]
    assert [[a.agency, b.agency] for a, b in change.renamed] == row["renamed"]
    assert (change.first and [p.agency for p in change.first if p]) == row["first"]
    assert [b.agency for _, b in change.implied] == row["implied"]
    assert (change.open and list(change.open)) == row["open"]
    assert (change.deadline and list(change.deadline)) == row["deadline"]


@pytest.mark.parametrize("row", rows("figures.jsonl"), ids=lambda row: row["new"][0])
def test_figures(row: dict[str, Any]) -> None:
    """Old and new value of the same thing; what came and went with its clause."""
    found = detail(COMPARISONS[of_pair(row)], row).figures
    texts = [
        (c.old.figure.text if c.old else "", c.new.figure.text if c.new else "") for c in found
    ]
    assert [[a, b] for a, b in texts if a and b] == row["changed"]
    assert [a for a, b in texts if not b] == row["gone"]
    assert [b for a, b in texts if not a] == row["come"]


def marked(pair: tuple[str, str]) -> list[tuple[str, str, str]]:
    blocks = (GOLD / f"tokens/{names(pair)}.txt").read_text("utf-8").strip("\n").split("\n\n")
    return [tuple(block.split("\n")) for block in blocks]  # type: ignore[misc]  # three lines each


def runs_of(text: str) -> list[tuple[str, str]]:
    """`推动[-城市群-]{+都市圈+}` as runs."""
    pieces = re.findall(r"\[-(.+?)-\]|\{\+(.+?)\+\}|([^\[{]+)", text)
    return [("-", a) if a else ("+", b) if b else ("=", c) for a, b, c in pieces]


@pytest.mark.parametrize("pair", PAIRS, ids=names)
def test_marked_text_holds_both_sources(pair: tuple[str, str]) -> None:
    """Stripped of its marks it is the clause of either notice, to the letter."""
    for old, new, text in marked(pair):
        for notice, line, skip in zip(pair, (old, new), "+-", strict=True):
            assert "".join(t for op, t in runs_of(text) if op != skip) == line
            tasks = [task for key, task in TASKS.items() if key.startswith(notice)]
            assert any(line in part for t in tasks for part in (t.heading, *_texts(t)))


def _texts(task: Task) -> list[str]:
    return [sentence.text for sentence in task.sentences]


def test_words_are_marked_as_by_hand() -> None:
    """Character for character, what goes and comes is what a person marked, or nearly."""
    counts = Counts()
    for pair in PAIRS:
        for old, new, text in marked(pair):
            runs = [(run.op, run.text) for run in token_runs(old, new, {})]
            counts.add(
                {(pair, old, c) for c in _characters(runs)},
                {(pair, old, c) for c in _characters(runs_of(text))},
            )
    assert counts.f1 >= 0.95


def _characters(runs: list[tuple[str, str]]) -> set[tuple[int, int]]:
    hunks = hunks_of(runs)
    return {(side, place) for hunk in hunks for side in (0, 1) for place in range(*hunk[side])}
