"""What a page's head says of itself to machines: for reference managers, search engines, previews.

Zotero's translator and browsers' save buttons read Highwire's `citation_…` (Dublin Core would say the
same again); previews read Open Graph; search engines JSON-LD (schema.org: Legislation, BreadcrumbList).
What is not known is left out; nothing here is a claim of the site's own about a notice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from generator.citing.citations import Citation
from generator.citing.records import LANGUAGE

SCRIPT_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
"""No text inside a script element can end it, nor begin a comment there."""


def meta_tags(citation: Citation) -> Iterator[tuple[str, str]]:
    """Names and contents of the head's meta elements."""
    title = citation.title + (f" {citation.place}" if citation.place else "")
    values = {
        "citation_title": title,
        "citation_author": citation.issuer,
        "citation_publication_date": citation.issued and citation.issued.replace("-", "/"),
        "citation_technical_report_number": citation.number,
        "citation_language": LANGUAGE,
    }
    return ((name, value) for name, value in values.items() if value)


def json_ld(citation: Citation, whole: Citation, url: str, whole_url: str) -> str:
    """The page in JSON-LD, ready to stand in a script element.

    `whole` is the citation of the notice that it is, or is a task of, or of a comparison itself; `url`
    and `whole_url` are full addresses, empty where nobody knows where the site will stand.
    """
    if citation.compared:
        law = {"@type": "WebPage", "name": citation.title} | _known(url=url)
        law["about"] = [{"@type": "Legislation", "name": n.title} for n in citation.compared]
    elif citation is whole:
        law = _legislation(whole, whole_url)
    else:
        # The notice says the rest of itself on its own page.
        of = {"@id": whole_url} if whole_url else {"@type": "Legislation", "name": whole.title}
        part = {"@type": "Legislation", "name": citation.place or citation.key}
        law = part | _known(url=url) | {"isPartOf": of}
    graph: list[dict[str, Any]] = [law]
    steps = [(whole.number or whole.key, whole_url)]
    if citation is not whole:
        steps.append((citation.place or citation.key, url))
    if url and len(steps) > 1:
        graph.append(_trail(steps))
    data = json.dumps(
        {"@context": "https://schema.org", "@graph": graph},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return data.translate(SCRIPT_ESCAPES)


def _legislation(whole: Citation, url: str) -> dict[str, Any]:
    issuer = {"@type": "GovernmentOrganization", "name": whole.issuer} if whole.issuer else None
    identity = {"@id": url} if url else {}
    return (
        identity
        | {"@type": "Legislation", "name": whole.title}
        | _known(
            legislationIdentifier=whole.number,
            legislationDate=whole.issued,
            legislationPassedBy=issuer,
            inLanguage=LANGUAGE,
            url=url,
        )
    )


def _trail(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }


def _known(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
