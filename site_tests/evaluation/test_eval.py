"""What the comparison must reach on variants with known edits (`make eval` prints all of it).

Time is measured by `make eval` and is no gate here.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator import compare
from generator.compare.parameters import METHOD
from generator.model.comparison import Band, GroupKind
from generator.model.content import Content
from site_tests.conftest import ROOT
from site_tests.evaluation.eval_compare import (
    Counts,
    Measured,
    measure,
    measure_chains,
    the_2020_tasks,
)
from site_tests.evaluation.eval_facts import SOME, measure_facts
from site_tests.evaluation.eval_written import (
    knocked_out_variants,
    measure_corpus,
    measure_pairs,
    ours_firmly,
)
from site_tests.evaluation.synth import LEVELS
from site_tests.evaluation.tables import FIRST, SETS, Tables
from site_tests.evaluation.written import CORPORA, PAIRS, ClausePairs, Corpus

SEEDS = range(100, 108)
GATES = {
    "links": {"L1": 0.997, "L2": 0.997, "L3": 0.99, "L4": 0.955},
    "beads": {"L1": 0.995, "L2": 0.99, "L3": 0.975, "L4": 0.92},
    "changed": {"L1": 0.93, "L2": 0.99, "L3": 0.96, "L4": 0.85},
    "clauses": {"L1": 0.99, "L2": 0.965, "L3": 0.90, "L4": 0.88},
    "moves": {"L1": 0.99, "L2": 0.95, "L3": 0.84, "L4": 0.755},
    "reorder": {"L1": 0.995, "L2": 0.995, "L3": 0.925, "L4": 0.965},
    "exact": {"L1": 0.93, "L2": 0.805, "L3": 0.68, "L4": 0.63},
    "cover": {"L1": 0.955, "L2": 0.86, "L3": 0.765, "L4": 0.735},
}
"""What must be reached: just below what is measured with method 9."""
LINKS_OF_ALL = {"L1": 0.99, "L2": 0.99, "L3": 0.97, "L4": 0.92}
"""Links in every set of tables, over all seeds that `make eval` reports."""
CLAUSES_OF_ALL = {"L1": 0.99, "L2": 0.91, "L3": 0.74, "L4": 0.65}
"""Pairs of clauses there."""
FIGURES_OF_ALL = {"L1": 0.99, "L2": 0.99, "L3": 0.99, "L4": 0.80}
"""The precision of what is said to have become which figure there; none is missed."""
KNOCKED_OUT = {"L3": (0.032, 0.01), "L4": (0.034, 0.01)}
"""At most so many tasks are linked without a true partner: at all, and by links not called possible."""
FACTS_GATES = {
    None: {"L1": 0.97, "L2": 0.94, "L3": 0.87, "L4": 0.79},
    SOME: {"L1": 0.91, "L2": 0.84, "L3": 0.79, "L4": 0.68},
}
"""Links where all the older headings are known, and where some are."""
HUNKS = (0.92, 1.08)
"""Changed places a known edit, at least and at most."""


@functools.cache
def measured(level: str) -> Measured:
    return measure(level, SEEDS, others=False)


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
def test_links(level: str) -> None:
    """Linked tasks, groups of them, new and no longer listed ones."""
    found = measured(level)
    assert found.links.f1 >= GATES["links"][level]
    assert found.beads.strict.f1 >= GATES["beads"][level]
    assert found.changed.f1 >= GATES["changed"][level]
    high = found.bands[Band.HIGH]
    assert high.share >= 0.99


@pytest.mark.slow
@pytest.mark.parametrize("tables", [t for t in SETS if t is not FIRST], ids=lambda t: t.name)
@pytest.mark.parametrize("level", LEVELS)
def test_links_in_the_words_of_other_hands(level: str, tables: Tables) -> None:
    """Links and clauses in the other sets of tables as well, of which one was never tuned on."""
    found = measure(level, others=False, tables=tables)
    assert found.links.f1 >= LINKS_OF_ALL[level]
    assert found.clauses.f1 >= CLAUSES_OF_ALL[level]
    assert found.figures.precision >= FIGURES_OF_ALL[level]
    assert found.figures.recall == 1
    assert found.bands[Band.HIGH].share >= 0.995
    assert found.cut == 0


@pytest.mark.slow
@pytest.mark.parametrize("tables", SETS, ids=lambda tables: tables.name)
@pytest.mark.parametrize("level", KNOCKED_OUT)
def test_a_task_without_its_partner(level: str, tables: Tables) -> None:
    """With its true partners taken away, a task is hardly ever said to go on in another."""
    most, most_firmly = KNOCKED_OUT[level]
    assert knocked_out_variants(tables, level).share <= most
    assert knocked_out_variants(tables, level, ours_firmly).share <= most_firmly


@pytest.mark.parametrize("pairs", PAIRS, ids=lambda pairs: pairs.name)
def test_clause_pairs_of_one_frame(pairs: ClausePairs) -> None:
    """What is joined has one subject; hardly a pair that has one is left apart."""
    found = measure_pairs(pairs)
    for way, kept in (("ours, in a gap", 0.97), ("ours, out of order", 0.97)):
        assert found[way].right.share >= 0.94
        assert found[way].kept.share >= kept


@pytest.mark.slow
@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_links_of_written_notices(corpus: Corpus) -> None:
    """In invented consecutive notices links are right and found, and none is made without a partner."""
    found = measure_corpus(corpus)
    assert found.links["ours"].precision >= 0.99
    assert found.links["ours"].f1 >= 0.97
    assert found.knocked_out.share <= 0.02
    assert found.knocked_out_firmly.share <= 0.01
    shown = [found.shown[kind] for kind in (GroupKind.REWRITTEN, GroupKind.MOVED)]
    assert sum(share.yes for share in shown) / sum(share.all for share in shown) >= 0.89
    assert found.shown[GroupKind.CHANGED].share == 1
    assert found.kept.share >= 0.81


@pytest.mark.slow
@pytest.mark.parametrize("known", FACTS_GATES)
@pytest.mark.parametrize("level", LEVELS)
def test_links_from_headings(level: str, known: int | None) -> None:
    """Where only headings are known of the older year; what is called sure is."""
    found = measure_facts(level, known=known)
    assert found.links.f1 >= FACTS_GATES[known][level]
    high, medium = found.bands[Band.HIGH], found.bands[Band.MEDIUM]
    assert high.share >= 0.93
    assert high.share >= medium.share


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
def test_links_between_headings(level: str) -> None:
    """Where of both years some headings are known: as the method page says."""
    found = measure_facts(level, known=SOME, both=True)
    assert found.links.f1 >= 0.75
    assert found.bands[Band.HIGH].share >= 0.88


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
def test_clauses_and_moves(level: str) -> None:
    """Clauses are matched though marks changed at their borders, moves found, nothing lost."""
    found = measured(level)
    assert found.clauses.f1 >= GATES["clauses"][level]
    assert found.moves.f1 >= GATES["moves"][level]
    assert found.reorder.share >= GATES["reorder"][level]
    assert found.round_trip.share == 1
    assert found.cut == 0


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
def test_words(level: str) -> None:
    """Known edits come out as such; hardly a fragment, no figure cut, no letter left alone."""
    ours = measured(level).texts["ours"]
    assert ours.exact.share >= GATES["exact"][level]
    assert ours.cover.share >= GATES["cover"][level]
    assert ours.characters.f1 >= 0.96
    assert HUNKS[0] <= ours.hunks / ours.exact.all <= HUNKS[1]
    assert ours.fragments.share <= 0.0055
    assert (ours.cut, ours.chaff_words, ours.failed) == (0, 0, 0)


@pytest.mark.slow
def test_agencies_and_figures() -> None:
    """Who joined and left whatever name is printed, and which figure became which."""
    figures = Counts()
    for level in LEVELS:
        found = measured(level)
        assert found.agencies.f1 == 1
        figures.right += found.figures.right
        figures.found += found.figures.found
        figures.wanted += found.figures.wanted
    assert figures.wanted >= 20
    assert figures.precision >= 0.95
    assert figures.recall == 1


@pytest.mark.slow
def test_ten_years_do_not_run_together() -> None:
    """Chained through nine steps, lines of work are mostly right and do not become one."""
    chained = measure_chains("L2", range(200, 202))
    assert chained.lines.precision >= 0.75
    assert chained.lines.recall >= 0.80
    assert chained.ends.f1 >= 0.90
    assert max(chained.largest) <= 40


DIGEST = """
import hashlib, json, sys
from pathlib import Path
from generator.compare.lineages import lineages
from generator.content.loading import load_content
from generator.exports.comparisons_json import comparison_file, themes_file
from site_tests.evaluation.eval_compare import measure
from site_tests.entries import compare_all
content = load_content(Path("site_tests/corpus/content"))
comparisons = compare_all(content)
text = json.dumps([comparison_file(c) for c in comparisons], ensure_ascii=True)
text += json.dumps(themes_file(content, lineages(content, comparisons)), ensure_ascii=True)
assert any(g["runs"] for c in comparisons for l in comparison_file(c)["links"] for g in l["groups"])
print(hashlib.sha256(text.encode()).hexdigest(), measure("L3", [100], others=False).digest)
"""


@pytest.mark.slow
def test_the_same_bytes_everywhere() -> None:
    """Hash seeds, locales and four processes at once change nothing, in variants neither."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", DIGEST],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "0"},
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("0", "C.UTF-8"), ("1", "C"))
    ]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0, 0]
    assert len(set(said)) == 1 and len(said[0].split()) == 2


def test_no_clock_in_a_diff() -> None:
    """diff-match-patch is never given another time limit than none."""
    for folder in ("generator", "site_tests", "tools"):
        for path in (ROOT / folder).rglob("*.py"):
            for found in re.finditer(r"Diff_Timeout\s*=\s*([^\s]+)", path.read_text("utf-8")):
                assert found[1] == "0" or path == Path(__file__), path


@pytest.mark.parametrize("tables", SETS, ids=lambda tables: tables.name)
def test_every_paraphrase_is_used(content: Content, tables: Tables) -> None:
    """Each belongs to exactly one clause of the tasks."""
    clauses = [c.text for task in the_2020_tasks(content) for c in task.clauses]
    used = {key: sum(text.startswith(key) for text in clauses) for key in tables.paraphrases}
    assert {key: n for key, n in used.items() if n != 1} == {}


UNSTATED = ("FIRST_CODE", "CACHED", "KEPT", "BITS", "SCALE", "AT_ONCE", "MANY", "APART")
"""Numbers that have no say in the outcome: how it is encoded, how much is kept in memory or done at
once, and which notices are compared at all."""


def test_the_method_is_stated_in_full(content: Content) -> None:
    """Every number of the engine is in what the data say of how they were made."""
    stated = json.dumps(METHOD, ensure_ascii=False)
    names = [module.name for module in pkgutil.iter_modules(compare.__path__)]
    for module in (importlib.import_module(f"generator.compare.{name}") for name in names):
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, int | float) and name not in UNSTATED:
                assert f"{value}" in stated, name
    pins = (ROOT / "requirements/build.in").read_text("utf-8")
    for name in ("rjieba", "diff-match-patch"):
        pinned = re.search(rf"^{name}==(\S+)", pins, re.M)
        assert pinned and f"{name} {pinned[1]}" in stated
