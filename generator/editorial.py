"""Reads what editors decide: `themes.yml` (lines of work, single links), `figures.yml` (subjects).

Every id, anchor, figure and topic that they name is looked up; one that is not there is a Problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.fields import Fields, FileReader
from generator.figures import find_figures
from generator.model import (
    ID_PATTERN,
    FactsNotice,
    Figure,
    LinkDecision,
    Notice,
    Paragraph,
    Subject,
    SubjectEntry,
    Theme,
    Verdict,
)


def task_key(notice: str, number: str | None, heading: str | None) -> str:
    """How editors name a known task without a sure number: `2018:heading`."""
    return number or f"{notice}:{heading}"


def known_keys(notices: Iterable[Notice], facts: Iterable[FactsNotice]) -> Mapping[str, str]:
    """Every task that editors can name, with its notice."""
    held = {str(task.id): notice.id for notice in notices for task in notice.tasks}
    known = {
        task_key(known.id, str(task.id) if task.id else None, task.heading): known.id
        for known in facts
        for task in known.tasks
        if task.heading
    }
    return held | known


def held_keys(notices: Iterable[Notice], checks: Iterable[FactsNotice]) -> Mapping[str, str]:
    """The ids of held tasks by the names that they had when only facts were known of them."""
    texts = {notice.id: notice for notice in notices}
    return {
        task_key(known.id, None, task.heading): str(found.id)
        for known in checks
        if known.id in texts
        for task in known.tasks
        if task.heading and task.id is None
        for found in texts[known.id].tasks
        if found.heading == task.heading
    }


def read_themes(
    files: FileReader, path: Path, keys: Mapping[str, str], held: Mapping[str, str]
) -> tuple[tuple[Theme, ...], tuple[LinkDecision, ...]]:
    """Themes and decisions in `path`; nothing where there is no such file.

    `keys` are all names of tasks with their notice, `held` the ids of those named by a heading
    whose text is held by now: such a name goes on to mean its task.
    """
    if not path.exists():
        return (), ()
    fields = Fields(files, path, files.yaml(path, files.text(path) or "{}"))
    themes = tuple(_theme(entry) for entry in fields.mappings("themes"))
    decisions = tuple(
        LinkDecision(
            old=entry.text("old"),
            new=entry.text("new"),
            verdict=entry.choice("verdict", Verdict, Verdict.PROPOSED),
            reason=entry.text("reason"),
            line=entry.line,
        )
        for entry in fields.mappings("decisions")
    )
    _check_themes(files, path, themes, keys)
    seen: dict[tuple[str, str], int] = {}
    for decision in decisions:
        pair = decision.old, decision.new
        if pair in seen:
            hint = f"the other word is in line {seen[pair]}"
            files.problem(path, decision.line, f"{' and '.join(pair)} are decided twice", hint)
        seen[pair] = decision.line
        for key in (decision.old, decision.new):
            if key not in keys:
                _unknown_task(files, path, decision.line, key)
        if keys.get(decision.old, "") >= keys.get(decision.new, "~"):
            hint = "old is the task of the earlier notice"
            files.problem(path, decision.line, "a link within a notice, or backwards", hint)
        if decision.verdict is Verdict.PROPOSED:
            hint = "leave a link that waits for an editor away"
            files.problem(path, decision.line, "a decision confirms or rejects", hint)
    return (
        tuple(
            replace(t, tasks=tuple(dict.fromkeys(held.get(k, k) for k in t.tasks))) for t in themes
        ),
        tuple(
            replace(d, old=held.get(d.old, d.old), new=held.get(d.new, d.new)) for d in decisions
        ),
    )


def _theme(entry: Fields) -> Theme:
    return Theme(
        id=entry.text("id"),
        name=entry.text("name"),
        description=entry.text_or_none("description") or "",
        state=entry.choice("state", Verdict, Verdict.PROPOSED),
        reason=entry.text("reason"),
        tasks=entry.texts("tasks"),
        line=entry.line,
    )


def _check_themes(
    files: FileReader, path: Path, themes: tuple[Theme, ...], keys: Mapping[str, str]
) -> None:
    places: dict[str, str] = {}
    for theme in themes:
        if not ID_PATTERN.match(theme.id):
            files.problem(path, theme.line, f"not an id: {theme.id!r}", "a-z, 0-9 and -")
        if theme.id in places:
            files.problem(path, theme.line, f"theme {theme.id} is given twice")
        places[theme.id] = ""
        for key in theme.tasks:
            if key not in keys:
                _unknown_task(files, path, theme.line, key)


def _unknown_task(files: FileReader, path: Path, line: int, key: str) -> None:
    hint = 'a task is named 2020-07, or "2018:heading" where its number is not known'
    files.problem(path, line, f"there is no task {key!r}", hint)


def read_subjects(
    files: FileReader, path: Path, notices: Iterable[Notice], facts: Iterable[FactsNotice]
) -> tuple[Subject, ...]:
    """The subjects in `path`; nothing where there is no such file."""
    if not path.exists():
        return ()
    fields = Fields(files, path, files.yaml(path, files.text(path) or "{}"))
    subjects = tuple(
        Subject(
            id=subject.text("id"),
            name=subject.text("name"),
            entries=tuple(_entry(entry) for entry in subject.mappings("entries")),
            note=subject.text_or_none("note"),
            line=subject.line,
        )
        for subject in fields.mappings("subjects")
    )
    texts = {place: text for notice in notices for place, text in anchored_texts(notice)}
    topics = {known.id: {fact.topic for fact in known.facts} for known in facts}
    held = {notice.id for notice in notices}
    for entry in (entry for subject in subjects for entry in subject.entries):
        if entry.at is not None and entry_figure(entry, texts) is None:
            hint = "a place is 2020-02#s1 or 2020#part-1-s1, the figure as printed there"
            message = f"no figure {entry.text!r} at {entry.at}"
            files.problem(path, entry.line, message, hint)
        elif entry.at is None and entry.text not in topics.get(entry.notice, ()):
            hint = "name the sentence (at, figure)" if entry.notice in held else ""
            files.problem(
                path, entry.line, f"no fact {entry.text!r} is known of {entry.notice}", hint
            )
    return subjects


def _entry(entry: Fields) -> SubjectEntry:
    at = entry.text_or_none("at")
    return SubjectEntry(
        notice=entry.text("notice"),
        at=at,
        text=entry.text("figure" if at else "fact"),
        line=entry.line,
    )


def entry_figure(entry: SubjectEntry, texts: Mapping[str, str]) -> Figure | None:
    """The figure that an entry names, where the text at its place has it; `texts` as below."""
    sentence = re.split("[#-]", entry.at or "")[-1]
    figures = find_figures(sentence, texts.get(entry.at or "", ""))
    return next((figure for figure in figures if figure.text == entry.text), None)


def anchored_texts(notice: Notice) -> Iterator[tuple[str, str]]:
    """Every place of a notice that entries can name, `2020-02#s1`, with the text there."""
    blocks: list[tuple[str, tuple[Paragraph, ...]]] = [
        (f"{notice.id}#letter-", notice.letter),
        (f"{notice.id}#preamble-", notice.preamble),
        *((f"{notice.id}#part-{s.number}-", s.intro) for s in notice.sections),
        *((f"{task.id}#", task.paragraphs) for task in notice.tasks),
    ]
    for prefix, paragraphs in blocks:
        for part in (part for paragraph in paragraphs for part in paragraph.parts):
            yield prefix + part.id, part.text
    for task in notice.tasks:
        yield f"{task.id}#h", task.heading
