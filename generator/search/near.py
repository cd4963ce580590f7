"""What is near to a query: by the words that its readers use, and by its longest pieces.

A term is cut into words of the editor's table (`words`) and pieces that stand in the texts
(`pieces`). A word stands for what it leads to as well: 农民工 for 农业转移人口, 住建局 for the ministry,
luohu for 落户. What makes a question of words (怎么) is not looked for; what asks for a page (谁负责)
names it. Its twin in the browser is `templates/assets/search/22-near.js`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from generator.model.words import WordKind
from generator.search.index import Index
from generator.search.pieces import (
    FEW,
    FEWEST,
    LONGEST_FOUND,
    MOST_WEAK,
    MUCH,
    Found,
    Piece,
    cut,
    found_by,
    strange_runs,
)
from generator.search.terms import Hits, Term
from generator.search.words import SPOKEN, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """A word of the query, and what was looked for in its place as well."""

    asked: str
    texts: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What was found, by which pieces and other words; pages that answer a question.

    `complete` says that the first of what was found has all of the query. `nowhere` is what of the
    query no text has; where what has the rest says too little to be an answer, it is `weak`.
    """

    found: tuple[Found, ...] = ()
    pieces: tuple[str, ...] = ()
    also: tuple[Also, ...] = ()
    pages: tuple[str, ...] = ()
    complete: bool = False
    nowhere: tuple[str, ...] = ()
    weak: bool = False


def near(
    terms: Sequence[Term],
    hits: Mapping[Term, Hits],
    barred: set[int],
    index: Index,
    *,
    below: bool,
    words: bool,
    whole: bool = False,
) -> Near:
    """What is near to the terms; nothing where no term was cut or has another word.

    `below` exact results, more than half of the query must be there; `whole`, all of it.
    """
    said = [term for term in terms if not hits[term].named]
    only = [hits[term].records for term in terms if hits[term].named]
    lookup = _Lookup(index, words=words)
    cuts = [(term, lookup.cut(term, len(hits[term].records))) for term in said]
    runs = dict.fromkeys((run, term.quoted) for term, found in cuts for run in found)
    meant = {run: lookup.meaning(run) for run, quoted in runs if not quoted}
    pages = tuple(dict.fromkeys(w.page for w in meant.values() if w and w.page))
    if not any(meant.values()) and all(found in ((), (term.plain,)) for term, found in cuts):
        return Near()
    silent = {run for run, word in meant.items() if word and not word.forms}
    pieces = [lookup.piece(run, meant.get(run)) for run, _ in runs if run not in silent]
    pieces = [piece for piece in pieces if piece.parts]
    length = sum(len(term.plain) for term in said)
    length -= sum(len(run) for _, found in cuts for run in found if run in silent)
    nowhere = () if below else _nowhere(cuts, {piece.text for piece in pieces} | silent)
    strange = bool(nowhere) and MUCH * sum(map(len, nowhere)) >= length

    def having(*, strange: bool) -> list[Found]:
        return found_by(
            pieces,
            length,
            lambda i: i not in barred and all(i in records for records in only),
            index,
            below=below,
            whole=whole,
            strange=strange,
        )

    found = having(strange=strange)
    weak = strange and not found
    if weak:
        found = having(strange=False)[:MOST_WEAK]
    if not found:
        return Near(pages=pages, nowhere=nowhere)
    also = (
        Also(asked=piece.text, texts=word.texts, kind=word.kind.value)
        for piece in pieces
        if (word := meant.get(piece.text))
    )
    return Near(
        found=tuple(found),
        pieces=tuple(piece.text for piece in pieces),
        also=tuple(also),
        pages=pages,
        complete=all(found[0].record in piece.records for piece in pieces)
        and sum(len(piece.text) for piece in pieces) == length,
        nowhere=nowhere,
        weak=weak,
    )


def _nowhere(cuts: Sequence[tuple[Term, Sequence[str]]], known: Collection[str]) -> tuple[str, ...]:
    """What of the terms is in none of the runs that are known."""
    left = (
        strange_runs(term.plain, [run for run in found if run in known]) for term, found in cuts
    )
    return tuple(dict.fromkeys(run for runs in left for run in runs))


class _Lookup:
    """Where runs of characters stand, each asked for once."""

    def __init__(self, index: Index, *, words: bool) -> None:
        self.index, self.words = index, words
        self.known: dict[tuple[str, ...], tuple[frozenset[int], frozenset[int]]] = {}

    def places(self, forms: tuple[str, ...]) -> tuple[frozenset[int], frozenset[int]]:
        """The parts and the records in which one of the forms stands."""
        if forms not in self.known:
            parts = frozenset(p for form in forms for p in self.index.parts_with(form))
            self.known[forms] = parts, frozenset(self.index.owners[p] for p in parts)
        return self.known[forms]

    def piece(self, run: str, word: Said | None) -> Piece:
        forms = tuple(dict.fromkeys((run, *(word.forms if word else ()))))
        return Piece(run, *self.places(forms), forms, bool(word))

    def meaning(self, run: str) -> Said | None:
        """What a run leads to: by the table, or as Pinyin where it stands nowhere itself."""
        if not self.words:
            return None
        if run in self.index.asked:
            return self.index.asked[run]
        if not SPOKEN.fullmatch(run) or self.places((run,))[0]:
            return None
        texts = self.index.spoken(run)
        if not texts:
            return None
        others = (self.index.asked[text].forms for text in texts if text in self.index.asked)
        forms = dict.fromkeys((*texts, *(form for own in others for form in own)))
        return Said(WordKind.TEXTS, texts, tuple(forms))

    def cut(self, term: Term, own: int) -> tuple[str, ...]:
        """The words and pieces of a term that stands in `own` records."""
        known = term.said in self.index.names or term.either
        found = own and (term.quoted or len(term.plain) > LONGEST_FOUND)
        if known or own > FEW or found or (not term.quoted and self.meaning(term.plain)):
            return (term.plain,)
        return cut(
            term.plain,
            lambda run: len(self.places((run,))[1]),
            max(FEWEST, own + 1),
            lambda run: self.words and not term.quoted and run in self.index.asked,
        )
