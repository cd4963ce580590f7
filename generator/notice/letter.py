"""The covering letter gives a notice's identity: document number, addressees, signature and date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model.notice import Identity, Paragraph
from generator.text.characters import squeeze
from generator.text.numerals import parse_numeral

NUMBER = r"\S{1,40}?\s*[〔\[﹝]\s*\d{4}\s*[〕\]﹞]\s*\d+\s*号"
"""A document's number as a source may print it; DOCUMENT_NUMBER is its normal form."""
DOCUMENT_NUMBER = re.compile(r"\S+[〔\[﹝]\d{4}[〕\]﹞]\d+号\Z")
SIGNATURE = re.compile(
    r"[—–―－-]*+(?P<issuer>\D*?)(?<!\s)\s*+(?P<date>([0-9]{4}|[〇○零一二三四五六七八九]{4})年"
    r"(\d{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|[一二三四五六七八九十]{1,3})日)\Z"
)
"""A body and the day of issue: 2020年4月3日, or 二〇二〇年四月三日 as it was written until 2012."""
YEAR_DIGITS = {**dict(zip("〇一二三四五六七八九", "0123456789", strict=True)), "○": "0", "零": "0"}
NO_NAMES = re.compile("如下：|以下")
"""What a line that ends in ： says where it does not address anybody: 现通知如下："""
APART = re.compile(r"\s{2,}|\u3000")
"""White space that parts two bodies even where each is set with a space between its characters."""
LONGEST_ISSUER = 60
"""In characters: what is longer is a sentence that ends with a date, not an issuer."""
LONGEST_SIGNATURE = 200
"""In characters: a longer paragraph is not tried."""


def read_identity(title: str, letter: Sequence[Paragraph]) -> Identity:
    """The identity that a letter states; a date `2020年4月3日` is given as `2020-04-03`."""
    texts = [paragraph.text for paragraph in letter]
    place, signature = find_signature(texts)
    issuer = issuers_in(signature["issuer"]) if signature else None
    if signature and not signature["issuer"].strip():
        start = _issuer_start(texts, place, title)
        issuer = " ".join(issuers_in(text) for text in texts[start:place])
    if signature is None:
        signature = next((d for text in reversed(texts) if (d := date_alone(text))), None)
    return Identity(
        title=title,
        number=next((t for t in texts if DOCUMENT_NUMBER.match(t)), None),
        issuer=issuer,
        issued=day_of(signature) if signature else None,
        addressees=next(
            (t[:-1] for t in texts if t.endswith("：") and not NO_NAMES.search(t)), None
        ),
    )


def letter_end(texts: Sequence[str]) -> int:
    """How many paragraphs above the sections are the letter where no annex has a title.

    It ends with the addressees, before the preamble; where nobody is addressed, with the document
    number; where it is signed, it is all.
    """
    if find_signature(texts)[0] >= 0:
        return len(texts)
    ends = [i for i, text in enumerate(texts) if text.endswith("：")]
    ends = ends or [i for i, text in enumerate(texts) if DOCUMENT_NUMBER.match(text)]
    return ends[0] + 1 if ends else 0


def _issuer_start(texts: Sequence[str], place: int, title: str) -> int:
    """Where the issuers begin above the day in `place`, each on a line of its own and in the title."""
    bare = squeeze(title)
    start = max(place - 1, 0)
    while start and _named_in(texts[start], bare) and _named_in(texts[start - 1], bare):
        start -= 1
    return start


def _named_in(text: str, title: str) -> bool:
    """Whether each body of a line stands in the title, which has no white space."""
    names = issuers_in(text).split(" ")
    return all(len(name) > 1 and name in title for name in names)


def issuers_in(text: str) -> str:
    """The issuers of a line with one space between two, however they are spaced: 甲院　　乙部, 甲 院  乙 部."""
    wide = [part.split() for part in APART.split(text.strip())]
    spelled = [len(part) > 1 and all(len(piece) == 1 for piece in part) for part in wide]
    names = ("".join(p) if s else " ".join(p) for p, s in zip(wide, spelled, strict=True))
    return " ".join(filter(None, names))


def day_of(signature: re.Match[str]) -> str:
    """The date of a match of SIGNATURE as `2020-04-03`, whether or not there is such a day."""
    year, *others = signature.group(3, 4, 5)
    year = "".join(YEAR_DIGITS.get(digit, digit) for digit in year)
    month, day = (part if part.isdecimal() else str(parse_numeral(part) or 0) for part in others)
    return f"{year}-{month:0>2}-{day:0>2}"


def date_alone(text: str) -> re.Match[str] | None:
    """The match of a paragraph that is nothing but a day: 2021年3月5日, ——2021年3月5日."""
    match = SIGNATURE.match(text) if len(text) <= LONGEST_SIGNATURE else None
    return match if match and not match["issuer"] else None


def find_signature(texts: Sequence[str]) -> tuple[int, re.Match[str] | None]:
    """Where the last signature's date stands, and its match; (-1, None) where there is none.

    Issuer and date are one paragraph or two; a signature has no sentence's end in it.
    """
    for place in range(len(texts) - 1, -1, -1):
        match = SIGNATURE.match(texts[place]) if len(texts[place]) <= LONGEST_SIGNATURE else None
        issuer = match["issuer"] or (texts[place - 1] if place else "") if match else ""
        if 0 < len(issuer) <= LONGEST_ISSUER and not re.search("[。：，；]", issuer):
            return place, match
    return -1, None
