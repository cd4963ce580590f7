"""References: a notice or a task as another page names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.addresses import task_address
from generator.model.content import Content
from generator.model.facts import FactState, task_key
from generator.model.provenance import TextState
from generator.text.numerals import format_numeral


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRef:
    """A notice as comparisons name it."""

    id: str
    number: str | None
    held: bool
    state: TextState
    count: int


def task_refs(content: Content) -> dict[str, TaskRef]:
    """Every task of which a heading is known, by the key that comparisons use, oldest first."""
    refs = {
        str(task.id): TaskRef(
            key=str(task.id),
            notice=held.notice.id,
            label=task.label,
            heading=task.heading,
            address=task_address(task.id),
            state=None,
        )
        for held in content.notices
        for task in held.notice.tasks
    }
    for facts in content.facts:
        for task in facts.tasks:
            if task.heading:
                key = task_key(facts.id, str(task.id) if task.id else None, task.heading)
                refs[key] = TaskRef(
                    key=key,
                    notice=facts.id,
                    label=f"（{format_numeral(task.told_number)}）" if task.told_number else "",
                    heading=task.heading,
                    address=task_address(task.id) if task.id else None,
                    state=task.state,
                )
    return refs


def notice_refs(content: Content) -> dict[str, NoticeRef]:
    """Every notice of which something is known, by its id."""
    held = {
        h.notice.id: NoticeRef(
            id=h.notice.id,
            number=h.notice.identity.number,
            held=True,
            state=h.provenance.state,
            count=len(h.notice.tasks),
        )
        for h in content.notices
    }
    known = {
        facts.id: NoticeRef(
            id=facts.id,
            number=facts.number.text if facts.number else None,
            held=False,
            state=TextState.FACTS_ONLY,
            count=sum(1 for task in facts.tasks if task.heading),
        )
        for facts in content.facts
    }
    return held | known
