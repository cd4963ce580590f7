"""A query as typed to its terms: quotation marks, exclusions, marks at ends, what parts a term.

Its twin in the browser is `templates/assets/search/12-queries.js`, which reads the patterns that
stand here (`javascript`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from generator.search.folding import ALIKE, BRACKETS, SMALL, SPACES, WIDE, class_of
from generator.search.spellings import in_figures

DIGITS = "0-9０-９"
MINUS = "-－−﹣–"
AND, OR, NOT = "AND", "OR", "NOT"
"""Operators as databases have them, in capitals; a space says AND by itself, a minus NOT."""
QUOTES = '"“”＂'
EDGES = ".,:;!?~/|\\+=*_&^`#-…·"
"""Marks that are not looked for at a term's ends, as folded; % and ° belong to figures."""
BETWEEN_FIGURES = ".,:/~-·"
"""Those of them that may stand inside a figure, a day, a number: 1.5, 3:1, 2020-04."""


def _typed(folded: str) -> str:
    """All characters that are folded to those given."""
    first, last, distance = WIDE
    wide = "".join(chr(ord(c) + distance) for c in folded if first <= ord(c) + distance <= last)
    return folded + wide + "".join(ALIKE.get(c, "") for c in folded)


_SPACE = class_of(ranges=SPACES)
_GUARDED = class_of(_typed(BETWEEN_FIGURES).replace("、", ""))
_SURE = class_of(
    _typed("".join(c for c in EDGES if c not in BETWEEN_FIGURES)) + "、" + BRACKETS, [SMALL]
)
TERM = re.compile(
    f"([{class_of(MINUS)}]?)(?:[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]?|([^{_SPACE}{QUOTES}]+))"
)
"""A minus or none, then what stands in quotation marks, or whatever has no space."""
DAY_SPACE = re.compile(
    f"(?<=[{DIGITS}])[{_SPACE}]+(?=[年月日号])"
    f"|(?<=月)[{_SPACE}]+(?=[{DIGITS}]{{1,2}}[{_SPACE}]*[日号])"
    f"|(?<=年)[{_SPACE}]+(?=[{DIGITS}]{{1,2}}[{_SPACE}]*月)"
)
"""Spaces in 2020 年 4 月 3 日."""
EDGE = re.compile(f"[{class_of(EDGES)}]")
SEPARATOR = re.compile(f"[{_SURE}]+|(?<![{DIGITS}])[{_GUARDED}]+|[{_GUARDED}]+(?![{DIGITS}])")
"""What parts a term that stands nowhere as typed: 落户、租房."""
YEAR_ALONE = re.compile("([0-9]{4})年度?的?")
YEAR_WITHIN = re.compile("(?<![0-9.])([0-9]{4})(?:(年)度?的?(?![0-9])|(?![0-9.年]))")
"""A year in a term that stands nowhere as typed: 2020年落户."""

LIKE_YEAR = re.compile("(?:19|20|90)[0-9]{2}")
"""A year though no notice is of it: 2023落户."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A term as typed, without its operators."""

    text: str
    quoted: bool = False
    excluded: bool = False
    others: tuple[str, ...] = ()
    """What may stand in its place: the terms behind OR."""


def typed_terms(query: str) -> tuple[Typed, ...]:
    """The terms of a query, in order; AND, OR and NOT in capitals between them are operators."""
    matches = [match.groups() for match in TERM.finditer(joined_days(query))]
    terms = [
        Typed(phrase or word or "", bool(phrase), bool(minus)) for minus, phrase, word in matches
    ]
    found: list[Typed] = []
    operator = ""
    for place, term in enumerate(terms, 1):
        plain = not term.quoted and not term.excluded and place < len(terms)
        if plain and (term.text == NOT or (found and term.text in (AND, OR))):
            operator = term.text
            continue
        if operator == OR and found and not found[-1].excluded and not term.excluded:
            found[-1] = replace(found[-1], others=(*found[-1].others, term.text))
        else:
            found.append(replace(term, excluded=True) if operator == NOT else term)
        operator = ""
    return tuple(found)


def joined_days(query: str) -> str:
    """The query without the spaces inside its days."""
    return DAY_SPACE.sub("", query)


def trimmed(folded: str) -> str:
    """A folded term without the marks at its ends, if two characters or more are left: 落户。

    Of less (一、 and 。) the marks are what tells it from all others.
    """
    inner = folded.strip(EDGES)
    return inner if len(inner) > 1 else folded


def divided(text: str, years: Collection[str], fold: Callable[[str], str]) -> tuple[str, ...]:
    """The parts of a term as typed between marks and around a year: 2020年, or one among `years`."""
    parts = []
    for part in SEPARATOR.split(text):
        folded = in_figures(trimmed(fold(part)))
        within = YEAR_WITHIN.search(folded)
        if within and (within[2] or within[1] in years or LIKE_YEAR.fullmatch(within[1])):
            parts += [within[1], folded[: within.start()], folded[within.end() :]]
        elif folded:
            parts.append(part)
    return tuple(part for part in parts if trimmed(fold(part)))


def is_absent_year(folded: str, years: Collection[str]) -> bool:
    """Whether a term is a year, with its unit or without, though none of `years`: 2017年."""
    match = YEAR_ALONE.fullmatch(in_figures(folded))
    year = match[1] if match else folded
    return year not in years and bool(LIKE_YEAR.fullmatch(year))


def year_alone(folded: str, years: Collection[str]) -> str:
    """The year that is all of a term and among `years`: 2020 of 2020年 and 二〇二〇年; or nothing."""
    match = YEAR_ALONE.fullmatch(in_figures(folded))
    return match[1] if match and match[1] in years else ""
