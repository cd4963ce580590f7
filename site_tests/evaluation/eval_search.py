"""`make eval-search`: this site's search beside Material's built-in one and Pagefind.

On the shipped content and on invented ones of 3,000 and 30,000 tasks, in one run and one browser:
what is found, how soon, and what it costs. Prints Markdown tables; see `search_eval/table.py` for what
they say. Each part is kept as soon as it is measured: a run that was stopped, or in which a page broke,
prints what it has, and the next one goes on there. What was measured on other files is measured anew.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright
from playwright.sync_api import Error as Broken

from generator.publish.site import build_site
from site_tests.conftest import CHROMIUM, ROOT
from site_tests.evaluation.search_eval.child import ChildFailed
from site_tests.evaluation.search_eval.corpora import Corpus, prepare
from site_tests.evaluation.search_eval.engines import Engine, Material, Ours
from site_tests.evaluation.search_eval.kept import keep, kept_row, mark_of
from site_tests.evaluation.search_eval.measuring import Measuring, Row, begun
from site_tests.evaluation.search_eval.pagefind import Pagefind
from site_tests.evaluation.search_eval.table import as_markdown, notes

SIZES = ("shipped", "3000", "30000")
LARGE = 10_000
"""Above this number of tasks half as many queries are asked."""
ENGINES = ("ours", "pagefind", "material")
KEPT = ROOT / ".venv/eval-search"


def main() -> None:
    """Measures what the arguments choose, and prints the tables."""
    options = _options(sys.argv[1:])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # browser and folders go as well
    run = _Run(options)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="eval-search-") as name,
            sync_playwright() as started,
        ):
            run.measure(Path(name), started)
    except KeyboardInterrupt:
        _say("stopped")
    finally:
        print(as_markdown(run.rows))
        print()
        print(notes(run.rows, run.versions, options.seed), flush=True)
    if run.failed:
        sys.exit(f"not whole: {', '.join(run.failed)}")


class _Run:
    """Every engine on every corpus that the options choose; `rows` as far as they are measured."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.rows: list[Row] = []
        self.failed: list[str] = []
        self.versions: dict[str, str] = {}
        self.corpora: dict[str, Corpus] = {}
        self.browser: Browser | None = None

    def measure(self, work: Path, started: Playwright) -> None:
        """Fills the rows; what an earlier run measured of the same files is taken from there."""
        engines = _engines(self.options.engines, work / "shell")
        self.versions = {engine.name: engine.version() for engine in engines}
        for size in self.options.sizes:
            for engine in engines:
                try:
                    self._part(size, engine, work, started)
                except (ChildFailed, Broken) as error:
                    # At a size that an engine or its page does not bear, the others go on.
                    self.failed.append(f"{engine.name} on {size}")
                    _say(f"{size}, {engine.name}: {error}")
        if self.browser:
            with suppress(Broken):
                self.browser.close()

    def _part(self, size: str, engine: Engine, work: Path, started: Playwright) -> None:
        options, less = self.options, 2 if size.isdecimal() and int(size) > LARGE else 1
        asked = (size, options.queries // less, options.typed // less, options.seed)
        mark = mark_of((*asked, engine.name, engine.version()), ours=isinstance(engine, Ours))
        row = kept_row(options.kept, size, engine.name, mark)
        if row and row.is_whole():
            _say(f"{size}, {engine.name}: measured already")
            self.rows.append(row)
            return
        if size not in self.corpora:
            _say(f"{size}: documents and queries")
            self.corpora[size] = prepare(size, work / size, queries=asked[1], seed=options.seed)
        _say(f"{size}, {engine.name}: building")
        corpus = self.corpora[size]
        built = engine.build(corpus, work / size / engine.name)
        measuring = Measuring(
            engine=engine,
            corpus=corpus,
            built=built,
            browser=self._browser(started),
            count=asked[2],
            seed=options.seed,
            say=lambda what: _say(f"{size}, {engine.name}: {what}"),
            keep=self._keep,
        )
        if not measuring.fill(row or begun(engine, corpus, built, mark)).is_whole():
            self.failed.append(f"{engine.name} on {size}")

    def _browser(self, started: Playwright) -> Browser:
        """The one browser; another where that one has died."""
        if not self.browser or not self.browser.is_connected():
            # A page may change its address only 200 times in ten seconds unless flooding is allowed.
            flags = ["--no-sandbox", "--disable-ipc-flooding-protection"]
            self.browser = started.chromium.launch(executable_path=CHROMIUM, args=flags)
            self.versions["chromium"] = self.browser.version
        return self.browser

    def _keep(self, row: Row) -> None:
        keep(self.options.kept, row)
        same = (row.corpus, row.engine)
        self.rows = [r for r in self.rows if (r.corpus, r.engine) != same] + [row]


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="eval_search", description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=SIZES, help="shipped, or numbers of tasks")
    parser.add_argument("--engines", nargs="+", default=ENGINES, choices=ENGINES)
    parser.add_argument("--queries", type=int, default=200, help="words, substrings; half pairs")
    parser.add_argument("--typed", type=int, default=60, help="queries typed by keyboard")
    parser.add_argument("--seed", type=int, default=20200403)
    parser.add_argument("--kept", type=Path, default=KEPT, help="the folder of what is measured")
    return parser.parse_args(arguments)


def _engines(names: Sequence[str], shell: Path) -> list[Engine]:
    """The engines of these names; ours with the built site of the shipped content."""
    engines: list[Engine] = []
    if "ours" in names:
        _say("this site")
        build_site(root=ROOT, content_dir=ROOT / "content", out=shell, progress=lambda _: None)
        engines.append(Ours(shell))
    if "pagefind" in names:
        engines.append(Pagefind())
    if "material" in names:
        engines.append(Material())
    return engines


_BEGUN = time.monotonic()


def _say(what: str) -> None:
    print(f"{time.monotonic() - _BEGUN:6.0f} s  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
