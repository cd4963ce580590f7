"""Variants of the 2020 tasks with known edits, drawn by a seed: what an engine has to find again.

Four levels, from light to extreme. Every clause of a variant knows which clause it comes from and
which of its words are others now, every task which tasks it comes from; so links, moves and edits
are known exactly. Clauses are reworded, said in quite other words, dropped, put in, moved within
the task and to another one, cut in other places; numbers change; tasks are renamed, split, merged,
dropped; new ones come in the same vocabulary with agencies that could be theirs; agencies are
dropped, added and printed under another name. The variants are for measuring only and are
published nowhere.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from generator.compare.segments import segment_spans
from generator.model.content import Content
from generator.model.figures import Figure
from generator.model.notice import Sentence
from generator.notice.figures import find_figures
from generator.text.characters import split_sentences
from generator.text.words import cut_words
from site_tests.evaluation.tables import FIRST, Tables

MARKS = "，；：。！？"
STAYED = 8
"""A run of words that a paraphrase keeps is no edit from so many characters on."""
Piece = tuple[str, str]
"""What stood there and what stands there now; the same text twice where nothing changed."""


@dataclass(frozen=True, slots=True)
class Level:
    """Probabilities of the edits, and how many tasks are split, merged, dropped and new.

    `keep` is the share of its words that a clause keeps that has no written paraphrase.
    """

    synonym: float
    paraphrase: float
    keep: float
    drop: float
    insert: float
    phrase: float
    number: float
    move: float
    away: float
    border: float
    join: float
    heading: float
    agency: float
    alias: float
    splits: int
    merges: int
    dropped: int
    new: int


LEVELS = {
    "L1": Level(
        synonym=0.30, paraphrase=0.03, keep=0.8, drop=0.02, insert=0.02, phrase=0.05, number=0.3,
        move=0.02, away=0.01, border=0.10, join=0.05, heading=0.10, agency=0.05, alias=0.05,
        splits=0, merges=0, dropped=1, new=1,
    ),
    "L2": Level(
        synonym=0.50, paraphrase=0.25, keep=0.7, drop=0.08, insert=0.08, phrase=0.10, number=0.4,
        move=0.06, away=0.02, border=0.25, join=0.10, heading=0.35, agency=0.15, alias=0.10,
        splits=1, merges=1, dropped=2, new=2,
    ),
    "L3": Level(
        synonym=0.75, paraphrase=0.70, keep=0.5, drop=0.20, insert=0.15, phrase=0.15, number=0.5,
        move=0.08, away=0.03, border=0.25, join=0.15, heading=0.65, agency=0.30, alias=0.15,
        splits=2, merges=3, dropped=3, new=3,
    ),
    "L4": Level(
        synonym=0.90, paraphrase=0.95, keep=0.4, drop=0.35, insert=0.20, phrase=0.15, number=0.6,
        move=0.08, away=0.04, border=0.25, join=0.15, heading=0.90, agency=0.45, alias=0.20,
        splits=2, merges=4, dropped=4, new=4,
    ),
}  # fmt: skip


@dataclass(slots=True)
class Clause:
    """A clause by its pieces, with its origin (old task, place), None for one that is new."""

    pieces: list[Piece]
    origin: tuple[str, int] | None

    @property
    def text(self) -> str:
        return "".join(new for _, new in self.pieces)

    @property
    def before(self) -> str:
        return "".join(old for old, _ in self.pieces)


@dataclass(slots=True)
class Task:
    """A task of either side; `origins` are the old tasks that it comes from.

    `printed` are its agencies' ids with the names under which they are printed here.
    """

    id: str
    heading: str
    clauses: list[Clause]
    printed: dict[str, str]
    origins: frozenset[str] = field(default_factory=frozenset)

    @property
    def agencies(self) -> frozenset[str]:
        return frozenset(self.printed)

    @property
    def text(self) -> str:
        return "".join(clause.text for clause in self.clauses)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(
            Sentence(id=f"s{n}", text=piece)
            for n, piece in enumerate(split_sentences(self.text), 1)
        )

    @property
    def parts(self) -> tuple[Sentence, ...]:
        return Sentence(id="h", text=self.heading), *self.sentences

    def cut(self) -> list[tuple[int, int]]:
        """The clauses as an engine cuts them, by their places in the text."""
        places, before = [], 0
        for sentence in self.sentences:
            places += [(before + a, before + b) for a, b in segment_spans(sentence.text)]
            before += len(sentence.text)
        return places


def old_tasks(content: Content, agencies: dict[str, dict[str, str]]) -> list[Task]:
    """The 28 tasks, cut into clauses that know their place."""
    tasks = []
    for task in content.notices[0].notice.tasks:
        key = str(task.id)
        text = "".join(sentence.text for sentence in task.sentences)
        shell = Task(key, task.heading, [Clause([(text, text)], None)], agencies[key])
        tasks.append(replace(shell, clauses=[], origins=frozenset({key})))
        tasks[-1].clauses = [
            Clause([(text[a:b], text[a:b])], (key, n)) for n, (a, b) in enumerate(shell.cut())
        ]
    return tasks


def as_old(tasks: Sequence[Task], notice: str) -> list[Task]:
    """A variant as the year from which the next one is drawn."""
    fresh = []
    for number, task in enumerate(tasks, 1):
        key = f"{notice}-{number:02d}"
        text = task.text
        clauses = [Clause([(text[a:b],) * 2], (key, n)) for n, (a, b) in enumerate(task.cut())]
        fresh.append(replace(task, id=key, clauses=clauses, origins=frozenset({key})))
    return fresh


def variant(
    old: Sequence[Task],
    level: Level,
    seed: int,
    aliases: dict[str, tuple[str, ...]] | None = None,
    tables: Tables = FIRST,
) -> list[Task]:
    """Another year of the tasks: the same seed gives the same one, in every process.

    `aliases` are the names under which each agency may be printed, `tables` the words to draw from.
    """
    chance = random.Random(seed)
    gone = {task.id for task in chance.sample(list(old), level.dropped)}
    groups: list[list[Task]] = [[task] for task in old if task.id not in gone]
    for _ in range(level.merges):
        i, j = sorted(chance.sample(range(len(groups)), 2))
        if len(groups[i]) == len(groups[j]) == 1:
            groups[i] += groups.pop(j)
    tasks = [_edited(group, level, chance, aliases or {}, tables) for group in groups]
    for _ in range(level.splits):
        place = chance.randrange(len(tasks))
        task = tasks[place]
        if len(task.clauses) >= 6 and len(task.origins) == 1:
            half = len(task.clauses) // 2
            halves = (_closed(task.clauses[:half]), task.clauses[half:])
            tasks[place : place + 1] = [
                replace(task, heading=_reheaded(task.heading, chance, tables), clauses=part)
                for part in halves
            ]
    _move_away(tasks, level, chance)
    for heading, text, bodies in chance.sample(tables.new_tasks, level.new):
        clauses = [Clause([("", text[a:b])], None) for a, b in _clauses_of(text)]
        printed = {body: body for body in sorted(bodies)}
        tasks.insert(chance.randrange(len(tasks) + 1), Task("", heading, clauses, printed))
    for number, task in enumerate(tasks, 1):
        task.id = f"9001-{number:02d}"
    return tasks


def _clauses_of(text: str) -> list[tuple[int, int]]:
    return Task("", "", [Clause([("", text)], None)], {}).cut()


def _edited(
    group: Sequence[Task],
    level: Level,
    chance: random.Random,
    aliases: dict[str, tuple[str, ...]],
    tables: Tables,
) -> Task:
    clauses = [Clause(list(c.pieces), c.origin) for task in group for c in task.clauses]
    clauses = [c for c in clauses if chance.random() >= level.drop] or clauses[:1]
    for clause in clauses:
        clause.pieces = reworded(clause.text, level, chance, tables)
    for place in range(len(clauses) - 1):
        if chance.random() < level.move and len(clauses) > 4:
            clause = clauses.pop(place)
            clauses.insert((place + len(clauses) // 2) % len(clauses), clause)
    for place in range(len(clauses) - 1, -1, -1):
        if chance.random() < level.insert:
            clauses.insert(place, Clause([("", chance.choice(tables.generic))], None))
    for clause, after in pairwise(clauses):
        _recut(clause, after, level, chance)
    heading = group[0].heading
    return Task(
        id="",
        heading=_reheaded(heading, chance, tables, group[0].id)
        if chance.random() < level.heading
        else heading,
        clauses=_closed(clauses),
        printed=_printed(group, level, chance, aliases),
        origins=frozenset(task.id for task in group),
    )


def _printed(
    group: Sequence[Task], level: Level, chance: random.Random, aliases: dict[str, tuple[str, ...]]
) -> dict[str, str]:
    before = {body: name for task in group for body, name in task.printed.items()}
    printed = {}
    for body, name in before.items():
        if chance.random() >= level.agency:
            names = aliases.get(body, ())
            other = chance.random() < level.alias and len(names) > 1
            printed[body] = chance.choice(names) if other else name
    if aliases and chance.random() < level.agency:
        body = chance.choice(sorted(aliases))
        printed.setdefault(body, aliases[body][0])
    return printed


def _move_away(tasks: Sequence[Task], level: Level, chance: random.Random) -> None:
    """Clauses that go to another task, where they are strangers."""
    for task in tasks:
        for clause in list(task.clauses):
            if chance.random() < level.away and len(task.clauses) > 2:
                other = chance.choice(tasks)
                if other is not task:
                    task.clauses = _closed([c for c in task.clauses if c is not clause])
                    other.clauses.insert(0, _ended(Clause(clause.pieces, clause.origin), "。"))


def _recut(clause: Clause, after: Clause, level: Level, chance: random.Random) -> None:
    """Another mark at the end: ，↔。 starts or ends a sentence, ，→、 draws two clauses into one.

    Drawn together are only clauses that stood together before.
    """
    end, draw = clause.text[-1:], chance.random() < level.join
    follows = clause.origin and after.origin == (clause.origin[0], clause.origin[1] + 1)
    if draw and follows and end == "，":
        _ended(clause, "、")
    elif end in ("，", "。") and chance.random() < level.border:
        _ended(clause, "。" if end == "，" else "，")


def _ended(clause: Clause, mark: str) -> Clause:
    """The clause with that mark at its end."""
    pieces = list(clause.pieces)
    old, new = pieces.pop()
    if old == new and new[-1:] in MARKS:
        pieces += [(old[:-1], new[:-1])] if old[:-1] else []
        pieces.append((old[-1], mark))
    else:
        bare = new.rstrip(MARKS + "、")
        pieces.append((old, bare + mark))
    clause.pieces = pieces
    return clause


def _closed(clauses: list[Clause]) -> list[Clause]:
    """The last clause ends its sentence."""
    if not clauses[-1].text.endswith("。"):
        _ended(clauses[-1], "。")
    return clauses


def reworded(text: str, level: Level, chance: random.Random, tables: Tables = FIRST) -> list[Piece]:
    """The clause in pieces: other words, other numbers, or said in another way altogether."""
    end = text[-1] if text[-1:] and text[-1] in MARKS else ""
    body = text.removesuffix(end) if end else text
    written = next((new for old, new in tables.paraphrases.items() if text.startswith(old)), "")
    if chance.random() < level.paraphrase:
        other = written or _recast(body, level, chance)
        # Said in other words, it is another clause as a whole, but for what both begin and end with.
        other = "".join(new for _, new in _other_words(other, level.synonym / 3, chance, tables))
        pieces = _framed(body, other)
    else:
        pieces = _with_numbers(body, level, chance, tables)
        if chance.random() < level.phrase:
            pieces.insert(0, ("", chance.choice(tables.phrases)))
    return [p for p in (*pieces, (end, end)) if p != ("", "")]


def _recast(body: str, level: Level, chance: random.Random) -> str:
    """Some of its words in another order, for a clause without a written paraphrase."""
    words = cut_words(body)
    kept = [w for w in words if len(w) > 1 and chance.random() < level.keep] or words[:1]
    place = chance.randrange(len(kept))
    return "".join(kept[place:] + kept[:place])


def _framed(old: str, new: str) -> list[Piece]:
    a, b = cut_words(old), cut_words(new)
    head = _alike(a, b)
    tail = _alike(a[head:][::-1], b[head:][::-1])
    pieces = [
        ("".join(a[:head]), "".join(b[:head])),
        *_around_what_stayed(a[head : len(a) - tail], b[head : len(b) - tail]),
        ("".join(a[len(a) - tail :]), "".join(b[len(b) - tail :])),
    ]
    return [piece for piece in pieces if piece != ("", "")]


def _around_what_stayed(a: Sequence[str], b: Sequence[str]) -> list[Piece]:
    """Two wordings in pieces: a long enough run of words that both have is no edit."""
    length, i, j, words = max(
        (
            (sum(map(len, a[i : i + k])), -i, -j, k)
            for i in range(len(a))
            for j in range(len(b))
            if (k := _alike(a[i:], b[j:]))
        ),
        default=(0, 0, 0, 0),
    )
    if length < STAYED:
        return [("".join(a), "".join(b))]
    stayed = "".join(a[-i : words - i])
    return [
        *_around_what_stayed(a[:-i], b[:-j]),
        (stayed, stayed),
        *_around_what_stayed(a[words - i :], b[words - j :]),
    ]


def _alike(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words both begin with."""
    return next(
        (k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


def _with_numbers(body: str, level: Level, chance: random.Random, tables: Tables) -> list[Piece]:
    pieces: list[Piece] = []
    place = 0
    for figure in find_figures("", body):
        pieces += _other_words(body[place : figure.start], level.synonym, chance, tables)
        other = figure.text
        if figure.unit != "%" and len(figure.values) == 1 and chance.random() < level.number:
            number = re.search("[0-9]+", figure.text)
            if number:
                other = figure.text.replace(
                    number[0], str(int(number[0]) * chance.choice((2, 3, 5)))
                )
        pieces.append((figure.text, other))
        place = figure.end
    return pieces + _other_words(body[place:], level.synonym, chance, tables)


def _other_words(text: str, share: float, chance: random.Random, tables: Tables) -> list[Piece]:
    return [
        (word, chance.choice(tables.synonyms[word]))
        if word in tables.synonyms and chance.random() < share
        else (word, word)
        for word in cut_words(text)
    ]


def _reheaded(heading: str, chance: random.Random, tables: Tables, key: str = "") -> str:
    if key.startswith("2020-") and chance.random() < 0.5:
        return tables.headings[key.removeprefix("2020-")]
    others = tables.synonyms
    words = [chance.choice(others[w]) if w in others else w for w in cut_words(heading)]
    if len(words) > 4 and chance.random() < 0.5:
        words.pop(chance.randrange(1, len(words)))
    return "".join(words)


def true_links(new: Sequence[Task]) -> set[tuple[str, str]]:
    """Pairs of old and new ids that belong together."""
    return {(origin, task.id) for task in new for origin in task.origins}


def carried_links(new: Sequence[Task]) -> set[tuple[str, str]]:
    """The same, and every new task with the old ones of which it took up a single clause."""
    taken = {(c.origin[0], task.id) for task in new for c in task.clauses if c.origin}
    return taken | true_links(new)


def placed(task: Task) -> list[tuple[int, int, Clause]]:
    """The clauses with their places in the task's text."""
    ends = list(accumulate(len(clause.text) for clause in task.clauses))
    return [(end - len(c.text), end, c) for end, c in zip(ends, task.clauses, strict=True)]


def true_clauses(task: Task) -> set[tuple[tuple[str, int], int]]:
    """Old clauses with the clauses of the new text, as they are cut there, that come from them."""
    links = set()
    for k, (a, b) in enumerate(task.cut()):
        for start, end, clause in placed(task):
            shared = min(b, end) - max(a, start)
            here = clause.origin and clause.origin[0] in task.origins
            if here and shared > 0 and 2 * shared >= min(b - a, end - start):
                links.add((clause.origin, k))
    return links


def true_moves(task: Task) -> set[int]:
    """New clauses that have moved: those outside the longest text that kept its order.

    Of two clauses that changed places either may be said to have moved: it is the shorter.
    """
    links = sorted(true_clauses(task), key=lambda link: (link[1], link[0]))
    cut = task.cut()
    best: list[tuple[int, int]] = []
    for place, (origin, k) in enumerate(links):
        before = max(
            ((best[p][0], -p) for p in range(place) if links[p][0] <= origin), default=(0, 1)
        )
        best.append((before[0] + cut[k][1] - cut[k][0], -before[1]))
    kept = set()
    place = max(range(len(best)), key=lambda p: best[p][0], default=-1)
    while place >= 0:
        kept.add(links[place][1])
        place = best[place][1]
    return {k for _, k in links} - kept


@dataclass(frozen=True, slots=True)
class Edit:
    """A known edit by its places in the old and the new text; neighbouring ones are one."""

    old: tuple[int, int]
    new: tuple[int, int]


def edited_sentence(
    sentence: str, level: Level, chance: random.Random, tables: Tables = FIRST
) -> tuple[str, tuple[Edit, ...]]:
    """A sentence reworded clause by clause in place, with its edits: what a text diff has to show."""
    pieces: list[Piece] = []
    spans = segment_spans(sentence)
    for place, (a, b) in enumerate(spans):
        clause = sentence[a:b]
        last = place == len(spans) - 1
        if not last and len(spans) > 2 and chance.random() < level.drop / 2:
            pieces.append((clause, ""))
            continue
        pieces += reworded(clause, level, chance, tables)
        if not last and clause.endswith("，") and chance.random() < level.insert / 2:
            pieces.append(("", chance.choice(tables.generic).removesuffix("。") + "，"))
    return "".join(new for _, new in pieces), edits_of(pieces)


def edits_of(pieces: Sequence[Piece]) -> tuple[Edit, ...]:
    """The changed pieces, neighbours put together."""
    edits: list[Edit] = []
    i = j = 0
    for old, new in pieces:
        if old != new:
            before = edits[-1] if edits else None
            if before and before.old[1] == i and before.new[1] == j:
                edits[-1] = Edit((before.old[0], i + len(old)), (before.new[0], j + len(new)))
            else:
                edits.append(Edit((i, i + len(old)), (j, j + len(new))))
        i, j = i + len(old), j + len(new)
    return tuple(edits)


def number_changes(task: Task) -> set[tuple[str, str]]:
    """Figures of the same clause, old and new, that say something else."""
    changes = set()
    for old, new in _figure_sides(task):
        if len(old) == len(new):
            pairs = zip(old, new, strict=True)
            changes |= {(a.text, b.text) for a, b in pairs if a.text != b.text}
    return changes


def unsure_changes(task: Task) -> set[tuple[str, str]]:
    """Figures of a clause of which a paraphrase names fewer or more: which became which is open."""
    return {
        (a.text, b.text)
        for old, new in _figure_sides(task)
        if len(old) != len(new)
        for a in old
        for b in new
    }


def _figure_sides(task: Task) -> Iterator[tuple[list[Figure], list[Figure]]]:
    """The old and the new figures of each clause that the task has from its origins."""
    for clause in task.clauses:
        if clause.origin and clause.origin[0] in task.origins:
            yield list(find_figures("", clause.before)), list(find_figures("", clause.text))
