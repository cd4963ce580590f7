"""Odd values in every field of a content: `python -m site_tests.content.trying_values [COUNT] [SEED]`.

Tries so many pairs of value and place, each in a process that may take 5 seconds and 1 GB: the content
is refused at a line, or its pages and data are made. With `--sites` what was not refused is put
together as well, and the sites of that are built. Prints how many were tried and what failed.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.build import outputs_of
from generator.content.loading import load_content
from generator.problems import ContentError
from site_tests.content.every_field import Place, places, write_every_field
from site_tests.content.odd_values import values

ROOT = Path(__file__).resolve().parents[2]
SECONDS, MEMORY = 5, 1_000_000_000
AT_ONCE = 40
"""Values that were not refused in one site: more, and some contradict each other."""
HALVES = ("seen", "unseen")
Pair = tuple[str, Place]


def half(pair: Pair) -> str:
    """Which half a pair belongs to: tests may try those seen, the others are for measuring."""
    value, place = pair
    told = f"{value}\0{place.file}\0{place.start}".encode()
    return HALVES[hashlib.sha256(told).digest()[0] % 2]


def pairs(content: Path, count: int, *, seed: int, halves: Iterable[str] = HALVES) -> list[Pair]:
    """A random choice of different pairs, in which values and places come equally often."""
    chance = random.Random(seed)
    all_values, all_places = list(values()), list(places(content))
    chosen: dict[Pair, None] = {}
    while len(chosen) < count:
        chance.shuffle(all_values)
        for value in all_values:
            pair = value, chance.choice(all_places)
            if half(pair) in halves:
                chosen[pair] = None
    return list(chosen)[:count]


def put(content: Path, pair: Pair) -> str:
    """Puts the value into its place; the file's text before."""
    value, place = pair
    path = content / place.file
    text = path.read_text("utf-8")
    path.write_bytes((text[: place.start] + value + text[place.end :]).encode("utf-8"))
    return text


def attempt(content: Path, pair: Pair) -> str:
    """What became of it: `refused` at a place, `held`; raises what is neither.

    Of what was loaded pages and data can be made: else it was no mistake of the content's. The content
    is as it was afterwards.
    """
    before = put(content, pair)
    try:
        loaded = load_content(content)
    except ContentError as error:
        assert error.problems
        return "refused"
    finally:
        (content / pair[1].file).write_bytes(before.encode())
    outputs_of(loaded, ROOT / "templates")
    return "held"


def limited() -> None:
    """This process may take 5 seconds of the processor for an attempt, and 1 GB."""
    import resource  # which Windows has not

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {SECONDS} s")

    signal.signal(signal.SIGVTALRM, stop)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _try_all(chosen: list[Pair], told: multiprocessing.SimpleQueue[tuple[int, str] | None]) -> None:
    limited()
    with tempfile.TemporaryDirectory(prefix="keytasks-values-") as work:
        content = write_every_field(Path(work) / "content")
        for number, pair in enumerate(chosen):
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                told.put((number, attempt(content, pair)))
            except BaseException:
                shutil.rmtree(content)
                write_every_field(content)
                told.put((number, traceback.format_exc().splitlines()[-1]))
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    told.put(None)


def outcomes(chosen: list[Pair]) -> Iterator[tuple[Pair, str]]:
    """What becomes of each pair, in a process of its own that may end at any.

    A fresh process, not a copy of this one: what this one has taken by now would count as the reader's.
    """
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.SimpleQueue[tuple[int, str] | None] = context.SimpleQueue()
    worker = context.Process(target=_try_all, args=(chosen, told))
    worker.start()
    done = 0
    while worker.is_alive() or not told.empty():
        if told.empty():
            worker.join(0.1)
        elif found := told.get():
            done += 1
            yield chosen[found[0]], found[1]
    if done < len(chosen):
        yield chosen[done], f"the process ended with {worker.exitcode}"
        yield from outcomes(chosen[done + 1 :])


def sites(held: list[Pair]) -> Iterator[tuple[str, str]]:
    """Builds sites of what was not refused alone, many values in each; what failed, or `built`."""
    from generator.publish.site import build_site

    rest = list(held)
    while rest:
        batch: dict[Place, Pair] = {}
        for pair in [*rest]:
            apart = all(
                p.file != pair[1].file or p.end <= pair[1].start or pair[1].end <= p.start
                for p in batch
            )
            if apart and len(batch) < AT_ONCE:
                batch[pair[1]] = pair
                rest.remove(pair)
        with tempfile.TemporaryDirectory(prefix="keytasks-values-") as work:
            content = write_every_field(Path(work) / "content")
            used = _put_together(content, batch)
            try:
                build_site(
                    root=ROOT,
                    content_dir=content,
                    out=Path(work) / "site",
                    progress=lambda _: None,
                    check_ledger=False,
                )
                yield "built", f"{used} values"
            except Exception:
                yield "failed", traceback.format_exc()[-2000:]


def _put_together(content: Path, batch: dict[Place, Pair]) -> int:
    """Puts in, from behind, what still gives a content without a Problem; how many."""
    used = 0
    for place in sorted(batch, reverse=True):
        before = put(content, batch[place])
        try:
            load_content(content)
            used += 1
        except ContentError:
            (content / place.file).write_bytes(before.encode())
    return used


def main() -> int:
    """Tries, and prints how many held."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--half", choices=HALVES, action="append")
    parser.add_argument("--sites", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="keytasks-values-") as work:
        content = write_every_field(Path(work) / "content")
        chosen = pairs(content, given.count, seed=given.seed, halves=given.half or HALVES)
        print(
            f"{len(values())} values, {len(places(content))} places, {len(chosen)} pairs",
            flush=True,
        )
    counted: Counter[str] = Counter()
    held = []
    for pair, outcome in outcomes(chosen):
        counted[outcome if outcome in ("refused", "held") else "failed"] += 1
        if outcome == "held":
            held.append(pair)
        elif outcome != "refused":
            print(f"{pair[1]}: {pair[0][:60]!r}: {outcome}", flush=True)
    for outcome, told in sites(held) if given.sites else ():
        counted[f"sites {outcome}"] += 1
        if outcome == "failed":
            print(told, flush=True)
    print(dict(counted))
    return 1 if counted["failed"] or counted["sites failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
