"""Agency changes say who joined, left, was renamed or has another role between linked tasks' clauses."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.model.agencies import ClauseReading, Party, Role
from generator.model.comparison import AgencyChange
from generator.notice.agency_clauses import more_telling


def agency_changes(
    old: Sequence[ClauseReading],
    new: Sequence[ClauseReading],
    latest: Mapping[str, str],
    *,
    partial: bool = False,
    told: bool = True,
) -> AgencyChange:
    """The agency changes between the clauses of linked tasks; a new name is no change of duty.

    `latest` maps each agency to the body that it is today (see `model.agencies.latest_names`).
    `partial` says that the names of a side may not be all: then nothing is known of 等 and deadlines.
    `told` says that both sides' clauses were read: names from elsewhere tell no roles.
    """
    before, after = _parties(old, latest), _parties(new, latest)
    both = [(_one_of(before[key], after[key])) for key in before if key in after]
    same = [(a, b) for a, b in both if not a.implied and not b.implied]
    renamed = [(a, b) for a, b in same if a.agency != b.agency]
    # Named here, and on the other side once for all tasks: another way to write it.
    once = [(a, b) for a, b in both if a.implied != b.implied]
    first = _first(old), _first(new)
    changed = [latest.get(p.agency or "") if p else None for p in first]
    lists_open = any(r.open for r in old), any(r.open for r in new)
    deadline = _deadline(old), _deadline(new)
    return AgencyChange(
        joined=_only(after, before),
        left=_only(before, after),
        renamed=tuple(renamed),
        kept=tuple(b for a, b in same if a.agency == b.agency),
        first=first if changed[0] != changed[1] and all(first) else None,
        roles=tuple((a, b) for a, b in same if told and _another_role(a.role, b.role)),
        implied=tuple(once),
        open=lists_open if lists_open[0] != lists_open[1] and not partial else None,
        lists_open=lists_open,
        deadline=deadline if deadline[0] != deadline[1] and not partial else None,
        partial=partial,
    )


def _only(here: Mapping[str, Sequence[Party]], there: Mapping[str, object]) -> tuple[Party, ...]:
    """The bodies of one side that the other has not; what is implied comes and goes with no task."""
    bodies = (parties[0] for key, parties in here.items() if key not in there)
    return tuple(party for party in bodies if not party.implied)


def _another_role(old: Role, new: Role) -> bool:
    """Whether the roles differ in more than the way to write them: 甲部 and 甲部负责 are the same duty."""
    return old is not new and {old, new} != {Role.NAMED, Role.RESPONSIBLE}


def _one_of(old: Sequence[Party], new: Sequence[Party]) -> tuple[Party, Party]:
    """A body as each side names it: by the same name where one of its names stands on both."""
    names = {party.agency: party for party in new}
    return next(((a, names[a.agency]) for a in old if a.agency in names), (old[0], new[0]))


def _parties(
    readings: Sequence[ClauseReading], latest: Mapping[str, str]
) -> dict[str, tuple[Party, ...]]:
    """The agencies by the body that they are today, without placeholders (省级有关部门).

    Each has one party for each of its names (before and after it was renamed), all with the role that
    says most of it. Where a body is both named and implied, it counts as named.
    """
    parties: dict[str, dict[str, Party]] = {}
    for party in (party for reading in readings for party in reading.parties):
        if party.agency:
            names = parties.setdefault(latest[party.agency], {})
            if not party.implied and any(named.implied for named in names.values()):
                names.clear()
            if not (party.implied and names):
                before = names.setdefault(party.agency, party)
                names[party.agency] = _in_role(before, more_telling(before.role, party.role))
    return {key: _with_one_role(tuple(names.values())) for key, names in parties.items()}


def _with_one_role(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    if len(parties) == 1:
        return parties
    role = functools.reduce(more_telling, (party.role for party in parties))
    return tuple(_in_role(party, role) for party in parties)


def _in_role(party: Party, role: Role) -> Party:
    # A copy is made only where it differs: this is asked of every body of every comparison.
    return party if party.role is role else replace(party, role=role)


def _deadline(readings: Sequence[ClauseReading]) -> str | None:
    return "；".join(dict.fromkeys(r.deadline for r in readings if r.deadline)) or None


def _first(readings: Sequence[ClauseReading]) -> Party | None:
    """Who stands first; None where several clauses of a split or merged task have each a first."""
    firsts = [p for reading in readings for p in reading.parties if p.first]
    return firsts[0] if len(firsts) == 1 else None
