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
    def heading(self) -> str:
        """The heading, cut where the map has no room for all of it."""
        whole = self.ref.heading
        return whole if len(whole) <= WIDEST else f"{whole[: WIDEST - 1]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLine:
    """A line of the map: how sure the link is, and the heights of its two ends."""

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


STEP = 22
"""Height of a task in the map of the flow."""
MIDDLE = 4
"""How far the middle of a line of text stands above its foot."""
WIDEST = 20
"""How many characters of a heading have room on one side of the map."""


def task_flow(comparison: Comparison, refs: Refs) -> Flow:
    pairs = comparison.alignment.pairs
    olds, news = (
        _column(comparison.old, refs, {a for a, _, _ in pairs}),
        _column(comparison.new, refs, {b for _, b, _ in pairs}),
    )
    places = {task.ref.key: task.y for task in (*olds, *news)}
    bands = {
        (a, b): view.link.band.value
        for view in comparison.details
        for a in view.link.old
        for b in view.link.new
    }
    return Flow(
        height=STEP * max(len(olds), len(news), 1) + 8,
        old=olds,
        new=news,
        lines=tuple(
            FlowLine(band=bands[a, b], old=places[a] - MIDDLE, new=places[b] - MIDDLE)
            for a, b, _ in pairs
        ),
    )


def _column(notice: str, refs: Refs, linked: set[str]) -> tuple[FlowTask, ...]:
    own = [ref for ref in refs.values() if ref.notice == notice]
    return tuple(
        FlowTask(ref=ref, y=STEP * place + 16, linked=ref.key in linked)
        for place, ref in enumerate(own)
    )
