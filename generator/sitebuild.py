"""The whole site, atomically: built beside the old one, checked, then swapped in.

docs folder (build) → MkDocs → post steps (theme mended, Content-Security-Policy) → checks (links,
anchors, ids, ledger) → swap. Whatever fails before the swap leaves the old site as it was.
"""

from __future__ import annotations

import gzip
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.utils.yaml import yaml_load

from generator.build import outputs_of, theme_settings, write_outputs
from generator.content import load_content
from generator.csp import apply_csp, mend_theme
from generator.errors import ContentError, Problem
from generator.ledger import load_ledger, missing
from generator.sitecheck import check_site, page_index

Progress = Callable[[str], None]


def build_site(
    *, root: Path, content_dir: Path, out: Path, progress: Progress, check_ledger: bool = True
) -> int:
    """Builds the site of `content_dir` into `out`; `root` holds mkdocs.yml and templates.

    Returns the number of pages. Raises ContentError where the content or the built site has
    Problems; `out` then is what it was.
    """
    progress("读取并检查内容")
    content = load_content(content_dir)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{out.name}.tmp-", dir=out.parent) as work:
        docs, site = Path(work) / "docs", Path(work) / "site"
        progress("生成页面与数据")
        outputs = outputs_of(content, root / "templates", repository=repository(root))
        write_outputs(outputs, docs)
        progress("渲染网站")
        base = _render(root, docs, site, theme_settings(content))
        progress("检查网站")
        pages = _finish(site)
        problems = list(check_site(site, base))
        if check_ledger:
            problems += missing(load_ledger(content_dir / "addresses.txt"), page_index(site))
        if problems:
            raise ContentError(problems)
        swap_in(site, out)
    return pages


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


def _render(root: Path, docs: Path, site: Path, settings: dict[str, object]) -> str:
    """Runs MkDocs and returns the path that the site is to stand under (`/keytasks/`)."""
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    logger.propagate = False
    try:
        with _fixed_date():
            config = load_config(
                str(root / "mkdocs.yml"),
                docs_dir=str(docs),
                site_dir=str(site),
                extra={"keytasks": {"written": True, **settings}},
            )
            mkdocs_build(config)
    finally:
        logger.removeHandler(warnings)
    if warnings.messages:
        raise ContentError(Problem(path="mkdocs", line=0, message=m) for m in warnings.messages)
    return urlsplit(config.site_url or "").path.rstrip("/") + "/"


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


def _finish(site: Path) -> int:
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        name = page.relative_to(site).as_posix()
        page.write_text(apply_csp(mend_theme(page.read_text("utf-8")), path=name), "utf-8")
    _drop_sitemap_dates(site)
    (site / ".nojekyll").touch()
    return len(pages)


def _drop_sitemap_dates(site: Path) -> None:
    """The build's date says nothing of a text's age: the sitemap goes without."""
    sitemap = site / "sitemap.xml"
    lines = sitemap.read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if "<lastmod>" not in line)
    sitemap.write_text(text, "utf-8")
    (site / "sitemap.xml.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def swap_in(new: Path, out: Path) -> None:
    """Puts `new` in the place of `out`; where that fails, `out` is back as it was."""
    if not out.exists():
        new.rename(out)
        return
    old = out.with_name(f"{out.name}.old-{os.getpid()}")
    out.rename(old)
    try:
        new.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old)
