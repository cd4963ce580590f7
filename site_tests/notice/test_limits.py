"""A text larger than any notice is told with its line, and not read further."""

import pytest

from generator.importers.drafting import draft
from generator.importers.readers.choosing import read_here
from generator.importers.sources import RawSource
from generator.notice.limits import (
    LONGEST_NOTICE,
    LONGEST_SENTENCE,
    MOST_FIGURES,
    MOST_SECTIONS,
    MOST_TASKS,
    size_problems,
)
from generator.text.numerals import format_numeral

START = "# 虚构\n\n## 一、虚构\n\n### （一）虚构。\n\n"
GOOD = {
    "a long sentence": START + "虚" * LONGEST_SENTENCE,
    "a long task": START + "\n".join(["虚" * 1000] * 9),
    "many numbers": START + "有5户，" * MOST_FIGURES,
    "numbers in two tasks": START + "有5户，" * 60 + "\n\n### （二）虚构。\n\n" + "有5户，" * 60,
    "many sections": "# 虚构\n\n" + "## 一、虚构\n" * MOST_SECTIONS,
    "many tasks": "# 虚构\n\n## 一、虚构\n" + "### （一）虚构。\n虚构。\n" * MOST_TASKS,
}
LARGE = {
    "a longer sentence": (START + "虚" * (LONGEST_SENTENCE + 1), 7, "characters in a line"),
    "a longer task": (START + "\n".join(["虚" * 1000] * 11), 16, "characters in a task"),
    "a long letter": ("# 虚构\n\n" + "\n".join(["虚" * 1000] * 11), 12, "characters in a task"),
    "more numbers": (START + "有5户，" * (MOST_FIGURES + 1), 7, "numbers in a task"),
    "more sections": ("# 虚构\n\n" + "## 一、虚构\n" * 10_000, MOST_SECTIONS + 3, "sections"),
    "more tasks": ("# 虚构\n\n" + "### （一）虚构。\n" * 10_000, MOST_TASKS + 3, "tasks"),
    "a book": ("虚构\n" * LONGEST_NOTICE, 0, "characters"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_large_notice_is_read(name: str) -> None:
    """Up to the limits nothing is said."""
    assert size_problems(GOOD[name], path="x") == ()


@pytest.mark.parametrize("name", LARGE)
def test_larger_than_any_notice(name: str) -> None:
    """Beyond a limit the line where it is passed is told, once."""
    text, line, what = LARGE[name]
    ((problem),) = size_problems(text, path="x")
    assert (problem.line, problem.message.split(" ", 3)[-1]) == (line, what)


@pytest.mark.parametrize("count", [MOST_SECTIONS + 1, 9_999, 12_000])
def test_an_import_has_the_same_limits(count: int) -> None:
    """A source with too many sections, or a sentence too long, is refused with words."""
    numerals = (format_numeral(n) for n in range(1, min(count, 9_999) + 1))
    text = "虚构通知\n" + "".join(f"{n}、虚构\n" for n in numerals) + "一、虚构\n" * (count - 9_999)
    found = draft(
        RawSource(name="a.txt", data=text.encode()), notice_id="9001", series="x", read=read_here
    )
    assert any("sections" in problem.message for problem in found.problems)
    text = "虚构通知\n一、虚构\n（一）虚构。" + "推进各地的工作" * 14_000 + "。"
    found = draft(
        RawSource(name="a.txt", data=text.encode()), notice_id="9001", series="x", read=read_here
    )
    assert any("characters in a line" in problem.message for problem in found.problems)
