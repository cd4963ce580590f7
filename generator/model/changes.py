"""What became of the notices here, and when: the record that readers follow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What was done; the Chinese words stand in the templates."""

    TEXT = "text"
    FACTS = "facts"
    VERIFIED = "verified"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An entry of the record (更新): on `day`, in China, `what` was done with the notice, in words.

    `number` counts the entries from 1, oldest first. Nothing is ever put before another or taken away,
    so that it is part of an address.
    """

    number: int
    day: str
    notice: str
    kind: ChangeKind
    what: str

    @property
    def anchor(self) -> str:
        """Its place on the page of all: `c12`."""
        return f"c{self.number}"
