"""Union and find: ids that links join, directly or through others, are one group."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Forest:
    """Tasks that hang together, by union and find."""

    parent: dict[str, str]

    def root(self, key: str) -> str:
        while self.parent[key] != key:
            key = self.parent[key]
        return key
