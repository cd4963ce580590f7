"""Union-find: ids that links join, directly or through others, form one group."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Forest:
    """Disjoint groups as trees: each id points to its parent, a root to itself."""

    parent: dict[str, str]

    def root(self, key: str) -> str:
        """The id that stands for the group of `key`."""
        while self.parent[key] != key:
            key = self.parent[key]
        return key
