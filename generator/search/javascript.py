"""The engine's tables as the first part of the browser's script, so that they are typed once.

The built `search.js` begins with what stands here; behind it come the parts in
`templates/assets/search/`. Patterns are written in what Python's and JavaScript's dialects share:
no `\\d`, `\\w`, `\\s`, `\\b`, whose meanings differ, no anchors, no flags; the only difference is how
a group is named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from generator.model.words import WordKind
from generator.search import (
    alignment,
    engine,
    folding,
    index,
    lookalikes,
    named,
    passages,
    pieces,
    queries,
    quotations,
    sharding,
    spellings,
    words,
)
from generator.text import numerals

FOLDING: Mapping[str, object] = {
    "same": folding.SAME,
    "wide": folding.WIDE,
    "latin": folding.LATIN,
    "letters": folding.LETTERS,
}
SPELLINGS: Mapping[str, object] = {
    "romans": spellings.ROMANS,
    "scales": list(spellings.SCALES.items()),
    "largestSpelled": spellings.LARGEST_SPELLED,
    "dayUnits": spellings.DAY_UNITS,
    "yearDigits": spellings.YEAR_DIGITS,
    "months": spellings.MONTHS,
    "days": spellings.DAYS,
}
NUMERALS: Mapping[str, object] = {
    "longest": numerals.LONGEST,
    "largest": numerals.LARGEST,
    "digits": numerals.DIGITS,
    "values": numerals.VALUES,
    "units": numerals.UNITS,
    "sizes": numerals.SIZES,
    "large": numerals.LARGE,
    "tens": list(numerals.TENS.items()),
}
PATTERNS: Mapping[str, re.Pattern[str]] = {
    "dropped": folding.DROPPED,
    "spelled": spellings.SPELLED,
    "largeUnit": spellings.LARGE_UNIT,
    "scaled": spellings.SCALED,
    "longFigure": spellings.LONG_FIGURE,
    "roman": spellings.ROMAN,
    "year": spellings.YEAR,
    "spelledDay": spellings.SPELLED_DAY,
    "day": spellings.DAY,
    "joinedDay": spellings.JOINED_DAY,
    "monthDay": spellings.MONTH_DAY,
    "month": spellings.MONTH,
    "plainDay": spellings.PLAIN_DAY,
    "term": queries.TERM,
    "daySpace": queries.DAY_SPACE,
    "edge": queries.EDGE,
    "separator": queries.SEPARATOR,
    "yearAlone": queries.YEAR_ALONE,
    "yearWithin": queries.YEAR_WITHIN,
    "likeYear": queries.LIKE_YEAR,
    "inFigure": pieces.IN_FIGURE,
    "inNumeral": pieces.NUMERAL,
    "letterOrFigure": pieces.LETTER_OR_FIGURE,
    "latin": words.LATIN,
    "spoken": words.SPOKEN,
    "chinese": words.CHINESE,
    "task": named.TASK,
    "inSection": named.IN_SECTION,
    "number": named.NUMBER,
    "document": named.DOCUMENT,
    "serial": named.SERIAL,
    "numbered": named.NUMBERED,
    "ender": passages.ENDER,
    "ellipsis": passages.ELLIPSIS,
    "leftOut": passages.LEFT_OUT,
    "around": passages.AROUND,
}
LIMITS: Mapping[str, object] = {"rare": engine.RARE}
OPERATORS: Mapping[str, object] = {"and": queries.AND, "or": queries.OR, "not": queries.NOT}
PIECES: Mapping[str, object] = {
    "few": pieces.FEW,
    "fewest": pieces.FEWEST,
    "mostCut": pieces.MOST_CUT,
    "longestFound": pieces.LONGEST_FOUND,
    "shortest": pieces.SHORTEST,
    "shortestPlain": pieces.SHORTEST_PLAIN,
    "common": pieces.COMMON,
    "mostFound": pieces.MOST_FOUND,
    "word": pieces.WORD,
    "wordy": pieces.WORDY,
    "strange": pieces.STRANGE,
    "much": pieces.MUCH,
    "fewPieces": pieces.FEW_PIECES,
    "mostWeak": pieces.MOST_WEAK,
    "rare": pieces.RARE,
}
WORDS: Mapping[str, object] = {
    "texts": WordKind.TEXTS,
    "local": WordKind.LOCAL,
    "page": WordKind.PAGE,
    "parted": words.PARTED,
    "fewestSyllables": words.FEWEST_SYLLABLES,
    "mostJoined": words.MOST_JOINED,
}
PASSAGES: Mapping[str, object] = {
    "most": passages.MOST,
    "shortestRun": alignment.SHORTEST_RUN,
    "narrow": alignment.NARROW,
    "leftOut": alignment.LEFT_OUT,
    "weight": alignment.WEIGHT,
}
QUOTATIONS: Mapping[str, object] = {
    "shortestQuery": quotations.SHORTEST_QUERY,
    "shortest": quotations.SHORTEST,
    "least": quotations.LEAST,
    "longestRun": quotations.LONGEST_RUN,
    "dense": quotations.DENSE,
    "mostly": quotations.MOSTLY,
    "certain": quotations.CERTAIN,
    "seeds": quotations.SEEDS,
    "seed": quotations.SEED,
    "candidates": quotations.CANDIDATES,
    "places": quotations.PLACES,
    "others": quotations.OTHERS,
    "said": quotations.SAID,
}
LOOKALIKES: Mapping[str, object] = {
    "shortest": lookalikes.SHORTEST,
    "shortestInside": lookalikes.SHORTEST_INSIDE,
    "longest": lookalikes.LONGEST,
    "looked": lookalikes.LOOKED,
    "most": lookalikes.MOST,
}
SHARDS: Mapping[str, object] = {
    "longest": max(sharding.LENGTHS),
    "border": sharding.BORDER,
    "hashStart": sharding.HASH_START,
    "hashFactor": sharding.HASH_FACTOR,
}


def script_tables() -> Mapping[str, str]:
    """What the built scripts begin with, by their names: all tables, or what a page's own marks need."""
    dropped = json.dumps(javascript_pattern(folding.DROPPED))
    return {"search": tables_script(), "site": f"const keytasksDropped = {dropped};\n"}


def tables_script() -> str:
    """The tables as JavaScript constants, one a line, in ASCII."""
    tables = {
        "KINDS": index.KINDS,
        "TIERS": {name: place for place, name in enumerate(engine.TIERS)},
        "FOLDING": FOLDING,
        "SPELLINGS": SPELLINGS,
        "NUMERALS": NUMERALS,
        "PATTERNS": {name: javascript_pattern(pattern) for name, pattern in PATTERNS.items()},
        "LIMITS": LIMITS,
        "OPERATORS": OPERATORS,
        "PIECES": PIECES,
        "WORDS": WORDS,
        "LOOKALIKES": LOOKALIKES,
        "PASSAGES": PASSAGES,
        "QUOTATIONS": QUOTATIONS,
        "VERDICTS": {verdict.value: verdict.value for verdict in quotations.Verdict},
        "SHARDS": SHARDS,
    }
    head = (
        "// The tables of generator/search and generator/text/numerals.py, written by the build.\n"
    )
    short = {name: json.dumps(table, separators=(",", ":")) for name, table in tables.items()}
    return head + "".join(f"const {name} = {table};\n" for name, table in short.items())


def javascript_pattern(pattern: re.Pattern[str]) -> str:
    """The source of a pattern for `new RegExp(…, "u")`."""
    return pattern.pattern.replace("(?P<", "(?<")
