"""What an import found, in words for the person who ran it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.content.factcheck import FactCheck
from generator.importers.drafting import Draft
from generator.importers.sources import Dropped
from generator.importers.writing import COPY
from generator.model.agencies import Registry
from generator.model.notice import Notice
from generator.notice.agency_clauses import read_clause

MOST_SHOWN = 12
WIDEST = 60


def summary(draft: Draft, registry: Registry, check: FactCheck | None = None) -> str:
    """Sections, tasks, agencies, steps, what was left out, and what the known facts say to it."""
    extract = draft.extract
    lines = [f"layout: {extract.layout}"]
    lines += [f"step: {step}" for step in draft.cleaned.steps]
    lines += _left_out((*extract.dropped, *draft.cleaned.removed))
    if extract.markup.strip():
        lines.append(f"left out: mark-up of the source, {len(extract.markup)} characters")
    if any("附件" in d.text for d in draft.cleaned.removed):
        lines.append("warning: the page names an attachment; is the whole text here?")
    if extract.signed or extract.published:
        lines.append(f"page: signed {extract.signed}, published {extract.published}")
    if draft.notice:
        lines += _notice(draft.notice, registry)
    if check:
        lines += [f"contradicts: {p.message}" for p in check.problems]
        lines += [f"note: {text}" for text in check.remarks]
    return "\n".join(lines) + "\n"


def _left_out(dropped: tuple[Dropped, ...]) -> Iterator[str]:
    """The first of everything that was left out for the same reason, and how many more."""
    reasons = Counter(d.why for d in dropped)
    shown: Counter[str] = Counter()
    for entry in dropped:
        shown[entry.why] += 1
        most = 1 if entry.why == COPY else MOST_SHOWN
        if shown[entry.why] > most:
            continue
        text = " ".join(entry.text.split())
        text = text if len(text) <= WIDEST else f"{text[:WIDEST]}…"
        rest = reasons[entry.why] - most
        more = f" (and {rest} more)" if shown[entry.why] == most and rest > 0 else ""
        yield f"left out ({entry.why}): {text}{more}"


def _notice(notice: Notice, registry: Registry) -> Iterator[str]:
    for name in ("title", "number", "issuer", "issued"):
        yield f"{name}: {getattr(notice.identity, name) or '(not found)'}"
    yield f"sections: {len(notice.sections)}, tasks: {len(notice.tasks)}"
    own = registry.scoped(notice.series)
    clauses = [clause for task in notice.tasks for clause in task.clauses]
    readings = [read_clause(clause.text, own)[0] for clause in clauses]
    agencies = {p.agency for reading in readings for p in reading.parties if p.agency}
    yield f"clauses: {len(clauses)}, agencies: {len(agencies)}"
    if silent := [task.label for task in notice.tasks if not task.clauses]:
        yield f"tasks without a clause: {''.join(silent)}"
    for section in notice.sections:
        if not section.tasks:
            yield f"note: section {section.label}{section.heading} has no tasks"


def numbered(draft: Draft) -> str:
    """The paragraphs as they were read, with the numbers that Problems and doubts name."""
    lines = enumerate(draft.cleaned.paragraphs, 1)
    return "".join(f"{number:>4}  {text}\n" for number, text in lines)
