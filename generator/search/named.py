"""What a query names as a whole: a notice's id, a task's address or number, a document's number."""

from __future__ import annotations

import re

from generator.search.index import Index
from generator.search.queries import joined_days, trimmed, typed_terms
from generator.search.spellings import without_tens
from generator.text.numerals import parse_numeral

# These are of a whole query, folded, and are read by `fullmatch`.
TASK = re.compile(
    "(?P<notice>[a-z0-9-]*[0-9]{4})年?[-/第]*(?P<number>[0-9]{1,4}|[一二三四五六七八九十百零]+)[项/]?"
)
IN_SECTION = re.compile(
    "(?P<notice>[a-z0-9-]*[0-9]{4})年?[-/第]+0*(?P<section>[0-9]{1,2}|[一二三四五六七八九十]+)"
    "(?:部分|章|[-/、,])第?0*(?P<number>[0-9]{1,3}|[一二三四五六七八九十百零]+)[项/]?"
)
NUMBER = re.compile("第?(?P<number>[0-9]{1,3}|[一二三四五六七八九十百零]+)(?:项(?:任务)?)?")
DOCUMENT = re.compile(
    "(?P<body>[^0-9]*?)(?P<year>(?:19|20|90)[0-9]{2})(?P<serial>[0-9]{1,4})(?:号文?件?)?"
)
NUMBERED = re.compile(".*号(?:文件?)?")
"""What says that it is a document's number, and not a year with a figure behind it."""
SERIAL = re.compile("(?P<body>[^0-9]*?)第?0*(?P<serial>[0-9]{1,4})号文?件?")


def named_records(query: str, index: Index) -> set[int]:
    """Records that the query names: by a notice's id, a task's address or number, a document's."""
    folded = trimmed(without_tens(index.fold(joined_days(query))))
    found = {i for i, r in enumerate(index.records) if r.kind == "notice" and r.id == folded}
    if match := TASK.fullmatch(folded) or NUMBER.fullmatch(folded):
        number, notice = _number(match["number"]), match.groupdict().get("notice")
        found |= {
            i
            for i, r in enumerate(index.records)
            if r.kind == "task" and r.number == number and notice in (None, r.notice)
        }
    if match := IN_SECTION.fullmatch(folded):
        section, number = map(_number, match.group("section", "number"))
        wanted = f"{match['notice']}-{section or 0:02d}-{number or 0:02d}"
        found |= {i for i, r in enumerate(index.records) if r.kind == "task" and r.id == wanted}
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


def names_nothing(query: str, index: Index) -> bool:
    """Whether a query without spaces names a task of a held notice, or a document, that there is not."""
    if len(typed_terms(query)) != 1:
        return False
    folded = trimmed(without_tens(index.fold(joined_days(query))))
    if match := TASK.fullmatch(folded) or IN_SECTION.fullmatch(folded):
        return match["notice"] in index.notices
    match = DOCUMENT.fullmatch(folded)
    return bool(match and match["body"] and NUMBERED.fullmatch(folded))


def _number(said: str) -> int | None:
    return int(said) if said.isdecimal() else parse_numeral(said)
