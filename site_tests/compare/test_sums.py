"""The sum of a comparison: another one for whatever has a say in it, the same one for all else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.compare.notices import comparison_sums, couples
from generator.compare.sums import value_sum
from generator.content.loading import load_content
from generator.model.content import Content
from generator.notice.entries import notice_entries
from site_tests.conftest import ROOT
from site_tests.running import CORPUS

Edit = Callable[[Path], None]


def _sums(folder: Path) -> dict[tuple[str, str], str]:
    content = load_content(folder)
    wanted = couples(content)
    found = comparison_sums(content, notice_entries(content), wanted)
    return {(c.old, c.new): s for c, s in zip(wanted, found, strict=True)}


def _replaced(name: str, old: str, new: str) -> Edit:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    return edit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", ("b",)), ("a", "b")),
        ((), ("",)),
        (None, "None"),
        (1, "1"),
        (1, True),
        ({"a": 1}, {"a": 2}),
        (frozenset({"a"}), frozenset({"b"})),
        ((("a",), "b"), (("a", "b"),)),
    ],
)
def test_values_that_differ(one: object, other: object) -> None:
    """Values that are not the same have other sums, however alike they look."""
    assert value_sum(one) != value_sum(other)


def test_sums_do_not_hang_on_the_process() -> None:
    """Another hash seed, which changes the order of sets, gives the same sums."""
    program = (
        "from pathlib import Path; from site_tests.compare.test_sums import _sums, CORPUS;"
        "print(sorted(_sums(CORPUS).values()))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout
        for seed in ("1", "2")
    }
    assert told == {f"{sorted(_sums(CORPUS).values())}\n"}


def test_nothing_of_a_value_is_left_out(content: Content) -> None:
    """Every field of the entries has its say: a type without a sum would be an error."""
    for notice in notice_entries(content):
        assert value_sum(notice) != value_sum(replace(notice, label=f"{notice.label}x"))


def _themes(text: str) -> Edit:
    def edit(folder: Path) -> None:
        (folder / "themes.yml").write_text(text, "utf-8")

    return edit


NO_THEMES = "themes: []\ndecisions:\n"
ALL = {("9001", "9002"), ("9001", "9003"), ("9002", "9003")}
EDITS: dict[str, tuple[Edit, set[tuple[str, str]]]] = {
    "nothing": (lambda folder: None, set()),
    "a page by hand": (_replaced("pages/about.md", "虚构", "虚构的"), set()),
    "no decision": (_themes("themes: []\ndecisions: []\n"), set()),
    "a rejected link": (
        _themes(
            f"{NO_THEMES}  - {{old: 9001-06, new: 9002-07, verdict: rejected, reason: 虚构}}\n"
        ),
        {("9001", "9002")},
    ),
    "a confirmed theme": (
        _themes(
            "themes:\n  - {id: a, name: 虚构, description: 虚构, state: confirmed, reason: 虚构,"
            " tasks: [9002-01, 9003-01]}\ndecisions: []\n"
        ),
        ALL,
    ),
    "a body's printed form": (_replaced("agencies.yml", "printed: [", "printed: [虚构的所, "), ALL),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_has_a_say(name: str, corpus: Path) -> None:
    """What can change a comparison changes its sum; what says nothing in it leaves the sum as it is."""
    edit, changed = EDITS[name]
    before = _sums(corpus)
    edit(corpus)
    after = _sums(corpus)
    assert {key for key in before if before[key] != after[key]} == changed
    assert set(before) == ALL


def test_every_heading_has_a_say() -> None:
    """One other character in one task's entry is another sum."""
    notice = next(n for n in notice_entries(load_content(CORPUS)) if n.held)
    task = notice.headed[0]
    assert value_sum(task) != value_sum(replace(task, heading=f"{task.heading}。"))
