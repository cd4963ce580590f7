"""What the site says of itself: the owner's words in `series.yml`, else general ones for any series."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.content import Content
from generator.notice.labels import year_of
from generator.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteText:
    """The site's name, a sentence for search engines, what it is, and how one can search, all filled.

    `lead_en` is empty where the owner wrote nothing in English.
    """

    brand: str
    description: str
    lead: str
    lead_en: str
    hints: tuple[str, ...]


def site_text(content: Content, vocabulary: Vocabulary) -> SiteText:
    """The site's words; its years are those of the series' members and of what is known besides."""
    series, own = content.series, content.series.site
    notice = content.latest.notice
    known = {n.id for n in content.all_notices if n.series == series.id}
    ids = sorted(known | {member.id for member in series.members})
    years = [year_of(key) or key for key in ids]
    span = {"first": years[0], "last": years[-1]}
    counts = {
        "year": year_of(notice.id) or notice.id,
        "sections": len(notice.sections),
        "tasks": len(notice.tasks),
    }
    if content.several:
        general = vocabulary.say("home.lead_several", count=str(len(content.several)))
        about = vocabulary.say("series.description")
    else:
        general = vocabulary.say("home.lead", issuer=series.issuer, series=series.title, **span)
        about = vocabulary.say("home.description", series=series.title)
    hints = (phrase.text for phrase in vocabulary.table("search_hints").values())
    return SiteText(
        brand=own.brand or vocabulary.say("home.name"),
        description=own.description or about,
        lead=own.lead.format(**span) if own.lead else general,
        lead_en=own.lead_en.format(**span, **counts) if own.lead_en else "",
        hints=own.hints or tuple(hints),
    )
