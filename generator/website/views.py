"""What the templates show, put in the order in which they show it. No words, no mark-up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.addresses import agency_address, task_address
from generator.model.agencies import Agency, ClauseReading, Party, Registry, Succession
from generator.model.content import Content, HeldNotice
from generator.model.facts import FactsNotice, FactState, KnownSection, KnownTask, Stated
from generator.model.figures import Figure
from generator.model.notice import Clause, Notice, Paragraph, Section, Sentence, Task
from generator.model.provenance import Provenance, TextState
from generator.model.series import SeriesMember
from generator.notice.agency_clauses import known_names, notice_parties, read_clause
from generator.notice.figures import find_figures
from generator.text.numerals import format_numeral

SIGNED = re.compile(r"([^，。；：]{0,40}?)(\d{4}年\d{1,2}月\d{1,2}日)")
"""The end of a letter: who signed it, where that stands on the same line, and the date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of text, with the address that it links to."""

    text: str
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A sentence or a clause: its anchor and its text in runs."""

    anchor: str
    number: str
    is_clause: bool
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """A name in the list of those responsible."""

    printed: str
    address: str | None
    name: str
    first: bool
    lead: bool
    implied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """A task with all that stands on its page."""

    task: Task
    section: Section
    notice: Notice
    provenance: Provenance
    address: str
    paragraphs: tuple[tuple[PartView, ...], ...]
    parties: tuple[PartyView, ...]
    others: tuple[PartyView, ...]
    open: bool
    deadline: str | None
    figures: tuple[Figure, ...]
    previous: Task | None
    next: Task | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTaskView:
    """A task of which only facts are known, with all that stands on its page.

    `address` is None where its number is not known; `section` the section's known heading.
    """

    task: KnownTask
    notice: FactsNotice
    address: str | None
    section: KnownSection | None
    parties: tuple[PartyView, ...]
    others: tuple[PartyView, ...]
    previous: KnownTask | None
    next: KnownTask | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """A notice of a series in the strip of years; `count` tasks are held or known."""

    id: str
    number: str | None
    state: TextState | None
    count: int
    total: Stated | None
    member: SeriesMember | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A task that names an agency; `state` is None where the notice's text is held."""

    address: str | None
    label: str
    heading: str
    printed: str
    first: bool
    state: FactState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyYear:
    """An agency's tasks in one notice; `held` says that its text is, so that none is missing."""

    notice: str
    held: bool
    mentions: tuple[Mention, ...]


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
    """An agency with its tasks by notice, newest first, and whom it shares them with.

    The counts are of the notices whose text is held; `before` and `after` are nearest first.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """A paragraph of the letter and its part in it: `number`, `to`, `signed` or `text`.

    Of a signed paragraph each run is set on a line of its own.
    """

    role: str
    parts: tuple[PartView, ...]


def paragraph_views(
    paragraphs: tuple[Paragraph, ...], registry: Registry
) -> tuple[tuple[PartView, ...], ...]:
    """Paragraphs in order; joining the runs of a paragraph gives its characters."""
    return tuple(
        tuple(_part_view(part, registry) for part in paragraph.parts) for paragraph in paragraphs
    )


def letter_views(notice: Notice, registry: Registry) -> tuple[LetterView, ...]:
    """The letter's paragraphs in order; their runs joined are its characters."""
    views = []
    for paragraph, parts in zip(
        notice.letter, paragraph_views(notice.letter, registry), strict=True
    ):
        role = _letter_role("".join(part.text for part in paragraph.parts), notice)
        if role == "signed":
            parts = tuple(_signed(part) for part in parts)
        views.append(LetterView(role=role, parts=parts))
    return tuple(views)


def _letter_role(text: str, notice: Notice) -> str:
    if text == notice.identity.number:
        return "number"
    if text.endswith("："):
        return "to"
    signed = text == notice.identity.issuer or SIGNED.fullmatch(text)
    return "signed" if signed else "text"


def _signed(part: PartView) -> PartView:
    """`国家发展改革委2020年4月3日` in two runs: who signed, and when."""
    text = "".join(run.text for run in part.runs)
    match = SIGNED.fullmatch(text)
    pieces = match.groups() if match else (text,)
    return replace(part, runs=tuple(Run(text=piece, address=None) for piece in pieces if piece))


def _part_view(part: Sentence | Clause, registry: Registry) -> PartView:
    clause = isinstance(part, Clause)
    runs = (
        tuple(_clause_runs(part.text, registry)) if clause else (Run(text=part.text, address=None),)
    )
    return PartView(anchor=part.id, number=part.id[1:], is_clause=clause, runs=runs)


def _clause_runs(text: str, registry: Registry) -> Iterator[Run]:
    reading, _ = read_clause(text, registry)
    place = 0
    for party in reading.parties:
        start = text.index(party.printed, place)
        if start > place:
            yield Run(text=text[place:start], address=None)
        address = agency_address(party.agency) if party.agency else None
        yield Run(text=party.printed, address=address)
        place = start + len(party.printed)
    yield Run(text=text[place:], address=None)


def task_views(held: HeldNotice, registry: Registry) -> tuple[TaskView, ...]:
    """A view of each task of a notice, in its order."""
    notice = held.notice
    by_id = {agency.id: agency for agency in registry.agencies}
    placed = [(section, task) for section in notice.sections for task in section.tasks]
    tasks = [None, *(task for _, task in placed), None]
    readings = notice_parties(notice, registry)
    return tuple(
        _task_view(
            held, section, task, registry, by_id, readings[task.id], (tasks[i], tasks[i + 2])
        )
        for i, (section, task) in enumerate(placed)
    )


def _task_view(
    held: HeldNotice,
    section: Section,
    task: Task,
    registry: Registry,
    by_id: dict[str, Agency],
    reading: ClauseReading,
    around: tuple[Task | None, Task | None],
) -> TaskView:
    parties = tuple(_party_view(party, by_id) for party in reading.parties)
    figures = [f for s in task.sentences for f in find_figures(s.id, s.text)]
    return TaskView(
        task=task,
        section=section,
        notice=held.notice,
        provenance=held.provenance,
        address=task_address(task.id),
        paragraphs=paragraph_views(task.paragraphs, registry.scoped(held.notice.series)),
        parties=tuple(p for p in parties if p.address),
        others=tuple(p for p in parties if not p.address),
        open=reading.open,
        deadline=reading.deadline,
        figures=(*find_figures("h", task.heading), *figures),
        previous=around[0],
        next=around[1],
    )


def _party_view(party: Party, by_id: dict[str, Agency]) -> PartyView:
    return PartyView(
        printed=party.printed,
        address=agency_address(party.agency) if party.agency else None,
        name=by_id[party.agency].name if party.agency else party.printed,
        first=party.first,
        lead=party.lead,
        implied=party.implied,
    )


def known_views(notice: FactsNotice, registry: Registry) -> tuple[KnownTaskView, ...]:
    """A view of each task of which something is known, in the order of the facts."""
    sections = {section.number: section for section in notice.sections if section.number}
    order: list[KnownTask | None] = [None, *notice.paged_tasks, None]
    around = {order[i]: (order[i - 1], order[i + 1]) for i in range(1, len(order) - 1)}
    by_id = {agency.id: agency for agency in registry.agencies}
    views = []
    for task in notice.tasks:
        parties = tuple(_party_view(p, by_id) for p in known_names(task.agencies or (), registry))
        previous, following = around.get(task, (None, None))
        views.append(
            KnownTaskView(
                task=task,
                notice=notice,
                address=task_address(task.id) if task.id and task.has_page else None,
                section=sections.get(task.section or 0),
                parties=tuple(p for p in parties if p.address),
                others=tuple(p for p in parties if not p.address),
                previous=previous,
                next=following,
            )
        )
    return tuple(views)


def series_years(content: Content) -> dict[str, tuple[YearView, ...]]:
    """The notices of each series by its id, the content's own series first."""
    ids = [content.series.id, *sorted({h.notice.series for h in content.notices})]
    ids += sorted({facts.series for facts in content.facts})
    return {series: _year_views(content, series) for series in dict.fromkeys(ids)}


def _year_views(content: Content, series: str) -> tuple[YearView, ...]:
    """A series' notices, oldest first, with those held outside the list of members behind."""
    held = {h.notice.id: h for h in content.notices if h.notice.series == series}
    known = {facts.id: facts for facts in content.facts if facts.series == series}
    own = content.series.members if series == content.series.id else ()
    records = {member.id: member for member in own}
    members = {member.id: member.number for member in own}
    ids = [*members, *sorted((held.keys() | known.keys()) - members.keys())]
    views = []
    for notice_id in ids:
        number = members.get(notice_id)
        state: TextState | None = None
        count = 0
        total: Stated | None = None
        if notice_id in held:
            notice = held[notice_id].notice
            state, count = held[notice_id].provenance.state, len(notice.tasks)
            number = notice.identity.number
        elif notice_id in known:
            facts = known[notice_id]
            state, count = TextState.FACTS_ONLY, sum(1 for t in facts.tasks if t.heading)
            total = facts.task_count
            number = facts.number.text if facts.number else number
        views.append(
            YearView(
                id=notice_id,
                number=number,
                state=state,
                count=count,
                total=total,
                member=records.get(notice_id),
            )
        )
    return tuple(views)


def agency_views(
    content: Content,
    tasks: dict[str, tuple[TaskView, ...]],
    known: dict[str, tuple[KnownTaskView, ...]],
) -> tuple[AgencyView, ...]:
    """All agencies that a notice is known to name, most tasks first, then in registry order."""
    years: dict[str, dict[str, AgencyYear]] = {}
    shared: dict[str, Counter[str]] = {}
    for notice_id in sorted({*tasks, *known}, reverse=True):
        mentions: dict[str, list[Mention]] = {}
        views: list[TaskView | KnownTaskView] = [
            *tasks.get(notice_id, ()),
            *known.get(notice_id, ()),
        ]
        for view in views:
            named = [p for p in view.parties if p.address]
            for party in named:
                address = party.address or ""
                mentions.setdefault(address, []).append(_mention(view, party))
                others = shared.setdefault(address, Counter())
                others.update(p.address for p in named if p.address and p.address != address)
        for address, found in mentions.items():
            years.setdefault(address, {})[notice_id] = AgencyYear(
                notice=notice_id, held=notice_id in tasks, mentions=tuple(found)
            )
    by_address = {agency_address(agency.id): agency for agency in content.registry.agencies}
    found_views = [
        _agency_view(agency, years, shared[address], by_address)
        for address, agency in by_address.items()
        if address in years
    ]
    return tuple(sorted(found_views, key=lambda view: -view.count))


def _mention(view: TaskView | KnownTaskView, party: PartyView) -> Mention:
    if isinstance(view, TaskView):
        label, heading, state = view.task.label, view.task.heading, None
    else:
        number = view.task.told_number
        label = f"（{format_numeral(number)}）" if number else ""
        heading, state = view.task.heading or "", view.task.agencies_state
    return Mention(
        address=view.address,
        label=label,
        heading=heading,
        printed=party.printed,
        first=party.first,
        state=state,
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
    printed = dict.fromkeys(mention.printed for mention in held)
    told = dict.fromkeys(m.printed for y in years for m in y.mentions if m.printed not in printed)
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
