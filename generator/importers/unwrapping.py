"""Wrapped lines to paragraphs."""

from __future__ import annotations

import re

from generator.notice.agency_clauses import begins_clause_line
from generator.notice.headings import (
    BRACKET_LABEL,
    COMMA_LABEL,
    DIGIT_BRACKET_LABEL,
    NUMERAL,
    POINT_LABEL,
    WORD_LABEL,
)
from generator.notice.letter import DOCUMENT_NUMBER, LONGEST_SIGNATURE, SIGNATURE
from generator.notice.lines import ENDED
from generator.text.characters import columns, drop_spaces

STARTS_PARAGRAPH = re.compile(
    rf"{COMMA_LABEL}|{BRACKET_LABEL}|{WORD_LABEL}|附件|第{NUMERAL}(?:部分|章)\s|(?:抄送|抄报|主题词)[:：]|共印\s*\d+\s*份"
)
STARTS_BEHIND = re.compile(rf"(?:{POINT_LABEL}|{DIGIT_BRACKET_LABEL}|[\u2460-\u2473])")
"""How a line begins that is a paragraph of its own behind one that has ended: 1. ①.

A bracket at the head of a line may have come there by the wrapping: the one in the source of 2020 has.
"""
FULL = 0.82
"""A line narrower than this share of the widest one ends its paragraph."""


def paragraphs_of(raw: str) -> tuple[str, ...]:
    """The paragraphs of `raw`; without white space it has the same characters.

    A line goes on in the next one unless it is shorter than the text is wide, the next one begins
    like a paragraph (一、 （一） 附件 责任单位：), or one of the two is a document number or a signature.
    """
    lines = [line.strip() for line in raw.splitlines() if line.strip()]
    widest = max((columns(line) for line in lines), default=0)
    paragraphs: list[str] = []
    pieces: list[str] = []
    goes_on = False
    for line in lines:
        alone = len(line) < LONGEST_SIGNATURE and bool(DOCUMENT_NUMBER.match(drop_spaces(line)))
        ended = bool(pieces) and pieces[-1].endswith(ENDED)
        starts = bool(
            STARTS_PARAGRAPH.match(line)
            or begins_clause_line(line)
            or (ended and STARTS_BEHIND.match(line))
        )
        if goes_on and not alone and not starts:
            pieces.append(line)
        else:
            paragraphs += ["".join(pieces)] if pieces else []
            pieces = [line]
        short = columns(line) < FULL * widest
        goes_on = not (short or alone or _signed(pieces))
    return (*paragraphs, *(["".join(pieces)] if pieces else []))


def _signed(pieces: list[str]) -> bool:
    """Whether the paragraph so far is a signature; none has more than a few lines."""
    if len(pieces) > 4:
        return False
    text = drop_spaces("".join(pieces))
    return len(text) <= LONGEST_SIGNATURE and SIGNATURE.match(text) is not None
