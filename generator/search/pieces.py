"""A term that stands nowhere, or in few places, by the longest pieces of it that do stand somewhere.

城镇老旧小区改造 is 城镇, 老旧小区 and 改造: no dictionary says so, but the texts, in which these stand
and nothing longer does more often. What has most of the query in one sentence comes first, then in
one record, then what has its rarer pieces, then where they stand near together.

Its twin in the browser is `templates/assets/search/21-pieces.js`, which reads the limits that stand
here (`javascript`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.search.index import KINDS, Index
from generator.search.queries import SEPARATOR

IN_FIGURE = re.compile("[0-9.]")
NUMERAL = re.compile("[一二三四五六七八九十百千零]")
LETTER_OR_FIGURE = re.compile("[a-z0-9]")
FEW = 3
"""A term that stands in no more records is cut as well, and what its pieces find comes below."""
MOST_CUT = 60
"""Characters of a term that are cut; more take long on a large site, and are a quotation."""
LONGEST_FOUND = 11
"""Characters of a term that is cut though it stands somewhere; a longer one is a quotation found."""
FEWEST = 2
"""Records that a piece stands in, where that can be: one that stands in one leads nowhere else."""
SHORTEST = 2
SHORTEST_PLAIN = 4
"""Characters of a piece, and of one of letters and figures that is no whole word of them."""
COMMON = 5
"""A single piece that stands in more than a fifth of all records says nothing."""
WORDY = 3
"""Of a query with a word of readers, a third suffices: the rest is how one speaks."""
STRANGE = 2
"""Characters that stand nowhere, one behind the other, that say something which no text has; one

alone is grammar. Raised, more of what has only the rest of a query is found (养猪补贴 by 补贴)."""
MUCH = 3
"""What stands nowhere tells what was asked for where it is a third of the query or more."""
FEW_PIECES = 2
"""Pieces of the shortest length that say too little where the query says something strange."""
MOST_WEAK = 5
"""Records that have the rest of a query of which the texts do not speak: no answer, a next step."""
MOST_FOUND = 20
WORD = 1
"""So much longer than it is a word counts beside a piece that is none."""
RARE = 1000
"""How finely pieces are weighed by the number of records that have them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a query with the parts and records in which one of its forms stands.

    A `word` has other forms than its own.
    """

    text: str
    parts: frozenset[int]
    records: frozenset[int]
    forms: tuple[str, ...]
    word: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A record by its place, and those of its parts that have most of the pieces."""

    record: int
    parts: tuple[int, ...]


def cut(
    text: str,
    count: Callable[[str], int],
    least: int,
    is_word: Callable[[str], bool] = lambda run: False,
) -> tuple[str, ...]:
    """The longest pieces of a folded term that stand in `least` records or more by `count`.

    As much as can be is covered, by pieces as long as can be, words before others; what stands
    nowhere is left out. A
    term that stands nowhere may be cut into what stands in one record, where that covers more.
    """
    stretches = [stretch for stretch in SEPARATOR.split(text[:MOST_CUT]) if stretch]
    found = [run for stretch in stretches for run in _longest(stretch, count, least, is_word)]
    if least <= FEWEST:
        rare = [run for stretch in stretches for run in _longest(stretch, count, 1, is_word)]
        if sum(map(len, rare)) > sum(map(len, found)) and rare != [text]:
            found = rare
    return tuple(dict.fromkeys(found))


def _longest(
    text: str, count: Callable[[str], int], least: int, is_word: Callable[[str], bool]
) -> list[str]:
    """The pieces of a stretch in order: most characters covered, then the largest squares."""
    borders = [n for n in range(len(text) + 1) if not _in_figure(text, n)]
    reach = _reach(text, borders, count, least)
    # Of each border: characters covered up to it, their squares, and the last piece's start.
    best: list[tuple[int, int, int]] = [(0, 0, -1)]
    for n in range(1, len(borders)):
        entry = (*best[n - 1][:2], -1)
        for m in range(n):
            length = borders[n] - borders[m]
            word = is_word(text[borders[m] : borders[n]]) and _ends(text, borders[m], borders[n])
            if word or (reach[m] >= n and _is_piece(text, borders[m], borders[n])):
                side = length + WORD if word else length
                covered, squares = best[m][0] + length, best[m][1] + side * side
                if (covered, squares) >= entry[:2]:  # of equals the longer piece first
                    entry = (covered, squares, m)
        best.append(entry)
    found = []
    n = len(borders) - 1
    while n > 0:
        start = best[n][2]
        if start >= 0:
            found.append(text[borders[start] : borders[n]])
        n = start if start >= 0 else n - 1
    return found[::-1]


def _reach(text: str, borders: Sequence[int], count: Callable[[str], int], least: int) -> list[int]:
    """For each border the last one up to which the text stands in enough records.

    What begins later reaches as far, so that each character is asked for twice at most.
    """
    reach, end = [], 0
    for start in range(len(borders)):
        end = max(end, start)
        while end + 1 < len(borders):
            run = text[borders[start] : borders[end + 1]]
            if len(run) >= SHORTEST and count(run) < least:
                break
            end += 1
        reach.append(end)
    return reach


def strange_runs(text: str, found: Sequence[str]) -> tuple[str, ...]:
    """What is left of a term without its pieces and words, in runs that say something."""
    left = SEPARATOR.sub("\n", text[:MOST_CUT])
    for run in sorted(found, key=lambda run: -len(run)):
        left = left.replace(run, "\n")
    return tuple(run for run in left.split("\n") if len(run) >= STRANGE)


def _in_figure(text: str, place: int) -> bool:
    """Whether a border there would cut a figure, or a numeral: 十九 is not in 二十九."""
    around = text[max(0, place - 1) : place + 1]
    if len(around) < 2 or not place:
        return False
    return any(all(kind.match(c) for c in around) for kind in (IN_FIGURE, NUMERAL))


def _is_piece(text: str, start: int, end: int) -> bool:
    if end - start < SHORTEST:
        return False
    plain = all(LETTER_OR_FIGURE.match(c) for c in text[start:end])
    if not plain or end - start >= SHORTEST_PLAIN:
        return True
    return _ends(text, start, end)


def _ends(text: str, start: int, end: int) -> bool:
    """Whether no word of letters and figures is cut at either end."""
    return not any(
        0 < n < len(text) and all(LETTER_OR_FIGURE.match(c) for c in text[n - 1 : n + 1])
        for n in (start, end)
    )


def found_by(
    pieces: Sequence[Piece],
    length: int,
    allowed: Callable[[int], bool],
    index: Index,
    *,
    below: bool,
    whole: bool = False,
    strange: bool = False,
) -> list[Found]:
    """The records that have at least half of a query of `length` characters in its pieces.

    Below exact ones more than half, and where it is to be the `whole`, all. Where the query says
    something `strange`, two of its shortest pieces, or one piece that is less than half of it, say too
    little: they stand in what the texts do have, and what was asked for is the rest. What the pieces
    are weighed by, the twin does in whole numbers.
    """
    in_parts = _weights((len(piece.text), piece.parts) for piece in pieces)
    in_records = _weights((len(piece.text), piece.records) for piece in pieces)
    rarity = _weights((RARE // len(piece.records), piece.records) for piece in pieces)
    telling = {
        i
        for p in pieces
        if p.word or len(p.records) * COMMON <= len(index.records)
        for i in p.records
    }
    by_word = {i for piece in pieces if piece.word for i in piece.records}
    several = _weights((1, piece.records) for piece in pieces)
    long = {i for piece in pieces if len(piece.text) > SHORTEST for i in piece.records}

    names = {form for piece in pieces if piece.word for form in piece.forms}

    def fits(i: int) -> bool:
        least = length if whole else length // 2 + 1 if below else -(-length // 2)
        if not below and i in by_word:
            least = -(-length // WORDY)
        few = several[i] == FEW_PIECES and i not in long
        if strange and (few or (several[i] == 1 and 2 * in_records[i] < length + (i not in long))):
            return False
        alone = several[i] == 1 and i not in by_word and in_records[i] <= SHORTEST
        enough = in_records[i] >= least and not (alone and 2 * in_records[i] <= length)
        return enough and (several[i] > 1 or i in telling) and allowed(i)

    def key(i: int) -> tuple[int, ...]:
        record = index.records[i]
        most = max((in_parts.get(part, 0) for part in index.parts_of(i)), default=0)
        facts = record.state == "facts-only"
        small = record.kind in ("agency", "theme")
        named = small and any(index.parts[part] in names for part in index.parts_of(i))
        heading = in_parts.get(index.starts[i], 0)
        both = most + in_records[i]
        kind = KINDS.index(record.kind)
        return -both, not named, -heading, -most, -rarity[i], kind, facts, i

    keys = sorted(key(i) for i in in_records if fits(i))[:MOST_FOUND]
    results = []
    for both, named, heading, most, rare, *rest in keys:
        i = rest[-1]
        parts = tuple(part for part in index.parts_of(i) if in_parts.get(part, 0) == -most)
        span = min(span_of(pieces, part, index.parts[part]) for part in parts)
        results.append(((both, named, heading, most, rare, span, *rest), Found(i, parts)))
    return [found for _, found in sorted(results, key=lambda result: result[0])]


def _weights(weighed: Iterable[tuple[int, Collection[int]]]) -> Mapping[int, int]:
    total: dict[int, int] = {}
    for weight, places in weighed:
        for place in places:
            total[place] = total.get(place, 0) + weight
    return total


def span_of(pieces: Sequence[Piece], part: int, text: str) -> int:
    """How many characters of a part the nearest places of all of its pieces take; 0 of none."""
    own = [piece for piece in pieces if part in piece.parts]
    places = sorted(
        (at, at + len(form), n)
        for n, piece in enumerate(own)
        for form in piece.forms
        for at in _places(form, text)
    )
    best = len(text) if own else 0
    for first, (start, *_) in enumerate(places):
        missing, end = set(range(len(own))), start
        for _, stop, n in places[first:]:
            missing.discard(n)
            end = max(end, stop)
            if not missing:
                best = min(best, end - start)
                break
    return best


def _places(form: str, text: str) -> Iterator[int]:
    at = text.find(form)
    while at >= 0:
        yield at
        at = text.find(form, at + 1)
