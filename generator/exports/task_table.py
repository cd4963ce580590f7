"""All tasks as one table: the columns of `tasks.csv`, which workbooks read too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.addresses import task_address
from generator.model.entries import EntryStates, NoticeEntry, TaskEntry
from generator.model.facts import FactState

Cell: TypeAlias = "str | int | bool | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, its type in Table Schema's words, what stands in it, and of a task what."""

    name: str
    kind: str
    description: str
    cell: Callable[[TaskEntry], Cell]
    required: bool = False


def _joined(mark: str, texts: Iterable[str | None]) -> str | None:
    """The texts with `mark` between them; an empty cell where there are none."""
    return mark.join(text for text in texts if text) or None


def _state(task: TaskEntry, of: Callable[[EntryStates], FactState | None]) -> str | None:
    state = of(task.states) if task.states else None
    return state.value if state else None


COLUMNS = (
    Column(
        name="id",
        kind="string",
        description="the task's id: 2020-07; empty where its number was neither seen nor reported",
        cell=lambda task: str(task.id) if task.id else None,
    ),
    Column(
        name="notice",
        kind="string",
        description="the notice's id",
        cell=lambda task: task.notice,
        required=True,
    ),
    Column(
        name="number",
        kind="integer",
        description="the task's number, empty if not known",
        cell=lambda task: task.number,
    ),
    Column(
        name="label",
        kind="string",
        description="the number as printed, seen or reported",
        cell=lambda task: task.label,
    ),
    Column(
        name="heading",
        kind="string",
        description="without its closing mark",
        cell=lambda task: task.heading,
        required=True,
    ),
    Column(
        name="heading_end",
        kind="string",
        description="the heading's closing mark",
        cell=lambda task: task.heading_end or None,
    ),
    Column(
        name="section_number",
        kind="integer",
        description="the section's number",
        cell=lambda task: task.section.number if task.section else None,
    ),
    Column(
        name="section",
        kind="string",
        description="the section's heading",
        cell=lambda task: task.section.heading if task.section else None,
    ),
    Column(
        name="url",
        kind="string",
        description="relative to the site's root; empty where the task has no page",
        cell=lambda task: task_address(task.id) if task.id else None,
    ),
    Column(
        name="state",
        kind="string",
        description="how sure the text is",
        cell=lambda task: task.state.value,
        required=True,
    ),
    Column(
        name="text",
        kind="string",
        description="what follows the heading, clauses included, a paragraph a line; empty where "
        "the text is not held",
        cell=lambda task: (
            "\n".join(paragraph.text for paragraph in task.paragraphs) if task.paragraphs else None
        ),
    ),
    Column(
        name="clause",
        kind="string",
        description="who is responsible, as printed",
        cell=lambda task: _joined("\n", (clause.text for clause in task.clauses)),
    ),
    Column(
        name="agencies_known",
        kind="boolean",
        description="whether it is known who is responsible, from the text or, where it is not held, "
        "from a reprint or a report",
        cell=lambda task: task.parties is not None,
        required=True,
    ),
    Column(
        name="agencies",
        kind="string",
        description="agencies as printed, between them 、",
        cell=lambda task: _joined("、", (party.printed for party in task.parties or ())),
    ),
    Column(
        name="agency_ids",
        kind="string",
        description="their ids, between them a space",
        cell=lambda task: _joined(" ", (party.agency for party in task.parties or ())),
    ),
    Column(
        name="first",
        kind="string",
        description="named first in a clause, or in the list that is known where the text is not "
        "held; it need not lead",
        cell=lambda task: _joined("、", (p.printed for p in task.parties or () if p.first)),
    ),
    Column(
        name="others",
        kind="string",
        description="printed names that are no agency",
        cell=lambda task: _joined("、", (party.printed for party in task.others or ())),
    ),
    Column(
        name="open",
        kind="boolean",
        description="whether the list ends in 等",
        cell=lambda task: task.open,
    ),
    Column(
        name="deadline",
        kind="string",
        description="as printed in the clause",
        cell=lambda task: task.deadline,
    ),
    Column(
        name="figures",
        kind="string",
        description="numbers as printed, between them 、",
        cell=lambda task: _joined("、", (figure.text for figure in task.figures or ())),
    ),
    Column(
        name="key",
        kind="string",
        description="the id, or 2018: and the heading where there is none, as in themes.json",
        cell=lambda task: task.key,
        required=True,
    ),
    Column(
        name="number_state",
        kind="string",
        description="how sure the number is where the text is not held; empty where it is",
        cell=lambda task: _state(task, lambda states: states.number),
    ),
    Column(
        name="heading_state",
        kind="string",
        description="the same of the heading",
        cell=lambda task: _state(task, lambda states: states.heading),
    ),
    Column(
        name="agencies_state",
        kind="string",
        description="the same of the agencies; empty where they are not known, too",
        cell=lambda task: _state(task, lambda states: states.agencies),
    ),
    Column(
        name="sources",
        kind="string",
        description="where what is known was read, between them ；; empty where the text is held",
        cell=lambda task: _joined("；", (source.name for source in task.sources or ())),
    ),
    Column(
        name="notice_label",
        kind="string",
        description="what readers call the notice: 2020年, of another series 云溪省2022年",
        cell=lambda task: task.called,
        required=True,
    ),
    Column(
        name="series",
        kind="string",
        description="the series' id, as in series.json",
        cell=lambda task: task.series,
        required=True,
    ),
)


def task_rows(notices: Iterable[NoticeEntry]) -> Iterator[tuple[Cell, ...]]:
    """A row for every task of which a heading is known, in the order of COLUMNS.

    Newest notice first, within a notice in its order.
    """
    for notice in notices:
        for task in notice.headed:
            yield tuple(column.cell(task) for column in COLUMNS)
