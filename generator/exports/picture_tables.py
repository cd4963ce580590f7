"""The data of each picture as a CSV file: what is drawn, a line for each mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.addresses import picture_table
from generator.edition import Edition, Kind, Producer, Sample
from generator.exports.csv_table import csv_bytes
from generator.exports.task_table import Cell
from generator.model.agencies import Registry
from generator.model.content import Content
from generator.model.entries import NoticeEntry, TaskEntry
from generator.model.series import SeriesOutline
from generator.model.themes import Ladder
from generator.notice.commitments import counted_word
from generator.outputs import OutputFile

Rows = Iterator[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class PictureColumn:
    """A column: its name, its type in Table Schema's words, what stands in it."""

    name: str
    kind: str
    description: str


TASK = (
    PictureColumn(
        "task", "string", "the task's id, or the notice's and the heading where it has none"
    ),
    PictureColumn("number", "string", "its number as printed: （七）; empty where it is not known"),
    PictureColumn("heading", "string", "its heading"),
)
SECTION = PictureColumn(
    "section", "string", "the section's number and heading; empty where there is none"
)
PICTURES: Mapping[str, tuple[PictureColumn, ...]] = {
    "matrix": (
        *TASK,
        SECTION,
        PictureColumn("agency", "string", "the id of a body that the task names"),
        PictureColumn("name", "string", "the body's full name"),
        PictureColumn("first", "boolean", "whether the task names it first"),
        PictureColumn("lead", "boolean", "whether the task says that it leads"),
    ),
    "commitments": (
        *TASK,
        SECTION,
        PictureColumn("sentence", "string", "a sentence's id in its task: s1"),
        PictureColumn(
            "word", "string", "the word that says how firmly it binds; empty where it has none"
        ),
    ),
    "years": (
        PictureColumn("notice", "string", "a year's notice"),
        PictureColumn("state", "string", "how sure its text is; empty where nothing is held"),
        PictureColumn("tasks", "integer", "how many of its tasks are known"),
        PictureColumn("total", "string", "how many it has, as printed or reported"),
        PictureColumn(
            "total_state", "string", "how sure that number is; empty where the text is held"
        ),
    ),
    "lines": (
        PictureColumn("theme", "string", "a theme's id"),
        PictureColumn("name", "string", "its name"),
        PictureColumn("verdict", "string", "whether an editor has confirmed it"),
        PictureColumn("notice", "string", "the notice of one of its tasks"),
        *TASK,
        PictureColumn("state", "string", "how sure the heading is; empty where the text is held"),
    ),
    "ladder": (
        PictureColumn("rung", "string", "a class, from the lowest"),
        PictureColumn("note", "string", "what an editor says of the class"),
        PictureColumn("notice", "string", "a notice that says something of it"),
        PictureColumn("words", "string", "its words"),
        PictureColumn(
            "at", "string", "where they stand: 2020-01#s2; empty where they are a fact's"
        ),
        PictureColumn("fact", "string", "the fact's topic; empty where the text is held"),
        PictureColumn("state", "string", "how sure the fact is; empty where the text is held"),
    ),
}
"""The columns of each kind of picture, by what its name begins with."""


def picture_tables(edition: Edition) -> Iterator[OutputFile]:
    """A table for each picture that the site shows."""
    content, notices = edition.content, edition.notices
    for notice in (n for n in notices if n.held):
        if rows := list(_matrix(notice, content.registry)):
            yield _file(f"matrix-{notice.id}", rows)
        told = list(_commitments(notice))
        if any(word for *_, word in told):
            yield _file(f"commitments-{notice.id}", told)
    for place, one in enumerate(content.several or content.series.outlines()[:1]):
        end = f"-{one.id}" if place else ""
        own = [notice for notice in notices if notice.series == one.id]
        yield _file(f"years{end}", _years(one, own))
        if lines := list(_lines(content, own)):
            yield _file(f"lines{end}", lines)
    for theme in content.themes:
        if theme.ladder:
            yield _file(f"ladder-{theme.id}", _ladder(theme.ladder, content))


def _file(picture: str, rows: Iterable[tuple[Cell, ...]]) -> OutputFile:
    head = [column.name for column in PICTURES[picture.partition("-")[0]]]
    return OutputFile(picture_table(picture), csv_bytes(head, rows))


def _task(task: TaskEntry) -> tuple[Cell, ...]:
    return task.key, task.label, task.heading


def _section(task: TaskEntry) -> str | None:
    return task.section.title if task.section else None


def _matrix(notice: NoticeEntry, registry: Registry) -> Rows:
    names = {agency.id: agency.name for agency in registry.agencies}
    for task in notice.tasks:
        for party in task.parties or ():
            if party.agency:
                name = names[party.agency]
                yield *_task(task), _section(task), party.agency, name, party.first, party.lead


def _commitments(notice: NoticeEntry) -> Rows:
    for task in notice.tasks:
        for sentence in task.sentences:
            yield *_task(task), _section(task), sentence.id, counted_word(sentence.text)


def _years(series: SeriesOutline, notices: Iterable[NoticeEntry]) -> Rows:
    own = {notice.id: notice for notice in notices}
    for year in sorted({*own, *(member.id for member in series.members)}):
        notice = own.get(year)
        if notice is None:
            yield year, None, 0, None, None
        else:
            total = notice.total
            whole = str(notice.count) if notice.held else total.text if total else None
            yield year, notice.state, notice.count, whole, total.state if total else None


def _lines(content: Content, notices: Iterable[NoticeEntry]) -> Rows:
    tasks = {task.key: task for notice in notices for task in notice.tasks}
    for theme in content.themes:
        for task in (tasks[key] for key in theme.tasks if key in tasks):
            state = task.states.heading if task.states else None
            yield theme.id, theme.name, theme.state, task.notice, *_task(task), state


def _ladder(ladder: Ladder, content: Content) -> Rows:
    known = (*content.facts, *content.checks)
    states = {(facts.id, fact.topic): fact.state for facts in known for fact in facts.facts}
    for rung in ladder.rungs:
        for cell in rung.cells:
            state = states[cell.notice, cell.topic] if cell.topic else None
            yield rung.name, rung.note, cell.notice, cell.words, cell.at, cell.topic, state


def _samples(_: Edition) -> Iterator[Sample]:
    yield Sample(path=picture_table("years"), words="picture_tables")


PICTURE_TABLES = Producer(
    kinds=(
        Kind(
            name="picture_tables",
            pattern=picture_table("<picture>"),
            samples=_samples,
        ),
    ),
    files=picture_tables,
)
