"""METHOD states how comparisons are made: name, version, and every number that has a say in them.

Whoever changes what a comparison says, in code or numbers, raises VERSION.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from generator.compare import (
    certainty,
    clause_gaps,
    clause_matches,
    clause_moves,
    figure_changes,
    lineages,
    long_texts,
    segments,
    shared_words,
    subjects,
    task_order,
    tasks,
    text_diff,
    word_runs,
)
from generator.compare.link_policies import FACTS, TEXT, Policy
from generator.compare.word_runs import DIFFER
from generator.model.comparison import Band
from generator.text.frame_words import frame_words
from generator.text.words import CUTTER

VERSION = "9"


def _parameters(policy: Policy) -> Mapping[str, object]:
    """The policy's numbers by name, without those that have no say; `bands` goes down to the lowest."""
    stated: dict[str, object] = asdict(policy)
    stated["weights"] = list(policy.weights)
    stated["perhaps"] = [band.value for band in Band if band in policy.perhaps]
    stated["bands"] = [*(least for least, _ in policy.bands), policy.threshold]
    return {name: value for name, value in stated.items() if value is not None and name != "basis"}


OF_FACTS = _parameters(FACTS)
METHOD: dict[str, object] = {
    "name": "keytasks union-best",
    "version": VERSION,
    "parameters": {
        "grams": "characters 1-2 of words, sublinear tf, smoothed idf over both notices, to 2**-16",
        **_parameters(TEXT),
        "nearest": tasks.NEAREST,
        "shared_words": {
            "frame_words": len(frame_words()),
            "agency_votes": shared_words.AGENCY_VOTES,
            "own": shared_words.OWN,
            "unrepeated": shared_words.UNREPEATED,
            "same": shared_words.SAME,
            "unchosen": certainty.UNCHOSEN,
        },
        "place": [shared_words.PLACE, task_order.FIRM, task_order.LEAST, task_order.NEAR],
        # Published files have "maybe" and "bands" last here; sorting by that keeps the rest in order.
        **{
            f"facts_{n}": OF_FACTS[n]
            for n in sorted(OF_FACTS, key=("maybe", "bands", "perhaps").__contains__)
        },
        "main_line": lineages.MAIN_LINE,
        "clauses": {
            "ends": segments.SEGMENT_END,
            "smooth": clause_matches.SMOOTH,
            "anchor": [clause_matches.ANCHOR_SMOOTH, clause_matches.ANCHOR],
            "sure": clause_moves.SURE,
            "moved": [clause_moves.MOVED, clause_moves.MOVED_CHARACTERS],
            "named": [clause_moves.NAMED, subjects.MOST],
            "extend": clause_moves.EXTEND,
            "gap": [clause_gaps.GAP, clause_gaps.TWO_TO_ONE],
            "grown": [clause_gaps.GROWN, clause_gaps.WIDEST],
            "subject": [
                subjects.COVERED,
                subjects.PARALLEL,
                subjects.BEGINNING,
                subjects.SINGLE,
            ],
            "nearly": [subjects.NEARLY, subjects.FRAMES, subjects.SHORT],
            "headings": clause_matches.HEADINGS,
            "most": [clause_matches.MOST_CLAUSES, clause_matches.BLOCK, clause_matches.MOST_IN_GAP],
        },
        "words": {
            "cutter": CUTTER,
            "differ": DIFFER,
            "rewritten": [text_diff.REWRITTEN, text_diff.NEARLY],
            "island": [word_runs.ISLAND, word_runs.ISLAND_LESS],
            "most": [word_runs.MOST_TOKENS, long_texts.DEEPEST],
        },
        "figures": {
            "weights": list(figure_changes.WEIGHTS),
            "paired": figure_changes.PAIRED,
            "context": figure_changes.CONTEXT,
            "other": figure_changes.OTHER,
            "noun": figure_changes.NOUN,
            "again": [figure_changes.RESAID, figure_changes.MOVED],
        },
    },
}
