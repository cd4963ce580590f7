"""How large a notice may be: many times the largest known, and small enough to be compared in seconds.

A comparison looks at pairs (of figures, of clauses), so that its work grows with the square of a task's
size; what is larger than this is no notice, or one whose paragraphs have lost their ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.notice.figures import find_figures
from generator.notice.markdown import text_lines
from generator.problems import Problem

MOST_SECTIONS = 99
"""The largest notice known has six."""
MOST_TASKS = 999
"""The largest notice known has some hundred and twenty."""
LONGEST_SENTENCE = 2_000
"""Characters; the longest known has some three hundred."""
LONGEST_TASK = 10_000
"""Characters of a task or of what stands before the first; the longest known has some thousand."""
MOST_FIGURES = 100
"""Numbers in a task; two tasks with so many are compared in a second."""
LONGEST_NOTICE = 200_000
"""Characters; the longest known has some twenty thousand."""
SPLIT = "is this one notice, and does each paragraph end where it does in the source?"


def size_problems(text: str, *, path: str, first_line: int = 1) -> tuple[Problem, ...]:
    """Where a notice.md below its front matter is larger than any notice; nothing if it is not."""
    return tuple(
        Problem(path=path, line=line, message=message, hint=SPLIT)
        for line, message in _too_large(text, first_line)
    )


def _too_large(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    sections = tasks = size = figures = 0
    if len(text) > LONGEST_NOTICE:
        yield 0, f"more than {LONGEST_NOTICE} characters"
        return  # the rest is not looked at: that would take long
    for line, mark, content in text_lines(text, first_line):
        sections += mark.strip() == "##"
        tasks += mark.strip() == "###"
        if mark not in ("", "> "):
            size = figures = 0
        before, counted = size, figures
        size += len(content)
        if len(content) > LONGEST_SENTENCE:
            yield line, f"more than {LONGEST_SENTENCE} characters in a line"
            return
        figures += len(find_figures("", content))
        for was, now, most, what in (
            (before, size, LONGEST_TASK, "characters in a task"),
            (counted, figures, MOST_FIGURES, "numbers in a task"),
            (sections - 1, sections, MOST_SECTIONS, "sections"),
            (tasks - 1, tasks, MOST_TASKS, "tasks"),
        ):
            if was <= most < now:
                yield line, f"more than {most} {what}"
                if what in ("sections", "tasks"):
                    return
