"""The map of the flow between two task lists, in units of its drawing."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.comparison import Comparison
from generator.website.refs import Refs, TaskRef


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTask:
    """A task in the map of the flow: its place from the top, and whether it goes on."""

    ref: TaskRef
    y: int
    linked: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """Its number and heading, broken where a line of the map is full; nothing is cut."""
        whole = f"{self.ref.label}{self.ref.heading}"
        return tuple(whole[at : at + WIDEST] for at in range(0, len(whole), WIDEST))

    @property
    def height(self) -> int:
        return STEP + BELOW * (len(self.lines) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLine:
    """A line of the map: how sure the link is (confirmed is high), and the heights of its two ends."""

    band: str
    old: int
    new: int

    @property
    def path(self) -> str:
        """It as a path of SVG, from the old column to the new one."""
        bend = f"C370 {self.old} 370 {self.new} 404 {self.new}"
        return f"M336 {self.old}{'h68' if self.old == self.new else bend}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The map of the flow between two task lists, in units of its drawing."""

    height: int
    old: tuple[FlowTask, ...]
    new: tuple[FlowTask, ...]
    lines: tuple[FlowLine, ...]

    @property
    def paths(self) -> dict[str, str]:
        """The lines of each band as one path, by the names of the bands."""
        found: dict[str, str] = {}
        for line in self.lines:
            found[line.band] = found.get(line.band, "") + line.path
        return dict(sorted(found.items()))


STEP, BELOW = 22, 16
"""Height of a task in the map of the flow, and of each further line of its heading."""
MIDDLE = 4
"""How far the middle of a line of text stands above its foot."""
WIDEST = 25
"""How many characters have room beside each other on one side of the map: 330 at a size of 13."""


def task_flow(comparison: Comparison, refs: Refs) -> Flow:
    pairs = comparison.alignment.pairs
    olds, news = (
        _column(comparison.old, refs, {a for a, _, _ in pairs}),
        _column(comparison.new, refs, {b for _, b, _ in pairs}),
    )
    places = {task.ref.key: task.y for task in (*olds, *news)}
    bands = {
        (a, b): "high" if view.link.confirmed else view.link.band.value
        for view in comparison.details
        for a in view.link.old
        for b in view.link.new
    }
    return Flow(
        height=max(
            (task.y + task.height - 8 for side in (olds, news) for task in side[-1:]), default=30
        ),
        old=olds,
        new=news,
        lines=tuple(
            FlowLine(band=bands[a, b], old=places[a] - MIDDLE, new=places[b] - MIDDLE)
            for a, b, _ in pairs
        ),
    )


def _column(notice: str, refs: Refs, linked: set[str]) -> tuple[FlowTask, ...]:
    place, found = 16, []
    for ref in (ref for ref in refs.values() if ref.notice == notice):
        found.append(FlowTask(ref=ref, y=place, linked=ref.key in linked))
        place += found[-1].height
    return tuple(found)
