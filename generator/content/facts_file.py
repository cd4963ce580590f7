"""Reads `facts.yml`: what is known of a notice whose full text is not held.

    notice: "2019"
    series: ferries
    title: {value: …, state: seen, sources: [china_com]}     a field: value, state, sources
    task_count: null                                         null where nothing is known
    numbers_anew: true                                       where each section counts its own tasks
    sections: [{number: 二, heading: …, state: …, sources: […]}]
    tasks: [{number: 一, section: 二, heading: …, agencies: […], state: …, sources: […]}]
                                                             the state is the heading's; number_state
                                                             and agencies_state where they differ
    facts: [{topic: …, text: …, value: 5, unit: 年, state: …, sources: […]}]
                                                             comment: true where the source speaks of
                                                             the notice, and not the notice itself
    sources: {china_com: {name: …, date: …, url: …}}

Once the notice's text is held, the same file becomes a check of it (see `factcheck`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.content.fields import A_DAY, Fields, FileReader
from generator.content.series_file import OTHER_SERIES
from generator.model.agencies import Registry
from generator.model.facts import (
    COUNTS,
    STATED_FIELDS,
    Fact,
    FactsNotice,
    FactSource,
    FactState,
    KnownSection,
    KnownTask,
    Stated,
)
from generator.model.ids import TaskId
from generator.text.days import is_day
from generator.text.numerals import parse_numeral

DAYS = ("issued", "published")


def read_facts(
    files: FileReader,
    path: Path,
    registry: Registry | None,
    series: Collection[str] | None = None,
) -> FactsNotice | None:
    """The facts in `path`; whatever is wrong with them is among the reader's Problems.

    Without a registry, names are not looked up, nor is the series without the ids of all.
    """
    text = files.text(path)
    if text is None:
        return None
    with files.fields(path, text) as fields:
        own = fields.one_of("series", series, "series", OTHER_SERIES)
        names = None if registry is None else {*registry.scoped(own).names, *registry.others}
        if fields.text("notice") != path.parent.name:
            said = fields.text("notice")
            fields.problem("notice", f"notice: says {said!r}, the folder {path.parent.name!r}")
        sources = tuple(_sources(fields))
        lists = _Lists({source.id for source in sources}, names)
        stated = {key: _stated(fields, key, lists) for key in STATED_FIELDS}
        for key in DAYS:
            day = stated[key]
            if day and not is_day(day.text):
                fields.problem(key, f"{key}: there is no day {day.text!r}", A_DAY)
        for key in COUNTS:
            count = stated[key]
            if count and not (count.text.isascii() and count.text.isdecimal()):
                fields.problem(key, f"{key}: not a number: {count.text!r}")
        sections = fields.mappings("sections", once="number")
        anew = fields.flag("numbers_anew") if fields.has("numbers_anew") else False
        tasks = fields.mappings("tasks", once="" if anew else "number")
        if anew:
            _check_anew(tasks)
        facts = fields.mappings("facts", once="topic")
        return FactsNotice(
            id=path.parent.name,
            series=own,
            **stated,
            sections=tuple(_section(section, lists) for section in sections),
            tasks=tuple(_task(task, path.parent.name, lists, anew=anew) for task in tasks),
            facts=tuple(_fact(fact, lists) for fact in facts),
            sources=sources,
        )


@dataclass(slots=True)
class _Lists:
    """The lists that entries have of what stands elsewhere: the file's sources, the registry's names.

    A source that is not described is told once. Names are not looked up if they are None.
    """

    described: Collection[str]
    names: Collection[str] | None
    told: set[str] = field(default_factory=set)

    def sources(self, fields: Fields) -> tuple[str, ...]:
        listed = fields.texts("sources")
        for name in listed:
            if name not in self.described and name not in self.told:
                hint = "add it under sources"
                fields.problem("sources", f"source {name!r} is not described", hint)
                self.told.add(name)
        return listed

    def agencies(self, fields: Fields) -> tuple[str, ...] | None:
        if fields.value("agencies") is None:
            return None
        listed = fields.texts("agencies")
        for name in listed:
            if self.names is not None and name not in self.names:
                hint = "add the name to content/agencies.yml"
                fields.problem("agencies", f"nobody knows {name!r}", hint)
        return listed


def _stated(fields: Fields, key: str, lists: _Lists) -> Stated | None:
    if fields.value(key) is None:
        return None
    stated = fields.mapping(key)
    form = "text" if stated.has("text") and not stated.has("value") else "value"
    value = stated.value(form)
    values = value if isinstance(value, list) else [value]
    sources = lists.sources(stated)
    state, note = _state(stated), stated.text_or_none("note") or ""
    if not values or any(not isinstance(v, str | bool) or v == "" for v in values):
        stated.problem(form, f"{key}: a value is expected")
        return None
    return Stated(
        values=tuple("是" if v is True else "否" if v is False else str(v) for v in values),
        state=state,
        sources=sources,
        note=note,
    )


def _state(fields: Fields) -> FactState:
    return fields.choice("state", FactState, FactState.UNKNOWN)


def _state_of(fields: Fields, part: str) -> FactState:
    """How sure a part of an entry is: as the entry, unless it has a state of its own."""
    return fields.choice(f"{part}_state", FactState, _state(fields), needed=False)


def _numeral(fields: Fields, key: str) -> int | None:
    text = fields.text_or_none(key)
    number = parse_numeral(text) if text else None
    if text and number is None:
        fields.wrong(key, "a Chinese numeral (二十二)")
    return number


def _section(fields: Fields, lists: _Lists) -> KnownSection:
    return KnownSection(
        number=_numeral(fields, "number"),
        heading=fields.text_or_none("heading"),
        state=_state(fields),
        sources=lists.sources(fields),
    )


def _check_anew(tasks: Iterable[Fields]) -> None:
    """Where each section counts its own tasks, a number has its section, and stands in it once."""
    seen: set[tuple[str, str]] = set()
    for task in tasks:
        if not task.has("number"):
            continue
        place = str(task.data.get("section") or ""), str(task.data.get("number"))
        if not place[0]:
            hint = "numbers start anew in each section: say of which"
            task.problem("number", f"number {place[1]!r} without its section", hint)
        elif place in seen:
            hint = "each section has a number once"
            task.problem(
                "number", f"number {place[1]!r} is given twice in section {place[0]}", hint
            )
        seen.add(place)


def _task(fields: Fields, notice_id: str, lists: _Lists, *, anew: bool) -> KnownTask:
    number, state = _numeral(fields, "number"), _state(fields)
    number_state = _state_of(fields, "number")
    sure = {state, number_state} <= {FactState.SEEN, FactState.SECONDARY}
    section = _numeral(fields, "section")
    own = section or 0 if anew else 0
    return KnownTask(
        id=TaskId(notice_id, number, own) if sure and number and (own or not anew) else None,
        number=number,
        section=section,
        heading=fields.text_or_none("heading"),
        agencies=lists.agencies(fields),
        open=fields.flag_or_none("open"),
        state=state,
        number_state=number_state if number else FactState.UNKNOWN,
        agencies_state=_state_of(fields, "agencies"),
        sources=lists.sources(fields),
        line=fields.line,
    )


def _fact(fields: Fields, lists: _Lists) -> Fact:
    return Fact(
        topic=fields.text("topic"),
        text=fields.text("text"),
        value=fields.text_or_none("value"),
        unit=fields.text_or_none("unit"),
        state=_state(fields),
        sources=lists.sources(fields),
        comment=fields.flag("comment"),
    )


def _sources(fields: Fields) -> Iterator[FactSource]:
    for key, entry in fields.named("sources"):
        url = entry.web_address_or_none("url", f"sources.{key}.url")
        yield FactSource(id=key, name=entry.text("name"), date=entry.day_or_none("date"), url=url)
