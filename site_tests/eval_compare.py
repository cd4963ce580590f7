"""`make eval`: how well links, clauses, moves and edits are found, beside simpler ways.

Prints, for four levels of variants of the 2020 tasks, our engine, and in the same run Hungarian
assignment for links, and diff-match-patch (raw, with semantic cleanup) and difflib for texts.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from diff_match_patch import diff_match_patch

from generator.agencies import notice_parties
from generator.align import _text_scores, align_notices
from generator.comparison import DiffGroup, GroupKind, TaskProfile
from generator.content import Content, load_content
from generator.diff import clause_spans, diff_tasks
from generator.figures import find_figures
from generator.vectors import grams
from site_tests.conftest import ROOT
from site_tests.synth import LEVELS, Task, old_tasks, true_links, variant

SEEDS = range(100, 116)
Pairs = set[tuple[str, str]]


@dataclass(slots=True)
class Counts:
    """Right, found and wanted ones, for precision, recall and F1."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: set[object], wanted: set[object]) -> None:
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    @property
    def f1(self) -> float:
        both = self.found + self.wanted
        return 2 * self.right / both if both else 1.0


def profiles(tasks: Sequence[Task]) -> list[TaskProfile]:
    return [
        TaskProfile(
            id=task.id,
            heading=task.heading,
            body="".join(clause.text for clause in task.clauses),
            agencies=task.agencies,
            full=True,
        )
        for task in tasks
    ]


def the_2020_tasks(content: Content) -> list[Task]:
    readings = notice_parties(content.notices[0].notice, content.registry)
    agencies = {
        str(key): frozenset(p.agency for p in reading.parties if p.agency)
        for key, reading in readings.items()
    }
    return old_tasks(content, agencies)


def hungarian(old: Sequence[TaskProfile], new: Sequence[TaskProfile], least: float = 0.18) -> Pairs:
    """The best one-to-one assignment over the same scores (Kuhn and Munkres, by potentials)."""
    scores = _text_scores(old, new)
    size = max(len(old), len(new))
    cost = [
        [1 - scores[i][j] if i < len(old) and j < len(new) else 1.0 for j in range(size)]
        for i in range(size)
    ]
    u, v = [0.0] * (size + 1), [0.0] * (size + 1)
    match, way = [0] * (size + 1), [0] * (size + 1)
    for i in range(1, size + 1):
        match[0], j0 = i, 0
        least_cost, used = [float("inf")] * (size + 1), [False] * (size + 1)
        while match[j0]:
            used[j0] = True
            i0, delta, j1 = match[j0], float("inf"), 0
            for j in range(1, size + 1):
                if not used[j]:
                    now = cost[i0 - 1][j - 1] - u[i0] - v[j]
                    if now < least_cost[j]:
                        least_cost[j], way[j] = now, j0
                    if least_cost[j] < delta:
                        delta, j1 = least_cost[j], j
            for j in range(size + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least_cost[j] -= delta
            j0 = j1
        while j0:
            match[j0], j0 = match[way[j0]], way[j0]
    return {
        (old[match[j] - 1].id, new[j - 1].id)
        for j in range(1, size + 1)
        if match[j] - 1 < len(old) and j - 1 < len(new) and scores[match[j] - 1][j - 1] >= least
    }


def clause_origins(task: Task) -> list[tuple[int, int, object, bool]]:
    """Where each clause of a new task stands in its text, with its origin."""
    found, place = [], 0
    for clause in task.clauses:
        found.append((place, place + len(clause.text), clause.origin, clause.moved))
        place += len(clause.text)
    return found


def fragments(runs: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """Changed pieces, and those of one character that is no punctuation."""
    changed = [text for op, text in runs if op != "="]
    return len(changed), sum(len(t) == 1 and t.isalnum() and not t.isdigit() for t in changed)


def figures_cut(runs: Sequence[tuple[str, str]]) -> int:
    """Figures of either text through which a cut between runs goes."""
    cut = 0
    for skip in "+-":
        side = [text for op, text in runs if op != skip]
        text, place, cuts = "".join(side), 0, set()
        for piece in side:
            place += len(piece)
            cuts.add(place)
        cut += sum(bool(cuts & set(range(f.start + 1, f.end))) for f in find_figures("", text))
    return cut


def dmp_runs(old: str, new: str, *, semantic: bool) -> list[tuple[str, str]]:
    differ = diff_match_patch()
    differ.Diff_Timeout = 0
    diffs = differ.diff_main(old, new, False)
    if semantic:
        differ.diff_cleanupSemantic(diffs)
    return [({0: "=", -1: "-", 1: "+"}[op], text) for op, text in diffs]


def difflib_runs(old: str, new: str) -> list[tuple[str, str]]:
    runs = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(("=", old[a:b]))
        else:
            runs += [("-", old[a:b])] if b > a else []
            runs += [("+", new[c:d])] if d > c else []
    return runs


@dataclass(slots=True)
class Texts:
    """What a way to compare texts does to them."""

    pieces: int = 0
    short: int = 0
    cut: int = 0
    failed: int = 0
    seconds: float = 0.0
    pairs: int = 0

    def add(self, runs: Sequence[tuple[str, str]], seconds: float, right: bool) -> None:
        pieces, short = fragments(runs)
        self.pieces += pieces
        self.short += short
        self.cut += figures_cut(runs)
        self.failed += not right
        self.seconds += seconds
        self.pairs += 1


def rebuilt(groups: Sequence[DiffGroup], side: str, skip: str) -> str:
    pieces = sorted(
        (getattr(g, side), "".join(r.text for r in g.runs if r.op != skip))
        for g in groups
        if getattr(g, side)
    )
    return "".join(text for _, text in pieces)


@dataclass(slots=True)
class Measured:
    """All figures of a level."""

    links: Counts
    one_to_one: Counts
    changed: Counts
    clauses: Counts
    moves: Counts
    texts: dict[str, Texts]
    jaccard: float


def measure(level: str, seeds: Sequence[int] = SEEDS) -> Measured:
    """The figures of one level over the seeds."""
    content = load_content(ROOT / "content")
    old = the_2020_tasks(content)
    by_id = {task.id: task for task in old}
    result = Measured(
        Counts(), Counts(), Counts(), Counts(), Counts(), {n: Texts() for n in WAYS}, 0.0
    )
    alike = []
    for seed in seeds:
        new = variant(old, LEVELS[level], seed)
        truth = true_links(new)
        left, right = profiles(old), profiles(new)
        alignment = align_notices(left, right)
        result.links.add({(a, b) for a, b, _ in alignment.pairs}, set(truth))
        result.one_to_one.add(set(hungarian(left, right)), set(truth))
        linked_old = {a for a, _ in truth}
        result.changed.add(
            {*alignment.added, *alignment.dropped},
            {t.id for t in new if not t.origins} | {t.id for t in old if t.id not in linked_old},
        )
        for task in new:
            if not task.origins:
                continue
            olds = [by_id[key] for key in sorted(task.origins)]
            before = "".join(c.text for t in olds for c in t.clauses)
            alike.append(_jaccard(before, "".join(c.text for c in task.clauses)))
            _measure_texts(olds, task, result)
    result.jaccard = statistics.median(alike)
    return result


WAYS: dict[str, Callable[[str, str], list[tuple[str, str]]] | None] = {
    "ours": None,
    "raw": lambda a, b: dmp_runs(a, b, semantic=False),
    "semantic": lambda a, b: dmp_runs(a, b, semantic=True),
    "difflib": difflib_runs,
}


def _measure_texts(olds: Sequence[Task], task: Task, result: Measured) -> None:
    before = "".join(s.text for t in olds for s in t.sentences)
    after = "".join(s.text for s in task.sentences)
    begin = time.perf_counter()
    groups = diff_tasks([(t.id, t.sentences) for t in olds], [(task.id, task.sentences)])
    seconds = time.perf_counter() - begin
    right = rebuilt(groups, "old", "+") == before and rebuilt(groups, "new", "-") == after
    for number, group in enumerate(groups):
        runs = [(run.op, run.text) for run in group.runs]
        result.texts["ours"].add(runs, 0.0 if number else seconds, right)
    result.texts["ours"].pairs += 1 - len(groups)
    for name, way in WAYS.items():
        if way:
            begin = time.perf_counter()
            runs = way(before, after)
            result.texts[name].add(runs, time.perf_counter() - begin, True)
    _measure_clauses(olds, task, groups, result)


def _measure_clauses(
    olds: Sequence[Task], task: Task, groups: Sequence[DiffGroup], result: Measured
) -> None:
    """Links between clauses: a pair is right if the new clause comes from the old one."""
    spans = clause_origins(task)
    starts, place = {}, 0
    for part, sentence in enumerate(task.sentences):
        starts[part] = place
        place += len(sentence.text)
    numbers = {}
    for old in olds:
        n = 0
        part0 = sum(len(o.sentences) for o in olds[: olds.index(old)])
        for part, sentence in enumerate(old.sentences, part0):
            for a, _ in clause_spans(sentence.text):
                numbers[part, a] = (old.id, n)
                n += 1
    found: set[object] = set()
    moved: set[object] = set()
    for group in groups:
        for old_ref in group.old:
            for new_ref in group.new:
                middle = starts[new_ref.part] + (new_ref.start + new_ref.end) // 2
                origin = next((k for k, (a, b, _, _) in enumerate(spans) if a <= middle < b), -1)
                found.add((numbers[old_ref.part, old_ref.start], origin))
                if group.kind is GroupKind.MOVED:
                    moved.add(origin)
    wanted: set[object] = {(o, k) for k, (_, _, o, _) in enumerate(spans) if o is not None}
    result.clauses.add(found, wanted)
    result.moves.add(moved, {k for k, (_, _, _, was) in enumerate(spans) if was})


def _jaccard(a: str, b: str) -> float:
    x, y = ({g for g in grams(t) if len(g) == 2} for t in (a, b))
    return len(x & y) / len(x | y) if x | y else 1.0


def main() -> None:
    print(f"variants of the 2020 tasks, {len(SEEDS)} a level; F1 unless named otherwise")
    print("level  bigrams  links  1-to-1  new/dropped  clauses  moves")
    texts = {}
    for level in LEVELS:
        m = measure(level)
        texts[level] = m.texts
        print(
            f"{level:5}  {m.jaccard:7.3f}  {m.links.f1:5.3f}  {m.one_to_one.f1:6.3f}  "
            f"{m.changed.f1:11.3f}  {m.clauses.f1:7.3f}  {m.moves.f1:5.3f}"
        )
    print("\nlevel  way       short fragments  figures cut  round trip  ms a pair  ratio to raw")
    for level, ways in texts.items():
        raw = ways["raw"].seconds / ways["raw"].pairs
        for name, t in ways.items():
            each = t.seconds / t.pairs
            print(
                f"{level:5}  {name:8}  {t.short / max(1, t.pieces):14.2%}  {t.cut:11}  "
                f"{'all' if not t.failed else t.failed:>10}  {1000 * each:9.2f}  {each / raw:12.1f}"
            )


if __name__ == "__main__":
    main()
