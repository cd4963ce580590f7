"""The MkDocs hook: pages and data are handed over in memory, and made first where a caller has not.

So `mkdocs build` and `mkdocs serve` build from the content too; the docs folder stays empty.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, MkDocsException
from mkdocs.structure.files import File, Files, file_sort_key
from mkdocs.structure.pages import Page
from mkdocs.utils import is_markdown_file

from generator.addresses import site_path
from generator.build import outputs_of, theme_settings
from generator.content.loading import load_content
from generator.problems import ContentError
from generator.publish.again import Earlier, shell_sum, sources_of
from generator.publish.checks import read_site
from generator.publish.csp import page_problems
from generator.publish.edits import Edits
from generator.publish.rendering import COMPILED
from generator.publish.serving import guarded
from generator.publish.site import repository
from generator.replacing import put_aside
from generator.vocabulary import load_words
from generator.website.templates import template_problems

HOME_PAGE = "index.md"
MOST_SHOWN = 10
MOST_NAMED = 3
"""So many edited files are named when a site was rebuilt, and how many there were."""


def on_pre_build(config: MkDocsConfig) -> None:
    """Makes the outputs from the content, unless a caller has given them: before the site is emptied."""
    settings: dict[str, Any] = config.extra.get("keytasks") or {}
    if "outputs" not in settings:  # else the caller checks the site that comes of them
        _make_outputs(config, settings)
    config.site_name = config.extra["keytasks"]["name"]
    config.site_description = config.extra["keytasks"]["description"]


def _make_outputs(config: MkDocsConfig, settings: dict[str, Any]) -> None:
    """The outputs of the content, and what the theme's templates know of it, into the settings."""
    root = Path(config.config_file_path).parent
    try:
        content = load_content(Path(settings.get("content") or root / "content"))
        earlier: Earlier | None = settings.get("again")
        outputs = outputs_of(
            content,
            root / "templates",
            repository=repository(root),
            address=config.site_url or "",
            comparisons=earlier.compared(content) if earlier else None,
        )
    except ContentError as error:
        raise BuildError(first_problems(error)) from error
    # A new dictionary: MkDocs begins each build of `serve` with the one that it was given.
    made = {"outputs": lambda: outputs, "unchecked": True}
    known = theme_settings(content, root / "templates")
    config.extra["keytasks"] = {**settings, **known, **made}
    if earlier:
        shell = shell_sum(root, known, config.site_url or "")
        there = earlier.begin(sources_of(outputs), shell)
        config.extra["keytasks"]["there"] = lambda: there


class _Elsewhere(File):
    """A file of the site that is made elsewhere: it can be linked to, and nothing else."""

    def is_documentation_page(self) -> bool:
        """No page of this build."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Copies nothing."""


class _There(File):
    """A page that an earlier build has rendered, and that would be the same now: a file of its bytes."""

    def is_documentation_page(self) -> bool:
        """No page of this build."""
        return False


def _elsewhere(
    config: MkDocsConfig, name: str, kind: type[File] = _Elsewhere, data: bytes = b""
) -> File:
    """A file that is made elsewhere, at the address that it has in the site."""
    plain, file = (one.generated(config, name, content=data) for one in (File, kind))
    file.dest_uri, file.url = plain.dest_uri, plain.url
    return file


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The outputs in the place of whatever lies in the docs folder.

    A caller may have others make files (`elsewhere`), and take none but pages (`framed` is false).
    """
    settings = config.extra["keytasks"]
    framed = settings.get("framed", True)
    rest = [file for file in files if framed and file.src_dir != config.docs_dir]
    there = settings.get("there", dict)()
    made = [
        _elsewhere(config, output.path, _There, there[output.path])
        if output.path in there
        else File.generated(config, output.path, content=output.data)
        for output in settings["outputs"]()
    ]
    if "elsewhere" in settings:
        given = {file.src_uri for file in made}
        # The menu's root is the home page, whoever makes it.
        named = dict.fromkeys((*settings["elsewhere"](), HOME_PAGE))
        made += [_elsewhere(config, name) for name in named if name not in given]
    for file in made:
        if (place := site_path(file.src_uri)) != file.src_uri:
            file.dest_uri = file.url = place
    made.sort(key=file_sort_key)
    settings["sources"] = lambda: [file for file in made if is_markdown_file(file.src_uri)]
    return Files([*made, *rest])


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """The sitemap names all pages, whoever makes them."""
    if template_name == "sitemap.xml":
        sources = config.extra["keytasks"]["sources"]()
        for file in sources:
            if file.page is None:
                Page(None, file, config)
        context["pages"] = sources
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Hands a rendered page to a caller who takes it; then MkDocs writes nothing."""
    if take := config.extra["keytasks"].get("take"):
        take(page.file.dest_uri, output)
        return ""
    if earlier := config.extra["keytasks"].get("again"):
        earlier.rendered(page.file.src_uri, output.encode(errors="xmlcharrefreplace"))
    return output


def on_env(env: Any, **_: Any) -> None:
    """Templates do not change within a build, and few from one to the next: each is compiled once."""
    env.auto_reload = False
    env.bytecode_cache = COMPILED


def on_post_build(config: MkDocsConfig) -> None:
    """Refuses a page with anything that its policy forbids, as `keytasks build` does."""
    settings = config.extra["keytasks"]
    if not settings.get("unchecked"):
        return
    earlier: Earlier | None = settings.get("again")
    # What was there already has been read when it was rendered.
    fresh = {File(n, None, "", True).dest_uri for n in earlier.fresh()} if earlier else None
    site = Path(config.site_dir)
    problems = [
        p for name, facts in read_site(site, fresh).items() for p in page_problems(facts, path=name)
    ]
    if problems:
        raise BuildError(first_problems(ContentError(problems)))
    if earlier:
        earlier.end()


def _from_here(path: Path) -> str:
    """A path as it is written where the command was given."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def first_problems(error: ContentError) -> str:
    """What to tell someone who is editing: the first Problems, and how many more there are."""
    here = Path.cwd()
    lines = [str(problem.seen_from(here)) for problem in error.problems[:MOST_SHOWN]]
    more = len(error.problems) - len(lines)
    lines += [f"and {more} more; see keytasks check"] if more else []
    return "\n".join(lines)


def on_serve(server: Any, config: MkDocsConfig, builder: Callable[..., None]) -> Any:
    """A server that outlives mistakes: while there is one, it goes on showing the last good site.

    It says what it watches and what not, and after each build which edits that was for. The docs folder
    is empty: there is nothing to watch.
    """
    server.unwatch(config.docs_dir)
    server.set_app(guarded(server.get_app(), config.dev_addr.host))
    overrides = Path(config.config_file_path).parent / "overrides/main.html"

    words = load_words(overrides.parents[1] / "templates")
    places = tuple(map(Path, (*dict.fromkeys(config.watch), config.config_file_path)))
    edits = Edits(places)

    def say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def build() -> None:
        changed, begin = edits.since(), time.monotonic()
        with _last_good(Path(server.root)), template_problems(overrides):
            builder()
            names = " ".join(map(_from_here, changed[:MOST_NAMED]))
            took = f"{time.monotonic() - begin:.1f}"
            say(words.say("serving.rebuilt", files=names, count=len(changed), seconds=took))

    say(words.say("serving.watched", places=" ".join(map(_from_here, places))))
    say(words.say("serving.unwatched"))

    server.builder = build
    return server


@contextmanager
def _last_good(site: Path) -> Iterator[None]:
    """Whatever goes wrong is told, and `site` is again what it was: MkDocs empties it first."""
    try:
        with put_aside(site):
            yield
    except Exception as error:  # MkDocs would leave every request waiting until the next build
        if isinstance(error, ContentError):
            print(first_problems(error), file=sys.stderr)
        elif not isinstance(error, MkDocsException):  # of these MkDocs has told
            traceback.print_exc()
        print("the last good site is still shown; mend and save", file=sys.stderr)
