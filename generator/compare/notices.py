"""Content to comparisons: which notices are compared, and everything that a comparison says.

All pairs of a series of up to ten notices; of a longer one, neighbours and those two apart. Notices of
different series are compared where an editor asks for it: their bodies are others, so that no body is
said to join or leave, and a sentence that stands elsewhere has not moved.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from generator.compare.agency_changes import agency_changes
from generator.compare.duty_texts import duty_diff
from generator.compare.figure_changes import LinkFigures, figure_changes, move_figures
from generator.compare.lineages import series_chains
from generator.compare.sums import code_sum, value_sum
from generator.compare.tasks import align_notices
from generator.compare.text_diff import diff_tasks
from generator.model.agencies import ClauseReading, Registry, latest_names, printed_names
from generator.model.comparison import (
    Alignment,
    Basis,
    Comparison,
    DiffGroup,
    GroupKind,
    Link,
    LinkDetail,
    Run,
    TaskProfile,
)
from generator.model.content import Content
from generator.model.entries import NoticeEntry, TaskEntry
from generator.model.ids import HEADING
from generator.model.notice import Sentence
from generator.model.themes import Verdict

MANY = 10
APART = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A notice as comparison sees it: profiles of its tasks, and their entries by the same keys.

    `names_bodies` is False where its text is held and no task says who is responsible.
    """

    id: str
    profiles: tuple[TaskProfile, ...]
    tasks: Mapping[str, TaskEntry]
    names_bodies: bool = True
    label: str = ""
    series: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What each agency is today, by its id and by its printed names."""

    latest: Mapping[str, str]
    printed: Mapping[str, str]


def _names(registry: Registry, *series: str) -> Names:
    """The names that mean the same body in all of the `series`."""
    own = [printed_names(registry.scoped(one)) for one in dict.fromkeys(series)]
    printed = {name: body for names in own for name, body in names.items()}
    apart = {name for names in own for name, body in names.items() if printed[name] != body}
    return Names(
        latest=latest_names(registry),
        printed={name: body for name, body in printed.items() if name not in apart},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Couple:
    """Two notices to compare, and why an editor asked for it where one did."""

    old: str
    new: str
    reason: str = ""


def compare_all(content: Content, notices: Sequence[NoticeEntry]) -> tuple[Comparison, ...]:
    """Every comparison of the content, by older and newer id; `notices` are its entries."""
    return compare_couples(content, notices, couples(content))


def couples(content: Content) -> tuple[Couple, ...]:
    """Which notices are compared, in the order of `compare_all`."""
    asked = (Couple(old=a.old, new=a.new, reason=a.reason) for a in content.asked)
    return *(pair for ids in series_chains(content) for pair in _within(ids)), *asked


def compare_couples(
    content: Content, notices: Iterable[NoticeEntry], wanted: Iterable[Couple]
) -> tuple[Comparison, ...]:
    """The comparisons that are wanted, each on its own: none depends on which others are."""
    by_id = {notice.id: notice for notice in notices}
    pairs = tuple(wanted)
    needed = {key: by_id[key] for pair in pairs for key in (pair.old, pair.new)}
    sides = sides_of(needed.values(), content.registry)
    names = functools.cache(functools.partial(_names, content.registry))
    return tuple(
        replace(_compare(content, old, new, names(old.series, new.series)), reason=pair.reason)
        for pair in pairs
        for old, new in [(sides[pair.old], sides[pair.new])]
    )


def comparison_sums(
    content: Content, notices: Iterable[NoticeEntry], wanted: Sequence[Couple]
) -> list[str]:
    """For each comparison that is wanted the sum of all that it depends on.

    Of what editors decided these are the pairs of its tasks, and of a theme its tasks: see `align_notices`.
    """
    sides = sides_of(notices, content.registry)
    sums = {key: value_sum(side) for key, side in sides.items()}
    names = functools.cache(lambda *series: value_sum(_names(content.registry, *series)))
    keys = {key: {profile.id for profile in side.profiles} for key, side in sides.items()}
    themes = [t for t in content.themes if t.state is Verdict.CONFIRMED]

    def told(pair: Couple) -> object:
        old, new = keys[pair.old], keys[pair.new]
        decided = [d for d in content.decisions if d.old in old and d.new in new]
        joined = [(tuple(k for k in t.tasks if k in old | new), t.reason) for t in themes]
        return decided, [line for line in joined if line[0]], pair

    return [
        value_sum(
            (
                code_sum(),
                sums[pair.old],
                sums[pair.new],
                names(sides[pair.old].series, sides[pair.new].series),
                told(pair),
            )
        )
        for pair in wanted
    ]


def sides_of(notices: Iterable[NoticeEntry], registry: Registry) -> dict[str, Side]:
    """Every notice as comparison sees it, by its id."""
    latest = latest_names(registry)
    return {notice.id: _side(notice, latest) for notice in notices}


def _within(ids: Sequence[str]) -> Iterator[Couple]:
    """The pairs of a series, older and newer."""
    for (i, old), (j, new) in combinations(enumerate(ids), 2):
        if len(ids) <= MANY or j - i <= APART:
            yield Couple(old=old, new=new)


def compare(content: Content, notices: Iterable[NoticeEntry], old: str, new: str) -> Comparison:
    """The comparison of two notices of the content by their ids; KeyError where one is not here."""
    return compare_couples(content, notices, [Couple(old=old, new=new)])[0]


def _compare(content: Content, old: Side, new: Side, names: Names) -> Comparison:
    across = old.series != new.series
    alignment = align_notices(
        *(_without_bodies(side.profiles) if across else side.profiles for side in (old, new)),
        confirmed=[
            (d.old, d.new, d.reason) for d in content.decisions if d.verdict is Verdict.CONFIRMED
        ],
        rejected={(d.old, d.new) for d in content.decisions if d.verdict is Verdict.REJECTED},
        together=[
            (theme.tasks, theme.reason)
            for theme in content.themes
            if theme.state is Verdict.CONFIRMED
        ],
    )
    return Comparison(
        old=old.id,
        new=new.id,
        alignment=alignment,
        labels=(old.label, new.label),
        across=across,
        details=tuple(_across(link, alignment.basis, old, new, names) for link in alignment.links)
        if across
        else _details(alignment, old, new, names),
    )


def _details(alignment: Alignment, old: Side, new: Side, names: Names) -> tuple[LinkDetail, ...]:
    """The details of all links; figures that went from one of them to another are said to have moved."""
    found = [_detail(link, alignment.basis, old, new, names) for link in alignment.links]
    move_figures([figures for _, figures in found])
    return tuple(replace(detail, figures=figures.all()) for detail, figures in found)


def _beside(group: DiffGroup) -> Iterator[DiffGroup]:
    """A group as it stands between different series: in another place, or not in the other at all.

    What is called rewritten from year to year has hardly a word in common, so that here each of the two
    stands alone.
    """
    if group.moved:
        kind = GroupKind.EQUAL if group.same else GroupKind.CHANGED
        yield replace(group, kind=kind)
    elif group.kind is GroupKind.REWRITTEN:
        before = "".join(run.text for run in group.runs if run.op != "+")
        after = "".join(run.text for run in group.runs if run.op != "-")
        gone, come = Run(op="-", text=before), Run(op="+", text=after)
        yield replace(group, kind=GroupKind.DELETED, new=(), runs=(gone,))
        yield replace(group, kind=GroupKind.INSERTED, old=(), runs=(come,))
    else:
        yield group


def _without_bodies(profiles: Sequence[TaskProfile]) -> tuple[TaskProfile, ...]:
    """The profiles without bodies: those of different series are different ones."""
    return tuple(replace(profile, agencies=frozenset()) for profile in profiles)


def _across(link: Link, basis: Basis, old: Side, new: Side, names: Names) -> LinkDetail:
    """The detail of a link between different series: words alone, each clause beside its like."""
    if basis is Basis.FACTS:
        return LinkDetail(link=link, groups=None, agencies=None, figures=())
    linked = [
        [side.tasks[key] for key in keys] for side, keys in ((old, link.old), (new, link.new))
    ]
    texts = [[(task.key, _parts(task)) for task in tasks] for tasks in linked]
    compared = diff_tasks(texts[0], texts[1], names.printed)
    groups = tuple(piece for group in compared for piece in _beside(group))
    duties = duty_diff(linked[0], linked[1], None)
    return LinkDetail(link=link, groups=groups, agencies=None, figures=(), duties=duties)


def _side(notice: NoticeEntry, latest: Mapping[str, str]) -> Side:
    tasks = {task.key: task for task in notice.headed}
    return Side(
        id=notice.id,
        profiles=tuple(
            TaskProfile(
                id=key,
                heading=task.heading or "",
                body="\n".join(sentence.text for sentence in task.sentences),
                agencies=_folded(task, latest),
                full=task.held,
            )
            for key, task in tasks.items()
        ),
        tasks=tasks,
        label=notice.label,
        series=notice.series,
        names_bodies=not notice.held or any(t.parties or t.clauses for t in tasks.values()),
    )


def _folded(task: TaskEntry, latest: Mapping[str, str]) -> frozenset[str]:
    """The bodies that the task names itself, as what they are today."""
    return frozenset(latest[p.agency] for p in task.parties or () if p.agency and not p.implied)


def _reading(task: TaskEntry) -> ClauseReading | None:
    """What is known of who is responsible; None where nothing is."""
    if task.parties is None:
        return None
    return ClauseReading(parties=task.parties, open=task.open is True, deadline=task.deadline)


def _detail(
    link: Link, basis: Basis, old: Side, new: Side, names: Names
) -> tuple[LinkDetail, LinkFigures]:
    """A link's detail but for its figures, and these: some may have gone to another link."""
    linked = [
        [side.tasks[key] for key in keys] for side, keys in ((old, link.old), (new, link.new))
    ]
    known = [[r for task in tasks if (r := _reading(task))] for tasks in linked]
    complete = all(len(k) == len(tasks) for k, tasks in zip(known, linked, strict=True))
    partial = not all(task.lists_all for tasks in linked for task in tasks)
    told = all(task.held for tasks in linked for task in tasks)
    agencies = (
        agency_changes(known[0], known[1], names.latest, partial=partial, told=told)
        if complete and old.names_bodies and new.names_bodies
        else None
    )
    if basis is Basis.FACTS:
        nothing = LinkFigures([], [], [])
        return LinkDetail(link=link, groups=None, agencies=agencies, figures=()), nothing
    texts = [[(task.key, _parts(task)) for task in tasks] for tasks in linked]
    groups = diff_tasks(texts[0], texts[1], names.printed)
    sentences = sentences_by_part(texts[0]) | sentences_by_part(texts[1])
    detail = LinkDetail(
        link=link,
        groups=groups,
        agencies=agencies,
        figures=(),
        duties=duty_diff(linked[0], linked[1], names.printed),
    )
    return detail, figure_changes(groups, sentences)


def _parts(task: TaskEntry) -> tuple[Sentence, ...]:
    """All of a task that is compared: its heading, then its sentences."""
    return Sentence(id=HEADING, text=task.heading or ""), *task.sentences


def sentences_by_part(
    texts: Sequence[tuple[str, Sequence[Sentence]]],
) -> dict[tuple[str, int], Sentence]:
    """A side's sentences by task and place, as `SegmentRef.part` counts them."""
    placed = [(key, sentence) for key, sentences in texts for sentence in sentences]
    return {(key, part): sentence for part, (key, sentence) in enumerate(placed)}
