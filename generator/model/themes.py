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
class LadderCell:
    """What a notice says on a rung: `words` as they stand at `at` (2020-02#s1), or in a fact.

    Of a fact `at` is None and `topic` its topic.
    """

    notice: str
    at: str | None
    topic: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderRung:
    """One of the classes that a rule tells apart (a size of city), with what the years say of it."""

    name: str
    note: str | None
    cells: tuple[LadderCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How a rule went on from class to class through the years, put together by an editor.

    `head` says what the rungs are, `note` in what the years' classes are not quite the same.
    """

    head: str
    note: str | None
    rungs: tuple[LadderRung, ...]


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
    ladder: Ladder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedComparison:
    """Two notices of different series that an editor wants compared (上下对照), and why.

    `old` is the one whose tasks are looked for, the nation's; `new` the one that may take them up.
    """

    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDecision:
    """An editor's word on a single link between tasks of two notices; ids as in Theme."""

    old: str
    new: str
    verdict: Verdict
    reason: str
