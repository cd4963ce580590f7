"""Wrapped lines to paragraphs."""

from __future__ import annotations

import re
import unicodedata

from generator.parser import DOCUMENT_NUMBER, NUMERAL, SIGNATURE
from generator.text import drop_spaces

STARTS_PARAGRAPH = re.compile(rf"{NUMERAL}、|[（(]{NUMERAL}[）)]|附件")
FULL = 0.82
"""A line narrower than this share of the widest one ends its paragraph."""


def paragraphs_of(raw: str) -> tuple[str, ...]:
    """The paragraphs of `raw`; without white space it has the same characters.

    A line goes on in the next one unless it is shorter than the text is wide, the next one begins
    like a paragraph (一、 （一） 附件), or one of the two is a document number or a signature.
    """
    lines = [line.strip() for line in raw.splitlines() if line.strip()]
    widest = max((_width(line) for line in lines), default=0)
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        alone = bool(DOCUMENT_NUMBER.match(drop_spaces(line)))
        if goes_on and not alone and not STARTS_PARAGRAPH.match(line):
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
        short = _width(line) < FULL * widest
        goes_on = not (short or alone or SIGNATURE.match(drop_spaces(paragraphs[-1])))
    return tuple(paragraphs)


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)
