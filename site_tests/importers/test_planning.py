"""A plan of an import: the decision, and that nothing is written before it is carried out."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.changes_file import read_changes
from generator.content.fields import FileReader
from generator.importers.planning import Decision, carry_out, place_of, plan_import
from generator.importers.sources import RawSource
from site_tests.running import snapshot
from site_tests.sources import TEXT

DAY = "2026-11-24"
CASES = {
    "held already": ("9002", TEXT, {}, Decision.SAME),
    "another text": ("9002", TEXT.replace("孕妇", "病人"), {}, Decision.REFUSED),
    "another text, forced": ("9002", TEXT.replace("孕妇", "病人"), {"force": True}, Decision.WRITE),
    "a name that nobody knows": (
        "9004",
        TEXT.replace("9002", "9004").replace("鹿鸣院、", "鹿鸣馆、"),
        {},
        Decision.DOUBTFUL,
    ),
    "the same, looked at": (
        "9004",
        TEXT.replace("9002", "9004").replace("鹿鸣院、", "鹿鸣馆、"),
        {"doubts_accepted": True},
        Decision.WRITE,
    ),
    "a damaged character": ("9004", TEXT.replace("孕妇", "孕\ufffd"), {}, Decision.WRONG),
    "a new year": ("9004", TEXT.replace("9002", "9004"), {}, Decision.WRITE),
}


@pytest.mark.parametrize("name", CASES)
def test_decisions(name: str, corpus: Path) -> None:
    """Each kind of source has its decision, planning writes nothing, and only WRITE is carried out."""
    notice, text, options, wanted = CASES[name]
    before = snapshot(corpus)
    source = RawSource(name="a.txt", data=text.encode())
    plan = plan_import(source, place_of(corpus, notice), retrieved=DAY, **options)
    assert plan.decision is wanted and snapshot(corpus) == before
    assert bool(plan.files) == (wanted is not Decision.WRONG)
    if wanted is not Decision.WRITE:
        with pytest.raises(ValueError, match=wanted.value):
            carry_out(plan, day=DAY)
        return
    carry_out(plan, day=DAY)
    changed = {path for path, data in snapshot(corpus).items() if before.get(path) != data}
    assert changed == {"changes.yml", *(f"notices/{notice}/{file}" for file in plan.files)}
    files = FileReader(root=corpus, problems=[])
    entry = read_changes(files, corpus / "changes.yml", ["9001", "9002", notice])[-1]
    assert files.problems == []
    assert (entry.day, entry.notice, entry.kind) == (DAY, notice, "text")
