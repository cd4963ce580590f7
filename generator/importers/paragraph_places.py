"""Where the parts of a drafted notice begin in the paragraphs as they were read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from generator.model.notice import Notice, StretchKind


class ParagraphPlaces:
    """Where in the paragraphs as they were read the parts of a notice begin.

    The notice has their characters in their order, but a heading that a mark ends and the paragraph
    below it are one line of its normal text.
    """

    def __init__(self, notice: Notice, paragraphs: Sequence[str]) -> None:
        self._ends = [*accumulate(map(len, paragraphs))]
        self._of: dict[int, int] = {}
        self._begins: dict[str, int] = {}
        self._offset = 0
        sections = iter(notice.sections)
        for stretch in notice.stretches():
            owner = stretch.task or (
                next(sections) if stretch.kind is StretchKind.SECTION else stretch
            )
            self._add(owner, stretch.title or "")
            for paragraph in stretch.paragraphs:
                self._of[id(paragraph)] = self._line()
                for part in paragraph.parts:
                    self._add(part, part.text)
        for number, text in enumerate(paragraphs, 1):
            self._begins.setdefault(text[:12], number)

    def _line(self) -> int:
        return min(bisect_right(self._ends, self._offset), len(self._ends) - 1) + 1

    def _add(self, thing: object, text: str) -> None:
        self._of[id(thing)] = self._line()
        self._offset += len(text)

    def of(self, thing: object) -> int:
        """The number of the paragraph in which a section's heading, task, paragraph, sentence begins."""
        return self._of[id(thing)]

    def beginning(self, text: str) -> int:
        """The number of the paragraph that begins as `text` does; 0 for none."""
        return self._begins.get(text[:12], 0)
