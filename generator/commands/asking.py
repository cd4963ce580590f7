"""`keytasks check`, `compare`, `search`, `themes`: questions to the content."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from generator.commands.options import (
    CONTENT,
    TEMPLATES,
    counted,
    is_guarded,
    problems_text,
    say,
)
from generator.problems import ContentError, UsageError
from generator.vocabulary import load_words


@click.command()
@CONTENT
def check(content_dir: Path) -> None:
    """Load and check everything; print every problem as path:line: message."""
    from generator.content.loading import load_content

    try:
        content = load_content(content_dir, guarded=is_guarded(content_dir))
    except ContentError as error:
        say(problems_text(error, writes=False), err=True)
        raise SystemExit(1) from None
    held = sum(len(held.notice.tasks) for held in content.notices)
    known = sum(len(facts.tasks) for facts in content.facts)
    say(
        f"{counted(len(content.notices), 'notice')} in full ({counted(held, 'task')}), "
        f"{counted(len(content.facts), 'notice')} of which facts are known ({counted(known, 'task')}), "
        "no problems"
    )


@click.command()
@CONTENT
@click.argument("old")
@click.argument("new")
@click.option("--task", help="Only the link with this task, 2020-07.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def compare(content_dir: Path, old: str, new: str, task: str | None, form: str) -> None:
    """Compare two notices: what went on, split, merged, came new, is no longer listed."""
    from generator.commands.comparison_text import comparison_text
    from generator.compare.notices import compare as compare_notices
    from generator.content.loading import load_content
    from generator.exports.comparisons_json import comparison_file
    from generator.notice.entries import notice_entries
    from generator.outputs import json_bytes

    content = load_content(content_dir)
    notices = notice_entries(content)
    known = sorted(notice.id for notice in notices)
    for notice in (old, new):
        if notice not in known:
            raise UsageError(f"nothing is held of {notice}; there are {', '.join(known)}")
    if old == new:
        raise UsageError("name two different notices")
    comparison = compare_notices(content, notices, old, new)
    if task:
        details = tuple(d for d in comparison.details if task in (*d.link.old, *d.link.new))
        if not details:
            raise UsageError(f"no link has {task}; see keytasks compare {old} {new}")
        comparison = replace(comparison, details=details)
    if form == "json":
        say(json_bytes(comparison_file(comparison)).decode(), nl=False)
    else:
        say(comparison_text(comparison, notices, load_words(TEMPLATES)), nl=False)


@click.command()
@CONTENT
@click.argument("query")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--as-typed", is_flag=True, help="Look for no other words than those typed.")
def search(content_dir: Path, query: str, form: str, *, as_typed: bool) -> None:
    """Search as the site does: the same results in the same order."""
    from generator.commands.answer_text import answer_json, answer_text
    from generator.content.loading import load_content
    from generator.notice.entries import notice_entries
    from generator.search.engine import search as find
    from generator.search.index import Index
    from generator.search.records import aliases, records
    from generator.text.simplified import simplified_for

    content = load_content(content_dir)
    found = records(content, notice_entries(content))
    table = simplified_for(text for record in found for _, text in record.parts)
    index = Index(found, aliases(content), table, content.words)
    answer = find(query, index, words=not as_typed)
    told = answer_json(answer) if form == "json" else answer_text(answer, load_words(TEMPLATES))
    say(told, nl=False)


@click.command()
@CONTENT
def themes(content_dir: Path) -> None:
    """List the lines of work that wait for an editor, in the form of content/themes.yml."""
    from generator.commands.proposals_text import proposals_text
    from generator.compare.lineages import lineages
    from generator.compare.notices import compare_all
    from generator.content.loading import load_content
    from generator.notice.entries import notice_entries

    content = load_content(content_dir)
    notices = notice_entries(content)
    compared = compare_all(content, notices)
    words = load_words(TEMPLATES)
    text = proposals_text(content, notices, lineages(content, compared), compared, words)
    say(text, nl=False)
