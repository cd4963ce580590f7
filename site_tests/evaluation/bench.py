"""How long things take and how much pages weigh, beside the bars: `make bench`, or some parts of it:

    python -m site_tests.evaluation.bench build pages compare long align import search

Times are seconds of processor, user and system, since they hang less on what else a machine does, of
all processes where several work; each measured step runs in a process of its own. Peak memory is the sum
of the processes' own, looked up ten times a second where several work. A benchmark is no test: nothing
fails where a bar is missed.

A plain `mkdocs build` has the same Markdown, theme and settings, but neither hook nor extension of
ours, and none of the steps that make, mend and check the pages.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from diff_match_patch import diff_match_patch
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from generator.build import build_outputs
from generator.compare.lineages import series_chains
from generator.compare.notices import Side
from generator.compare.tasks import align_notices
from generator.compare.text_diff import diff_tasks
from generator.compare.word_runs import tokens
from generator.content.loading import load_content
from generator.model.comparison import Alignment
from generator.model.notice import Sentence
from generator.outputs import OutputFile
from generator.publish.exporting import write_outputs
from generator.publish.markup import read_page
from generator.publish.site import build_site
from generator.search.files import search_files
from generator.search.records import aliases
from site_tests.conftest import ROOT
from site_tests.entries import records, sides_of
from site_tests.evaluation.formats import files_of
from site_tests.evaluation.long_texts import long_texts
from site_tests.invented import PER_NOTICE, write_content

SIZES = (28, 1000, 2000, 5000)
KILO, MEGA = 1e3, 1e6
LOOK = 0.1
"""Seconds between two looks at the memory of all processes."""
ON_THE_CLOCK = {28: 1.0, 1000: 0.65, 5000: 0.65}
MOST_MEMORY = {5000: 1300.0}
Measured = dict[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `bar` is the most that is wanted, None where there is none."""

    what: str
    figure: float
    unit: str
    bar: float | None = None


def main(wanted: list[str]) -> None:
    """Prints the table of the parts that are wanted, or of all."""
    print(f"{'':58}{'figure':>10} {'bar':>8}")
    with tempfile.TemporaryDirectory(prefix="keytasks-bench-") as folder:
        for part in wanted or PARTS:
            print(part)
            for row in PARTS[part](Path(folder)):
                print(_line(row), flush=True)


def _line(row: Row) -> str:
    figure = f"{row.figure:.2f}" if row.figure < 10 else f"{row.figure:.0f}"
    bar = "" if row.bar is None else f"{row.bar:g}"
    verdict = "" if row.bar is None else "met" if row.figure <= row.bar else "MISSED"
    return f"  {row.what:56}{figure:>10} {bar:>8} {row.unit:6} {verdict}"


def _measured(step: str, *arguments: object) -> Measured:
    """What a step says when it runs in a process of its own, with its time and peak memory."""
    command = [
        sys.executable,
        "-m",
        "site_tests.evaluation.bench",
        STEP,
        step,
        *map(str, arguments),
    ]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    measured: Measured = json.loads(done.stdout.splitlines()[-1])
    return measured


def _run_step(step: str, *arguments: str) -> None:
    begin, memory = time.monotonic(), _Memory()
    with memory:
        found = STEPS[step](*arguments)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    whole = {"cpu": cpu, "wall": time.monotonic() - begin, "memory": memory.peak / MEGA}
    print(json.dumps(whole | found))


class _Memory:
    """The most memory that this process and its children have at a time; what they share counts once."""

    def __init__(self) -> None:
        self.peak = float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        own = Path("/proc/self")
        while not self._over.wait(LOOK):
            children = [f.read_text().split() for f in own.glob("task/*/children")]
            processes = [own, *(Path("/proc") / child for some in children for child in some)]
            self.peak = max(self.peak, sum(map(_share, processes)))


def _share(process: Path) -> int:
    """The bytes of memory that a process has, of what it shares its share; none where it has just gone."""
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _timed(action: Callable[[], object]) -> float:
    begin = time.process_time()
    action()
    return time.process_time() - begin


# building


def build(folder: Path) -> Iterator[Row]:
    """Whole builds of invented contents, beside MkDocs alone."""
    cpu: dict[int, float] = {}
    for size in SIZES:
        content = write_content(folder / f"content-{size}", size)
        docs = folder / f"docs-{size}"
        ours = _measured("site", content, folder / f"site-{size}")
        _measured("docs", content, docs)
        plain = _measured("plain", docs, folder / "plain", "")
        cpu[size] = ours["cpu"]
        yield Row(f"{size} tasks: whole build", cpu[size], "s", 15 if size == 1000 else None)
        yield Row(f"{size} tasks: to a plain mkdocs build", cpu[size] / plain["cpu"], "times", 1.5)
        if size == 1000:
            helped = _measured("plain", docs, folder / "helped", "generator.whole_page")
            share = cpu[size] / helped["cpu"]
            yield Row(f"{size} tasks: to one with our extension", share, "times")
        yield Row(f"{size} tasks: plain mkdocs build", plain["cpu"], "s")
        yield Row(f"{size} tasks: whole build, time on the clock", ours["wall"], "s")
        clock = ours["wall"] / plain["wall"]
        yield Row(f"{size} tasks:   to a plain one's", clock, "times", ON_THE_CLOCK.get(size))
        most = MOST_MEMORY.get(size)
        yield Row(f"{size} tasks: peak memory of all processes", ours["memory"], "MB", most)
    for small, large in pairwise(SIZES[1:]):
        growth = (cpu[large] / cpu[small]) ** (1 / math.log2(large / small))
        yield Row(f"growth per doubling, {small} to {large} tasks", growth, "times", 2.2)


def _site(content: str, out: str) -> Measured:
    built = build_site(
        root=ROOT,
        content_dir=Path(content),
        out=Path(out),
        progress=lambda _: None,
        check_ledger=False,
        jobs=None,
    )
    return {"pages": built.pages}


def _docs(content: str, out: str) -> Measured:
    write_outputs(build_outputs(Path(content), ROOT / "templates"), Path(out))
    return {}


def _plain(docs: str, site: str, extension: str) -> Measured:
    config = load_config(
        str(ROOT / "mkdocs.yml"),
        docs_dir=docs,
        site_dir=site,
        hooks=[],
        extra={"keytasks": {"fiction": True}},
    )
    own = [e for e in config.markdown_extensions if e.startswith("generator.") and e != extension]
    for name in own:
        config.markdown_extensions.remove(name)
    mkdocs_build(config)
    return {}


# pages


def pages(folder: Path) -> Iterator[Row]:
    """What a reader loads, of the site of ten invented notices."""
    site = folder / "pages"
    _measured("site", write_content(folder / "ten", 10 * PER_NOTICE), site)
    sizes = [path.stat().st_size for path in site.rglob("*.html")]
    yield Row("median page, HTML", statistics.median(sizes) / KILO, "KB", 20)
    yield Row("largest page, HTML", max(sizes) / KILO, "KB")
    firsts = [_first_load(path) for path in site.glob("9*/*/index.html")]
    yield Row("first load of a task page, gzip, the heaviest", max(firsts) / KILO, "KB", 100)
    compares = sorted(site.glob("compare/*/*/index.html"), key=lambda p: p.stat().st_size)
    yield Row("compare page, HTML, the heaviest", compares[-1].stat().st_size / KILO, "KB", 150)
    yield Row("compare page, gzip, the heaviest", max(map(_packed, compares)) / KILO, "KB", 30)


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))


def _first_load(page: Path) -> int:
    """A page with the styles and scripts that it loads."""
    text = page.read_text("utf-8")
    links = re.findall(r'<link rel="stylesheet" href="([^"]+)"', text)
    links += re.findall(r'<script[^>]* src="([^"]+)"', text)
    return _packed(page) + sum(_packed((page.parent / link).resolve()) for link in set(links))


# comparing


def compare(folder: Path) -> Iterator[Row]:
    """Ten notices, all pairs; beside other ways to compare the same texts."""
    found = _measured("ten", write_content(folder / "ten", 10 * PER_NOTICE))
    yield Row("all pairs of ten notices aligned", found["align"], "s", 1)
    yield Row(f"{found['links']:.0f} linked tasks of theirs compared", found["diff"], "s", 2)
    yield Row("a linked task compared", 1000 * found["diff"] / found["links"], "ms")
    yield Row("  to raw diff-match-patch", found["diff"] / found["raw"], "times")
    yield Row("  to difflib", found["diff"] / found["difflib"], "times")


def _ten(content: str) -> Measured:
    sides = list(sides_of(load_content(Path(content))).values())
    pairs = [(a, b) for i, b in enumerate(sides) for a in sides[i + 1 :]]
    tokens("一")  # loads the dictionary
    alignments: list[Alignment] = []
    align = _timed(
        lambda: alignments.extend(align_notices(a.profiles, b.profiles) for a, b in pairs)
    )
    linked = [
        (_texts(a, link.old), _texts(b, link.new))
        for (a, b), alignment in zip(pairs, alignments, strict=True)
        for link in alignment.links
    ]
    plain = [["".join(s.text for _, ss in side for s in ss) for side in both] for both in linked]
    return {
        "align": align,
        "links": len(linked),
        "diff": _timed(lambda: [diff_tasks(old, new) for old, new in linked]),
        "raw": _timed(lambda: [_raw(old, new) for old, new in plain]),
        "difflib": _timed(
            lambda: [SequenceMatcher(None, a, b, autojunk=False).get_opcodes() for a, b in plain]
        ),
    }


def _texts(side: Side, keys: Sequence[str]) -> list[tuple[str, tuple[Sentence, ...]]]:
    return [(key, side.tasks[key].sentences) for key in keys]


def _raw(old: str, new: str) -> None:
    differ = diff_match_patch()
    differ.Diff_Timeout = 0
    differ.diff_main(old, new, False)


def long(folder: Path) -> Iterator[Row]:
    """Long texts and long tags: what doubling them costs, and beside the standard library."""
    found = _measured("long_diff")
    for name, growth in found.items():
        if name not in ("cpu", "wall", "memory"):
            yield Row(f"10,000 to 20,000 characters, {name}", growth, "times", 3)
    found = _measured("long_tag")
    yield Row(
        "a tag without end of 1.8 million characters, to half of it", found["growth"], "times"
    )
    yield Row("  to html.parser", found["peer"], "times", 10)


def _long_diff() -> Measured:
    held = load_content(ROOT / "content")
    said = [s.text for t in held.notices[0].notice.tasks for s in t.sentences]
    tokens("一")  # loads the dictionary
    halves, wholes = long_texts(said, 10_000), long_texts(said)
    # The bare text of the notice has its own length, whatever is asked for.
    names = [name for name in wholes if len(wholes[name][0]) == 20_000]
    return {name: _diffed(*wholes[name]) / _diffed(*halves[name]) for name in names}


def _diffed(old: str, new: str) -> float:
    sides = ((Sentence(id="s1", text=text),) for text in (old, new))
    one, other = sides
    return _timed(lambda: diff_tasks([("9001-01", one)], [("9002-01", other)]))


def _long_tag() -> Measured:
    def page(attributes: int) -> str:
        return "<a" + " b=/c/d/e" * attributes + '"'

    ours = _timed(lambda: read_page(page(200_000)))
    return {
        "growth": ours / _timed(lambda: read_page(page(100_000))),
        "peer": ours / _timed(lambda: HTMLParser().feed(page(200_000) + ">")),
    }


def align(folder: Path) -> Iterator[Row]:
    """30,000 tasks in a thousand notices, neighbouring years."""
    found = _measured("neighbours", _many(folder))
    yield Row(f"{found['pairs']:.0f} neighbouring years aligned", found["align"], "s", 10)
    yield Row("peak memory, the content among it", found["memory"], "MB", 1000)


def _many(folder: Path) -> Path:
    content = folder / "many"
    return content if content.exists() else write_content(content, 30_000, per_notice=30)


def _neighbours(content: str) -> Measured:
    held = load_content(Path(content))
    sides = sides_of(held)
    pairs = [pair for ids in series_chains(held) for pair in pairwise(ids)]

    def action() -> None:
        for old, new in pairs:
            align_notices(sides[old].profiles, sides[new].profiles)

    return {"pairs": len(pairs), "align": _timed(action)}


# importing and searching


def import_(folder: Path) -> Iterator[Row]:
    """The command that takes in a notice of 300 tasks, in each format; the plain text is the measure."""
    content = write_content(folder / "import", 300, per_notice=300)
    text = (content / "notices/9001/original.txt").read_text("utf-8")
    plain = 0.0
    for suffix, data in files_of([line for line in text.splitlines() if line.strip()]).items():
        source = folder / f"notice{suffix}"
        source.write_bytes(data)
        command = ["import", source, "--notice", "9002", "--series", "isle000", "--accept-doubts"]
        command += ["--content", content, *(["--force"] if plain else [])]
        used = _used_by([sys.executable, "-m", "generator", *map(str, command)])
        tasks = (content / "notices/9002/notice.md").read_text("utf-8").count("\n### ")
        yield Row(f"a notice of {tasks} tasks imported from {suffix}", used, "s", 2)
        if plain:
            yield Row("  beside the plain text", used / plain, "times")
        plain = plain or used


def _used_by(command: Sequence[str]) -> float:
    """The processor's seconds that a command took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def search(folder: Path) -> Iterator[Row]:
    """The search index of 30,000 tasks."""
    found = _measured("index", _many(folder))
    yield Row("search index of 30,000 tasks", found["index"], "s", 60)
    yield Row("peak memory, the content among it", found["memory"], "MB", 1500)
    yield Row("its size", found["size"], "MB")


def _index(content: str) -> Measured:
    held = load_content(Path(content))
    files: list[OutputFile] = []
    index = _timed(lambda: files.extend(search_files(records(held), aliases(held))))
    return {"index": index, "size": sum(len(file.data) for file in files) / MEGA}


PARTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "build": build,
    "pages": pages,
    "compare": compare,
    "long": long,
    "align": align,
    "import": import_,
    "search": search,
}
STEPS: dict[str, Callable[..., Measured]] = {
    "site": _site,
    "docs": _docs,
    "plain": _plain,
    "ten": _ten,
    "long_diff": _long_diff,
    "long_tag": _long_tag,
    "neighbours": _neighbours,
    "index": _index,
}
STEP = "step"
"""The first argument of a process that measures one step for another."""


if __name__ == "__main__":
    match sys.argv[1:]:
        case [first, step, *arguments] if first == STEP:
            _run_step(step, *arguments)
        case parts if unknown := set(parts) - set(PARTS):
            sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
        case parts:
            main(parts)
