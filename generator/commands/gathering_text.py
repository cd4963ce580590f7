"""What `keytasks import --missing` did: a table for the terminal, and a report in Markdown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from generator.commands.speaking import Speaker
from generator.importers.gathering import GOOD, Outcome
from generator.text.characters import columns

NONE = "-"
ENGLISH = Speaker("en", Path())
COLUMNS = ("notice", "what happened", "tasks", "address")
LOOK = "For a person's eye"
TO_DO = "Left to do"
SEAL = re.compile(r"\n<!-- keytasks: (?P<digest>[0-9a-f]{64}) -->\n\Z")
"""How a report ends: the sha256 of all that stands before. So we know one of ours, as it was made."""


def gathering_table(
    outcomes: Sequence[Outcome], left: Sequence[str] = (), says: Speaker = ENGLISH
) -> str:
    """One line for each member (id, what became of it, tasks, address), then what to look at and to do."""
    rows = [tuple(map(says.say, COLUMNS))]
    rows += [(o.id, says.say(o.fate.value), _tasks(o), o.address or NONE) for o in outcomes]
    widths = [max(columns(row[column]) for row in rows) for column in range(3)]
    lines = [
        "  ".join((*(_padded(c, w) for c, w in zip(row, widths, strict=False)), row[3]))
        for row in rows
    ]
    for outcome in outcomes:
        lines += [f"{outcome.id}: {says.lines(detail)}" for detail in outcome.details]
    lines += [says.say(f"next: {line}") for line in left]
    return "\n".join(lines) + "\n"


def gathering_report(
    outcomes: Sequence[Outcome],
    comparisons: dict[str, str],
    left: Sequence[str] = (),
    says: Speaker = ENGLISH,
) -> str:
    """The same in Markdown for a pull request, with comparisons by their heading.

    What pages say stands in code, where no mark of theirs has an effect.
    """
    fates = {outcome.id: says.say(outcome.fate.value) for outcome in outcomes}
    lines = [f"| {' | '.join(map(says.say, COLUMNS))} |", "| --- | --- | --- | --- |"]
    lines += [f"| {o.id} | {fates[o.id]} | {_tasks(o)} | {o.address or NONE} |" for o in outcomes]
    waiting = [outcome for outcome in outcomes if outcome.fate not in GOOD or outcome.details]
    if waiting:
        lines += ["", f"## {says.say(LOOK)}"]
    for outcome in waiting:
        details = map(says.lines, outcome.details or (outcome.fate.value,))
        lines += ["", f"### {outcome.id}: {fates[outcome.id]}", "", *_code("\n".join(details))]
    if left:
        lines += ["", f"## {says.say(TO_DO)}", "", *_code("\n".join(map(says.say, left)))]
    for name, text in comparisons.items():
        lines += ["", f"## {name}", "", *_code(text.rstrip("\n"))]
    return "\n".join(lines) + "\n"


def sealed(report: str) -> str:
    """The report with its seal, which no reader of Markdown sees."""
    return f"{report}\n<!-- keytasks: {hashlib.sha256(report.encode()).hexdigest()} -->\n"


def is_sealed(text: str) -> bool:
    """Whether it is a report of ours that nobody has changed since."""
    seal = SEAL.search(text)
    return seal is not None and text == sealed(text[: seal.start()])


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def _code(text: str) -> list[str]:
    fence = "```"
    while fence in text:
        fence += "`"
    return [f"{fence}text", text, fence]


def _tasks(outcome: Outcome) -> str:
    return NONE if outcome.tasks is None else str(outcome.tasks)
