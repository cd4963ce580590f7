"""The data files of `/data/v1/`: UTF-8, stable key order, null for what is not known, no dates of
their own. Addresses in them are relative to the site's root."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.compare.lineages import lineages
from generator.exports.agencies_json import (
    agency_json,
    collect_mentions,
    known_mentions,
    newest_first,
)
from generator.exports.comparisons_json import comparison_file, themes_file
from generator.exports.figures_json import figures_file
from generator.exports.notices_json import held_identity, held_notice, known_identity, known_notice
from generator.exports.tasks_json import held_task, known_task
from generator.exports.values import Json, data_file
from generator.model.comparison import Comparison
from generator.model.content import Content
from generator.notice.agency_clauses import notice_parties
from generator.outputs import OutputFile


def data_files(content: Content, comparisons: Sequence[Comparison]) -> Iterator[OutputFile]:
    """One file each for notices and agencies as lists, and for every notice, task and agency."""
    identities = [held_identity(held) for held in content.notices]
    identities += [known_identity(facts) for facts in content.facts]
    yield data_file("notices.json", sorted(identities, key=lambda i: str(i["id"]), reverse=True))
    for comparison in comparisons:
        name = f"compare/{comparison.old}/{comparison.new}.json"
        yield data_file(name, comparison_file(comparison))
    yield data_file("themes.json", themes_file(content, lineages(content, comparisons)))
    yield data_file("figures.json", figures_file(content))
    mentions: dict[str, list[Json]] = {}
    for held in content.notices:
        yield data_file(f"notices/{held.notice.id}.json", held_notice(held))
        readings = notice_parties(held.notice, content.registry)
        for section in held.notice.sections:
            for task in section.tasks:
                reading = readings[task.id]
                yield data_file(f"tasks/{task.id}.json", held_task(held, section, task, reading))
                collect_mentions(mentions, task, reading)
    for facts in content.facts:
        yield data_file(f"notices/{facts.id}.json", known_notice(facts, content.series))
        for known in facts.paged_tasks:
            yield data_file(f"tasks/{known.id}.json", known_task(known, facts, content.registry))
        for agency_id, entry in known_mentions(facts, content.registry):
            mentions.setdefault(agency_id, []).append(entry)
    for entries in mentions.values():
        entries.sort(key=newest_first)
    named = [a for a in content.registry.agencies if a.id in mentions]
    yield data_file("agencies.json", [agency_json(a, mentions[a.id], whole=False) for a in named])
    for agency in named:
        yield data_file(
            f"agencies/{agency.id}.json", agency_json(agency, mentions[agency.id], whole=True)
        )
