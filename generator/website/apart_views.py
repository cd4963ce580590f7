"""What a task of one series takes up of another series' notice (上下对照), for its own page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.website.compare_views import CompareView, LinkView
from generator.website.refs import TaskRef


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenUp:
    """A task beside a notice of another series: its link there, else the tasks that may correspond."""

    view: CompareView
    link: LinkView | None
    possible: tuple[TaskRef, ...]


def taken_up(views: Iterable[CompareView]) -> dict[str, tuple[TakenUp, ...]]:
    """By every task of a notice that an editor has compared with another series' (its newer side)."""
    found: dict[str, tuple[TakenUp, ...]] = {}
    for view in views:
        if not view.across:
            continue
        linked = {ref.key: link for link in view.links for ref in link.new}
        for task in view.new.headed:
            link = linked.get(task.key)
            possible = () if link else view.possible(task.key, earlier=True)
            row = TakenUp(view=view, link=link, possible=possible)
            found[task.key] = (*found.get(task.key, ()), row)
    return found
