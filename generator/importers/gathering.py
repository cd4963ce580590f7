"""Every member of every series from its official page: those that are missing come in, the others are compared.

A year is written where its text has neither Problem nor doubt, contradicts no known fact, is the same in
every second copy, and leaves the whole content without a Problem: that is tried in a copy of the content
first. Doubts a person can accept; copies that differ stop a year whatever was accepted, and a person who
has found out which is right imports that one by its address. Each year stands by itself: one that fails
leaves the others good. What is held is only compared; to accept a text as the official one is a person's
act (`keytasks verify --accept`).
"""

from __future__ import annotations

import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from generator.content.loading import load_content, load_frame, load_held
from generator.content.originals import place_text
from generator.content.source_file import MOST_ORIGINAL
from generator.importers.accepting import LAYOUT_HOSTS, is_official
from generator.importers.drafting import draft
from generator.importers.fetching import Fetcher
from generator.importers.members_file import with_page_seen
from generator.importers.planning import (
    Decision,
    Place,
    Plan,
    carry_out,
    complete_record,
    place_of,
    plan_import,
)
from generator.importers.sources import RawSource, SourceError
from generator.importers.verifying import differences
from generator.importers.web_archive import archived_copy
from generator.importers.writing import write_files
from generator.model.agencies import Registry
from generator.model.notice import Notice
from generator.model.provenance import TextState
from generator.model.series import SeriesMember
from generator.notice.markdown import print_notice
from generator.plain_files import stands
from generator.problems import ContentError, Problem
from generator.replacing import NEW, recover, workplace, write_atomically

YEAR = re.compile(r"[0-9]{4}")
"""The year in a member's id."""
PARTS = ("*.yml", "*.txt", "pages/*.md", "notices/*/*")
"""The files of a content, and of the example in it."""


class Fate(StrEnum):
    """What became of a member of the series; the words stand in the table."""

    WRITTEN = "written"
    WRITTEN_ARCHIVED = "written from the archive's copy"
    WOULD_WRITE = "would be written"
    OFFICIAL = "held, official"
    AGREES = "held, no difference"
    DIFFERS = "held, differs"
    NOT_COMPARED = "held, not compared"
    NO_ADDRESS = "no official address"
    UNAVAILABLE = "could not be had"
    WRONG = "not written: problems"
    DOUBTFUL = "not written: doubts"
    CONTRADICTS = "not written: known facts contradict"
    COPIES_DIFFER = "not written: the copies differ"
    UNSOUND = "not written: the content would have problems"


WROTE = (Fate.WRITTEN, Fate.WRITTEN_ARCHIVED)
GOOD = (*WROTE, Fate.WOULD_WRITE, Fate.OFFICIAL, Fate.AGREES, Fate.NO_ADDRESS)
"""What asks for nobody's eye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one member: where its text came from, how many tasks it has, what to look at.

    `unknown_names` are the bodies that its text names and the registry does not know; `series` is
    there where they may be.
    """

    id: str
    fate: Fate
    address: str | None = None
    tasks: int | None = None
    details: tuple[str, ...] = ()
    unknown_names: tuple[str, ...] = ()
    series: str = ""


def gather(
    content_dir: Path,
    fetcher: Fetcher,
    *,
    now: str,
    day: str,
    doubts_accepted: bool = False,
    dry_run: bool = False,
) -> tuple[Outcome, ...]:
    """What became of every member, series by series, oldest first.

    Raises ContentError where the content has Problems before. `fetcher` asks the official sites that
    series.yml names, each series its own; `now` is the time that is recorded, `day` that of the entries in
    changes.yml, `doubts_accepted` says that a person has looked at the doubts of an earlier run. With
    `dry_run` nothing is written.
    """
    load_content(content_dir)
    frame, _ = load_frame(content_dir)
    outcomes = []
    place = Path(tempfile.gettempdir()) / "keytasks-trial"
    recover(place.parent, place.name)  # what a killed run has left
    with workplace(place) as work:
        trial = _copied(content_dir, work / NEW / content_dir.name)
        for one in frame.outlines():
            asking = replace(fetcher, hosts=frame.hosts_of(one.id))
            run = _Run(content_dir, trial, one.id, asking, now, day, doubts_accepted, dry_run)
            for member in sorted(one.members, key=lambda member: member.id):
                outcomes.append(run.member(member))
    if not dry_run:
        _record_pages(content_dir)
    return tuple(outcomes)


@dataclass(frozen=True, slots=True)
class _Run:
    content_dir: Path
    trial: Path
    series: str
    fetcher: Fetcher
    now: str
    day: str
    doubts_accepted: bool
    dry_run: bool

    def member(self, member: SeriesMember) -> Outcome:
        place = place_of(self.content_dir, member.id, self.series)
        if stands(place.folder / "notice.md"):
            return self._compared(member, place)
        if member.official_url is None:
            return Outcome(id=member.id, fate=Fate.NO_ADDRESS)
        try:
            plan = self._plan(member, place, member.official_url)
        except SourceError as error:
            return Outcome(
                id=member.id,
                fate=Fate.UNAVAILABLE,
                address=member.official_url,
                details=(error.message,),
            )
        return self._decided(member, plan)

    def _plan(self, member: SeriesMember, place: Place, page: str) -> Plan:
        """The plan from the page itself, else from the archive's copy of it; SourceError for neither."""
        try:
            return self._planned(self.fetcher.fetch(page), place)
        except SourceError as error:
            first = error.message
        try:
            return self._planned(self._archived(member, page), place)
        except SourceError as error:
            raise SourceError(f"{first}; archive: {error.message}") from error

    def _archived(self, member: SeriesMember, page: str) -> RawSource:
        """The archive's copy of a member's page, nearest to its year; SourceError where it has none."""
        year = YEAR.search(member.id)
        return archived_copy(self.fetcher, page, year[0] if year else "")

    def _planned(self, source: RawSource, place: Place) -> Plan:
        """The plan of a page; SourceError for what is no page of an official site's own layout."""
        plan = plan_import(source, place, retrieved=self.now, doubts_accepted=self.doubts_accepted)
        made = plan.draft
        layout = made.extract.layout
        # In a site's own layout it is a notice with mistakes; else it may be a page that says “busy”.
        readable = made.notice is not None or layout in LAYOUT_HOSTS
        if not (is_official(made, place.hosts) and readable):
            raise SourceError(f"what answers is no page of an official site ({layout})")
        return plan

    def _decided(self, member: SeriesMember, plan: Plan) -> Outcome:
        made, source = plan.draft, plan.draft.source

        def outcome(fate: Fate, details: tuple[str, ...] = ()) -> Outcome:
            tasks = len(made.notice.tasks) if made.notice else None
            return Outcome(
                id=member.id,
                fate=fate,
                address=source.final,
                tasks=tasks,
                details=details,
                unknown_names=plan.unknown_names,
                series=self.series,
            )

        doubts = tuple(f"doubt: {_told(doubt)}" for doubt in made.doubts)
        if plan.decision is Decision.WRONG or made.notice is None:
            return outcome(Fate.WRONG, (*map(_told, made.problems), *doubts))
        if plan.contradicted:
            return outcome(Fate.CONTRADICTS, (*map(_told, plan.contradicted), *doubts))
        if plan.decision is not Decision.WRITE:
            return outcome(Fate.DOUBTFUL, (*([plan.refusal] if plan.refusal else []), *doubts))
        different, notes = self._second(member, plan.place, made.notice)
        if different:  # which of two official texts is right no run decides, whoever looked
            return outcome(Fate.COPIES_DIFFER, (*different, *notes))
        try:
            self._try(plan)
        except ContentError as error:
            return outcome(Fate.UNSOUND, tuple(map(self._told, error.problems)))
        if self.dry_run:
            return outcome(Fate.WOULD_WRITE, notes)
        carry_out(plan, day=self.day)
        return outcome(Fate.WRITTEN_ARCHIVED if source.archived else Fate.WRITTEN, notes)

    def _try(self, plan: Plan) -> None:
        """Writes into the copy of the content; ContentError, and out of it again, if it gets Problems."""
        folder = self.trial / "notices" / plan.place.notice_id
        known = {path.name: path.read_bytes() for path in folder.glob("*")}
        write_files(folder, plan.files, before=None)
        try:
            load_content(self.trial)
        except ContentError:
            shutil.rmtree(folder)
            if known:
                folder.mkdir()
            for name, data in known.items():
                (folder / name).write_bytes(data)
            raise

    def _told(self, problem: Problem) -> str:
        """A Problem of the copy of the content, told as one of the content."""
        return _told(problem).replace(self.trial.as_posix(), self.content_dir.name)

    def _second(
        self, member: SeriesMember, place: Place, notice: Notice
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Where the text differs from its copies on other official sites, and what those said."""
        found: list[str] = []
        notes: list[str] = []
        placed = place_text(print_notice(notice))
        for address in member.copies:
            try:
                other = self._text(self.fetcher.fetch(address), place)
            except SourceError as error:
                notes.append(f"second copy {address}: {error.message}")
                continue
            different = [_told(p) for p in differences(notice, other, address, placed)]
            notes += [] if different else [f"the same text at {address}"]
            found += different
        return tuple(found), tuple(notes)

    def _text(self, source: RawSource, place: Place) -> Notice:
        """The notice that stands on an official page; SourceError where none does."""
        made = draft(
            source, notice_id=place.notice_id, series=place.series, registry=place.registry
        )
        if made.notice is None or not is_official(made, place.hosts):
            raise SourceError(f"no notice can be read from it ({made.extract.layout})")
        return made.notice

    def _compared(self, member: SeriesMember, place: Place) -> Outcome:
        """A held text against its official page and the copies of that; nothing is recorded.

        Where the page cannot be had, the archive's copy of it stands in; that is no ground to accept it.
        """
        held, _ = load_held(self.content_dir, member.id, place.registry)
        assert held is not None  # the content was loaded without a Problem
        page = member.official_url or held.provenance.official_url
        tasks = len(held.notice.tasks)
        if not self.dry_run:
            complete_record(self.content_dir, held, day=self.day)
        if held.provenance.state is TextState.OFFICIAL:
            return Outcome(id=member.id, fate=Fate.OFFICIAL, address=page, tasks=tasks)
        path = f"{place.content_dir.name}/notices/{member.id}/notice.md"
        found: list[str] = []
        notes: list[str] = []
        read: list[str] = []
        for address in filter(None, (page, *member.copies)):
            try:
                other = self._text(self.fetcher.fetch(address), place)
            except SourceError as error:
                notes.append(f"{address}: {error.message}")
                # A text that was taken from the archive's copy is not compared with itself.
                if address != page or held.provenance.state is TextState.ARCHIVED:
                    continue
                try:
                    copy = self._archived(member, page)
                    other = self._text(copy, place)
                except SourceError as error:
                    notes.append(f"the archive's copy of it: {error.message}")
                    continue
                notes.append(f"compared with the archive's copy {copy.final}")
                address = copy.final or address
            read.append(address)
            found += [_told(p) for p in differences(held.notice, other, path, held.placed)]
        fate = Fate.DIFFERS if found else Fate.AGREES if read else Fate.NOT_COMPARED
        if fate is Fate.AGREES and page in read:
            notes.append(f"to accept it: keytasks verify {member.id} {page} --accept")
        return Outcome(id=member.id, fate=fate, address=page, tasks=tasks, details=(*found, *notes))


def _copied(content_dir: Path, to: Path) -> Path:
    """A copy of the files that a content is made of, of nothing else that somebody keeps there."""
    for pattern in (f"{part}{kind}" for part in ("", "example/") for kind in PARTS):
        for path in content_dir.glob(pattern):
            found = path.lstat()
            if stat.S_ISREG(found.st_mode) and found.st_size <= MOST_ORIGINAL:
                there = to / path.relative_to(content_dir)
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, there)
    return to


def _told(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}: {problem.message}"


def _record_pages(content_dir: Path) -> None:
    """Marks in series.yml the official pages that texts were taken from: they are seen by now."""
    path = content_dir / "series.yml"
    before = path.read_bytes().decode("utf-8")
    text = before
    frame, registry = load_frame(content_dir)
    every = tuple(member for one in frame.outlines() for member in one.members)
    for member, final in _taken(content_dir, every, registry):
        if member.official_url == final:
            text = with_page_seen(text, member.id)
    if text != before:
        write_atomically(path, text, before=before)


def _taken(
    content_dir: Path, members: tuple[SeriesMember, ...], registry: Registry
) -> Iterator[tuple[SeriesMember, str]]:
    """The members whose text was taken from a page itself, with that page's address."""
    for member in members:
        if not stands(content_dir / "notices" / member.id / "notice.md"):
            continue
        held, _ = load_held(content_dir, member.id, registry)
        read = held.provenance.retrieval if held else None
        if read and read.final and not read.archived:
            yield member, read.final
