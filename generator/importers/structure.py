"""Paragraphs of a notice's normal text to a Notice: where its parts begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.agencies import Registry
from generator.model.ids import TaskId
from generator.model.notice import Clause, Notice, Paragraph, Section, Sentence, Task
from generator.notice.headings import NUMERAL, SECTION_HEADING, clause_anchor
from generator.notice.letter import find_signature, read_identity
from generator.notice.lines import clause_pieces, known_names
from generator.text.numerals import parse_numeral

TASK_PARAGRAPH = re.compile(
    rf"(?P<label>[（(](?P<numeral>{NUMERAL})[）)])(?P<heading>[^。：]+)(?P<end>[。：]?)(?P<rest>.*)\Z"
)


def draft_notice(
    paragraphs: Sequence[str], *, notice_id: str, series: str, registry: Registry | None = None
) -> Notice:
    """The Notice in `paragraphs`, for an editor to review; joined it has the same characters.

    A bracket of nothing but bodies that `registry` knows is a clause too.

    The first paragraph is the notice's title. A letter ends with its signature (issuer and date);
    the paragraph after it is the annex's title, and what follows up to 一、 the preamble.
    """
    first = next(i for i, text in enumerate(paragraphs) if i and SECTION_HEADING.match(text))
    reader = _Reader(notice_id, known_names(registry, series))
    head, body = paragraphs[1:first], list(paragraphs[first:])
    signed, _ = find_signature(head)
    named = next((i for i, text in enumerate(head) if text.endswith("：")), -1)
    letter = head[: (signed if signed >= 0 else named) + 1]
    after = list(head[len(letter) :])
    annex = after.pop(0) if signed >= 0 and after else None
    ended = len(body) if annex else _closing_start(body)
    letter_paragraphs, closing = reader.paragraphs(letter), reader.paragraphs(body[ended:])
    return Notice(
        id=notice_id,
        series=series,
        identity=read_identity(paragraphs[0], (*letter_paragraphs, *closing)),
        letter=letter_paragraphs,
        annex_title=annex,
        preamble=reader.paragraphs(after),
        sections=tuple(reader.sections(body[:ended])),
        closing=closing,
    )


def _closing_start(body: Sequence[str]) -> int:
    """Where the signature below the last task begins; the end where there is none."""
    place, match = find_signature(body)
    if match is None:
        return len(body)
    # A heading is no issuer: the date below it closes the text alone.
    alone = match["issuer"] or place < 2 or SECTION_HEADING.match(body[place - 1])
    return max(1, place if alone else place - 1)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Paragraphs to sections, tasks and sentences; `known` are the names of bodies."""

    notice_id: str
    known: frozenset[str]

    def sections(self, body: Sequence[str]) -> Sequence[Section]:
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
                    intro=self.paragraphs(body[a + 1 : heads[0] if heads else b]),
                    tasks=tuple(self.task(body[i:j]) for i, j in bounds),
                )
            )
        return sections

    def task(self, texts: Sequence[str]) -> Task:
        match = TASK_PARAGRAPH.match(texts[0])
        assert match  # the caller found it by this very pattern
        rest = [match["rest"]] if match["rest"] else []
        return Task(
            id=TaskId(self.notice_id, parse_numeral(match["numeral"]) or 0),
            label=match["label"],
            heading=match["heading"],
            heading_end=match["end"],
            paragraphs=self.paragraphs([*rest, *texts[1:]]),
        )

    def paragraphs(self, texts: Sequence[str]) -> tuple[Paragraph, ...]:
        sentences = clauses = 0
        paragraphs = []
        for text in texts:
            parts: list[Sentence | Clause] = []
            for piece, is_clause in clause_pieces(text, self.known):
                if is_clause:
                    clauses += 1
                    parts.append(Clause(id=clause_anchor(clauses), text=piece))
                else:
                    sentences += 1
                    parts.append(Sentence(id=f"s{sentences}", text=piece))
            paragraphs.append(Paragraph(parts=tuple(parts)))
        return tuple(paragraphs)
