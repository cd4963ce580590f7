"""A quoted passage: which of its sentences stand in the texts word by word, which nearly, which not.

    for quotation in quotations("支持重点都市圈编制好多层次轨道交通规划。", index): ...

A sentence is looked for as it is. What stands nowhere is sought by a few of its threes: the parts that
have most of them, and the rarest, are laid beside it, run by run, and the best is taken if enough of the
sentence is in it. What is left over on either side is sought by itself, since two sentences may be glued.
Only what a notice itself says is quoted: of years without text that is headings, not what is known.

The twin in the browser is `templates/assets/search/24-quotations.js`, which reads the limits that stand
here (`javascript`). The work for a sentence is bounded: a passage takes as long as it is long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.search.alignment import NARROW, Block, Segment, aligned, best_segment
from generator.search.index import Index
from generator.search.passages import ELLIPSIS, Sentence, Token, sentences_of, tokens_of
from generator.search.queries import EDGE, trimmed
from generator.search.records import Record

SHORTEST_QUERY = 12
"""Tokens of a query that may be a quotation; a shorter one is a few words."""
SHORTEST = 6
"""Tokens of a sentence, or of what is left of one, that can be told from words in common."""
LEAST = 8
"""Tokens that a sentence must have in common with a text to be nearly in it."""
LONGEST_RUN = 4
"""Tokens in a row that they must have in common at the least."""
DENSE = (2, 3)
"""Of the stretch that is taken for a quotation, so much must stand in the text."""
MOSTLY = (1, 2)
"""Of the sentence, so much must be quoted, or CERTAIN tokens of it."""
CERTAIN = 16
SEEDS = 12
"""Threes that are looked up: on a large site, each is a file of some 10 KB."""
SEED = 3
CANDIDATES = 12
"""Parts that are laid beside a sentence."""
PLACES = 8
"""Notices that are told of what stands word by word: the first as the records stand, newest first."""
OTHERS = 5
"""Other notices whose wording is told."""
SAID = ("task", "notice")
"""The kinds of records that have a notice's own words."""


class Verdict(StrEnum):
    """How a sentence stands in the texts, the surest first."""

    EXACT = "exact"
    """Word by word."""
    MARKS = "marks"
    """Word by word but for marks."""
    EXCERPT = "excerpt"
    """Word by word but for what is left out, and said to be."""
    NEAR = "near"
    """Nearly: other words, or something left out."""
    NONE = "none"
    """Not, as far as the texts are held."""
    SHORT = "short"
    """It is not word by word, and too short to say more."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch: alike (=), typed alone (-), printed alone (+), other words (~), left out as marked (.).

    The texts of all runs, joined, are the text's own characters; `typed` says what was typed there.
    """

    op: str
    typed: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence, or a part of it, stands: the printed text from `start` to `end`, run by run."""

    record: Record
    anchor: str
    text: str
    start: int
    end: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence as typed; the places of its parts, in its order; the same in other notices' words.

    Of a sentence that stands word by word, `places` are all that have it, one a notice. `rest` is what
    stands in none of the places.
    """

    text: str
    verdict: Verdict
    places: tuple[Place, ...] = ()
    elsewhere: tuple[Place, ...] = ()
    rest: tuple[str, ...] = ()


_Wording = tuple[str, Sequence[Token]]
"""A text and its tokens."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A part and the segment of a sentence's tokens that it has."""

    part: int
    tokens: tuple[Token, ...]
    segment: Segment


def quotations(passage: str, index: Index) -> Iterator[Quotation]:
    """Each sentence of a passage with where it stands."""
    for sentence in sentences_of(passage, index.fold):
        yield _quotation(sentence, index)


def quoted_in(query: str, index: Index) -> tuple[Quotation, ...]:
    """What a query quotes, if it is long enough to quote and as a whole stands nowhere."""
    if len(tokens_of(query, index.fold)) < SHORTEST_QUERY:
        return ()
    if index.parts_with(trimmed(index.fold(query)), inside=True):
        return ()
    found = quotations(query, index)
    return tuple(q for q in found if q.verdict not in (Verdict.NONE, Verdict.SHORT))


def _quotation(sentence: Sentence, index: Index) -> Quotation:
    said = [token.said for token in sentence.tokens]
    exact = _exact(sentence, index)
    if len(said) < SHORTEST:
        return Quotation(
            sentence.text, Verdict.EXACT if exact else Verdict.SHORT, tuple(exact.values())
        )
    found = _candidates(sentence, 0, len(said), index)
    if exact:
        others = _elsewhere(found, set(exact), sentence, index)
        return Quotation(sentence.text, Verdict.EXACT, tuple(exact.values()), others)
    matches = _covering(sentence, 0, len(said), found, index)
    quoted = sum(match.segment.end - match.segment.start for match in matches)
    enough = quoted * MOSTLY[1] >= len(said) * MOSTLY[0] or any(
        match.segment.size >= CERTAIN for match in matches
    )
    if not enough or sum(match.segment.size for match in matches) < min(LEAST, len(said)):
        return Quotation(sentence.text, Verdict.NONE)
    places = tuple(_place(match, sentence, index) for match in matches)
    rest = tuple(_rest(matches, sentence))
    here = {place.record.notice for place in places}
    others = _elsewhere(found, here, sentence, index)
    return Quotation(sentence.text, _verdict(places, rest), places, others, rest)


def _exact(sentence: Sentence, index: Index) -> Mapping[str, Place]:
    """Where a sentence stands word by word, by notice; the first place of each."""
    form = trimmed(index.fold(sentence.text))
    found: dict[str, Place] = {}
    for part in sorted(index.parts_with(form)):
        record = index.records[index.owners[part]]
        if record.notice in found or not _is_said(part, index):
            continue
        if len(found) == PLACES:
            break
        anchor, text = record.parts[part - index.starts[index.owners[part]]]
        tokens = tokens_of(text, index.fold)
        segment = best_segment(aligned([t.said for t in sentence.tokens], [t.said for t in tokens]))
        if segment:
            start, end = tokens[segment.text_start].start, tokens[segment.text_end - 1].end
            run = Run("=", sentence.text, text[start:end])
            found[record.notice] = Place(record, anchor, text, start, end, (run,))
    return found


def _is_said(part: int, index: Index) -> bool:
    """Whether a part is a notice's own words."""
    i = index.owners[part]
    record = index.records[i]
    anchor = record.parts[part - index.starts[i]][0]
    return record.kind in SAID and (record.state != "facts-only" or bool(anchor))


def seeds_of(text: str) -> tuple[str, ...]:
    """A few threes of a folded text, as far apart as can be, none with a mark in it."""
    found: dict[str, None] = {}
    run = ""
    for character in text + "\n":
        if character != "\n" and not EDGE.fullmatch(character):
            run += character
            continue
        last = len(run) - SEED
        starts = [*range(0, last, SEED), last] if last >= 0 else []
        found |= dict.fromkeys(run[start : start + SEED] for start in starts)
        run = ""
    every = tuple(found)
    if len(every) <= SEEDS:
        return every
    return tuple(every[n * (len(every) - 1) // (SEEDS - 1)] for n in range(SEEDS))


def _candidates(sentence: Sentence, start: int, end: int, index: Index) -> list[_Match]:
    """The parts that have most of a stretch's threes, laid beside it, the best first."""
    tokens = sentence.tokens[start:end]
    votes: dict[int, int] = {}
    for seed in seeds_of(index.fold(sentence.text[tokens[0].start : tokens[-1].end])):
        parts = index.parts_with(seed, inside=True)
        weight = (len(index.parts) // len(parts)).bit_length() if parts else 0
        for part in parts:
            votes[part] = votes.get(part, 0) + weight
    first = sorted(votes, key=lambda part: (-votes[part], part))
    said, matches = [token.said for token in tokens], []
    for part in first[:CANDIDATES]:
        if not _is_said(part, index):
            continue
        text = _text(part, index)
        own = tokens_of(text, index.fold)
        segment = best_segment(aligned(said, [token.said for token in own]))
        if segment and _is_near(segment, len(said)):
            matches.append(_Match(part, own, segment.moved(start)))
    return sorted(matches, key=lambda m: (-m.segment.score, m.segment.left_out, m.part))


def _is_near(segment: Segment, length: int) -> bool:
    """Whether a stretch is a quotation of what it was laid beside."""
    dense = segment.size * DENSE[1] >= (segment.end - segment.start) * DENSE[0]
    enough = segment.size >= min(LEAST, length - 1)
    return dense and enough and segment.longest >= LONGEST_RUN


def _covering(
    sentence: Sentence, start: int, end: int, found: Sequence[_Match], index: Index
) -> list[_Match]:
    """The best match of a stretch, and those of what is left on either side of it, in order."""
    if not found:
        return []
    best = _to_the_edges(found[0], start, end)
    covered = best.segment
    before, after = [], []
    if covered.start - start >= SHORTEST:
        left = _candidates(sentence, start, covered.start, index)
        before = _covering(sentence, start, covered.start, left, index)
    if end - covered.end >= SHORTEST:
        right = _candidates(sentence, covered.end, end, index)
        after = _covering(sentence, covered.end, end, right, index)
    return [*before, best, *after]


def _to_the_edges(match: _Match, start: int, end: int) -> _Match:
    """A match with the few tokens on which a sentence, and a clause of the text, begin or end otherwise."""
    segment, tokens = match.segment, match.tokens
    blocks = segment.blocks
    borders = [n for n in range(1, len(tokens)) if tokens[n - 1].end < tokens[n].start]
    begins = max((n for n in borders if n <= segment.text_start), default=0)
    ends = min((n for n in borders if n >= segment.text_end), default=len(tokens))
    if 0 < segment.start - start <= NARROW and 0 < segment.text_start - begins <= NARROW:
        blocks = (Block(start, begins, 0), *blocks)
    if 0 < end - segment.end <= NARROW and 0 < ends - segment.text_end <= NARROW:
        blocks = (*blocks, Block(end, ends, 0))
    return replace(match, segment=replace(segment, blocks=blocks))


def _elsewhere(
    found: Iterable[_Match], here: set[str], sentence: Sentence, index: Index
) -> tuple[Place, ...]:
    """What other notices say in other words, the best place of each."""
    places: dict[str, Place] = {}
    for match in found:
        notice = index.records[index.owners[match.part]].notice
        if notice not in here and notice not in places:
            whole = _to_the_edges(match, 0, len(sentence.tokens))
            places[notice] = _place(whole, sentence, index)
    newest = (places[notice] for notice in sorted(places, reverse=True))
    return tuple(p for p in newest if any(run.op != "=" for run in p.runs))[:OTHERS]


def _text(part: int, index: Index) -> str:
    i = index.owners[part]
    return index.records[i].parts[part - index.starts[i]][1]


def _place(match: _Match, sentence: Sentence, index: Index) -> Place:
    i = index.owners[match.part]
    record = index.records[i]
    anchor, text = record.parts[match.part - index.starts[i]]
    segment, tokens = match.segment, match.tokens
    start, end = tokens[segment.text_start].start, tokens[segment.text_end - 1].end
    runs = _runs(segment.blocks, (sentence.text, sentence.tokens), (text, tokens))
    return Place(record, anchor, text, start, end, tuple(runs))


def _runs(blocks: Sequence[Block], typed: _Wording, text: _Wording) -> Iterator[Run]:
    """What is alike and what is between: of the text all characters, in order."""
    before: Block | None = None
    for block in blocks:
        if before:
            own = _gap(typed, (before.typed_end, block.typed), before, block)
            printed = _gap(text, (before.text_end, block.text), before, block)
            yield from _between(own, printed)
        if block.size:
            same = (
                _slice(typed, block.typed, block.typed_end),
                _slice(text, block.text, block.text_end),
            )
            yield Run("=", *same)
        before = block


def _slice(wording: _Wording, start: int, end: int) -> str:
    """The text from one token to another, with what stands between them."""
    text, tokens = wording
    return text[tokens[start].start : tokens[end - 1].end] if start < end else ""


def _gap(
    wording: _Wording, within: tuple[int, int], before: Block, after: Block
) -> tuple[str, str, str]:
    """What stands between two blocks: marks, from the first token to the last, marks.

    At the edge of a sentence, where a block is empty, no marks are told.
    """
    text, tokens = wording
    start, end = within
    last = tokens[start - 1].end if before.size else tokens[start].start if start < end else 0
    first = tokens[end].start if after.size else tokens[end - 1].end
    if start == end:
        return text[last:first] if before.size and after.size else "", "", ""
    return (
        text[last : tokens[start].start],
        _slice(wording, start, end),
        text[tokens[end - 1].end : first],
    )


def _between(typed: tuple[str, str, str], text: tuple[str, str, str]) -> Iterator[Run]:
    """The runs of a gap."""
    (marks, said, more), (lead, printed, trail) = typed, text
    if said and printed:
        runs = [Run("=", marks, lead), Run("~", said, printed), Run("=", more, trail)]
    elif printed:
        op = "." if ELLIPSIS.search(marks) else "+"
        kept = lead if marks and op == "+" else ""
        runs = [Run("=", marks, kept), Run(op, "", lead[len(kept) :] + printed + trail)]
    else:
        runs = [Run("-", said, "")] if said else []
        runs.append(Run("=", more if said else marks, lead))
    yield from (run for run in runs if run.text or run.op == "-")


def _rest(matches: Sequence[_Match], sentence: Sentence) -> Iterator[str]:
    """The stretches of a sentence that stand in none of the matches."""
    at = 0
    for match in (*matches, None):
        start = match.segment.start if match else len(sentence.tokens)
        if start > at:
            yield sentence.text[sentence.tokens[at].start : sentence.tokens[start - 1].end]
        at = match.segment.end if match else at


def _verdict(places: Sequence[Place], rest: Sequence[str]) -> Verdict:
    if rest or len(places) > 1:
        return Verdict.NEAR
    ops = {run.op for run in places[0].runs}
    if ops == {"="}:
        return Verdict.MARKS
    return Verdict.EXCERPT if ops == {"=", "."} else Verdict.NEAR
