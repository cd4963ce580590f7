"""A query to results, in the order of relevance. Its twin: `templates/assets/search/2-engine.js`.

A query is terms between spaces: all of them must stand in a record. "…" is a phrase as typed, -term
must not stand in it. A term that is all of an agency's name stands for all of that agency's names;
a notice's id (2020) stands in all that is that notice's. Where no record has all terms, those that
stand nowhere are left out, and that is said; where nothing is left, the records that share most
pairs of characters come, as the nearest.

Order: a document's number or a task's address; a name that is the whole query; all terms in the
heading; the query as a phrase; all terms in one sentence; all terms in the record. Then tasks,
notices, themes, agencies; texts before mere facts; then in how many sentences; then as the records
stand. The tasks of one theme stand together, at the place of the best of them.

All of this is said of sets of parts (a heading, a sentence, a clause), so that an index that knows
no more than in which parts a term stands gives the same answer: the large sites' (`sharding`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from generator.numerals import parse_numeral
from generator.search.folding import folder, spellings
from generator.search.records import Alias, Record

KINDS = ("task", "notice", "theme", "agency")
SPACES = r"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Between terms; said in full, since no two languages have the same for a space."""
TERM = re.compile(rf'(-?)(?:["“”＂]([^"“”＂]*)["“”＂]?|([^{SPACES}"“”＂]+))')
TASK = re.compile(
    r"(?P<notice>[a-z0-9-]*\d{4})(?:年)?[-/第]*(?P<number>\d{1,4}|[一二三四五六七八九十百]+)(?:项|/)?\Z",
    re.ASCII,
)
DOCUMENT = re.compile(
    r"(?P<body>[^\d]*?)(?P<year>(?:19|20|90)\d{2})(?P<serial>\d{1,4})号?\Z", re.ASCII
)
SERIAL = re.compile(r"第?0*(?P<serial>\d{1,4})号\Z", re.ASCII)
EXACT, NAMED, HEADING, PHRASE, SENTENCE, RECORD, SOME, NEAREST = range(8)
MOST_NEAREST = 20


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
    """Records with the folded texts of their parts, ready to be searched.

    `starts` are the places of each record's first part among `parts`, and their number at the end;
    `owners` tells every part's record.
    """

    records: Sequence[Record]
    aliases: Sequence[Alias]
    simplified: Mapping[str, str]
    parts: list[str] = field(init=False)
    starts: list[int] = field(init=False)
    owners: list[int] = field(init=False)
    names: dict[str, list[Alias]] = field(init=False)
    _fold: Callable[[str], str] = field(init=False)
    _joined: str = field(init=False)
    _begins: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._fold = folder(self.simplified)
        self.parts = [self.fold(text) for record in self.records for _, text in record.parts]
        self.starts = list(accumulate((len(r.parts) for r in self.records), initial=0))
        self.owners = [i for i, record in enumerate(self.records) for _ in record.parts]
        self.names = {}
        for alias in self.aliases:
            for name in alias.names:
                self.names.setdefault(self.fold(name), []).append(alias)
        self._joined = "\n".join(self.parts)  # folded text has no line ends
        self._begins = list(accumulate((len(text) + 1 for text in self.parts), initial=0))

    def fold(self, text: str) -> str:
        """`text` in the form in which it is searched."""
        return self._fold(text)

    def parts_with(self, form: str) -> set[int]:
        """The parts in which a folded term stands."""
        found = set()
        at = self._joined.find(form)
        while at >= 0:
            part = bisect_right(self._begins, at) - 1
            found.add(part)
            at = self._joined.find(form, self._begins[part + 1])
        return found


@dataclass(frozen=True, slots=True)
class _Term:
    typed: str
    forms: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class _Hits:
    """Where a term stands: parts, records, and those of the records that are the notice named."""

    parts: frozenset[int]
    records: frozenset[int]
    named: frozenset[int]


def search(query: str, index: Index) -> Answer:
    """The answer to a query as a reader typed it; an empty one finds nothing."""
    terms = list(_terms(query, index))
    hits = {term: _hits(term, index) for term in terms}
    wanted = [term for term in terms if not term.excluded]
    if not wanted:
        return Answer(query=query, results=())
    barred = {i for term in terms if term.excluded for i in hits[term].records}
    kept = [term for term in wanted if hits[term].records]
    exact = _exact(query, index)
    shared = Counter(i for term in kept for i in hits[term].records)
    found = {i for i, n in shared.items() if n == len(kept)} | exact
    left_out = () if exact else tuple(t.typed for t in wanted if t not in kept)
    if found - barred:
        ranked = _ranked(found - barred, kept, hits, exact, index)
        return Answer(
            query=query,
            results=_together(ranked),
            left_out=left_out,
            successors=_successors(kept, index),
        )
    if len(kept) > 1:
        # All terms are known, but no record has them all: those with most of them.
        best = max(shared.values())
        most = {i for i, n in shared.items() if n == best} - barred
        ranked = _ranked(most, kept, hits, set(), index, tier=SOME)
        return Answer(query=query, results=_together(ranked), nearest=True)
    nearest = _nearest(wanted, barred, index)
    return Answer(query=query, results=nearest, left_out=left_out, nearest=True)


def _terms(query: str, index: Index) -> Iterator[_Term]:
    whole = index.fold(query)
    if whole in index.names and '"' not in query:
        yield _Term(query, _forms(whole, index))
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
    return tuple(forms)


def _hits(term: _Term, index: Index) -> _Hits:
    parts = frozenset(p for form in term.forms for p in index.parts_with(form))
    named = frozenset(i for i, r in enumerate(index.records) if r.notice == term.forms[0])
    return _Hits(parts, frozenset(index.owners[p] for p in parts) | named, named)


def _exact(query: str, index: Index) -> set[int]:
    """Records that the query names: by a notice's id, a task's address, a document's number."""
    folded = index.fold(query)
    found = {i for i, r in enumerate(index.records) if r.kind == "notice" and r.id == folded}
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


def _ranked(
    found: Iterable[int],
    terms: Sequence[_Term],
    hits: Mapping[_Term, _Hits],
    exact: set[int],
    index: Index,
    *,
    tier: int | None = None,
) -> list[Result]:
    """The found records in the order of relevance; `tier` is one for all, if given."""
    count = Counter(part for term in terms for part in hits[term].parts)
    free = Counter(i for term in terms for i in hits[term].named)
    phrase = _phrase(terms, hits, index)

    def key(i: int) -> tuple[int, int, bool, int, int]:
        parts = range(index.starts[i], index.starts[i + 1])
        record = index.records[i]
        why = tier
        if why is None:
            needed = len(terms) - free[i]
            why = EXACT if i in exact else _tier(i, terms, needed, count, phrase, index)
        facts = record.state == "facts-only"
        return why, KINDS.index(record.kind), facts, -sum(count[p] for p in parts), i

    return [_result(place, why, count, index) for why, *_, place in sorted(map(key, found))]


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


def _successors(terms: Sequence[_Term], index: Index) -> tuple[str, ...]:
    named = (alias for term in terms for alias in index.names.get(term.forms[0], ()))
    return tuple(dict.fromkeys(s for alias in named for s in alias.successors))


def _nearest(terms: Sequence[_Term], barred: set[int], index: Index) -> tuple[Result, ...]:
    """The records that have most of the query's pairs of characters."""
    pairs = {t.forms[0][i : i + 2] for t in terms for i in range(max(1, len(t.forms[0]) - 1))}
    parts = {pair: index.parts_with(pair) for pair in pairs}
    count = Counter(part for found in parts.values() for part in found)
    scores = Counter(i for found in parts.values() for i in {index.owners[p] for p in found})
    best = max((n for i, n in scores.items() if i not in barred), default=0)
    nearest = sorted(i for i, n in scores.items() if n == best and i not in barred)
    return tuple(_result(i, NEAREST, count, index) for i in nearest[:MOST_NEAREST])
