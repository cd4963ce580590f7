"""`series.json`: each series of the content with its members and the notices that are here."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import DATA_FILES, series_address
from generator.edition import Edition, Kind, Producer
from generator.exports.values import Json, data_file
from generator.model.series import SeriesMember, SeriesOutline
from generator.outputs import OutputFile

NAME = "series.json"


def series_json(outline: SeriesOutline, notices: list[str], *, page: bool) -> dict[str, Json]:
    """A series with its notices here, oldest first; `url` is its index, null where it is the only one."""
    return {
        "id": outline.id,
        "name": outline.name,
        "title": outline.title,
        "issuer": outline.issuer,
        "url": series_address(outline.id) if page else None,
        "absent": outline.absent,
        "members": [_member(member) for member in outline.members],
        "notices": list(notices),
    }


def _member(member: SeriesMember) -> Json:
    return {
        "id": member.id,
        "number": member.number,
        "state": member.state.value,
        "official_url": member.official_url,
        "official_url_state": member.official_url_state.value,
    }


def _files(edition: Edition) -> Iterator[OutputFile]:
    content = edition.content
    pages = {one.id for one in content.several}
    here: dict[str, list[str]] = {}
    for notice in edition.notices:
        here.setdefault(notice.series, []).append(notice.id)
    yield data_file(
        NAME,
        [
            series_json(one, sorted(here.get(one.id, ())), page=one.id in pages)
            for one in content.series.outlines()
        ],
    )


SERIES_DATA = Producer(
    kinds=(Kind(name="series", pattern=DATA_FILES + NAME, schema="series"),), files=_files
)
