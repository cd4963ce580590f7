"""Reads and writes `notice.md`: front matter (identity), then the text."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import yaml

from generator.content.fields import Fields, FileReader
from generator.content.front_matter import YAML_LINE, read_markdown
from generator.content.originals import changed_text, place_text
from generator.content.series_file import OTHER_SERIES
from generator.content.source_file import read_provenance, recorded
from generator.model.agencies import Registry
from generator.model.content import HeldNotice, Placed
from generator.model.notice import Notice
from generator.model.provenance import Provenance
from generator.notice.agency_clauses import read_clause
from generator.notice.limits import size_problems
from generator.notice.lines import wrong_cuts
from generator.notice.markdown import parse_notice, print_notice
from generator.notice.normal_text import text_sha256

IDENTITY_FIELDS = ("title", "number", "issuer", "issued")


def read_notice(
    files: FileReader,
    folder: Path,
    registry: Registry,
    *,
    series: Collection[str] | None = None,
    look_up_names: bool = True,
) -> HeldNotice | None:
    """The notice in `folder` with its provenance; None where its text cannot be read.

    Whatever is wrong with it is among the reader's Problems. Ids of series are looked up in
    `series`, unless that is None; names in clauses in the registry, if `look_up_names` says so.
    """
    path = folder / "notice.md"
    parts = read_markdown(files, path, "the identity")
    provenance = read_provenance(files, folder / "source.yml")
    if parts is None:
        return None
    large = size_problems(parts.body, path=path.as_posix(), first_line=parts.first_line)
    if large:
        files.problems.extend(large)
        return None
    with files.fields(path, parts.yaml, YAML_LINE) as front:
        notice, problems = parse_notice(
            parts.body,
            notice_id=folder.name,
            series=front.one_of("series", series, "series", OTHER_SERIES),
            path=path.as_posix(),
            first_line=parts.first_line,
        )
        files.problems.extend(problems)
        _check_identity(front, notice, read=not problems)
    if not problems:
        reviewed = provenance.reviewed if provenance else ()
        files.problems.extend(wrong_cuts(notice, registry, path.as_posix(), reviewed))
    if look_up_names:
        _check_names(files, path, notice, registry)
    placed = place_text(parts.body, parts.first_line)
    if provenance is None:
        return None
    if not problems:
        _check_text(files, folder, notice, provenance, placed)
    return HeldNotice(notice=notice, provenance=provenance, placed=placed)


def _check_identity(front: Fields, notice: Notice, *, read: bool) -> None:
    """Front matter against what was read from the text, if it could be `read`."""
    if front.text("notice") != notice.id and read:
        front.problem("notice", f"notice: says {front.text('notice')!r}, the folder {notice.id!r}")
    for key in IDENTITY_FIELDS:
        said, found = front.text_or_none(key), getattr(notice.identity, key)
        if said != found and read:
            hint = "the front matter repeats what the text says"
            front.problem(key, f"{key}: says {said!r}, the text says {found!r}", hint)


def _check_names(files: FileReader, path: Path, notice: Notice, registry: Registry) -> None:
    own = registry.scoped(notice.series)
    for clause in (clause for task in notice.tasks for clause in task.clauses):
        for name in read_clause(clause.text, own)[1]:
            hint = "if the text is right, add the name to content/agencies.yml"
            files.problem(path, clause.line, f"nobody knows {name!r}", hint)


def _check_text(
    files: FileReader, folder: Path, notice: Notice, provenance: Provenance, placed: Placed
) -> None:
    """The text is the original's but for the corrections, and its hash is recorded."""
    path, source = folder / "notice.md", folder / "source.yml"
    data = recorded(folder, provenance)
    if provenance.original and data is None:
        return  # that has its own Problem
    found = list(
        changed_text(placed, provenance, data, path=path.as_posix(), source=source.as_posix())
    )
    files.problems.extend(found)
    digest = text_sha256(notice)
    if not found and digest != provenance.text_sha256:
        hint = f"where all of it is as in the source, or corrected, set text.sha256 to {digest}"
        files.problem(source, 0, "text.sha256 is not the hash of this text", hint)


def render_notice_file(notice: Notice) -> str:
    """A whole notice.md: front matter from what the text says, then the text."""
    identity = notice.identity
    front = {"notice": notice.id, "series": notice.series} | {
        key: getattr(identity, key) for key in IDENTITY_FIELDS
    }
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{head}---\n\n{print_notice(notice)}"
