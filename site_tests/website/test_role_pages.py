"""Who leads, helps and is responsible: page, terminal and data say the same; of nobody, nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.build import outputs_of
from generator.content.loading import load_content
from generator.exports.comparisons_json import comparison_file
from generator.model.content import Content
from generator.vocabulary import load_words
from site_tests.compare.duties import with_clauses
from site_tests.conftest import ROOT
from site_tests.entries import compare, comparison_text

INVENTED = load_content(ROOT / "site_tests/corpus/content")
WORDS = load_words(ROOT / "templates")
TASKS = ("9001-08", "9002-08")
"""A task that is one on either side, in a notice whose other tasks name bodies as well."""


def told(old: str | None, new: str | None) -> tuple[str, str, Any]:
    """What page, terminal and data say of the linked tasks with these clauses, marks taken away."""
    return told_of(with_clauses(INVENTED, {TASKS[0]: old, TASKS[1]: new}))


def told_of(content: Content) -> tuple[str, str, Any]:
    files = outputs_of(content, ROOT / "templates")
    page = next(f.data.decode() for f in files if f.path == "compare/9001/9002/index.md")
    start = page.index(f'<h3 id="task-{TASKS[1]}"')
    group = page[start : page.index("</section>", start)]
    comparison = compare(content, "9001", "9002")
    text = comparison_text(comparison, content, WORDS)
    entry = next(part for part in text.split("\n\n") if f"+ {TASKS[1]} " in part)
    links: Any = comparison_file(comparison)["links"]
    link = next(link for link in links if TASKS[1] in link["new"])
    return re.sub(r"<i>.*?</i>|<[^>]+>", "", group), entry, link


def test_a_role_is_another() -> None:
    """负责 that becomes 牵头, with 配合 added, stands on the page, in the terminal and in the data."""
    page, text, link = told("（云仓局负责）", "（云仓局牵头，稻田署配合）")
    for said in ("云仓局由负责改为牵头", "稻田署（配合）"):
        assert said in page and said in text
    assert link["agencies"]["roles"] == [
        {
            "old": {"agency": "yuncang", "role": "responsible"},
            "new": {"agency": "yuncang", "role": "lead"},
        },
        {"old": None, "new": {"agency": "daotian", "role": "support"}},
    ]


def test_the_clauses_own_words() -> None:
    """The clauses stand there as printed, and the data's runs join to both."""
    old, new = "（云仓局、稻田署、渡津部负责）", "（云仓局、稻田署负责，渡津部参与）"
    page, text, link = told(old, new)
    assert "责任分工" in page and "责任分工" in text
    runs = link["clauses"]["runs"]
    assert "".join(run["text"] for run in runs if run["op"] != "+") == old
    assert "".join(run["text"] for run in runs if run["op"] != "-") == new
    # 稻田署 stayed, though it is short and stands between what changed.
    assert any(run["op"] == "=" and "稻田署" in run["text"] for run in runs)


def test_several_clauses_are_shown_as_printed() -> None:
    """Of a split or merged task nobody can say which clause became which: no word of them is marked."""
    content = with_clauses(INVENTED, {})
    links: Any = comparison_file(compare(content, "9001", "9002"))["links"]
    for clauses in (link["clauses"] for link in links):
        if len(clauses["old"]) != 1 or len(clauses["new"]) != 1:
            assert {run["op"] for run in clauses["runs"]} <= {"-", "+"} or len(clauses["runs"]) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "（云仓局、稻田署等负责）",
            "（云仓局等负责）",
            "9002年的名单以“等”字结尾，没有再列名不等于不再负责",
        ),
        (
            "（云仓局等负责）",
            "（云仓局、稻田署负责）",
            "9001年的名单以“等”字结尾，原来可能已在其中",
        ),
    ],
)
def test_open_lists(old: str, new: str, said: str) -> None:
    """Who is no longer, or newly, named where a list is open is not said to have left or joined."""
    page, text, link = told(old, new)
    assert said in page and said in text
    assert True in link["agencies"]["lists_open"].values()
    closed = told(old.replace("等", ""), new.replace("等", ""))
    assert said not in closed[0] and said not in closed[1]


def test_nobody_named() -> None:
    """Of a task that names nobody on either side nothing is said of bodies."""
    page, text, link = told(None, None)
    assert "责任" not in page and "责任" not in text
    assert link["clauses"] == {"old": [], "new": [], "runs": []}


def test_a_notice_that_names_nobody() -> None:
    """Where a whole notice names nobody, no body of the other one is said to be new."""
    every = {
        str(task.id): None
        for held in INVENTED.notices
        if held.notice.id == "9001"
        for task in held.notice.tasks
    }
    page, text, link = told_of(with_clauses(INVENTED, dict(every)))
    assert link["agencies"] is None
    assert "增：" not in text
    assert "责任单位没有变" not in page
