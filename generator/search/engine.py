"""A query to results, in the order of relevance. Its twin: `templates/assets/search/20-engine.js`.

A query is terms between spaces: all of them must stand in a record. "…" is a phrase as typed, -term
must not stand in it. A term that is all of an agency's name stands for all of that agency's names,
and where none of them stands anywhere, for those of the bodies before it, or after it. A figure is a
unit: 300万 stands in 1300万 only where it stands nowhere by itself. A notice's id (2020) stands in
all that is that notice's.

Where no record has all terms, those that stand nowhere are left out, and that is said; then the
records with most of the others come, and those with the rarest, the rare ones first. Where nothing is
left, what the pieces of the terms find (`pieces`); where few records have them, that comes below.

Order: a document's number, a task's address or number; a name that is the whole query; all terms in
the heading; the query as a phrase; all terms in one sentence; all terms in the record. Then tasks,
notices, themes, agencies; texts before mere facts; then in how many sentences; then as the records
stand. The tasks of one theme stand together, at the place of the best of them.

All of this is said of sets of parts (a heading, a sentence, a clause), so that an index that knows
no more than in which parts a term stands gives the same answer: the large sites' (`sharding`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.search.index import KINDS, Index
from generator.search.pieces import FEW, FEWEST, LONGEST_FOUND, Piece, cut, found_by
from generator.search.queries import divided, joined_days, trimmed, typed_terms, year_alone
from generator.search.records import Alias, Record
from generator.search.spellings import spellings
from generator.text.numerals import parse_numeral

# These are of a whole query, folded, and are read by `fullmatch`.
TASK = re.compile(
    "(?P<notice>[a-z0-9-]*[0-9]{4})年?[-/第]*(?P<number>[0-9]{1,4}|[一二三四五六七八九十百零]+)[项/]?"
)
NUMBER = re.compile("第?(?P<number>[0-9]{1,3}|[一二三四五六七八九十百零]+)(?:项(?:任务)?)?")
DOCUMENT = re.compile("(?P<body>[^0-9]*?)(?P<year>(?:19|20|90)[0-9]{2})(?P<serial>[0-9]{1,4})号?")
SERIAL = re.compile("第?0*(?P<serial>[0-9]{1,4})号")
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

    has all of the query. `pieces` are what the results were found by where nothing is exact; where
    few exact ones are, what those in `below` were found by. `successors` are agencies that followed
    one that was named, `predecessors` those before it that have a page; `excluded` are the terms of
    a query that says no more than what must not be there.
    """

    query: str
    results: tuple[Result, ...]
    left_out: tuple[str, ...] = ()
    nearest: bool = False
    pieces: tuple[str, ...] = ()
    below: tuple[Result, ...] = ()
    successors: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Term:
    """A term as typed; the forms that it stands for; `said` is the first of them, as folded."""

    typed: str
    said: str
    forms: tuple[str, ...]
    quoted: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class _Hits:
    """Where a term stands: parts, records, and those of the records that are the notice named."""

    parts: frozenset[int]
    records: frozenset[int]
    named: frozenset[int]


def search(query: str, index: Index) -> Answer:
    """The answer to a query as a reader typed it; an empty one finds nothing."""
    exact = _exact(query, index)
    found = [pair for term in _terms(query, index) for pair in _looked(term, exact, index)]
    hits, terms = dict(found), [term for term, _ in found]
    wanted = [term for term in terms if not term.excluded]
    if not wanted:
        return Answer(query=query, results=(), excluded=tuple(term.typed for term in terms))
    barred = {i for term in terms if term.excluded for i in hits[term].records}
    kept = [term for term in wanted if hits[term].records]
    left_out = () if exact else tuple(t.typed for t in wanted if t not in kept)
    shared = Counter(i for term in kept for i in hits[term].records)
    whole = ({i for i, n in shared.items() if n == len(kept)} | exact) - barred
    pieces: tuple[str, ...] = ()
    results: Sequence[Result] = ()
    below: Sequence[Result] = ()
    if left_out and kept and all(hits[term].named for term in kept):
        # Of 2020 and what stands nowhere, all of 2020 is no answer where pieces give a better one.
        pieces, results = _by_pieces(wanted, hits, barred, index, below=False)
        whole = set() if results else whole
    if whole:
        results = _together(_ranked(whole, kept, hits, exact, index))
        if not exact and (left_out or len(whole) <= FEW):
            pieces, below = _by_pieces(wanted, hits, barred | whole, index, below=True)
    elif len(kept) > 1:
        results = _together(_partly(kept, hits, barred, index))
    elif not results:
        pieces, results = _by_pieces(wanted, hits, barred, index, below=False)
    named = kept if whole else ()
    return Answer(
        query=query,
        results=tuple(results),
        left_out=left_out,
        nearest=not whole,
        pieces=pieces,
        below=tuple(below),
        successors=_successors(named, index),
        predecessors=_predecessors(named, index),
    )


def _by_pieces(
    terms: Sequence[_Term],
    hits: Mapping[_Term, _Hits],
    barred: set[int],
    index: Index,
    *,
    below: bool,
) -> tuple[tuple[str, ...], list[Result]]:
    """The pieces of the terms with what they find; nothing where no term was cut."""
    said = [term for term in terms if not hits[term].named]
    only = [hits[term].records for term in terms if hits[term].named]
    known: dict[str, Piece] = {}

    def piece(form: str) -> Piece:
        if form not in known:
            parts = frozenset(index.parts_with(form))
            known[form] = Piece(form, parts, frozenset(index.owners[part] for part in parts))
        return known[form]

    def texts(term: _Term) -> tuple[str, ...]:
        own = len(hits[term].records)
        known_name = term.said in index.names
        if known_name or own > FEW or (own and (term.quoted or len(term.said) > LONGEST_FOUND)):
            return (term.said,)
        return cut(term.said, lambda form: len(piece(form).records), max(FEWEST, own + 1))

    cuts = {term: texts(term) for term in said}
    if all(found in ((), (term.said,)) for term, found in cuts.items()):
        return (), []
    names = dict.fromkeys(text for found in cuts.values() for text in found)
    pieces = [piece(name) for name in names if piece(name).parts]
    found = found_by(
        pieces,
        sum(len(term.said) for term in said),
        lambda i: i not in barred and all(i in records for records in only),
        index,
        below=below,
    )
    results = [
        Result(
            record=index.records[f.record],
            tier=PIECES,
            places=tuple(
                index.records[f.record].parts[p - index.starts[f.record]][0] for p in f.parts
            ),
        )
        for f in found
    ]
    return tuple(p.text for p in pieces) if results else (), results


def _terms(query: str, index: Index) -> list[_Term]:
    whole = index.fold(query)
    if whole in index.names and '"' not in query:
        return [_Term(query, whole, _forms(whole, index))]
    terms = [
        _term(typed.text, index, quoted=typed.quoted, excluded=typed.excluded)
        for typed in typed_terms(query)
        if index.fold(typed.text)
    ]
    wanted = [term for term in terms if not term.excluded]
    return terms if len(wanted) < 2 else [_as_year(term, index) for term in terms]


def _term(text: str, index: Index, *, quoted: bool = False, excluded: bool = False) -> _Term:
    """A term as typed; what is in quotation marks stands for itself alone, marks at its ends too."""
    folded = index.fold(text)
    said = folded if quoted or folded in index.names else trimmed(folded)
    forms = (said,) if quoted else _forms(said, index)
    return _Term(text, said, forms, quoted, excluded)


def _as_year(term: _Term, index: Index) -> _Term:
    """Among others, 2020年 is the notice of 2020, as 2020 is."""
    year = "" if term.quoted else year_alone(term.said, index.notices)
    return replace(term, said=year, forms=(year,)) if year else term


def _forms(folded: str, index: Index) -> tuple[str, ...]:
    """A term, its numbers in other spellings, and an agency's other names (but its id)."""
    named = index.names.get(folded, ())
    return tuple(dict.fromkeys((*spellings(folded), *_names(named, index))))


def _names(agencies: Iterable[Alias], index: Index) -> Iterator[str]:
    return (index.fold(name) for alias in agencies for name in alias.names[:-1])


def _looked(term: _Term, exact: set[int], index: Index) -> list[tuple[_Term, _Hits]]:
    """A term and where it stands; of one that stands nowhere as typed, its parts instead.

    落户、租房 are two, and 2020年落户 are. What the query names is what it was meant to be.
    """
    looked = _look(term, index)
    if looked[1].records or term.quoted or exact:
        return [looked]
    parts = divided(term.typed, index.notices, index.fold)
    if len(parts) < 2:
        return [looked]
    return [_look(_term(part, index, excluded=term.excluded), index) for part in parts]


def _look(term: _Term, index: Index) -> tuple[_Term, _Hits]:
    """A term and where it stands; of an agency that stands nowhere, its kin's names instead."""
    hits = _hits(term, index)
    if hits.records or term.excluded:
        return term, hits
    own = [alias.id for alias in index.names.get(term.said, ())]
    kin = _nearest_paged(own, index.before, index) or _nearest_paged(own, index.after, index)
    forms = tuple(dict.fromkeys(_names((index.by_id[key] for key in kin), index)))
    instead = replace(term, forms=forms) if forms else term
    return instead, _hits(instead, index)


def _nearest_paged(
    agencies: Sequence[str], steps: Mapping[str, Sequence[str]], index: Index
) -> tuple[str, ...]:
    """The nearest bodies before or after, by `steps`, that have a page."""
    seen = set(agencies)
    while agencies:
        agencies = [other for key in agencies for other in steps.get(key, ()) if other not in seen]
        if paged := dict.fromkeys(key for key in agencies if key in index.paged):
            return tuple(paged)
        seen |= set(agencies)
    return ()


def _hits(term: _Term, index: Index) -> _Hits:
    named = frozenset(i for i, r in enumerate(index.records) if r.notice == term.forms[0])
    parts = frozenset(p for form in term.forms for p in index.parts_with(form))
    if not parts and not named:
        # As typed: of 00万, a cut figure, the spelling 0 says nothing.
        parts = frozenset(index.parts_with(term.forms[0], inside=True))
    return _Hits(parts, frozenset(index.owners[p] for p in parts) | named, named)


def _exact(query: str, index: Index) -> set[int]:
    """Records that the query names: by a notice's id, a task's address or number, a document's."""
    folded = trimmed(index.fold(joined_days(query)))
    found = {i for i, r in enumerate(index.records) if r.kind == "notice" and r.id == folded}
    if match := TASK.fullmatch(folded) or NUMBER.fullmatch(folded):
        said, notice = match["number"], match.groupdict().get("notice")
        number = int(said) if said.isdecimal() else parse_numeral(said)
        found |= {
            i
            for i, r in enumerate(index.records)
            if r.kind == "task" and r.number == number and notice in (None, r.notice)
        }
    match = DOCUMENT.fullmatch(folded) or SERIAL.fullmatch(folded)
    if match:
        groups = match.groupdict()
        for i, record in enumerate(index.records):
            if record.document:
                body, year, serial = record.document
                same_year = groups.get("year") in (None, year)
                same_body = index.fold(body).endswith(groups.get("body") or "")
                if same_year and same_body and str(int(match["serial"])) == serial:
                    found.add(i)
    return found


def _ranked(
    found: Iterable[int],
    terms: Sequence[_Term],
    hits: Mapping[_Term, _Hits],
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


def _missing(i: int, terms: Sequence[_Term], hits: Mapping[_Term, _Hits]) -> tuple[str, ...]:
    return tuple(term.typed for term in terms if i not in hits[term].records)


def _partly(
    terms: Sequence[_Term], hits: Mapping[_Term, _Hits], barred: set[int], index: Index
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


def _phrase(terms: Sequence[_Term], hits: Mapping[_Term, _Hits], index: Index) -> set[int]:
    """The records in which the terms stand one behind the other, as typed."""
    said = [term for term in terms if not hits[term].named]
    if len(said) == 1:
        parts: Iterable[int] = hits[said[0]].parts
    else:
        parts = index.parts_with("".join(term.forms[0] for term in said)) if said else ()
    return {index.owners[part] for part in parts}


def _tier(
    i: int,
    terms: Sequence[_Term],
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


def _successors(terms: Iterable[_Term], index: Index) -> tuple[str, ...]:
    named = (alias for term in terms for alias in index.names.get(term.said, ()))
    return tuple(dict.fromkeys(s for alias in named for s in alias.successors))


def _predecessors(terms: Iterable[_Term], index: Index) -> tuple[str, ...]:
    named = (alias for term in terms for alias in index.names.get(term.said, ()))
    before = (key for alias in named for key in _nearest_paged([alias.id], index.before, index))
    return tuple(dict.fromkeys(before))
