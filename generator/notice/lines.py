"""The lines of a notice.md are checked here: a sentence a line, brackets of duty marked as clauses.

Anchors count the lines: a line break inside a sentence would shift every address behind it, and an
unmarked bracket would be a sentence that names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from generator.model.agencies import Registry
from generator.model.notice import Clause, Notice, Paragraph, Sentence, StretchKind
from generator.notice.agency_clauses import begins_clause_line, names_of, reads_as_clause
from generator.notice.duty_words import VERB_LAST
from generator.problems import Problem
from generator.text.characters import split_sentences

DUTY = re.compile("负责|牵头|主责|主办|承办|(?:责任|配合|协办|参与|参加)(?:单位|部门|主体)|落实")
BRACKETS = {"（": "）", "(": ")", "〔": "〕", "[": "]", "【": "】", "［": "］"}
"""Opening brackets and their closing ones; a book title in 《》 is no bracket."""
ENDED = tuple("。！？；：）)〕]”》…")
"""Marks with which a paragraph may end."""
AFTER = "。！？；）)〕]】］"
"""Behind these a bracket stands apart from what goes before it."""
HEADING_END = re.compile("[。：]")


def brackets(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the outermost brackets."""
    # Only the kind that opened is counted: a stray ) inside （…） closes nothing.
    opening, start, depth = "", 0, 0
    for place, character in enumerate(text):
        if not depth and character in BRACKETS:
            opening, start, depth = character, place, 1
        elif depth and character == opening:
            depth += 1
        elif depth and character == BRACKETS[opening]:
            depth -= 1
            if not depth:
                yield start, place + 1


def says_who(bracket: str, known: Collection[str]) -> bool:
    """Whether a bracket says who is responsible: by a word of duty, or by naming only `known` bodies.

    （技工院校）, （2021—2035年） and （此件公开发布） do not.
    """
    return bool(DUTY.search(bracket)) or reads_as_clause(bracket, known)


def line_says_who(text: str, known: Collection[str]) -> bool:
    """Whether a line without brackets says who is responsible: 责任单位：公安部。, 公安部负责。"""
    said = VERB_LAST.search(text) and not text.startswith(tuple(BRACKETS))
    return begins_clause_line(text) or bool(said and reads_as_clause(text, known))


def clause_pieces(text: str, known: Collection[str]) -> list[tuple[str, bool]]:
    """Sentences of a paragraph, and whether each is a clause, which stands apart.

    A bracket that says who is responsible follows a sentence's end or begins the paragraph, or ends a
    sentence or the paragraph; without brackets a sentence is a clause that begins with a label of
    duty, or one that is the whole paragraph.
    """
    if line_says_who(text, known):
        return [(text, True)]
    pieces: list[tuple[str, bool]] = []
    place = 0
    for start, end in brackets(text):
        if start < place:
            continue
        before = text[place:start]
        follows = start == 0 or text[start - 1] in AFTER or text[end : end + 1] in ("", "。", "；")
        if follows and says_who(text[start:end], known):
            while text[end : end + 1] and text[end] in "。；" and (before.strip() or place):
                end += 1
            pieces += _sentences(before)
            pieces.append((text[start:end], True))
            place = end
    return [*pieces, *_sentences(text[place:])]


def ends_with_clause(text: str, known: Collection[str] = ()) -> bool:
    """Whether a paragraph's last words say who is responsible."""
    pieces = clause_pieces(text, known)
    return bool(pieces) and pieces[-1][1]


def _sentences(text: str) -> list[tuple[str, bool]]:
    return [(piece, begins_clause_line(piece)) for piece in split_sentences(text)]


def known_names(registry: Registry | None, series: str) -> frozenset[str]:
    """All names of bodies that a text of the series can mean."""
    return frozenset() if registry is None else frozenset(names_of(registry.scoped(series)))


def wrong_cuts(
    notice: Notice, registry: Registry | None, path: str, reviewed: Sequence[str] = ()
) -> Iterator[Problem]:
    """A Problem for every place where the lines are not cut as an import cuts them.

    `reviewed` are the doubts of the import that a person has looked at and kept.
    """
    yield from _unended(notice, path, reviewed)
    known = known_names(registry, notice.series)
    for stretch in notice.stretches():
        task = stretch.task
        if task and HEADING_END.search(task.heading):
            hint = "the heading goes as far as its first 。 or ：, the text begins in a new line"
            yield Problem(
                path=path, line=task.line, message="a sentence in a task's heading", hint=hint
            )
        yield from _split(stretch.paragraphs, path, known if task else None)


def unended(notice: Notice) -> Iterator[Paragraph]:
    """Paragraphs of the preamble, the sections and the tasks that end without a mark."""
    for stretch in notice.stretches():
        if stretch.kind not in (StretchKind.LETTER, StretchKind.CLOSING):
            yield from (p for p in stretch.paragraphs if not _ended(p))


def _ended(paragraph: Paragraph) -> bool:
    """Whether a paragraph ends with a mark; a clause without brackets (责任单位：公安部) needs none."""
    last = paragraph.parts[-1]
    line = isinstance(last, Clause) and begins_clause_line(last.text)
    return line or paragraph.text.endswith(ENDED)


def no_end(text: str) -> str:
    """The words for a paragraph that ends without a mark, the same at an import and at a load."""
    return f"{text[:20]!r} ends without a mark"


def _unended(notice: Notice, path: str, reviewed: Sequence[str]) -> Iterator[Problem]:
    for paragraph in unended(notice):
        message = no_end(paragraph.text)
        if not any(message in doubt for doubt in reviewed):
            hint = "join it with the next paragraph, unless the source has it so: see `reviewed`"
            line = paragraph.parts[-1].line
            yield Problem(path=path, line=line, message=message, hint=hint)


def _split(
    paragraphs: Sequence[Paragraph], path: str, known: Collection[str] | None = None
) -> Iterator[Problem]:
    """Problems of paragraphs: sentences cut elsewhere than at their ends, unmarked clauses.

    Clauses are looked for where `known` bodies are given.
    """
    for paragraph in paragraphs:
        run: list[Sentence] = []
        for part in paragraph.parts:
            if isinstance(part, Sentence) and not _unmarked(part.text, known):
                run.append(part)
                continue
            yield from _uneven(run, path)
            run = []
            if isinstance(part, Sentence):
                hint = "put '> ' before the bracket that says who is responsible"
                message = f"a clause without its mark: {part.text[:12]!r}"
                yield Problem(path=path, line=part.line, message=message, hint=hint)
        yield from _uneven(run, path)


def _unmarked(text: str, known: Collection[str] | None) -> bool:
    """Whether a sentence is nothing but a bracket, or a line, that says who is responsible."""
    if known is None:
        return False
    if begins_clause_line(text):
        return True
    start, end = next(brackets(text), (-1, -1))
    return start == 0 and not text[end:].strip("。；") and says_who(text[:end], known)


def _uneven(run: Sequence[Sentence], path: str) -> Iterator[Problem]:
    """A Problem for the first line of a run that holds less or more than a sentence.

    The lines behind it are shifted by that mistake, so they are not told.
    """
    sentences = split_sentences("".join(part.text for part in run))
    for part, sentence in zip(run, sentences, strict=False):
        if part.text == sentence:
            continue
        if sentence.startswith(part.text):
            message = f"a line break in the middle of a sentence, behind {part.text[-8:]!r}"
            hint = "join the line with the next one: a sentence stands on one line"
        else:
            message = f"more than a sentence on a line: it ends {sentence[-8:]!r}"
            hint = "begin a new line behind it"
        yield Problem(path=path, line=part.line, message=message, hint=hint)
        return
