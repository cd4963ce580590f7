"""`figures.json`: numbers by subject, each tied to its place, and all figures of texts."""

from __future__ import annotations

from generator.content import Content
from generator.exports.known_as_json import Json
from generator.figures import find_figures
from generator.model import Figure, SubjectEntry


def figures_file(content: Content) -> Json:
    """`subjects[]{id, name, entries[]}` and `figures[]`, every figure of every held task."""
    known = (*content.facts, *content.checks)
    facts = {(k.id, fact.topic): fact for k in known for fact in k.facts}

    def entry(value: SubjectEntry) -> Json:
        fact = facts.get((value.notice, value.text)) if value.at is None else None
        return {
            "notice": value.notice,
            "at": value.at,
            "text": value.text if value.at else None,
            "fact": value.text if fact else None,
            "statement": fact.text if fact else None,
            "value": fact.value if fact else None,
            "unit": fact.unit if fact else None,
            "state": fact.state.value if fact else None,
            "sources": list(fact.sources) if fact else [],
            "comment": fact.comment if fact else None,
        }

    figures: list[Json] = []
    for held in content.notices:
        for task in held.notice.tasks:
            found = [*find_figures("h", task.heading)]
            found += [f for s in task.sentences for f in find_figures(s.id, s.text)]
            figures += [{"task": str(task.id), **figure_json(figure)} for figure in found]
    return {
        "subjects": [
            {"id": s.id, "name": s.name, "entries": [entry(e) for e in s.entries]}
            for s in content.subjects
        ],
        "figures": figures,
    }


def figure_json(figure: Figure) -> dict[str, Json]:
    """A figure with its place in its sentence; `values` are exact decimal numbers as text."""
    return {
        "sentence": figure.sentence,
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "kind": figure.kind.value,
        "values": list(figure.values),
        "unit": figure.unit,
        "bound": figure.bound,
    }
