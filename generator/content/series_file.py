"""Reads `series.yml`: what is known of the series as a whole."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from generator.content.fields import Fields, FileReader
from generator.model.facts import FactState
from generator.model.ids import FICTION_ID
from generator.model.series import (
    Interpretation,
    RelatedSeries,
    Series,
    SeriesMember,
    SiteWords,
)

PAGE = re.compile(r"https://(?P<host>[a-z0-9.-]{1,100})/[^\s\"'<>\\]*\Z", re.ASCII)
HOST = re.compile(
    r"(?=.{4,100}\Z)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]*[a-z0-9])+\Z", re.ASCII
)
CONTACT = re.compile(
    r"https://[a-z0-9.-]{1,100}(?:/[^\s\"'<>\\]{0,300})?\Z|mailto:[\w.+-]{1,64}@[a-z0-9.-]{1,100}\Z",
    re.ASCII,
)
PLACE = re.compile(r"\{(?P<name>[a-z]{1,20})\}")
BRACES = str.maketrans("", "", "{}")
LEAD_PLACES = frozenset({"first", "last"})
ENGLISH_PLACES = frozenset({"year", "sections", "tasks"})
WITH_YEAR = re.compile(r"(?=.{4,64}\Z)(?:[a-z0-9-]*-)?[0-9]{4}(?:-[a-z0-9-]*)?\Z")
OTHER_SERIES = "another one than the content's own is declared in series.yml, under others"
NEVER_MIXED = (
    "fiction and the real record never mix",
    "years 9001 to 9999 are fiction, and nothing else is",
)


def read_series(files: FileReader, path: Path) -> Series:
    """The series in `path`; whatever is wrong with it is among the reader's Problems."""
    with files.fields(path, files.text(path)) as fields:
        fiction = fields.flag("fiction")
        hosts = _hosts(fields)
        members = fields.mappings("members", once="id")
        series = Series(
            id=fields.id(),
            title=fields.text("title"),
            title_en=fields.text("title_en"),
            issuer=fields.text("issuer"),
            name=fields.text_or_none("name"),
            label=fields.text_or_none("label"),
            members=tuple(_member(member, fiction, hosts) for member in members),
            fiction=fiction,
            absent=fields.text_or_none("absent"),
            after=_related(fields, "after"),
            siblings=_related(fields, "siblings"),
            others=_others(fields, fiction),
            contact=_contact(fields),
            licence=fields.text_or_none("licence"),
            official_hosts=hosts,
            site=_site(fields),
        )
        if series.id in {other.id for other in series.others}:
            fields.problem("others", f"id {series.id!r} is the series' own")
        # Within one list of members the file's reader looks for them.
        ids = [key for one in series.outlines() for key in {member.id for member in one.members}]
        if twice := sorted({key for key in ids if ids.count(key) > 1}):
            fields.problem("others", f"of two series at once: {', '.join(twice)}")
    return series


def _member(fields: Fields, fiction: bool, hosts: tuple[str, ...]) -> SeriesMember:
    member_id = fields.id()
    if not WITH_YEAR.match(member_id):
        fields.wrong("id", "a year of four digits, or one with a name (sichuan-2023)")
    elif fiction != bool(FICTION_ID.match(member_id)):
        fields.problem("id", *NEVER_MIXED)
    return SeriesMember(
        id=member_id,
        number=fields.text_or_none("number"),
        state=fields.choice("state", FactState, FactState.UNKNOWN),
        form=fields.text_or_none("form"),
        note=fields.text_or_none("note"),
        official_url=_official(fields, "official_url", hosts),
        official_url_state=fields.choice(
            "official_url_state",
            FactState,
            FactState.UNKNOWN,
            needed=fields.has("official_url"),
        ),
        copies=tuple(
            _official(entry, "url", hosts, needed=True) or ""
            for entry in fields.mappings("copies", once="url")
        ),
        interpretations=tuple(
            Interpretation(
                title=entry.text("title"),
                url=_official(entry, "url", hosts, needed=True) or "",
                state=entry.choice("state", FactState, FactState.UNKNOWN),
            )
            for entry in fields.mappings("interpretations", once="url")
        ),
    )


def _contact(fields: Fields) -> str | None:
    """Where readers can write to the owner: https://… or mailto:…."""
    address = fields.text_or_none("contact")
    if address is not None and not CONTACT.match(address):
        fields.wrong("contact", "https://… or mailto:name@host")
        return None
    return address


def _official(
    fields: Fields, key: str, hosts: tuple[str, ...], *, needed: bool = False
) -> str | None:
    """The official address there: only one of an official site is linked."""
    url = fields.text(key) if needed else fields.text_or_none(key)
    page = PAGE.match(url) if url is not None else None
    if url is not None and (page is None or page["host"] not in hosts):
        named = f"official_hosts of series.yml names {', '.join(hosts) or 'none'}"
        fields.problem(key, f"{key}: not an official site: {url!r}", named)
        return None
    return url


def _hosts(fields: Fields) -> tuple[str, ...]:
    """The machines of official sites: plain names (www.gov.cn), no address, no port, no pattern."""
    hosts = fields.texts("official_hosts")
    if all(HOST.match(host) for host in hosts):
        return hosts
    fields.wrong("official_hosts", "names of machines, such as www.gov.cn")
    return ()


def _site(fields: Fields) -> SiteWords:
    """What the site says of itself."""
    if not fields.has("site"):
        return SiteWords()
    own = fields.mapping("site")
    return SiteWords(
        brand=own.text_or_none("brand"),
        description=own.text_or_none("description"),
        lead=_filled(own, "lead", LEAD_PLACES),
        lead_en=_filled(own, "lead_en", LEAD_PLACES | ENGLISH_PLACES),
        hints=own.texts("hints"),
    )


def _filled(fields: Fields, key: str, places: frozenset[str]) -> str | None:
    """A text with places in braces; a Problem where one of them is none of `places`."""
    text = fields.text_or_none(key)
    if text is None:
        return None
    asked = {found["name"] for found in PLACE.finditer(text)}
    if PLACE.sub("", text).translate(BRACES) != PLACE.sub("", text) or not asked <= places:
        fields.wrong(key, f"a text whose only braces are {', '.join(map(_braced, sorted(places)))}")
        return None
    return text


def _braced(name: str) -> str:
    return f"{{{name}}}"


def _others(fields: Fields, fiction: bool) -> tuple[RelatedSeries, ...]:
    """Series of which the content can hold notices: with a short name and members of their own."""
    others = []
    for entry in fields.mappings("others", once="id"):
        hosts = _hosts(entry)
        members = entry.mappings("members", once="id")
        others.append(
            replace(
                _related_entry(entry),
                id=None if entry.value("id") is None else entry.id(),
                label=entry.text_or_none("label"),
                official_hosts=hosts,
                name=entry.text_or_none("name"),
                members=tuple(_member(member, fiction, hosts) for member in members),
                absent=entry.text_or_none("absent"),
            )
        )
    return tuple(others)


def _related(fields: Fields, key: str) -> tuple[RelatedSeries, ...]:
    return tuple(_related_entry(entry) for entry in fields.mappings(key, once="id"))


def _related_entry(entry: Fields) -> RelatedSeries:
    return RelatedSeries(
        title=entry.text("title"),
        issuer=entry.text_or_none("issuer"),
        number=entry.text_or_none("number"),
        note=entry.text_or_none("note"),
        state=entry.choice("state", FactState, FactState.UNKNOWN, needed=False),
    )
