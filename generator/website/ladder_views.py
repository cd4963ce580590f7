"""The ladder of a theme: a rule's classes by year, each cell with how sure it is and its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.addresses import notice_address, place_address, task_address
from generator.model.content import Content
from generator.model.facts import Fact, FactsNotice
from generator.model.ids import TaskId
from generator.model.themes import Ladder, LadderCell, LadderRung
from generator.website.notice_views import YearView


@dataclass(frozen=True, slots=True, kw_only=True)
class RungWords:
    """What a year says on a rung; `fact` is None where it stands in a text that is held."""

    words: str
    address: str
    fact: Fact | None
    facts: FactsNotice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RungView:
    """A rung, and for each of the ladder's years what is known of it; none is not known."""

    rung: LadderRung
    years: tuple[tuple[RungWords, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderView:
    """A ladder by the years of its series of which anything is held or known, oldest first."""

    ladder: Ladder
    years: tuple[YearView, ...]
    rungs: tuple[RungView, ...]


def ladder_view(
    ladder: Ladder, series: Iterable[Sequence[YearView]], content: Content
) -> LadderView:
    """The ladder as its theme's page shows it, by the years of every series that it quotes."""
    quoted = {cell.notice for rung in ladder.rungs for cell in rung.cells}
    years = [y for own in series if quoted & {y.id for y in own} for y in own]
    known = {facts.id: facts for facts in (*content.facts, *content.checks)}
    shown = tuple(year for year in years if year.state)
    return LadderView(
        ladder=ladder,
        years=shown,
        rungs=tuple(
            RungView(
                rung=rung,
                years=tuple(
                    tuple(_words(cell, known) for cell in rung.cells if cell.notice == year.id)
                    for year in shown
                ),
            )
            for rung in ladder.rungs
        ),
    )


def _words(cell: LadderCell, known: Mapping[str, FactsNotice]) -> RungWords:
    if cell.at is None:
        facts = known[cell.notice]
        fact = next(fact for fact in facts.facts if fact.topic == cell.topic)
        return RungWords(
            words=cell.words, address=notice_address(cell.notice), fact=fact, facts=facts
        )
    page, _, anchor = cell.at.partition("#")
    address = notice_address(page) if page == cell.notice else task_address(TaskId.parse(page))
    return RungWords(
        words=cell.words, address=place_address(address, anchor), fact=None, facts=None
    )
