"""A query to results, in the order of relevance. Its twin: `templates/assets/search/20-engine.js`.

A query is terms between spaces: all of them must stand in a record. "…" is a phrase as typed, -term
must not stand in it. A term that is all of an agency's name stands for all of that agency's names,
and where none of them stands anywhere, for those of the bodies before it, or after it. A figure is a
unit: 300万 stands in 1300万 only where it stands nowhere by itself. A notice's id (2020) stands in
all that is that notice's.

Where no record has all terms, those that stand nowhere are left out, and that is said; then the
records with most of the others come, and those with the rarest, the rare ones first. Where nothing is
left, what the pieces of the terms and the words that readers use find (`near`); where exact results
are few, or a term has other words, that comes below. A long query that stands nowhere may quote, nearly
or in several sentences (`quotations`): that comes before all.

Order: a document's number, a task's address or number; a name that is the whole query; all terms in
the heading; the query as a phrase; all terms in one sentence; all terms in the record. Then tasks,
notices, themes, agencies; texts before mere facts; then in how many sentences; then as the records
stand. The tasks of one theme stand together, at the place of the best of them.

All of this is said of sets of parts (a heading, a sentence, a clause), so that an index that knows
no more than in which parts a term stands gives the same answer: the large sites' (`sharding`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.search.index import KINDS, Index
from generator.search.lookalikes import lookalikes
from generator.search.named import named_records, names_nothing
from generator.search.near import Also, Near, near
from generator.search.pieces import FEW
from generator.search.queries import is_absent_year, trimmed, typed_terms
from generator.search.quotations import Quotation, quoted_in
from generator.search.records import Record
from generator.search.terms import Hits, Term, looked, predecessors, successors, terms_of

TIERS = ("exact", "named", "heading", "phrase", "sentence", "record", "some", "pieces")
"""Why a record was found, in the order of relevance."""
EXACT, NAMED, HEADING, PHRASE, SENTENCE, RECORD, SOME, PIECES = range(len(TIERS))
RARE = 100
"""How finely terms are weighed by the number of records that have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A found record; `places` are anchors whose text has a term, `tier` why it stands there,

    `missing` the terms that it has not, though other records do.
    """

    record: Record
    tier: int
    places: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that a query found; `left_out` are terms that stand nowhere, `nearest` says that no record

    has all of the query; `nowhere` is what of a term that was cut no text has. Where the query asks
    for what no text has (a year of which nothing is held, or `nowhere`), what has the rest of it is no
    answer: it is in `below`, and `results` is empty. `pieces` are what the results were found by where
    nothing is exact; where few exact ones are, what those in `below` were found by; `also` the other
    words that were looked for with them, `pages` what answers a question in it. `successors` are
    agencies that followed one that was named, `predecessors` those before it that have a page;
    `excluded` are the terms of a query that says no more than what must not be there; `meant` are terms
    that stand nowhere with what each may have been meant to be; `quoted` is what the query quotes.
    """

    query: str
    results: tuple[Result, ...]
    left_out: tuple[str, ...] = ()
    nearest: bool = False
    pieces: tuple[str, ...] = ()
    below: tuple[Result, ...] = ()
    also: tuple[Also, ...] = ()
    pages: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    meant: tuple[tuple[str, tuple[str, ...]], ...] = ()
    quoted: tuple[Quotation, ...] = ()
    nowhere: tuple[str, ...] = ()


def search(query: str, index: Index, *, words: bool = True) -> Answer:
    """The answer to a query as a reader typed it; an empty one finds nothing.

    Without `words` nothing is looked for but what was typed, and its pieces.
    """
    exact = named_records(query, index)
    answer = _answer(query, exact, index, words=words)
    if (answer.nearest or answer.left_out) and names_nothing(query, index):
        return Answer(query=query, results=(), left_out=(query.strip(),), nearest=True)
    if answer.meant and answer.nearest and not answer.pages:
        answer = _as_meant(answer, index)
    found = not answer.nearest and not answer.left_out
    if exact or answer.excluded or (found and len(typed_terms(query)) > 1):
        return answer  # words between spaces that stand in one record are words
    return replace(answer, quoted=quoted_in(query, index))


def _as_meant(answer: Answer, index: Index) -> Answer:
    """What the first of the terms that were meant find, said to be that: no query has it as typed."""
    meant = {typed: texts[0] for typed, texts in answer.meant}
    terms = [
        t for t in typed_terms(answer.query) if not t.quoted and not t.excluded and not t.others
    ]
    again = " ".join(meant.get(term.text, term.text) for term in terms)
    found = _answer(again, set(), index, words=False)
    if not found.results or found.nearest:
        return answer
    results = tuple(replace(result, tier=PIECES, missing=()) for result in found.results)
    pieces = tuple(term.said for term in terms_of(again, index, words=False))
    return replace(answer, results=results, pieces=pieces, below=found.below, also=(), nowhere=())


def _answer(query: str, exact: set[int], index: Index, *, words: bool) -> Answer:
    typed = terms_of(query, index, words=words)
    looked_up = [pair for term in typed for pair in looked(term, exact, index)]
    hits, terms = dict(looked_up), [term for term, _ in looked_up]
    wanted = [term for term in terms if not term.excluded]
    if not wanted:
        return Answer(query=query, results=(), excluded=tuple(term.typed for term in terms))
    barred = {i for term in terms if term.excluded for i in hits[term].records}
    kept = [term for term in wanted if hits[term].records]
    left_out = () if exact else tuple(t.typed for t in wanted if t not in kept)
    shared = Counter(i for term in kept for i in hits[term].records)
    whole = ({i for i, n in shared.items() if n == len(kept)} | exact) - barred
    found, below = Near(), Near()
    results: Sequence[Result] = ()
    nearer: Sequence[Result] = ()
    if not exact and (left_out or not whole):
        found = near(wanted, hits, barred, index, below=False, words=words)
        if found.found and not _is_better(found, kept, hits, whole):
            found = Near(pages=found.pages)
    pieces, other_year = found.pieces, _asks_for_another_year(left_out, index)
    if found.found:
        whole, results = set(), _near_results(found, index)
        if found.weak or other_year:
            results, nearer = (), results
    elif whole and other_year:
        nearer = _together(_ranked(whole, kept, hits, exact, index))
        whole, pieces = set(), tuple(term.said for term in kept)
    elif whole:
        results = _together(_ranked(whole, kept, hits, exact, index))
        few = left_out or len(whole) <= FEW
        rest = barred | whole
        if not exact:
            below = near(wanted, hits, rest, index, below=True, words=words, whole=not few)
    elif len(kept) > 1:
        results = _together(_partly(kept, hits, barred, index))
    named = kept if whole else ()
    return Answer(
        query=query,
        results=tuple(results),
        left_out=left_out,
        meant=() if exact else _meant(wanted, hits, index),
        nearest=not whole,
        pieces=pieces or below.pieces,
        below=(*nearer, *_near_results(below, index)),
        also=found.also or below.also,
        pages=tuple(dict.fromkeys((*found.pages, *below.pages))),
        successors=successors(named, index),
        predecessors=predecessors(named, index),
        nowhere=() if whole else found.nowhere,
    )


def _asks_for_another_year(left_out: Sequence[str], index: Index) -> bool:
    """Whether a term that stands nowhere is a year: what other years have of the rest is no answer."""
    return any(is_absent_year(trimmed(index.fold(term)), index.notices) for term in left_out)


def _meant(
    terms: Sequence[Term], hits: Mapping[Term, Hits], index: Index
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Of each of the terms that stand nowhere, what it may have been meant to be."""
    alone = [term for term in terms if not (hits[term].records or term.quoted or term.either)]
    found = ((term.typed, lookalikes(term.said, index)) for term in alone)
    return tuple((typed, texts) for typed, texts in found if texts)


def _is_better(
    found: Near, kept: Sequence[Term], hits: Mapping[Term, Hits], whole: Collection[int]
) -> bool:
    """Whether what is near is a better answer than what has the kept terms alone, all or some.

    Of 2020 and what stands nowhere, all of 2020 is no answer where pieces give a better one; and
    what has the whole query in other words is better than what has part of it in the same.
    """
    if not kept or (whole and all(hits[term].named for term in kept)):
        return True
    return found.complete and (bool(found.also) if whole else True)


def _near_results(found: Near, index: Index) -> list[Result]:
    return [
        Result(
            record=index.records[f.record],
            tier=PIECES,
            places=tuple(
                index.records[f.record].parts[p - index.starts[f.record]][0] for p in f.parts
            ),
        )
        for f in found.found
    ]


def _ranked(
    found: Iterable[int],
    terms: Sequence[Term],
    hits: Mapping[Term, Hits],
    exact: set[int],
    index: Index,
    *,
    weights: Mapping[int, int] | None = None,
) -> list[Result]:
    """The found records in the order of relevance; with weights, which come first, all are SOME."""
    count = Counter(part for term in terms for part in hits[term].parts)
    free = Counter(i for term in terms for i in hits[term].named)
    phrase = _phrase(terms, hits, index)

    def key(i: int) -> tuple[int, int, int, bool, int, int]:
        parts = range(index.starts[i], index.starts[i + 1])
        record = index.records[i]
        if weights is not None:
            why = SOME
        elif i in exact:
            why = EXACT
        else:
            why = _tier(i, terms, len(terms) - free[i], count, phrase, index)
        weight = weights[i] if weights else 0
        # What a query names comes as the records stand, whatever else is in it.
        often = 0 if why == EXACT else sum(count[p] for p in parts)
        facts = record.state == "facts-only"
        return why, -weight, KINDS.index(record.kind), facts, -often, i

    results = (
        (place, _result(place, why, count, index)) for why, *_, place in sorted(map(key, found))
    )
    if weights is None:
        return [result for _, result in results]
    return [replace(result, missing=_missing(place, terms, hits)) for place, result in results]


def _missing(i: int, terms: Sequence[Term], hits: Mapping[Term, Hits]) -> tuple[str, ...]:
    return tuple(term.typed for term in terms if i not in hits[term].records)


def _partly(
    terms: Sequence[Term], hits: Mapping[Term, Hits], barred: set[int], index: Index
) -> list[Result]:
    """All terms are known, but no record has them all: those with most of them or with the rarest.

    They come by how rare their terms are: what few records have says more of what was meant.
    """
    shared: Counter[int] = Counter()
    weights: Counter[int] = Counter()
    for term in terms:
        records = hits[term].records
        shared.update(records)
        weights.update(dict.fromkeys(records, len(index.records) * RARE // len(records)))
    best = max(shared.values())
    rarest = hits[min(terms, key=lambda term: len(hits[term].records))].records
    found = {i for i, n in shared.items() if n == best or i in rarest} - barred
    return _ranked(found, terms, hits, set(), index, weights=weights)


def _phrase(terms: Sequence[Term], hits: Mapping[Term, Hits], index: Index) -> set[int]:
    """The records in which the terms stand one behind the other, as typed."""
    said = [term for term in terms if not hits[term].named]
    if len(said) == 1:
        parts: Iterable[int] = hits[said[0]].parts
    else:
        parts = index.parts_with("".join(term.forms[0] for term in said)) if said else ()
    return {index.owners[part] for part in parts}


def _tier(
    i: int,
    terms: Sequence[Term],
    needed: int,
    count: Mapping[int, int],
    phrase: set[int],
    index: Index,
) -> int:
    parts = range(index.starts[i], index.starts[i + 1])
    if index.records[i].kind in ("agency", "theme"):
        names = {"".join(t.forms[0] for t in terms), *(terms[0].forms if len(terms) == 1 else ())}
        if names & {index.parts[p] for p in parts}:
            return NAMED
    if count[index.starts[i]] >= needed:
        return HEADING
    if i in phrase:
        return PHRASE
    return SENTENCE if any(count[p] >= needed for p in parts) else RECORD


def _result(i: int, tier: int, count: Mapping[int, int], index: Index) -> Result:
    record, start = index.records[i], index.starts[i]
    places = (anchor for n, (anchor, _) in enumerate(record.parts, start) if count[n])
    return Result(record=record, tier=tier, places=tuple(places))


def _together(results: Sequence[Result]) -> tuple[Result, ...]:
    """The results with the tasks of a theme behind the best of them."""
    ordered: dict[int, list[Result]] = {}
    place_of: dict[str, int] = {}
    for place, result in enumerate(results):
        theme = result.record.theme if result.tier > NAMED else ""
        ordered.setdefault(place_of.setdefault(theme, place) if theme else place, []).append(result)
    return tuple(result for group in ordered.values() for result in group)
