"""Lines of a source to paragraphs of the normal text, in named steps that the summary reports.

Only what is declared is done: page feet, empty lines and indents go, wraps are joined, spaces between
Chinese and digits go, what follows the document (抄送) and a second copy of it (the page for phones)
go. Nothing is corrected; what cannot be right is a Problem, what may be right a doubt (see doubting).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.importers.document_parts import (
    Taken,
    with_joined_title,
    without_contents,
    without_front,
    without_head,
    without_imprint,
)
from generator.importers.given import cut_out
from generator.importers.sources import SOFT_BREAK, Doubt, Dropped, Extract
from generator.importers.unwrapping import STARTS_PARAGRAPH, paragraphs_of
from generator.model.provenance import Given
from generator.notice.headings import (
    BRACKET_LABEL,
    COMMA_LABEL,
    DIGIT_BRACKET_LABEL,
    POINT_LABEL,
    SECTION_HEADING,
)
from generator.notice.letter import DOCUMENT_NUMBER, LONGEST_SIGNATURE, SIGNATURE
from generator.text.characters import INVISIBLE, columns, drop_spaces

DASH = "[—–―－\u2010-]"
PAGE_FOOT = re.compile(
    rf"(?:{DASH}+\s*\d{{1,3}}\s*{DASH}+|[·•～~]\s*\d{{1,3}}\s*[·•～~]|\d{{1,3}}\s*/\s*\d{{1,3}}"
    r"|第\s*\d{1,3}\s*页(?:[,，\s]*共\s*\d{1,3}\s*页)?)\Z"
)
BARE_FOOT = re.compile(r"\d{1,3}\Z")
WIDEST_WRAP = 90
"""Lines of a wrapped text are no wider than that, in columns; Chinese characters take two."""
EDGE = " \t\r\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
BEHIND = re.compile(
    r"(?:相关)?附件(?:下载)?\s*[:：]|抄送\s*[:：]|[（(]?此件[^。]{0,20}[）)]?\Z"
    r"|[^。]{0,30}办公厅\s*\d{4}年\d{1,2}月\d{1,2}日印发\Z"
)
NUMBER = re.compile(
    rf"(?P<label>{BRACKET_LABEL}|{COMMA_LABEL}|{POINT_LABEL}|{DIGIT_BRACKET_LABEL})[{EDGE}]+(?=\S)"
)
LATIN = re.compile("[A-Za-z]")
ENDS = "。；：！？）”」】"
LONGEST_BREAK = 120
NOTHING_GIVEN = Given()
Change = Callable[[list[str]], tuple[list[str], list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """Paragraphs, the steps that changed something, the text that they took away.

    `faults` are places that cannot be right, `doubts` those that may be; `added` is a title that a
    person gave and that the lines have not.
    """

    paragraphs: tuple[str, ...]
    steps: tuple[str, ...]
    removed: tuple[Dropped, ...]
    doubts: tuple[Doubt, ...] = ()
    faults: tuple[Doubt, ...] = ()
    added: str = ""


@dataclass(slots=True)
class _Cleaner:
    lines: list[str]
    steps: list[str] = field(default_factory=list)
    removed: list[Dropped] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    faults: list[Doubt] = field(default_factory=list)

    def step(self, name: str, change: Change) -> None:
        after, taken = change(self.lines)
        if after != self.lines:
            self.steps.append(name)
        self.removed.extend(Dropped(name, text) for text in taken)
        self.lines = after

    def part(self, name: str, change: Callable[[list[str], Taken], list[str]]) -> None:
        """A step that says of each line it takes what that line is."""
        after = change(self.lines, lambda what, text: self.removed.append(Dropped(what, text)))
        if after != self.lines:
            self.steps.append(name)
        self.lines = after


def clean(extract: Extract, given: Given = NOTHING_GIVEN) -> Cleaned:
    """The normal text's paragraphs; without white space they and `removed` are all of the lines.

    What a person said of the document's beginning or end is not looked for.
    """
    cleaner = _Cleaner(list(extract.lines), steps=list(extract.steps))
    unseen = sum(len(INVISIBLE.findall(line)) for line in cleaner.lines)
    cleaner.step(f"dropped invisible characters ({unseen})", _without_unseen)
    cleaner.step("dropped indents and empty lines", _stripped)
    cleaner.step("dropped page feet", _without_feet)
    if not given.begins and not given.title:
        _head(cleaner, extract)
    cleaner.faults += _bare_numbers(cleaner.lines)
    cleaner.step(
        "joined or split line breaks inside paragraphs", lambda g: (_broken(g, cleaner), [])
    )
    if extract.wrapped or _looks_wrapped(cleaner.lines):
        cleaner.step("joined line wraps", lambda given: (_joined(given, cleaner), []))
    cleaner.step(
        "dropped spaces between Chinese and digits", lambda g: ([*map(drop_spaces, g)], [])
    )
    cleaner.step("dropped spaces behind numbers", lambda g: ([*map(_close_to_number, g)], []))
    cleaner.step("took a title that stands twice once", _without_double_title)
    added = ""
    if given:
        cleaner.part(
            "read the document as it was said to be", lambda g, t: _cut(g, given, t, cleaner)
        )
        if any(given.title == doubt.at for doubt in cleaner.doubts):
            added = given.title or ""
    cleaner.step("dropped the second copy of the document", _without_copy)
    cleaner.part("left out a table of contents", without_contents)
    if not given.ends:
        cleaner.step("left out what follows the document", _without_end)
        cleaner.part("left out the imprint and what follows it", without_imprint)
    return Cleaned(
        paragraphs=tuple(cleaner.lines),
        steps=tuple(cleaner.steps),
        removed=tuple(cleaner.removed),
        doubts=tuple(cleaner.doubts),
        faults=tuple(cleaner.faults),
        added=added,
    )


def _head(cleaner: _Cleaner, extract: Extract) -> None:
    """Takes the document's head, and a page's words before it, away by name."""
    cleaner.step("joined the issuers of the title with its 关于", with_joined_title)
    cleaner.part("read the head of the document (公文)", without_head)
    before = cleaner.lines
    unknown = extract.layout == "main-text"
    # Elsewhere a title may be broken over several lines, which are no words of a page.
    cleaner.part(
        "left out what stands before the document",
        lambda lines, taken: without_front(lines, taken, whole=not unknown),
    )
    if cleaner.lines != before and not unknown:
        hint = "a line of the document's own head? see --from"
        message = f"{len(before) - len(cleaner.lines)} lines before the title were left out"
        cleaner.doubts.append(Doubt(message, cleaner.lines[0], hint))


def _cut(lines: list[str], given: Given, taken: Taken, cleaner: _Cleaner) -> list[str]:
    after, doubts = cut_out(lines, given, taken)
    cleaner.doubts += doubts
    return after


def _without_unseen(lines: list[str]) -> tuple[list[str], list[str]]:
    return [INVISIBLE.sub("", line) for line in lines], []


def _stripped(lines: list[str]) -> tuple[list[str], list[str]]:
    return [text for line in lines if (text := line.strip(EDGE + SOFT_BREAK))], []


def _without_feet(lines: list[str]) -> tuple[list[str], list[str]]:
    """Without marked page numbers; bare ones are feet only if they count the pages."""
    bare = [line for line in lines if BARE_FOOT.match(line)]
    counts = [int(number) for number in bare]
    counted = bool(counts) and all(b == a + 1 for a, b in pairwise(counts))
    if not counted or counts[0] > 2 or (len(counts) == 1 and not BARE_FOOT.match(lines[-1])):
        bare = []
    feet = [line for line in lines if PAGE_FOOT.match(line) or (bare and BARE_FOOT.match(line))]
    return [line for line in lines if line not in set(feet)], feet


def _bare_numbers(lines: list[str]) -> Iterator[Doubt]:
    """Lines that are only a number, and count no pages: joined to a paragraph they would be text."""
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if BARE_FOOT.match(line):
            message = f"a line that is only {line!r}, between {before[-8:]!r} and {after[:8]!r}"
            yield Doubt(message, line, "is it the foot of a page? take it out of the file")


def _broken(lines: list[str], cleaner: _Cleaner) -> list[str]:
    """Line breaks inside a paragraph: joined in mid-sentence (a doubt), else a paragraph's end."""
    after: list[str] = []
    for line in lines:
        pieces = line.split(SOFT_BREAK)
        current = pieces[0]
        for piece in pieces[1:]:
            text = piece.strip(EDGE)
            if text and current.strip(EDGE) and _goes_on(current.strip(EDGE), piece):
                hint = "a line break of the page stood inside the sentence"
                cleaner.doubts.append(Doubt("a sentence joined over a break", text[:20], hint))
                current = current.rstrip(EDGE) + text
            else:
                after.append(current)
                current = piece
        after.append(current)
    return [text for line in after if (text := line.strip(EDGE))]


def _goes_on(before: str, piece: str) -> bool:
    """Whether a piece behind a line break goes on with the sentence before it."""
    text = piece.strip(EDGE)
    alone = (
        before.endswith(tuple(ENDS))
        or piece.startswith(tuple(EDGE))
        or STARTS_PARAGRAPH.match(text)
        or SECTION_HEADING.match(before)
        or any(DOCUMENT_NUMBER.match(drop_spaces(t)) for t in (before, text) if len(t) < 60)
        or _signature(text)
    )
    return not alone


def _signature(text: str) -> bool:
    text = drop_spaces(text)
    return len(text) <= LONGEST_SIGNATURE and SIGNATURE.match(text) is not None


def _looks_wrapped(lines: Sequence[str]) -> bool:
    """Several lines as wide as the widest, that end in mid-sentence, and none wider than a page."""
    widths = [*map(columns, lines)]
    widest = max(widths, default=0)
    if not 40 <= widest <= WIDEST_WRAP:
        return False
    full = [line for line, width in zip(lines, widths, strict=True) if width >= 0.9 * widest]
    open_ended = [line for line in full if line[-1] not in "。；：！？）〕】"]
    return len(full) >= 3 and 2 * len(open_ended) >= len(full)


def _joined(lines: list[str], cleaner: _Cleaner) -> list[str]:
    """Joined wraps; a wrap between two Latin letters is a doubt: there may have been a space."""
    paragraphs = list(paragraphs_of("\n".join(lines)))
    whole = "\n".join(paragraphs)
    for before, after in pairwise(lines):
        if LATIN.match(before[-1]) and LATIN.match(after[0]) and before[-8:] + after[:8] in whole:
            hint = "the line is wrapped here: one word, or two?"
            at = before[-8:] + after[:8]
            cleaner.doubts.append(Doubt(f"{at!r} joined over a line's end", at, hint))
    return paragraphs


def _close_to_number(text: str) -> str:
    """`1. 新建` as `1.新建`: white space between a number and its heading is the program's."""
    match = NUMBER.match(text)
    return match["label"] + text[match.end() :] if match else text


def _without_double_title(lines: list[str]) -> tuple[list[str], list[str]]:
    """Without a first line that the second one repeats: a program's own title page (pandoc's .docx)."""
    if len(lines) > 1 and lines[0] == lines[1] and lines[0].endswith("通知"):
        return lines[1:], lines[:1]
    return lines, []


def _without_copy(lines: list[str]) -> tuple[list[str], list[str]]:
    """Without a copy of the document, or of all of it but its head, that follows right behind it."""
    marks = [i for i, line in enumerate(lines) if SECTION_HEADING.match(line)]
    again = [i for i in marks[1:] if lines[i] == lines[marks[0]]]
    for place in again:
        period = place - marks[0]
        start = place
        while start > period and lines[start - 1] == lines[start - 1 - period]:
            start -= 1
        if len(lines) - start == period and lines[start:] == lines[start - period : start]:
            return lines[:start], lines[start:]
    return lines, []


def _without_end(lines: list[str]) -> tuple[list[str], list[str]]:
    """Without what stands behind the document: 附件 links, 抄送, 此件公开发布."""
    end = len(lines)
    while end and BEHIND.match(lines[end - 1]):
        end -= 1
    return lines[:end], lines[end:]
