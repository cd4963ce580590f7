"""What changed for each agency from one notice to the next. No words, no mark-up.

An agency gains a task that newly names it, and one that is new and names it; it loses one that goes
on without it, and one that is no longer listed. Where a notice's text is not held, nothing is gained
or lost: there a list may be known in part, and a task may be listed though its heading is unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.addresses import agency_address
from generator.model.agencies import Agency, Party, Role
from generator.model.comparison import Basis
from generator.model.entries import NoticeEntry
from generator.website.compare_views import CompareView
from generator.website.refs import TaskRef

Named = Mapping[str, Mapping[str, bool]]
"""By a task's key the addresses of the agencies that it names, each with whether it is first."""


@dataclass(slots=True)
class AgencyStep:
    """An agency between two notices; `went_on` tasks name it in both.

    `joined` tasks went on and newly name it, `new` ones are new; `left` went on without it, `gone`
    are no longer listed. In `roles` tasks its role is another one. `taken` come from the body before
    it, `handed` went to the one after it.
    """

    view: CompareView
    joined: list[TaskRef] = field(default_factory=list)
    new: list[TaskRef] = field(default_factory=list)
    left: list[TaskRef] = field(default_factory=list)
    gone: list[TaskRef] = field(default_factory=list)
    first: list[TaskRef] = field(default_factory=list)
    no_longer_first: list[TaskRef] = field(default_factory=list)
    taken: list[tuple[Party, TaskRef]] = field(default_factory=list)
    handed: list[tuple[Party, TaskRef]] = field(default_factory=list)
    went_on: list[TaskRef] = field(default_factory=list)
    roles: list[tuple[Role, Role, TaskRef]] = field(default_factory=list)

    @property
    def facts(self) -> bool:
        return self.view.basis is Basis.FACTS

    @property
    def partial(self) -> tuple[NoticeEntry, ...]:
        """The notices of which a list may be known in part."""
        return tuple(notice for notice in (self.view.old, self.view.new) if not notice.held)

    @property
    def changed(self) -> bool:
        return bool(
            self.joined or self.new or self.left or self.gone
            or self.first or self.no_longer_first or self.taken or self.handed or self.roles
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """An agency in the overview of a comparison; `old` and `new` count the tasks that name it."""

    agency: Agency
    old: int
    new: int
    step: AgencyStep


def named_agencies(notices: Iterable[NoticeEntry]) -> dict[str, dict[str, bool]]:
    """Whom each task names itself; bodies that another task's clause names for it are left out."""
    return {
        task.key: {_address(p): p.first for p in task.parties or () if not p.implied}
        for notice in notices
        for task in notice.tasks
    }


def agency_steps(
    views: Sequence[CompareView], named: Named
) -> dict[str, dict[tuple[str, str], AgencyStep]]:
    """By agency's address and pair of notices what changed; nothing for an agency in neither."""
    steps: dict[str, dict[tuple[str, str], AgencyStep]] = {}
    for view in views:
        pair = view.old.id, view.new.id
        found = _steps_of(view, named)
        for address, step in sorted(found.items()):
            steps.setdefault(address, {})[pair] = step
    return steps


def overview(view: CompareView, agencies: Sequence[Agency], named: Named) -> tuple[AgencyRow, ...]:
    """The agencies whose tasks changed between two notices, in the order given."""
    steps = _steps_of(view, named)
    counts = [
        Counter(address for task in side for address in named.get(task.ref.key, {}))
        for side in (view.flow.old, view.flow.new)
    ]
    return tuple(
        AgencyRow(
            agency=agency,
            old=counts[0][address],
            new=counts[1][address],
            step=steps[address],
        )
        for agency in agencies
        if (address := agency_address(agency.id)) in steps and steps[address].changed
    )


def _steps_of(view: CompareView, named: Named) -> dict[str, AgencyStep]:
    steps: dict[str, AgencyStep] = {}

    def step(address: str) -> AgencyStep:
        return steps.setdefault(address, AgencyStep(view=view))

    def naming(refs: Sequence[TaskRef], address: str) -> list[TaskRef]:
        return [ref for ref in refs if address in named.get(ref.key, {})]

    for link in view.links:
        change = link.agencies
        if change is None:
            continue
        for party in change.kept:
            address = _address(party)
            step(address).went_on += naming(link.new, address)
        for party in change.joined:
            address = _address(party)
            step(address).joined += naming(link.new, address)
        for party in change.left:
            address = _address(party)
            step(address).left += naming(link.old, address)
        for before, after in change.renamed:
            old, new = _address(before), _address(after)
            step(new).taken += [(before, ref) for ref in naming(link.new, new)]
            step(old).handed += [(after, ref) for ref in naming(link.old, old)]
        for before, after in change.roles:
            address = _address(after)
            step(address).roles += [
                (before.role, after.role, ref) for ref in naming(link.new, address)
            ]
        if change.first and view.basis is Basis.TEXT:
            before_first, after_first = change.first
            if before_first:
                step(_address(before_first)).no_longer_first += link.old
            if after_first:
                step(_address(after_first)).first += link.new
    if view.basis is Basis.TEXT:
        for ref in view.added:
            for address, first in named.get(ref.key, {}).items():
                step(address).new.append(ref)
                step(address).first += [ref] if first else []
        for ref in view.dropped:
            for address, first in named.get(ref.key, {}).items():
                step(address).gone.append(ref)
                step(address).no_longer_first += [ref] if first else []
    return steps


def _address(party: Party) -> str:
    return agency_address(party.agency or "")
