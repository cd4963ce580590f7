"""Where in which table a line stands, as a reader of HTML or DOCX goes through the rows."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in which table a line stands."""

    table: int
    row: int
    column: int


@dataclass(slots=True)
class Grid:
    """The place in the tables that a reader is in; of merged cells those that another one covers."""

    merged: set[tuple[int, int, int]] = field(default_factory=set)
    open: list[list[int]] = field(default_factory=list)
    tables: int = 0
    inside: list[bool] = field(default_factory=list)

    def begin_table(self) -> None:
        self.tables += 1
        self.open.append([self.tables, -1, 0])
        self.inside.append(False)

    def end_table(self) -> None:
        if self.open:
            self.open.pop()
            self.inside.pop()

    def begin_row(self) -> None:
        if not self.open:  # a row outside any table: what stands around it has no cell
            self.begin_table()
        self.open[-1][1] += 1
        self.open[-1][2] = 0

    def begin_cell(self, rows: int = 1) -> None:
        """A cell begins; `rows` are those that it goes over."""
        if not self.open:
            return
        table, row, _ = self.open[-1]
        while (table, row, self.open[-1][2]) in self.merged:
            self.open[-1][2] += 1
        self.merged |= {(table, row + more, self.open[-1][2]) for more in range(1, rows)}
        self.inside[-1] = True

    def covered(self) -> None:
        """The cell that has begun is covered by the one above it."""
        if self.open:
            self.merged.add((self.open[-1][0], self.open[-1][1], self.open[-1][2]))

    def end_cell(self, columns: int = 1) -> None:
        if self.open:
            self.inside[-1] = False
            self.open[-1][2] += columns

    def cell(self) -> Cell | None:
        """The innermost cell that is open."""
        if self.open and self.inside[-1]:
            return Cell(*self.open[-1])
        return None
