"""The `keytasks` command. Exit codes: 0 good, 1 the content has Problems, 2 wrong usage,
3 the source could not be had, or a file not be written."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator import __version__
from generator.importers.sources import RawSource, SourceError
from generator.problems import ContentError, DoubtError, Problem, UsageError

ROOT = Path(__file__).resolve().parent.parent

CONTENT = click.option(
    "--content",
    "content_dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=ROOT / "content",
    show_default="content/",
    help="The folder that holds the content.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="keytasks")
def cli() -> None:
    """The site of China's annual key-tasks notices: check, build and serve it."""
    # The theme's notice about MkDocs 2 concerns nobody here: versions are pinned.
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")


@cli.command()
@CONTENT
def check(content_dir: Path) -> None:
    """Load and check everything; print every problem as path:line: message."""
    from generator.content.loading import load_content

    try:
        content = load_content(content_dir, guarded=_guarded(content_dir))
    except ContentError as error:
        click.echo(_told(error), err=True)
        raise SystemExit(1) from None
    held = sum(len(held.notice.tasks) for held in content.notices)
    known = sum(len(facts.tasks) for facts in content.facts)
    click.echo(
        f"{_count(len(content.notices), 'notice')} in full ({_count(held, 'task')}), "
        f"{_count(len(content.facts), 'notice')} of which facts are known ({_count(known, 'task')}), "
        "no problems"
    )


def _guarded(content_dir: Path) -> bool:
    """Whether the ledger guards published addresses: always in the project's own content.

    Elsewhere it does once there is one; that there is none is told.
    """
    ledger = content_dir / "addresses.txt"
    if content_dir.resolve() == (ROOT / "content").resolve() or ledger.exists():
        return True
    click.echo(f"no {ledger}: published addresses are not guarded (`keytasks ledger`)", err=True)
    return False


def _told(error: ContentError) -> str:
    """Every Problem, with paths as from here, and how many there are."""
    here = Path.cwd()
    problems = [str(problem.seen_from(here)) for problem in error.problems]
    return "\n".join([*problems, _count(len(problems), "problem")])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@cli.command()
@CONTENT
@click.option("--out", type=click.Path(path_type=Path), default=Path("site"), show_default=True)
def build(content_dir: Path, out: Path) -> None:
    """Build the whole site. The old one stays until the new one is complete and checked."""
    from generator.sitebuild import build_site

    begin = time.monotonic()
    with _writing(out):
        _refuse_precious(out)
        pages = build_site(
            root=ROOT,
            content_dir=content_dir,
            out=out.absolute(),
            progress=_progress,
            check_ledger=_guarded(content_dir),
        )
    click.echo(f"{pages} pages in {out}/ ({time.monotonic() - begin:.1f} s)")
    if not os.environ.get("KEYTASKS_SITE_URL"):
        click.echo(
            "without KEYTASKS_SITE_URL: no canonical addresses, no sitemap (see README, “Publish”)",
            err=True,
        )


@cli.command()
@CONTENT
@click.option("--out", type=click.Path(path_type=Path), required=True)
def export(content_dir: Path, out: Path) -> None:
    """Write the Markdown and the data files without building the site."""
    from generator.build import build_outputs, write_outputs
    from generator.sitebuild import repository

    outputs = build_outputs(content_dir, ROOT / "templates", repository=repository(ROOT))
    with _writing(out):
        _refuse_precious(out)
        write_outputs(outputs, out)
    click.echo(f"{len(outputs)} files in {out}/")


@cli.command()
@CONTENT
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, help="HOST:PORT to serve at."
)
def serve(content_dir: Path, address: str) -> None:
    """Serve the site here and rebuild it when content, templates or overrides change."""
    import tempfile

    from mkdocs.commands.serve import serve as mkdocs_serve

    from generator.build import build_outputs
    from generator.sitebuild import check_site_address
    from generator.website.broken import template_problems

    _refuse_address(address)
    check_site_address()
    build_outputs(content_dir, ROOT / "templates")
    click.echo(f"http://{address}/ (stop with Ctrl-C)", err=True)
    with (
        tempfile.TemporaryDirectory(prefix="keytasks-docs-") as docs,
        template_problems(ROOT / "overrides/main.html"),
    ):
        mkdocs_serve(
            str(ROOT / "mkdocs.yml"),
            livereload=True,
            watch=[str(content_dir.absolute())],
            dev_addr=address,
            docs_dir=docs,
            extra={"keytasks": {"content": str(content_dir.absolute())}},
        )


@cli.command()
@CONTENT
@click.argument("old")
@click.argument("new")
@click.option("--task", help="Only the link with this task, 2020-07.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def compare(content_dir: Path, old: str, new: str, task: str | None, form: str) -> None:
    """Compare two notices: what went on, split, merged, came new, is no longer listed."""
    from generator.compare.notices import compare as compare_notices
    from generator.content.loading import load_content
    from generator.exports.as_text import comparison_text
    from generator.exports.compare_as_json import comparison_file
    from generator.outputs import json_bytes

    content = load_content(content_dir)
    known = sorted({*(h.notice.id for h in content.notices), *(f.id for f in content.facts)})
    for notice in (old, new):
        if notice not in known:
            raise UsageError(f"nothing is held of {notice}; there are {', '.join(known)}")
    if old == new:
        raise UsageError("name two different notices")
    comparison = compare_notices(content, old, new)
    if task:
        details = tuple(d for d in comparison.details if task in (*d.link.old, *d.link.new))
        if not details:
            raise UsageError(f"no link has {task}; see keytasks compare {old} {new}")
        comparison = replace(comparison, details=details)
    if form == "json":
        click.echo(json_bytes(comparison_file(comparison)).decode(), nl=False)
    else:
        click.echo(comparison_text(comparison, content), nl=False)


@cli.command("import")
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
    from generator.content.factcheck import check_facts
    from generator.content.loading import load_frame, load_known
    from generator.importers.accepting import check_time
    from generator.importers.drafting import draft
    from generator.importers.summary import summary, unknown_names
    from generator.importers.writing import draft_files, write_files

    _refuse_id(notice_id, series)
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
    click.echo(summary(made, registry, checked), nl=False)
    if own != frame.id:
        new = "is known already" if _has_series(content_dir, own) else "is new"
        click.echo(f"series: {own} {new}; the content's own is {frame.id}")
    if made.problems or made.notice is None:
        raise ContentError(made.problems)
    _say_doubts(made.doubts, accepted=accept_doubts or dry_run)
    files = draft_files(made, made.notice, when)
    held = folder / "notice.md"
    if held.exists() and held.read_bytes() == files["notice.md"] and not force:
        click.echo(f"{held} holds this text already; nothing was written")
        return
    refusal = _refusal(content_dir, notice_id, force=force)
    if dry_run:
        then = f"refused: {refusal}" if refusal else f"{', '.join(files)} in {folder}/"
        click.echo(f"nothing was written; without --dry-run: {then}")
        return
    if refusal:
        raise UsageError(refusal)
    write_files(folder, files)
    click.echo(f"written: {', '.join(files)} in {folder}/")
    if names := unknown_names(made.notice, registry):
        click.echo(f"next: add to content/agencies.yml: {'、'.join(names)}")
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
            f"{folder / 'source.yml'} has {_count(count, 'correction')} that would be lost; "
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


def _has_series(content_dir: Path, series: str) -> bool:
    """Whether a held notice belongs to the series."""
    heads = (path.read_text("utf-8")[:500] for path in content_dir.glob("notices/*/notice.md"))
    return any(f"\nseries: {series}\n" in head for head in heads)


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
        click.echo(f"{doubt.path}:{doubt.line}: doubt: {doubt.message}{hint}", err=True)
    if doubts and not accepted:
        raise DoubtError(len(doubts))


@cli.command()
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
    from generator.importers.writing import write_atomically

    when = check_time(retrieved) if retrieved else _now()
    if official is not None:
        check_address(official)
    _refuse_id(notice_id, None)
    _, registry = load_frame(content_dir)
    path = content_dir / "notices" / notice_id / "notice.md"
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
        text = accepted(source_yml.read_text("utf-8"), made, check_address(address), when)
        write_atomically(source_yml, text)
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


@cli.command()
@CONTENT
@click.argument("query")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def search(content_dir: Path, query: str, form: str) -> None:
    """Search as the site does: the same results in the same order."""
    from generator.content.loading import load_content
    from generator.search.as_text import answer_json, answer_text
    from generator.search.engine import Index
    from generator.search.engine import search as find
    from generator.search.records import aliases, records
    from generator.text.simplified import simplified_for

    content = load_content(content_dir)
    found = records(content)
    table = simplified_for(text for record in found for _, text in record.parts)
    answer = find(query, Index(found, aliases(content), table))
    click.echo(answer_json(answer) if form == "json" else answer_text(answer), nl=False)


@cli.command()
@CONTENT
def themes(content_dir: Path) -> None:
    """List the lines of work that wait for an editor, in the form of content/themes.yml."""
    from generator.compare.lineages import lineages
    from generator.compare.notices import compare_all
    from generator.content.loading import load_content
    from generator.exports.proposals_as_text import proposals_text

    content = load_content(content_dir)
    compared = compare_all(content)
    click.echo(proposals_text(content, lineages(content, compared), compared), nl=False)


@cli.command()
@CONTENT
def ledger(content_dir: Path) -> None:
    """Add the addresses of the site that are not in content/addresses.txt yet."""
    import tempfile

    from generator.content.ledger import load_ledger, public_addresses, render_ledger
    from generator.sitebuild import build_site
    from generator.sitecheck import page_index

    path = content_dir / "addresses.txt"
    old = load_ledger(path)
    with tempfile.TemporaryDirectory() as work:
        site = Path(work) / "site"
        build_site(
            root=ROOT, content_dir=content_dir, out=site, progress=_progress, check_ledger=bool(old)
        )
        new = public_addresses(page_index(site))
    with _writing(path):
        path.write_text(render_ledger(old, new), "utf-8")
    click.echo(f"{len(set(new) - set(old))} new addresses in {path}")


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"… {step}", err=True)


def _refuse_precious(out: Path) -> None:
    """A folder that holds something else than a built site is not overwritten."""
    if not out.exists():
        return
    if not out.is_dir():
        raise UsageError(f"{out} is a file; name a folder with --out")
    known = any((out / name).exists() for name in ("data/v1/notices.json", "sitemap.xml"))
    if any(out.iterdir()) and not known:
        raise UsageError(f"{out}/ holds something that is no built site; name another with --out")


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Makes what the disk refuses a message: `out` is what the user chose."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename and error.filename != str(out) else ""
        raise UsageError(
            f"cannot write to {out}: {error.strerror or error}{place}; name another with --out"
        ) from error


def _refuse_address(address: str) -> None:
    """UsageError where nothing can be served at `address`: no HOST:PORT, or taken."""
    hint = "give HOST:PORT with --address, 127.0.0.1:8001 say"
    try:
        parts = urlsplit(f"//{address}")
        host, port = parts.hostname or "", parts.port
        if host != "localhost":
            ipaddress.ip_address(host)
    except ValueError as error:
        raise UsageError(f"not an address to serve at: {address!r} ({error}); {hint}") from error
    if not port or parts.netloc != address or "@" in address:
        raise UsageError(f"not an address to serve at: {address!r}; {hint}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(f"cannot serve at {address}: {error.strerror}; {hint}") from error


def main() -> int:
    """Runs the command and returns the exit code; no traceback for what the user can mend."""
    try:
        cli(standalone_mode=False)
    except ContentError as error:
        click.echo(f"{_told(error)}; nothing was written", err=True)
        return 1
    except DoubtError as error:
        click.echo(f"{error}; nothing was written", err=True)
        return 1
    except SourceError as error:
        click.echo(f"keytasks: {error}", err=True)
        click.echo("nothing was written", err=True)
        return 3
    except UsageError as error:
        click.echo(f"keytasks: {error}", err=True)
        return 2
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        click.echo(f"keytasks: cannot read or write {what}", err=True)
        return 3
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return 130
    except SystemExit as stop:
        return int(stop.code or 0) if isinstance(stop.code, int | None) else 1
    return 0
