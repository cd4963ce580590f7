"""Numbers in texts, and the subjects under which editors list them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

AT_MOST = frozenset(
    ["不超过", "不高于", "低于", "少于", "不足", "至多", "最多", "不到", "以下", "以内", "内"]
)
AT_LEAST = frozenset(["不低于", "不少于", "超过", "高于", "多于", "至少", "最少", "逾", "以上"])


class FigureKind(StrEnum):
    """What a figure measures."""

    YEAR = "year"
    PERCENT = "percent"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its unit in a sentence (数字): `300万以上` is value 3000000, bound `以上`.

    `start` and `end` count characters in the sentence `sentence`; `text` is what stands there.
    `values` has one number, or two for a range; `unit` is as printed, empty where there is none.
    """

    sentence: str
    start: int
    end: int
    text: str
    kind: FigureKind
    values: tuple[str, ...]
    unit: str
    bound: str

    @property
    def said(self) -> tuple[tuple[str, ...], str, str]:
        """What the figure says, whatever way it is printed; 达到 binds to nothing."""
        return (
            self.values,
            self.unit.replace("％", "%"),
            self.bound.replace("力争达到", "").replace("达到", ""),
        )

    @property
    def number(self) -> tuple[tuple[str, ...], str, str]:
        """What is left of `said` where two words for one side of a bound (以下, 不足) are the same."""
        values, unit, bound = self.said
        side = "<" if bound in AT_MOST else ">" if bound in AT_LEAST else bound
        return values, unit, side


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectEntry:
    """A number under a subject: a figure at an anchor of a held text, or a fact by its topic.

    `at` is `2020-02#s1` or `2020#part-1-s1` and `text` the figure as printed there; with a fact,
    `at` is None and `text` its topic.
    """

    notice: str
    at: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Numbers of the same thing through the years, put together by an editor.

    `note` says in what the years' things are not quite the same.
    """

    id: str
    name: str
    entries: tuple[SubjectEntry, ...]
    note: str | None = None
