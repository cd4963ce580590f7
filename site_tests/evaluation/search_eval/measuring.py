"""One engine on one corpus, in one browser: everything that the table says of it, stage by stage."""

from __future__ import annotations

import gzip
import os
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as Broken

from site_tests.evaluation.search_eval.corpora import NOTHING, READERS, Corpus, Query
from site_tests.evaluation.search_eval.engines import Built, Engine, probe
from site_tests.evaluation.search_eval.measures import Score, mean, percentile, score
from site_tests.evaluation.search_eval.server import FAST, SLOW, TEXT, Server, served

PATIENCE = 900
"""Seconds that a page has to come, to become ready, or to answer: a loaded machine is slow."""
TRIES = 2
"""How often a stage is begun before it counts as failed."""
SILENT = 3
"""Queries without an answer, one behind the other, after which a page is given up."""
BATCH = 25
"""Queries that are asked in one call: between two of them nothing has to wait for another process."""
COLD = 3
BETWEEN = 80
"""Milliseconds between two keys, so that one answer need not wait for the one before."""
STAGES = ("found", "typed", "loads")
TYPED = "typed"

Say = Callable[[str], None]


class Silent(Exception):
    """The page does not answer any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What was sent: the search's script and index, all with the page; and requests of the search."""

    script: int
    index: int
    whole: int
    requests: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the queries of each set found. `longest` is the length of the longest list: a page may not

    list everything that it found. `nothing`: how many queries for which nothing is held have no result;
    what ours shows below as no answer is none.
    """

    scores: dict[str, Score]
    asked: dict[str, int]
    nothing: dict[str, int]
    unanswered: int
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """`agreed` of `count` queries gave by keyboard what they give otherwise; milliseconds to answer.

    `work95` is of the time for which the page's own thread had a processor, which other work on the
    machine does not lengthen; what a worker of the page does is not in it.
    """

    count: int
    agreed: int
    p50: float
    p95: float
    work95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Loads:
    """What is sent before a search, and for the first answer."""

    before: Load
    cold: Load | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An engine on a corpus; None is a stage that is not measured (yet).

    `loads_of_machine` is what other work there was after each stage: it makes times longer.
    """

    corpus: str
    engine: str
    mark: str
    index_raw: int
    index_sent: int
    index_files: int
    build_seconds: float
    build_memory: float
    build_note: str
    found: Found | None = None
    typed: Typed | None = None
    loads: Loads | None = None
    loads_of_machine: dict[str, float]

    def is_whole(self) -> bool:
        """Whether every stage is measured."""
        return None not in (self.found, self.typed, self.loads)


def begun(engine: Engine, corpus: Corpus, built: Built, mark: str) -> Row:
    """A row with what is known of the built site, before anything is asked."""
    return Row(
        corpus=corpus.name,
        engine=engine.name,
        mark=mark,
        index_raw=sum(path.stat().st_size for path in built.index),
        index_sent=sum(
            len(gzip.compress(path.read_bytes(), 6)) if path.suffix in TEXT else path.stat().st_size
            for path in built.index
        ),
        index_files=len(built.index),
        build_seconds=built.cost.seconds,
        build_memory=built.cost.memory,
        build_note=built.note,
        loads_of_machine={},
    )


@dataclass(slots=True)
class Measuring:
    """Fills a row, stage by stage, each kept as soon as it is there."""

    engine: Engine
    corpus: Corpus
    built: Built
    browser: Browser
    count: int
    """How many queries are typed."""
    seed: int
    say: Say
    keep: Callable[[Row], None]

    def fill(self, row: Row) -> Row:
        """The row with every stage that it lacks, as far as the page bears it."""
        stages = {"found": self.found, "typed": self.typed, "loads": self.loads}
        with served(self.built.site) as server:
            for stage in STAGES:
                if getattr(row, stage) is not None:
                    continue
                measured = self._tried(stage, lambda work=stages[stage]: work(server))
                if measured is None:
                    continue
                loads = row.loads_of_machine | {stage: os.getloadavg()[0]}
                row = replace(row, **{stage: measured}, loads_of_machine=loads)
                self.keep(row)
        return row

    def _tried(self, stage: str, work: Callable[[], object]) -> object | None:
        for again in range(TRIES):
            try:
                return work()
            except (Broken, Silent) as error:
                self.say(f"{stage}, try {again + 1} of {TRIES}: {str(error).splitlines()[0]}")
                if not self.browser.is_connected():
                    raise
        return None

    def found(self, server: Server) -> Found:
        """Every query of the corpus, as if put into the input at once."""
        answers: dict[str, dict[str, list[str] | None]] = {}
        context, page = opened(self.engine, self.built, self.browser, server)
        try:
            for name, queries in self.corpus.queries.items():
                answers[name] = ask_all(page, name, queries, self.say)
        finally:
            context.close()
        lists = {name: self._known(name, own) for name, own in answers.items()}
        scored = [name for name in lists if name not in NOTHING]
        return Found(
            scores={
                name: mean([score(lists[name][q.text], q.right) for q in self.corpus.queries[name]])
                for name in scored
            },
            asked={name: len(queries) for name, queries in self.corpus.queries.items()},
            nothing={
                name: sum(keys == [] for keys in answers[name].values())
                for name in lists
                if name in NOTHING
            },
            unanswered=sum(keys is None for own in answers.values() for keys in own.values()),
            longest=max(len(keys or ()) for own in answers.values() for keys in own.values()),
        )

    def _known(self, name: str, own: dict[str, list[str] | None]) -> dict[str, list[str]]:
        return {query: known(keys, self.built, self.corpus, name) for query, keys in own.items()}

    def typed(self, server: Server) -> Typed:
        """A sample of the queries by keyboard, beside what they give otherwise."""
        sample = typed_sample(self.corpus, self.count, self.seed)
        context, page = opened(self.engine, self.built, self.browser, server)
        try:
            answers = ask_all(page, TYPED, sample, self.say)
            agreed, times, work = type_all(self.engine, page, self.built, sample, answers, self.say)
        finally:
            context.close()
        p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
        work95 = percentile(work, 0.95)
        return Typed(count=len(sample), agreed=agreed, p50=p50, p95=p95, work95=work95)

    def loads(self, server: Server) -> Loads:
        """What is sent before a search, and until the first answer."""
        before = before_search(self.engine, self.built, self.browser, server)
        queries = self.corpus.queries["words"][:COLD]
        return Loads(
            before=before,
            cold=cold_answer(self.engine, self.built, self.browser, server, queries),
        )


def known(keys: Sequence[str] | None, built: Built, corpus: Corpus, name: str) -> list[str]:
    """Results as documents' ids: tasks alone, but where numbers of notices were asked for.

    What readers' own words find is all that they see, themes and bodies too.
    """
    if name in READERS or name in NOTHING:
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
    page.goto(server.address + built.search, wait_until="domcontentloaded")
    page.wait_for_function("probe.ready()", timeout=1000 * PATIENCE)
    return context, page


def ask_all(
    page: Page, name: str, queries: Sequence[Query], say: Say
) -> dict[str, list[str] | None]:
    """The keys of every query's results, best first; None where no answer came in time.

    What readers ask in their own words is answered by all that the page lists, what it adds below
    its first results too. Of all but the queries that are typed, with what a page lists on demand.
    """
    how = {"whole": name in READERS, "rest": name != TYPED}
    found: dict[str, list[str] | None] = {}
    for start in range(0, len(queries), BATCH):
        texts = [query.text for query in queries[start : start + BATCH]]
        given = page.evaluate(
            "([texts, seconds, how]) => probe.each(texts, seconds, how)",
            [texts, PATIENCE, how],
        )
        found |= dict(zip(texts, given, strict=True))
        say(f"{name}: {len(found)} of {len(queries)}")
        if [*found.values()][-SILENT:] == [None] * SILENT:
            raise Silent(f"{name}: no answer to the last {SILENT} queries")
    return found


def typed_sample(corpus: Corpus, count: int, seed: int) -> list[Query]:
    """`count` queries to type, as many of each set."""
    chance = random.Random(f"{seed} typed {corpus.name}")
    own_words = {*READERS, *NOTHING}
    drawn_sets = [own for name, own in corpus.queries.items() if name not in own_words]
    each = -(-count // len(drawn_sets))
    drawn = [q for qs in drawn_sets for q in chance.sample(qs, min(each, len(qs)))]
    return drawn[:count]


def type_all(
    engine: Engine,
    page: Page,
    built: Built,
    sample: Sequence[Query],
    answers: dict[str, list[str] | None],
    say: Say,
) -> tuple[int, list[float], list[float]]:
    """How many typed queries give what they gave before, milliseconds from key to answer, and of work.

    Each is typed twice, the second time with the files there that the first one loaded.
    """
    agreed, times, work = 0, [], []
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        found = metrics.send("Performance.getMetrics")["metrics"]
        return next(1000 * m["value"] for m in found if m["name"] == "TaskDuration")

    for n, query in enumerate(sample, 1):
        for again in (False, True):
            page.focus(built.control)
            page.keyboard.press("Control+A")
            page.keyboard.press("Backspace")
            page.evaluate("probe.answered = null")
            page.keyboard.type(query.text[:-1], delay=BETWEEN if again else 0)
            page.wait_for_timeout(BETWEEN)
            before = worked()
            page.keyboard.type(query.text[-1])
            if engine.released:
                page.keyboard.press(engine.released)
            given = page.evaluate("([q, limit]) => probe.result(q, limit)", [query.text, PATIENCE])
            if given and again:
                times.append(given["ended"] - given["begun"])
                work.append(worked() - before)
                shown = page.evaluate("probe.shown()")
                drawn = shown is None or (shown == given["keys"][: len(shown)])
                agreed += drawn and given["keys"] == answers[query.text]
        if n % BATCH == 0 or n == len(sample):
            say(f"typed by keyboard: {n} of {len(sample)}")
    if not times:
        raise Silent("typed: no answer at all")
    return agreed, times, work


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
            if given:
                loads.append(loaded(engine, server, seconds=given["ended"] / 1000))
        finally:
            server.line = FAST
            context.close()
    if not loads:
        return None
    middle: Callable[[list[float]], float] = statistics.median_high
    return Load(
        script=int(middle([load.script for load in loads])),
        index=int(middle([load.index for load in loads])),
        whole=int(middle([load.whole for load in loads])),
        requests=int(middle([load.requests for load in loads])),
        seconds=middle([load.seconds or 0.0 for load in loads]),
    )


def loaded(engine: Engine, server: Server, *, seconds: float | None = None) -> Load:
    traffic = server.traffic
    return Load(
        script=traffic.bytes(lambda path: engine.part(path) == "script"),
        index=traffic.bytes(lambda path: engine.part(path) == "index"),
        whole=traffic.bytes(),
        requests=sum(engine.part(path) != "page" for path, _ in traffic.sent),
        seconds=seconds,
    )
