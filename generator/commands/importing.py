"""`keytasks import` and `verify`: a notice from a file or an official page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.gathering import import_missing, time_now, today
from generator.commands.options import (
    CONTENT,
    say,
    speaker,
    tell,
)
from generator.importers.sources import RawSource, SourceError
from generator.model.changes import ChangeKind
from generator.model.provenance import Given
from generator.plain_files import stands
from generator.problems import ContentError, DoubtError, UsageError

if TYPE_CHECKING:
    from generator.importers.drafting import Draft


@click.command("import")
@click.argument("source", required=False)
@CONTENT
@click.option("--missing", is_flag=True, help="Every year of the series from its official page.")
@click.option("--report", type=click.Path(path_type=Path), help="With --missing: a Markdown file.")
@click.option("--notice", "notice_id", help="The notice's id: 2021, sichuan-2023.")
@click.option("--series", help="The series' id; the content's own if left out.")
@click.option("--retrieved", help="When the source was had, 2026-11-24T10:00:00Z.")
@click.option("--allow-host", multiple=True, help="A host to fetch from besides the official ones.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--show", is_flag=True, help="Print the paragraphs as they were read, numbered.")
@click.option("--title", help="The document's title, where it is read wrong.")
@click.option("--from", "begins", help="How its first paragraph begins; what stands before goes.")
@click.option("--to", "ends", help="How its last paragraph begins; what follows it goes.")
@click.option("--drop", multiple=True, help="How a paragraph begins that is no part of it.")
@click.option("--accept-doubts", is_flag=True, help="You have looked at every doubt: record them.")
@click.option("--force", is_flag=True, help="Replace a text that is held already.")
def import_(
    source: str | None,
    content_dir: Path,
    missing: bool,
    report: Path | None,
    notice_id: str | None,
    series: str | None,
    retrieved: str | None,
    allow_host: tuple[str, ...],
    dry_run: bool,
    show: bool,
    title: str | None,
    begins: str | None,
    ends: str | None,
    drop: tuple[str, ...],
    accept_doubts: bool,
    force: bool,
) -> None:
    """Bring in a notice from a file or an https address, for review.

    With --missing, bring in every member of the series that has an official address and no text.
    """
    said = Given(title=title, begins=begins, ends=ends, drop=drop)
    if missing:
        if source or notice_id or series or force or allow_host or said:
            raise UsageError("--missing takes --content, --report, --dry-run and --accept-doubts")
        import_missing(
            content_dir,
            now=retrieved,
            report=report,
            accept_doubts=accept_doubts,
            dry_run=dry_run,
        )
        return
    if source is None or notice_id is None or report:
        raise UsageError("name a source and --notice ID, or --missing (--report goes with it)")
    from generator.commands.import_summary import numbered, summary
    from generator.commands.left_to_do import bodies_to_add, left_after_import
    from generator.content.loading import load_held
    from generator.importers.accepting import check_time
    from generator.importers.planning import (
        Decision,
        carry_out,
        complete_record,
        place_of,
        plan_import,
        refuse_id,
    )
    from generator.replacing import recover

    refuse_id(notice_id, series)
    if not dry_run:
        recover(content_dir / "notices")
    when = check_time(retrieved) if retrieved else time_now()
    place = place_of(content_dir, notice_id, series)
    given = _given(source, place.hosts, allow_host)
    looked_at = accept_doubts or dry_run
    plan = plan_import(
        given, place, retrieved=when, doubts_accepted=looked_at, force=force, given=said
    )
    made = plan.draft
    tell(summary(made, place.registry, plan.check).rstrip("\n"))
    if place.series != place.frame.id:
        declared = place.series in {other.id for other in place.frame.others}
        new = "is known already" if declared else "is new"
        tell(f"series: {place.series} {new}; the content's own is {place.frame.id}")
    if show:
        say(numbered(made), nl=False)
    wrong = plan.decision is Decision.WRONG or made.notice is None
    _say_doubts(made, accepted=looked_at or wrong)
    if wrong:
        raise ContentError(made.problems)
    names = ", ".join(plan.files)
    if plan.decision is Decision.SAME:
        held, _ = load_held(content_dir, notice_id, place.registry)
        if held and not dry_run:
            complete_record(content_dir, held, day=today())
        tell(f"{place.folder / 'notice.md'} holds this text already; nothing was written")
        return
    if dry_run:
        refused = plan.decision is Decision.REFUSED
        then = f"refused: {plan.refusal}" if refused else f"{names} in {place.folder}/"
        tell(f"nothing was written; without --dry-run: {then}")
        for line in bodies_to_add(plan):
            say(speaker().say(f"next: {line}"))
        return
    if plan.refusal:
        raise UsageError(plan.refusal)
    carry_out(plan, day=today())
    tell(f"written: {names} in {place.folder}/")
    for line in left_after_import(plan):
        say(speaker().say(f"next: {line}"))


def _say_doubts(made: Draft, *, accepted: bool) -> None:
    """Prints what a person has to look at; stops where nobody said that they did."""
    from generator.importers.doubting import of_a_kind

    problems = {problem.message.replace("'", "") for problem in made.problems}
    # What is a Problem already is no doubt as well.
    doubts = tuple(d for d in made.doubts if d.message.replace("'", "") not in problems)
    for doubt in of_a_kind(doubts):
        say(speaker().doubt(doubt), err=True)
    if doubts and not accepted:
        raise DoubtError(len(doubts))


@click.command()
@CONTENT
@click.argument("notice_id", metavar="ID")
@click.argument("source")
@click.option("--allow-host", multiple=True, help="A host to fetch from besides the official ones.")
@click.option("--retrieved", help="When the source was had, 2026-11-24T10:00:00Z.")
@click.option("--accept", is_flag=True, help="If nothing differs, record the state `official`.")
@click.option("--official", help="The official address of a saved page, for --accept.")
@click.option("--all", "whole", is_flag=True, help="Tell every difference, however many.")
def verify(
    content_dir: Path,
    notice_id: str,
    source: str,
    allow_host: tuple[str, ...],
    retrieved: str | None,
    accept: bool,
    official: str | None,
    whole: bool,
) -> None:
    """Compare a held text with another copy, character by character."""
    from generator.content.loading import load_frame, load_held
    from generator.importers.accepting import (
        NO_DIFFERENCE,
        accepted,
        check_address,
        check_copy,
        check_time,
    )
    from generator.importers.drafting import draft
    from generator.importers.planning import refuse_id
    from generator.importers.recording import plan_record
    from generator.importers.saved_from import check_same_page, saved_address
    from generator.importers.verifying import differences, first_of
    from generator.replacing import recover, write_atomically

    when = check_time(retrieved) if retrieved else time_now()
    refuse_id(notice_id)
    frame, registry = load_frame(content_dir)
    path = content_dir / "notices" / notice_id / "notice.md"
    if accept:
        recover(content_dir / "notices")
        recover(path.parent)
    if not stands(path):
        raise UsageError(f"no text is held of {notice_id}; see keytasks import")
    held, wrong = load_held(content_dir, notice_id, registry)
    if held is None or (accept and wrong):
        raise ContentError(wrong)
    hosts = frame.hosts_of(held.notice.series)
    if official is not None:
        check_address(official, hosts)
    given = _given(source, hosts, allow_host)
    address = given.final or official
    saved = saved_address(given.data) if given.final is None else None
    if accept and address is None:
        says = f"; the copy says it was saved from {saved}" if saved else ""
        raise UsageError(
            f"--accept needs an official page: an address, or --official ADDRESS{says}"
        )
    if accept and official and given.final is None:
        check_same_page(given.data, official)
    said = replace(held.provenance.given, of_another_copy=True)
    made = draft(
        given, notice_id=notice_id, series=held.notice.series, registry=registry, given=said
    )
    if made.notice is None:
        raise ContentError(made.problems)
    found = list(differences(held.notice, made.notice, path.as_posix(), held.placed))
    if found:
        raise ContentError(found if whole else first_of(found, path.as_posix()))
    tell(f"no difference: {notice_id} and {given.name} are the same text")
    if accept and address:
        check_copy(made, held.provenance, hosts)
        source_yml = path.with_name("source.yml")
        before = source_yml.read_text("utf-8")
        text = accepted(before, made, check_address(address, hosts), when)
        record = plan_record(
            content_dir,
            day=today(),
            notice=notice_id,
            kind=ChangeKind.VERIFIED,
            what=NO_DIFFERENCE,
        )
        write_atomically(source_yml, text, before=before)
        record.write()
        tell(f"{source_yml}: state official")


def _given(source: str, hosts: frozenset[str], allow_host: tuple[str, ...]) -> RawSource:
    """The source's bytes: a file, or a page from an official or an allowed host."""
    from generator.importers.fetching import LIBRARIES, Fetcher

    if "://" in source:
        return Fetcher(hosts=hosts | LIBRARIES | set(allow_host)).fetch(source)
    path = Path(source)
    try:
        if path.is_symlink() or not path.is_file():
            raise SourceError(f"{source} is no file", "name a file, or an https address")
        if path.stat().st_size > 20_000_000:
            raise SourceError(f"{source} is larger than 20 MB", "is this the right file?")
        return RawSource(name=path.name, data=path.read_bytes())
    except OSError as error:
        raise SourceError(f"{source} cannot be read: {error.strerror}") from error
