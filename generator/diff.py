"""How the texts of linked tasks differ: clauses matched, moves found, words compared.

Clauses (cut after ，；：。！？ outside brackets and quotation marks) are matched by likeness, first
the sure ones as anchors; those in order stay, strong ones out of order have moved, gaps between
anchors are filled one to one, one to two, two to one. Inside a match, tokens (figures whole, then
words) are compared by diff-match-patch while encoded one character a token, so that no word and no
number is ever cut; Diff_Timeout is 0, or the outcome would hang on the machine's load.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]  # no types

from generator.comparison import ClauseRef, DiffGroup, GroupKind, Noise, Run
from generator.figures import find_figures
from generator.model import Sentence
from generator.numerals import read_number
from generator.text import CLOSING, OPENING
from generator.vectors import CACHED, WORD, GramIndex, cosines, dice, fold, grams, index_grams
from generator.words import cut_words

CLAUSE_END = "，；：。！？"
HALF_WIDTH_END = re.compile(r"[,;:!?](?![0-9])")
ANCHOR_SMOOTH, ANCHOR = 0.20, 0.10
MOVED, MOVED_CHARACTERS = 0.35, 5
EXTEND = 0.05
GAP, TWO_TO_ONE = 0.08, 0.5
REWRITTEN = 0.35
MOST_CLAUSES = 150
"""Beyond that many clauses on a side gaps are not filled: anchors alone."""
KEPT = 1 << 10
"""How many tasks' clauses are kept indexed: the tasks of ten notices are 300."""
FIRST_CODE = 0xF0000
OPERATIONS = {0: "=", -1: "-", 1: "+"}
Name = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Clause:
    ref: ClauseRef
    text: str


def diff_tasks(
    old: Sequence[tuple[str, Sequence[Sentence]]],
    new: Sequence[tuple[str, Sequence[Sentence]]],
    names: Mapping[str, str] | None = None,
) -> tuple[DiffGroup, ...]:
    """The groups of two sides of a link, each side its tasks' ids with their sentences.

    Groups come in the new text's order, what is gone behind what stood before it. `names` maps
    agencies' printed names to one name for each body, so that a new name is known as such.
    """
    a, b = list(_clauses(old)), list(_clauses(new))
    matches, moved = _match(a, b)
    ordered = _ordered(a, b, matches)
    return tuple(_group(pair, pair in moved, a, b, names or {}) for pair in ordered)


def _clauses(side: Sequence[tuple[str, Sequence[Sentence]]]) -> Iterator[_Clause]:
    part = 0
    for task, sentences in side:
        for sentence in sentences:
            for start, end in clause_spans(sentence.text):
                ref = ClauseRef(task=task, part=part, sentence=sentence.id, start=start, end=end)
                yield _Clause(ref, sentence.text[start:end])
            part += 1


@functools.lru_cache(maxsize=CACHED)
def clause_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where a sentence's clauses begin and end; together they are the whole sentence."""
    cuts, depth = [0], 0
    for place, character in enumerate(text, 1):
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(0, depth - 1)
        elif not depth and (character in CLAUSE_END or HALF_WIDTH_END.match(text, place - 1)):
            cuts.append(place)
    if len(cuts) > 1 and not WORD.search(text[cuts[-1] :]):
        cuts.pop()  # a closing quotation mark alone is no clause
    return tuple(pairwise([*cuts, len(text)] if cuts[-1] < len(text) else cuts))


Match = tuple[tuple[int, ...], tuple[int, ...]]


def _match(a: list[_Clause], b: list[_Clause]) -> tuple[list[Match], set[Match]]:
    """Matched clauses by their places, and those among them that have moved."""
    if not a or not b:
        return [], set()
    a_grams, b_grams = [grams(c.text) for c in a], [grams(c.text) for c in b]
    alike = _likeness(a, b)
    smooth = _smoothed(alike)
    anchors = _anchors(alike, smooth)
    kept = _in_order(anchors, a, b, smooth)
    moved = _moved(anchors - kept, kept, alike, smooth, a, b)
    taken_a, taken_b = {i for i, _ in moved}, {j for _, j in moved}
    matches: list[Match] = [((i,), (j,)) for i, j in kept]
    if len(a) <= MOST_CLAUSES and len(b) <= MOST_CLAUSES:
        borders = [(-1, -1), *sorted(kept), (len(a), len(b))]
        for (i0, j0), (i1, j1) in pairwise(borders):
            rows = [i for i in range(i0 + 1, i1) if i not in taken_a]
            columns = [j for j in range(j0 + 1, j1) if j not in taken_b]
            matches += _fill(rows, columns, a_grams, b_grams, a, b)
    moves: set[Match] = {((i,), (j,)) for i, j in moved}
    return [*matches, *sorted(moves)], moves


def _likeness(a: list[_Clause], b: list[_Clause]) -> list[list[float]]:
    alike = cosines(_indexed(tuple(x.text for x in a)), _indexed(tuple(y.text for y in b)))
    places: dict[str, list[int]] = {}
    for j, y in enumerate(b):
        places.setdefault(fold(y.text), []).append(j)
    for i, x in enumerate(a):
        for j in places.get(fold(x.text), ()):
            alike[i][j] = 1.0
    return alike


@functools.lru_cache(maxsize=KEPT)
def _indexed(clauses: tuple[str, ...]) -> GramIndex:
    return index_grams(clauses)


def _smoothed(alike: list[list[float]]) -> list[list[float]]:
    """A clause whose neighbours match as well is likelier the right one."""
    rows, columns = len(alike), len(alike[0])

    def at(i: int, j: int) -> float:
        return alike[i][j] if 0 <= i < rows and 0 <= j < columns else 0.0

    return [
        [
            round(at(i, j) + 0.2 * at(i - 1, j - 1) + 0.2 * at(i + 1, j + 1), 9)
            for j in range(columns)
        ]
        for i in range(rows)
    ]


def _anchors(alike: list[list[float]], smooth: list[list[float]]) -> set[tuple[int, int]]:
    """Greedy one-to-one matches, best first."""
    candidates = sorted(
        (-smooth[i][j], abs(i - j), i, j)
        for i in range(len(alike))
        for j in range(len(alike[0]))
        if smooth[i][j] >= ANCHOR_SMOOTH and alike[i][j] >= ANCHOR
    )
    rows: set[int] = set()
    columns: set[int] = set()
    anchors = set()
    for _, _, i, j in candidates:
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            anchors.add((i, j))
    return anchors


def _in_order(
    anchors: set[tuple[int, int]], a: list[_Clause], b: list[_Clause], smooth: list[list[float]]
) -> set[tuple[int, int]]:
    """The heaviest set of anchors that run in the same order on both sides."""
    ordered = sorted(anchors)
    best: list[tuple[float, int]] = []
    for place, (i, j) in enumerate(ordered):
        weight = min(len(a[i].text), len(b[j].text)) * smooth[i][j]
        before = max(
            ((best[p][0], -p) for p in range(place) if ordered[p][1] < j and ordered[p][0] < i),
            default=(0.0, 1),
        )
        best.append((before[0] + weight, -before[1]))
    kept: set[tuple[int, int]] = set()
    place = max(range(len(best)), key=lambda p: (best[p][0], -p), default=-1)
    while place >= 0:
        kept.add(ordered[place])
        place = best[place][1]
    return kept


def _moved(
    rest: set[tuple[int, int]],
    kept: set[tuple[int, int]],
    alike: list[list[float]],
    smooth: list[list[float]],
    a: list[_Clause],
    b: list[_Clause],
) -> set[tuple[int, int]]:
    """Anchors out of order that are strong enough, and their neighbours along the diagonal."""
    moved = {
        (i, j)
        for i, j in rest
        if smooth[i][j] >= MOVED and min(_words(a[i].text), _words(b[j].text)) >= MOVED_CHARACTERS
    }
    rows = {i for i, _ in kept | moved}
    columns = {j for _, j in kept | moved}
    for i, j in sorted(moved):
        for step in (1, -1):
            x, y = i + step, j + step
            while (
                0 <= x < len(a)
                and 0 <= y < len(b)
                and x not in rows
                and y not in columns
                and a[x].ref.part == a[i].ref.part
                and alike[x][y] >= EXTEND
            ):
                moved.add((x, y))
                rows.add(x)
                columns.add(y)
                x, y = x + step, y + step
    return moved


def _words(text: str) -> int:
    return sum(map(len, WORD.findall(text)))


def _fill(
    rows: list[int],
    columns: list[int],
    a_grams: list[Counter[str]],
    b_grams: list[Counter[str]],
    a: list[_Clause],
    b: list[_Clause],
) -> list[Match]:
    """Monotone matches of what lies between two anchors: 1-1, 1-2, 2-1."""
    if not rows or not columns:
        return []
    shapes = ((1, 1, 0.0), (1, 2, TWO_TO_ONE), (2, 1, TWO_TO_ONE))
    best = [[(0.0, (0, 0))] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for x in range(len(rows) + 1):
        for y in range(len(columns) + 1):
            options = []
            if x:
                options.append((best[x - 1][y][0], (1, 0)))
            if y:
                options.append((best[x][y - 1][0], (0, 1)))
            for dx, dy, cost in shapes:
                if x >= dx and y >= dy:
                    olds, news = rows[x - dx : x], columns[y - dy : y]
                    gain = _gain(olds, news, a_grams, b_grams, a, b) - cost
                    if gain > 0:
                        options.append((best[x - dx][y - dy][0] + gain, (dx, dy)))
            if options:
                best[x][y] = max(options, key=lambda option: (round(option[0], 9), option[1]))
    matches: list[Match] = []
    x, y = len(rows), len(columns)
    while x or y:
        dx, dy = best[x][y][1]
        if dx and dy:
            matches.append((tuple(rows[x - dx : x]), tuple(columns[y - dy : y])))
        x, y = x - dx, y - dy
    return matches


def _gain(
    olds: list[int],
    news: list[int],
    a_grams: list[Counter[str]],
    b_grams: list[Counter[str]],
    a: list[_Clause],
    b: list[_Clause],
) -> float:
    if any(y != x + 1 for side in (olds, news) for x, y in pairwise(side)):
        return 0.0  # a moved clause lies between the two
    ours, theirs = _joined(olds, a_grams), _joined(news, b_grams)
    length = min(sum(len(a[i].text) for i in olds), sum(len(b[j].text) for j in news))
    return (dice(ours, theirs) - GAP) * length


def _joined(places: list[int], counts: list[Counter[str]]) -> Counter[str]:
    first, *others = (counts[place] for place in places)
    return sum(others, first) if others else first


def _ordered(a: list[_Clause], b: list[_Clause], matches: list[Match]) -> list[Match]:
    """Every clause once, in the new order; what is gone stands behind what stood before it."""
    matched_a = {i for olds, _ in matches for i in olds}
    by_new = {news[0]: (olds, news) for olds, news in matches}
    covered = {j for _, news in matches for j in news}
    gone: dict[int, list[Match]] = {}
    before = -1
    for i in range(len(a)):
        if i in matched_a:
            before = i
        else:
            gone.setdefault(before, []).append(((i,), ()))
    ordered: list[Match] = [*gone.pop(-1, [])]
    for j in range(len(b)):
        if j in by_new:
            match = by_new[j]
            ordered.append(match)
            for i in match[0]:
                ordered += gone.pop(i, [])
        elif j not in covered:
            ordered.append(((), (j,)))
    return ordered


def _group(
    pair: Match, is_moved: bool, a: list[_Clause], b: list[_Clause], names: Mapping[str, str]
) -> DiffGroup:
    olds, news = [a[i] for i in pair[0]], [b[j] for j in pair[1]]
    before, after = "".join(c.text for c in olds), "".join(c.text for c in news)
    runs = token_runs(before, after, names)
    if not news:
        kind = GroupKind.DELETED
    elif not olds:
        kind = GroupKind.INSERTED
    elif is_moved:
        kind = GroupKind.MOVED
    elif before == after:
        kind = GroupKind.EQUAL
    elif _is_rewritten(runs, before, after):
        kind, runs = GroupKind.REWRITTEN, _whole(before, after)
    else:
        kind = GroupKind.CHANGED
    return DiffGroup(
        kind=kind,
        old=tuple(clause.ref for clause in olds),
        new=tuple(clause.ref for clause in news),
        runs=runs,
    )


def _is_rewritten(runs: Sequence[Run], before: str, after: str) -> bool:
    """Whether hardly a word stayed; figures do not count, since only their value may be new."""
    shared = sum(_unnumbered(run.text) for run in runs if run.op == "=" or run.noise)
    return shared < REWRITTEN * min(_unnumbered(before), _unnumbered(after))


def _unnumbered(text: str) -> int:
    return _words(text) - sum(_words(figure.text) for figure in find_figures("", text))


def _whole(before: str, after: str) -> tuple[Run, ...]:
    """One taken away, one put in; a closing mark that both have stays."""
    end = before[-1:] if before[-1:] == after[-1:] and before[-1:] in CLAUSE_END else ""
    pieces = (
        ("-", before.removesuffix(end) if end else before),
        ("+", after.removesuffix(end) if end else after),
        ("=", end),
    )
    return tuple(Run(op=op, text=text) for op, text in pieces if text)


def token_runs(before: str, after: str, names: Mapping[str, str]) -> tuple[Run, ...]:
    """The runs of two texts; no figure and no word is cut."""
    if before == after:
        return (Run(op="=", text=before),) if before else ()
    if not before or not after:
        return (Run(op="-" if before else "+", text=before or after),)
    codes: dict[str, str] = {}
    encoded = [_encode(tokens(text), codes) for text in (before, after)]
    decode = {code: token for token, code in codes.items()}
    differ = diff_match_patch()
    differ.Diff_Timeout = 0
    diffs = differ.diff_main(encoded[0], encoded[1], False)
    differ.diff_cleanupSemantic(diffs)
    runs = [Run(op=OPERATIONS[op], text="".join(decode[c] for c in text)) for op, text in diffs]
    return tuple(_with_noise(runs, names))


def _encode(pieces: Sequence[str], codes: dict[str, str]) -> str:
    return "".join(codes.setdefault(piece, chr(FIRST_CODE + len(codes))) for piece in pieces)


@functools.lru_cache(maxsize=CACHED)
def tokens(text: str) -> tuple[str, ...]:
    """Figures whole, then words; joined they are `text`. Kept, as a clause meets many others."""
    pieces: list[str] = []
    place = 0
    for figure in find_figures("", text):
        pieces += cut_words(text[place : figure.start])
        pieces.append(figure.text)
        place = figure.end
    return (*pieces, *cut_words(text[place:]))


def _with_noise(runs: Sequence[Run], names: Mapping[str, str]) -> Iterator[Run]:
    """The runs, with the reason where a change is none in substance."""
    place = 0
    while place < len(runs):
        block = []
        while place < len(runs) and runs[place].op != "=":
            block.append(runs[place])
            place += 1
        noise = _noise(block, names) if block else None
        yield from (Run(op=run.op, text=run.text, noise=noise) for run in block)
        if place < len(runs):
            yield runs[place]
            place += 1


def _noise(block: Sequence[Run], names: Mapping[str, str]) -> Noise | None:
    before = "".join(run.text for run in block if run.op == "-")
    after = "".join(run.text for run in block if run.op == "+")
    if _bare(before) == _bare(after):
        return Noise.FORMAT
    if not before or not after:
        return None
    if _bare(_plain_figures(before)) == _bare(_plain_figures(after)):
        return Noise.NUMERAL
    if _bare(_one_name(before, names)) == _bare(_one_name(after, names)):
        return Noise.NAME
    return None


def _bare(text: str) -> str:
    """The words alone; a percent sign or decimal point is no punctuation."""
    kept = (c for c in fold(text) if c in "%.‰" or unicodedata.category(c)[0] not in "PZ")
    return "".join(kept)


NUMERALS = re.compile("[零〇一二两三四五六七八九十百千万亿]{2,}")


def _plain_figures(text: str) -> str:
    spelled = NUMERALS.sub(lambda m: str(read_number(m[0]) or m[0]), fold(text))
    plain = []
    place = 0
    for figure in find_figures("", spelled):
        plain += [spelled[place : figure.start], figure.bound, "-".join(figure.values), figure.unit]
        place = figure.end
    return "".join([*plain, spelled[place:]])


def _one_name(text: str, names: Mapping[str, str]) -> str:
    for printed in sorted(names, key=lambda name: (-len(name), name)):
        text = text.replace(printed, names[printed])
    return text
