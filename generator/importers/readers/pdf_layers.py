"""Text of a PDF in a layer that is switched off (optional content): no reader of the page sees it.

Which layers are off stands in the file's catalog (ISO 32000-1, 8.11.4); PDFium draws by it, but gives all
text. A layer is told by its name; where its visibility depends on others (a membership), that is a doubt.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MOST_OBJECTS = 20_000
DEEPEST = 5
LONGEST_NAME = 400
"""In bytes, as UTF-16."""
OFF = re.compile(rb"/OFF\s*\[(?P<references>[\s\dR]*)\]")
ALL_OFF = re.compile(rb"/BaseState\s*/OFF")
ON = re.compile(rb"/ON\s*\[(?P<references>[\s\dR]*)\]")
REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R")
GROUP = re.compile(rb"/Type\s*/OCG\b")
NAME = re.compile(
    rb"/Name\s*(?:\((?P<text>(?:\\.|[^\\)])*)\)|<(?P<hex>[0-9A-Fa-f\s]*)>)", re.DOTALL
)
SIGNS = re.compile("[^ -~]")
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b""}


@dataclass(frozen=True, slots=True)
class Layers:
    """Which layers of a file are off when it is opened, and which are on, by the signs of their names.

    PDFium gives the bytes of a name as if they were UTF-8: only its ASCII signs are sure to be kept. A name
    that stands in both, or in neither, is no sure one.
    """

    off: frozenset[str]
    on: frozenset[str]

    def state(self, name: str | None) -> str:
        """`on`, `off` or `unsure`."""
        told = (name in self.off, name in self.on)
        return "unsure" if told[0] == told[1] else "off" if told[0] else "on"


def layers_of(objects: Sequence[tuple[int, bytes]]) -> Layers:
    """The layers of a file."""
    groups = {number: body for number, body in objects if GROUP.search(body)}
    off: set[int] = set()
    for _, body in objects:
        if ALL_OFF.search(body):
            off |= groups.keys() - _references(ON, body)
        off |= _references(OFF, body)
    hidden = frozenset(_sign(groups[number]) for number in off & groups.keys())
    return Layers(hidden, frozenset(_sign(groups[number]) for number in groups.keys() - off))


def has_memberships(objects: Sequence[tuple[int, bytes]]) -> bool:
    """Whether the file has text that other layers show or hide."""
    return any(b"/OCMD" in body for _, body in objects)


def _references(pattern: re.Pattern[bytes], body: bytes) -> set[int]:
    found = pattern.search(body)
    return {int(number) for number in REFERENCE.findall(found["references"])} if found else set()


def _sign(body: bytes) -> str:
    """The ASCII signs of a layer's name as the file has it."""
    found = NAME.search(body)
    if not found:
        return ""
    if found["hex"] is None:
        raw = ESCAPE.sub(_unescaped, found["text"])
    else:
        digits = b"".join(found["hex"].split())
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return SIGNS.sub("", raw.decode("latin-1"))


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8) & 255]) if code.isdigit() else ESCAPED.get(code, code)


def in_layers(page: pypdfium2.PdfPage, layers: Layers) -> tuple[set[int], set[int]]:
    """The objects of a page that are in a layer that is off, and those of which it is not sure."""
    hidden: set[int] = set()
    unsure: set[int] = set()
    for place in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        _look(pdfium.FPDFPage_GetObject(page, place), layers, (hidden, unsure), "on", 0)
    return hidden, unsure


def _look(
    thing: pdfium.FPDF_PAGEOBJECT,
    layers: Layers,
    found: tuple[set[int], set[int]],
    outer: str,
    depth: int,
) -> None:
    """Notes an object and what is in it; `outer` says in which layer it stands."""
    states = [outer, *map(layers.state, _marks(thing))]
    state = next(filter(states.count, ("off", "unsure")), "on")
    if state != "on":
        found[state == "unsure"].add(ctypes.cast(thing, ctypes.c_void_p).value or 0)
    if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
        for place in range(min(max(0, pdfium.FPDFFormObj_CountObjects(thing)), MOST_OBJECTS)):
            _look(pdfium.FPDFFormObj_GetObject(thing, place), layers, found, state, depth + 1)


def _marks(thing: pdfium.FPDF_PAGEOBJECT) -> Iterator[str | None]:
    """The signs of the layers in which an object is marked to stand; None for a membership."""
    for place in range(max(0, pdfium.FPDFPageObj_CountMarks(thing))):
        mark = pdfium.FPDFPageObj_GetMark(thing, place)
        words, size = (ctypes.c_ushort * (LONGEST_NAME // 2))(), ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetName(mark, words, LONGEST_NAME, size)
        if _decoded(words, size.value) != "OC":
            continue
        known = pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"Name", words, LONGEST_NAME, size)
        yield SIGNS.sub("", _decoded(words, size.value)) if known else None


def _decoded(words: ctypes.Array[ctypes.c_ushort], size: int) -> str:
    return bytes(words)[:size].decode("utf-16-le", "replace").rstrip("\0")
