"""The pages for readers abroad: a guide, and a notice's headings in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.addresses import ENGLISH, agency_address, english_address
from generator.model.content import Content
from generator.website import contexts
from generator.website.agency_views import AgencyView
from generator.website.contexts import Context
from generator.website.task_views import TaskView


def english_pages(
    content: Content,
    years: contexts.Years,
    agencies: Sequence[AgencyView],
    tasks: Mapping[str, Sequence[TaskView]],
) -> Iterator[tuple[str, Context]]:
    """A guide, and a page for each notice that has English headings; nothing where none has."""
    held = {h.notice.id: h for h in content.notices}
    bodies = {agency_address(agency.id): agency for agency in content.registry.agencies}
    if content.english:
        yield ENGLISH, contexts.EnglishPage(content=content, years=years, agencies=agencies)
    for headings in content.english:
        yield (
            english_address(headings.notice),
            contexts.EnglishNoticePage(
                headings=headings,
                held=held[headings.notice],
                tasks=tasks[headings.notice],
                bodies=bodies,
            ),
        )
