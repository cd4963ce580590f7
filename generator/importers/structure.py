"""Paragraphs of a notice's normal text to a Notice: where its parts begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.model import Clause, Notice, Paragraph, Section, Sentence, Task, TaskId
from generator.numerals import parse_numeral
from generator.parser import (
    DOCUMENT_NUMBER,
    NUMERAL,
    SECTION_HEADING,
    SIGNATURE,
    clause_anchor,
    read_identity,
)
from generator.text import split_sentences

TASK_PARAGRAPH = re.compile(
    rf"(?P<label>[（(](?P<numeral>{NUMERAL})[）)])(?P<heading>[^。：]+)(?P<end>[。：]?)(?P<rest>.*)\Z"
)
RESPONSIBILITY = re.compile(
    r"(?P<clause>（(?:[^（）]|（[^（）]*）)*(?:负责|牵头|落实)(?:[^（）])*）)(?P<tail>.*)\Z"
)


@dataclass(slots=True)
class _Draft:
    heads: list[str] = field(default_factory=list)
    sections: list[tuple[str, str, list[str], list[Task]]] = field(default_factory=list)


def draft_notice(paragraphs: Sequence[str], *, notice_id: str, series: str) -> Notice:
    """The Notice in `paragraphs`, for an editor to review; joined it has the same characters.

    The first paragraph is the notice's title. A letter ends with its signature (issuer and date);
    the paragraph after it is the annex's title, and what follows up to 一、 the preamble.
    """
    first = next(i for i, text in enumerate(paragraphs) if SECTION_HEADING.match(text))
    head, body = paragraphs[1:first], paragraphs[first:]
    signed = next((i for i, text in enumerate(head) if SIGNATURE.match(text)), None)
    letter = head[: signed + 1] if signed is not None else []
    after = list(head[len(letter) :])
    annex = after.pop(0) if letter and after else None
    letter_paragraphs = _paragraphs(letter)
    return Notice(
        id=notice_id,
        series=series,
        identity=read_identity(paragraphs[0], letter_paragraphs),
        letter=letter_paragraphs,
        annex_title=annex,
        preamble=_paragraphs(after),
        sections=tuple(_sections(body, notice_id)),
    )


def _sections(body: Sequence[str], notice_id: str) -> Sequence[Section]:
    starts = [i for i, text in enumerate(body) if SECTION_HEADING.match(text)]
    sections = []
    for number, (a, b) in enumerate(zip(starts, [*starts[1:], len(body)], strict=True), 1):
        match = SECTION_HEADING.match(body[a])
        assert match  # the starts were found by this very pattern
        heads = [i for i in range(a + 1, b) if TASK_PARAGRAPH.match(body[i])]
        bounds = zip(heads, [*heads[1:], b], strict=False)
        sections.append(
            Section(
                number=number,
                label=match["label"],
                heading=match["heading"],
                intro=_paragraphs(body[a + 1 : heads[0] if heads else b]),
                tasks=tuple(_task(body[i:j], notice_id) for i, j in bounds),
            )
        )
    return sections


def _task(texts: Sequence[str], notice_id: str) -> Task:
    match = TASK_PARAGRAPH.match(texts[0])
    assert match  # the caller found it by this very pattern
    rest = [match["rest"]] if match["rest"] else []
    return Task(
        id=TaskId(notice_id, parse_numeral(match["numeral"]) or 0),
        label=match["label"],
        heading=match["heading"],
        heading_end=match["end"],
        paragraphs=_paragraphs([*rest, *texts[1:]]),
    )


def _paragraphs(texts: Sequence[str]) -> tuple[Paragraph, ...]:
    sentences = clauses = 0
    paragraphs = []
    for text in texts:
        parts: list[Sentence | Clause] = []
        for piece, is_clause in _pieces(text):
            if is_clause:
                clauses += 1
                parts.append(Clause(id=clause_anchor(clauses), text=piece))
            else:
                sentences += 1
                parts.append(Sentence(id=f"s{sentences}", text=piece))
        paragraphs.append(Paragraph(parts=tuple(parts)))
    return tuple(paragraphs)


def _pieces(text: str) -> list[tuple[str, bool]]:
    """Sentences of a paragraph, its closing bracket apart where it says who is responsible."""
    match = RESPONSIBILITY.search(text)
    if not match or match["tail"].strip("。；") or DOCUMENT_NUMBER.match(text):
        return [(piece, False) for piece in split_sentences(text)]
    body = [(piece, False) for piece in split_sentences(text[: match.start()])]
    return [*body, (match["clause"] + match["tail"], True)]
