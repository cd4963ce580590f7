"""What the templates show, put in the order in which they show it. No words, no mark-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.addresses import agency_address
from generator.model.agencies import Agency, Registry, Succession
from generator.model.entries import NoticeEntry
from generator.model.facts import FactState
from generator.website.refs import guessed_label
from generator.website.task_views import PartView, PartyView, TaskView

MOST_TEXTS = 60
"""Tasks whose texts stand on an agency's page: some 100 KB of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A task that names an agency, in its printed forms; `state` is None where its text is held.

    `paragraphs` are its text, empty where that is not held.
    """

    address: str | None
    label: str
    guessed: str | None
    heading: str
    printed: tuple[str, ...]
    first: bool
    state: FactState | None
    paragraphs: tuple[tuple[PartView, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyYear:
    """An agency's tasks in one notice; `held` says that its text is, so that none is missing.

    `title`, `number` and `issued` name the notice, None where they are not known.
    """

    notice: str
    title: str | None
    number: str | None
    issued: str | None
    series: str
    held: bool
    mentions: tuple[Mention, ...]

    @property
    def firsts(self) -> int:
        """How many of the tasks name it first."""
        return sum(mention.first for mention in self.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencySeries:
    """An agency in the notices of one series, newest first: its counts apart from any other's.

    `count` and `first_count` are of the notices whose text is held.
    """

    series: str
    years: tuple[AgencyYear, ...]

    @property
    def count(self) -> int:
        """How many tasks of held notices name it."""
        return sum(len(year.mentions) for year in self.years if year.held)

    @property
    def first_count(self) -> int:
        """How many of these name it first."""
        return sum(year.firsts for year in self.years if year.held)

    @property
    def held_years(self) -> tuple[str, ...]:
        """The notices, oldest first, whose text is held and names it."""
        return tuple(sorted(year.notice for year in self.years if year.held))

    @property
    def known_years(self) -> tuple[str, ...]:
        """The notices, oldest first, of which only facts are known that name it."""
        return tuple(sorted(year.notice for year in self.years if not year.held))

    @property
    def known_count(self) -> int:
        """How many tasks name it of which only facts are known."""
        return sum(len(year.mentions) for year in self.years if not year.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A body before or after an agency, however far; `years` are empty where no notice names it.

    Of a farther one `via` is the body next to it on the way, and `step` the one between these two.
    """

    agency: Agency
    step: Succession
    via: Agency | None
    years: tuple[AgencyYear, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyView:
    """An agency with its tasks by notice, newest first in each series, and whom it shares them with.

    The counts are of the notices whose text is held, of all series; `before` and `after` are nearest first.
    `printed` are the names that these texts give it, `told` others that only facts do.
    """

    agency: Agency
    printed: tuple[str, ...]
    told: tuple[str, ...]
    years: tuple[AgencyYear, ...]
    companions: tuple[tuple[Agency, int], ...]
    first_count: int
    count: int
    before: tuple[Relative, ...]
    after: tuple[Relative, ...]

    @property
    def with_texts(self) -> bool:
        """Whether its page has the tasks' texts too: of more, they make too large a page."""
        return 0 < self.count <= MOST_TEXTS

    @property
    def series(self) -> tuple[AgencySeries, ...]:
        """Its years by series, in the order of these."""
        ids = dict.fromkeys(year.series for year in self.years)
        return tuple(
            AgencySeries(series=key, years=tuple(y for y in self.years if y.series == key))
            for key in ids
        )

    def count_in(self, notice: str) -> int:
        """How many tasks of a notice name it."""
        return sum(len(year.mentions) for year in self.years if year.notice == notice)


def agency_views(
    registry: Registry, notices: Sequence[NoticeEntry], tasks: Mapping[str, Sequence[TaskView]]
) -> tuple[AgencyView, ...]:
    """All agencies that a notice is known to name, most tasks first, then in registry order.

    `notices` are in the order in which an agency's page has them (`newest_first`).
    """
    years: dict[str, dict[str, AgencyYear]] = {}
    shared: dict[str, Counter[str]] = {}
    for notice in notices:
        mentions: dict[str, list[Mention]] = {}
        for view in tasks[notice.id]:
            for party in view.parties:
                address = party.address or ""
                mentions.setdefault(address, []).append(_mention(view, party))
                others = shared.setdefault(address, Counter())
                # Of a notice whose text is not held nobody knows all that it names together.
                if notice.held:
                    others.update(
                        p.address for p in view.parties if p.address and p.address != address
                    )
        for address, found in mentions.items():
            years.setdefault(address, {})[notice.id] = AgencyYear(
                notice=notice.id,
                title=notice.annex_title or notice.title,
                number=notice.number,
                issued=notice.issued,
                series=notice.series,
                held=notice.held,
                mentions=tuple(found),
            )
    by_address = {agency_address(agency.id): agency for agency in registry.agencies}
    found_views = [
        _agency_view(agency, years, shared[address], by_address)
        for address, agency in by_address.items()
        if address in years
    ]
    return tuple(sorted(found_views, key=lambda view: -view.count))


def _mention(view: TaskView, party: PartyView) -> Mention:
    states = view.task.states
    return Mention(
        address=view.address,
        label=view.task.cited,
        guessed=guessed_label(view.task),
        heading=view.task.heading or "",
        printed=(party.printed, *party.also),
        first=party.first,
        state=states.agencies if states else None,
        paragraphs=view.paragraphs,
    )


def _agency_view(
    agency: Agency,
    by_agency: Mapping[str, Mapping[str, AgencyYear]],
    shared: Counter[str],
    by_address: Mapping[str, Agency],
) -> AgencyView:
    years = tuple(by_agency[agency_address(agency.id)].values())
    held = [mention for year in years if year.held for mention in year.mentions]
    companions = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    printed = dict.fromkeys(form for mention in held for form in mention.printed)
    forms = (form for year in years for mention in year.mentions for form in mention.printed)
    told = dict.fromkeys(form for form in forms if form not in printed)
    return AgencyView(
        agency=agency,
        printed=tuple(printed),
        told=tuple(told),
        years=years,
        companions=tuple((by_address[address], n) for address, n in companions),
        first_count=sum(mention.first for mention in held),
        count=len(held),
        before=tuple(_relatives(agency, by_agency, by_address, before=True)),
        after=tuple(_relatives(agency, by_agency, by_address, before=False)),
    )


def _relatives(
    agency: Agency,
    by_agency: Mapping[str, Mapping[str, AgencyYear]],
    by_address: Mapping[str, Agency],
    *,
    before: bool,
) -> Iterator[Relative]:
    """All bodies before an agency, or after it; each once, whatever circles the registry has."""
    seen, waiting = {agency.id}, [agency]
    while waiting:
        this = waiting.pop(0)
        for step in this.predecessors if before else this.successors:
            if step.id not in seen:
                seen.add(step.id)
                address = agency_address(step.id)
                other = by_address[address]
                years = tuple(by_agency.get(address, {}).values())
                via = None if this is agency else this
                yield Relative(agency=other, step=step, via=via, years=years)
                waiting.append(other)
