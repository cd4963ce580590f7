"""`make eval-search`: this site's search beside Material's built-in one and Pagefind.

On the shipped content and on invented ones of 3,000 and 30,000 tasks, in one run and one browser:
what is found, how soon, and what it costs. Prints one Markdown table; see `search_eval/table.py` for
what it says.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Error as Broken
from playwright.sync_api import sync_playwright

from generator.publish.site import build_site
from site_tests.conftest import CHROMIUM, ROOT
from site_tests.evaluation.search_eval.child import ChildFailed
from site_tests.evaluation.search_eval.corpora import prepare
from site_tests.evaluation.search_eval.engines import Engine, Material, Ours
from site_tests.evaluation.search_eval.measuring import Row, measure
from site_tests.evaluation.search_eval.pagefind import Pagefind
from site_tests.evaluation.search_eval.table import as_json, as_markdown, notes

SIZES = ("shipped", "3000", "30000")
LARGE = 10_000
"""Above this number of tasks half as many queries are asked."""
ENGINES = ("ours", "material", "pagefind")


def main() -> None:
    """Measures what the arguments choose, and prints the table."""
    options = _options(sys.argv[1:])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # browser and folders go as well
    with tempfile.TemporaryDirectory(prefix="eval-search-") as name, sync_playwright() as started:
        work = Path(name)
        # A page may change its address only 200 times in ten seconds unless flooding is allowed.
        flags = ["--no-sandbox", "--disable-ipc-flooding-protection"]
        browser = started.chromium.launch(executable_path=CHROMIUM, args=flags)
        engines = _engines(options.engines, work / "shell")
        versions = {"chromium": browser.version}
        versions |= {engine.name: engine.version() for engine in engines}
        rows: list[Row] = []
        failed: list[str] = []
        for size in options.sizes:
            _say(f"{size}: documents and queries")
            less = 2 if size.isdecimal() and int(size) > LARGE else 1
            queries = options.queries // less
            corpus = prepare(size, work / size, queries=queries, seed=options.seed)
            for engine in engines:
                typed = options.typed // less
                try:
                    _say(f"{size}, {engine.name}: building")
                    built = engine.build(corpus, work / size / engine.name)
                    _say(f"{size}, {engine.name}: asking")
                    row = measure(engine, corpus, built, browser, typed=typed, seed=options.seed)
                except (ChildFailed, Broken) as error:
                    # At a size that an engine or its page does not bear, the others go on.
                    failed.append(f"{engine.name} on {size}")
                    _say(f"{size}, {engine.name}: {error}")
                    continue
                rows.append(row)
                if options.out:
                    options.out.write_text(as_json(rows, versions, options.seed), "utf-8")
        browser.close()
    print(as_markdown(rows))
    print()
    print(notes(rows, versions, options.seed))
    if failed:
        sys.exit(f"not measured: {', '.join(failed)}")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="eval_search", description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=SIZES, help="shipped, or numbers of tasks")
    parser.add_argument("--engines", nargs="+", default=ENGINES, choices=ENGINES)
    parser.add_argument("--queries", type=int, default=200, help="words, substrings; half pairs")
    parser.add_argument("--typed", type=int, default=60, help="queries typed by keyboard")
    parser.add_argument("--seed", type=int, default=20200403)
    parser.add_argument("--out", type=Path, help="write everything as JSON")
    return parser.parse_args(arguments)


def _engines(names: Sequence[str], shell: Path) -> list[Engine]:
    """The engines of these names; ours with the built site of the shipped content."""
    engines: list[Engine] = []
    if "ours" in names:
        _say("this site")
        build_site(root=ROOT, content_dir=ROOT / "content", out=shell, progress=lambda _: None)
        engines.append(Ours(shell))
    if "material" in names:
        engines.append(Material())
    if "pagefind" in names:
        engines.append(Pagefind())
    return engines


_BEGUN = time.monotonic()


def _say(what: str) -> None:
    print(f"{time.monotonic() - _BEGUN:6.0f} s  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
