"""The responsibility clauses of linked tasks as a page shows them. No words, no mark-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.comparison import DutyClause, DutyDiff, Run
from generator.website.diff_views import Place
from generator.website.refs import Refs


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """A clause as printed: where it stands, and its own runs."""

    at: Place
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """The clauses of both sides; where one stands on each (`worded`), what differs is marked in both."""

    old: tuple[DutyLine, ...]
    new: tuple[DutyLine, ...]
    worded: bool


def duty_view(duties: DutyDiff | None, refs: Refs) -> DutyView | None:
    """The clauses of a link; None where there are none, or where nothing differs."""
    if duties is None or duties.same:
        return None
    return DutyView(
        old=tuple(_lines(duties.old, [r for r in duties.runs if r.op != "+"], refs)),
        new=tuple(_lines(duties.new, [r for r in duties.runs if r.op != "-"], refs)),
        worded=duties.worded,
    )


def _lines(clauses: Sequence[DutyClause], runs: Sequence[Run], refs: Refs) -> Iterator[DutyLine]:
    """The runs of a side, cut where one clause ends and the next begins."""
    waiting = list(runs)
    for clause in clauses:
        own: list[Run] = []
        room = len(clause.text)
        while room:
            run = waiting.pop(0)
            if len(run.text) > room:
                waiting.insert(0, Run(op=run.op, text=run.text[room:], noise=run.noise))
                run = Run(op=run.op, text=run.text[:room], noise=run.noise)
            own.append(run)
            room -= len(run.text)
        yield DutyLine(at=Place(task=refs[clause.task], sentence=clause.anchor), runs=tuple(own))
