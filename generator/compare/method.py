"""How comparisons are made: the name, the version, and every number that has a say in them.

Whoever changes what a comparison says, in code or numbers, raises VERSION.
"""

from __future__ import annotations

from generator.compare import (
    clause_gaps,
    clause_matches,
    clause_moves,
    clauses,
    figure_changes,
    lineages,
    long_texts,
    task_scores,
    tasks,
    text_diff,
    word_runs,
)
from generator.compare.word_runs import DIFFER
from generator.text.words import CUTTER

VERSION = "4"
METHOD: dict[str, object] = {
    "name": "keytasks union-best",
    "version": VERSION,
    "parameters": {
        "grams": "characters 1-2 of words, sublinear tf, smoothed idf over both notices, to 2**-16",
        "weights": list(task_scores.WEIGHTS),
        "hub": tasks.HUB,
        "threshold": tasks.THRESHOLD,
        "maybe": tasks.MAYBE,
        "bands": [*(least for least, _ in tasks.BANDS), tasks.THRESHOLD],
        "beside": tasks.BESIDE,
        "taken_up": tasks.TAKEN_UP,
        "facts_weights": list(task_scores.FACTS_WEIGHTS),
        "facts_threshold": tasks.FACTS_THRESHOLD,
        "facts_more": tasks.FACTS_MORE,
        "facts_beside": tasks.FACTS_BESIDE,
        "facts_maybe": tasks.FACTS_MAYBE,
        "facts_bands": [*(least for least, _ in tasks.FACTS_BANDS), tasks.FACTS_THRESHOLD],
        "main_line": lineages.MAIN_LINE,
        "clauses": {
            "ends": clauses.CLAUSE_END,
            "smooth": clause_matches.SMOOTH,
            "anchor": [clause_matches.ANCHOR_SMOOTH, clause_matches.ANCHOR],
            "sure": clause_moves.SURE,
            "moved": [clause_moves.MOVED, clause_moves.MOVED_CHARACTERS],
            "extend": clause_moves.EXTEND,
            "gap": [clause_gaps.GAP, clause_gaps.TWO_TO_ONE],
            "grown": [clause_gaps.GROWN, clause_gaps.WIDEST],
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
        "figures": {"paired": figure_changes.PAIRED, "context": figure_changes.CONTEXT},
    },
}
