"""What changed in who is responsible, and which figure became which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.agencies import ClauseReading, Party, Registry
from generator.model.comparison import AgencyChange


def latest_names(registry: Registry) -> dict[str, str]:
    """Each agency's id with that of the body that it is today, where it has a single successor."""
    successors = {a.id: [s.id for s in a.successors] for a in registry.agencies}
    latest = {}
    for agency in successors:
        seen = [agency]
        while len(following := successors.get(seen[-1], [])) == 1 and following[0] not in seen:
            seen.append(following[0])
        latest[agency] = seen[-1]
    return latest


def printed_names(registry: Registry) -> dict[str, str]:
    """Each printed form with the id of the body that it is today."""
    latest = latest_names(registry)
    return {name: latest[agency.id] for name, agency in registry.by_printed().items()}


def agency_changes(
    old: Sequence[ClauseReading],
    new: Sequence[ClauseReading],
    latest: Mapping[str, str],
    *,
    partial: bool = False,
) -> AgencyChange:
    """Who joined and left between the clauses of linked tasks; a new name is no change of duty.

    `latest` has the body that each agency is today (see `latest_names`). `partial` says that the
    names of a side may not be all: nothing is then known of 等 and dates.
    """
    before, after = _parties(old, latest), _parties(new, latest)
    named = [key for key in before if key in after and not before[key].implied]
    same = [key for key in named if not after[key].implied]
    renamed = [key for key in same if before[key].agency != after[key].agency]
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
    """The agencies by what they are today, as named rather than implied; placeholders are none."""
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
    """Who stands first; a split or merged task has no one first."""
    firsts = [p for reading in readings for p in reading.parties if p.first]
    return firsts[0] if len(firsts) == 1 else None
