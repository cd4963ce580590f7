"""What stands on the page of all changes: the record's entries by day, and what can be followed."""

from __future__ import annotations

from itertools import groupby

from generator.addresses import HOME
from generator.edition import Edition
from generator.notice.deadlines import dated_tasks
from generator.website.contexts import ChangesPage


def changes_page(edition: Edition) -> ChangesPage:
    """The context of the page: newest day first, and of a day what was written down last."""
    newest = reversed(edition.content.changes)
    days = groupby(newest, key=lambda change: change.day)
    with_day = [dated for dated in dated_tasks(edition.notices) if dated.deadline.day]
    return ChangesPage(
        days=[(day, tuple(changes)) for day, changes in days],
        feed=edition.feed(HOME),
        has_address=bool(edition.address),
        deadlines=len(with_day),
    )
