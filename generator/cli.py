"""The `keytasks` command. Exit codes: 0 good, 1 the content has Problems, 2 wrong usage,
3 the source could not be had."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import click

from generator import __version__
from generator.errors import ContentError, UsageError
from generator.importers.sources import RawSource, SourceError

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
    from generator.content import load_content

    content = load_content(content_dir)
    tasks = sum(len(held.notice.tasks) for held in content.notices)
    click.echo(f"{len(content.notices)} notices, {tasks} tasks, no problems")


@cli.command()
@CONTENT
@click.option("--out", type=click.Path(path_type=Path), default=Path("site"), show_default=True)
def build(content_dir: Path, out: Path) -> None:
    """Build the whole site. The old one stays until the new one is complete and checked."""
    from generator.sitebuild import build_site

    _refuse_precious(out)
    begin = time.monotonic()
    own = content_dir.resolve() == (ROOT / "content").resolve()
    pages = build_site(
        root=ROOT, content_dir=content_dir, out=out.absolute(), progress=_progress, check_ledger=own
    )
    click.echo(f"{pages} pages in {out}/ ({time.monotonic() - begin:.1f} s)")


@cli.command()
@CONTENT
@click.option("--out", type=click.Path(path_type=Path), required=True)
def export(content_dir: Path, out: Path) -> None:
    """Write the Markdown and the data files without building the site."""
    from generator.build import build_outputs, write_outputs
    from generator.sitebuild import repository

    _refuse_precious(out)
    outputs = build_outputs(content_dir, ROOT / "templates", repository=repository(ROOT))
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

    build_outputs(content_dir, ROOT / "templates")
    click.echo(f"http://{address}/ (stop with Ctrl-C)", err=True)
    with tempfile.TemporaryDirectory(prefix="keytasks-docs-") as docs:
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
    from generator.comparisons import compare as compare_notices
    from generator.content import load_content
    from generator.exports.as_text import comparison_text
    from generator.exports.compare_as_json import comparison_file

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
        click.echo(json.dumps(comparison_file(comparison), ensure_ascii=False, indent=1))
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
@click.option("--force", is_flag=True, help="Replace a text that is held already.")
def import_(
    source: str,
    content_dir: Path,
    notice_id: str,
    series: str | None,
    retrieved: str | None,
    allow_host: tuple[str, ...],
    dry_run: bool,
    force: bool,
) -> None:
    """Bring in a notice from a file or an https address, for review."""
    from generator.content import load_content
    from generator.importers.drafting import draft
    from generator.importers.summary import summary, unknown_names
    from generator.importers.writing import draft_files, write_files
    from generator.model import ID_PATTERN

    if not ID_PATTERN.match(notice_id):
        raise UsageError(f"not an id: {notice_id!r}; a year, or a-z, 0-9 and - (sichuan-2023)")
    content = load_content(content_dir)
    given = _given(source, allow_host)
    made = draft(given, notice_id=notice_id, series=series or content.series.id)
    click.echo(summary(made, content.registry), nl=False)
    if made.problems or made.notice is None:
        raise ContentError(made.problems)
    folder = content_dir / "notices" / notice_id
    files = draft_files(made, made.notice, retrieved or _now())
    held = folder / "notice.md"
    if held.exists() and held.read_bytes() == files["notice.md"]:
        click.echo(f"{held} holds this text already; nothing was written")
        return
    if dry_run:
        click.echo(f"nothing was written; without --dry-run: {', '.join(files)} in {folder}/")
        return
    if held.exists() and not force:
        raise UsageError(f"{held} is there already; compare with `keytasks verify`, or use --force")
    write_files(folder, files)
    click.echo(f"written: {', '.join(files)} in {folder}/")
    if names := unknown_names(made.notice, content.registry):
        click.echo(f"next: add to content/agencies.yml: {'、'.join(names)}")
    click.echo(
        "next: read notice.md against the source, then `keytasks check` and `keytasks ledger`"
    )


@cli.command()
@CONTENT
@click.argument("notice_id", metavar="ID")
@click.argument("source")
@click.option("--allow-host", multiple=True, help="A host to fetch from besides the official ones.")
@click.option("--retrieved", help="When the source was had, 2026-11-24T10:00:00Z.")
@click.option("--accept", is_flag=True, help="If nothing differs, record the state `official`.")
@click.option("--official", help="The official address of a saved file, for --accept.")
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
    from generator.content import load_content
    from generator.importers.drafting import draft
    from generator.importers.fetching import OFFICIAL_HOSTS, Fetcher
    from generator.importers.summary import accepted
    from generator.importers.verifying import differences

    content = load_content(content_dir)
    held = next((h for h in content.notices if h.notice.id == notice_id), None)
    if held is None:
        raise UsageError(f"no text is held of {notice_id}; see keytasks import")
    given = _given(source, allow_host)
    address = official or given.final
    if accept:
        if address is None:
            raise UsageError("--accept needs an official copy: an address, or --official ADDRESS")
        Fetcher(hosts=OFFICIAL_HOSTS).checked(address)
    made = draft(given, notice_id=notice_id, series=held.notice.series)
    if made.notice is None:
        raise ContentError(made.problems)
    found = list(differences(held.notice, made.notice, f"content/notices/{notice_id}/notice.md"))
    if found:
        raise ContentError(found)
    click.echo(f"no difference: {notice_id} and {given.name} are the same text")
    if accept and address:
        path = content_dir / "notices" / notice_id / "source.yml"
        path.write_text(accepted(path.read_text("utf-8"), address, retrieved or _now()), "utf-8")
        click.echo(f"{path}: state official")


def _given(source: str, allow_host: tuple[str, ...]) -> RawSource:
    """The source's bytes: a file, or a page from an allowed host."""
    from generator.importers.fetching import OFFICIAL_HOSTS, Fetcher

    if "://" in source:
        return Fetcher(hosts=OFFICIAL_HOSTS | set(allow_host)).fetch(source)
    path = Path(source)
    try:
        if path.is_symlink() or not path.is_file():
            raise SourceError(f"{source} is no file")
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
    from generator.content import load_content
    from generator.search.as_text import answer_json, answer_text
    from generator.search.engine import Index
    from generator.search.engine import search as find
    from generator.search.folding import simplified_for
    from generator.search.records import aliases, records

    content = load_content(content_dir)
    found = records(content)
    table = simplified_for(text for record in found for _, text in record.parts)
    answer = find(query, Index(found, aliases(content), table))
    click.echo(answer_json(answer) if form == "json" else answer_text(answer), nl=False)


@cli.command()
@CONTENT
def themes(content_dir: Path) -> None:
    """List the lines of work that wait for an editor, in the form of content/themes.yml."""
    from generator.comparisons import compare_all, lineages
    from generator.content import load_content
    from generator.exports.as_text import proposals_text

    content = load_content(content_dir)
    click.echo(proposals_text(content, lineages(content, compare_all(content))), nl=False)


@cli.command()
@CONTENT
def ledger(content_dir: Path) -> None:
    """Add the addresses of the site that are not in content/addresses.txt yet."""
    import tempfile

    from generator.ledger import load_ledger, public_addresses, render_ledger
    from generator.sitebuild import build_site
    from generator.sitecheck import page_index

    path = content_dir / "addresses.txt"
    old = load_ledger(path) if path.exists() else ()
    with tempfile.TemporaryDirectory() as work:
        site = Path(work) / "site"
        build_site(
            root=ROOT, content_dir=content_dir, out=site, progress=_progress, check_ledger=bool(old)
        )
        new = public_addresses(page_index(site))
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
    known = any((out / name).exists() for name in ("sitemap.xml", "index.md"))
    if any(out.iterdir()) and not known:
        raise UsageError(f"{out}/ holds something that is no built site; name another with --out")


def main() -> int:
    """Runs the command and returns the exit code; no traceback for what the user can mend."""
    try:
        cli(standalone_mode=False)
    except ContentError as error:
        click.echo(str(error), err=True)
        click.echo(f"{len(error.problems)} problem(s); nothing was written", err=True)
        return 1
    except SourceError as error:
        click.echo(f"keytasks: {error}", err=True)
        click.echo("nothing was written", err=True)
        return 3
    except UsageError as error:
        click.echo(f"keytasks: {error}", err=True)
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return 130
    except SystemExit as stop:
        return int(stop.code or 0) if isinstance(stop.code, int | None) else 1
    return 0
