"""References: a task as another page names it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.addresses import task_address
from generator.model.entries import NoticeEntry
from generator.model.facts import FactState


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRef:
    """A task as other pages name it; `address` is None where it has no page."""

    key: str
    notice: str
    label: str
    heading: str
    address: str | None
    state: FactState | None

    @property
    def anchor(self) -> str | None:
        """Its place on a comparison's page: `task-2021-03`."""
        return f"task-{self.key}" if self.address else None


Refs = Mapping[str, TaskRef]


def task_refs(notices: Iterable[NoticeEntry]) -> dict[str, TaskRef]:
    """Every task of which a heading is known, by the key that comparisons use."""
    return {
        task.key: TaskRef(
            key=task.key,
            notice=task.notice,
            label=task.cited,
            heading=task.heading or "",
            address=task_address(task.id) if task.id else None,
            state=task.states.heading if task.states else None,
        )
        for notice in notices
        for task in notice.headed
    }
