"""The one form in which texts and queries meet: widths, brackets, case, accents, spaces, variants.

Its twin in the browser is `templates/assets/search/10-folding.js`, which reads the tables that stand
here (`javascript`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

BRACKETS = "()（）[]［］〔〕﹝﹞【】{}｛｝《》〈〉<>＜＞“”‘’\"'＂＇「」『』﹁﹂﹃﹄"
"""Brackets and quotation marks: printed in many ways, typed in more."""
SPACES = (
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
)
"""First and last code points; said in full, since no two languages have the same for a space."""
INVISIBLE = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x300, 0x36F),
    (0x61C, 0x61C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
"""Control characters, all of Default_Ignorable_Code_Point (Unicode 15), and combining accents."""
ALIKE = {
    ".": "。．｡",
    "·": "・•‧∙⋅",
    ",": "、､",
    "-": "—–‐‑‒―−",
    "~": "〜∼",
    "〇": "○◯",
}
SMALL = (0xFE50, 0xFE6B)
"""Small forms of marks, by their compatibility decomposition: ﹐ is a comma."""
WIDE = (0xFF01, 0xFF5E, 0xFEE0)
"""First and last of the full-width forms of ASCII, and how far they are from it."""
LATIN = ((0xC0, 0x24F), (0x1E00, 0x1EFF))
"""Letters that lose their accents."""
LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ı": "i",
    "þ": "th",
}
"""What no decomposition tells."""
FIGURE = re.compile(r"\d+(?:\.\d+)*", re.ASCII)
DIGIT = re.compile("[0-9]")
GOES_BEFORE = re.compile(r"[0-9]\.?\Z")
GOES_ON = re.compile(r"\.?[0-9]")


def _same() -> dict[str, str]:
    small = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(*SMALL)}
    marks = {c: new for c, new in small.items() if c != new and len(new) == 1}
    alike = {c: new for new, old in ALIKE.items() for c in old}
    return {c: alike.get(new, new) for c, new in marks.items() if new not in BRACKETS} | alike


SAME = _same()
"""Marks that are taken for others."""


def class_of(characters: str = "", ranges: Iterable[tuple[int, int]] = ()) -> str:
    """The inside of a character class that Python and JavaScript (with u) read alike."""
    escaped = (rf"\{c}" if c in r"\]^-[" else c for c in characters)
    return "".join((*escaped, *(f"{_escape(a)}-{_escape(b)}" for a, b in ranges)))


def _escape(code: int) -> str:
    return rf"\u{code:04x}" if code <= 0xFFFF else chr(code)


DROPPED = re.compile(f"[{class_of(BRACKETS, (*SPACES, *INVISIBLE))}]")
"""What is not looked for at all."""


def fold_character(character: str, simplified: Mapping[str, str]) -> str:
    """What stands for a character: nothing, or one character or more."""
    if DROPPED.fullmatch(character):
        return ""
    code = ord(character)
    first, last, distance = WIDE
    if first <= code <= last:
        character = chr(code - distance)
    character = SAME.get(character, character)
    character = simplified.get(character, character).lower()
    if any(first <= code <= last for first, last in LATIN):
        plain = DROPPED.sub("", unicodedata.normalize("NFD", character))
        return "".join(LETTERS.get(c, c) for c in plain)
    return character


def folder(simplified: Mapping[str, str]) -> Callable[[str], str]:
    """What brings a text into the form in which it is searched, character by character.

    The characters are looked up in a table, since a site has millions of them.
    """
    ranges = (*SPACES, *INVISIBLE, *LATIN, WIDE[:2])
    special = {*BRACKETS, *SAME, *simplified, *(chr(c) for a, b in ranges for c in range(a, b + 1))}
    # A capital sigma at a word's end would be lowered by its place, here by itself alone.
    table = str.maketrans({c: fold_character(c, simplified) for c in special} | {"Σ": "Σ".lower()})
    return lambda text: unicodedata.normalize("NFC", text).translate(table).lower()


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether what stands there cuts no figure: 300万 does in 1300万, and 5亿 in 1.5亿.

    Only figures at its ends count, so that it is whole where they begin and end as FIGURE says.
    """
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    cut_before = DIGIT.match(text[start : start + 1]) and GOES_BEFORE.search(before)
    cut_after = DIGIT.match(text[end - 1 : end]) and GOES_ON.match(after)
    return not (cut_before or cut_after)
