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

from generator.addresses import TWIN
from generator.build import outputs_of, theme_settings
from generator.content.loading import load_content
from generator.problems import ContentError
from generator.publish.checks import read_site
from generator.publish.csp import page_problems
from generator.publish.edits import Edits
from generator.publish.serving import guarded
from generator.publish.site import repository
from generator.replacing import put_aside
from generator.vocabulary import load_words
from generator.website.templates import template_problems

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
        outputs = outputs_of(
            content,
            root / "templates",
            repository=repository(root),
            address=config.site_url or "",
        )
    except ContentError as error:
        raise BuildError(first_problems(error)) from error
    # A new dictionary: MkDocs begins each build of `serve` with the one that it was given.
    made = {"outputs": lambda: outputs, "unchecked": True}
    config.extra["keytasks"] = {**settings, **theme_settings(content, root / "templates"), **made}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The outputs in the place of whatever lies in the docs folder."""
    rest = [file for file in files if file.src_dir != config.docs_dir]
    made = [
        File.generated(config, output.path, content=output.data)
        for output in config.extra["keytasks"]["outputs"]()
    ]
    for file in made:
        if file.src_uri.endswith(f".md{TWIN}"):
            file.dest_uri = file.url = file.src_uri.removesuffix(TWIN)
    return Files([*sorted(made, key=file_sort_key), *rest])


def on_env(env: Any, **_: Any) -> None:
    """Templates do not change within a build: they are not looked up again for each page."""
    env.auto_reload = False


def on_post_build(config: MkDocsConfig) -> None:
    """Refuses a page with anything that its policy forbids, as `keytasks build` does."""
    if not config.extra["keytasks"].get("unchecked"):
        return
    site = Path(config.site_dir)
    problems = [
        p for name, facts in read_site(site).items() for p in page_problems(facts, path=name)
    ]
    if problems:
        raise BuildError(first_problems(ContentError(problems)))


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
