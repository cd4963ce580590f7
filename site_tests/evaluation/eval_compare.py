"""The first part of `make eval`: how well links, clauses, moves and edits are found, beside simpler ways.

Measured are four levels of variants of the 2020 tasks (`synth`); for links beside Hungarian
assignment over the same scores, for text beside diff-match-patch (raw, and with semantic cleanup)
and difflib, in the same run. What the figures mean:

    links         pairs of tasks; beads are tasks that hang together, strict where they are the same
                  ones, lax where they overlap on both sides; new and no longer listed tasks
    bands         how many linked pairs of a band are right, and how many possible ones
    loose         how many of the tasks said to be new or no longer listed have truly no partner
    clauses       pairs of clauses as the engine cuts them, with marks changed at their borders
    moves         clauses outside the longest text that kept its order; reorder is the share of task
                  pairs of which it is rightly said whether anything moved
    exact, cover  known edits that are one hunk, and such that are one within two characters
    hunks         changed places a known edit; marked is changed characters a known one
    char F1       over the single characters that are marked
    short         changed fragments of one character that is no punctuation
    chaff         single characters left equal between two changes, a pair; the second figure counts
                  those that are no punctuation
    cut           figures through which a border of a change goes, a pair

The known edits are whole words drawn from tables, which favours ways that compare words: exact says
less than cover, short, chaff and cut. A paraphrase is known as one edit from the first to the last
word that is another; where it keeps eight characters or more in a row, as the edits around them.
"""

from __future__ import annotations

import functools
import hashlib
import random
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from diff_match_patch import diff_match_patch

from generator.compare.agency_changes import agency_changes
from generator.compare.certainty import certainty
from generator.compare.figure_changes import figure_changes
from generator.compare.likeness import grams
from generator.compare.lineages import chain
from generator.compare.link_policies import POLICIES
from generator.compare.notices import sentences_by_part
from generator.compare.shared_words import evidence, heading_evidence
from generator.compare.task_scores import facts_scores, text_scores
from generator.compare.tasks import align_notices
from generator.compare.text_diff import diff_tasks
from generator.content.loading import load_content
from generator.model.agencies import Registry, latest_names, printed_names
from generator.model.comparison import Alignment, Band, Basis, DiffGroup, GroupKind, TaskProfile
from generator.model.content import Content
from generator.model.notice import Sentence
from generator.notice.agency_clauses import notice_parties, read_clause
from generator.notice.figures import find_figures
from site_tests.conftest import ROOT
from site_tests.evaluation.synth import (
    LEVELS,
    Edit,
    Level,
    Task,
    as_old,
    edited_sentence,
    number_changes,
    old_tasks,
    placed,
    true_clauses,
    true_links,
    true_moves,
    unsure_changes,
    variant,
)
from site_tests.evaluation.tables import FIRST, SETS, Tables

SEEDS = range(100, 116)
POSSIBLE = "possible"
"""The band of pairs that are perhaps links."""
YEARS = 10
Pairs = set[tuple[str, str]]
Runs = Sequence[tuple[str, str]]
Ways = dict[str, Callable[[str, str], list[tuple[str, str]]]]


@dataclass(slots=True)
class Counts:
    """Right, found and wanted ones, for precision, recall and F1."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: Iterable[object], wanted: Iterable[object]) -> None:
        found, wanted = set(found), set(wanted)
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        both = self.found + self.wanted
        return 2 * self.right / both if both else 1.0


@dataclass(slots=True)
class Share:
    """How often something was so."""

    yes: int = 0
    all: int = 0

    def add(self, value: bool, times: int = 1) -> None:
        self.yes += times * value
        self.all += times

    @property
    def share(self) -> float:
        return self.yes / self.all if self.all else 1.0


@dataclass(slots=True)
class Beads:
    """Groups of tasks, strict and lax."""

    strict: Counts = field(default_factory=Counts)
    found: Share = field(default_factory=Share)
    wanted: Share = field(default_factory=Share)

    def add(self, found: Sequence[Bead], wanted: Sequence[Bead]) -> None:
        self.strict.add(found, wanted)
        for bead in found:
            self.found.add(any(bead[0] & other[0] and bead[1] & other[1] for other in wanted))
        for bead in wanted:
            self.wanted.add(any(bead[0] & other[0] and bead[1] & other[1] for other in found))

    @property
    def lax(self) -> float:
        p, r = self.found.share, self.wanted.share
        return 2 * p * r / (p + r) if p + r else 0.0


Bead = tuple[frozenset[str], frozenset[str]]


@dataclass(slots=True)
class Texts:
    """What a way to compare texts makes of sentences with known edits."""

    exact: Share = field(default_factory=Share)
    cover: Share = field(default_factory=Share)
    characters: Counts = field(default_factory=Counts)
    fragments: Share = field(default_factory=Share)
    hunks: int = 0
    chaff: int = 0
    chaff_words: int = 0
    cut: int = 0
    failed: int = 0
    pairs: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Measured:
    """All figures of a level; `digest` is of everything that the engine gave."""

    alike: float = 0.0
    links: Counts = field(default_factory=Counts)
    beads: Beads = field(default_factory=Beads)
    changed: Counts = field(default_factory=Counts)
    bands: dict[str, Share] = field(default_factory=dict)
    loose: Share = field(default_factory=Share)
    clauses: Counts = field(default_factory=Counts)
    moves: Counts = field(default_factory=Counts)
    reorder: Share = field(default_factory=Share)
    round_trip: Share = field(default_factory=Share)
    agencies: Counts = field(default_factory=Counts)
    figures: Counts = field(default_factory=Counts)
    one_to_one: Counts = field(default_factory=Counts)
    one_beads: Beads = field(default_factory=Beads)
    one_changed: Counts = field(default_factory=Counts)
    cut: int = 0
    texts: dict[str, Texts] = field(default_factory=dict)
    seconds: float = 0.0
    pairs: int = 0
    digest: str = ""


@functools.cache
def held() -> Content:
    """The content that ships, of which the 2020 tasks are the ground."""
    return load_content(ROOT / "content")


def the_2020_tasks(content: Content) -> list[Task]:
    readings = notice_parties(content.notices[0].notice, content.registry)
    agencies = {
        str(key): {p.agency: p.printed for p in reading.parties if p.agency}
        for key, reading in readings.items()
    }
    return old_tasks(content, agencies)


def aliases(registry: Registry) -> dict[str, tuple[str, ...]]:
    """Every name under which an agency may be printed, the usual one first."""
    return {a.id: tuple(dict.fromkeys((*a.printed, a.name))) for a in registry.agencies}


def profiles(tasks: Sequence[Task], latest: dict[str, str]) -> list[TaskProfile]:
    return [
        TaskProfile(
            id=task.id,
            heading=task.heading,
            body="\n".join(sentence.text for sentence in task.sentences),
            agencies=frozenset(latest.get(a, a) for a in task.agencies),
            full=True,
        )
        for task in tasks
    ]


def measure(
    level: str, seeds: Sequence[int] = SEEDS, *, others: bool = True, tables: Tables = FIRST
) -> Measured:
    """The figures of one level over the seeds; with `others`, the other ways' too."""
    content = held()
    registry = content.registry
    latest = latest_names(registry)
    old = the_2020_tasks(content)
    result = Measured()
    digest = hashlib.sha256()
    alike: list[float] = []
    for seed in seeds:
        new = variant(old, LEVELS[level], seed, aliases(registry), tables)
        left, right = profiles(old, latest), profiles(new, latest)
        begin = time.perf_counter()
        alignment = align_notices(left, right)
        result.seconds += time.perf_counter() - begin
        digest.update(repr(alignment).encode())
        _measure_links(old, new, (left, right), alignment, result)
        if others:
            _measure_one_to_one(old, new, left, right, result)
        by_id = {task.id: task for task in old}
        for task in new:
            if task.origins:
                olds = [t for t in by_id.values() if t.id in task.origins]
                alike.append(_jaccard("".join(t.text for t in olds), task.text))
                digest.update(repr(_measure_pair(olds, task, registry, result)).encode())
    result.alike = statistics.median(alike)
    _measure_texts(old, LEVELS[level], seeds, result, others=others, tables=tables)
    result.digest = digest.hexdigest()
    return result


def bands_of(
    old: Sequence[TaskProfile], new: Sequence[TaskProfile], alignment: Alignment
) -> dict[tuple[str, str], str]:
    """The band of every linked pair by its own certainty; POSSIBLE of the possible pairs."""
    policy = POLICIES[alignment.basis]
    if alignment.basis is Basis.TEXT:
        scores = text_scores(old, new)
        sure = certainty(evidence(scores, old, new), scores, old, new)
    else:
        sure = heading_evidence(facts_scores(old, new), old, new)
    rows = {task.id: i for i, task in enumerate(old)}
    columns = {task.id: j for j, task in enumerate(new)}
    linked = {(a, b): policy.band(sure[rows[a], columns[b]]).value for a, b, _ in alignment.pairs}
    return linked | {(a, b): POSSIBLE for a, b, _ in alignment.maybe}


def _measure_links(
    old: Sequence[Task],
    new: Sequence[Task],
    sides: tuple[Sequence[TaskProfile], Sequence[TaskProfile]],
    alignment: Alignment,
    result: Measured,
) -> None:
    truth = true_links(list(new))
    found = bands_of(*sides, alignment)
    result.links.add((pair for pair, band in found.items() if band != POSSIBLE), truth)
    for pair, band in found.items():
        result.bands.setdefault(band, Share()).add(pair in truth)
    loose = _loose(old, new, truth)
    for task in (*alignment.surely_added, *alignment.surely_dropped):
        result.loose.add(task in loose)
    beads = [(frozenset(link.old), frozenset(link.new)) for link in alignment.links]
    result.beads.add(beads, components(truth))
    result.changed.add({*alignment.added, *alignment.dropped}, _loose(old, new, truth))


def _loose(old: Sequence[Task], new: Sequence[Task], links: Pairs) -> set[str]:
    linked = {task for pair in links for task in pair}
    return {task.id for task in (*old, *new)} - linked


def _measure_one_to_one(
    old: Sequence[Task],
    new: Sequence[Task],
    left: Sequence[TaskProfile],
    right: Sequence[TaskProfile],
    result: Measured,
) -> None:
    truth = true_links(list(new))
    found = hungarian(left, right)
    result.one_to_one.add(found, truth)
    result.one_beads.add(components(found), components(truth))
    result.one_changed.add(_loose(old, new, found), _loose(old, new, truth))


def components(links: Pairs) -> list[Bead]:
    """Tasks that links hold together."""
    beads: list[Bead] = []
    for a, b in sorted(links):
        mine: Bead = (frozenset({a}), frozenset({b}))
        touching = [bead for bead in beads if bead[0] & mine[0] or bead[1] & mine[1]]
        beads = [bead for bead in beads if bead not in touching]
        for bead in touching:
            mine = (mine[0] | bead[0], mine[1] | bead[1])
        beads.append(mine)
    return beads


def _measure_pair(
    olds: Sequence[Task], task: Task, registry: Registry, result: Measured
) -> tuple[object, ...]:
    """The diff of truly linked tasks; gives back all that the engine said."""
    before = [(t.id, t.parts) for t in olds]
    after = [(task.id, task.parts)]
    begin = time.perf_counter()
    groups = diff_tasks(before, after, printed_names(registry))
    result.seconds += time.perf_counter() - begin
    result.pairs += 1
    whole = "".join(t.heading + t.text for t in olds), task.heading + task.text
    both = rebuilt(groups, "old", "+"), rebuilt(groups, "new", "-")
    result.round_trip.add(both == whole)
    result.cut += sum(figures_cut([(r.op, r.text) for r in g.runs]) for g in groups)
    _measure_clauses(olds, task, groups, result)
    figures = figure_changes(groups, sentences_by_part(before) | sentences_by_part(after)).all()
    changes = {
        (c.old.figure.text, c.new.figure.text) for c in figures if c.old and c.new and not c.stays
    }
    result.figures.add(
        changes - (unsure_changes(task) - number_changes(task)), number_changes(task)
    )
    return groups, figures, _measure_agencies(olds, task, registry, result)


def rebuilt(groups: Sequence[DiffGroup], side: str, skip: str) -> str:
    pieces = sorted(
        (getattr(g, side), "".join(r.text for r in g.runs if r.op != skip))
        for g in groups
        if getattr(g, side)
    )
    return "".join(text for _, text in pieces)


def _measure_agencies(
    olds: Sequence[Task], task: Task, registry: Registry, result: Measured
) -> object:
    latest = latest_names(registry)
    sides = [
        [
            read_clause(f"（{'、'.join(t.printed.values())}等负责）", registry)[0]
            for t in side
            if t.printed
        ]
        for side in (olds, [task])
    ]
    change = agency_changes(sides[0], sides[1], latest)
    was = {latest[a] for t in olds for a in t.agencies}
    now = {latest[a] for a in task.agencies}
    found = {("+", latest[p.agency or ""]) for p in change.joined}
    found |= {("-", latest[p.agency or ""]) for p in change.left}
    result.agencies.add(found, {("+", a) for a in now - was} | {("-", a) for a in was - now})
    return change


def _measure_clauses(
    olds: Sequence[Task], task: Task, groups: Sequence[DiffGroup], result: Measured
) -> None:
    """Pairs of clauses, each by its place among those of its text."""
    starts_old = _starts([(t.id, t.parts) for t in olds])
    starts_new = _starts([(task.id, task.parts)])
    numbers = {}
    for old in olds:
        for n, (start, end, _) in enumerate(placed(old)):
            numbers |= {(old.id, place): n for place in range(start, end)}
    cuts = {start: k for k, (start, _) in enumerate(task.cut())}
    found: set[object] = set()
    moved: set[int] = set()
    for group in groups:
        if group.heading:
            continue
        news = [cuts[starts_new[ref.task, ref.part] + ref.start] for ref in group.new]
        for ref in group.old:
            place = starts_old[ref.task, ref.part] + ref.start
            found |= {((ref.task, numbers[ref.task, place]), k) for k in news}
        if group.kind is GroupKind.MOVED:
            moved |= set(news)
    wanted = true_moves(task)
    result.clauses.add(found, true_clauses(task))
    result.moves.add(moved, wanted)
    result.reorder.add(bool(moved) == bool(wanted))


def _starts(
    side: Sequence[tuple[str, Sequence[Sentence]]],
) -> dict[tuple[str, int], int]:
    """Where in its task's text each sentence begins, by task and place in the text compared."""
    starts, part = {}, 0
    for task, sentences in side:
        place = 0
        for sentence in sentences:
            starts[task, part] = place
            place += 0 if sentence.id == "h" else len(sentence.text)
            part += 1
    return starts


def ours_on(old: str, new: str) -> list[list[tuple[str, str]]]:
    """Our groups' runs, those of neighbouring clauses that stand in order put together."""
    groups = diff_tasks(
        [("a", [Sentence(id="s1", text=old)])], [("b", [Sentence(id="s1", text=new)])]
    )
    return [[(run.op, run.text) for run in group.runs] for group in groups]


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


OTHERS: Ways = {
    "raw": lambda a, b: dmp_runs(a, b, semantic=False),
    "semantic": lambda a, b: dmp_runs(a, b, semantic=True),
    "difflib": difflib_runs,
}


def _measure_texts(
    old: Sequence[Task],
    level: Level,
    seeds: Sequence[int],
    result: Measured,
    *,
    others: bool,
    tables: Tables,
) -> None:
    sentences = [sentence.text for task in old for sentence in task.sentences]
    ways = OTHERS if others else {}
    result.texts = {name: Texts() for name in ("ours", *ways)}
    for seed in seeds:
        chance = random.Random(seed)
        for before in sentences:
            after, edits = edited_sentence(before, level, chance, tables)
            if before == after:
                continue
            begin = time.perf_counter()
            groups = ours_on(before, after)
            seconds = time.perf_counter() - begin
            _score(result.texts["ours"], groups, (before, after), edits, seconds)
            for name, way in ways.items():
                begin = time.perf_counter()
                runs = way(before, after)
                seconds = time.perf_counter() - begin
                _score(result.texts[name], [runs], (before, after), edits, seconds)


def _score(
    texts: Texts,
    groups: Sequence[Runs],
    pair: tuple[str, str],
    edits: Sequence[Edit],
    seconds: float,
) -> None:
    texts.pairs += 1
    texts.seconds += seconds
    runs = [run for group in groups for run in group]
    sides = tuple("".join(t for op, t in runs if op != skip) for skip in "+-")
    texts.failed += sorted(sides[0]) != sorted(pair[0]) or sides[1] != pair[1]
    hunks = hunks_of(runs) if sides == pair else hunks_in_place(runs, pair)
    texts.hunks += len(hunks)
    wanted = {(e.old, e.new) for e in edits}
    for edit in wanted:
        texts.exact.add(edit in hunks)
        texts.cover.add(any(_near(edit, hunk) for hunk in hunks))
    texts.characters.add(_marked(hunks), _marked(wanted))
    for group in groups:
        changed = [text for op, text in group if op != "="]
        for text in changed:
            texts.fragments.add(len(text) == 1 and text.isalnum() and not text.isdigit())
        texts.cut += figures_cut(group)
        for before, (op, text), after in zip(group, group[1:], group[2:], strict=False):
            if op == "=" and len(text) == 1 and before[0] != "=" and after[0] != "=":
                texts.chaff += 1
                texts.chaff_words += text.isalnum()


Hunk = tuple[tuple[int, int], tuple[int, int]]


def hunks_of(runs: Runs) -> set[Hunk]:
    """Changed places of runs in order."""
    hunks: list[Hunk] = []
    i = j = 0
    for op, text in runs:
        x, y = i + len(text) * (op != "+"), j + len(text) * (op != "-")
        if op != "=":
            if hunks and hunks[-1][0][1] == i and hunks[-1][1][1] == j:
                (a, _), (c, _) = hunks.pop()
                hunks.append(((a, x), (c, y)))
            else:
                hunks.append(((i, x), (j, y)))
        i, j = x, y
    return set(hunks)


def hunks_in_place(runs: Runs, pair: tuple[str, str]) -> set[Hunk]:
    """Where something was said to have moved, its place in the old text cannot be had from runs.

    The new text alone is then what is marked, the old one where its words are found.
    """
    hunks, j = set(), 0
    for op, text in runs:
        if op == "-":
            i = max(0, pair[0].find(text))
            hunks.add(((i, i + len(text)), (j, j)))
        elif op == "+":
            hunks.add(((0, 0), (j, j + len(text))))
        j += len(text) * (op != "-")
    return hunks


def _near(edit: Hunk, hunk: Hunk) -> bool:
    return all(
        abs(x - y) <= 2 for side in (0, 1) for x, y in zip(edit[side], hunk[side], strict=True)
    )


def _marked(hunks: Iterable[Hunk]) -> set[tuple[int, int]]:
    return {(side, place) for hunk in hunks for side in (0, 1) for place in range(*hunk[side])}


def figures_cut(runs: Runs) -> int:
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


def hungarian(old: Sequence[TaskProfile], new: Sequence[TaskProfile], least: float = 0.18) -> Pairs:
    """The best one-to-one assignment over the same scores (Kuhn and Munkres, by potentials)."""
    scores = text_scores(old, new).tolist()
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


def _jaccard(a: str, b: str) -> float:
    x, y = ({g for g in grams(t) if len(g) == 2} for t in (a, b))
    return len(x & y) / len(x | y) if x | y else 1.0


@dataclass(slots=True)
class Chained:
    """Lines of work over ten years: pairs of the first and last year, pairs in a line, sizes."""

    ends: Counts = field(default_factory=Counts)
    lines: Counts = field(default_factory=Counts)
    direct: Counts = field(default_factory=Counts)
    largest: list[int] = field(default_factory=list)
    number: list[int] = field(default_factory=list)


def measure_chains(level: str, seeds: Sequence[int] = range(200, 204)) -> Chained:
    """Ten years, each a variant of the one before; a true pair is one that links lead through."""
    content = held()
    latest = latest_names(content.registry)
    names = aliases(content.registry)
    result = Chained()
    for seed in seeds:
        years = [the_2020_tasks(content)]
        truth: list[Pairs] = []
        steps = []
        for year in range(1, YEARS):
            drawn = variant(years[-1], LEVELS[level], 1000 * seed + year, names)
            key = f"{9100 + year}"
            renamed = {t.id: f"{key}-{n:02d}" for n, t in enumerate(drawn, 1)}
            truth.append({(a, renamed[b]) for a, b in true_links(drawn)})
            older = years[-1][0].id[:4]
            years.append(as_old(drawn, key))
            alignment = align_notices(profiles(years[-2], latest), profiles(years[-1], latest))
            steps.append((older, key, alignment))
        found = [{(a, b) for a, b, _ in alignment.pairs} for _, _, alignment in steps]
        result.ends.add(_through(found)[-1], _through(truth)[-1])
        first = align_notices(profiles(years[0], latest), profiles(years[-1], latest))
        result.direct.add({(a, b) for a, b, _ in first.pairs}, _through(truth)[-1])
        lines = chain(steps)
        wanted = set().union(*(pairs for k in range(len(truth)) for pairs in _through(truth[k:])))
        in_line = set()
        for line in lines:
            years_of = list(line.tasks)
            for i, (_, olds) in enumerate(years_of):
                for _, news in years_of[i + 1 :]:
                    in_line |= {(a, b) for a in olds for b in news}
        result.lines.add(in_line, wanted)
        result.largest.append(max(sum(len(keys) for _, keys in line.tasks) for line in lines))
        result.number.append(len(lines))
    return result


def _through(steps: Sequence[Pairs]) -> list[Pairs]:
    """Pairs of the first year and each later one that a way of links leads to."""
    reached = [steps[0]]
    for step in steps[1:]:
        after: dict[str, set[str]] = {}
        for a, b in step:
            after.setdefault(a, set()).add(b)
        reached.append({(a, c) for a, b in reached[-1] for c in after.get(b, ())})
    return reached


def main() -> None:
    for tables in SETS:
        _print_set(tables)
    _print_chains()


def _print_set(tables: Tables) -> None:
    """All figures of one set of tables."""
    print(
        f"\ntables {tables.name!r}, by {tables.hand}: the engine was "
        f"{'tuned on them' if tables.tuned else 'not tuned on them'}"
    )
    print(f"variants of the 2020 tasks, {len(SEEDS)} a level; real years are between L3 and L4\n")
    found = {level: measure(level, tables=tables) for level in LEVELS}
    print("level way        bigrams  link P     R    F1  bead strict   lax  new/dropped F1  bands")
    for level, m in found.items():
        bands = "  ".join(
            f"{b} {m.bands[b].share:.3f} ({m.bands[b].all})"
            for b in (*Band, POSSIBLE)
            if b in m.bands
        )
        bands += f"  loose {m.loose.share:.3f} ({m.loose.all})"
        print(
            f"{level}    ours         {m.alike:.3f}   {m.links.precision:.3f} {m.links.recall:.3f} "
            f"{m.links.f1:.3f}        {m.beads.strict.f1:.3f} {m.beads.lax:.3f}"
            f"           {m.changed.f1:.3f}  {bands}"
        )
        one = m.one_to_one
        print(
            f"{level}    Hungarian            {one.precision:.3f} {one.recall:.3f} {one.f1:.3f}"
            f"        {m.one_beads.strict.f1:.3f} {m.one_beads.lax:.3f}"
            f"           {m.one_changed.f1:.3f}"
        )
    print(
        "\nlevel  clause P     R    F1  moved P     R    F1  reorder  round trip  figures cut",
        end="",
    )
    print("  agencies P/R  figures P/R  ms/pair  sha256")
    for level, m in found.items():
        c, v = m.clauses, m.moves
        print(
            f"{level}        {c.precision:.3f} {c.recall:.3f} {c.f1:.3f}    {v.precision:.3f} "
            f"{v.recall:.3f} {v.f1:.3f}    {m.reorder.share:.3f}     {m.round_trip.share:7.1%}"
            f"  {m.cut:11}   {m.agencies.precision:.3f}/{m.agencies.recall:.3f}"
            f"  {m.figures.precision:.3f}/{m.figures.recall:.3f}"
            f"  {1000 * m.seconds / m.pairs:7.2f}  {m.digest[:16]}"
        )
    print(
        "\nlevel way       exact  cover  hunks  char F1  marked   short  chaff  words    cut  ms/pair"
    )
    for level, m in found.items():
        for name, t in m.texts.items():
            print(
                f"{level}    {name:8}  {t.exact.share:.3f}  {t.cover.share:.3f}  "
                f"{t.hunks / t.exact.all:5.2f}    {t.characters.f1:.3f}  "
                f"{t.characters.found / t.characters.wanted:6.2f}  {t.fragments.share:6.2%}  "
                f"{t.chaff / t.pairs:5.2f}  {t.chaff_words / t.pairs:5.2f}  "
                f"{t.cut / t.pairs:5.3f}  {1000 * t.seconds / t.pairs:7.2f}"
            )


def _print_chains() -> None:
    """Lines of work over ten years, drawn from the first set of tables."""
    print(
        "\nten years, nine steps  first-last P/R  without chaining P/R  in a line P/R  lines, largest"
    )
    for level in ("L1", "L2", "L3"):
        ch = measure_chains(level)
        print(
            f"{level}                       {ch.ends.precision:.3f}/{ch.ends.recall:.3f}"
            f"           {ch.direct.precision:.3f}/{ch.direct.recall:.3f}"
            f"    {ch.lines.precision:.3f}/{ch.lines.recall:.3f}    {ch.number}, {ch.largest}"
        )


if __name__ == "__main__":
    main()
