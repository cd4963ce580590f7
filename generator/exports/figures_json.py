"""`figures.json`: numbers by subject, each tied to its place, and all figures of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.addresses import DATA_FILES
from generator.compare.segments import segment_at
from generator.edition import Edition, Kind, Producer
from generator.exports.values import Json, data_file, figure_json
from generator.model.content import Content
from generator.model.entries import NoticeEntry
from generator.model.figures import Figure, SubjectEntry
from generator.notice.places import anchored_texts, entry_figure
from generator.outputs import OutputFile


def figures_file(content: Content, notices: Iterable[NoticeEntry]) -> Json:
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
    for task in (task for notice in notices for task in notice.tasks):
        own = dict(task.texts)
        figures += [
            {"task": task.key, **figure_json(figure), "quote": _quote(figure, own[figure.sentence])}
            for figure in task.figures or ()
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


def _files(edition: Edition) -> Iterator[OutputFile]:
    yield data_file("figures.json", figures_file(edition.content, edition.notices))


FIGURES = Producer(
    kinds=(Kind(name="figures", pattern=f"{DATA_FILES}figures.json", schema="figures"),),
    files=_files,
)
