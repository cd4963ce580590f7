"""The third part of `make eval`: written corpora and clause pairs, and knock-out on all inputs.

Knock-out takes all true partners of a task away, and the tasks that took up a clause of it, and asks
whether it is linked all the same: every such link is wrong, and precision on whole notices hides how
often that would happen. Up to method 7, tasks with a clause of it stayed; both are printed.

Links are measured beside Hungarian assignment over the same scores, and beside mutual best pairs by
tf-idf alone. Variants are measured a second time with nobody named as responsible, as in many documents
of the kind. Clause pairs are put into a gap between two clauses that stay, and out of order, where
the engine could call them moved; beside it stand two thresholds on likeness alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from generator.compare.likeness import bag, cosines, dice, grams, index_grams
from generator.compare.tasks import align_notices
from generator.compare.text_diff import diff_tasks
from generator.model.agencies import latest_names
from generator.model.comparison import Band, DiffGroup, GroupKind, TaskProfile
from generator.model.notice import Sentence
from site_tests.evaluation.eval_compare import (
    POSSIBLE,
    SEEDS,
    Counts,
    Share,
    aliases,
    bands_of,
    components,
    held,
    hungarian,
    profiles,
    the_2020_tasks,
)
from site_tests.evaluation.synth import LEVELS, Task, carried_links, true_links, variant
from site_tests.evaluation.tables import SETS, Tables
from site_tests.evaluation.written import (
    CORPORA,
    PAIRS,
    ClausePairs,
    Corpus,
    WrittenTask,
    bare_clause,
)

Links = set[tuple[str, str]]
Profiles = Sequence[TaskProfile]
KNOCK_OUT_SEEDS = range(100, 104)
MUTUAL = 0.12
"""The least tf-idf cosine of a mutual best pair of the baseline."""
BEFORE, AFTER = "本章各节另有安排", "具体日期另行通知"
"""Clauses that stay, around those that are measured."""


def ours(old: Profiles, new: Profiles) -> Links:
    return {(a, b) for a, b, _ in align_notices(old, new).pairs}


def ours_firmly(old: Profiles, new: Profiles) -> Links:
    """Linked pairs but those of links that are called possible ones."""
    found = align_notices(old, new)
    firm = [link for link in found.links if not link.perhaps]
    inside = {(a, b) for link in firm for a in link.old for b in link.new}
    return {(a, b) for a, b, _ in found.pairs} & inside


def mutual_best(old: Profiles, new: Profiles) -> Links:
    """Pairs that are each other's best by tf-idf of heading and text."""
    sides = [index_grams([f"{t.heading}\n{t.body}" for t in side]) for side in (old, new)]
    alike = cosines(sides[0], sides[1])
    return {
        (old[i].id, new[j].id)
        for i, j in enumerate(alike.argmax(axis=1).tolist())
        if int(np.argmax(alike[:, j])) == i and alike[i, j] >= MUTUAL
    }


WAYS: dict[str, Callable[[Profiles, Profiles], Links]] = {
    "ours": ours,
    "Hungarian": hungarian,
    "mutual best": mutual_best,
}


def knocked_out(
    old: Profiles, new: Profiles, true: Links, way: Callable[[Profiles, Profiles], Links] = ours
) -> Share:
    """How many tasks are linked though their true partners were taken away."""
    linked = Share()
    for side, tasks in enumerate((old, new)):
        for task in tasks:
            partners = {pair[1 - side] for pair in true if pair[side] == task.id}
            if partners:
                rest = [other for other in (new, old)[side] if other.id not in partners]
                sides = (tasks, rest) if side == 0 else (rest, tasks)
                linked.add(any(task.id == pair[side] for pair in way(*sides)))
    return linked


def knocked_out_variants(
    tables: Tables,
    level: str,
    way: Callable[[Profiles, Profiles], Links] = ours,
    partners: Callable[[Sequence[Task]], Links] = carried_links,
) -> Share:
    """Knock-out on variants of the 2020 tasks; `partners` says who is taken away."""
    content = held()
    latest = latest_names(content.registry)
    old = the_2020_tasks(content)
    total = Share()
    for seed in KNOCK_OUT_SEEDS:
        new = variant(old, LEVELS[level], seed, aliases(content.registry), tables)
        share = knocked_out(profiles(old, latest), profiles(new, latest), partners(new), way)
        total.yes, total.all = total.yes + share.yes, total.all + share.all
    return total


def measure_nameless(
    tables: Tables, level: str, seeds: Sequence[int] = SEEDS
) -> tuple[Counts, dict[str, Share]]:
    """Links of variants in which no task names an agency, and how many of a band are right."""
    content = held()
    old = the_2020_tasks(content)
    links = Counts()
    bands = {band: Share() for band in (*(band.value for band in Band), POSSIBLE)}
    for seed in seeds:
        new = variant(old, LEVELS[level], seed, aliases(content.registry), tables)
        truth = true_links(new)
        sides = (
            [replace(task, agencies=frozenset()) for task in profiles(side, {})]
            for side in (old, new)
        )
        older, newer = sides
        found = bands_of(older, newer, align_notices(older, newer))
        links.add((pair for pair, band in found.items() if band != POSSIBLE), truth)
        for pair, band in found.items():
            bands[band].add(pair in truth)
    return links, bands


@dataclass(slots=True)
class MeasuredCorpus:
    """The figures of a corpus; `shown` are groups said to be rewritten or moved, by kind."""

    links: dict[str, Counts] = field(default_factory=lambda: {way: Counts() for way in WAYS})
    knocked_out: Share = field(default_factory=Share)
    knocked_out_firmly: Share = field(default_factory=Share)
    loose: Share = field(default_factory=Share)
    bands: dict[str, Share] = field(default_factory=dict)
    shown: dict[GroupKind, Share] = field(default_factory=dict)
    kept: Share = field(default_factory=Share)


def measure_corpus(corpus: Corpus) -> MeasuredCorpus:
    """Links between neighbouring notices, and clauses of the tasks that truly belong together."""
    result = MeasuredCorpus()
    tasks = {task.id: task for notice in corpus.notices for task in notice}
    for older, newer in pairwise(corpus.notices):
        old, new = ([task.profile for task in side] for side in (older, newer))
        here = {(a.id, b.id) for a in old for b in new}
        must, may = corpus.must & here, corpus.may & here
        for way, find in WAYS.items():
            # What a reader may see either way counts neither for a way nor against it.
            result.links[way].add(find(old, new) - may, must)
        for total, linking in (
            (result.knocked_out, ours),
            (result.knocked_out_firmly, ours_firmly),
        ):
            share = knocked_out(old, new, {*must, *may}, linking)
            total.yes, total.all = total.yes + share.yes, total.all + share.all
        found = align_notices(old, new)
        for pair, band in bands_of(old, new, found).items():
            if pair not in may:
                result.bands.setdefault(band, Share()).add(pair in must)
        partnered = {task for pair in {*must, *may} for task in pair}
        for task in (*found.surely_added, *found.surely_dropped):
            result.loose.add(task not in partnered)
        for olds, news in components({*must}):
            _measure_clauses(
                corpus, [tasks[key] for key in sorted(olds)], [tasks[key] for key in sorted(news)],
                result,
            )  # fmt: skip
    return result


def _measure_clauses(
    corpus: Corpus, olds: Sequence[WrittenTask], news: Sequence[WrittenTask], result: MeasuredCorpus
) -> None:
    """What is shown as rewritten or moved, and how many of the gold pairs are joined at all.

    Only tasks of which clauses were written down are measured.
    """
    pairs = [(a.id, b.id) for a in olds for b in news if (a.id, b.id) in corpus.clauses]
    if not pairs:
        return
    gold = {(a, x, b, y) for a, b in pairs for x, y in corpus.clauses[a, b]}
    joined: set[tuple[str, str, str, str]] = set()
    sides = [[(task.id, task.parts) for task in side] for side in (olds, news)]
    sentences = [[part.text for _, parts in side for part in parts] for side in sides]
    for group in diff_tasks(sides[0], sides[1]):
        if group.heading:
            continue
        here = {
            (a.task, bare_clause(sentences[0][a.part][a.start : a.end]),
             b.task, bare_clause(sentences[1][b.part][b.start : b.end]))
            for a in group.old
            for b in group.new
        }  # fmt: skip
        joined |= here
        if group.kind in (GroupKind.REWRITTEN, GroupKind.MOVED, GroupKind.CHANGED):
            result.shown.setdefault(group.kind, Share()).add(bool(here & gold))
    for pair in gold:
        result.kept.add(pair in joined)


@dataclass(slots=True)
class MeasuredPairs:
    """Of a way: how many of the joined pairs have one subject, and how many such pairs are joined."""

    right: Share = field(default_factory=Share)
    kept: Share = field(default_factory=Share)

    def add(self, joined: bool, same: bool) -> None:
        if joined:
            self.right.add(same)
        if same:
            self.kept.add(joined)


def _is_joined(groups: Iterable[DiffGroup]) -> bool:
    """Whether the old and the new clause with the id x are in one group."""
    return any(
        any(ref.sentence == "x" for ref in group.old)
        and any(ref.sentence == "x" for ref in group.new)
        for group in groups
    )


def _in_gap(old: str, new: str) -> bool:
    """Whether the engine joins the two where they stand in the same place."""
    return _is_joined(diff_tasks(*(_side([BEFORE, text, AFTER], 1) for text in (old, new))))


def _out_of_order(old: str, new: str) -> bool:
    """Whether the engine joins the two where the one stands first and the other last."""
    rest = [BEFORE, AFTER]
    return _is_joined(diff_tasks(_side([old, *rest], 0), _side([*rest, new], 2)))


def _side(clauses: Sequence[str], place: int) -> list[tuple[str, list[Sentence]]]:
    """One task of a sentence a clause; the one at `place` has the id x."""
    return [
        (
            "9001-01",
            [
                Sentence(id="x" if k == place else f"s{k}", text=f"{clause}。")
                for k, clause in enumerate(clauses)
            ],
        )
    ]


def squared_idf(pairs: ClausePairs) -> Callable[[str, str], float]:
    """The cosine of character 1-2-grams weighed by idf squared over all clauses of the file."""
    texts = [text for old, new, _ in pairs.pairs for text in (old, new)]
    having = Counter(gram for text in texts for gram in grams(text))
    weights = {g: (math.log((1 + len(texts)) / (1 + n)) + 1) ** 2 for g, n in having.items()}

    def alike(old: str, new: str) -> float:
        x, y = ({g: n * weights[g] for g, n in grams(t).items()} for t in (old, new))
        both = sum(x[g] * y[g] for g in sorted(x.keys() & y.keys()))
        lengths = [math.sqrt(sum(v * v for _, v in sorted(side.items()))) for side in (x, y)]
        return both / (lengths[0] * lengths[1]) if both else 0.0

    return alike


def measure_pairs(pairs: ClausePairs) -> dict[str, MeasuredPairs]:
    """The figures of every way on one file of clause pairs."""
    rare = squared_idf(pairs)
    ways: dict[str, Callable[[str, str], bool]] = {
        "ours, in a gap": _in_gap,
        "ours, out of order": _out_of_order,
        "Dice >= .16": lambda a, b: dice(bag(a), bag(b)) >= 0.16,
        "idf squared >= .08": lambda a, b: rare(a, b) >= 0.08,
    }
    result = {way: MeasuredPairs() for way in ways}
    for old, new, same in pairs.pairs:
        for way, joins in ways.items():
            result[way].add(joins(old, new), same)
    return result


def areas(pairs: ClausePairs) -> Iterator[tuple[str, float]]:
    """The area under the curve of likenesses: how often a right pair is liker than a wrong one."""
    rare = squared_idf(pairs)
    for name, alike in (("Dice", lambda a, b: dice(bag(a), bag(b))), ("idf squared", rare)):
        right, wrong = (
            [alike(old, new) for old, new, same in pairs.pairs if same is wanted]
            for wanted in (True, False)
        )
        wins = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
        yield name, wins / (len(right) * len(wrong)) if right and wrong else math.nan


def _whose(item: Corpus | ClausePairs) -> str:
    return f"by {item.hand}; the engine was {'' if item.tuned else 'not '}tuned on it"


def main() -> None:
    print("\nno task names an agency     link P     R    F1  bands")
    for tables in SETS:
        for level in LEVELS:
            links, shares = measure_nameless(tables, level)
            bands = "  ".join(f"{b} {s.share:.3f} ({s.all})" for b, s in shares.items())
            print(
                f"{tables.name:10} {level}  {links.precision:.3f} {links.recall:.3f} "
                f"{links.f1:.3f}  {bands}"
            )
    print(f"\nknock-out, {len(KNOCK_OUT_SEEDS)} variants a level: linked without a true partner")
    for tables in SETS:
        for level in LEVELS:
            share, firm = (knocked_out_variants(tables, level, way) for way in (ours, ours_firmly))
            print(
                f"{tables.name:10} {level}  {share.yes} of {share.all} ({share.share:.1%}), "
                f"but possible links {firm.yes} ({firm.share:.1%}); with tasks that took up a "
                f"clause {knocked_out_variants(tables, level, partners=true_links).yes}"
            )
    for corpus in CORPORA:
        m = measure_corpus(corpus)
        print(f"\ncorpus {corpus.name!r}, {_whose(corpus)}")
        print(f"tasks {[len(notice) for notice in corpus.notices]}, must {len(corpus.must)}")
        print("way           link P     R    F1")
        for way, c in m.links.items():
            print(f"{way:12}   {c.precision:.3f} {c.recall:.3f} {c.f1:.3f}")
        print(
            f"knocked out  {m.knocked_out.yes} of {m.knocked_out.all}, "
            f"but possible links {m.knocked_out_firmly.yes}"
        )
        for band in (*Band, POSSIBLE):
            if s := m.bands.get(band):
                print(f"{band:10} right  {s.yes} of {s.all} ({s.share:.1%})")
        print(f"new and dropped right  {m.loose.yes} of {m.loose.all} ({m.loose.share:.1%})")
        for kind, share in sorted(m.shown.items()):
            print(f"{kind:10} right  {share.yes} of {share.all} ({share.share:.1%})")
        print(f"clause pairs joined {m.kept.yes} of {m.kept.all} ({m.kept.share:.1%})")
    for pairs in PAIRS:
        same = sum(same for _, _, same in pairs.pairs)
        print(f"\nclause pairs {pairs.name!r}, {_whose(pairs)}")
        print(f"{len(pairs.pairs)} pairs that share a frame, {same} of them of one subject")
        for way, w in measure_pairs(pairs).items():
            print(
                f"{way:20} joined right {w.right.yes} of {w.right.all} ({w.right.share:.1%}), "
                f"of one subject joined {w.kept.yes} of {w.kept.all} ({w.kept.share:.1%})"
            )
        print("AUC", ", ".join(f"{name} {area:.3f}" for name, area in areas(pairs)))


if __name__ == "__main__":
    main()
