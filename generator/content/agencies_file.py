"""Reads `agencies.yml`: the registry of bodies with all their names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from generator.content.fields import Fields, FileReader
from generator.content.series_file import OTHER_SERIES
from generator.model.agencies import Agency, AgencyKind, Registry, Succession


def read_registry(files: FileReader, path: Path, series: Collection[str] | None = None) -> Registry:
    """The registry in `path`; names of series are looked up in `series`, unless that is None."""
    with files.fields(path, files.text(path)) as fields:
        entries = fields.mappings("agencies", once="id")
        ids = {str(entry.data["id"]) for entry in entries if entry.data.get("id")}
        agencies = tuple(_agency(entry, ids, series) for entry in entries)
        others = tuple(_no_agencies(fields.mappings("others", once="printed")))
        _refuse_shared_names(entries, agencies, others)
    if not agencies:
        files.problem(path, 0, "no agency", "every body that a text names stands here")
    return Registry(agencies=agencies, others=tuple(f.text("printed") for f in others))


def _no_agencies(others: Iterable[Fields]) -> Iterator[Fields]:
    """The entries of `others` that are such; one Problem for each agency that was put behind them."""
    for entry in others:
        if {"id", "name"} & entry.data.keys():
            hint = (
                "move it up, before the line `others:`; there stand only names that are no agency's"
            )
            entry.problem("id", "an agency under others, where agencies do not stand", hint)
            entry.asked.update(entry.data)
        else:
            yield entry


def _agency(fields: Fields, ids: Collection[str], series: Collection[str] | None) -> Agency:
    return Agency(
        id=fields.id(),
        name=fields.text("name"),
        printed=fields.texts("printed"),
        press=fields.texts("press"),
        english=fields.text_or_none("english"),
        kind=fields.choice("kind", AgencyKind, AgencyKind.CONSTITUENT),
        since=fields.day_or_none("since"),
        until=fields.day_or_none("until"),
        predecessors=_steps(fields, "predecessors", ids),
        successors=_steps(fields, "successors", ids),
        unverified=fields.some_of("unverified", fields.data, "field"),
        series=fields.some_of("series", series, "series", OTHER_SERIES),
    )


def _steps(fields: Fields, key: str, ids: Collection[str]) -> tuple[Succession, ...]:
    return tuple(
        Succession(
            id=step.one_of("id", ids, "agency"),
            date=step.day_or_none("date"),
            verified=step.flag("verified"),
            note=step.text_or_none("note") or "",
        )
        for step in fields.mappings(key, once="id")
    )


def _refuse_shared_names(
    entries: Iterable[Fields], agencies: Iterable[Agency], others: Iterable[Fields]
) -> None:
    """A Problem for each name that an earlier entry has too, unless `series` tells them apart."""
    bearers: dict[str, list[Agency]] = {}
    for entry, agency in zip(entries, agencies, strict=True):
        for name, key in _names(agency).items():
            before = bearers.setdefault(name, [])
            for other in (other for other in before if not _apart(agency, other)):
                hint = "a printed form leads to one agency, or `series` tells them apart"
                entry.problem(key, f"{name} belongs to {other.id} already", hint)
            before.append(agency)
    for entry in others:
        name = entry.text("printed")
        for agency in (agency for agency in bearers.get(name, ()) if not agency.series):
            hint = "here stand only names that are no agency's"
            entry.problem("printed", f"{name} belongs to {agency.id} already", hint)


def _names(agency: Agency) -> dict[str, str]:
    """Every name of an agency, with the key that it stands under."""
    forms = (("press", agency.press), ("printed", agency.printed), ("name", (agency.name,)))
    return {name: key for key, names in forms for name in names}


def _apart(one: Agency, other: Agency) -> bool:
    """Whether no text can mean both."""
    return bool(one.series and other.series) and not set(one.series) & set(other.series)
