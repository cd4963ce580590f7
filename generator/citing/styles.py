"""Citations in words: as official texts cite, GB/T 7714—2025, APA, Chicago, Markdown, a plain link.

The fixed words are the styles' own, and no phrases of the site. GB/T 7714—2025 has been in force since
1 July 2026. Its type mark for a document read on the web is `[EB/OL]`, as the styles of reference managers
have it (citation-style-language/styles, china-national-standard-gb-t-7714-2025, where laws and notices with
an address are web resources); without an address it is `[Z]`, other documents. Its colon, comma and
round brackets are full-width.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.citing.citations import Citation
from generator.text.days import english_date

INNER_MARKS = str.maketrans("《》", "〈〉")
"""A title inside a title has the smaller marks (GB/T 15834—2011, 4.15)."""


def gongwen(citation: Citation, url: str, accessed: str) -> str:
    """As official texts cite: `《国家甲委关于印发〈任务〉的通知》（甲发〔9001〕1号）第二部分第（三）项`."""
    if citation.compared:
        texts = "与".join(gongwen(notice, url, accessed) for notice in citation.compared)
        return f"{texts}对照（{citation.issuer}，{citation.place}）"
    number = f"（{citation.number}）" if citation.number else ""
    return f"《{citation.title.translate(INNER_MARKS)}》{number}{citation.place}"


def gbt7714(citation: Citation, url: str, accessed: str) -> str:
    """GB/T 7714—2025, without the number in the list: `甲委. 题名：文号[EB/OL]. （日期）[查阅日期]. 网址.`"""
    author = citation.issuer
    number = f"：{citation.number}" if citation.number else ""
    day = f"（{citation.issued}）" if citation.issued else ""
    place = f"：{citation.place}" if day and citation.place else citation.place
    read = f"[{accessed}]" if accessed and url else ""
    return (
        ". ".join(
            filter(
                None,
                (
                    author,
                    f"{citation.title}{number}[{'EB/OL' if url else 'Z'}]",
                    f"{day}{place}{read}",
                    url,
                ),
            )
        ).rstrip(".")
        + "."
    )


def apa(citation: Citation, url: str, accessed: str) -> str:
    """APA, 7th edition; the title stays in its own script."""
    author = citation.english or citation.issuer
    dated = "(n.d.)"
    if citation.issued:
        day, year = english_date(citation.issued).rsplit(", ", 1)
        dated = f"({year}, {day})"
    said = "; ".join(filter(None, (citation.number, citation.english_place)))
    title = citation.title + (f" ({said})" if said else "")
    if not author:  # then the title stands in its place
        return " ".join(filter(None, (f"{title}.", f"{dated}.", url)))
    return " ".join(filter(None, (f"{author}. {dated}.", f"{title}.", url)))


def chicago(citation: Citation, url: str, accessed: str) -> str:
    """Chicago, notes and bibliography; the title stays in its own script."""
    author = citation.english or citation.issuer
    parts = (
        author,
        citation.title,
        citation.number,
        citation.english_place,
        english_date(citation.issued) if citation.issued else accessed and f"Accessed {accessed}",
        url,
    )
    return ". ".join(filter(None, parts)) + "."


def markdown(citation: Citation, url: str, accessed: str) -> str:
    """As official texts cite, linked, in Markdown."""
    said = gongwen(citation, url, accessed)
    escaped = "".join(f"\\{c}" if c in "\\[]*_`<" else c for c in said)
    return f"[{escaped}](<{url}>)" if url else escaped


def link(citation: Citation, url: str, accessed: str) -> str:
    """The address alone."""
    return url


STYLES: Mapping[str, Callable[[Citation, str, str], str]] = {
    "gongwen": gongwen,
    "gbt7714": gbt7714,
    "apa": apa,
    "chicago": chicago,
    "markdown": markdown,
    "link": link,
}
"""Each style by its id: a function of a citation, its address (empty: none) and the day it was read."""
