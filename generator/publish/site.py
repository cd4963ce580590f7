"""The whole site, atomically: built beside the old one, checked, then swapped in.

pages and data, by all processes (`making`: build → MkDocs → theme mended, Content-Security-Policy) →
archive, frame → checks (links, anchors, ids, ledger) → swap. Whatever fails before the swap leaves the old
site as it was.
"""

from __future__ import annotations

import gc
import gzip
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.utils.yaml import yaml_load

from generator.build import closing_files
from generator.content.ledger import load_ledger, missing, public_addresses
from generator.content.loading import load_content
from generator.model.content import Content
from generator.problems import ContentError, Problem, UsageError
from generator.publish import making, parts
from generator.publish.checks import check_site, page_index
from generator.publish.kept import Kept
from generator.publish.ownership import put_in_place, refuse_foreign, write_manifest
from generator.publish.parts import fingerprint, join_into, make_into, write_part
from generator.publish.rendering import finished, render, warned
from generator.publish.site_folder import SiteFolder
from generator.replacing import NEW, recover, workplace
from generator.workers import Workers, usable_cores, workers

Progress = Callable[[str], None]
AT_LEAST = 100_000
"""New objects between two looks for garbage; Python's own 700 cost a tenth of a build's time."""
LARGE = 150_000
"""Bytes of notices, some 250 tasks: below, other processes take longer to start than they save."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """How many pages a built site has, and how many of its addresses the ledger does not have yet.

    Where no ledger was to be checked, none are counted.
    """

    pages: int
    unrecorded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be built: the site of `content_dir` as `out`; `root` holds mkdocs.yml and templates.

    With `check_ledger` there must be published addresses, and each must answer. `jobs` processes work,
    None for as many as this one may use where the content is large enough to be worth it. Where parts
    are `joined`, the site is made of these. Comparisons are kept in the folder `cache`, where one is named.
    """

    root: Path
    content_dir: Path
    out: Path
    progress: Progress
    check_ledger: bool = True
    jobs: int | None = 1
    joined: tuple[Path, ...] = ()
    cache: Path | None = None

    @property
    def kept(self) -> Kept | None:
        return Kept(self.cache) if self.cache else None

    def fingerprint(self) -> str:
        """Of all that the site is made from."""
        return fingerprint(self.root, self.content_dir, check_site_address(), repository(self.root))


def build_site(
    *,
    root: Path,
    content_dir: Path,
    out: Path,
    progress: Progress,
    check_ledger: bool = True,
    jobs: int | None = 1,
    joined: Sequence[Path] = (),
    cache: Path | None = None,
) -> Built:
    """Builds a site; see `Order`.

    Raises ContentError where the content or the built site has
    Problems, UsageError where `out` holds what no build has put there; `out` then is what it was.
    What a killed build left beside it is put right first.
    """
    order = Order(
        root=root,
        content_dir=content_dir,
        out=out,
        progress=progress,
        check_ledger=check_ledger,
        jobs=jobs,
        joined=tuple(joined),
        cache=cache,
    )
    with few_collections(), _begun(order) as (what, crew, work):
        folder = SiteFolder(work / NEW)
        if order.joined:
            join_into(folder, order.joined, crew, order.fingerprint())
        else:
            make_into(folder, what, crew, order.kept)
        closing = closing_files(what.content, root / "templates", folder.data_files())
        folder.take(making.Made(files=tuple(closing)))
        progress("rendering")
        hand = _hand_written(what.content, content_dir)
        base = _frame(what, folder, work / "frame", hand)
        progress("checking")
        built = _check(folder, base, content_dir, check_ledger)
        write_manifest(folder.path)
        put_in_place(work, out)
    return built


def build_part(order: Order, part: making.Part) -> int:
    """Makes a part of the site as `order.out`; how many pages it has. UsageError as of a whole site."""
    with few_collections(), _begun(order) as (what, crew, work):
        made_of = order.fingerprint()
        pages = write_part(work / NEW, what, crew, part, made_of, order.kept)
        if order.fingerprint() != made_of:
            raise UsageError("the content was changed while the part was made; make it again")
        put_in_place(work, order.out)
    return pages


@contextmanager
def _begun(order: Order) -> Iterator[tuple[making.Making, Workers, Path]]:
    """The content read, those who work on it, and the workplace for what they make."""
    address = check_site_address()
    recover(order.out.parent, order.out.name)
    refuse_foreign(order.out)
    many = fitting_jobs(order.content_dir) if order.jobs is None else order.jobs
    with workers(many if many > 1 else 0, [parts.__name__]) as crew:
        order.progress("reading")
        content = load_content(order.content_dir, guarded=order.check_ledger)
        order.out.parent.mkdir(parents=True, exist_ok=True)
        with workplace(order.out) as work:
            docs = work / "docs"
            docs.mkdir()
            what = making.Making(
                content=content,
                root=order.root,
                docs=docs,
                repository=repository(order.root),
                address=address,
            )
            order.progress("making")
            yield what, crew, work


def fitting_jobs(content_dir: Path) -> int:
    """How many processes are worth it: one for a small content, else one for each core."""
    texts = content_dir.glob("notices/*/notice.md")
    size = sum(path.stat().st_size for path in texts if path.is_file())
    return usable_cores() if size >= LARGE else 1


def _frame(what: making.Making, folder: SiteFolder, frame: Path, hand: Mapping[str, Path]) -> str:
    """What depends on the whole site: hand-written pages, the sitemap; and the theme's own files.

    Returns the path that the site is to stand under (`/keytasks/`).
    """
    rendered = render(what.shell, folder.hand, elsewhere=folder.sources, frame=frame)
    if messages := [*sorted(folder.warnings), *rendered.warnings]:
        raise ContentError(warned(messages, what.root, hand))
    _drop_sitemap_dates(frame)
    _drop_unused(frame)
    pages = list(rendered.pages)
    for path in frame.rglob("*.html"):
        name = path.relative_to(frame).as_posix()
        pages.append(finished(name, path.read_text("utf-8")))
        path.unlink()
    folder.take(making.Made(pages=tuple(pages)))
    folder.move_in(frame)
    (folder.path / ".nojekyll").touch()
    return rendered.base


def _check(folder: SiteFolder, base: str, content_dir: Path, check_ledger: bool) -> Built:
    """Raises ContentError where anything is wrong with the whole site."""
    pages = folder.pages()
    problems = list(check_site(folder.path, pages, base))
    unrecorded: set[str] = set()
    if check_ledger:
        ledger, index = content_dir / "addresses.txt", page_index(folder.path, pages)
        recorded = load_ledger(ledger)
        problems += missing(recorded, index, ledger.as_posix())
        unrecorded = set(public_addresses(index)).difference(recorded)
    if problems:
        raise ContentError(problems)
    return Built(pages=len(pages), unrecorded=len(unrecorded))


@contextmanager
def few_collections() -> Iterator[None]:
    """Looks for garbage in cycles more rarely: a build makes little, and keeps nearly all it makes."""
    before = gc.get_threshold()
    gc.set_threshold(AT_LEAST, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def repository(root: Path) -> str:
    """Where readers can propose a correction, from mkdocs.yml (`extra: repo:`); empty for nowhere.

    Raises ContentError for anything but an address that begins with https://.
    """
    with (root / "mkdocs.yml").open("rb") as file:
        address = (yaml_load(file).get("extra") or {}).get("repo") or ""
    if address and not address.startswith("https://"):
        message = f"extra.repo is no https address: {address}"
        raise ContentError([Problem(path="mkdocs.yml", line=0, message=message)])
    return str(address).rstrip("/")


def _hand_written(content: Content, content_dir: Path) -> dict[str, Path]:
    """The file of each page that is written by hand, by the page's own."""
    return {
        f"{page.slug}/index.md": content_dir / f"pages/{page.slug}.md" for page in content.pages
    }


def _drop_unused(site: Path) -> None:
    """Takes away what the theme brings and no page loads: its search's languages, its maps for debuggers."""
    shutil.rmtree(site / "assets/javascripts/lunr", ignore_errors=True)
    for path in [*site.glob("assets/javascripts/**/*.map"), *site.glob("assets/stylesheets/*.map")]:
        path.unlink()


def _drop_sitemap_dates(site: Path) -> None:
    """The build's date says nothing of a text's age: the sitemap goes without.

    Where the site's address is not known there is none: it would list nothing.
    """
    sitemap = site / "sitemap.xml"
    if "<loc>" not in sitemap.read_text("utf-8"):
        sitemap.unlink()
        (site / "sitemap.xml.gz").unlink()
        return
    lines = sitemap.read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if "<lastmod>" not in line)
    sitemap.write_text(text, "utf-8", newline="\n")
    (site / "sitemap.xml.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def check_site_address() -> str:
    """Where the site will stand (KEYTASKS_SITE_URL), empty where nobody says so.

    Raises UsageError where it is set to something that is no web address.
    """
    address = os.environ.get("KEYTASKS_SITE_URL", "")
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise UsageError(
            f"KEYTASKS_SITE_URL is no web address: {address!r}; "
            "set it to where the site will stand, https://example.org/keytasks/, or leave it unset"
        )
    return address
