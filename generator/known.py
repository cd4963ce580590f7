"""Reads `facts.yml`: what is known of a notice whose full text is not held.

    notice: "2019"
    series: urbanization
    title: {value: …, state: seen, sources: [china_com]}     a field: value, state, sources
    task_count: null                                         null where nothing is known
    sections: [{number: 二, heading: …, state: …, sources: […]}]
    tasks: [{number: 一, section: 二, heading: …, agencies: […], state: …, sources: […]}]
                                                             the state is the heading's; number_state
                                                             and agencies_state where they differ
    facts: [{topic: …, text: …, value: 5, unit: 年, state: …, sources: […]}]
                                                             comment: true where the source speaks of
                                                             the notice, and not the notice itself
    sources: {china_com: {name: …, date: …, url: …}}

Once the notice's text is held, the same file becomes a check of it (see factcheck).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.agencies import Registry
from generator.fields import Fields, FileReader
from generator.model import (
    Fact,
    FactsNotice,
    FactSource,
    FactState,
    KnownSection,
    KnownTask,
    Stated,
    TaskId,
)
from generator.numerals import format_numeral, parse_numeral

WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+\Z")


def read_facts(files: FileReader, path: Path, registry: Registry | None) -> FactsNotice | None:
    """The facts in `path`; whatever is wrong with them is among the reader's Problems.

    Without a registry, names are not looked up.
    """
    text = files.text(path)
    if text is None:
        return None
    fields = Fields(files, path, files.yaml(path, text))
    notice_id = fields.text("notice")
    if notice_id != path.parent.name:
        files.problem(path, 1, f"notice: says {notice_id!r}, the folder {path.parent.name!r}")
    sources = tuple(_sources(fields))
    notice = FactsNotice(
        id=path.parent.name,
        series=fields.text("series"),
        title=_stated(fields, "title"),
        number=_stated(fields, "number"),
        issuer=_stated(fields, "issuer"),
        issued=_stated(fields, "issued"),
        published=_stated(fields, "published"),
        approval=_stated(fields, "approval"),
        addressees=_stated(fields, "addressees"),
        task_count=_stated(fields, "task_count"),
        section_count=_stated(fields, "section_count"),
        names_agencies=_stated(fields, "names_agencies"),
        structure=_stated(fields, "structure"),
        sections=tuple(_section(section) for section in fields.mappings("sections")),
        tasks=tuple(_task(task, path.parent.name) for task in fields.mappings("tasks")),
        facts=tuple(_fact(fact) for fact in fields.mappings("facts")),
        sources=sources,
    )
    _check(files, path, notice, registry)
    return notice


def _stated(fields: Fields, key: str) -> Stated | None:
    if fields.data.get(key) is None:
        return None
    stated = fields.mapping(key)
    value = stated.data.get("value", stated.data.get("text"))
    values = value if isinstance(value, list) else [value]
    if not values or any(not isinstance(v, str | int) or v == "" for v in values):
        stated.wrong(key, "a value")
        return None
    return Stated(
        values=tuple("是" if v is True else "否" if v is False else str(v) for v in values),
        state=_state(stated),
        sources=stated.texts("sources"),
        note=stated.text_or_none("note") or "",
    )


def _state(fields: Fields, key: str = "state") -> FactState:
    return fields.choice(key, FactState, FactState.UNKNOWN)


def _state_of(fields: Fields, part: str) -> FactState:
    """How sure a part of an entry is: as the entry, unless it has a state of its own."""
    own = f"{part}_state"
    return _state(fields, own if own in fields.data else "state")


def _numeral(fields: Fields, key: str) -> int | None:
    text = fields.text_or_none(key)
    number = parse_numeral(text) if text else None
    if text and number is None:
        fields.wrong(key, "a Chinese numeral (二十二)")
    return number


def _section(fields: Fields) -> KnownSection:
    return KnownSection(
        number=_numeral(fields, "number"),
        heading=fields.text_or_none("heading"),
        state=_state(fields),
        sources=fields.texts("sources"),
    )


def _task(fields: Fields, notice_id: str) -> KnownTask:
    number, state = _numeral(fields, "number"), _state(fields)
    number_state = _state_of(fields, "number") if number else FactState.UNKNOWN
    sure = {state, number_state} <= {FactState.SEEN, FactState.SECONDARY}
    agencies = fields.data.get("agencies")
    said_open = fields.data.get("open")
    return KnownTask(
        id=TaskId(notice_id, number) if sure and number else None,
        number=number,
        section=_numeral(fields, "section"),
        heading=fields.text_or_none("heading"),
        agencies=None if agencies is None else fields.texts("agencies"),
        open=said_open if isinstance(said_open, bool) else None,
        state=state,
        number_state=number_state,
        agencies_state=_state_of(fields, "agencies"),
        sources=fields.texts("sources"),
        line=fields.line,
    )


def _fact(fields: Fields) -> Fact:
    return Fact(
        topic=fields.text("topic"),
        text=fields.text("text"),
        value=fields.text_or_none("value"),
        unit=fields.text_or_none("unit"),
        state=_state(fields),
        sources=fields.texts("sources"),
        comment=fields.flag("comment"),
    )


def _sources(fields: Fields) -> Iterator[FactSource]:
    entries = fields.mapping("sources")
    for key in entries.data:
        if key == "__line__":
            continue
        entry = entries.mapping(key)
        url = entry.text_or_none("url")
        if url is not None and not WEB_ADDRESS.match(url):
            entry.wrong(f"sources.{key}.url", "a web address")
        yield FactSource(
            id=str(key), name=entry.text("name"), date=entry.text_or_none("date"), url=url
        )


def _check(files: FileReader, path: Path, notice: FactsNotice, registry: Registry | None) -> None:
    known = {source.id for source in notice.sources}
    fields = (getattr(notice, key) for key in STATED_FIELDS)
    said = [stated for stated in fields if stated]
    used = [s.sources for s in said] + [s.sources for s in notice.sections]
    used += [t.sources for t in notice.tasks] + [f.sources for f in notice.facts]
    for name in sorted({name for names in used for name in names} - known):
        files.problem(path, 0, f"source {name!r} is not described", "add it under sources")
    count = notice.task_count
    if count and not count.text.isdecimal():
        files.problem(path, 0, f"task_count: not a number: {count.text!r}")
    numbers = [task.number for task in notice.tasks if task.number]
    for number in sorted({n for n in numbers if numbers.count(n) > 1}):
        files.problem(path, 0, f"task （{format_numeral(number)}） stands here twice")
    if registry is None:
        return
    names = registry.by_printed()
    for task in notice.tasks:
        for name in task.agencies or ():
            if name not in names and name not in registry.others:
                files.problem(
                    path,
                    task.line,
                    f"nobody knows {name!r}",
                    "add the name to content/agencies.yml",
                )


STATED_FIELDS = (
    "title",
    "number",
    "issuer",
    "issued",
    "published",
    "approval",
    "addressees",
    "task_count",
    "section_count",
    "names_agencies",
    "structure",
)
