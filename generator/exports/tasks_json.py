"""`tasks/<id>.json`: a task whose text is held, or of which only facts are known."""

from __future__ import annotations

from generator.addresses import task_address
from generator.exports.notices_json import held_section, known_section
from generator.exports.values import Json, figure_json
from generator.model.agencies import ClauseReading, Registry
from generator.model.content import HeldNotice
from generator.model.facts import FactsNotice, KnownTask
from generator.model.notice import Section, Sentence, Task
from generator.model.provenance import TextState
from generator.notice.figures import find_figures
from generator.text.numerals import format_numeral


def held_task(held: HeldNotice, section: Section, task: Task, reading: ClauseReading) -> Json:
    figures = [
        *find_figures("h", task.heading),
        *(f for s in task.sentences for f in find_figures(s.id, s.text)),
    ]
    clauses = task.clauses
    return {
        "id": str(task.id),
        "notice": task.id.notice,
        "number": task.id.number,
        "label": task.label,
        "heading": task.heading,
        "heading_end": task.heading_end,
        "section": held_section(section),
        "url": task_address(task.id),
        "state": held.provenance.state.value,
        "paragraphs": [
            {
                "sentences": [
                    {"id": part.id, "text": part.text}
                    for part in paragraph.parts
                    if isinstance(part, Sentence)
                ]
            }
            for paragraph in task.paragraphs
        ],
        "clause": clauses[0].text[1:-1] if len(clauses) == 1 else None,
        "clauses": [{"id": clause.id, "printed": clause.text} for clause in clauses],
        "agencies": [
            {
                "id": p.agency,
                "printed": p.printed,
                "first": p.first,
                "lead": p.lead,
                "implied": p.implied,
            }
            for p in reading.parties
            if p.agency
        ],
        "others": [p.printed for p in reading.parties if not p.agency],
        "open": reading.open,
        "deadline": reading.deadline,
        "figures": [figure_json(figure) for figure in figures],
        "heading_state": None,
        "agencies_state": None,
        "sources": None,
    }


def known_task(task: KnownTask, facts: FactsNotice, registry: Registry) -> Json:
    """`tasks/<id>.json` of a task of which only facts are known: text, clause, figures are null."""
    assert task.id and task.number  # the caller asks for tasks with a page
    names = registry.by_printed()
    section = next((s for s in facts.sections if s.number and s.number == task.section), None)
    printed = task.agencies
    return {
        "id": str(task.id),
        "notice": facts.id,
        "number": task.number,
        "label": f"（{format_numeral(task.number)}）",
        "heading": task.heading,
        "heading_end": None,
        "section": known_section(section) if section else None,
        "url": task_address(task.id),
        "state": TextState.FACTS_ONLY.value,
        "paragraphs": None,
        "clause": None,
        "clauses": None,
        "agencies": None
        if printed is None
        else [
            {
                "id": names[name].id,
                "printed": name,
                "first": place == 0,
                "lead": False,
                "implied": False,
            }
            for place, name in enumerate(printed)
            if name in names
        ],
        "others": None if printed is None else [n for n in printed if n not in names],
        "open": task.open,
        "deadline": None,
        "figures": None,
        "heading_state": task.state.value,
        "agencies_state": task.agencies_state.value if printed is not None else None,
        "sources": list(task.sources),
    }
