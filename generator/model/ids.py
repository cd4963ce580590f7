"""Ids: values that parse and print, and are never made from text.

The addresses of the site hang on them, so an id has exactly one spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
TASK_ID_PATTERN = re.compile(
    r"(?P<notice>[a-z0-9][a-z0-9-]{0,63}?)(?:-(?P<section>[0-9]{2}))?-(?P<number>[0-9]{2,4})\Z"
)
LIKE_A_TASK = re.compile(r"[a-z0-9-]+-[0-9]{2}\Z")
"""What no notice's id is: its tasks' ids would be read as those of another notice's section."""
HEADING = "h"
"""The sentence id of a task's heading, as in its address (`/2020/07/#h`)."""


def section_anchor(number: int) -> str:
    """The section's place on its notice's page: `part-3`."""
    return f"part-{number}"


@total_ordering
@dataclass(frozen=True, slots=True)
class TaskId:
    """A task's id, `<notice>-<number, at least two digits>`: `2020-07`, `ip-2023-118`.

    Where numbers start anew in each section, the section's stands before it: `sichuan-2023-02-01`.
    """

    notice: str
    number: int
    section: int = 0

    def __lt__(self, other: TaskId) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, int, int]:
        return self.notice, self.section, self.number

    def __str__(self) -> str:
        return f"{self.notice}-{self.slug}"

    @property
    def slug(self) -> str:
        """What stands behind the notice's id: `07`, or `02-01`."""
        return f"{self.section:02d}-{self.number:02d}" if self.section else f"{self.number:02d}"

    @property
    def path(self) -> str:
        """The same as a step of an address, or two: `07`, `02/01`."""
        return self.slug.replace("-", "/")

    @classmethod
    def parse(cls, text: str) -> TaskId:
        """Raises ValueError where `text` is not a task id in its one spelling (`2020-7` is not)."""
        match = TASK_ID_PATTERN.match(text)
        if match:
            task = cls(match["notice"], int(match["number"]), int(match["section"] or 0))
            if str(task) == text and task.number:
                return task
        raise ValueError(f"not a task id: {text!r}")


FICTION_ID = re.compile(r"(?:[a-z0-9-]*-)?9[0-9]{3}\Z")
