"""Cleaning: every step that changed something is reported."""

from __future__ import annotations

from generator.importers.cleaning import clean
from generator.importers.sources import Extract
from site_tests.sources import LINES


def test_steps_are_reported() -> None:
    """Every cleaning that changed something has its name in the summary."""
    lines = ("\u3000\u3000云屿国通知", "", "— 3 —", "9002 年 3 月")
    cleaned = clean(Extract(layout="text", lines=lines, raw=""))
    assert cleaned.paragraphs == ("云屿国通知", "9002年3月")
    assert [d.text for d in cleaned.removed] == ["— 3 —"]
    assert cleaned.steps == (
        "dropped indents and empty lines",
        "dropped page feet",
        "dropped spaces between Chinese and digits",
    )


def test_a_second_copy_is_dropped() -> None:
    """The copy for phones behind the document is left out, and that is said."""
    cleaned = clean(Extract(layout="text", lines=tuple(LINES) * 2, raw=""))
    assert cleaned.paragraphs == tuple(LINES)
    assert "dropped the second copy of the document" in cleaned.steps
