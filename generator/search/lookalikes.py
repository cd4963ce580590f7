"""Terms of the texts that one with a wrong character was meant to be: 积份落户 for 积分落户.

Of a short Chinese term that stands nowhere: names that sound the same, since an input method offers many
characters for a syllable, and what differs in one character inside. They are offered, never found: what
a reader meant is the reader's to say. Its twin in the browser is `templates/assets/search/26-lookalikes.js`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.search.index import Index
from generator.search.words import CHINESE
from generator.text.pinyin import sounds

SHORTEST = 2
SHORTEST_INSIDE = 3
LONGEST = 8
LOOKED = 16
"""Parts that are looked through for what differs in one place; on a large site each may be a file."""
MOST = 3
"""Terms that are offered."""


def lookalikes(term: str, index: Index) -> tuple[str, ...]:
    """The terms of the texts that a folded one which stands nowhere may have been meant to be."""
    known = term in index.asked or term in index.names
    if known or not CHINESE.fullmatch(term) or not SHORTEST <= len(term) <= LONGEST:
        return ()
    heard = Counter({text: len(index.parts_with(text)) for text in _heard(term, index)})
    return _common(heard, term) or _common(
        Counter(text for n in range(1, len(term) - 1) for text in _with_another(term, n, index)),
        term,
    )


def _common(found: Counter[str], term: str) -> tuple[str, ...]:
    """Those that stand in at least half as many places as the commonest: others are torn from words."""
    others = [text for text in found if found[text] and text != term]
    least = max((found[text] for text in others), default=0)
    ordered = sorted(others, key=lambda text: (-found[text], text))
    return tuple(text for text in ordered if 2 * found[text] >= least)[:MOST]


def _heard(term: str, index: Index) -> Iterator[str]:
    """Names, or parts of names, that are as long and sound the same."""
    read = [sounds().get(character, "") for character in term]
    if all(read):
        yield from (text for text in index.spoken("".join(read)) if len(text) == len(term))


def _with_another(term: str, place: int, index: Index) -> Iterator[str]:
    """What stands in the texts like the term with another character at a place, each time."""
    before, after = term[:place], term[place + 1 :]
    if len(term) < SHORTEST_INSIDE:
        return
    parts = sorted(index.parts_with(before) & index.parts_with(after))
    for part in parts[:LOOKED]:
        text = index.parts[part]
        at = text.find(before)
        while at >= 0:
            found = text[at : at + len(term)]
            if found.endswith(after) and CHINESE.fullmatch(found) and found != term:
                yield found
            at = text.find(before, at + 1)
