"""What a build computes of a content, for tests that hold one: each computes the entries anew."""

from __future__ import annotations

from collections.abc import Iterator

from generator.commands import comparison_text as shown
from generator.commands import proposals_text as proposed
from generator.compare import notices
from generator.exports import task_table
from generator.exports.task_table import Cell
from generator.model.comparison import Comparison, Lineage
from generator.model.content import Content
from generator.notice.entries import newest_first, notice_entries
from generator.search import records as searched
from generator.search.records import Record
from generator.vocabulary import Vocabulary
from generator.website import compare_views as views
from generator.website import refs
from generator.website.compare_views import CompareView
from generator.website.refs import TaskRef


def compare(content: Content, old: str, new: str) -> Comparison:
    """The comparison of two notices."""
    return notices.compare(content, notice_entries(content), old, new)


def compare_all(content: Content) -> tuple[Comparison, ...]:
    """Every comparison of the content."""
    return notices.compare_all(content, notice_entries(content))


def sides_of(content: Content) -> dict[str, notices.Side]:
    """Every notice as comparison sees it."""
    return notices.sides_of(notice_entries(content), content.registry)


def records(content: Content) -> tuple[Record, ...]:
    """Every search record."""
    return searched.records(content, notice_entries(content))


def task_refs(content: Content) -> dict[str, TaskRef]:
    """Every task as pages name it."""
    return refs.task_refs(notice_entries(content))


def task_rows(content: Content) -> Iterator[tuple[Cell, ...]]:
    """The rows of the table of all tasks."""
    return task_table.task_rows(newest_first(content, notice_entries(content)))


def compare_views(content: Content) -> dict[tuple[str, str], CompareView]:
    """Every comparison as its page shows it."""
    entries = notice_entries(content)
    return views.compare_views(content, entries, compare_all(content), refs.task_refs(entries))


def comparison_text(comparison: Comparison, content: Content, words: Vocabulary) -> str:
    """A comparison as the terminal shows it."""
    return shown.comparison_text(comparison, notice_entries(content), words)


def proposals_text(
    content: Content,
    lineages: tuple[Lineage, ...],
    comparisons: tuple[Comparison, ...],
    words: Vocabulary,
) -> str:
    """What waits for an editor, as the terminal shows it."""
    return proposed.proposals_text(content, notice_entries(content), lineages, comparisons, words)
