"""What can be wrong with the content, and with a command's use.

Three kinds are kept apart: the content is wrong (`Problem`, collected, exit 1), the user is wrong
(`UsageError`, exit 2), we are wrong (any other exception: it crashes).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Something wrong at one place of the content; `line` counts from 1, 0 means the whole file."""

    path: str
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}: {self.message}"
        return f"{text}\n    hint: {self.hint}" if self.hint else text

    def seen_from(self, folder: Path) -> Problem:
        """The same with a path below `folder` relative to it; any other path stays as it is."""
        path = Path(self.path)
        if not path.is_relative_to(folder):
            return self
        return replace(self, path=path.relative_to(folder).as_posix())


class ContentError(Exception):
    """The content has Problems; all that were found, in the order of path and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ContentError], tuple[tuple[Problem, ...]]]:
        """How it goes from one process to another: by its Problems."""
        return ContentError, (self.problems,)


class DoubtError(Exception):
    """An import has doubts that nobody has looked at yet."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} doubt(s): look at each place, then say --accept-doubts")


class UsageError(Exception):
    """The command cannot do what it was asked; the message says why and what to do instead."""
