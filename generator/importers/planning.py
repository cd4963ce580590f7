"""What an import would do, before anything is written: source → draft → problems, doubts → decision.

A plan is made of a source that is had already and of what the content holds; it reads, and writes
nothing. `carry_out` writes one that may be written.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from generator.addresses import taken
from generator.content.factcheck import FactCheck, check_facts
from generator.content.fields import MOST_BYTES
from generator.content.loading import load_frame, load_held, load_known
from generator.content.source_file import count_corrections
from generator.importers.drafting import Draft, draft
from generator.importers.recording import plan_record
from generator.importers.sources import RawSource
from generator.importers.structure_doubts import names_at_end
from generator.importers.writing import (
    RECORDS,
    draft_files,
    not_ours,
    others_in,
    said_of_import,
    write_files,
)
from generator.model.agencies import Registry
from generator.model.changes import ChangeKind
from generator.model.content import HeldNotice
from generator.model.ids import FICTION_ID, ID_PATTERN, LIKE_A_TASK
from generator.model.provenance import Given
from generator.model.series import Series
from generator.notice.agency_clauses import read_clause
from generator.notice.normal_text import text_sha256
from generator.plain_files import read_plain, stands
from generator.problems import Problem, UsageError
from generator.text.days import china_day


class Decision(Enum):
    """What is to become of a draft."""

    WRONG = "it has Problems"
    DOUBTFUL = "it has doubts that nobody has looked at"
    SAME = "the text is held already"
    REFUSED = "another text is held, and may not be replaced"
    WRITE = "it is to be written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in which content a notice comes, and the series that it belongs to."""

    content_dir: Path
    notice_id: str
    series: str
    frame: Series
    registry: Registry

    @property
    def folder(self) -> Path:
        return self.content_dir / "notices" / self.notice_id

    @property
    def hosts(self) -> frozenset[str]:
        """The machines whose pages are official for the notice."""
        return self.frame.hosts_of(self.series)

    @property
    def facts(self) -> str:
        """What Problems call the facts of the notice."""
        return f"{self.content_dir.name}/notices/{self.notice_id}/facts.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A draft, what the known facts say to it, and what is to become of it.

    `files` are those that would be written, empty where the draft has Problems; `before` is the
    notice.md that is held, `refusal` why it may not be replaced.
    """

    place: Place
    draft: Draft
    check: FactCheck | None
    decision: Decision
    files: dict[str, bytes]
    before: bytes | None = None
    refusal: str | None = None

    @property
    def contradicted(self) -> tuple[Problem, ...]:
        """The known facts that the text contradicts."""
        return self.check.problems if self.check else ()

    @property
    def unknown_names(self) -> tuple[str, ...]:
        """Names in clauses, and in brackets that may be some, that the registry does not know, each once."""
        own, notice = self.place.registry.scoped(self.place.series), self.draft.notice
        tasks = notice.tasks if notice else ()
        found = [n for task in tasks for c in task.clauses for n in read_clause(c.text, own)[1]]
        found += [name for task in tasks for s in task.sentences for name in names_at_end(s.text)]
        return tuple(dict.fromkeys(name for name in found if name not in own.names))


def place_of(content_dir: Path, notice_id: str, series: str | None = None) -> Place:
    """The place for a notice; UsageError for an id that cannot be one, or fiction beside the real."""
    refuse_id(notice_id, series)
    frame, registry = load_frame(content_dir)
    _refuse_mixing(notice_id, fiction=frame.fiction)
    return Place(
        content_dir=content_dir,
        notice_id=notice_id,
        series=series or frame.id,
        frame=frame,
        registry=registry,
    )


def plan_import(
    source: RawSource,
    place: Place,
    *,
    retrieved: str,
    doubts_accepted: bool = False,
    force: bool = False,
    given: Given | None = None,
) -> Plan:
    """The plan for one source; SourceError where it cannot be read.

    `retrieved` is the time at which it was had, `doubts_accepted` says that a person has looked at
    its doubts, `force` that a text which is held may be replaced, `given` where the program is wrong
    about the document.
    """
    made = draft(
        source,
        notice_id=place.notice_id,
        series=place.series,
        registry=place.registry,
        given=given,
    )
    known = load_known(place.content_dir, place.notice_id, place.registry)
    check = None
    if known and made.notice:
        check = check_facts(known, made.notice, place.registry, place.facts, made.extract.published)
    if made.problems or made.notice is None:
        return Plan(place=place, draft=made, check=check, decision=Decision.WRONG, files={})
    files = draft_files(made, made.notice, retrieved)
    held = place.folder / "notice.md"
    before = read_plain(held, MOST_BYTES) if stands(held) else None
    refusal = _refusal(place, files, force=force)
    if made.doubts and not doubts_accepted:
        decision = Decision.DOUBTFUL
    elif before == files["notice.md"] and not force:
        decision = Decision.SAME
    else:
        decision = Decision.REFUSED if refusal else Decision.WRITE
    return Plan(
        place=place,
        draft=made,
        check=check,
        decision=decision,
        files=files,
        before=before,
        refusal=refusal,
    )


def carry_out(plan: Plan, *, day: str) -> None:
    """Writes the files of a plan whose decision is WRITE, all or none, then its entry of `day`.

    UsageError, and nothing is written, where changes.yml takes no entry.
    """
    if plan.decision is not Decision.WRITE:
        raise ValueError(plan.decision.value)
    record = plan_record(
        plan.place.content_dir,
        day=day,
        notice=plan.place.notice_id,
        kind=ChangeKind.TEXT,
        what=said_of_import(
            plan.draft.extract.layout,
            archived=plan.draft.source.archived is not None,
            again=plan.before is not None,
        ),
    )
    write_files(plan.place.folder, plan.files, before=plan.before)
    record.write()


def complete_record(content_dir: Path, held: HeldNotice, *, day: str) -> None:
    """Writes the entry that a run which was stopped has left out: of a text that was had this `day`."""
    read, notice = held.provenance.retrieval, held.notice.id
    if read is None or not _had_on(day, read.time):
        return
    record = plan_record(
        content_dir,
        day=day,
        notice=notice,
        kind=ChangeKind.TEXT,
        what=said_of_import(read.layout, archived=read.archived is not None),
    )
    if not record.tells(day=day, notice=notice, kind=ChangeKind.TEXT):
        record.write()


def _had_on(day: str, time: str | None) -> bool:
    try:
        return china_day(time or "") == day
    except ValueError:
        return False  # a hand has written it


def refuse_id(notice_id: str, series: str | None = None) -> None:
    """UsageError for an id that is none, or that the site's own addresses need."""
    for name in (notice_id, *([series] if series is not None else [])):
        if not ID_PATTERN.match(name):
            raise UsageError(f"not an id: {name!r}; a year, or a-z, 0-9 and - (sichuan-2023)")
    if LIKE_A_TASK.match(notice_id):
        raise UsageError(
            f"{notice_id!r} is like the id of a section's task; "
            "no notice's id ends in - and two digits: end it with its year (sichuan-2023)"
        )
    if taken(notice_id):
        raise UsageError(
            f"{notice_id!r} is an address of the site itself; name the notice by its year"
        )


def _refuse_mixing(notice_id: str, *, fiction: bool) -> None:
    """UsageError for a fictional year in real content, or a real one in fiction."""
    if fiction and not FICTION_ID.match(notice_id):
        raise UsageError(f"this content is fiction, {notice_id} is not: years 9001 to 9999 are")
    if not fiction and FICTION_ID.match(notice_id):
        raise UsageError(
            f"{notice_id} is fiction, this content is not; name the notice's own year, "
            "or a folder of fiction with --content"
        )


def _refusal(place: Place, files: Collection[str], *, force: bool) -> str | None:
    """Why an import may not replace what is held; None where nothing stands against it."""
    if others := others_in(place.folder, files):
        return not_ours(place.folder / others[0])
    held = next((p for name in RECORDS if stands(p := place.folder / name)), None)
    if held is None:
        return None
    if not force:
        return f"{held} is there already; compare with `keytasks verify`, or use --force"
    if count := count_corrections(place.content_dir, place.notice_id):
        corrections = "1 correction" if count == 1 else f"{count} corrections"
        return (
            f"{place.folder / 'source.yml'} has {corrections} that would be lost; "
            "take them out, and after the import write those again that the text still needs"
        )
    if held.name == "notice.md" and not _as_imported(place):
        return (
            f"{held} is no longer what was imported (text.sha256 in source.yml); "
            "keep elsewhere what you wrote, and take the file away"
        )
    return None


def _as_imported(place: Place) -> bool:
    """Whether the text that is held is the one whose hash was recorded."""
    held, _ = load_held(place.content_dir, place.notice_id, place.registry)
    return held is not None and text_sha256(held.notice) == held.provenance.text_sha256
