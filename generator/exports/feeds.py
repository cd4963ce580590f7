"""Atom feeds (RFC 4287) of changes.yml: of the site, of each body and each theme that a change concerns.

An entry has the same id in every feed, the address of its place on the page of all changes: that never
alters. Atom asks for a time of day; the record has days, so each is the beginning of its day in China.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from generator.addresses import (
    AGENCIES,
    CHANGES,
    FEEDS,
    HOME,
    THEMES,
    agency_address,
    feed_file,
    notice_address,
    place_address,
    theme_address,
)
from generator.edition import Edition, Kind, Producer, Sample
from generator.model.changes import Change
from generator.outputs import OutputFile

AT = "T00:00:00+08:00"


def feed_text(edition: Edition, page: str, of: str) -> str:
    """The feed of a page, newest entries first; `of` is the body or theme, empty for the whole site."""
    words = edition.words
    brand = edition.content.series.site.brand or words.say("home.name")
    mark = words.say("frame.fiction_mark") if edition.content.series.fiction else ""
    title = words.say("changes.feed_of", name=brand, what=of) if of else ""
    changes = edition.changes_of[page]
    url = edition.url(feed_file(page))
    return "".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>\n',
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n',
            f"  <id>{escape(url)}</id>\n",
            f"  <title>{_text(mark + (title or words.say('changes.feed_title', name=brand)))}</title>\n",
            f"  <subtitle>{_text(words.say('changes.feed_note'))}</subtitle>\n",
            f"  <updated>{changes[-1].day}{AT}</updated>\n",
            f"  <author><name>{_text(brand)}</name></author>\n",
            f'  <link rel="self" type="application/atom+xml" href={quoteattr(url)}/>\n',
            f'  <link rel="alternate" type="text/html" href={quoteattr(edition.url(page or CHANGES))}/>\n',
            *_entries(edition, changes),
            "</feed>\n",
        ]
    )


def _entries(edition: Edition, changes: Sequence[Change]) -> Iterator[str]:
    words = edition.words
    labels = {notice.id: notice.label for notice in edition.notices}
    kinds = words.table("change_kinds")
    for change in reversed(changes):
        title = words.say("changes.entry", year=labels[change.notice], kind=kinds[change.kind].text)
        place = edition.url(place_address(CHANGES, change.anchor))
        page = edition.url(notice_address(change.notice))
        yield (
            "  <entry>\n"
            f"    <id>{escape(place)}</id>\n"
            f"    <title>{_text(title)}</title>\n"
            f"    <updated>{change.day}{AT}</updated>\n"
            f'    <link rel="alternate" type="text/html" href={quoteattr(page)}/>\n'
            f"    <content>{_text(change.what)}</content>\n"
            "  </entry>\n"
        )


def _text(text: str) -> str:
    """A text for XML, in one line."""
    return escape(" ".join(text.split()))


def _files(edition: Edition) -> Iterator[OutputFile]:
    names = {agency_address(a.id): a.name for a in edition.content.registry.agencies}
    names |= {theme_address(theme.id): theme.name for theme in edition.content.themes}
    for page in edition.changes_of:
        if address := edition.feed(page):
            yield OutputFile(address, feed_text(edition, page, names.get(page, "")).encode())


def _site_sample(edition: Edition) -> Iterator[Sample]:
    if address := edition.feed(HOME):
        yield Sample(path=address, words="feed_site")


def _agency_sample(edition: Edition) -> Iterator[Sample]:
    yield from _first(edition, AGENCIES, "feed_agency")


def _theme_sample(edition: Edition) -> Iterator[Sample]:
    yield from _first(edition, THEMES, "feed_theme")


def _first(edition: Edition, folder: str, words: str) -> Iterator[Sample]:
    """The feed of most entries of those below `folder`, to stand for all."""
    pages = [page for page in edition.changes_of if page.startswith(folder) and edition.feed(page)]
    if pages:
        most = max(pages, key=lambda page: len(edition.changes_of[page]))
        yield Sample(path=edition.feed(most), words=words)


# As robots.txt they are there only where the site's address is known: the ledger cannot guard them.
FEED_FILES = Producer(
    kinds=(
        Kind(
            name="feed_site",
            pattern=feed_file(HOME),
            guarded=False,
            samples=_site_sample,
        ),
        Kind(
            name="feed_agency",
            pattern=f"{FEEDS}agencies/<id>.xml",
            guarded=False,
            samples=_agency_sample,
        ),
        Kind(
            name="feed_theme",
            pattern=f"{FEEDS}themes/<id>.xml",
            guarded=False,
            samples=_theme_sample,
        ),
    ),
    files=_files,
)
