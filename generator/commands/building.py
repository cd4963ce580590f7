"""`keytasks build`, `export`, `serve`, `ledger`: the site and its files."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from generator.commands.options import (
    CONTENT,
    ROOT,
    TEMPLATES,
    is_guarded,
    progress,
    say,
    temporary,
    writing,
)
from generator.problems import UsageError
from generator.vocabulary import load_words

if TYPE_CHECKING:
    from generator.publish.site import Built

PART = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")


@click.command()
@CONTENT
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where to.  [default: site, or site-offline.zip]",
)
@click.option("--offline", is_flag=True, help="One zip that opens from disk, search included.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="How many processes work.  [default: one for each core, for a large content]",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder that keeps comparisons for the next build; may be thrown away at any time.",
)
@click.option("--part", metavar="K/N", help="Only part K of N, as site-part-K-of-N, to be joined.")
@click.option("--join", "joins", is_flag=True, help="Make the site of its PARTS, all checked anew.")
@click.argument("parts", nargs=-1, type=click.Path(path_type=Path))
def build(
    content_dir: Path,
    out: Path | None,
    offline: bool,
    jobs: int | None,
    cache: Path | None,
    part: str | None,
    joins: bool,
    parts: tuple[Path, ...],
) -> None:
    """Build the whole site. The old one stays until the new one is complete and checked."""
    from generator.publish.ownership import refuse_foreign, refuse_inside, refuse_place

    begin = time.monotonic()
    if offline + bool(part) + joins > 1:
        raise UsageError("--offline, --part and --join are three different things: name one")
    if joins != bool(parts):
        raise UsageError("name the parts behind --join: keytasks build --join site-part-*")
    if cache:
        refuse_inside(cache, content_dir, "name another with --cache")
    if part:
        _part(content_dir, out, part, jobs, cache)
        return
    out = out or Path("site-offline.zip" if offline else "site")
    with writing(out):
        if offline:
            from generator.publish.offline import refuse_other

            refuse_inside(out, content_dir, "name another with --out")
            refuse_other(out)
            built = _packed(content_dir, out.absolute(), jobs, cache)
        else:
            refuse_place(out, content_dir)
            refuse_foreign(out)
            built = _built(content_dir, out.absolute(), jobs, cache, parts)
    place = out if offline else f"{out}/"
    say(f"{built.pages} pages in {place} ({time.monotonic() - begin:.1f} s)")
    if built.unrecorded:
        words = load_words(TEMPLATES)
        say(words.say("built.unrecorded", count=built.unrecorded), err=True)
    if not os.environ.get("KEYTASKS_SITE_URL"):
        say(
            "without KEYTASKS_SITE_URL: no canonical addresses, no sitemap (see README, “Publish”)",
            err=True,
        )


def _part(
    content_dir: Path, out: Path | None, part: str, jobs: int | None, cache: Path | None
) -> None:
    """Part K of N."""
    from generator.publish.making import Part
    from generator.publish.ownership import refuse_foreign, refuse_place
    from generator.publish.site import Order, build_part

    begin = time.monotonic()
    found = PART.fullmatch(part)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise UsageError(f"no part: {part!r}; 3/8 is the third of eight")
    one = Part(number=int(found[1]), of=int(found[2]))
    out = out or Path(f"site-part-{one.number}-of-{one.of}")
    with writing(out):
        refuse_place(out, content_dir)
        refuse_foreign(out)
        order = Order(
            root=ROOT,
            content_dir=content_dir,
            out=out.absolute(),
            progress=progress,
            check_ledger=is_guarded(content_dir),
            jobs=jobs,
            cache=cache,
        )
        pages = build_part(order, one)
    say(f"{pages} pages in {out}/ ({time.monotonic() - begin:.1f} s)")


def _built(
    content_dir: Path,
    out: Path,
    jobs: int | None,
    cache: Path | None,
    parts: tuple[Path, ...] = (),
) -> Built:
    from generator.publish.site import build_site

    return build_site(
        root=ROOT,
        content_dir=content_dir,
        out=out,
        progress=progress,
        check_ledger=is_guarded(content_dir),
        jobs=jobs,
        joined=parts,
        cache=cache,
    )


def _packed(content_dir: Path, out: Path, jobs: int | None, cache: Path | None) -> Built:
    """The site as a zip: built and checked elsewhere, then packed."""
    from generator.publish.offline import write_offline
    from generator.replacing import NEW

    with temporary("offline") as work:
        built = _built(content_dir, work / NEW, jobs, cache)
        write_offline(work / NEW, out)
    return built


@click.command()
@CONTENT
@click.option("--out", type=click.Path(path_type=Path), required=True)
def export(content_dir: Path, out: Path) -> None:
    """Write the Markdown and the data files without building the site."""
    from generator.build import build_outputs
    from generator.publish.exporting import write_outputs
    from generator.publish.ownership import refuse_place
    from generator.publish.site import check_site_address, repository

    outputs = build_outputs(
        content_dir,
        ROOT / "templates",
        repository=repository(ROOT),
        address=check_site_address(),
    )
    with writing(out):
        refuse_place(out, content_dir)
        write_outputs(outputs, out.absolute())
    say(f"{len(outputs)} files in {out}/")


@click.command()
@CONTENT
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, help="HOST:PORT to serve at."
)
def serve(content_dir: Path, address: str) -> None:
    """Serve the site here and rebuild it when content, templates or overrides change."""
    from mkdocs.commands.serve import serve as mkdocs_serve

    from generator.build import build_outputs
    from generator.publish.again import Earlier
    from generator.publish.site import check_site_address
    from generator.replacing import NEW
    from generator.website.templates import template_problems

    _refuse_address(address)
    check_site_address()
    build_outputs(content_dir, ROOT / "templates")
    say(f"http://{address}/ (stop with Ctrl-C)", err=True)
    with (
        temporary("serve") as work,
        template_problems(ROOT / "overrides/main.html"),
    ):
        (work / NEW).mkdir()
        mkdocs_serve(
            str(ROOT / "mkdocs.yml"),
            livereload=True,
            watch=[str(content_dir.absolute())],
            dev_addr=address,
            docs_dir=str(work / NEW),
            extra={"keytasks": {"content": str(content_dir.absolute()), "again": Earlier()}},
        )


@click.command()
@CONTENT
def ledger(content_dir: Path) -> None:
    """Add the addresses of the site that are not in content/addresses.txt yet."""
    count = extend(content_dir)
    say(f"{count} new addresses in {content_dir / 'addresses.txt'}")


def extend(content_dir: Path) -> int:
    """Adds the site's addresses that the ledger does not have; how many these were."""
    from generator.content.ledger import extend_ledger, load_ledger, public_addresses, read_ledger
    from generator.publish.checks import page_index
    from generator.publish.site import build_site
    from generator.replacing import NEW, recover, write_atomically

    path = content_dir / "addresses.txt"
    recover(content_dir)
    before = read_ledger(path)
    old = load_ledger(path)
    with temporary("ledger") as work:
        site = work / NEW
        build_site(
            root=ROOT,
            content_dir=content_dir,
            out=site,
            progress=progress,
            check_ledger=bool(old),
            jobs=None,
        )
        new = public_addresses(page_index(site))
    with writing(path, "it stays as it was"):
        write_atomically(path, extend_ledger(before or "", new), before=before)
    return len(set(new) - set(old))


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
