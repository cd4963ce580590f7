"""Segmentation cuts sentences into segments (分句): after ，；：。！？ outside brackets and quotes."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.compare.likeness import CACHED, WORD
from generator.model.comparison import SegmentRef
from generator.model.ids import HEADING
from generator.model.notice import Sentence
from generator.text.characters import CLOSING, OPENING

SEGMENT_END = "，；：。！？"
"""The marks behind which a segment ends; they belong to it."""
# 1,000 and 10:30 are one figure each.
HALF_WIDTH_END = re.compile(r"[,;:!?](?![0-9])")
DIGIT = "[0-9\uff10-\uff19]"
# Some sources print thousands with a full-width comma: 1，000万元.
THOUSANDS = re.compile(rf"(?<!{DIGIT}){DIGIT}{{1,3}}(?:，{DIGIT}{{3}})+(?!{DIGIT})")

KEPT = 1 << 10
"""How many tasks' segments stay in memory: ten notices have some 300 tasks."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a sentence (分句), or a whole heading, with its place in its task."""

    ref: SegmentRef
    text: str


def segments_of(side: Sequence[tuple[str, Sequence[Sentence]]]) -> Iterator[Segment]:
    """The segments of one side of a link: its tasks' ids with their sentences."""
    part = 0
    for task, sentences in side:
        yield from _task_segments(task, tuple(sentences), part)
        part += len(sentences)


@functools.lru_cache(maxsize=KEPT)
def _task_segments(task: str, sentences: tuple[Sentence, ...], first: int) -> tuple[Segment, ...]:
    """The segments of a task, whose sentences are counted from `first`."""
    segments = []
    for part, sentence in enumerate(sentences, first):
        whole = [(0, len(sentence.text))] if sentence.text else []
        for start, end in whole if sentence.id == HEADING else segment_spans(sentence.text):
            ref = SegmentRef(task=task, part=part, sentence=sentence.id, start=start, end=end)
            segments.append(Segment(ref, sentence.text[start:end]))
    return tuple(segments)


def segment_at(sentence: str, text: str, place: int) -> tuple[int, int]:
    """The span of the segment at `place`, without its closing mark; a heading is one segment.

    `sentence` is the id of the sentence that `text` is.
    """
    spans = ((0, len(text)),) if sentence == HEADING else segment_spans(text)
    start, end = next(span for span in spans if span[0] <= place < span[1])
    return start, start + len(text[start:end].rstrip(SEGMENT_END))


@functools.lru_cache(maxsize=CACHED)
def segment_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a sentence's segments, which together are the whole sentence.

    Every segment has a word: marks alone go with what stands before them. No figure is cut.
    """
    thousands = {m.start() + k for m in THOUSANDS.finditer(text) for k in range(1, len(m[0]))}
    cuts, depth, worded = [0], 0, False
    for place, character in enumerate(text, 1):
        worded = worded or bool(WORD.match(character))
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            # A closing bracket without an opening one must not hide the rest of the sentence.
            depth = max(0, depth - 1)
        elif not depth and (character in SEGMENT_END or HALF_WIDTH_END.match(text, place - 1)):
            if worded and place not in thousands:
                cuts.append(place)
                worded = False
            elif not worded and len(cuts) > 1:
                # A second mark in a row: the segment before it reaches that far.
                cuts[-1] = place
    if len(cuts) > 1 and not worded:
        # What is left is marks alone, such as a closing quotation mark.
        cuts.pop()
    return tuple(pairwise([*cuts, len(text)] if cuts[-1] < len(text) else cuts))
