"""The invented corpus with the clauses of its first tasks replaced: who is responsible, as one likes."""

from __future__ import annotations

from dataclasses import replace

from generator.model.content import Content, HeldNotice
from generator.model.notice import Clause, Paragraph, Task


def with_clauses(content: Content, clauses: dict[str, str | None]) -> Content:
    """The content with one clause for each task named by id, or none at all; others as they are."""
    return replace(content, notices=tuple(_notice(held, clauses) for held in content.notices))


def _notice(held: HeldNotice, clauses: dict[str, str | None]) -> HeldNotice:
    sections = tuple(
        replace(section, tasks=tuple(_task(task, clauses) for task in section.tasks))
        for section in held.notice.sections
    )
    return replace(held, notice=replace(held.notice, sections=sections))


def _task(task: Task, clauses: dict[str, str | None]) -> Task:
    if str(task.id) not in clauses:
        return task
    text = clauses[str(task.id)]
    paragraphs = [
        replace(p, parts=tuple(part for part in p.parts if not isinstance(part, Clause)))
        for p in task.paragraphs
    ]
    if text:
        last = paragraphs[-1]
        paragraphs[-1] = Paragraph(parts=(*last.parts, Clause(id="r", text=text)))
    return replace(task, paragraphs=tuple(p for p in paragraphs if p.parts))
