"""Agency changes say who joined, left or was renamed between the clauses of linked tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.agencies import ClauseReading, Party
from generator.model.comparison import AgencyChange


def agency_changes(
    old: Sequence[ClauseReading],
    new: Sequence[ClauseReading],
    latest: Mapping[str, str],
    *,
    partial: bool = False,
) -> AgencyChange:
    """The agency changes between the clauses of linked tasks; a new name is no change of duty.

    `latest` maps each agency to the body that it is today (see `model.agencies.latest_names`).
    `partial` says that the names of a side may not be all: then nothing is known of 等 and deadlines.
    """
    before, after = _parties(old, latest), _parties(new, latest)
    named = [key for key in before if key in after and not before[key].implied]
    same = [key for key in named if not after[key].implied]
    renamed = [key for key in same if before[key].agency != after[key].agency]
    # Named here, and on the other side once for all tasks: another way to write it.
    once = [k for k in before if k in after and before[k].implied != after[k].implied]
    first = _first(old), _first(new)
    changed = [latest.get(p.agency or "") if p else None for p in first]
    is_open = any(r.open for r in old), any(r.open for r in new)
    deadline = _deadline(old), _deadline(new)
    return AgencyChange(
        joined=tuple(p for key, p in after.items() if key not in before and not p.implied),
        left=tuple(p for key, p in before.items() if key not in after and not p.implied),
        renamed=tuple((before[key], after[key]) for key in renamed),
        kept=tuple(after[key] for key in same if key not in renamed),
        first=first if changed[0] != changed[1] and all(first) else None,
        implied=tuple((before[key], after[key]) for key in once),
        open=is_open if is_open[0] != is_open[1] and not partial else None,
        deadline=deadline if deadline[0] != deadline[1] and not partial else None,
        partial=partial,
    )


def _parties(readings: Sequence[ClauseReading], latest: Mapping[str, str]) -> dict[str, Party]:
    """The agencies by the body that they are today, without placeholders (省级有关部门).

    Where a body is both named and implied, it counts as named.
    """
    parties: dict[str, Party] = {}
    for party in (party for reading in readings for party in reading.parties):
        if party.agency:
            key = latest[party.agency]
            if key not in parties or (parties[key].implied and not party.implied):
                parties[key] = party
    return parties


def _deadline(readings: Sequence[ClauseReading]) -> str | None:
    return "；".join(dict.fromkeys(r.deadline for r in readings if r.deadline)) or None


def _first(readings: Sequence[ClauseReading]) -> Party | None:
    """Who stands first; None where several clauses of a split or merged task have each a first."""
    firsts = [p for reading in readings for p in reading.parties if p.first]
    return firsts[0] if len(firsts) == 1 else None
