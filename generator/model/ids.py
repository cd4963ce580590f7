"""Ids: values that parse and print, and are never made from text.

The addresses of the site hang on them, so an id has exactly one spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
TASK_ID_PATTERN = re.compile(r"(?P<notice>[a-z0-9][a-z0-9-]{0,63})-(?P<number>[0-9]{2,4})\Z")
HEADING = "h"
"""The sentence id of a task's heading, as in its address (`/2020/07/#h`)."""


def section_anchor(number: int) -> str:
    """The section's place on its notice's page: `part-3`."""
    return f"part-{number}"


@dataclass(frozen=True, slots=True, order=True)
class TaskId:
    """A task's id, `<notice>-<number, at least two digits>`: `2020-07`, `ip-2023-118`."""

    notice: str
    number: int

    def __str__(self) -> str:
        return f"{self.notice}-{self.slug}"

    @property
    def slug(self) -> str:
        """The number as addresses write it: `07`."""
        return f"{self.number:02d}"

    @classmethod
    def parse(cls, text: str) -> TaskId:
        """Raises ValueError where `text` is not a task id in its one spelling (`2020-7` is not)."""
        match = TASK_ID_PATTERN.match(text)
        if match:
            task = cls(match["notice"], int(match["number"]))
            if str(task) == text and task.number:
                return task
        raise ValueError(f"not a task id: {text!r}")


FICTION_ID = re.compile(r"(?:[a-z0-9-]*-)?9[0-9]{3}\Z")
