"""Tasks that a theme joins and the program did not link. No words, no mark-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model.comparison import Comparison
from generator.model.content import Content
from generator.model.themes import Theme, Verdict
from generator.website.refs import Refs, TaskRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeJoin:
    """Tasks of two notices in one theme, each with at least one on the other side unlinked."""

    theme: Theme
    old: tuple[TaskRef, ...]
    new: tuple[TaskRef, ...]
    pairs: frozenset[tuple[str, str]]

    def beside(self, key: str) -> tuple[TaskRef, ...]:
        """The tasks of the other notice that the theme joins with this one."""
        others = {b for a, b in self.pairs if a == key} | {a for a, b in self.pairs if b == key}
        return tuple(ref for ref in (*self.old, *self.new) if ref.key in others)


def theme_joins(content: Content, comparison: Comparison, refs: Refs) -> tuple[ThemeJoin, ...]:
    """Where an editor's theme, even a proposed one, says more than a comparison's links.

    What an editor's decision keeps apart is not joined.
    """
    apart = {(d.old, d.new) for d in content.decisions if d.verdict is Verdict.REJECTED}
    linked = {
        (a, b) for link in comparison.alignment.links for a in link.old for b in link.new
    } | apart
    joins = []
    for theme in content.themes:
        ours, theirs = (
            [key for key in theme.tasks if refs[key].notice == notice]
            for notice in (comparison.old, comparison.new)
        )
        pairs = frozenset((a, b) for a in ours for b in theirs if (a, b) not in linked)
        if pairs:
            joins.append(
                ThemeJoin(
                    theme=theme,
                    old=_refs(ours, {a for a, _ in pairs}, refs),
                    new=_refs(theirs, {b for _, b in pairs}, refs),
                    pairs=pairs,
                )
            )
    return tuple(joins)


def _refs(keys: Sequence[str], wanted: set[str], refs: Refs) -> tuple[TaskRef, ...]:
    return tuple(refs[key] for key in keys if key in wanted)


def joins_by_task(joins: Sequence[ThemeJoin]) -> Mapping[str, tuple[ThemeJoin, ...]]:
    """The joins of each task by its key."""
    found: dict[str, tuple[ThemeJoin, ...]] = {}
    for join in joins:
        for ref in (*join.old, *join.new):
            found[ref.key] = (*found.get(ref.key, ()), join)
    return found
