"""A raw source to a draft: the notice, what is wrong with it, and where it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.errors import Problem
from generator.importers.cleaning import Cleaned, clean, doubts
from generator.importers.decoding import decode
from generator.importers.from_html import read_html
from generator.importers.from_wikitext import is_wikitext, read_wikitext
from generator.importers.isolated import read_isolated
from generator.importers.sources import Extract, RawSource, SourceError
from generator.importers.structure import draft_notice
from generator.model import Notice
from generator.numerals import format_numeral, parse_numeral
from generator.parser import (
    SECTION_HEADING,
    TASK_HEADING,
    normal_text,
    parse_notice,
    print_notice,
)

MOST_BYTES = 20_000_000
LINE_BREAK = re.compile("\r\n|[\r\n\f]")
HTML = re.compile(r"(?i)<html|<!doctype html|<body|<div")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A notice as read from a source; with Problems it is not fit to be written.

    `notice` is None where no structure could be found at all.
    """

    source: RawSource
    extract: Extract
    cleaned: Cleaned
    notice: Notice | None
    problems: tuple[Problem, ...]


def read_source(source: RawSource) -> Extract:
    """The lines of a source of any known kind; SourceError where it cannot be read."""
    if not source.data.strip():
        raise SourceError("the source is empty")
    if len(source.data) > MOST_BYTES:
        raise SourceError(f"larger than {MOST_BYTES // 1_000_000} MB", "is this the right file?")
    if source.data.lstrip()[:5] == b"%PDF-" or source.suffix == ".pdf":
        return read_isolated("pdf", source.data)
    if source.data[:4] == b"PK\x03\x04" or source.suffix == ".docx":
        return read_isolated("docx", source.data)
    if source.data[:4] == b"\xd0\xcf\x11\xe0":
        raise SourceError("a .doc of the old kind", "save it as .docx")
    text = decode(source.data, source.charset)
    if source.suffix in (".html", ".htm", ".shtml") or HTML.search(text[:5000]):
        return read_html(text)
    if source.suffix in (".wikitext", ".wiki") or is_wikitext(text):
        return read_wikitext(text)
    lines = _markdown(text) if source.suffix == ".md" else LINE_BREAK.split(text)
    return Extract(layout="text", lines=tuple(lines))


def _markdown(text: str) -> list[str]:
    """The paragraphs of a notice.md, or a Markdown file's lines without the marks of headings."""
    body = re.sub(r"\A---\n.*?\n---\n+", "", text, flags=re.DOTALL)
    if re.search(r"(?m)^### ", body):
        notice, _ = parse_notice(body, notice_id="x", series="x", path="")
        return normal_text(notice).splitlines()
    return [re.sub(r"\A(?:#{1,6} |> )", "", line) for line in LINE_BREAK.split(body)]


def draft(source: RawSource, *, notice_id: str, series: str) -> Draft:
    """The draft of a notice from a source; SourceError where the source cannot be read."""
    extract = read_source(source)
    cleaned = clean(_completed(extract))
    paragraphs = cleaned.paragraphs
    problems = [*doubts(paragraphs, source.name), *_numbering(paragraphs, source.name)]
    notice = None
    if any(SECTION_HEADING.match(text) for text in paragraphs[1:]):
        notice = draft_notice(paragraphs, notice_id=notice_id, series=series)
        printed = print_notice(notice)
        again, found = parse_notice(
            printed, notice_id=notice_id, series=series, path=f"{source.name} → notice.md"
        )
        problems += found
        problems += _lost(paragraphs, notice, source.name)
        if again != notice and not problems:
            problems.append(_problem(source.name, 0, "the draft does not read back as written"))
    else:
        hint = "is this the notice, or only its announcement? the text may be in an attachment"
        problems.append(_problem(source.name, 0, "no section (一、…) in this text", hint))
    return Draft(
        source=source,
        extract=extract,
        cleaned=cleaned,
        notice=notice,
        problems=tuple(dict.fromkeys(problems)),
    )


def _problem(path: str, line: int, message: str, hint: str = "") -> Problem:
    return Problem(path=path, line=line, message=message, hint=hint)


def _completed(extract: Extract) -> Extract:
    """The lines with the page's own title and number in front where the body lacks them."""
    lines = [line for line in extract.lines if line.strip()]
    head = ["".join(line.split()) for line in lines[:12]]
    front: list[str] = []
    title = "".join((extract.title or "").split())
    if title and title not in "".join(head):
        front.append(extract.title or "")
    number = "".join((extract.number or "").split())
    rest: list[str] = []
    if number and number not in head:
        rest.append(number)
    if not front and rest:
        return Extract(
            layout=extract.layout, wrapped=extract.wrapped, lines=(lines[0], *rest, *lines[1:])
        )
    return Extract(layout=extract.layout, wrapped=extract.wrapped, lines=(*front, *rest, *lines))


def _numbering(paragraphs: tuple[str, ...], path: str) -> list[Problem]:
    """Sections and tasks that are missing, doubled or out of order, at their paragraph."""
    problems = []
    for pattern, name, form in (
        (SECTION_HEADING, "section", "{}、"),
        (TASK_HEADING, "task", "（{}）"),
    ):
        before = 0
        for line, text in enumerate(paragraphs, 1):
            match = pattern.match(text)
            number = parse_numeral(match["numeral"]) if match else None
            if number is None:
                continue
            if number != before + 1:
                wanted, got = (
                    form.format(format_numeral(before + 1)),
                    form.format(format_numeral(number)),
                )
                hint = "compare the place with another copy"
                problems.append(_problem(path, line, f"{name} {got} where {wanted} comes", hint))
            before = number
    return problems


def _lost(paragraphs: tuple[str, ...], notice: Notice, path: str) -> list[Problem]:
    """Whatever the draft has not taken in, character for character."""
    whole, taken = "".join(paragraphs), "".join(normal_text(notice).split("\n"))
    if whole == taken:
        return []
    place = next(
        (i for i, (a, b) in enumerate(zip(whole, taken, strict=False)) if a != b), len(taken)
    )
    text = whole[place : place + 20]
    return [_problem(path, 0, f"the draft lacks {text!r}", "a paragraph has no place in it")]
