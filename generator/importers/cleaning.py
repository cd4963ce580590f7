"""Lines of a source to paragraphs of the normal text, in named steps that the summary reports.

Only what is declared is done: page feet, empty lines and indents go, wraps are joined, spaces between
Chinese and digits go, a second copy of the whole document (the page for phones) goes. Nothing is
corrected; what is doubtful becomes a Problem (`doubts`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.errors import Problem
from generator.importers.from_text import paragraphs_of
from generator.importers.sources import Extract
from generator.search.folding import all_simplified
from generator.text import CONTROL, HAN, drop_spaces

PAGE_FOOT = re.compile(
    r"\s*(?:[—–-]+\s*\d{1,3}\s*[—–-]+|第\s*\d{1,3}\s*页(?:\s*共\s*\d{1,3}\s*页)?)\s*\Z"
)
WIDEST_WRAP = 90
"""Lines of a wrapped text are no wider than that, in columns; Chinese characters take two."""
LONGEST_LINE = 100_000
NOISE = re.compile(r"\(cid:\d+\)|@@|[\u3105-\u312f]|\?。|锟斤拷|&(?:nbsp|amp|lt|gt);")
EDGE = " \t\r\n\u00a0\u3000\u200b\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """Paragraphs, the steps that changed something, and the text that they took away."""

    paragraphs: tuple[str, ...]
    steps: tuple[str, ...]
    removed: tuple[str, ...]


def clean(extract: Extract) -> Cleaned:
    """The normal text's paragraphs; without white space they and `removed` are all of the lines."""
    lines = list(extract.lines)
    steps: list[str] = []
    removed: list[str] = []

    def step(name: str, change: Callable[[list[str]], tuple[list[str], list[str]]]) -> None:
        nonlocal lines
        after, taken = change(lines)
        if after != lines:
            steps.append(name)
        removed.extend(taken)
        lines = after

    step("dropped indents and empty lines", _stripped)
    step("dropped page feet", _without_feet)
    if extract.wrapped or _looks_wrapped(lines):
        step("joined line wraps", lambda given: (list(paragraphs_of("\n".join(given))), []))
    step(
        "dropped spaces between Chinese and digits",
        lambda given: (list(map(drop_spaces, given)), []),
    )
    step("dropped the second copy of the document", _without_copy)
    return Cleaned(paragraphs=tuple(lines), steps=tuple(steps), removed=tuple(removed))


def _stripped(lines: list[str]) -> tuple[list[str], list[str]]:
    return [text for line in lines if (text := line.strip(EDGE))], []


def _without_feet(lines: list[str]) -> tuple[list[str], list[str]]:
    feet = [line for line in lines if PAGE_FOOT.match(line)]
    return [line for line in lines if not PAGE_FOOT.match(line)], feet


def _looks_wrapped(lines: Sequence[str]) -> bool:
    """Several lines as wide as the widest, that end in mid-sentence, and none wider than a page."""
    widths = [sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in lines]
    widest = max(widths, default=0)
    if not 40 <= widest <= WIDEST_WRAP:
        return False
    full = [line for line, width in zip(lines, widths, strict=True) if width >= 0.9 * widest]
    open_ended = [line for line in full if line[-1] not in "。；：！？）"]
    return len(full) >= 3 and 2 * len(open_ended) >= len(full)


def _without_copy(lines: list[str]) -> tuple[list[str], list[str]]:
    half = len(lines) // 2
    if half >= 5 and len(lines) == 2 * half and lines[:half] == lines[half:]:
        return lines[:half], lines[half:]
    return lines, []


def doubts(paragraphs: Sequence[str], path: str) -> Iterator[Problem]:
    """What cannot be right in a text, with the paragraph's number as its line."""
    for number, text in enumerate(paragraphs, 1):
        if len(text) > LONGEST_LINE:
            yield Problem(
                path=path,
                line=number,
                message=f"a paragraph of {len(text)} characters",
                hint="paragraph marks are lost; import another copy",
            )
        if found := CONTROL.search(text):
            yield Problem(
                path=path,
                line=number,
                message=f"character U+{ord(found[0]):04X} has no place in a text",
                hint="compare the place with another copy",
            )
        if found := NOISE.search(text):
            yield Problem(
                path=path,
                line=number,
                message=f"{found[0]!r} is noise of a converter",
                hint="import another copy of the document",
            )
    traditional = _traditional("".join(paragraphs))
    if traditional:
        yield Problem(
            path=path,
            line=0,
            message=f"a text in traditional characters ({traditional})",
            hint="such copies are conversions; import the simplified original",
        )


def _traditional(text: str) -> str:
    """The first traditional characters where there are too many to be names."""
    table = all_simplified()
    found = [c for c in text if c in table]
    han = len(re.findall(f"[{HAN}]", text))
    return "".join(dict.fromkeys(found))[:8] if len(found) >= 10 and len(found) > 0.01 * han else ""
