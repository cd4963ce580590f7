"""A text of any kind drafted with invented bodies, and what of it a reader sees first."""

from __future__ import annotations

from generator.importers.drafting import Draft, draft
from generator.importers.readers.choosing import read_here
from generator.importers.sources import RawSource
from generator.notice.agency_clauses import notice_parties
from site_tests.notice.test_agency_clauses import invented_registry


def drafted_text(name: str, text: str) -> Draft:
    """The draft of a text whose kind its file name tells."""
    source = RawSource(name=name, data=text.encode())
    return draft(source, notice_id="9001", series="x", registry=invented_registry(), read=read_here)


def outline(made: Draft, *, bodies: bool = False) -> list[str]:
    """Sections and tasks, each with its bodies where they are asked for."""
    assert made.notice, made.problems
    parties = notice_parties(made.notice, invented_registry())
    lines: list[str] = []
    for section in made.notice.sections:
        lines += [section.label + section.heading] if section.label else []
        for task in section.tasks:
            names = [party.printed for party in parties[task.id].parties] if bodies else []
            lines.append(" ".join((task.label + task.heading, *names)))
    return lines
