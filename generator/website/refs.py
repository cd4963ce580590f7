"""References: a task as another page names it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.addresses import task_address
from generator.model.entries import NoticeEntry, TaskEntry
from generator.model.facts import FactState
from generator.notice.headings import task_label


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRef:
    """A task as other pages name it; `address` is None where it has no page.

    `guessed` is the number of a task whose number is inferred alone, None of any other.
    """

    key: str
    notice: str
    label: str
    guessed: str | None
    heading: str
    address: str | None
    state: FactState | None

    @property
    def anchor(self) -> str | None:
        """Its place on a comparison's page: `task-2021-03`."""
        return f"task-{self.key}" if self.address else None


Refs = Mapping[str, TaskRef]


def guessed_label(task: TaskEntry) -> str | None:
    """The number of a known task where nobody printed or told it, but it was inferred."""
    return task_label(task.number) if task.number and task.states and not task.label else None


def task_refs(notices: Iterable[NoticeEntry]) -> dict[str, TaskRef]:
    """Every task of which a heading is known, by the key that comparisons use."""
    return {
        task.key: TaskRef(
            key=task.key,
            notice=task.notice,
            label=task.cited,
            guessed=guessed_label(task),
            heading=task.heading or "",
            address=task_address(task.id) if task.id else None,
            state=task.states.heading if task.states else None,
        )
        for notice in notices
        for task in notice.headed
    }
