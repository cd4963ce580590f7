"""What a work sheet can be made of: the choices that the page of the work sheet offers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.citing.styles import gongwen
from generator.edition import Edition
from generator.model.entries import NoticeEntry
from generator.model.provenance import TextState


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChoice:
    """A section that has tasks; `value` names it in an address: `2020.3`."""

    value: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeChoice:
    """A notice with its sections; `cite` is how official texts cite it, as a whole."""

    id: str
    label: str
    state: TextState
    cite: str
    sections: tuple[SectionChoice, ...]


def notice_choices(edition: Edition) -> tuple[NoticeChoice, ...]:
    """The notices of which a task is held, or known by its heading: by series, newest first."""
    return tuple(
        NoticeChoice(
            id=notice.id,
            label=notice.label,
            state=notice.state,
            cite=gongwen(edition.citations[notice.id], "", ""),
            sections=tuple(_sections(notice)),
        )
        for notice in edition.newest_first
        if notice.headed
    )


def states_of(choices: Sequence[NoticeChoice]) -> tuple[TextState, ...]:
    """The states of their texts, each once."""
    return tuple(dict.fromkeys(choice.state for choice in choices))


def _sections(notice: NoticeEntry) -> Iterator[SectionChoice]:
    """Its sections, each once; what has no number cannot be named in an address."""
    sections = (task.section for task in notice.headed if task.section)
    titles = {section.number: section.title for section in sections if section.number}
    for number, title in sorted(titles.items()):
        if title:
            yield SectionChoice(value=f"{notice.id}.{number}", title=title)
