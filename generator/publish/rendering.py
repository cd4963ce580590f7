"""Pages through MkDocs and out of it again, in memory: mended, read, given their policy.

MkDocs takes the sources by its hook (`bridge`), which hands over what it renders. Some of the pages can
be rendered at a time: what else the site has is named, so that it can be linked to.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from generator.outputs import OutputFile
from generator.problems import ContentError, Problem
from generator.publish.csp import apply_csp, mend_theme
from generator.publish.markup import PageFacts, read_page
from generator.website.templates import Compiled, template_problems

COMPILED = Compiled()
"""The theme's templates: MkDocs makes an environment, and loads its hooks, anew for each build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPage:
    """A page of the built site by its path there, what stands on it, and what is wrong with it.

    Where something is, its `data` has no policy; its scripts have been looked at, and are not in `facts`.
    """

    path: str
    data: bytes
    facts: PageFacts
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Rendered:
    """What MkDocs made: the pages, what it warned of, and the path that the site is to stand under."""

    pages: list[BuiltPage] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    base: str = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Where MkDocs finds its settings and templates, an empty folder for it, what the theme knows."""

    root: Path
    docs: Path
    settings: Mapping[str, object]


def render(
    shell: Shell,
    sources: Iterable[OutputFile],
    *,
    elsewhere: Iterable[str] = (),
    frame: Path | None = None,
) -> Rendered:
    """The pages that MkDocs makes of Markdown `sources`.

    `elsewhere` are the paths of what is not among them and can be linked to. Only with a `frame` does
    MkDocs write anything: what belongs to no page goes there (the theme's files, the sitemap).
    """
    rendered, warnings = Rendered(), _Warnings()
    given, others = tuple(sources), tuple(elsewhere)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    logger.propagate = False

    def take(path: str, page: str) -> None:
        rendered.pages.append(finished(path, page))

    try:
        with _fixed_date(), template_problems(shell.root / "overrides/main.html"):
            config = load_config(
                str(shell.root / "mkdocs.yml"),
                docs_dir=str(shell.docs),
                site_dir=str(frame or shell.docs.with_name("unused")),
                # By functions: MkDocs writes out the value of every setting, for a log that nobody reads.
                extra={
                    "keytasks": {
                        **shell.settings,
                        "outputs": lambda: given,
                        "elsewhere": lambda: others,
                        "take": take,
                        "framed": frame is not None,
                    }
                },
            )
            if frame is None:
                config.theme.static_templates = set()
            mkdocs_build(config)
    finally:
        logger.removeHandler(warnings)
    rendered.warnings = warnings.messages
    rendered.base = urlsplit(config.site_url or "").path.rstrip("/") + "/"
    return rendered


def finished(path: str, page: str) -> BuiltPage:
    """A page as MkDocs renders it, mended, read, and with its policy."""
    page = page.encode(errors="xmlcharrefreplace").decode()  # as MkDocs writes what UTF-8 has not
    page = mend_theme(page.replace("\r\n", "\n").replace("\r", "\n"))
    facts, problems = read_page(page), tuple[Problem, ...]()
    try:
        page = apply_csp(page, facts, path=path)
    except ContentError as error:
        problems = error.problems
    facts.scripts, facts.unsafe = [], []
    return BuiltPage(path=path, data=page.encode(), facts=facts, problems=problems)


def warned(messages: Iterable[str], root: Path, hand: Mapping[str, Path]) -> Iterator[Problem]:
    """A Problem for each of MkDocs' warnings; `hand` are the files of the pages written by hand."""
    for message in messages:
        place = str(_cause(message, hand) or root / "mkdocs.yml")
        yield Problem(path=place, line=0, message=message)


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
