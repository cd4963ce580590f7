"""Who does what in a notice: its agencies by its tasks, as a drawing, in units of that drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.addresses import agency_address, place_address, section_address, task_address
from generator.model.agencies import Agency, Party, Registry
from generator.model.entries import NoticeEntry, SectionEntry, TaskEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """A task: its middle from the left, its number, how many bodies it names, and its bar's height."""

    task: TaskEntry
    address: str
    x: int
    bodies: int
    bar: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSection:
    """A section over its columns; `lines` are its title, broken and cut where there is no room."""

    title: str
    address: str | None
    x: int
    width: int
    lines: tuple[str, ...]
    columns: tuple[MatrixColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """A task that names the row's agency, and whether it does so first (or says that it leads)."""

    task: TaskEntry
    address: str
    x: int
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCount:
    """How many tasks of a section name the row's agency, and how many of these first."""

    count: int
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """An agency: its height from the top, the tasks that name it, and their counts by section."""

    agency: Agency
    address: str
    name: str
    y: int
    cells: tuple[MatrixCell, ...]
    sections: tuple[SectionCount, ...]

    @property
    def first(self) -> int:
        """How many tasks name it first."""
        return sum(cell.first for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The drawing; `silent` are the tasks that name no agency of the registry.

    `names` is the width of the column of names, `line` the height of a row.
    """

    notice: NoticeEntry
    width: int
    height: int
    sections: tuple[MatrixSection, ...]
    rows: tuple[MatrixRow, ...]
    silent: tuple[TaskEntry, ...]
    names: int
    line: int

    @property
    def drawn(self) -> bool:
        """Whether it can be read at a glance; a longer list is told by its counts alone."""
        return sum(len(section.columns) for section in self.sections) <= MOST

    def row(self, agency: str) -> MatrixRow | None:
        """The row of an agency, by its id."""
        return next((row for row in self.rows if row.agency.id == agency), None)


NAMES = 150
"""Width of the column of names: twelve characters."""
STEP = 30
"""Width of a task."""
GAP = 18
"""Between two sections."""
LINE = 21
"""Height of an agency."""
HEAD = 112
"""Height of what stands above the first agency."""
TOTALS = 60
"""Width of the column of totals."""
TALLEST = 30
"""Height of the bar of the task with most bodies."""
CHARACTER = 13
"""Width of a character of a section's title."""
MOST = 45
"""Tasks of a drawing: more are too wide for a screen, and too many for a glance."""


def matrix_of(notice: NoticeEntry, registry: Registry) -> Matrix | None:
    """The drawing of a held notice; None where no task names an agency, or the text is not held."""
    if not notice.held:
        return None
    parties = {task.key: _agencies(task) for task in notice.tasks}
    if not any(parties.values()):
        return None
    sections, end = _sections(notice.tasks, parties)
    rows = tuple(_rows(sections, parties, registry))
    return Matrix(
        notice=notice,
        width=end + TOTALS,
        height=HEAD + LINE * len(rows),
        sections=sections,
        rows=rows,
        silent=tuple(task for task in notice.tasks if not parties[task.key]),
        names=NAMES,
        line=LINE,
    )


def _agencies(task: TaskEntry) -> dict[str, Party]:
    return {party.agency: party for party in task.parties or () if party.agency}


def _sections(
    tasks: Sequence[TaskEntry], parties: dict[str, dict[str, Party]]
) -> tuple[tuple[MatrixSection, ...], int]:
    most = max(len(found) for found in parties.values())
    place, sections = NAMES, []
    for section, group in groupby(tasks, key=lambda task: task.section):
        place += GAP
        columns = tuple(
            _column(task, place + STEP * n + STEP // 2, len(parties[task.key]), most)
            for n, task in enumerate(group)
        )
        width = STEP * len(columns)
        sections.append(_section(section, columns, place, width))
        place += width
    return tuple(sections), place


def _column(task: TaskEntry, x: int, bodies: int, most: int) -> MatrixColumn:
    assert task.id, "a held task has its number"
    bar = -(-TALLEST * bodies // most)
    return MatrixColumn(task=task, address=task_address(task.id), x=x, bodies=bodies, bar=bar)


def _section(
    section: SectionEntry | None, columns: tuple[MatrixColumn, ...], x: int, width: int
) -> MatrixSection:
    title = section.title if section else ""
    number = section.number if section else None
    return MatrixSection(
        title=title,
        address=section_address(columns[0].task.notice, number) if number else None,
        x=x,
        width=width,
        lines=_broken(title, max(width // CHARACTER, 1)),
        columns=columns,
    )


def _broken(title: str, room: int) -> tuple[str, ...]:
    """A title in two lines of `room` characters at most, its end cut where it needs more."""
    lines = [title[:room], title[room : 2 * room]]
    if len(title) > 2 * room:
        lines[1] = f"{lines[1][:-1]}…"
    return tuple(line for line in lines if line)


def _rows(
    sections: Sequence[MatrixSection],
    parties: dict[str, dict[str, Party]],
    registry: Registry,
) -> Iterator[MatrixRow]:
    """The agencies, those of most tasks first, then of most first places, then as the registry has them."""
    found = []
    for agency in registry.agencies:
        by_section = tuple(_cells(agency.id, section, parties) for section in sections)
        if cells := [cell for of_section in by_section for cell in of_section]:
            order = (-len(cells), -sum(cell.first for cell in cells))
            found.append((order, agency, by_section))
    found.sort(key=lambda row: row[0])
    for place, (_, agency, by_section) in enumerate(found):
        yield MatrixRow(
            agency=agency,
            address=agency_address(agency.id),
            name=agency.short,
            y=HEAD + LINE * place,
            cells=tuple(cell for cells in by_section for cell in cells),
            sections=tuple(
                SectionCount(count=len(cells), first=sum(cell.first for cell in cells))
                for cells in by_section
            ),
        )


def _cells(
    agency: str, section: MatrixSection, parties: dict[str, dict[str, Party]]
) -> tuple[MatrixCell, ...]:
    named = [(column, parties[column.task.key].get(agency)) for column in section.columns]
    return tuple(_cell(column, party) for column, party in named if party)


def _cell(column: MatrixColumn, party: Party) -> MatrixCell:
    """What it leads to is the clause that names the body, or the task where that stands elsewhere."""
    clauses = column.task.clauses
    address = column.address
    if clauses and not party.implied:
        place = next((c.id for c in clauses if party.printed in c.text), clauses[0].id)
        address = place_address(address, place)
    return MatrixCell(
        task=column.task, address=address, x=column.x, first=party.first or party.lead
    )
