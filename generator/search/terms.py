"""The terms of a query with the forms that they stand for, and where they stand.

A body's name stands for all of its names; of one that stands nowhere, for those of its kin. What
stands nowhere as typed is parted (`queries.divided`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.search.folding import DIGIT
from generator.search.index import Index
from generator.search.queries import OR, Typed, divided, trimmed, typed_terms, year_alone
from generator.search.records import Alias
from generator.search.spellings import in_figures, spellings
from generator.search.words import LATIN, MOST_JOINED


@dataclass(frozen=True, slots=True)
class Term:
    """A term as typed; the forms that it stands for; `said` is the first of them, as folded.

    `either` is one of several terms with OR between them: the forms are those of all.
    """

    typed: str
    said: str
    forms: tuple[str, ...]
    quoted: bool = False
    excluded: bool = False
    either: bool = False

    @property
    def plain(self) -> str:
        """What is cut: the term with its years and days as texts print them."""
        return self.said if self.quoted else in_figures(self.said)


@dataclass(frozen=True, slots=True)
class Hits:
    """Where a term stands: parts, records, and those of the records that are the notice named."""

    parts: frozenset[int]
    records: frozenset[int]
    named: frozenset[int]


def terms_of(query: str, index: Index, *, words: bool = True) -> list[Term]:
    """The terms of a query as typed; all of it is one where it is a body's name.

    With `words`, so are terms in Latin letters that are one word of readers: smart city, luo hu.
    """
    whole = index.fold(query)
    if whole in index.names and '"' not in query:
        return [Term(query, whole, _forms(whole, index))]
    terms = [
        _typed(typed, index)
        for typed in (_joined(query, index) if words else typed_terms(query))
        if index.fold(typed.text)
    ]
    wanted = [term for term in terms if not term.excluded]
    return terms if len(wanted) < 2 else [_as_year(term, index) for term in terms]


def _term(text: str, index: Index, *, quoted: bool = False, excluded: bool = False) -> Term:
    """A term as typed; what is in quotation marks stands for itself alone, marks at its ends too."""
    folded = index.fold(text)
    said = folded if quoted or folded in index.names else trimmed(folded)
    forms = (said,) if quoted else _forms(said, index)
    return Term(text, said, forms, quoted, excluded)


def _joined(query: str, index: Index) -> list[Typed]:
    """The terms of a query; of those in Latin letters the longest runs that are one word as one."""
    terms, found = typed_terms(query), []
    place = 0
    while place < len(terms):
        end = place + 1
        for last in range(min(len(terms), place + MOST_JOINED), place + 1, -1):
            run = terms[place:last]
            plain = all(not (t.quoted or t.excluded or t.others) for t in run)
            word = index.fold("".join(t.text for t in run))
            latin = plain and LATIN.fullmatch(word)
            if latin and (word in index.asked or word in index.names or index.spoken(word)):
                end = last
                break
        text = " ".join(t.text for t in terms[place:end])
        found.append(replace(terms[place], text=text) if end > place + 1 else terms[place])
        place = end
    return found


def _typed(typed: Typed, index: Index) -> Term:
    """The term that was typed, with what stands behind OR as other forms of it."""
    first, *others = (
        _term(text, index, quoted=typed.quoted, excluded=typed.excluded)
        for text in (typed.text, *typed.others)
    )
    if not others:
        return first
    forms = dict.fromkeys(form for term in (first, *others) for form in term.forms if form)
    text = f" {OR} ".join((first.typed, *(term.typed for term in others)))
    return replace(first, typed=text, forms=tuple(forms), either=True)


def _as_year(term: Term, index: Index) -> Term:
    """Among others, 2020年 is the notice of 2020, as 2020 is."""
    year = "" if term.quoted else year_alone(term.said, index.notices)
    return replace(term, said=year, forms=(year,)) if year else term


def _forms(folded: str, index: Index) -> tuple[str, ...]:
    """A term, its numbers in other spellings, and an agency's other names (but its id)."""
    named = index.names.get(folded, ())
    return tuple(dict.fromkeys((*spellings(folded), *_names(named, index))))


def _names(agencies: Iterable[Alias], index: Index) -> Iterator[str]:
    return (index.fold(name) for alias in agencies for name in alias.names[:-1])


def looked(term: Term, exact: set[int], index: Index) -> list[tuple[Term, Hits]]:
    """A term and where it stands; of one that stands nowhere as typed, its parts instead.

    落户、租房 are two, and 2020年落户 are. What the query names is what it was meant to be.
    """
    found = _look(term, index)
    if found[1].records or term.quoted or term.either or exact:
        return [found]
    parts = divided(term.typed, index.notices, index.fold)
    if len(parts) < 2:
        return [found]
    return [_look(_term(part, index, excluded=term.excluded), index) for part in parts]


def _look(term: Term, index: Index) -> tuple[Term, Hits]:
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


def _hits(term: Term, index: Index) -> Hits:
    named = frozenset(i for i, r in enumerate(index.records) if r.notice == term.forms[0])
    parts = frozenset(p for form in term.forms for p in index.parts_with(form))
    as_typed = index.fold(term.typed)
    cut = as_typed != term.said and not term.either
    if cut and (DIGIT.match(term.said[0]) or DIGIT.match(term.said[-1])):
        # A mark and a cut figure, ：20, stand in ：2018 as typed, though 20 by itself stands elsewhere.
        parts |= index.parts_with(as_typed, inside=True)
    if not parts and not named:
        # As typed: of 00万, a cut figure, the spelling 0 says nothing.
        parts = frozenset(index.parts_with(term.forms[0], inside=True))
    return Hits(parts, frozenset(index.owners[p] for p in parts) | named, named)


def successors(terms: Iterable[Term], index: Index) -> tuple[str, ...]:
    """The bodies that followed those that are named."""
    named = (alias for term in terms for alias in index.names.get(term.said, ()))
    return tuple(dict.fromkeys(s for alias in named for s in alias.successors))


def predecessors(terms: Iterable[Term], index: Index) -> tuple[str, ...]:
    """The nearest bodies with a page before those that are named."""
    named = (alias for term in terms for alias in index.names.get(term.said, ()))
    before = (key for alias in named for key in _nearest_paged([alias.id], index.before, index))
    return tuple(dict.fromkeys(before))
