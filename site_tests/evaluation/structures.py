"""How well the importer finds the structure of notices as different offices write them.

    python -m site_tests.evaluation.structures            every file of structures/
    python -m site_tests.evaluation.structures open       one of them, with what is not right

`structures/*.txt` holds invented notices, written by the hand that mended the importer, but before
it looked at what came of them; `kept.txt` was not run until the end. A notice begins `### id | shape |
style`; a line `%…` says what is right, every other line is the notice's own (tabs part the cells of a
table, / the lines in a cell):

    %title …  %number …  %issuer …  %day …       the notice's identity
    %sec 一、…                                    a section, heading as printed
    %task （一） | heading | lead=甲,乙; support=丙 | deadline
    %out                                          what follows is neither task nor section

Of a notice of the shape `md` or `wikitext` each line is the file's own.

Every such item, and every line of a task, is `right`; or `told`, by a doubt or a Problem at its place;
or `silent`.
"""

from __future__ import annotations

import html
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.content.loading import load_frame
from generator.importers.drafting import Draft, draft
from generator.importers.readers.choosing import read_here
from generator.importers.sources import RawSource
from generator.model.agencies import Registry
from generator.model.notice import Task
from generator.notice.agency_clauses import notice_parties
from generator.text.characters import squeeze
from site_tests.running import CORPUS
from site_tests.sources import docx_of, page, paragraphs, run_of, zipped

FOLDER = Path(__file__).parent / "structures"
RAW = ("md", "wikitext")
"""Shapes whose lines are the file's own; their marks are no text that one could look for."""
MARKS = re.compile(
    r"\A\|\}|</?[a-z]+>|\A[ \t]*(?:(?:[-*+#:;>]+|\|-?|!|\d+\.)[ \t]*)+|'{2,3}|\*\*"
    r"|\s*=+\s*\Z|(?:row|col)span=\S+\s*\||\|\|?|\A=+ *|\{\{[^{}|]*\||\}\}"
)
NOTHING_LOST = re.compile(r"(?:reading|cleaning) (?:lost|made)|lacks")


@dataclass
class Wanted:
    """What is right of a notice: a kind and a value, with the lines of the notice that show it."""

    kind: str
    value: str
    lines: list[str] = field(default_factory=list)


@dataclass
class Written:
    """A notice with what is right of it."""

    name: str
    shape: str
    style: str
    lines: list[str] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)


def read(path: Path) -> list[Written]:
    """The notices of a file."""
    found: list[Written] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("### "):
            name, shape, style = (part.strip() for part in line[4:].split("|", 2))
            found.append(Written(name, shape, style))
        elif line.startswith("%"):
            kind, _, value = line[1:].partition(" ")
            found[-1].wanted.append(Wanted(kind, value))
        elif line.strip() or (found and found[-1].shape in RAW):
            found[-1].lines.append(line)
            if found[-1].wanted and line.strip():
                found[-1].wanted[-1].lines.append(line)
    return found


def source(written: Written) -> RawSource:
    """The notice as a file of its shape; a line with tabs is a row of a table."""
    makers = {"txt": _text, "html": _html, "docx": _docx}
    data = makers.get(written.shape, _raw)(written.lines)
    return RawSource(name=f"{written.name}.{written.shape}", data=data)


def _raw(lines: list[str]) -> bytes:
    """The lines as they are, marks and all: Markdown, wikitext."""
    return "\n".join(lines).encode()


def _text(lines: list[str]) -> bytes:
    return "\n".join(line.replace("/", " ") if "\t" in line else line for line in lines).encode()


def _blocks(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Paragraphs, and the rows of a table with the headings that stand between them."""
    tabs = [i for i, line in enumerate(lines) if "\t" in line]
    first, last = (tabs[0], tabs[-1]) if tabs else (len(lines), len(lines))
    yield False, lines[:first]
    yield True, lines[first : last + 1]
    yield False, lines[last + 1 :]


def _html(lines: list[str]) -> bytes:
    made = []
    for table, block in _blocks(lines):
        if not table:
            made.append(paragraphs(block))
        elif block:
            width = max(line.count("\t") for line in block) + 1
            rows = [
                "".join(f"<td>{html.escape(c).replace('/', '<br>')}</td>" for c in line.split("\t"))
                if "\t" in line
                else f"<td colspan='{width}'>{html.escape(line)}</td>"
                for line in block
            ]
            made.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    return page("<title>x</title>", f"<div id='UCAP-CONTENT'>{''.join(made)}</div>")


def _docx(lines: list[str]) -> bytes:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    made = []
    for table, block in _blocks(lines):
        if not table:
            made += [f"<w:p>{run_of(line)}</w:p>" for line in block]
            continue
        rows = []
        for line in block:
            cells = [
                "".join(f"<w:p>{run_of(part)}</w:p>" for part in cell.split("/"))
                for cell in line.split("\t")
            ]
            rows.append("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>")
        made += [f"<w:tbl>{''.join(rows)}</w:tbl>"] if rows else []
    assert docx_of([])  # the same package around another body
    xml = f"<?xml version='1.0'?><w:document xmlns:w='{name}'><w:body>{''.join(made)}</w:body></w:document>"
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def verdicts(written: Written, registry: Registry) -> Iterator[tuple[str, str, str]]:
    """Of every item what it is, `right`, `told` or `silent`, and what came instead."""
    made = draft(
        source(written), notice_id="9001", series="yunyu", registry=registry, read=read_here
    )
    told = _told(made)
    for wanted in written.wanted:
        for what, got in _wrong(wanted, written, made, registry):
            at = _places(made, wanted)
            if not got:
                yield what, "right", ""
            elif at & told["places"] or wanted.kind in told["kinds"]:
                yield what, "told", got
            else:
                yield what, "silent", got


def _told(made: Draft) -> dict[str, set]:
    places: set[int] = set()
    kinds: set[str] = set()
    for problem in (*made.doubts, *made.problems):
        if problem.line:
            places.add(problem.line)
        for kind, words in {
            "title": "title",
            "number": "document number|number",
            "issuer": "issuer",
            "day": "day of issue",
        }.items():
            if re.search(words, problem.message):
                kinds.add(kind)
    if made.notice is None:
        kinds |= {"title", "number", "issuer", "day", "sec", "task", "out"}
    return {"places": places, "kinds": kinds}


def _cells(line: str) -> list[str]:
    """The pieces of a line that stand as they are in the notice: cells, without marks."""
    return re.split("[\t/\v]", MARKS.sub("\v", line))


def _places(made: Draft, wanted: Wanted) -> set[int]:
    """The numbers of the paragraphs that show an item."""
    pieces = [squeeze(p) for line in wanted.lines for p in _cells(line) if squeeze(p)]
    return {
        number
        for number, text in enumerate(made.cleaned.paragraphs, 1)
        if any(
            piece in squeeze(text) or squeeze(text) in piece for piece in pieces if len(piece) > 2
        )
    }


def _wrong(
    wanted: Wanted, written: Written, made: Draft, registry: Registry
) -> Iterator[tuple[str, str]]:
    """The parts of an item, each with what is wrong of it; nothing where it is right."""
    notice = made.notice
    if notice is None:
        yield f"{wanted.kind} {wanted.value}", "no notice"
        return
    identity = notice.identity
    single = {
        "title": identity.title,
        "number": identity.number,
        "issuer": squeeze(identity.issuer or ""),
        "day": identity.issued,
    }
    if wanted.kind in single:
        got = single[wanted.kind]
        yield f"{wanted.kind} {wanted.value}", "" if got == wanted.value else f"got {got!r}"
    elif wanted.kind == "sec":
        sections = [s.label + s.heading for s in notice.sections]
        yield f"sec {wanted.value}", "" if wanted.value in sections else f"got {sections}"
    elif wanted.kind == "out":
        inside = squeeze("\n".join(task.text for task in notice.tasks))
        for line in wanted.lines:
            bad = any(squeeze(c) in inside for c in [line])
            yield f"out {line}", "in a task" if bad else ""
    elif wanted.kind == "task":
        yield from _wrong_task(wanted, written, made, registry)


def _wrong_task(
    wanted: Wanted, written: Written, made: Draft, registry: Registry
) -> Iterator[tuple[str, str]]:
    notice = made.notice
    assert notice
    label, title, roles, *until = (part.strip() for part in wanted.value.split("|"))
    order = [w for w in written.wanted if w.kind == "task"].index(wanted)
    sections = [w.value for w in written.wanted[: written.wanted.index(wanted)] if w.kind == "sec"]
    own = [
        (section.label + section.heading, task)
        for section in notice.sections
        for task in section.tasks
    ]
    named = f"task {label}{title}"
    number = re.sub(r"[.．、]", "", label)
    fits = [
        (place, pair)
        for place, pair in enumerate(own)
        if pair[1].heading == title and re.sub(r"[.．、]", "", pair[1].label) == number
    ]
    found = next((pair for place, pair in fits if place == order), fits[0][1] if fits else None)
    if found is None:
        yield named, f"got {[t.label + t.heading for _, t in own]}"
        return
    section, task = found
    yield named, "" if not sections or sections[-1] == section else f"in section {section}"
    got = _roles(task, made, registry)
    right = {
        name: role
        for part in filter(None, roles.split(";"))
        for role, _, names in [part.strip().partition("=")]
        for name in names.split(",")
    }
    yield f"{named} who", "" if got == right else f"got {got}"
    reading = notice_parties(notice, registry)[task.id]
    if until:
        when = reading.deadline or ""
        yield f"{named} when", "" if when == until[0] else f"got {when!r}"
    inside = squeeze(task.text)
    for line in wanted.lines:
        cells = [c for c in _cells(line) if c.strip()]
        gone = [c for c in cells if squeeze(c).strip("。") not in inside]
        yield f"{named} text {line}", f"lacks {gone}" if gone else ""


def _roles(task: Task, made: Draft, registry: Registry) -> dict[str, str]:
    assert made.notice
    reading = notice_parties(made.notice, registry)[task.id]
    return {party.printed: str(party.role) for party in reading.parties if not party.implied}


def main(names: list[str]) -> None:
    registry = load_frame(CORPUS)[1]
    for name in names or sorted(path.stem for path in FOLDER.glob("*.txt")):
        counts: Counter[str] = Counter()
        kinds: dict[str, Counter[str]] = {}
        refused = lost = doubts = 0
        for written in read(FOLDER / f"{name}.txt"):
            made = draft(
                source(written), notice_id="9001", series="yunyu", registry=registry, read=read_here
            )
            refused += bool(made.problems)
            lost += any(NOTHING_LOST.search(p.message) for p in made.problems)
            doubts += len(made.doubts)
            print(f"{name} {written.name} ({written.style})")
            for problem in made.problems:
                print(f"  PROBLEM {problem.line} {problem.message}")
            for what, verdict, got in verdicts(written, registry):
                counts[verdict] += 1
                kinds.setdefault(
                    what.split()[0] + (" who" if what.endswith(" who") else ""), Counter()
                )[verdict] += 1
                if verdict != "right":
                    print(f"  {verdict} {what}: {got}")
            if "-v" in sys.argv:
                for doubt in made.doubts:
                    print(f"  doubt {doubt.line} {doubt.message}")
        print(name, dict(counts), f"refused {refused}, lost {lost}, doubts {doubts}")
        for kind, count in kinds.items():
            print("   ", kind, dict(count))


if __name__ == "__main__":
    main([arg for arg in sys.argv[1:] if arg != "-v"])
