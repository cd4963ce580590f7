"""A raw source to a draft: the notice, what is wrong with it, and where it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from generator.importers.cleaning import Cleaned, clean
from generator.importers.doubting import doubts_in, doubts_of, problems_in
from generator.importers.isolated import read_isolated
from generator.importers.sources import Extract, RawSource
from generator.importers.structure import Levels, draft_notice, find_levels
from generator.model.agencies import Registry
from generator.model.notice import Notice
from generator.model.provenance import Given
from generator.notice.headings import COMMA_LABEL, TASK_HEADING, label_number, task_label
from generator.notice.limits import MOST_SECTIONS, MOST_TASKS, size_problems
from generator.notice.lines import ends_with_clause
from generator.notice.markdown import parse_notice, print_notice
from generator.notice.normal_text import normal_text
from generator.problems import Problem
from generator.text.characters import INVISIBLE, squeeze
from generator.text.simplified import radicals

HEAD = 12
"""The title stands within that many first lines."""
AGAIN = (
    "where all are numbered 1., or a list stands in a list, a program has lost the numbers:"
    " write them in the file as the source shows them"
)
ANOTHER = "compare the place with another copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A notice as read from a source; with Problems it is not fit to be written.

    `notice` is None where no structure could be found at all; `doubts` are for a person to look at.
    """

    source: RawSource
    extract: Extract
    cleaned: Cleaned
    notice: Notice | None
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    given: Given = field(default_factory=Given)


def draft(
    source: RawSource,
    *,
    notice_id: str,
    series: str,
    registry: Registry | None = None,
    given: Given | None = None,
    read: Callable[[RawSource], Extract] = read_isolated,
) -> Draft:
    """The draft of a notice from a source; SourceError where the source cannot be read.

    `given` is what a person said of the document where the program is wrong.
    """
    given = given or Given()
    name = source.name
    extract = _with_whole_characters(read(source))
    problems = list(_unaccounted(extract, name))
    completed = _completed(extract)
    cleaned = clean(completed, given)
    paragraphs = cleaned.paragraphs
    problems += _lost_in_cleaning(completed, cleaned, name)
    problems += problems_in(paragraphs, name)
    problems += [
        _problem(name, 0, fault.message, fault.hint) for fault in (*extract.faults, *cleaned.faults)
    ]
    levels = find_levels(paragraphs)
    many = _too_many(paragraphs, levels)
    breaks = [] if many or levels is None else _numbering(paragraphs, levels, name)
    problems += breaks
    told = (*extract.doubts, *cleaned.doubts)
    doubts = list(doubts_in(paragraphs, told, name, levels.task if levels else lambda text: None))
    notice = None
    if levels is None:
        problems.append(_no_levels(paragraphs, name))
    elif many:
        problems.append(_problem(name, 0, many, "is this one notice?"))
    else:
        notice = draft_notice(
            paragraphs, notice_id=notice_id, series=series, registry=registry, levels=levels
        )
        large = size_problems(print_notice(notice), path=f"{name} → notice.md")
        problems += large or _not_read_back(notice, name, numbered=not breaks)
        problems += _lost(paragraphs, notice, name)
        if registry is not None and not large:
            doubts += doubts_of(notice, registry, name, paragraphs)
    return Draft(
        source=source,
        extract=extract,
        cleaned=cleaned,
        given=given,
        notice=notice,
        problems=tuple(dict.fromkeys(_placed(problem, name) for problem in problems)),
        doubts=tuple(dict.fromkeys(_placed(_quoted(d, paragraphs, name), name) for d in doubts)),
    )


def _no_levels(paragraphs: tuple[str, ...], name: str) -> Problem:
    """Why nothing in a text is a section or a task."""
    named = [n for n, text in enumerate(paragraphs, 1) if ends_with_clause(text)]
    if len(named) < 2:
        hint = "is this the notice, or only its announcement? the text may be in an attachment"
        return _problem(name, 0, "no section (一、…) in this text", hint)
    hint = (
        "tasks are told by their numbers (（一）, 1., 任务一):"
        " where the source has none, this form is not read"
    )
    message = f"{len(named)} paragraphs say who is responsible, and none has a number"
    return _problem(name, named[0], message, hint)


def _with_whole_characters(extract: Extract) -> Extract:
    """The extract with characters in the place of the radicals that a program took for them."""
    table = radicals()
    count = sum(ord(character) in table for line in extract.lines for character in line)
    if not count:
        return extract
    return replace(
        extract,
        lines=tuple(line.translate(table) for line in extract.lines),
        raw=extract.raw.translate(table),
        markup=extract.markup.translate(table),
        dropped=tuple(replace(d, text=d.text.translate(table)) for d in extract.dropped),
        doubts=tuple(replace(d, at=d.at.translate(table)) for d in extract.doubts),
        title=extract.title.translate(table) if extract.title else extract.title,
        number=extract.number.translate(table) if extract.number else extract.number,
        steps=(*extract.steps, f"read radicals as the characters that they print ({count})"),
    )


def _too_many(paragraphs: tuple[str, ...], levels: Levels | None) -> str:
    """What there is too much of to be one notice; nothing if it can be one."""
    if levels is None:
        return ""
    if sum(1 for text in paragraphs if levels.task(text)) > MOST_TASKS:
        return f"more than {MOST_TASKS} tasks"
    if sum(1 for text in paragraphs if levels.is_section(text)) > MOST_SECTIONS:
        return f"more than {MOST_SECTIONS} sections"
    return ""


def _placed(problem: Problem, name: str) -> Problem:
    """Lines count the paragraphs that were read, not the lines of the file: the path says so."""
    if problem.path != name or not problem.line:
        return problem
    return replace(problem, path=f"{name} → paragraph")


def _quoted(doubt: Problem, paragraphs: tuple[str, ...], name: str) -> Problem:
    """A doubt with the beginning of its paragraph, where it does not quote that already."""
    if doubt.path != name or not 0 < doubt.line <= len(paragraphs):
        return doubt
    begins = paragraphs[doubt.line - 1][:12]
    if begins[:6] in doubt.message or begins in doubt.hint:
        return doubt
    return replace(doubt, message=f"{doubt.message}, in {begins!r}")


def _problem(path: str, line: int, message: str, hint: str = "") -> Problem:
    return Problem(path=path, line=line, message=message, hint=hint)


def _unaccounted(extract: Extract, path: str) -> list[Problem]:
    """Characters of the source that the reader neither took nor reported, or made up."""
    taken = "".join((*extract.lines, extract.markup, *(d.text for d in extract.dropped)))
    return _different(extract.raw, taken, path, "reading")


def _lost_in_cleaning(extract: Extract, cleaned: Cleaned, path: str) -> list[Problem]:
    """Characters of the lines that are in neither the paragraphs nor what was removed."""
    taken = "".join((*cleaned.paragraphs, *(d.text for d in cleaned.removed)))
    return _different("".join((*extract.lines, cleaned.added)), taken, path, "cleaning")


def _different(whole: str, taken: str, path: str, where: str) -> list[Problem]:
    before, after = Counter(squeeze(_bare(whole))), Counter(squeeze(_bare(taken)))
    if before == after:
        return []
    lost = "".join((before - after).elements())[:20]
    made = "".join((after - before).elements())[:20]
    message = f"{where} lost {lost!r}" if lost else f"{where} made up {made!r}"
    return [_problem(path, 0, message, "a fault of the importer: import another copy")]


def _bare(text: str) -> str:
    """Without what nobody sees (see cleaning)."""
    return INVISIBLE.sub("", text).replace("\0", "")


def _completed(extract: Extract) -> Extract:
    """The lines with the page's own title and number in front where the body lacks them.

    A title that the body breaks over several lines is made one line again.
    """
    lines = [line for line in extract.lines if line.strip()]
    title = "".join((extract.title or "").split())
    number = "".join((extract.number or "").split())
    if title and lines:
        lines = _whole_title(lines, title)
    head = ["".join(line.split()) for line in lines[:HEAD]]
    front = [extract.title or ""] if title and not any(title in text for text in head) else []
    if number and number not in head:
        place = 0 if front or not lines else 1
        lines = [*lines[:place], extract.number or "", *lines[place:]]
    return replace(extract, lines=(*front, *lines))


def _whole_title(lines: list[str], title: str) -> list[str]:
    for start in range(min(HEAD, len(lines))):
        text = ""
        for end in range(start, min(start + 5, len(lines))):
            text += "".join(lines[end].split())
            if text == title:
                joined = "".join(line.strip("\u3000 \u00a0\t") for line in lines[start : end + 1])
                return [*lines[:start], joined, *lines[end + 1 :]]
            if not title.startswith(text):
                break
    return lines


def _numbering(paragraphs: tuple[str, ...], levels: Levels, path: str) -> list[Problem]:
    """The first section and the first task that are missing, doubled or out of order."""
    problems: dict[str, Problem] = {}
    before = {"section": 0, "task": 0}
    for line, text in enumerate(paragraphs[1:], 2):
        if levels.is_section(text):
            name, style = "section", COMMA_LABEL
            before["task"] = 0 if levels.anew else before["task"]
        elif levels.task(text) and (before["section"] or not levels.apart):
            name, style = "task", levels.style
        else:
            continue
        match = TASK_HEADING.match(text)
        number = label_number(match["label"]) if match else None
        if number is None:
            continue
        wanted = task_label(before[name] + 1, style)
        if number != before[name] + 1 and name not in problems:
            message = f"{name} {task_label(number, style)} where {wanted} comes"
            # What follows is out of order for this reason.
            hint = AGAIN if number == 1 and before[name] else ANOTHER
            problems[name] = _problem(path, line, message, hint)
        before[name] = number
    return list(problems.values())


def _not_read_back(notice: Notice, path: str, *, numbered: bool) -> list[Problem]:
    """What is wrong with the draft as the parser reads it; nothing twice about numbers."""
    again, found = parse_notice(
        print_notice(notice),
        notice_id=notice.id,
        series=notice.series,
        path=f"{path} → notice.md",
    )
    if not numbered:
        found = tuple(p for p in found if " begins " not in p.message)
    if again != notice and numbered and not found:
        return [_problem(path, 0, "the draft does not read back as written", ANOTHER)]
    return list(found)


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
