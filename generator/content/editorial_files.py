"""Reads what editors decide: themes.yml (lines of work, single links), figures.yml (subjects),
comparisons.yml (notices of different series).

Every id, anchor, figure and topic that they name is looked up; one that is not there is a Problem.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.content.fields import Fields, FileReader
from generator.content.ladders import read_ladder
from generator.model.facts import FactsNotice
from generator.model.figures import Subject, SubjectEntry
from generator.model.notice import Notice
from generator.model.themes import AskedComparison, LinkDecision, Theme, Verdict
from generator.notice.places import anchored_texts, entry_figure
from generator.plain_files import stands


def known_keys(notices: Iterable[Notice], facts: Iterable[FactsNotice]) -> Mapping[str, str]:
    """Every task that editors can name, with its notice."""
    held = {str(task.id): notice.id for notice in notices for task in notice.tasks}
    known = {k.key(task): k.id for k in facts for task in k.tasks if task.heading}
    return held | known


def held_keys(notices: Iterable[Notice], checks: Iterable[FactsNotice]) -> Mapping[str, str]:
    """The ids of held tasks by the names that they had when only facts were known of them."""
    texts = {notice.id: notice for notice in notices}
    return {
        known.key(task): str(found.id)
        for known in checks
        if known.id in texts
        for task in known.tasks
        if task.heading and task.id is None
        for found in texts[known.id].tasks
        if found.heading == task.heading
    }


def read_themes(
    files: FileReader,
    path: Path,
    keys: Mapping[str, str],
    held: Mapping[str, str],
    said: Mapping[str, str],
) -> tuple[tuple[Theme, ...], tuple[LinkDecision, ...]]:
    """Themes and decisions in `path`; nothing where there is no such file.

    `keys` are all names of tasks with their notice, `held` the ids of those named by a heading
    whose text is held by now: such a name goes on to mean its task. `said` is what ladders quote, as
    `quotable` gives it.
    """
    if not stands(path):
        return (), ()
    with files.fields(path, files.text(path) or "{}") as fields:
        themes = tuple(_theme(entry, keys, said) for entry in fields.mappings("themes", once="id"))
        entries = fields.mappings("decisions")
        decisions = tuple(_decision(entry, keys) for entry in entries)
        _refuse_second_words(entries, decisions)
    return (
        tuple(
            replace(t, tasks=tuple(dict.fromkeys(held.get(k, k) for k in t.tasks))) for t in themes
        ),
        tuple(
            replace(d, old=held.get(d.old, d.old), new=held.get(d.new, d.new)) for d in decisions
        ),
    )


def _theme(entry: Fields, keys: Mapping[str, str], said: Mapping[str, str]) -> Theme:
    theme = Theme(
        id=entry.id(),
        name=entry.text("name"),
        description=entry.text_or_none("description") or "",
        state=entry.choice("state", Verdict, Verdict.PROPOSED),
        reason=entry.text("reason"),
        tasks=entry.texts("tasks"),
        ladder=read_ladder(entry, said),
    )
    if not theme.tasks:
        entry.wrong("tasks", "at least one task")
    for key in theme.tasks:
        if key not in keys:
            _unknown_task(entry, "tasks", key)
    return theme


def _decision(entry: Fields, keys: Mapping[str, str]) -> LinkDecision:
    decision = LinkDecision(
        old=entry.text("old"),
        new=entry.text("new"),
        verdict=entry.choice("verdict", Verdict, Verdict.PROPOSED),
        reason=entry.text("reason"),
    )
    for field, key in (("old", decision.old), ("new", decision.new)):
        if key not in keys:
            _unknown_task(entry, field, key)
    if keys.get(decision.old, "") >= keys.get(decision.new, "~"):
        hint = "old is the task of the earlier notice"
        entry.problem("old", "a link within a notice, or backwards", hint)
    if decision.verdict is Verdict.PROPOSED:
        hint = "leave a link that waits for an editor away"
        entry.problem("verdict", "a decision confirms or rejects", hint)
    return decision


def _refuse_second_words(entries: Iterable[Fields], decisions: Iterable[LinkDecision]) -> None:
    """A Problem for each decision on a pair of tasks that an earlier one decides."""
    seen: dict[tuple[str, str], int] = {}
    for entry, decision in zip(entries, decisions, strict=True):
        pair = decision.old, decision.new
        if pair in seen:
            hint = f"the other word is in line {seen[pair]}"
            entry.problem("old", f"{' and '.join(pair)} are decided twice", hint)
        seen[pair] = entry.line


def _unknown_task(entry: Fields, field: str, key: str) -> None:
    hint = 'a task is named 2020-07, or "2018:heading" where its number is not known'
    entry.problem(field, f"there is no task {key!r}", hint)


def read_asked(
    files: FileReader, path: Path, series: Mapping[str, str]
) -> tuple[AskedComparison, ...]:
    """The comparisons in `path`; nothing where there is no such file.

    `series` are the notices' series by their ids.
    """
    if not stands(path):
        return ()
    with files.fields(path, files.text(path) or "{}") as fields:
        asked = []
        lines: dict[frozenset[str], int] = {}
        for entry in fields.mappings("comparisons"):
            pair = AskedComparison(
                old=entry.text("old"), new=entry.text("new"), reason=entry.text("reason")
            )
            unknown = [key for key in ("old", "new") if getattr(pair, key) not in series]
            for key in unknown:
                near = f"there are {', '.join(sorted(series))}"
                entry.problem(key, f"{key}: nothing is held of {getattr(pair, key)!r}", near)
            if not unknown and series[pair.old] == series[pair.new]:
                hint = "the site compares the years of a series itself"
                entry.problem("new", f"{pair.old} and {pair.new} are of one series", hint)
            both = frozenset((pair.old, pair.new))
            if both in lines:
                hint = f"the other stands in line {lines[both]}"
                entry.problem("old", f"{pair.old} and {pair.new} are asked for twice", hint)
            lines.setdefault(both, entry.line)
            asked.append(pair)
    return tuple(asked)


def read_subjects(
    files: FileReader, path: Path, notices: Iterable[Notice], facts: Iterable[FactsNotice]
) -> tuple[Subject, ...]:
    """The subjects in `path`; nothing where there is no such file."""
    if not stands(path):
        return ()
    texts = {notice.id: dict(anchored_texts(notice)) for notice in notices}
    topics = {known.id: {fact.topic for fact in known.facts} for known in facts}
    with files.fields(path, files.text(path) or "{}") as fields:
        return tuple(
            Subject(
                id=subject.id(),
                name=subject.text("name"),
                entries=tuple(
                    _entry(entry, texts, topics) for entry in subject.mappings("entries")
                ),
                note=subject.text_or_none("note"),
            )
            for subject in fields.mappings("subjects", once="id")
        )


def _entry(
    fields: Fields,
    texts: Mapping[str, Mapping[str, str]],
    topics: Mapping[str, Collection[str]],
) -> SubjectEntry:
    at = fields.text_or_none("at")
    entry = SubjectEntry(
        notice=fields.text("notice"), at=at, text=fields.text("figure" if at else "fact")
    )
    if at is not None and entry_figure(entry, texts.get(entry.notice, {})) is None:
        hint = "a place is 2020-02#s1 or 2020#part-1-s1 of its notice, the figure as printed there"
        fields.problem("at", f"no figure {entry.text!r} at {at}", hint)
    elif at is None and entry.text not in topics.get(entry.notice, ()):
        hint = "name the sentence (at, figure)" if entry.notice in texts else ""
        fields.problem("fact", f"no fact {entry.text!r} is known of {entry.notice}", hint)
    return entry
