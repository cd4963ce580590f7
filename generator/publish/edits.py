"""Which files were edited since somebody last asked: what `keytasks serve` names when it has rebuilt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Edits:
    """The files at and below `places`, each with the time and the size that it had when last looked at."""

    places: tuple[Path, ...]
    seen: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.seen = dict(_states(self.places))

    def since(self) -> tuple[Path, ...]:
        """The files that came, changed or went since the last call, in order."""
        before, self.seen = self.seen, dict(_states(self.places))
        both = before.keys() | self.seen.keys()
        return tuple(sorted(p for p in both if before.get(p) != self.seen.get(p)))


def _states(places: Iterable[Path]) -> Iterable[tuple[Path, tuple[int, int]]]:
    for place in places:
        for path in (place, *place.rglob("*")):
            try:
                state = path.stat()
            except OSError:  # it has just gone
                continue
            if path.is_file():
                yield path, (state.st_mtime_ns, state.st_size)
