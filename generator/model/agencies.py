"""Agencies are the registry's entries; parties are their names in a clause; a reading is what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class AgencyKind(StrEnum):
    """What sort of body an agency is; the Chinese words stand in the templates."""

    CONSTITUENT = "constituent"
    SPECIAL = "special"
    DIRECT = "direct"
    BUREAU = "bureau"
    INSTITUTION = "institution"
    PARTY = "party"
    PEOPLE = "people"
    BANK = "bank"
    ENTERPRISE = "enterprise"
    JUDICIAL = "judicial"
    PROVINCIAL = "provincial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One step from a body to the one that followed it; `date` is a year or a day, or None."""

    id: str
    date: str | None
    verified: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A body that notices name (单位): registry entry with all its printed forms.

    `unverified` names the fields of this entry that nobody has checked yet; `series` the ids of
    the series whose texts can mean it (a province's bodies), none for all.
    """

    id: str
    name: str
    printed: tuple[str, ...]
    press: tuple[str, ...]
    english: str | None
    kind: AgencyKind
    since: str | None
    until: str | None
    predecessors: tuple[Succession, ...]
    successors: tuple[Succession, ...]
    unverified: tuple[str, ...]
    series: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """What it is called where there is little room: as texts print it first, else its name."""
        return self.printed[0] if self.printed else self.name


class Role(StrEnum):
    """What a clause says that a body does (职责): only what it says in words, nothing concluded.

    LEAD is 牵头 alone; RESPONSIBLE what else says that the work is the body's (负责, 落实, 主办, 责任单位);
    SUPPORT what says that it helps (配合, 协办, 参与); NAMED where there is no word at all.
    """

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    NAMED = "named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A name in a clause: `agency` is its registry id, None for a placeholder (省级有关部门).

    `first` says that it is named first in its clause (列首位; a task with several clauses has
    several), which is not the same as leading: `role` is what the text itself says. `implied`
    parties are not named in the task's own clause: an earlier one names them for all later tasks.
    `also` are the further forms in which a task prints the same body (`国家甲委`, then `甲委`).
    """

    printed: str
    agency: str | None
    first: bool
    role: Role = Role.NAMED
    implied: bool = False
    also: tuple[str, ...] = ()

    @property
    def lead(self) -> bool:
        """Whether the text says that it leads (牵头)."""
        return self.role is Role.LEAD

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form in which it is printed, in order."""
        return self.printed, *self.also


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseReading:
    """What a clause says: who, whether the list is open (等), by when (as printed).

    `blanket` are those whom it names for all later tasks of the notice.
    """

    parties: tuple[Party, ...]
    open: bool
    deadline: str | None = None
    blanket: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All agencies, and the printed names that are none (`others`, 省级有关部门)."""

    agencies: tuple[Agency, ...]
    others: tuple[str, ...]
    names: Mapping[str, Agency] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {name: a for a in self.agencies for name in (a.name, *a.printed)}
        object.__setattr__(self, "names", names)

    def by_printed(self) -> Mapping[str, Agency]:
        """Printed form, or full name, to its agency."""
        return self.names

    def scoped(self, series: str) -> Registry:
        """Those that texts of `series` can mean: a province's own bodies are left to its series."""
        own = tuple(a for a in self.agencies if not a.series or series in a.series)
        return self if len(own) == len(self.agencies) else replace(self, agencies=own)


def latest_names(registry: Registry) -> dict[str, str]:
    """Each agency's id mapped to that of the body that it is today.

    Followed are single successors: of a body that was split nobody is the one that it is today.
    """
    successors = {a.id: [s.id for s in a.successors] for a in registry.agencies}
    latest = {}
    for agency in successors:
        seen = [agency]
        # `seen` also ends a circle of successors, a mistake that must not hang the build.
        while len(following := successors.get(seen[-1], [])) == 1 and following[0] not in seen:
            seen.append(following[0])
        latest[agency] = seen[-1]
    return latest


def printed_names(registry: Registry) -> dict[str, str]:
    """Each printed form mapped to the id of the body that it is today."""
    latest = latest_names(registry)
    return {name: latest[agency.id] for name, agency in registry.by_printed().items()}
