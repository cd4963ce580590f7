"""Normal form and cutting of Chinese official text. Nothing here alters what is shown.

The one declared normalisation of a source (`join_wraps`, `drop_spaces`) makes the *normal text*:
paragraphs without hard line wraps and without the spaces an extractor puts between Chinese and
digits. All other characters stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WIDE = (
    HAN + "\u3000-\u303f\uff01-\uff60\u201c\u201d\u2018\u2019\u2014\u2026\u2160-\u2188\u2460-\u24ff"
)
INNER_SPACE = "[ \u00a0\u2000-\u200a\u202f\u205f]+"
CHINESE_DIGIT_SPACE = re.compile(
    f"(?<=[{WIDE}]){INNER_SPACE}(?=[0-9\uff10-\uff19])"
    f"|(?<=[0-9\uff10-\uff19]){INNER_SPACE}(?=[{WIDE}])"
)
SENTENCE_END = "。！？"
CLOSING = "”’）)〕]】》〉」』"
OPENING = "“‘（(〔[【《〈「『"
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd\ue000-\uf8ff]"
)
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufeff]")
"""Characters that nobody sees and that change nothing of what is seen: breaks allowed or forbidden,
joiners, marks of direction. Variation selectors and embeddings, which do, are not among them."""
NEVER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(1, 17))
    + "]|\r(?!\n)"
)
"""What stands in no text of ours: controls, surrogates, marks that turn the direction of writing or
end lines unseen, and code points that are no characters."""
NOT_SPACE = re.compile(r"\S")
BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and a symbol by their category, of which nothing is seen."""


def drop_spaces(text: str) -> str:
    """`text` without the spaces between Chinese and digits; every other space stays.

    `发改规划〔2020〕532 号` becomes `发改规划〔2020〕532号`, while the space in
    `中共中央办公厅 国务院办公厅` is the source's own.
    """
    return CHINESE_DIGIT_SPACE.sub("", text)


def is_seen(text: str) -> bool:
    """Whether anything of `text` is seen: a letter, digit, mark of punctuation or symbol."""
    return any(unicodedata.category(c)[0] in "LNPS" and c not in BLANK for c in text)


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, closing marks with them; joined they are `text` again.

    A sentence ends after 。！？ (and what closes behind it) outside brackets and quotation marks.
    """
    cuts = [0, *_sentence_ends(text), len(text)]
    pieces = (text[a:b] for a, b in pairwise(cuts))
    return tuple(piece for piece in pieces if piece)


def _sentence_ends(text: str) -> Iterator[int]:
    depth, ended = 0, False
    for place, character in enumerate(text):
        if ended and character not in CLOSING + SENTENCE_END:
            yield place
            ended = False
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(0, depth - 1)
        elif character in SENTENCE_END and depth == 0:
            ended = True


def columns(text: str) -> int:
    """How wide a text stands in a font of one width: a Chinese character or mark takes two columns.

    So do characters of ambiguous width (“ ” …), as they do in Chinese surroundings (UAX #11).
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def squeeze(text: str) -> str:
    """All characters of `text` but white space: the form in which two copies are compared."""
    return "".join(NOT_SPACE.findall(text))
