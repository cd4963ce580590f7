"""The whole site, atomically: built beside the old one, checked, then swapped in.

pages and data (build) → MkDocs → post steps (theme mended, Content-Security-Policy) → checks (links,
anchors, ids, ledger) → swap. Whatever fails before the swap leaves the old site as it was.
"""

from __future__ import annotations

import gc
import gzip
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.utils.yaml import yaml_load

from generator.build import outputs_of, theme_settings
from generator.content.ledger import load_ledger, missing, public_addresses
from generator.content.loading import load_content
from generator.model.content import Content
from generator.problems import ContentError, Problem, UsageError
from generator.publish.checks import check_site, page_index
from generator.publish.csp import apply_csp, mend_theme
from generator.publish.markup import PageFacts, read_page
from generator.publish.ownership import put_in_place, refuse_foreign, write_manifest
from generator.replacing import NEW, recover, workplace
from generator.website.templates import template_problems

Progress = Callable[[str], None]
AT_LEAST = 100_000
"""New objects between two looks for garbage; Python's own 700 cost a tenth of a build's time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """How many pages a built site has, and how many of its addresses the ledger does not have yet.

    Where no ledger was to be checked, none are counted.
    """

    pages: int
    unrecorded: int


def build_site(
    *, root: Path, content_dir: Path, out: Path, progress: Progress, check_ledger: bool = True
) -> Built:
    """Builds the site of `content_dir` into `out`; `root` holds mkdocs.yml and templates.

    With `check_ledger` there must be published addresses, and each must answer.
    Raises ContentError where the content or the built site has
    Problems, UsageError where `out` holds what no build has put there; `out` then is what it was.
    What a killed build left beside it is put right first.
    """
    with few_collections():
        return _build_site(root, content_dir, out, progress, check_ledger)


def _build_site(
    root: Path, content_dir: Path, out: Path, progress: Progress, check_ledger: bool
) -> Built:
    address = check_site_address()
    recover(out.parent, out.name)
    refuse_foreign(out)
    progress("reading")
    content = load_content(content_dir, guarded=check_ledger)
    out.parent.mkdir(parents=True, exist_ok=True)
    with workplace(out) as work:
        docs, site = work / "docs", work / NEW
        progress("making")
        outputs = outputs_of(
            content, root / "templates", repository=repository(root), address=address
        )
        progress("rendering")
        docs.mkdir()
        # By a function: MkDocs writes out the value of every setting, for a log that nobody reads.
        settings = {**theme_settings(content, root / "templates"), "outputs": lambda: outputs}
        base = _render(
            root, docs, site, settings=settings, hand=_hand_written(content, content_dir)
        )
        progress("checking")
        pages = _finish(site)
        problems = list(check_site(site, pages, base))
        unrecorded: set[str] = set()
        if check_ledger:
            ledger, index = content_dir / "addresses.txt", page_index(site, pages)
            recorded = load_ledger(ledger)
            problems += missing(recorded, index, ledger.as_posix())
            unrecorded = set(public_addresses(index)).difference(recorded)
        if problems:
            raise ContentError(problems)
        write_manifest(site)
        put_in_place(work, out)
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


def _render(
    root: Path, docs: Path, site: Path, *, settings: Mapping[str, object], hand: Mapping[str, Path]
) -> str:
    """Runs MkDocs and returns the path that the site is to stand under (`/keytasks/`)."""
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    logger.propagate = False
    try:
        with _fixed_date(), template_problems(root / "overrides/main.html"):
            config = load_config(
                str(root / "mkdocs.yml"),
                docs_dir=str(docs),
                site_dir=str(site),
                extra={"keytasks": settings},
            )
            mkdocs_build(config)
    finally:
        logger.removeHandler(warnings)
    if warnings.messages:
        raise ContentError(
            Problem(path=str(_cause(message, hand) or root / "mkdocs.yml"), line=0, message=message)
            for message in warnings.messages
        )
    return urlsplit(config.site_url or "").path.rstrip("/") + "/"


def _cause(warning: str, hand: Mapping[str, Path]) -> Path | None:
    """The hand-written page that MkDocs warns of; None where it is no such page."""
    match = re.match(r"Doc file '([^']+)'", warning)
    return hand.get(match[1]) if match else None


class _Warnings(logging.Handler):
    """Collects what MkDocs warns of: here a warning is an error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _fixed_date() -> Iterator[None]:
    """MkDocs writes today's date into the sitemap unless it is told another: here always one."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "1577836800"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _finish(site: Path) -> dict[str, PageFacts]:
    """Gives every page its policy; returns what stands on each, by its path in the site."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        page = mend_theme(path.read_text("utf-8"))
        pages[name] = read_page(page)
        path.write_text(apply_csp(page, pages[name], path=name), "utf-8", newline="\n")
    _drop_sitemap_dates(site)
    _drop_unused(site)
    (site / ".nojekyll").touch()
    return pages


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
