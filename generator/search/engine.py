"""A query to results, in the order of relevance. `templates/assets/search.js` is its twin.

A query is terms between spaces: all of them must stand in a record. "…" is a phrase as typed, -term
must not stand in it. A term that is all of an agency's name stands for all of that agency's names.
Where no record has all terms, those that stand nowhere are left out, and that is said; where
nothing is left, the records that share most pairs of characters come, as the nearest.

Order: a document's number or a task's address; a name that is the whole query; all terms in the
heading; the query as a phrase; all terms in one sentence; all terms in the record. Then tasks,
notices, themes, agencies; texts before mere facts; then how often; then as the records stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.numerals import parse_numeral
from generator.search.folding import fold, spellings
from generator.search.records import Alias, Record

KINDS = ("task", "notice", "theme", "agency")
TERM = re.compile(r'(-?)(?:["“”＂]([^"“”＂]*)["“”＂]?|([^\s"“”＂]+))')
TASK = re.compile(
    r"(?P<notice>[a-z0-9-]*\d{4})(?:年)?[-/第]*(?P<number>\d{1,4}|[一二三四五六七八九十百]+)(?:项|/)?\Z"
)
DOCUMENT = re.compile(r"(?P<body>[^\d]*?)(?P<year>(?:19|20|90)\d{2})(?P<serial>\d{1,4})号?\Z")
SERIAL = re.compile(r"第?0*(?P<serial>\d{1,4})号\Z")
NEAREST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A found record; `places` are anchors whose text has a term, `tier` why it stands there."""

    record: Record
    tier: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that a query found; `left_out` are terms that stand nowhere, `nearest` says that the

    results only resemble the query; `successors` are agencies that followed one that was named.
    """

    query: str
    results: tuple[Result, ...]
    left_out: tuple[str, ...] = ()
    nearest: bool = False
    successors: tuple[str, ...] = ()


@dataclass(slots=True)
class Index:
    """Records with their folded texts, ready to be searched."""

    records: Sequence[Record]
    aliases: Sequence[Alias]
    simplified: Mapping[str, str]
    texts: list[list[str]] = field(init=False)
    names: dict[str, list[Alias]] = field(init=False)

    def __post_init__(self) -> None:
        self.texts = [[self.fold(text) for _, text in r.parts] for r in self.records]
        self.names = {}
        for alias in self.aliases:
            for name in alias.names:
                self.names.setdefault(self.fold(name), []).append(alias)

    def fold(self, text: str) -> str:
        return fold(text, self.simplified)


@dataclass(frozen=True, slots=True)
class _Term:
    typed: str
    forms: tuple[str, ...]
    excluded: bool


def search(query: str, index: Index) -> Answer:
    """The answer to a query as a reader typed it; an empty one finds nothing."""
    terms = list(_terms(query, index))
    wanted = [term for term in terms if not term.excluded]
    if not wanted:
        return Answer(query=query, results=())
    left_out = tuple(t.typed for t in wanted if not _anywhere(t, index))
    kept = [term for term in wanted if term.typed not in left_out]
    excluded = [term for term in terms if term.excluded]
    exact = _exact(query, index)
    found = list(_matches(kept, excluded, query, index, exact)) if kept else []
    if exact and not found:
        found = list(_matches([], excluded, query, index, exact))
        left_out = ()
    successors = tuple(
        dict.fromkeys(
            s for t in kept for a in index.names.get(t.forms[0], ()) for s in a.successors
        )
    )
    if not found and len(kept) > 1:
        # All terms are known, but no record has them all: those with most of them.
        best = max(_shared(kept, i, index) for i in range(len(index.records)))
        found = [
            _result(i, 6, kept, index)
            for i in range(len(index.records))
            if _shared(kept, i, index) == best and not _has_any(excluded, i, index)
        ]
        return Answer(query=query, results=_sorted(found, kept, index), nearest=True)
    if found:
        return Answer(
            query=query,
            results=_sorted(found, kept, index),
            left_out=left_out if kept else (),
            successors=successors,
        )
    return Answer(query=query, results=_nearest(wanted, index), left_out=left_out, nearest=True)


def _terms(query: str, index: Index) -> Iterator[_Term]:
    whole = index.fold(query)
    if whole in index.names and '"' not in query:
        yield _Term(query.strip(), _forms(whole, index), False)
        return
    for match in TERM.finditer(query):
        minus, phrase, word = match.groups()
        typed = phrase if phrase is not None else word
        folded = index.fold(typed)
        if folded:
            yield _Term(typed, (folded,) if phrase else _forms(folded, index), bool(minus))


def _forms(folded: str, index: Index) -> tuple[str, ...]:
    """A term, its numbers in other spellings, and an agency's other names (but its id)."""
    forms = dict.fromkeys(spellings(folded))
    for alias in index.names.get(folded, ()):
        forms |= dict.fromkeys(index.fold(name) for name in alias.names[:-1])
        if folded == index.fold(alias.id):
            forms.pop(folded, None)
            forms = dict.fromkeys((folded, *forms))
    return tuple(forms)


def _anywhere(term: _Term, index: Index) -> bool:
    return any(_has(term, i, index) for i in range(len(index.records)))


def _has(term: _Term, i: int, index: Index) -> bool:
    """Whether a record has a term in its text, or is of the notice that the term names (2020)."""
    return index.records[i].notice == term.forms[0] or any(
        form in text for text in index.texts[i] for form in term.forms
    )


def _has_any(terms: Sequence[_Term], i: int, index: Index) -> bool:
    return any(_has(term, i, index) for term in terms)


def _shared(terms: Sequence[_Term], i: int, index: Index) -> int:
    return sum(_has(term, i, index) for term in terms)


def _exact(query: str, index: Index) -> set[int]:
    """Records that the query names: by a task's address, or a document's number."""
    folded = index.fold(query)
    found: set[int] = set()
    if match := TASK.match(folded):
        said = match["number"]
        number = int(said) if said.isdecimal() else parse_numeral(said)
        found |= {
            i
            for i, r in enumerate(index.records)
            if r.kind == "task" and r.notice == match["notice"] and r.number == number
        }
    match = DOCUMENT.match(folded) or SERIAL.match(folded)
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


def _matches(
    terms: Sequence[_Term],
    excluded: Sequence[_Term],
    query: str,
    index: Index,
    exact: set[int],
) -> Iterator[Result]:
    whole = "".join(term.forms[0] for term in terms)
    for i in range(len(index.records)):
        if i not in exact and not (terms and all(_has(term, i, index) for term in terms)):
            continue
        if not _has_any(excluded, i, index):
            yield _result(i, 0 if i in exact else _tier(i, terms, whole, index), terms, index)


def _tier(i: int, terms: Sequence[_Term], whole: str, index: Index) -> int:
    record, texts = index.records[i], index.texts[i]
    named = record.kind in ("agency", "theme") and any(
        form in texts for form in (whole, *(terms[0].forms if len(terms) == 1 else ()))
    )
    if named:
        return 1
    if all(any(form in texts[0] for form in term.forms) for term in terms):
        return 2
    phrases = terms[0].forms if len(terms) == 1 else (whole,)
    if any(phrase in text for text in texts for phrase in phrases):
        return 3
    if any(all(any(f in text for f in term.forms) for term in terms) for text in texts):
        return 4
    return 5


def _result(i: int, tier: int, terms: Sequence[_Term], index: Index) -> Result:
    record = index.records[i]
    places = [
        anchor
        for (anchor, _), text in zip(record.parts, index.texts[i], strict=True)
        if any(form in text for term in terms for form in term.forms)
    ]
    return Result(record=record, tier=tier, places=tuple(places))


def _sorted(results: Sequence[Result], terms: Sequence[_Term], index: Index) -> tuple[Result, ...]:
    order = {id(record): i for i, record in enumerate(index.records)}

    def key(result: Result) -> tuple[int, int, bool, int, int]:
        place = order[id(result.record)]
        hits = sum(
            text.count(form) for text in index.texts[place] for t in terms for form in t.forms
        )
        facts = result.record.state == "facts-only"
        return result.tier, KINDS.index(result.record.kind), facts, -hits, place

    return tuple(sorted(results, key=key))


def _nearest(terms: Sequence[_Term], index: Index) -> tuple[Result, ...]:
    """The records that have most of the query's pairs of characters."""
    pairs = {t.forms[0][i : i + 2] for t in terms for i in range(max(1, len(t.forms[0]) - 1))}
    scored = []
    for i, texts in enumerate(index.texts):
        shared = sum(any(pair in text for text in texts) for pair in pairs)
        if shared:
            scored.append((-shared, i))
    scored.sort()
    as_terms = [_Term(pair, (pair,), False) for pair in sorted(pairs)]
    best = [(score, i) for score, i in scored if score == scored[0][0]][:NEAREST]
    return tuple(_result(i, 7, as_terms, index) for _, i in best)
