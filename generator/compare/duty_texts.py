"""The responsibility clauses of linked tasks side by side: their own words, with what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.compare.word_runs import token_runs
from generator.model.comparison import DutyClause, DutyDiff, Run
from generator.model.entries import TaskEntry


def duty_diff(
    old: Sequence[TaskEntry], new: Sequence[TaskEntry], names: Mapping[str, str] | None
) -> DutyDiff:
    """The clauses of both sides, and of one on either side the word diff, bodies' names whole.

    `names` maps agencies' printed names to one for each body; without it nothing is compared. What is
    not compared, and not the same, is one deletion and one insertion.
    """
    before, after = _clauses(old), _clauses(new)
    texts = ["".join(clause.text for clause in side) for side in (before, after)]
    if texts[0] != texts[1] and (names is None or len(before) != 1 or len(after) != 1):
        pieces = (Run(op=op, text=text) for op, text in zip("-+", texts, strict=True))
        runs = tuple(run for run in pieces if run.text)
    else:
        runs = token_runs(texts[0], texts[1], names or {}, listed=True)
    return DutyDiff(old=before, new=after, runs=runs)


def _clauses(tasks: Sequence[TaskEntry]) -> tuple[DutyClause, ...]:
    return tuple(
        DutyClause(task=task.key, anchor=clause.id, text=clause.text)
        for task in tasks
        for clause in task.clauses
    )
