"""Who is responsible: printed names in a clause to registry entries.

A clause of the national notices reads （公安部、发展改革委、省级有关部门等负责）: names between 、,
等 for a list left open, and what they are to do. The first name stands first and no more: the
notice does not say that it leads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model import Agency, ClauseReading, Party, Task

CLAUSE = re.compile(r"[（(〔\[](?P<names>.+?)(?P<open>等)?(?P<duty>负责)[）)〕\]][。；]?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All agencies, and the printed names that are none (`others`, 省级有关部门)."""

    agencies: tuple[Agency, ...]
    others: tuple[str, ...]

    def by_printed(self) -> dict[str, Agency]:
        """Printed form, or full name, to its agency."""
        return {name: a for a in self.agencies for name in (a.name, *a.printed)}


def read_clause(text: str, registry: Registry) -> tuple[ClauseReading, tuple[str, ...]]:
    """What the clause says, and what in it could not be read: names that nobody knows.

    A clause in a form not known here gives no parties and itself as unread.
    """
    match = CLAUSE.match(text)
    if not match:
        return ClauseReading(parties=(), open=False), (text,)
    known = registry.by_printed()
    names = match["names"].split("、")
    parties = tuple(
        Party(printed=name, agency=known[name].id if name in known else None, first=place == 0)
        for place, name in enumerate(names)
    )
    unknown = tuple(n for n in names if n not in known and n not in registry.others)
    return ClauseReading(parties=parties, open=match["open"] is not None), unknown


def task_parties(task: Task, registry: Registry) -> ClauseReading:
    """The parties of all clauses of a task; each named once, at its first place."""
    readings = [read_clause(clause.text, registry)[0] for clause in task.clauses]
    parties: dict[str, Party] = {}
    for party in (party for reading in readings for party in reading.parties):
        parties.setdefault(party.printed, party)
    return ClauseReading(parties=tuple(parties.values()), open=any(r.open for r in readings))
