"""What an import found, in words for the person who ran it; and the record of a comparison."""

from __future__ import annotations

import re

from generator.agencies import Registry, read_clause
from generator.importers.drafting import Draft
from generator.model import Notice


def summary(draft: Draft, registry: Registry) -> str:
    """Sections, tasks, agencies, unknown names with their tasks, steps, what was left out."""
    lines = [f"layout: {draft.extract.layout}"]
    lines += [f"step: {step}" for step in draft.cleaned.steps]
    lines += [f"left out: {text}" for text in draft.cleaned.removed]
    if draft.notice:
        notice = draft.notice
        identity = notice.identity
        for name in ("title", "number", "issuer", "issued"):
            lines.append(f"{name}: {getattr(identity, name) or '(not found)'}")
        lines.append(f"sections: {len(notice.sections)}, tasks: {len(notice.tasks)}")
        own = registry.scoped(notice.series)
        clauses = [(task, clause) for task in notice.tasks for clause in task.clauses]
        readings = [(task, *read_clause(clause.text, own)) for task, clause in clauses]
        agencies = {p.agency for _, reading, _ in readings for p in reading.parties if p.agency}
        silent = [task.label for task in notice.tasks if not task.clauses]
        lines.append(f"clauses: {len(clauses)}, agencies: {len(agencies)}")
        if silent:
            lines.append(f"tasks without a clause: {''.join(silent)}")
        for task, _, unknown in readings:
            lines += [f"warning: {task.label} nobody knows {name!r}" for name in unknown]
    return "\n".join(lines) + "\n"


def unknown_names(notice: Notice, registry: Registry) -> tuple[str, ...]:
    """Names in clauses that the registry does not know, each once."""
    own = registry.scoped(notice.series)
    clauses = [clause for task in notice.tasks for clause in task.clauses]
    return tuple(dict.fromkeys(n for c in clauses for n in read_clause(c.text, own)[1]))


def accepted(source_yml: str, address: str, time: str) -> str:
    """A source.yml whose text was found to be the official one; comments and the rest stay."""
    text = re.sub(r"(?m)^state: .*$", "state: official", source_yml, count=1)
    text = re.sub(r"(?m)^note: .*$", "note: 已与官方网页逐字核对，没有差异", text, count=1)
    text = re.sub(r"(?m)^verified: .*\n", "", text)
    official = f"official:\n  url: {address}\n  state: seen\n"
    text = re.sub(r"(?m)^official:\n(?:  .*\n)+", lambda _: official, text, count=1)
    return text.rstrip("\n") + f'\nverified: "{time}，与 {address} 逐字核对，没有差异"\n'
