"""`figures.json`: numbers by subject, each tied to its place, and all figures of texts."""

from __future__ import annotations

from generator.compare.segments import segment_at
from generator.exports.values import Json, figure_json
from generator.model.content import Content
from generator.model.figures import Figure, SubjectEntry
from generator.notice.figures import find_figures
from generator.notice.places import anchored_texts, entry_figure


def figures_file(content: Content) -> Json:
    """`subjects[]{id, name, note, entries[]}` and `figures[]`, every figure of every held task.

    `quote` is the clause that a figure stands in.
    """
    known = (*content.facts, *content.checks)
    facts = {(k.id, fact.topic): fact for k in known for fact in k.facts}
    texts = {at: text for held in content.notices for at, text in anchored_texts(held.notice)}

    def entry(value: SubjectEntry) -> Json:
        fact = facts.get((value.notice, value.text)) if value.at is None else None
        figure = entry_figure(value, texts)
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
            "quote": _quote(figure, texts[value.at]) if figure and value.at else None,
        }

    figures: list[Json] = []
    for held in content.notices:
        for task in held.notice.tasks:
            for sentence, text in [("h", task.heading), *((s.id, s.text) for s in task.sentences)]:
                figures += [
                    {"task": str(task.id), **figure_json(figure), "quote": _quote(figure, text)}
                    for figure in find_figures(sentence, text)
                ]
    return {
        "subjects": [
            {"id": s.id, "name": s.name, "note": s.note, "entries": [entry(e) for e in s.entries]}
            for s in content.subjects
        ],
        "figures": figures,
    }


def _quote(figure: Figure, text: str) -> str:
    """The clause that the figure stands in, as printed, without its closing mark."""
    start, end = segment_at(figure.sentence, text, figure.start)
    return text[start:end]
