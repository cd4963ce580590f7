"""Citations as reference managers read them: CSL-JSON, BibTeX, RIS.

What is not known is left out. No record says when somebody read a page: that is the reader's to say.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from generator.citing.citations import Citation

LANGUAGE = "zh-CN"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ESCAPES = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}"} | {c: f"\\{c}" for c in "%&#$_"}
TWO_LINES = re.compile(r"[\r\n]+")


def csl_json(citation: Citation, url: str) -> dict[str, Any]:
    """An item of CSL-JSON 1.0.2; `document` is the type that every style gives author, day and title of.

    A comparison is a `webpage`.
    """
    item: dict[str, Any] = {
        "id": f"keytasks-{citation.key}",
        "type": "webpage" if citation.compared else "document",
        "title": citation.title,
    }
    if citation.issuer:
        item["author"] = [{"literal": citation.issuer}]
    if citation.number:
        item["number"] = citation.number
    if citation.issued:
        day = date.fromisoformat(citation.issued)
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    if citation.place:
        item["section"] = citation.place
    item["language"] = LANGUAGE
    if url:
        item["URL"] = url
    return item


def bibtex(citation: Citation, url: str) -> str:
    """An entry of BibTeX in UTF-8, with BibLaTeX's `date` and `langid`; braces keep each value as it is."""
    day = date.fromisoformat(citation.issued) if citation.issued else None
    fields = {
        # A body's name is one word in braces of its own: no first name, no last.
        "author": f"{{{_escaped(citation.issuer)}}}" if citation.issuer else None,
        "title": f"{{{_escaped(citation.title)}}}",
        "number": _escaped(citation.number) if citation.number else None,
        "note": citation.place or None,
        "year": str(day.year) if day else None,
        "month": MONTHS[day.month - 1] if day else None,
        "date": citation.issued,
        "url": url or None,
        "langid": "chinese",
    }
    lines = (
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
        if value is not None
    )
    return "\n".join((f"@misc{{keytasks-{citation.key},", *lines, "}", ""))


def _escaped(text: str) -> str:
    return "".join(ESCAPES.get(c, c) for c in text)


def ris(citation: Citation, url: str) -> str:
    """A record of RIS: a line a field, `TY` first, `ER` last; lines end as the format wants, in CR LF."""
    fields = (
        ("TY", "ELEC" if citation.compared else "GOVDOC"),
        ("AU", citation.issuer),
        ("TI", citation.title),
        ("M1", citation.number),
        ("SE", citation.place or None),
        ("PY", citation.issued[:4] if citation.issued else None),
        ("DA", citation.issued.replace("-", "/") if citation.issued else None),
        ("LA", LANGUAGE),
        ("UR", url or None),
    )
    lines = [f"{tag}  - {TWO_LINES.sub(' ', text)}" for tag, text in fields if text]
    return "\r\n".join((*lines, "ER  - ", ""))
