"""What editors decide: lines of work, and links confirmed or rejected."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """An editor's word on a link or a theme."""

    CONFIRMED = "confirmed"
    PROPOSED = "proposed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A line of work through the years (主题), as an editor named it.

    `tasks` are task ids, or `2018:heading` for a known task whose number is not known.
    """

    id: str
    name: str
    description: str
    state: Verdict
    reason: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDecision:
    """An editor's word on a single link between tasks of two notices; ids as in Theme."""

    old: str
    new: str
    verdict: Verdict
    reason: str
