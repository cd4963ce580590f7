"""Sentences cut into clauses (分句): after ，；：。！？ outside brackets and quotation marks."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.compare.likeness import CACHED, WORD
from generator.model.comparison import HEADING, ClauseRef
from generator.model.notice import Sentence
from generator.text.characters import CLOSING, OPENING

CLAUSE_END = "，；：。！？"
HALF_WIDTH_END = re.compile(r"[,;:!?](?![0-9])")
DIGIT = "[0-9\uff10-\uff19]"
THOUSANDS = re.compile(rf"(?<!{DIGIT}){DIGIT}{{1,3}}(?:，{DIGIT}{{3}})+(?!{DIGIT})")

KEPT = 1 << 10
"""How many tasks' clauses are kept: the tasks of ten notices are 300."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, or a whole heading, with the place it has in its task."""

    ref: ClauseRef
    text: str


def clauses_of(side: Sequence[tuple[str, Sequence[Sentence]]]) -> Iterator[Clause]:
    """The clauses of one side of a link: its tasks' ids with their sentences."""
    part = 0
    for task, sentences in side:
        yield from _task_clauses(task, tuple(sentences), part)
        part += len(sentences)


@functools.lru_cache(maxsize=KEPT)
def _task_clauses(task: str, sentences: tuple[Sentence, ...], first: int) -> tuple[Clause, ...]:
    """The clauses of a task, whose sentences are counted from `first`."""
    clauses = []
    for part, sentence in enumerate(sentences, first):
        whole = [(0, len(sentence.text))] if sentence.text else []
        for start, end in whole if sentence.id == HEADING else clause_spans(sentence.text):
            ref = ClauseRef(task=task, part=part, sentence=sentence.id, start=start, end=end)
            clauses.append(Clause(ref, sentence.text[start:end]))
    return tuple(clauses)


def clause_at(sentence: str, text: str, place: int) -> tuple[int, int]:
    """Where the clause at `place` begins and ends, without its closing mark; a heading is one.

    `sentence` is the id of the sentence that `text` is.
    """
    spans = ((0, len(text)),) if sentence == HEADING else clause_spans(text)
    start, end = next(span for span in spans if span[0] <= place < span[1])
    return start, start + len(text[start:end].rstrip(CLAUSE_END))


@functools.lru_cache(maxsize=CACHED)
def clause_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where a sentence's clauses begin and end; together they are the whole sentence.

    Every clause has a word: marks alone go with what stands before them. No figure is cut.
    """
    thousands = {m.start() + k for m in THOUSANDS.finditer(text) for k in range(1, len(m[0]))}
    cuts, depth, worded = [0], 0, False
    for place, character in enumerate(text, 1):
        worded = worded or bool(WORD.match(character))
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(0, depth - 1)
        elif not depth and (character in CLAUSE_END or HALF_WIDTH_END.match(text, place - 1)):
            if worded and place not in thousands:
                cuts.append(place)
                worded = False
            elif not worded and len(cuts) > 1:
                cuts[-1] = place
    if len(cuts) > 1 and not worded:
        cuts.pop()  # a closing quotation mark alone is no clause
    return tuple(pairwise([*cuts, len(text)] if cuts[-1] < len(text) else cuts))
