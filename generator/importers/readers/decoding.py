"""Bytes to text: UTF-8, UTF-16 and UTF-32 with or without BOM, GBK and GB18030.

A byte that belongs to no character costs one U+FFFD and is named with its line; more than one in a
thousand, and the encoding is another one. Which of the two Chinese encodings it is, is not guessed:
a BOM decides, then what the server or the page declares, then whether the bytes are valid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.importers.sources import SourceError
from generator.text.characters import HAN

DECLARED = re.compile(
    rb"""(?:charset|<\?xml[^>]{0,60}\sencoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE
)
ANEW = "open the file and save it as UTF-8"
BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf8": "utf-8"}
OTHERS = re.compile(
    r"big5|(?:x-)?euc|shift|sjis|ms932|cp9(?:32|49|50)|windows-(?:31j|949|950)|iso-?2022|ks_?c|hz|johab"
)
"""How the names of East Asian encodings begin that are not read: their bytes are often valid GB18030."""
STRAY = 1000
"""One byte in so many may be stray; raising it refuses pages that have one in their footer."""
RUN = re.compile(rb"[^\x00-\x7f]+(?:[0-9][^\x00-\x7f]{2}[0-9])*[^\x00-\x7f]*")
LONGEST_RUN = 4_000
"""In a longer run of Chinese without a digit or line end no stray byte is looked for."""
EXPECTED = re.compile(f"[{HAN}A-Za-z0-9\\s，。、；：（）《》<>/=\"'.-]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the lines (from 1) in which a byte was no character: U+FFFD stands there."""

    text: str
    encoding: str
    stray: tuple[int, ...] = ()


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """The text of `data`; raises SourceError where it is in none of the known encodings."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return _repaired(data, name)
    if wide := _without_bom(data):
        return _repaired(data, wide)
    names = _names(data, charset)
    for name in names:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name != "utf-8" and (other := _said_to_be(data, charset)):
            raise SourceError(f"the file says that its encoding is {other}", ANEW)
        return Decoded(text, name)
    tried = []
    for name in names:
        try:
            tried.append(_repaired(data, name))
        except SourceError:
            continue
    if not tried:
        raise SourceError("the encoding is neither UTF-8 nor GB18030", ANEW)
    return min(tried, key=lambda decoded: len(decoded.stray))


def _names(data: bytes, charset: str | None) -> list[str]:
    declared = DECLARED.search(data[:4096])
    said = [charset, declared[1].decode("ascii") if declared else None, "utf-8", "gb18030"]
    known = [CHINESE.get((name or "").lower(), (name or "").lower()) for name in said]
    return [name for name in dict.fromkeys(known) if name in ("utf-8", "gb18030")]


def _said_to_be(data: bytes, charset: str | None) -> str:
    """The encoding that the file, or else the server, names, where it is another one of East Asia."""
    declared = DECLARED.search(data[:4096])
    name = declared[1].decode("ascii") if declared else charset or ""
    return name if OTHERS.match(name.lower()) and name.lower() != "euc-cn" else ""


def _without_bom(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a BOM: bytes of zero, and as one of them hardly anything odd."""
    head = data[:4000]
    if b"\0" not in head:
        return None
    for name, size in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        text = head[: len(head) // size * size].decode(name, "replace")
        if text and 10 * len(EXPECTED.findall(text)) >= 9 * len(text):
            return name
    return None


def _repaired(data: bytes, name: str) -> Decoded:
    """The text with U+FFFD for stray bytes; SourceError where there are too many of them."""
    text = data.decode(name, "replace")
    if name == "gb18030" and "\ufffd" in text:
        text = RUN.sub(lambda run: _aligned(run[0]), data).decode("gb18030", "replace")
        text = text.replace(MARK, "\ufffd")
    own = data.count("\ufffd".encode(name.removesuffix("-sig")))
    found = [match.start() for match in re.finditer("\ufffd", text)]
    if len(found) - own > max(1, len(data) // STRAY):
        line = text.count("\n", 0, found[0]) + 1
        raise SourceError(f"not valid {name}: line {line}", ANEW)
    lines = tuple(text.count("\n", 0, place) + 1 for place in found[: 20 if own == 0 else 0])
    return Decoded(text, name.removesuffix("-sig"), lines)


MARK = "\x00\ufffd"
"""Stands for a stray byte until the whole is decoded: GB18030 has U+FFFD as a character too."""


def _aligned(run: bytes) -> bytes:
    """A run of GB18030 with its stray byte, if it has one, replaced by MARK.

    Each pair behind a stray byte would be read half a character late, and most of such characters
    exist. Of all single bytes that can be taken out so that the rest is valid, the one is stray that
    leaves the most common characters (the level 1 of GB 2312).
    """
    try:
        run.decode("gb18030")
        return run
    except UnicodeDecodeError:
        pass
    mark = MARK.encode("gb18030")
    best, most = run, -1.0
    for place in range(min(len(run), LONGEST_RUN)):
        rest = run[:place] + run[place + 1 :]
        try:
            rest.decode("gb18030")
        except UnicodeDecodeError:
            continue
        common = _common(rest) + (run[place] in b"\x80\xa0\xff") / 2
        if common > most:
            # Inside a character (an odd place) the mark stands behind it.
            after = place + place % 2
            best, most = rest[:after] + mark + rest[after:], common
    return best


def _common(pairs: bytes) -> int:
    """How many of the pairs are marks or characters of the first level of GB 2312."""
    both = zip(pairs[0::2], pairs[1::2], strict=False)
    return sum(1 for a, b in both if b >= 0xA1 and (a in (0xA1, 0xA3) or 0xB0 <= a <= 0xD7))
