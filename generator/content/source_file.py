"""Reads `source.yml`: provenance of a notice's text."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from generator.content.fields import A_DAY, Fields, FileReader
from generator.content.tables import Table, TableError, parse_table
from generator.model.facts import FactState
from generator.model.provenance import (
    Correction,
    Given,
    Provenance,
    Retrieval,
    TextState,
    Verification,
)
from generator.plain_files import read_plain, stands
from generator.problems import ContentError
from generator.text.characters import squeeze
from generator.text.days import is_day

SHOWN = 200
"""Characters of a paragraph that is no part of the text which `removed` shows at least."""
MOST_ORIGINAL = 20_000_000
"""Bytes of a raw file: what an import takes."""
FILE_NAME = re.compile(r"(?=.{3,60}\Z)[\w-]+(\.[\w-]+)+")
"""No folder in it, and short enough for every disk: a character may take four of 255 bytes."""


def count_corrections(directory: Path, notice_id: str) -> int:
    """How many corrections a source.yml has; ContentError where that cannot be read."""
    path = directory / "notices" / notice_id / "source.yml"
    if not stands(path):
        return 0
    reader = FileReader(root=directory, problems=[])
    try:
        table = parse_table(reader.text(path) or "")
    except TableError as error:
        reader.cannot_read(path, error.line, str(error), error.hint)
        table = Table()
    if reader.problems:
        raise ContentError(reader.problems)
    corrections = table.get("corrections")
    return len(corrections) if isinstance(corrections, list) else 0


def kept_original(folder: Path) -> str | None:
    """The name of the raw file in a notice's folder, where it is the one that source.yml records."""
    provenance = read_provenance(FileReader(root=folder, problems=[]), folder / "source.yml")
    if provenance is None or recorded(folder, provenance) is None:
        return None
    return provenance.original


def read_provenance(files: FileReader, path: Path) -> Provenance | None:
    """The provenance in `path`, None where there is no such file; the raw file is checked too."""
    text = files.text(path)
    if text is None:
        return None
    with files.fields(path, text) as fields:
        provenance = _provenance(fields)
        _check_verification(fields, provenance)
    _check_original(files, path, provenance)
    return provenance


def _provenance(fields: Fields) -> Provenance:
    original, held, official = (fields.mapping(k) for k in ("original", "text", "official"))
    dates = fields.mapping("dates", needed=False)
    return Provenance(
        state=fields.choice("state", TextState, TextState.SUPPLIED),
        note=fields.text("note"),
        original=original.text_or_none("file"),
        original_sha256=original.text("sha256"),
        text_sha256=held.text("sha256"),
        description=original.text("description"),
        official_url=official.web_address_or_none("url", "official.url"),
        official_url_state=official.choice("state", FactState, FactState.UNKNOWN),
        steps=fields.texts("steps"),
        corrections=_corrections(fields),
        imported_sha256=held.text_or_none("imported_sha256"),
        removed=fields.texts("removed"),
        retrieval=_retrieval(fields) if fields.has("retrieved") else None,
        verified=fields.text_or_none("verified"),
        verification=_verification(fields) if fields.has("verification") else None,
        signed=_day(dates, "signed"),
        published=_day(dates, "published"),
        reviewed=fields.texts("reviewed"),
        given=_given(fields) if fields.has("given") else Given(),
    )


def _given(fields: Fields) -> Given:
    """What a person said of the source; what they had left out is shown under `removed`."""
    told = fields.mapping("given")
    given = Given(
        title=told.text_or_none("title"),
        begins=told.text_or_none("from"),
        ends=told.text_or_none("to"),
        drop=told.texts("drop"),
    )
    shown = [squeeze(text) for text in fields.texts("removed")]
    for text in given.drop:
        if not any(entry.startswith(squeeze(text)[:SHOWN]) for entry in shown):
            hint = "whoever checks the text must see it: put the whole paragraph there"
            told.problem("drop", f"given.drop: {text[:20]!r} is not shown under removed", hint)
    return given


def _day(dates: Fields, key: str) -> str | None:
    day = dates.text_or_none(key)
    if day is not None and not is_day(day):
        dates.problem(key, f"dates.{key}: there is no day {day!r}", A_DAY)
    return day


def _check_verification(fields: Fields, provenance: Provenance) -> None:
    """What is official was verified, and in the form in which it is held; a copy says whose."""
    verification, read = provenance.verification, provenance.retrieval
    if (provenance.state is TextState.ARCHIVED) and not (read and read.archived and read.final):
        hint = "retrieved.final is the copy's address, retrieved.archived when it was taken"
        fields.problem("state", "archived, but no copy of an archive is recorded", hint)
    if provenance.state is TextState.OFFICIAL and verification is None:
        hint = "`keytasks verify … --accept` records the copy that it was compared with"
        fields.problem("state", "official, but no verification is recorded", hint)
    elif verification and verification.text_sha256 != provenance.text_sha256:
        hint = "`keytasks verify … --accept` compares it anew; until then state: supplied"
        fields.problem("verification", "the text is not the one that was verified", hint)


def _check_original(files: FileReader, path: Path, provenance: Provenance) -> None:
    """The raw file lies beside the source.yml at `path`, and is the one that it records."""
    if provenance.original is None:
        return  # too large to keep: the hash alone says which file it was
    if not FILE_NAME.fullmatch(provenance.original):
        files.problem(path, 0, f"original.file is no file name: {provenance.original!r}")
        return
    original = path.parent / provenance.original
    if original.is_symlink() or not original.is_file():
        files.problem(original, 0, "the original is missing", "put the raw file beside source.yml")
    elif recorded(path.parent, provenance) is None:
        files.problem(
            original,
            0,
            "the original is not the one recorded in source.yml",
            "originals never change: restore the file",
        )


def recorded(folder: Path, provenance: Provenance) -> bytes | None:
    """The raw file kept in the notice's folder, if it is there, and the one whose hash source.yml has."""
    original = folder / (provenance.original or "")
    if not FILE_NAME.fullmatch(provenance.original or ""):
        return None
    try:
        data = read_plain(original, MOST_ORIGINAL)
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == provenance.original_sha256 else None


def _corrections(fields: Fields) -> tuple[Correction, ...]:
    return tuple(
        Correction(
            was=entry.text("was"), now=entry.text("now"), why=entry.text("why"), line=entry.line
        )
        for entry in fields.mappings("corrections")
    )


def _retrieval(fields: Fields) -> Retrieval:
    told = fields.mapping("retrieved")
    return Retrieval(
        asked=told.web_address_or_none("asked", "retrieved.asked"),
        final=told.web_address_or_none("final", "retrieved.final"),
        time=told.text_or_none("time"),
        status=told.text_or_none("status"),
        layout=told.text("layout"),
        importer=told.text("importer"),
        archived=told.text_or_none("archived"),
    )


def _verification(fields: Fields) -> Verification:
    told = fields.mapping("verification")
    return Verification(
        url=told.web_address_or_none("url", "verification.url") or told.text("url"),
        sha256=told.text("sha256"),
        text_sha256=told.text("text_sha256"),
        layout=told.text("layout"),
        time=told.text("time"),
    )
