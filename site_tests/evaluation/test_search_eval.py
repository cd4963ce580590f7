"""The measures of `make eval-search`: wrong lists score what they should, not what flatters."""

from __future__ import annotations

import random
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Error as Broken

from site_tests.evaluation.search_eval import measuring
from site_tests.evaluation.search_eval.child import ChildFailed, Cost, run
from site_tests.evaluation.search_eval.corpora import (
    NOTHING,
    READERS,
    Corpus,
    Document,
    Query,
    _of_nothing,
    _written,
    crosses,
    draw_queries,
)
from site_tests.evaluation.search_eval.engines import Built, Ours
from site_tests.evaluation.search_eval.kept import keep, kept_row, mark_of
from site_tests.evaluation.search_eval.measures import Score, mean, percentile, score
from site_tests.evaluation.search_eval.measuring import (
    Load,
    Loads,
    Measuring,
    Row,
    Silent,
    Typed,
    ask_all,
    begun,
)
from site_tests.evaluation.search_eval.server import Line, Server, served
from site_tests.evaluation.search_eval.table import _share, as_markdown, notes

TEN = [f"right-{n}" for n in range(10)]


@pytest.mark.parametrize(
    ("found", "right", "expected"),
    [
        (["a", "b"], {"a", "b"}, (1, 1, 1, 1, 0)),
        (["x", "a"], {"a", "b"}, (0.5, 0.5, 0.5, 0.5, 0)),
        (["x", "y"], {"a"}, (0, 0, 0, 0, 1)),
        ([], {"a"}, (0, 0, 0, 0, 1)),
        (["w1", *TEN[:9], TEN[9]], set(TEN), (1, 10 / 11, 0.9, 0.5, 0)),
        ([f"w{n}" for n in range(10)] + ["a"], {"a"}, (1, 1 / 11, 0, 1 / 11, 0)),
        (TEN, {*TEN, "more", "most"}, (10 / 12, 1, 1, 1, 0)),
    ],
)
def test_score(found: list[str], right: set[str], expected: tuple[float, ...]) -> None:
    """Recall, precision, the first ten, one over the first right place, missed."""
    got = score(found, right)
    assert (got.recall, got.precision, got.top, got.first, got.missed) == pytest.approx(expected)


def test_nothing_flatters() -> None:
    """A document that is found twice, and a query with nothing right, are errors of ours."""
    with pytest.raises(ValueError, match="twice"):
        score(["a", "a"], {"a"})
    with pytest.raises(ValueError, match="nothing right"):
        score(["a"], set())
    assert _share(0.9999) == ".999" and _share(1.0) == "1"


def test_means_and_percentiles() -> None:
    """Every query weighs the same; a percentile is a value that was measured."""
    good = Score(recall=1, precision=1, top=1, first=1, missed=0)
    bad = Score(recall=0, precision=0.5, top=0, first=0, missed=1)
    both = mean([good, bad])
    assert (both.recall, both.precision, both.missed) == (0.5, 0.75, 0.5)
    times = [float(n) for n in range(1, 21)]
    assert (percentile(times, 0.5), percentile(times, 0.95), percentile(times, 1)) == (10, 19, 20)
    assert percentile([7.0], 0.95) == 7


DOCUMENTS = [
    Document(
        id="9001", kind="notice", title="通知", parts=("屿规〔9001〕7号",), number="屿规〔9001〕7号"
    ),
    Document(
        id="9001-01",
        kind="task",
        title="（一）",
        parts=("推进城市更新", "改造老旧厂区，建设公园。"),
    ),
    Document(
        id="9001-02", kind="task", title="（二）", parts=("改造老旧小区", "推进城乡融合发展。")
    ),
]


def test_queries_are_what_they_say() -> None:
    """What is right has all terms, what is not lacks one; the same seed draws the same."""
    drawn = draw_queries(DOCUMENTS, 12, random.Random(1))
    assert drawn == draw_queries(DOCUMENTS, 12, random.Random(1))
    texts = {d.id: "\n".join(d.parts) for d in DOCUMENTS if d.kind == "task"}
    for name in ("words", "substrings", "two terms"):
        assert drawn[name]
        for query in drawn[name]:
            terms = query.text.split(" ")
            assert len(terms) == (2 if name == "two terms" else 1)
            right = {key for key, text in texts.items() if all(term in text for term in terms)}
            assert query.right == right != set()
            assert not set(query.text) & set("，。、")
    assert all(2 <= len(query.text) <= 6 for query in drawn["words"])
    numbers = {query.text: query.right for query in drawn["numbers"]}
    assert set(numbers) == {"屿规〔9001〕7号", "屿规[9001]7", "7号"}
    assert set(numbers.values()) == {frozenset({"9001"})}


def test_no_query_cuts_a_figure() -> None:
    """Its first and last characters, and those of its terms, are no digits; inside there may be."""
    text = "达到1300万人，又有300万户，占35比40"
    tasks = [Document(id="9001-01", kind="task", title="", parts=(text,))]
    drawn = draw_queries(tasks, 20, random.Random(2))["substrings"]
    assert any("0" in query.text for query in drawn)
    assert not any(
        term[0].isdigit() or term[-1].isdigit() for q in drawn for term in q.text.split()
    )


def test_across_words() -> None:
    """推进|城市|更新: 进城 crosses a border and is no word, 城市 and 城市更新 are words."""
    run = "推进城市更新"
    assert crosses(run, 1, 3) and crosses(run, 1, 4)
    assert not crosses(run, 2, 4) and not crosses(run, 2, 6) and not crosses(run, 2, 3)


def test_served_as_counted(tmp_path: Path) -> None:
    """Text is sent gzipped and counted as sent, other files as they are; a slow line is slow."""
    (tmp_path / "a.json").write_text("城" * 5000, "utf-8")
    (tmp_path / "b.pf_index").write_bytes(bytes(4000))
    with served(tmp_path) as server:
        for name in ("a.json", "b.pf_index"):
            with urllib.request.urlopen(server.address + name) as answer:
                assert (answer.headers["Content-Encoding"] == "gzip") == (name == "a.json")
                body = answer.read()
            assert server.traffic.sent[-1] == (name, len(body))
        assert server.traffic.bytes(lambda path: path == "b.pf_index") == 4000
        assert server.traffic.bytes() < 5000
        server.forget()
        server.line = Line(rate=40_000)
        begun = time.monotonic()
        with urllib.request.urlopen(server.address + "b.pf_index") as answer:
            answer.read()
        assert server.traffic.bytes() == 4000 and time.monotonic() - begun >= 0.1


def test_a_child_is_measured_alone() -> None:
    """The memory is the command's, not ours; an error is an error."""
    pytest.importorskip("resource")
    large = bytearray(150_000_000)
    cost, printed = run([sys.executable, "-c", "print('it')"], cwd=Path.cwd())
    assert printed == "it" and len(large) == 150_000_000
    assert 1 < cost.memory < 100 and 0 < cost.seconds < 30
    held, _ = run([sys.executable, "-c", "bytearray(b'x' * 90_000_000)"], cwd=Path.cwd())
    assert held.memory > 90
    with pytest.raises(ChildFailed):
        run([sys.executable, "-c", "raise SystemExit(3)"], cwd=Path.cwd())


def test_every_readers_query_is_asked() -> None:
    """Every query with what must be found, or with nothing, is in one of the sets, and none is empty."""
    sets = [list(_written(*chosen)) for chosen in READERS.values()]
    sets += [list(_of_nothing(tuned)) for tuned in NOTHING.values()]
    texts = [query.text for own in sets for query in own]
    assert all(sets) and len(texts) == len(set(texts)) >= 300


class _Connected:
    """A browser that is there; the stages that are tried have none of its pages."""

    def is_connected(self) -> bool:
        return True


LOAD = Load(script=1, index=2, whole=13, requests=2, seconds=0.5)


def _row_of(folder: Path, kept: list[Row], monkeypatch: pytest.MonkeyPatch) -> Row:
    """A row that is filled where the page breaks at one stage and falls silent at another, once."""
    built = Built(
        site=folder,
        index=(),
        cost=Cost(seconds=1, memory=2),
        note="none",
        ids={},
        entry="",
        search="",
        control="",
    )
    corpus = Corpus(name="shipped", content=folder, documents=(), tasks=frozenset(), queries={})
    engine = Ours(folder)
    tried: list[str] = []

    def broken(self: Measuring, server: Server) -> None:
        tried.append("found")
        raise Broken("Target crashed")

    def silent_once(self: Measuring, server: Server) -> Typed:
        tried.append("typed")
        if tried.count("typed") == 1:
            raise Silent("typed: no answer")
        return Typed(count=4, agreed=3, p50=1.5, p95=20.25, work95=9.5)

    monkeypatch.setattr(Measuring, "found", broken)
    monkeypatch.setattr(Measuring, "typed", silent_once)
    monkeypatch.setattr(Measuring, "loads", lambda *_: Loads(before=LOAD, cold=None))
    work = Measuring(
        engine=engine,
        corpus=corpus,
        built=built,
        browser=_Connected(),  # type: ignore[arg-type]
        count=4,
        seed=1,
        say=lambda _: None,
        keep=kept.append,
    )
    row = work.fill(begun(engine, corpus, built, "mark"))
    assert tried == ["found", "found", "typed", "typed"]
    return row


def test_a_stage_that_breaks_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried twice and not measured; each of the others is kept as soon as it is there."""
    kept: list[Row] = []
    row = _row_of(tmp_path, kept, monkeypatch)
    assert row.found is None and not row.is_whole()
    assert [(k.typed is not None, k.loads is not None) for k in kept] == [
        (True, False),
        (True, True),
    ]
    said = as_markdown([row]).splitlines()[2]
    assert "not measured" in said and "1.5 / 20.2 (9.5)" in said and "3 of 4" in said
    assert "ours on shipped: not whole." in notes([row], {}, 1)


def test_a_run_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kept row comes back as it was; one that was measured on anything else does not."""
    row = _row_of(tmp_path, [], monkeypatch)
    keep(tmp_path / "kept", row)
    assert kept_row(tmp_path / "kept", "shipped", "ours", "mark") == row
    assert kept_row(tmp_path / "kept", "shipped", "ours", "another") is None
    assert kept_row(tmp_path / "kept", "3000", "ours", "mark") is None
    (tmp_path / "kept/3000-ours.json").write_text('{"mark": "older", "typed": {"p95": 1}}')
    assert kept_row(tmp_path / "kept", "3000", "ours", "mark") is None
    marks = {mark_of(("3000", 1), ours=True), mark_of(("3000", 2), ours=True)}
    assert len({*marks, mark_of(("3000", 1), ours=False)}) == 3
    assert mark_of(("3000", 1), ours=True) in marks


def test_a_page_that_is_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three queries without an answer, one behind the other; two are only unanswered."""

    class Page:
        def __init__(self) -> None:
            self.given: list[list[str] | None] = [["a"], None, None]

        def evaluate(self, *_: object) -> list[list[str] | None]:
            return self.given

    monkeypatch.setattr(measuring, "BATCH", 3)
    queries = [Query(text=text, right=frozenset("a")) for text in "一二三"]
    page = Page()
    found = ask_all(page, "words", queries, lambda _: None)  # type: ignore[arg-type]
    assert found == {"一": ["a"], "二": None, "三": None}
    page.given = [None, None, None]
    with pytest.raises(Silent):
        ask_all(page, "words", queries, lambda _: None)  # type: ignore[arg-type]
