"""All tasks as one table: the rows and columns that `tasks.csv` and `tasks.xlsx` have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.addresses import task_address
from generator.model.agencies import ClauseReading, Registry
from generator.model.content import Content, HeldNotice
from generator.model.facts import FactsNotice, KnownTask, task_key
from generator.model.notice import Section, Task
from generator.model.provenance import TextState
from generator.notice.agency_clauses import notice_parties
from generator.notice.figures import find_figures
from generator.text.numerals import format_numeral

Cell: TypeAlias = "str | int | bool | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, its type in Table Schema's words, what stands in it."""

    name: str
    kind: str
    description: str
    required: bool = False


COLUMNS = (
    Column(
        name="id",
        kind="string",
        description="the task's id: 2020-07; empty where its number was neither seen nor reported",
    ),
    Column(name="notice", kind="string", description="the notice's id", required=True),
    Column(name="number", kind="integer", description="the task's number, empty if not known"),
    Column(name="label", kind="string", description="the number as printed, seen or reported"),
    Column(name="heading", kind="string", description="without its closing mark", required=True),
    Column(name="heading_end", kind="string", description="the heading's closing mark"),
    Column(name="section_number", kind="integer", description="the section's number"),
    Column(name="section", kind="string", description="the section's heading"),
    Column(
        name="url",
        kind="string",
        description="relative to the site's root; empty where the task has no page",
    ),
    Column(name="state", kind="string", description="how sure the text is", required=True),
    Column(
        name="text",
        kind="string",
        description="what follows the heading, clauses included, a paragraph a line; empty where "
        "the text is not held",
    ),
    Column(name="clause", kind="string", description="who is responsible, as printed"),
    Column(
        name="agencies_known",
        kind="boolean",
        description="whether it is known who is responsible, from the text or, where it is not held, "
        "from a reprint or a report",
        required=True,
    ),
    Column(name="agencies", kind="string", description="agencies as printed, between them 、"),
    Column(name="agency_ids", kind="string", description="their ids, between them a space"),
    Column(
        name="first",
        kind="string",
        description="named first in a clause, or in the list that is known where the text is not "
        "held; it need not lead",
    ),
    Column(name="others", kind="string", description="printed names that are no agency"),
    Column(name="open", kind="boolean", description="whether the list ends in 等"),
    Column(name="deadline", kind="string", description="as printed in the clause"),
    Column(name="figures", kind="string", description="numbers as printed, between them 、"),
    Column(
        name="key",
        kind="string",
        description="the id, or 2018: and the heading where there is none, as in themes.json",
        required=True,
    ),
    Column(
        name="number_state",
        kind="string",
        description="how sure the number is where the text is not held; empty where it is",
    ),
    Column(name="heading_state", kind="string", description="the same of the heading"),
    Column(
        name="agencies_state",
        kind="string",
        description="the same of the agencies; empty where they are not known, too",
    ),
    Column(
        name="sources",
        kind="string",
        description="where what is known was read, between them ；; empty where the text is held",
    ),
)


def task_rows(content: Content) -> Iterator[tuple[Cell, ...]]:
    """A row for every task of which a heading is known, in the order of COLUMNS.

    Newest notice first, within a notice in its order.
    """
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    for held in content.notices:
        readings = notice_parties(held.notice, content.registry)
        rows[held.notice.id] = [
            _held(held, section, task, readings[task.id])
            for section in held.notice.sections
            for task in section.tasks
        ]
    for facts in content.facts:
        rows[facts.id] = [_known(facts, t, content.registry) for t in facts.tasks if t.heading]
    for notice in sorted(rows, reverse=True):
        yield from rows[notice]


def _held(
    held: HeldNotice, section: Section, task: Task, reading: ClauseReading
) -> tuple[Cell, ...]:
    parties = [p for p in reading.parties if p.agency]
    figures = [*find_figures("h", task.heading)]
    figures += [f for s in task.sentences for f in find_figures(s.id, s.text)]
    return (
        str(task.id),
        task.id.notice,
        task.id.number,
        task.label,
        task.heading,
        task.heading_end or None,
        section.number,
        section.heading,
        task_address(task.id),
        held.provenance.state.value,
        "\n".join(paragraph.text for paragraph in task.paragraphs),
        "\n".join(clause.text for clause in task.clauses) or None,
        True,
        "、".join(p.printed for p in parties) or None,
        " ".join(p.agency or "" for p in parties) or None,
        "、".join(p.printed for p in parties if p.first) or None,
        "、".join(p.printed for p in reading.parties if not p.agency) or None,
        reading.open,
        reading.deadline,
        "、".join(figure.text for figure in figures) or None,
        str(task.id),
        None,
        None,
        None,
        None,
    )


def _known(facts: FactsNotice, task: KnownTask, registry: Registry) -> tuple[Cell, ...]:
    names = registry.by_printed()
    printed = [name for name in task.agencies or () if name in names]
    others = [name for name in task.agencies or () if name not in names]
    section = next((s for s in facts.sections if s.number and s.number == task.section), None)
    first = printed[0] if printed and task.agencies and printed[0] == task.agencies[0] else None
    sources = [source.name for source in facts.sources if source.id in task.sources]
    own_id = str(task.id) if task.id else None
    return (
        own_id,
        facts.id,
        task.number,
        f"（{format_numeral(task.told_number)}）" if task.told_number else None,
        task.heading,
        None,
        section.number if section else None,
        section.heading if section else None,
        task_address(task.id) if task.id else None,
        TextState.FACTS_ONLY.value,
        None,
        None,
        task.agencies is not None,
        "、".join(printed) or None,
        " ".join(names[name].id for name in printed) or None,
        first,
        "、".join(others) or None,
        task.open,
        None,
        None,
        task_key(facts.id, own_id, task.heading),
        task.number_state.value,
        task.state.value,
        task.agencies_state.value if task.agencies is not None else None,
        "；".join(sources) or None,
    )
