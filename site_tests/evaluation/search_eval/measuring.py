"""One engine on one corpus, in one browser: everything that the table says of it."""

from __future__ import annotations

import gzip
import os
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import TimeoutError as Late

from site_tests.evaluation.search_eval.corpora import READERS, Corpus, Query
from site_tests.evaluation.search_eval.engines import Built, Engine, probe
from site_tests.evaluation.search_eval.measures import Score, mean, percentile, score
from site_tests.evaluation.search_eval.server import FAST, SLOW, TEXT, Server, served

PATIENCE = 300
"""Seconds that a page has to come, to become ready, or to answer: a loaded machine is slow."""
COLD = 3
SETTLED = 450
"""Milliseconds after which a page has added what it adds below its first results."""
BETWEEN = 80
"""Milliseconds between two keys, so that one answer need not wait for the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What was sent: bytes of the search, bytes in all, requests of the search; and seconds."""

    search: int
    whole: int
    requests: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An engine on a corpus. `agreed` of `typed` queries gave by keyboard what they give otherwise.

    `longest` is the length of the longest list: a page may not list everything that it found;
    `load` is the machine's when the row was ready: other work makes times longer.
    """

    corpus: str
    engine: str
    scores: dict[str, Score]
    asked: dict[str, int]
    unanswered: int
    longest: int
    before: Load
    cold: Load | None
    typed: int
    agreed: int
    p50: float
    p95: float
    index_raw: int
    index_sent: int
    index_files: int
    build_seconds: float
    build_memory: float
    build_note: str
    load: float


def measure(
    engine: Engine, corpus: Corpus, built: Built, browser: Browser, *, typed: int, seed: int
) -> Row:
    """Serves the site of `built`, asks it every query of the corpus, types `typed` of them."""
    with served(built.site) as server:
        before = before_search(engine, built, browser, server)
        context, page = opened(engine, built, browser, server)
        answers, unanswered = {}, 0
        for name, queries in corpus.queries.items():
            for query in queries:
                answers[query.text] = ask(page, query.text, settled=name in READERS)
                unanswered += answers[query.text] is None
        sample = typed_sample(corpus, typed, seed)
        agreed, times = type_all(engine, page, built, sample, answers)
        context.close()
        cold = cold_answer(engine, built, browser, server, corpus.queries["words"][:COLD])
    return Row(
        corpus=corpus.name,
        engine=engine.name,
        scores={
            name: mean([score(known(answers[q.text], built, corpus, name), q.right) for q in asked])
            for name, asked in corpus.queries.items()
        },
        asked={name: len(queries) for name, queries in corpus.queries.items()},
        unanswered=unanswered,
        longest=max(len(keys) for keys in answers.values() if keys is not None),
        before=before,
        cold=cold,
        typed=len(sample),
        agreed=agreed,
        p50=percentile(times, 0.5),
        p95=percentile(times, 0.95),
        index_raw=sum(path.stat().st_size for path in built.index),
        index_sent=sum(
            len(gzip.compress(path.read_bytes(), 6)) if path.suffix in TEXT else path.stat().st_size
            for path in built.index
        ),
        index_files=len(built.index),
        build_seconds=built.cost.seconds,
        build_memory=built.cost.memory,
        build_note=built.note,
        load=os.getloadavg()[0],
    )


def known(keys: Sequence[str] | None, built: Built, corpus: Corpus, name: str) -> list[str]:
    """Results as documents' ids: tasks alone, but where numbers of notices were asked for.

    What readers' own words find is all that they see, themes and bodies too.
    """
    if name in READERS:
        return list(dict.fromkeys(built.ids.get(key, key) for key in keys or ()))
    ids = dict.fromkeys(built.ids[key] for key in keys or () if key in built.ids)
    return [key for key in ids if name == "numbers" or key in corpus.tasks]


def opened(
    engine: Engine, built: Built, browser: Browser, server: Server
) -> tuple[BrowserContext, Page]:
    """The page that is searched, in a context of its own, with everything loaded that loads itself."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(1000 * PATIENCE)
    page = context.new_page()
    page.add_init_script(probe(engine))
    page.goto(server.address + built.search)
    page.wait_for_function("probe.ready()", timeout=1000 * PATIENCE)
    return context, page


def ask(page: Page, query: str, *, settled: bool = False) -> list[str] | None:
    """The keys of the results, best first, as if `query` had been put into the input at once.

    `settled`, with what a page adds when nobody types on.
    """
    page.evaluate("probe.input().focus()")
    given = page.evaluate("([query, limit]) => probe.ask(query, limit)", [query, PATIENCE])
    if given and settled:
        page.wait_for_timeout(SETTLED)
        given["keys"] = page.evaluate("probe.keys()")
    return given["keys"] if given else None


def typed_sample(corpus: Corpus, count: int, seed: int) -> list[Query]:
    """`count` queries to type, as many of each set."""
    chance = random.Random(f"{seed} typed {corpus.name}")
    drawn_sets = [own for name, own in corpus.queries.items() if name not in READERS]
    each = -(-count // len(drawn_sets))
    drawn = [q for qs in drawn_sets for q in chance.sample(qs, min(each, len(qs)))]
    return drawn[:count]


def type_all(
    engine: Engine,
    page: Page,
    built: Built,
    sample: Sequence[Query],
    answers: dict[str, list[str] | None],
) -> tuple[int, list[float]]:
    """How many typed queries give what they gave before, and milliseconds from key to answer.

    Each is typed twice, the second time with the files there that the first one loaded.
    """
    agreed, times = 0, []
    for query in sample:
        for again in (False, True):
            page.focus(built.control)
            page.keyboard.press("Control+A")
            page.keyboard.press("Backspace")
            page.evaluate("probe.answered = null")
            page.keyboard.type(query.text, delay=BETWEEN if again else 0)
            if engine.released:
                page.keyboard.press(engine.released)
            given = page.evaluate("([q, limit]) => probe.result(q, limit)", [query.text, PATIENCE])
            if given and again:
                times.append(given["ended"] - given["begun"])
                shown = page.evaluate("probe.shown()")
                drawn = shown is None or (shown == given["keys"][: len(shown)])
                agreed += drawn and given["keys"] == answers[query.text]
    return agreed, times


def before_search(engine: Engine, built: Built, browser: Browser, server: Server) -> Load:
    """What a reader is sent who opens a page and does not search."""
    server.forget()
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(1000 * PATIENCE)
    page = context.new_page()
    page.goto(server.address + built.entry)
    page.wait_for_load_state("networkidle")
    context.close()
    return loaded(engine, server)


def cold_answer(
    engine: Engine, built: Built, browser: Browser, server: Server, queries: Sequence[Query]
) -> Load | None:
    """The median over `queries`, each opened by its address with nothing kept, on a slow line."""
    loads = []
    for query in queries:
        context = browser.new_context(locale="zh-CN")
        context.set_default_timeout(1000 * PATIENCE)
        page = context.new_page()
        page.add_init_script(probe(engine))
        server.forget()
        server.line = SLOW
        try:
            page.goto(f"{server.address}{built.search}?q={query.text}", wait_until="commit")
            given = page.evaluate("([q, limit]) => probe.result(q, limit)", [query.text, PATIENCE])
        except Late:
            given = None
        if given:
            loads.append(loaded(engine, server, seconds=given["ended"] / 1000))
        server.line = FAST
        context.close()
    if not loads:
        return None
    middle: Callable[[list[float]], float] = statistics.median_high
    return Load(
        search=int(middle([load.search for load in loads])),
        whole=int(middle([load.whole for load in loads])),
        requests=int(middle([load.requests for load in loads])),
        seconds=middle([load.seconds or 0.0 for load in loads]),
    )


def loaded(engine: Engine, server: Server, *, seconds: float | None = None) -> Load:
    traffic = server.traffic
    return Load(
        search=traffic.bytes(engine.is_search),
        whole=traffic.bytes(),
        requests=sum(engine.is_search(path) for path, _ in traffic.sent),
        seconds=seconds,
    )
