"""How comparisons are made: the name, the version, and every number that has a say in them.

Whoever changes what a comparison says, in code or numbers, raises VERSION.
"""

from __future__ import annotations

from generator import align, changes, clauses, diff, filling, matching, pieces, runs
from generator.runs import DIFFER
from generator.text.words import CUTTER

VERSION = "3"
METHOD: dict[str, object] = {
    "name": "keytasks union-best",
    "version": VERSION,
    "parameters": {
        "grams": "characters 1-2 of words, sublinear tf, smoothed idf over both notices, to 2**-16",
        "weights": list(align.WEIGHTS),
        "hub": align.HUB,
        "threshold": align.THRESHOLD,
        "maybe": align.MAYBE,
        "bands": [*(least for least, _ in align.BANDS), align.THRESHOLD],
        "beside": align.BESIDE,
        "taken_up": align.TAKEN_UP,
        "facts_weights": list(align.FACTS_WEIGHTS),
        "facts_threshold": align.FACTS_THRESHOLD,
        "facts_more": align.FACTS_MORE,
        "facts_beside": align.FACTS_BESIDE,
        "facts_maybe": align.FACTS_MAYBE,
        "facts_bands": [*(least for least, _ in align.FACTS_BANDS), align.FACTS_THRESHOLD],
        "main_line": align.MAIN_LINE,
        "clauses": {
            "ends": clauses.CLAUSE_END,
            "smooth": matching.SMOOTH,
            "anchor": [matching.ANCHOR_SMOOTH, matching.ANCHOR],
            "sure": matching.SURE,
            "moved": [matching.MOVED, matching.MOVED_CHARACTERS],
            "extend": matching.EXTEND,
            "gap": [filling.GAP, filling.TWO_TO_ONE],
            "grown": [filling.GROWN, filling.WIDEST],
            "headings": matching.HEADINGS,
            "most": [matching.MOST_CLAUSES, matching.BLOCK, matching.MOST_IN_GAP],
        },
        "words": {
            "cutter": CUTTER,
            "differ": DIFFER,
            "rewritten": [diff.REWRITTEN, diff.NEARLY],
            "island": [runs.ISLAND, runs.ISLAND_LESS],
            "most": [runs.MOST_TOKENS, pieces.DEEPEST],
        },
        "figures": {"paired": changes.PAIRED, "context": changes.CONTEXT},
    },
}
