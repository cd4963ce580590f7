"""`tasks/<id>.json`: a task whose text is held, or of which only facts are known."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import DATA_FILES, task_address
from generator.edition import Edition, Kind, Producer, Sample
from generator.exports.citation_files import citation_json
from generator.exports.values import Json, data_file, figure_json, section_json
from generator.model.agencies import Party, Role
from generator.model.entries import TaskEntry
from generator.model.notice import Paragraph, Sentence
from generator.outputs import OutputFile


def task_json(task: TaskEntry, edition: Edition) -> Json:
    """A task with a page; what is not known of it is null."""
    assert task.id  # else it has no page, and no file
    clauses = task.clauses
    states = task.states
    return {
        "id": task.key,
        "notice": task.notice,
        "number": task.number,
        "label": task.label,
        "heading": task.heading,
        "heading_end": task.heading_end,
        "section": section_json(task.section) if task.section else None,
        "url": task_address(task.id),
        "state": task.state.value,
        "paragraphs": None
        if task.paragraphs is None
        else [_paragraph(paragraph) for paragraph in task.paragraphs],
        "clause": clauses[0].inner if len(clauses) == 1 else None,
        "clauses": [{"id": clause.id, "printed": clause.text} for clause in clauses]
        if task.held
        else None,
        "agencies": None if task.parties is None else [_party(party) for party in task.parties],
        "others": None if task.others is None else [party.printed for party in task.others],
        "open": task.open,
        "deadline": task.deadline,
        "figures": None if task.figures is None else [figure_json(f) for f in task.figures],
        "heading_state": states.heading.value if states else None,
        "agencies_state": states.agencies.value if states and states.agencies else None,
        "sources": None if task.sources is None else [source.id for source in task.sources],
        "citation": citation_json(edition.citations[task.key], edition),
    }


def _paragraph(paragraph: Paragraph) -> Json:
    sentences = [part for part in paragraph.parts if isinstance(part, Sentence)]
    return {"sentences": [{"id": sentence.id, "text": sentence.text} for sentence in sentences]}


def _party(party: Party) -> Json:
    return {
        "id": party.agency,
        "printed": party.printed,
        "forms": list(party.forms),
        "first": party.first,
        "lead": party.lead,
        "role": _role(party),
        "implied": party.implied,
    }


def _role(party: Party) -> str:
    """What the text says that a body does; of one that is only named, whether it is named first."""
    return "first" if party.first and party.role is Role.NAMED else party.role.value


def _files(edition: Edition) -> Iterator[OutputFile]:
    for notice in edition.notices:
        for task in notice.paged:
            yield data_file(f"tasks/{task.key}.json", task_json(task, edition))


def _samples(edition: Edition) -> Iterator[Sample]:
    """The first task of each notice whose text is held."""
    for notice in edition.notices:
        if notice.held:
            first, last = notice.tasks[0], notice.tasks[-1]
            path = f"{DATA_FILES}tasks/{first.key}.json"
            yield Sample(path=path, words="task", values={"last": last.key})


TASKS = Producer(
    kinds=(
        Kind(
            name="task", pattern=f"{DATA_FILES}tasks/<task>.json", schema="task", samples=_samples
        ),
    ),
    files=_files,
)
