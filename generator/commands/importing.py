"""`keytasks import` and `verify`: a notice from a file or an official page."""

from __future__ import annotations

import time
from pathlib import Path

import click

from generator.commands.options import CONTENT, counted, visible
from generator.importers.sources import RawSource, SourceError
from generator.problems import ContentError, DoubtError, Problem, UsageError


@click.command("import")
@click.argument("source")
@CONTENT
@click.option("--notice", "notice_id", required=True, help="The notice's id: 2021, sichuan-2023.")
@click.option("--series", help="The series' id; the content's own if left out.")
@click.option("--retrieved", help="When the source was had, 2026-11-24T10:00:00Z.")
@click.option("--allow-host", multiple=True, help="A host to fetch from besides the official ones.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--accept-doubts", is_flag=True, help="You have looked at every doubt: record them.")
@click.option("--force", is_flag=True, help="Replace a text that is held already.")
def import_(
    source: str,
    content_dir: Path,
    notice_id: str,
    series: str | None,
    retrieved: str | None,
    allow_host: tuple[str, ...],
    dry_run: bool,
    accept_doubts: bool,
    force: bool,
) -> None:
    """Bring in a notice from a file or an https address, for review."""
    from generator.commands.import_summary import summary, unknown_names
    from generator.content.factcheck import check_facts
    from generator.content.loading import load_frame, load_known
    from generator.importers.accepting import check_time
    from generator.importers.drafting import draft
    from generator.importers.writing import draft_files, write_files
    from generator.replacing import recover

    _refuse_id(notice_id, series)
    if not dry_run:
        recover(content_dir / "notices")
    when = check_time(retrieved) if retrieved else _now()
    frame, registry = load_frame(content_dir)
    _refuse_mixing(notice_id, fiction=frame.fiction)
    own = series or frame.id
    given = _given(source, allow_host)
    made = draft(given, notice_id=notice_id, series=own, registry=registry)
    known = load_known(content_dir, notice_id, registry)
    folder = content_dir / "notices" / notice_id
    facts = f"{content_dir.name}/notices/{notice_id}/facts.yml"
    published = made.extract.published
    checked = (
        check_facts(known, made.notice, registry, facts, published)
        if known and made.notice
        else None
    )
    click.echo(visible(summary(made, registry, checked)), nl=False)
    if own != frame.id:
        declared = own in {other.id for other in frame.others}
        new = "is known already" if declared else "is new"
        click.echo(f"series: {own} {new}; the content's own is {frame.id}")
    if made.problems or made.notice is None:
        raise ContentError(made.problems)
    _say_doubts(made.doubts, accepted=accept_doubts or dry_run)
    files = draft_files(made, made.notice, when)
    held = folder / "notice.md"
    before = held.read_bytes() if held.exists() else None
    if before == files["notice.md"] and not force:
        click.echo(f"{held} holds this text already; nothing was written")
        return
    refusal = _refusal(content_dir, notice_id, force=force)
    if dry_run:
        then = f"refused: {refusal}" if refusal else f"{', '.join(files)} in {folder}/"
        click.echo(f"nothing was written; without --dry-run: {then}")
        return
    if refusal:
        raise UsageError(refusal)
    write_files(folder, files, before=before)
    click.echo(f"written: {', '.join(files)} in {folder}/")
    if names := unknown_names(made.notice, registry):
        click.echo(visible(f"next: add to content/agencies.yml: {'、'.join(names)}"))
    click.echo(
        "next: read notice.md against the source, then `keytasks check` and `keytasks ledger`"
    )


def _refusal(content_dir: Path, notice_id: str, *, force: bool) -> str | None:
    """Why an import may not replace what is held; None where nothing stands against it."""
    from generator.content.source_file import count_corrections

    folder = content_dir / "notices" / notice_id
    if not (folder / "notice.md").exists():
        return None
    if not force:
        held = folder / "notice.md"
        return f"{held} is there already; compare with `keytasks verify`, or use --force"
    if count := count_corrections(content_dir, notice_id):
        return (
            f"{folder / 'source.yml'} has {counted(count, 'correction')} that would be lost; "
            "take them out, and after the import write those again that the text still needs"
        )
    return None


def _refuse_mixing(notice_id: str, *, fiction: bool) -> None:
    """UsageError for a fictional year in real content, or a real one in fiction."""
    from generator.model.ids import FICTION_ID

    if fiction and not FICTION_ID.match(notice_id):
        raise UsageError(f"this content is fiction, {notice_id} is not: years 9001 to 9999 are")
    if not fiction and FICTION_ID.match(notice_id):
        raise UsageError(
            f"{notice_id} is fiction, this content is not; name the notice's own year, "
            "or a folder of fiction with --content"
        )


def _refuse_id(notice_id: str, series: str | None) -> None:
    """UsageError for an id that is none, or that the site's own addresses need."""
    from generator.addresses import taken
    from generator.model.ids import ID_PATTERN

    for name in (notice_id, *([series] if series is not None else [])):
        if not ID_PATTERN.match(name):
            raise UsageError(f"not an id: {name!r}; a year, or a-z, 0-9 and - (sichuan-2023)")
    if taken(notice_id):
        raise UsageError(
            f"{notice_id!r} is an address of the site itself; name the notice by its year"
        )


def _say_doubts(doubts: tuple[Problem, ...], *, accepted: bool) -> None:
    """Prints what a person has to look at; stops where nobody said that they did."""
    for doubt in doubts:
        hint = f"\n    hint: {doubt.hint}" if doubt.hint else ""
        click.echo(visible(f"{doubt.path}:{doubt.line}: doubt: {doubt.message}{hint}"), err=True)
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
def verify(
    content_dir: Path,
    notice_id: str,
    source: str,
    allow_host: tuple[str, ...],
    retrieved: str | None,
    accept: bool,
    official: str | None,
) -> None:
    """Compare a held text with another copy, character by character."""
    from generator.content.loading import load_frame, load_held
    from generator.importers.accepting import accepted, check_address, check_copy, check_time
    from generator.importers.drafting import draft
    from generator.importers.verifying import differences
    from generator.replacing import recover, write_atomically

    when = check_time(retrieved) if retrieved else _now()
    if official is not None:
        check_address(official)
    _refuse_id(notice_id, None)
    _, registry = load_frame(content_dir)
    path = content_dir / "notices" / notice_id / "notice.md"
    if accept:
        recover(content_dir / "notices")
        recover(path.parent)
    if not path.exists():
        raise UsageError(f"no text is held of {notice_id}; see keytasks import")
    held, wrong = load_held(content_dir, notice_id, registry)
    if held is None or (accept and wrong):
        raise ContentError(wrong)
    given = _given(source, allow_host)
    address = given.final or official
    if accept and address is None:
        raise UsageError("--accept needs an official page: an address, or --official ADDRESS")
    made = draft(given, notice_id=notice_id, series=held.notice.series, registry=registry)
    if made.notice is None:
        raise ContentError(made.problems)
    found = list(differences(held.notice, made.notice, path.as_posix(), held.placed))
    if found:
        raise ContentError(found)
    click.echo(f"no difference: {notice_id} and {given.name} are the same text")
    if accept and address:
        check_copy(made, held.provenance)
        source_yml = path.with_name("source.yml")
        before = source_yml.read_text("utf-8")
        text = accepted(before, made, check_address(address), when)
        write_atomically(source_yml, text, before=before)
        click.echo(f"{source_yml}: state official")


def _given(source: str, allow_host: tuple[str, ...]) -> RawSource:
    """The source's bytes: a file, or a page from an allowed host."""
    from generator.importers.fetching import OFFICIAL_HOSTS, Fetcher

    if "://" in source:
        return Fetcher(hosts=OFFICIAL_HOSTS | set(allow_host)).fetch(source)
    path = Path(source)
    try:
        if path.is_symlink() or not path.is_file():
            raise SourceError(f"{source} is no file", "name a file, or an https address")
        if path.stat().st_size > 20_000_000:
            raise SourceError(f"{source} is larger than 20 MB", "is this the right file?")
        return RawSource(name=path.name, data=path.read_bytes())
    except OSError as error:
        raise SourceError(f"{source} cannot be read: {error.strerror}") from error


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
