"""The objects of a PDF file as bytes: what PDFium does not tell of fonts and layers, and what swells."""

from __future__ import annotations

import re
import zlib
from itertools import pairwise

from generator.importers.sources import SourceError

MOST_UNPACKED = 100_000_000
MOST_RATIO = 200
"""A stream that grows beyond both is made to fill the memory."""
MOST_CHECKED = 400_000_000
"""So many unpacked bytes of a file are looked at for that; it takes about a second."""
PIECE = 65_536
ANEW = "print it to a new PDF, or import another copy"
STREAM = re.compile(rb"stream\r?\n")
OBJECT = re.compile(
    rb"(?P<number>\d{1,9})\s+\d+\s+obj\b(?P<body>.*?)(?=endobj|stream\r?\n)", re.DOTALL
)
UNREAD = re.compile(
    rb"/Encoding\s*/(?P<name>(?:UniGB|UniCNS|UniJIS|UniKS)\d?-UTF(?:8|32)-[HV]|GBT?-[HV]|GBT(?:pc)?-EUC-[HV])\b"
)
PLACES = re.compile(rb"[\d\s]{1,100000}")
IDENTITY = re.compile(rb"/Encoding\s*/Identity-[HV]\b")
OWN_ORDER = re.compile(rb"/Ordering\s*(?:\(Identity\)|<4964656E74697479>)", re.IGNORECASE)
FONT = re.compile(rb"/BaseFont\s*/(?P<name>[^\s/<>\[\]()]{1,60})")


def check_streams(data: bytes) -> None:
    """SourceError where a stream is made to fill the memory."""
    left = MOST_CHECKED
    for found in STREAM.finditer(data):
        unpacker, size, taken = zlib.decompressobj(), 0, 0
        try:
            while left > 0 and not unpacker.eof and found.end() + taken < len(data):
                rest = data[found.end() + taken : found.end() + taken + PIECE]
                taken += len(rest)
                while rest and not unpacker.eof and left > 0:
                    unpacked = len(unpacker.decompress(rest, 16 * PIECE))
                    rest = unpacker.unconsumed_tail
                    size, left = size + unpacked, left - unpacked
                    if size > MOST_UNPACKED and size > MOST_RATIO * taken:
                        raise SourceError("the PDF swells when unpacked", ANEW)
        except zlib.error:
            continue


def objects_of(data: bytes) -> list[tuple[int, bytes]]:
    """The dictionaries of a file with their numbers, those in its packed streams too."""
    bodies = [(int(found["number"]), found["body"]) for found in OBJECT.finditer(data)]
    for found in STREAM.finditer(data):
        if b"/ObjStm" in data[max(0, found.start() - 300) : found.start()]:
            try:
                whole = zlib.decompressobj().decompress(data[found.end() :], 5_000_000)
            except zlib.error:
                continue
            # Numbers and places of the objects stand before them.
            head = PLACES.match(whole)
            told = [int(number) for number in head[0].split()] if head else []
            begins = [(head.end() if head else 0) + place for place in told[1::2]]
            parts = (whole[a:b] for a, b in pairwise([*begins, len(whole)]))
            bodies += zip(told[0::2], parts, strict=False)
    return bodies


def unread_encodings(bodies: list[bytes]) -> set[tuple[str, str]]:
    """Fonts without a table of their characters, in encodings that PDFium does not know."""
    said = set()
    for body in bodies:
        if (unread := UNREAD.search(body)) and b"/ToUnicode" not in body:
            said.add((_font_name(body), unread["name"].decode("latin-1")))
    return said


def guessed_fonts(bodies: list[bytes]) -> set[str]:
    """Fonts that number their glyphs in their own way, without a table of their characters."""
    if not any(OWN_ORDER.search(body) for body in bodies):
        return set()
    composite = [b for b in bodies if IDENTITY.search(b) and b"/ToUnicode" not in b]
    return {_font_name(body) for body in composite if b"/DescendantFonts" in body}


def _font_name(body: bytes) -> str:
    font = FONT.search(body)
    return font["name"].decode("latin-1") if font else "without a name"
