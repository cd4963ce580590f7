"""How the texts of linked tasks differ: clauses matched, moves found, words compared.

Headings are matched with headings. Clauses (cut after ，；：。！？ outside brackets and quotation
marks) are matched by likeness: those that have the same words however they are cut (A，B as A、B)
as one, then the sure ones as anchors; those in order stay, strong ones out of order have moved,
gaps between anchors are filled one to one, one to two, two to one, and what is left beside a match
joins it where that makes it likelier. Inside a match, tokens (figures and names whole, then words)
are compared by diff-match-patch while encoded one character a token, so that no word and no number
is ever cut; Diff_Timeout is 0, or the outcome would hang on the machine's load. Texts of any length
take time in proportion: long ones are first parted at what stands once on either side.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise

from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]  # no types

from generator.comparison import HEADING, ClauseRef, DiffGroup, GroupKind, Run
from generator.figures import find_figures
from generator.model import Sentence
from generator.noise import bare, noise_of, whole_names
from generator.text import CLOSING, OPENING
from generator.vectors import CACHED, WORD, GramIndex, cosines, dice, fold, grams, index_grams
from generator.words import cut_words

CLAUSE_END = "，；：。！？"
HALF_WIDTH_END = re.compile(r"[,;:!?](?![0-9])")
DIGIT = "[0-9\uff10-\uff19]"
THOUSANDS = re.compile(rf"(?<!{DIGIT}){DIGIT}{{1,3}}(?:，{DIGIT}{{3}})+(?!{DIGIT})")
SMOOTH = 0.2
"""How much the likeness of the clauses before and behind adds to that of two clauses."""
ANCHOR_SMOOTH, ANCHOR = 0.20, 0.10
MOVED, MOVED_CHARACTERS = 0.20, 5
SURE = 0.25
"""Alike enough: what is liker weighs no more when it is asked which clauses kept their order."""
EXTEND = 0.05
GAP, TWO_TO_ONE = 0.08, 0.5
GROWN, WIDEST = 0.02, 4
HEADINGS = 0.15
ISLAND, ISLAND_LESS = 8, 3
"""An island has at most so many word characters, and so many fewer than the changes beside it."""
REWRITTEN = 0.35
MOST_CLAUSES = 300
"""Of more clauses on both sides (as a product), blocks between equal ones are compared alone."""
BLOCK = 64
MOST_IN_GAP = 50
"""Gaps of more clauses on both sides (as a product) are not filled."""
MOST_TOKENS = 100
"""Of more tokens on both sides (as a product), pieces between tokens that stand once are compared
 alone, and what then is still longer is one taken away and one put in."""
DEEPEST = 12
KEPT = 1 << 10
"""How many tasks' clauses are kept indexed: the tasks of ten notices are 300."""
FIRST_CODE = 0xF0000
DIFFER = f"diff-match-patch {version('diff-match-patch')}, Diff_Timeout 0"
OPERATIONS = {0: "=", -1: "-", 1: "+"}


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

    A sentence with the id `h` is its task's heading. Groups come in the new text's order, what is
    gone behind what stood before it. `names` maps agencies' printed names to one name for each
    body, so that a new name is known as such.
    """
    a, b = list(_clauses(old)), list(_clauses(new))
    matches, moved = _match_sides(a, b)
    ordered = _ordered(a, b, matches)
    return tuple(_group(pair, pair in moved, a, b, names or {}) for pair in ordered)


def _clauses(side: Sequence[tuple[str, Sequence[Sentence]]]) -> Iterator[_Clause]:
    part = 0
    for task, sentences in side:
        for sentence in sentences:
            whole = [(0, len(sentence.text))] if sentence.text else []
            for start, end in whole if sentence.id == HEADING else clause_spans(sentence.text):
                ref = ClauseRef(task=task, part=part, sentence=sentence.id, start=start, end=end)
                yield _Clause(ref, sentence.text[start:end])
            part += 1


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


Match = tuple[tuple[int, ...], tuple[int, ...]]


def _match_sides(a: list[_Clause], b: list[_Clause]) -> tuple[list[Match], set[Match]]:
    """Matched clauses by their places, and those among them that have moved."""
    heads, bodies = (
        [[k for k, c in enumerate(side) if (c.ref.sentence == HEADING) is head] for side in (a, b)]
        for head in (True, False)
    )
    matches: list[Match] = [((i,), (j,)) for i, j in _matched_headings(a, b, heads[0], heads[1])]
    moved: set[Match] = set()
    for rows, columns in _blocks(a, b, bodies[0], bodies[1]):
        found, out_of_order = _match_units(a, b, rows, columns)
        matches += found
        moved |= out_of_order
    return matches, moved


def _matched_headings(
    a: list[_Clause], b: list[_Clause], rows: list[int], columns: list[int]
) -> Iterator[tuple[int, int]]:
    """A heading goes with the most alike; one with one whatever they are."""
    if len(rows) == len(columns) == 1:
        yield rows[0], columns[0]
        return
    a_grams, b_grams = [grams(a[i].text) for i in rows], [grams(b[j].text) for j in columns]
    alike = sorted(
        (-dice(x, y), p, q) for p, x in enumerate(a_grams) for q, y in enumerate(b_grams)
    )
    for score, p, q in alike:
        if -score >= HEADINGS and rows[p] >= 0 and columns[q] >= 0:
            yield rows[p], columns[q]
            rows[p] = columns[q] = -1


def _blocks(
    a: list[_Clause], b: list[_Clause], rows: list[int], columns: list[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """The clauses whole, or, if they are too many, cut at those that stand once on either side."""
    if len(rows) * len(columns) <= MOST_CLAUSES**2:
        yield rows, columns
        return
    old, new = [fold(a[i].text) for i in rows], [fold(b[j].text) for j in columns]
    for (i0, i1), (j0, j1) in _pieces(old, new, BLOCK**2):
        if (i1 - i0) * (j1 - j0) <= BLOCK**2:
            yield rows[i0:i1], columns[j0:j1]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Clauses that are matched as one: mostly one alone; `task` and `part` are the first one's."""

    places: tuple[int, ...]
    text: str
    task: str
    part: int


def _match_units(
    a: list[_Clause], b: list[_Clause], rows: list[int], columns: list[int]
) -> tuple[list[Match], set[Match]]:
    """Matches of clauses at these places; those with the same words, however cut, as one."""
    runs = list(_same_words([a[i] for i in rows], [b[j] for j in columns]))
    olds = _units(a, rows, [(i0, i1) for (i0, i1), _ in runs])
    news = _units(b, columns, [(j0, j1) for _, (j0, j1) in runs])
    matches, moved = _match(olds, news)
    found = [_places(match, olds, news) for match in matches]
    return found, {_places(match, olds, news) for match in moved}


def _places(match: Match, olds: list[_Unit], news: list[_Unit]) -> Match:
    return (
        tuple(place for i in match[0] for place in olds[i].places),
        tuple(place for j in match[1] for place in news[j].places),
    )


def _units(clauses: list[_Clause], places: list[int], runs: list[tuple[int, int]]) -> list[_Unit]:
    starts = dict(runs)
    units = []
    place = 0
    while place < len(places):
        end = starts.get(place, place + 1)
        members = places[place:end]
        first = clauses[members[0]].ref
        text = "".join(clauses[k].text for k in members)
        units.append(_Unit(tuple(members), text, first.task, first.part))
        place = end
    return units


def _same_words(
    a: list[_Clause], b: list[_Clause]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Runs of a few clauses that differ in nothing but marks from a run cut in other places."""
    old, new = [bare(c.text) for c in a], [bare(c.text) for c in b]
    starts: dict[str, list[int]] = {}
    for j, text in enumerate(new):
        starts.setdefault(text[:2], []).append(j)
    used: set[int] = set()
    i = 0
    while i < len(a):
        end = i + 1
        for j in starts.get(old[i][:2], ()):
            ends = _same_end(old, new, i, j)
            if not ends or ends == (i + 1, j + 1) or used & set(range(j, ends[1])):
                continue
            if _in_one_task(a[i : ends[0]]) and _in_one_task(b[j : ends[1]]):
                yield (i, ends[0]), (j, ends[1])
                used |= set(range(j, ends[1]))
                end = ends[0]
                break
        i = end


def _same_end(old: list[str], new: list[str], i: int, j: int) -> tuple[int, int] | None:
    """Where two runs of clauses have come to the same words; None where they never do."""
    ours, theirs = old[i], new[j]
    i, j = i + 1, j + 1
    while ours != theirs:
        if theirs.startswith(ours) and i < len(old):
            ours, i = ours + old[i], i + 1
        elif ours.startswith(theirs) and j < len(new):
            theirs, j = theirs + new[j], j + 1
        else:
            return None
    return i, j


def _in_one_task(clauses: list[_Clause]) -> bool:
    return len({clause.ref.task for clause in clauses}) == 1


def _match(a: list[_Unit], b: list[_Unit]) -> tuple[list[Match], set[Match]]:
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
    borders = [(-1, -1), *sorted(kept), (len(a), len(b))]
    for (i0, j0), (i1, j1) in pairwise(borders):
        rows = [i for i in range(i0 + 1, i1) if i not in taken_a]
        columns = [j for j in range(j0 + 1, j1) if j not in taken_b]
        if len(rows) * len(columns) <= MOST_IN_GAP**2:
            matches += _fill(rows, columns, a_grams, b_grams, a, b)
    moves: list[Match] = [((i,), (j,)) for i, j in sorted(moved)]
    grown = _grown([*matches, *moves], a_grams, b_grams, a, b)
    return grown, set(grown[len(matches) :])


def _grown(
    matches: list[Match],
    a_grams: list[Counter[str]],
    b_grams: list[Counter[str]],
    a: list[_Unit],
    b: list[_Unit],
) -> list[Match]:
    """The matches, each with what is left beside it on one side if that makes it likelier."""
    grown = list(matches)
    for side, (units, counts) in enumerate(((a, a_grams), (b, b_grams))):
        others = (b_grams, a_grams)[side]
        owner = {place: k for k, match in enumerate(grown) for place in match[side]}
        waiting = [place for place in range(len(units)) if place not in owner]
        for place in (*waiting, *reversed(waiting)):
            if place in owner:
                continue
            best: tuple[float, int, tuple[int, ...]] = (GROWN, -1, ())
            for beside in (place - 1, place + 1):
                k = owner.get(beside, -1)
                if k < 0 or units[beside].task != units[place].task:
                    continue
                wider = tuple(sorted((*grown[k][side], place)))
                other = _joined(list(grown[k][1 - side]), others)
                now = dice(_joined(list(grown[k][side]), counts), other)
                gain = dice(_joined(list(wider), counts), other) - now
                if gain > best[0] and len(wider) <= WIDEST:
                    best = (gain, k, wider)
            if best[1] >= 0:
                match = grown[best[1]]
                grown[best[1]] = (match[0], best[2]) if side else (best[2], match[1])
                owner[place] = best[1]
    return grown


def _likeness(a: list[_Unit], b: list[_Unit]) -> list[list[float]]:
    rows, columns = (_indexed(tuple(unit.text for unit in side)) for side in (a, b))
    alike: list[list[float]] = cosines(rows, columns).tolist()
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
            round(at(i, j) + SMOOTH * (at(i - 1, j - 1) + at(i + 1, j + 1)), 9)
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
    anchors: set[tuple[int, int]], a: list[_Unit], b: list[_Unit], smooth: list[list[float]]
) -> set[tuple[int, int]]:
    """The heaviest set of anchors that run in the same order on both sides."""
    ordered = sorted(anchors)
    best: list[tuple[float, int]] = []
    for place, (i, j) in enumerate(ordered):
        weight = min(len(a[i].text), len(b[j].text)) * min(smooth[i][j], SURE)
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
    a: list[_Unit],
    b: list[_Unit],
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
                and a[x].part == a[i].part
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
    a: list[_Unit],
    b: list[_Unit],
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
    a: list[_Unit],
    b: list[_Unit],
) -> float:
    for places, units in ((olds, a), (news, b)):
        if any(y != x + 1 or units[x].task != units[y].task for x, y in pairwise(places)):
            return 0.0  # a moved clause or a heading lies between the two
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
    """The runs of two texts; no figure, no agency's name and no word is cut."""
    if before == after:
        return (Run(op="=", text=before),) if before else ()
    if not before or not after:
        return (Run(op="-" if before else "+", text=before or after),)
    codes: dict[str, str] = {}
    encoded = [_encode(tokens(text, names), codes) for text in (before, after)]
    decode = {code: token for token, code in codes.items()}
    diffs = [
        (OPERATIONS[op], "".join(decode[c] for c in text))
        for op, text in _diffs(encoded[0], encoded[1])
    ]
    return tuple(_with_noise(list(_readable(diffs)), names))


def _diffs(old: str, new: str) -> list[tuple[int, str]]:
    differ = diff_match_patch()
    differ.Diff_Timeout = 0
    most = MOST_TOKENS**2
    diffs: list[tuple[int, str]] = []
    for (i0, i1), (j0, j1) in _pieces(old, new, most):
        ours, theirs = old[i0:i1], new[j0:j1]
        if ours == theirs or len(ours) * len(theirs) <= most:
            diffs += differ.diff_main(ours, theirs, False)
        else:
            diffs += [(-1, ours), (1, theirs)]
    differ.diff_cleanupMerge(diffs)
    return diffs


@dataclass(slots=True)
class _Change:
    """Text that goes and text that comes in one place, and what stays behind it."""

    gone: str = ""
    come: str = ""
    stays: str = ""

    @property
    def size(self) -> int:
        return max(_words(self.gone), _words(self.come))


def _readable(diffs: Sequence[tuple[str, str]]) -> Iterator[Run]:
    """The differences without islands: a word or two that stayed between changes goes with them.

    diff-match-patch's own clean-up counts tokens, and joins two changed words over a third.
    """
    changes = [_Change()]
    for op, text in diffs:
        if op == "=":
            changes[-1].stays += text
            continue
        if changes[-1].stays:
            changes.append(_Change())
        if op == "-":
            changes[-1].gone += text
        else:
            changes[-1].come += text
    joined: list[_Change] = []
    for change in changes:
        joined.append(change)
        while len(joined) > 1 and _is_island(joined[-2], joined[-1]):
            right, left = joined.pop(), joined.pop()
            gone, come = (left.gone + left.stays, left.come + left.stays)
            joined.append(_Change(gone + right.gone, come + right.come, right.stays))
    for change in joined:
        for op, text in (("-", change.gone), ("+", change.come), ("=", change.stays)):
            if text:
                yield Run(op=op, text=text)


def _is_island(left: _Change, right: _Change) -> bool:
    """Whether what stays between two changes is too little to be read as unchanged."""
    stays = _words(left.stays)
    if not stays or not (left.gone or left.come):
        return False
    small = min(left.size, right.size) > 0 and stays <= left.size + right.size - ISLAND_LESS
    return stays == 1 or (stays <= ISLAND and small)


Span = tuple[int, int]


def _pieces(
    old: Sequence[str], new: Sequence[str], most: int, deep: int = 0
) -> list[tuple[Span, Span]]:
    """Both sides cut into pieces of at most `most` (as a product), where they can be.

    Cut is at what both begin and end with, and at what stands once on either side, in order.
    """
    if len(old) * len(new) <= most or deep == DEEPEST:
        return [((0, len(old)), (0, len(new)))]
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    inner = [(head + i, head + j) for i, j in _once(old[head : ends[0]], new[head : ends[1]])]
    same = [*((k, k) for k in range(head)), *inner]
    same += [(ends[0] + k, ends[1] + k) for k in range(tail)]
    pieces: list[tuple[Span, Span]] = []
    i = j = 0
    for x, y in [*same, (len(old), len(new))]:
        if x > i or y > j:
            within = _pieces(old[i:x], new[j:y], most, deep + 1) if same else [((0, x), (0, y))]
            pieces += [((i + p, i + q), (j + r, j + s)) for (p, q), (r, s) in within]
        if x < len(old) and y < len(new):
            pieces.append(((x, x + 1), (y, y + 1)))
        i, j = x + 1, y + 1
    return pieces


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    for place, (x, y) in enumerate(zip(old, new, strict=False)):
        if x != y:
            return place
    return min(len(old), len(new))


def _once(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """What stands once on either side, in the longest order that both have."""
    counts = Counter(old), Counter(new)
    place = {text: j for j, text in enumerate(new) if counts[1][text] == 1}
    pairs = [(i, place[t]) for i, t in enumerate(old) if counts[0][t] == 1 and t in place]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        ends[at : at + 1] = [j]
        last[at : at + 1] = [number]
        before.append(last[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _encode(pieces: Sequence[str], codes: dict[str, str]) -> str:
    return "".join(codes.setdefault(piece, chr(FIRST_CODE + len(codes))) for piece in pieces)


def tokens(text: str, names: Mapping[str, str] | None = None) -> list[str]:
    """Figures whole, then words, the printed names among them whole; joined they are `text`."""
    pieces: list[str] = []
    place = 0
    for figure in find_figures("", text):
        pieces += whole_names(cut_words(text[place : figure.start]), names or {})
        pieces.append(figure.text)
        place = figure.end
    return [*pieces, *whole_names(cut_words(text[place:]), names or {})]


def _with_noise(runs: Sequence[Run], names: Mapping[str, str]) -> Iterator[Run]:
    """The runs, with the reason where a change is none in substance."""
    place = 0
    while place < len(runs):
        start = place
        while place < len(runs) and runs[place].op != "=":
            place += 1
        if block := runs[start:place]:
            before, after = ("".join(r.text for r in block if r.op == op) for op in "-+")
            left = runs[start - 1].text[-1:] if start else ""
            right = runs[place].text[:1] if place < len(runs) else ""
            noise = noise_of(before, after, (left, right), names)
            yield from (Run(op=run.op, text=run.text, noise=noise) for run in block)
        if place < len(runs):
            yield runs[place]
            place += 1
