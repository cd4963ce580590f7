"""A task has one number wherever it is named: as printed, as inferred and marked so, or none."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from generator.model.content import Content

INFERRED = "推断"


def spoken(page: Path) -> str:
    """What a page says, without mark-up and white space."""
    return html.unescape(re.sub(r"<[^>]*>|\s+", "", page.read_text("utf-8")))


@pytest.mark.parametrize("place", ["compare/2018/2019", "compare/2019/2020"])
def test_an_inferred_number_is_the_same_on_all_pages(
    site: Path, content: Content, place: str
) -> None:
    """Where the notice's page has an inferred number, no other page calls the number unknown."""
    said = spoken(site / place / "index.html")
    guessed = 0
    for facts in content.facts:
        if facts.id not in place.split("/"):
            continue
        own = spoken(site / facts.id / "index.html")
        for task in facts.tasks:
            if not task.heading or task.number is None or task.told_number is not None:
                continue
            label = re.search(rf"（([一二三四五六七八九十]+)）{task.heading}", own)
            assert label, task.heading
            assert f"（{label[1]}）{INFERRED}{task.heading}" in said
            assert f"编号不详{task.heading}" not in said
            guessed += 1
    assert guessed
