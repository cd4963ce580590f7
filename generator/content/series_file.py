"""Reads `series.yml`: what is known of the series as a whole."""

from __future__ import annotations

import re
from pathlib import Path

from generator.content.fields import Fields, FileReader
from generator.model.facts import FactState
from generator.model.ids import FICTION_ID
from generator.model.series import Interpretation, RelatedSeries, Series, SeriesMember

OFFICIAL_PAGE = re.compile(
    r"https://(?:www\.gov\.cn|(?:www|zfxxgk)\.ndrc\.gov\.cn)/[^\s\"'<>\\]*\Z"
)
CONTACT = re.compile(
    r"https://[a-z0-9.-]{1,100}(?:/[^\s\"'<>\\]{0,300})?\Z|mailto:[\w.+-]{1,64}@[a-z0-9.-]{1,100}\Z",
    re.ASCII,
)
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
        members = fields.mappings("members", once="id")
        series = Series(
            id=fields.id(),
            title=fields.text("title"),
            title_en=fields.text("title_en"),
            issuer=fields.text("issuer"),
            members=tuple(_member(member, fiction) for member in members),
            fiction=fiction,
            absent=fields.text_or_none("absent"),
            after=_related(fields, "after"),
            siblings=_related(fields, "siblings"),
            others=_related(fields, "others"),
            contact=_contact(fields),
        )
        if series.id in {other.id for other in series.others}:
            fields.problem("others", f"id {series.id!r} is the series' own")
    return series


def _member(fields: Fields, fiction: bool) -> SeriesMember:
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
        official_url=_official(fields, "official_url"),
        official_url_state=fields.choice(
            "official_url_state",
            FactState,
            FactState.UNKNOWN,
            needed=fields.has("official_url"),
        ),
        copies=tuple(
            _official(entry, "url", needed=True) or ""
            for entry in fields.mappings("copies", once="url")
        ),
        interpretations=tuple(
            Interpretation(
                title=entry.text("title"),
                url=_official(entry, "url", needed=True) or "",
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


def _official(fields: Fields, key: str, *, needed: bool = False) -> str | None:
    """The official address there: only one of an official site is linked."""
    url = fields.text(key) if needed else fields.text_or_none(key)
    if url is not None and not OFFICIAL_PAGE.match(url):
        fields.problem(key, f"{key}: not an official site: {url!r}")
        return None
    return url


def _related(fields: Fields, key: str) -> tuple[RelatedSeries, ...]:
    return tuple(
        RelatedSeries(
            title=entry.text("title"),
            id=None if entry.value("id") is None else entry.id(),
            label=entry.text_or_none("label"),
            issuer=entry.text_or_none("issuer"),
            number=entry.text_or_none("number"),
            note=entry.text_or_none("note"),
            state=entry.choice("state", FactState, FactState.UNKNOWN, needed=False),
        )
        for entry in fields.mappings(key, once="id")
    )
