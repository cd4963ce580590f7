"""Reads the ladder of a theme: what each year says on each rung, in words that stand in its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.content.fields import Fields
from generator.model.facts import FactsNotice
from generator.model.notice import Notice
from generator.model.themes import Ladder, LadderCell, LadderRung
from generator.notice.places import anchored_texts


def quotable(notices: Iterable[Notice], facts: Iterable[FactsNotice]) -> Mapping[str, str]:
    """What a ladder can quote: texts by their place (`2020-02#s1`), facts by year and topic."""
    texts = {place: text for notice in notices for place, text in anchored_texts(notice)}
    return texts | {_fact(known.id, f.topic): f.text for known in facts for f in known.facts}


def _fact(notice: str, topic: str) -> str:
    return f"{notice} {topic}"


def read_ladder(theme: Fields, said: Mapping[str, str]) -> Ladder | None:
    """The `ladder` of a theme, None where it has none; what no source says is a Problem."""
    if not theme.has("ladder"):
        return None
    fields = theme.mapping("ladder")
    ladder = Ladder(
        head=fields.text("head"),
        note=fields.text_or_none("note"),
        rungs=tuple(
            LadderRung(
                name=rung.text("name"),
                note=rung.text_or_none("note"),
                cells=tuple(_cell(cell, said) for cell in rung.mappings("cells")),
            )
            for rung in fields.mappings("rungs")
        ),
    )
    if not ladder.rungs:
        fields.wrong("rungs", "at least one rung")
    return ladder


def _cell(fields: Fields, said: Mapping[str, str]) -> LadderCell:
    at = fields.text_or_none("at")
    cell = LadderCell(
        notice=fields.text("notice"),
        at=at,
        topic=None if at else fields.text("fact"),
        words=fields.text("words"),
    )
    place = at or _fact(cell.notice, cell.topic or "")
    key = "at" if at else "fact"
    if place not in said:
        hint = "a place is 2020-02#s1, a fact is named by its topic"
        fields.problem(key, f"nothing is known at {place!r}", hint)
    elif at and not at.startswith((f"{cell.notice}-", f"{cell.notice}#")):
        fields.problem(
            key, f"{at} is no place of {cell.notice}", "notice and place are of one year"
        )
    elif cell.words not in said[place]:
        hint = f"it says: {said[place]}"
        fields.problem("words", f"{cell.words!r} does not stand there", hint)
    return cell
