"""The word diff of two texts: what stayed, went and came, with figures, names and words kept whole.

diff-match-patch compares the tokens while each is encoded as one character, so that no word and no
number is ever cut. Diff_Timeout is 0: with a limit, the outcome would depend on the machine's load.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from diff_match_patch import diff_match_patch

from generator.compare.likeness import CACHED, word_length
from generator.compare.long_texts import common_pieces
from generator.compare.noise import noise_of, whole_names
from generator.model.comparison import Run
from generator.notice.figures import find_figures
from generator.text.words import cut_words

ISLAND, ISLAND_LESS = 8, 3
"""An island has at most ISLAND word characters, and ISLAND_LESS fewer than the changes around it.

An island is unchanged text between two changes that is too short to be read as unchanged; it joins
them. Raising ISLAND gives fewer and longer changes. Figures do not count in the changes: where 2条
became 5条, the unchanged words are all that is said. Tuned with `make eval` (hunks, chaff, cover).
"""
MOST_TOKENS = 100
"""Above the square of this (old times new tokens), the texts are compared in pieces.

They are cut at tokens that occur once on either side; a piece that is still too long is one deletion
and one insertion. Bounds time: segments have some 10 tokens.
"""
FIRST_CODE = 0xF0000
"""The first of the private-use characters that stand for tokens: plane 15 has no other meaning."""
DIFFER = f"diff-match-patch {version('diff-match-patch')}, Diff_Timeout 0"
OPERATIONS = {0: "=", -1: "-", 1: "+"}
Diffs = list[tuple[int, str]]


def token_runs(
    before: str, after: str, names: Mapping[str, str], *, listed: bool = False
) -> tuple[Run, ...]:
    """The runs of two texts; no figure, no agency's name and no word is cut.

    In `listed` texts, lists of names, a name that stayed between two changes is shown as one that
    stayed, however short.
    """
    if before == after:
        return (Run(op="=", text=before),) if before else ()
    if not before or not after:
        return (Run(op="-" if before else "+", text=before or after),)
    ours, theirs = tokens(before, names), tokens(after, names)
    codes = {token: chr(FIRST_CODE + k) for k, token in enumerate(dict.fromkeys([*ours, *theirs]))}
    decode = {code: token for token, code in codes.items()}
    old, new = ("".join(map(codes.__getitem__, side)) for side in (ours, theirs))
    diffs = [
        (OPERATIONS[op], "".join(map(decode.__getitem__, text))) for op, text in _diffs(old, new)
    ]
    runs = [Run(op=op, text=text) for op, text in diffs] if listed else list(_readable(diffs))
    return tuple(_with_noise(runs, names))


@functools.cache
def _differ() -> diff_match_patch:
    differ = diff_match_patch()
    differ.Diff_Timeout = 0
    return differ


@functools.lru_cache(maxsize=CACHED)
def _short_diffs(old: str, new: str) -> tuple[tuple[int, str], ...]:
    """diff-match-patch on encoded texts, cached.

    Codes begin anew for every pair of texts, so that changes of the same shape are the same strings.
    """
    return tuple(_differ().diff_main(old, new, False))


def _diffs(old: str, new: str) -> Diffs:
    most = MOST_TOKENS**2
    if len(old) * len(new) <= most:
        return list(_short_diffs(old, new))
    diffs: Diffs = []
    for (i0, i1), (j0, j1) in common_pieces(old, new, most):
        ours, theirs = old[i0:i1], new[j0:j1]
        if ours == theirs:
            diffs.append((0, ours))
        elif len(ours) * len(theirs) <= most:
            diffs += _short_diffs(ours, theirs)
        else:
            diffs += [(-1, ours), (1, theirs)]
    # Pieces may end and begin with the same operation.
    _differ().diff_cleanupMerge(diffs)
    return diffs


@dataclass(slots=True)
class _Change:
    """What is deleted and what is inserted in one place, and the unchanged text behind it."""

    gone: str = ""
    come: str = ""
    stays: str = ""

    @property
    def size(self) -> int:
        """Word characters of the longer of the two, without figures."""
        return max(unnumbered(self.gone), unnumbered(self.come))


def _readable(diffs: Sequence[tuple[str, str]]) -> Iterator[Run]:
    """The diff without islands: a word or two that stayed between changes is part of one change.

    diff-match-patch's own semantic clean-up counts tokens, and would join two changed words over a
    third, however long.
    """
    changes = [_Change()]
    for op, text in diffs:
        if op == "=":
            changes[-1].stays += text
            continue
        if changes[-1].stays:
            changes.append(_Change())
        if op == "-":
            changes[-1].gone += text
        else:
            changes[-1].come += text
    joined: list[_Change] = []
    for change in changes:
        joined.append(change)
        # Joining can make the change before it large enough to swallow another island.
        while len(joined) > 1 and _is_island(joined[-2], joined[-1]):
            right, left = joined.pop(), joined.pop()
            gone, come = (left.gone + left.stays, left.come + left.stays)
            joined.append(_Change(gone + right.gone, come + right.come, right.stays))
    for change in joined:
        for op, text in (("-", change.gone), ("+", change.come), ("=", change.stays)):
            if text:
                yield Run(op=op, text=text)


def _is_island(left: _Change, right: _Change) -> bool:
    """Whether what stays between two changes is too little to be read as unchanged."""
    stays = word_length(left.stays)
    # Marks alone are no island: a comma between two changes is the border of a segment.
    if not stays or not (left.gone or left.come):
        return False
    before, behind = left.size, right.size
    if not before and not behind:
        return False  # only figures changed
    small = min(before, behind) > 0 and stays <= before + behind - ISLAND_LESS
    return stays == 1 or (stays <= ISLAND and small)


def without_figures(text: str) -> str:
    """`text` without its figures."""
    kept, place = "", 0
    for figure in find_figures("", text):
        kept += text[place : figure.start]
        place = figure.end
    return kept + text[place:]


def unnumbered(text: str) -> int:
    """The number of letters and digits of `text` outside its figures."""
    return word_length(without_figures(text))


def tokens(text: str, names: Mapping[str, str] | None = None) -> list[str]:
    """The tokens of `text`: figures, printed names and words, each whole; joined they are `text`."""
    pieces: list[str] = []
    place = 0
    for figure in find_figures("", text):
        pieces += whole_names(cut_words(text[place : figure.start]), names or {})
        pieces.append(figure.text)
        place = figure.end
    return [*pieces, *whole_names(cut_words(text[place:]), names or {})]


def _with_noise(runs: Sequence[Run], names: Mapping[str, str]) -> Iterator[Run]:
    """The runs, each change that is none in substance with the reason for it.

    A change is all that stands between two unchanged runs: 一百 → 100 is one deletion and one insertion.
    """
    place = 0
    while place < len(runs):
        start = place
        while place < len(runs) and runs[place].op != "=":
            place += 1
        if block := runs[start:place]:
            before, after = ("".join(r.text for r in block if r.op == op) for op in "-+")
            left = runs[start - 1].text[-1:] if start else ""
            right = runs[place].text[:1] if place < len(runs) else ""
            noise = noise_of(before, after, (left, right), names)
            yield from (Run(op=run.op, text=run.text, noise=noise) for run in block)
        if place < len(runs):
            yield runs[place]
            place += 1
