"""What an import found, in words for the person who ran it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.content.factcheck import FactCheck
from generator.importers.drafting import Draft
from generator.importers.planning import Plan
from generator.importers.saved_from import saved_address
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


def left_to_do(plan: Plan) -> Iterator[str]:
    """What an import leaves to a person, one thing a line."""
    place, notice = plan.place, plan.draft.notice
    saved = saved_address(plan.draft.source.data)
    if saved and plan.draft.source.final is None:
        official = f"keytasks verify {place.notice_id} COPY --accept --official {saved}"
        yield f"the page says it was saved from {saved}; with a copy saved anew: `{official}`"
    if notice is not None and (names := unknown_names(notice, place.registry)):
        entries = "\n".join(map(_entry, names))
        yield f"add to content/agencies.yml, under agencies (before others):\n{entries}"
    member = place.frame.member(place.notice_id)
    if notice and place.series == place.frame.id:
        number = notice.identity.number
        if member is None:
            said = f'{{id: "{place.notice_id}", number: {number or "null"}, state: seen}}'
            yield f"add to content/series.yml, under members: {said}"
        elif number and member.number != number:
            yield (
                f"content/series.yml has {member.number} as the number of {member.id}, "
                f"the text {number}"
            )
        if member is None and place.frame.absent:
            yield f"content/series.yml, absent: is it still right? {place.frame.absent}"
        about = place.content_dir / "pages/about.md"
        if about.exists() and member is None:
            yield f"{about}: does it still say which years there are?"
    yield "read notice.md against the source, then `keytasks check` and `keytasks ledger`"


def _entry(name: str) -> str:
    """A body that nobody knows, in YAML to paste: the id is to be filled in, `unverified` to be checked."""
    return (
        f"  - id: FILL-IN\n    name: {name}\n    printed: [{name}]\n"
        "    kind: constituent\n    unverified: [name, kind]"
    )


def unknown_names(notice: Notice, registry: Registry) -> tuple[str, ...]:
    """Names in clauses that the registry does not know, each once."""
    own = registry.scoped(notice.series)
    clauses = [clause for task in notice.tasks for clause in task.clauses]
    return tuple(dict.fromkeys(n for c in clauses for n in read_clause(c.text, own)[1]))
