"""What cannot be right in a text (Problems), and what a person has to look at (doubts)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.importers.paragraph_places import ParagraphPlaces
from generator.importers.sources import Doubt
from generator.importers.structure_doubts import division_doubts
from generator.model.agencies import Registry
from generator.model.notice import Clause, Notice, Paragraph, Sentence
from generator.notice.agency_clauses import begins_clause_line, names_of, read_clause
from generator.notice.duty_words import BODY
from generator.notice.headings import NUMERAL, PART_HEADING, SECTION_HEADING, TASK_HEADING
from generator.notice.letter import DOCUMENT_NUMBER, issuers_in
from generator.notice.lines import BRACKETS, ENDED, no_end, unended
from generator.notice.normal_text import normal_text
from generator.problems import Problem
from generator.text.characters import CONTROL, HAN
from generator.text.days import is_day
from generator.text.simplified import all_simplified

LONGEST_LINE = 100_000
MOST_PLACES = 40
NOISE = re.compile(
    r"\(cid:\d+\)|@@|[\u3105-\u312f]|\?。|锟斤拷|&(?:[a-z]{2,8}|#\d+);|\[\[|\]\]|\{\{|\}\}|-\{|\}-|<!--"
    r"|</?[A-Za-z]{1,12}(?: [^<>]{0,200})?/?>|__[A-Z]{3,}__|\{\||\|\}"
)
NEVER_TEXT = re.compile("[\ufff9-\ufffc\u180e]")
"""What a converter leaves where an object, or a gloss, stood."""
USUAL = (
    "\n\t -~\u00b0\u00b1\u00b2\u00b3\u00b7\u00d7\u00f7\u2013\u2014\u2015\u2018\u2019\u201c\u201d\u2026"
    "\u2030\u2032\u2033"
    "\u2103\u2160-\u217f\u2190-\u2193\u2200-\u22ff\u2460-\u249b\u24ea-\u24ff\u25a0-\u25ff\u2605\u2606"
    "\u3000-\u3011\u3014-\u301b\u3220-\u3229\u3280-\u3289\u3380-\u33df"
    "\u3400-\u4dbf\u4e00-\u56d6\u56d8-\u9fff\U00020000-\U0003ffff"
    "\uff01-\uff5e\ufe30-\ufe6f\uffe5\u00a0\u2002-\u200a\u2010\u2022"
)
ODD = re.compile(f"[^{USUAL}]")
"""What no official text is written with: other scripts, gloss marks, presentation forms, ⿰, 〒, 囗."""
LOST = re.compile(
    r"\?{2,}|？{3,}|□{1,}|■{1,}|[〓]|[\u00d7\u2715\uff0a*]{2,}|(?<![A-Za-z])[Xx\uff38]{2,}(?![A-Za-z])"
)
LETTER_IN_NUMBER = re.compile(
    r"(?<![A-Za-z])[OoIlQ|](?=[0-9])(?![0-9]{1,4}[A-Za-z])"
    r"|(?<![A-Za-z][0-9])(?<=[0-9])[OoIlQ|](?![A-Za-z])"
)
SPLIT_NUMBER = re.compile(r"(?<=[0-9])[ \t\u00a0\u2002-\u200a\u3000]+(?=[0-9])")
DOUBLED = re.compile("[，、；：][，、；：。]|。{2}|。[，、；：]")
GAP = re.compile(
    f"(?<=[{HAN}])[ \u00a0\u2002-\u200a\u3000]+(?=[{HAN}，。；：、！？）》”])"
    f"|(?<=[，。；：、（《“])[ \u00a0\u2002-\u200a\u3000]+(?=[{HAN}])"
)
ASCII_MARK = re.compile(f"(?<=[{HAN}]) ?[,;:?!](?= ?[{HAN}])")
NEAR_LABEL = re.compile(
    rf"[（(]\s+{NUMERAL}\s*[）)]|[（(]\s*{NUMERAL}\s+[）)]|[（(]{NUMERAL}[）)][、，．.\s]|{NUMERAL}[）)]"
    rf"|[（(]{NUMERAL}(?![{HAN}\w）)，。、])|[（(][0-9０-９]{{1,2}}[）)]|[\u3220-\u3229\u3280-\u3289]"
)
GLOSS = re.compile(f"[{HAN}][(（][a-zü\u00e0-\u00fc\u0100-\u01dc]{{1,8}}[)）]")
WHOLE_TITLE = re.compile("(?:通知|任务|要点|计划|意见|方案|分工|函)[》）]?\\Z")
ANNEX = re.compile(r"\d{1,2}[.．、]\s?\S")
BARE_NUMBER = re.compile(r"[\d\s/·—–-]{1,8}\Z")
YEAR_OF_ID = re.compile(r"(?:\A|-)(\d{4})\Z")
YEAR = re.compile(r"(?<!\d)\d{4}(?=年|[-—–~～至]{1,2}\d{4}年)")
NUMBER_LIKE = re.compile(r"\S{2,20}(?:[〔\[﹝(（]?\d{4}[〕\]﹞)）]?)\s*\d{1,5}\s*号?\Z")
DAY = re.compile(r"(?:(?P<year>(?<!\d)\d{4})年)?(?P<month>(?<!\d)\d{1,2})月(?P<day>\d{1,2})日")
IN_PARAGRAPH = re.compile(r", in '[^']*'\Z")
"""The quotation of its paragraph behind a doubt's own words."""
LOOK = "compare the place with another copy"


def problems_in(paragraphs: Sequence[str], path: str) -> Iterator[Problem]:
    """What cannot be right in a text, with the paragraph's number as its line."""
    for number, text in enumerate(paragraphs, 1):
        if len(text) > LONGEST_LINE:
            hint = "paragraph marks are lost; import another copy"
            yield _problem(path, number, f"a paragraph of {len(text)} characters", hint)
        if found := CONTROL.search(text):
            message = f"character U+{ord(found[0]):04X} has no place in a text"
            yield _problem(path, number, message, LOOK)
        if found := NEVER_TEXT.search(text):
            message = f"character U+{ord(found[0]):04X} has no place in a text"
            yield _problem(path, number, message, LOOK)
        if found := NOISE.search(text):
            hint = "import another copy of the document"
            yield _problem(path, number, f"{found[0][:40]!r} is noise of a converter", hint)
        if BARE_NUMBER.match(text):
            hint = "is it the foot of a page? take it out of the file"
            yield _problem(path, number, f"a paragraph that is only {text!r}", hint)
    if traditional := _traditional("".join(paragraphs)):
        hint = "such copies are conversions; import the simplified original"
        yield _problem(path, 0, f"a text in traditional characters ({traditional})", hint)
    if paragraphs and (why := _no_title(paragraphs[0])):
        hint = "put the notice's title in front of the text"
        yield _problem(path, 1, f"the first paragraph is {why}, not a title", hint)


def _problem(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(path=path, line=line, message=message, hint=hint)


def _traditional(text: str) -> str:
    """The first traditional characters where there are too many to be names."""
    table = all_simplified()
    found = [c for c in text if c in table]
    han = len(re.findall(f"[{HAN}]", text))
    return "".join(dict.fromkeys(found))[:8] if len(found) >= 10 and len(found) > 0.01 * han else ""


def _no_title(text: str) -> str | None:
    if DOCUMENT_NUMBER.match(text):
        return "a document number"
    if text.endswith(("：", ":")):
        return "a list of addressees"
    if SECTION_HEADING.match(text) or TASK_HEADING.match(text):
        return "a heading of the text"
    if "。" in text or len(text) > 150:
        return "a sentence"
    return None


def doubts_in(
    paragraphs: Sequence[str],
    told: Sequence[Doubt],
    path: str,
    is_task: Callable[[str], object] = lambda text: None,
) -> Iterator[Problem]:
    """What may be right and may not be, each at its paragraph; `told` are the reader's own.

    `is_task` tells the paragraphs that begin a task, whose number is as it should be.
    """
    for doubt in told:
        line = next((n for n, text in enumerate(paragraphs, 1) if doubt.at in text), 0)
        # What was left out afterwards has no number; its own beginning tells which text it was.
        gone = f", in {doubt.at.strip()[:12]!r}" if doubt.at.strip() and not line else ""
        yield _problem(path, line, doubt.message + gone, doubt.hint or LOOK)
    table = all_simplified()
    for number, text in enumerate(paragraphs, 1):
        for message, hint in _of_paragraph(text, numbered=bool(is_task(text))):
            yield _problem(path, number, message, hint)
        if foreign := "".join(dict.fromkeys(c for c in text if c in table))[:8]:
            hint = "a traditional character in a simplified text: a name, or a conversion?"
            yield _problem(path, number, f"{foreign!r} is not simplified", hint)


def _of_paragraph(text: str, *, numbered: bool) -> Iterator[tuple[str, str]]:
    for odd in ODD.finditer(text):
        name = unicodedata.name(odd[0], "no name").lower()
        yield f"character U+{ord(odd[0]):04X} ({name})", LOOK
    if found := LETTER_IN_NUMBER.search(text):
        yield f"a letter in the number of {_around(text, found)!r}", "a digit, misread?"
    if found := SPLIT_NUMBER.search(text):
        yield f"white space in the number of {_around(text, found)!r}", "one number, or two?"
    if found := DOUBLED.search(text):
        yield f"two marks in a row in {_around(text, found)!r}", LOOK
    if found := LOST.search(text):
        yield f"{found[0][:8]!r}: characters may be lost here", LOOK
    bodies = text.partition("关于")[0].split()
    # Issuers stand apart in a title and in a signature.
    apart = len(bodies) > 1 and all(BODY.fullmatch(name) for name in bodies)
    part = PART_HEADING.match(text)  # white space is part of 第一部分
    if not apart and (found := GAP.search(text, part.end("label") if part else 0)):
        yield f"white space in {_around(text, found)!r}", "the source's own, or a converter's?"
    if found := ASCII_MARK.search(text):
        yield f"a western mark in {_around(text, found)!r}", LOOK
    if found := GLOSS.search(text):
        yield f"{found[0]!r}: a gloss of a converter?", LOOK
    if NEAR_LABEL.match(text) and not numbered:
        hint = "tasks begin （一）, sections 一、; correct the file if the source has it so"
        yield f"{text[:6]!r} is like a task's number, and is none", hint
    if day := _no_day(text):
        yield f"there is no day {day!r}", LOOK
    if unclosed := _unclosed(text):
        yield f"{unclosed!r} is not closed", "is the rest of the clause lost?"


def _no_day(text: str) -> str | None:
    """The first day of the text that no calendar has; one without a year may be in a leap year."""
    for found in DAY.finditer(text):
        year, month, day = found["year"] or "2000", found["month"], found["day"]
        if not is_day(f"{year}-{month:0>2}-{day:0>2}"):
            return found[0]
    return None


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 4) : found.end() + 4]


def _unclosed(text: str) -> str | None:
    """The bracket, with what follows it, that has no partner in its paragraph."""
    stack: list[tuple[str, int]] = []
    closing = {end: begin for begin, end in BRACKETS.items()}
    for place, character in enumerate(text):
        if character in BRACKETS:
            stack.append((character, place))
        elif character in closing:
            if not stack or stack[-1][0] != closing[character]:
                return text[max(0, place - 6) : place + 1]
            stack.pop()
    return text[stack[0][1] : stack[0][1] + 8] if stack else None


def of_a_kind(doubts: Sequence[Problem]) -> tuple[Problem, ...]:
    """Doubts for a reader: those that differ in their quotations alone are one, which names its paragraphs."""
    kinds: dict[tuple[str, str, str], list[Problem]] = {}
    for doubt in doubts:
        kinds.setdefault((doubt.path, _kind(doubt.message), _kind(doubt.hint)), []).append(doubt)
    return tuple(_as_one(same) for same in kinds.values())


def _kind(words: str) -> str:
    """The words of a doubt without what they quote: texts, labels, numbers, characters."""
    bare = re.sub(r"""('[^']*'|"[^"]*")""", "…", re.sub(IN_PARAGRAPH, "", words))
    return re.sub(r"（[^（）]*）|\btask \S+|\d+|U\+[0-9A-F]+ \([^)]*\)", "…", bare)


def _as_one(same: Sequence[Problem]) -> Problem:
    if len(same) == 1:
        return same[0]
    places = list(dict.fromkeys(str(doubt.line) for doubt in same[1:]))
    shown = ", ".join(places[:MOST_PLACES]) + ", …" * (len(places) > MOST_PLACES)
    message = f"{same[0].message} (and {len(same) - 1} more of this kind: paragraphs {shown})"
    return replace(same[0], message=message)


def doubts_of(
    notice: Notice, registry: Registry, path: str, paragraphs: Sequence[str] = ()
) -> Iterator[Problem]:
    """Doubts that need the structure: identity, names, paragraphs that may be tasks of their own.

    They stand at the paragraphs as they were read; without those at the lines of the normal text.
    """
    own = registry.scoped(notice.series)
    places = ParagraphPlaces(notice, paragraphs or normal_text(notice).splitlines())
    identity = notice.identity
    head = [p.text for p in (*notice.letter, *notice.preamble, *notice.closing)]
    if identity.number is None:
        like = next((text for text in head if NUMBER_LIKE.match(text)), None)
        hint = f"is it {like!r}?" if like else "the source may lack it"
        yield _problem(path, 0, "no document number could be read", hint)
    if identity.issued is None:
        hint = "the signature should end in a day (2020年4月3日)"
        yield _problem(path, 0, "no day of issue could be read", hint)
    if not WHOLE_TITLE.search(identity.title):
        hint = "is it the title, and all of it? it may go on in the next line"
        yield _problem(path, 1, f"the title ends {identity.title[-6:]!r}", hint)
    if years := _other_years(notice):
        hint = "is it the text of another year? look at --notice"
        yield _problem(path, 0, f"not of the year of {notice.id}: {years}", hint)
    for text in _unended(notice):
        line = places.beginning(text)
        hint = "the rest of a title, or something that is no part of the text?"
        yield _problem(path, line, no_end(text), hint)
    for place, message, hint in division_doubts(notice, names_of(own)):
        yield _problem(path, places.of(place), message, hint)
    for task in notice.tasks:
        line = places.of(task)
        if re.match(r"[、，。；：\s]", task.heading):
            yield _problem(path, line, f"task {task.label} begins {task.heading[:4]!r}", LOOK)
        for before, paragraph in pairwise(task.paragraphs):
            if _lost_its_number(before, paragraph):
                hint = f"a task that has lost its number? it begins {paragraph.text[:12]!r}"
                yield _problem(
                    path,
                    places.of(paragraph),
                    f"text of task {task.label} like a task itself",
                    hint,
                )
        for clause in task.clauses:
            for name in read_clause(clause.text, own)[1]:
                hint = "if it is right, add the name to agencies.yml"
                yield _problem(
                    path, places.of(clause), f"task {task.label}: nobody knows {name!r}", hint
                )


def _other_years(notice: Notice) -> str:
    """What speaks of another year than the notice's id: title, document number, day of issue."""
    own = YEAR_OF_ID.search(notice.id)
    identity = notice.identity
    said = {
        "title": YEAR.findall(identity.title),
        "annex": YEAR.findall(notice.annex_title or ""),
        "number": re.findall(r"[〔\[﹝](\d{4})[〕\]﹞]", identity.number or ""),
        "day of issue": [identity.issued[:4]] if identity.issued else [],
    }
    other = {what: years for what, years in said.items() if own and years and own[1] not in years}
    return ", ".join(f"{what} {' '.join(years)}" for what, years in other.items())


def _unended(notice: Notice) -> Iterator[str]:
    """Paragraphs that end without a mark where there should be sentences."""
    identity = notice.identity
    alone = {identity.number, *(identity.issuer or "").split(), identity.issuer, identity.title}
    annexes = False  # a list of them goes on with 2. …, 3. …
    for text in (p.text for p in (*notice.letter, *notice.closing)):
        annexes = text.startswith("附件") or (annexes and ANNEX.match(text) is not None)
        signed = identity.issued and text.endswith("日")
        named = text in alone or alone.issuperset(issuers_in(text).split(" "))
        if not named and not signed and not annexes:
            yield from [] if text.endswith(ENDED) else [text]
    yield from (paragraph.text for paragraph in unended(notice))


def _lost_its_number(before: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph looks like a task: a short first sentence, or clause after clause."""
    parts = paragraph.parts
    # Lines 牵头单位：…, 完成时限：… stand one below the other.
    again = (
        isinstance(parts[-1], Clause)
        and isinstance(before.parts[-1], Clause)
        and not (len(parts) == 1 and begins_clause_line(parts[0].text))
    )
    short = len(parts) > 1 and len(parts[0].text) <= 20 and "，" not in parts[0].text
    return again or (short and isinstance(parts[0], Sentence))
