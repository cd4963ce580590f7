"""Notices as provinces, cities and ministries write them: each part is read, or doubted at its place."""

from __future__ import annotations

import pytest

from generator.content.loading import load_frame
from generator.importers.drafting import draft
from generator.importers.readers.choosing import read_here
from site_tests.evaluation.structures import FOLDER, Written, read, source, verdicts
from site_tests.running import CORPUS

REGISTRY = load_frame(CORPUS)[1]
NOTICES = [written for path in sorted(FOLDER.glob("*.txt")) for written in read(path)]


@pytest.mark.parametrize("written", NOTICES, ids=lambda written: written.name)
def test_nothing_is_silent(written: Written) -> None:
    """No good notice is refused, and what is not read as what it is has a doubt where it stands."""
    found = list(verdicts(written, REGISTRY))
    assert [(what, got) for what, verdict, got in found if verdict == "silent"] == []
    made = draft(
        source(written), notice_id="9001", series="yunyu", registry=REGISTRY, read=read_here
    )
    assert made.problems == ()


def test_most_is_read() -> None:
    """Of all that the notices say, nineteen in twenty are read as what they are."""
    found = [verdict for written in NOTICES for _, verdict, _ in verdicts(written, REGISTRY)]
    assert len(found) > 400 and found.count("right") >= 0.95 * len(found)
