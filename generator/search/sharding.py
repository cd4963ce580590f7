"""The index of a large site: what a query needs stands in a few small files, and no more is loaded.

    search/records.js      the notices with their tasks' numbers, themes, agencies, parts a record
    search/3/<n>.js        three characters in a row with the places where they stand; n is a hash
    search/2/<n>.js        pairs of characters with the parts in which they stand
    search/1/<n>.js        single characters likewise
    search/t/<n>.js        the texts of GROUP records
    search/f/<n>.js        of BLOCK records what they can be narrowed by: agencies, section

Parts (a heading, a sentence, a clause) are numbered through all records. The place of a three is
part * stride + start, start being where it begins in the folded part, counted from 1, and stride more
than any part is long: a longer term stands where its threes stand one behind the other, which is
exact, and takes a third of them. Where a figure begins or ends, a three with BORDER in the place of
its neighbour says so: 300万 by itself is where ⏎30 and 00万 stand two apart, and not in 1300万.
Lists are written as differences in base 36. Records of notices come first, notice by notice: its
tasks, then itself; agencies and themes are few and stand whole in records.js.
"""

from __future__ import annotations

import functools
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from generator.model.ids import TaskId
from generator.outputs import OutputFile
from generator.search.folding import FIGURE, folder
from generator.search.records import Record
from generator.search.scripts import record_data, script

GROUP = 4
BLOCK = 1024
PER_SHARD = 2500
"""Places in a shard: some 5 KB as sent, and 10 of threes, of which a query of twelve characters takes four."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LARGE = ("task", "notice")
LENGTHS = (1, 2, 3)
BORDER = "\n"
"""Before and behind a figure; no folded text has one."""
HASH_START, HASH_FACTOR = 0x811C9DC5, 0x01000193
"""Of FNV-1a, 32 bits."""


def sharded_files(
    records: Sequence[Record], simplified: Mapping[str, str], shared: Mapping[str, object]
) -> Iterator[OutputFile]:
    """All files of the index; `shared` is what records.js has at any size."""
    large = [record for record in records if record.kind in LARGE]
    small = records[len(large) :]
    if any(record.kind in LARGE for record in small):
        raise ValueError("tasks and notices come before all other records")
    texts = list(map(folder(simplified), (text for record in large for _, text in record.parts)))
    stride = max(map(len, texts), default=0) + 2
    shards = {length: _shards(_postings(texts, length, stride)) for length in LENGTHS}
    yield script(
        "records.js",
        "keytasksRecords",
        {
            "notices": [_notice(list(own)) for _, own in groupby(large, lambda r: r.notice)],
            "counts": ",".join(base36(len(record.parts)) for record in large),
            "shards": {str(length): len(found) for length, found in shards.items()},
            "stride": stride,
            "group": GROUP,
            "block": BLOCK,
            "themes": _themes(large),
            "records": [record_data(record) for record in small],
            **shared,
        },
    )
    for length, found in shards.items():
        for n, shard in enumerate(found):
            yield script(f"{length}/{n}.js", "keytasksShard", f"{length}/{n}", shard)
    for n, start in enumerate(range(0, len(large), GROUP)):
        group = [record_data(record) for record in large[start : start + GROUP]]
        yield script(f"t/{n}.js", "keytasksShard", f"t/{n}", group)
    for n, start in enumerate(range(0, len(large), BLOCK)):
        yield script(f"f/{n}.js", "keytasksShard", f"f/{n}", _facets(large[start : start + BLOCK]))


def _postings(texts: Iterable[str], length: int, stride: int) -> Mapping[str, array[int]]:
    """Where each run of that many characters stands, in order: parts, or places of the longest."""
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    longest = length == LENGTHS[-1]
    for part, text in enumerate(texts):
        for start in range(len(text) - length + 1):
            place = part * stride + start + 1 if longest else part
            places = found[text[start : start + length]]
            if not places or places[-1] != place:
                places.append(place)
        for start, run in _bordered(text) if longest else ():
            found[run].append(part * stride + start + 1)
    return found


def _bordered(text: str) -> Iterator[tuple[int, str]]:
    """The threes at the borders of figures with where they begin: 满5个 has ⏎5个 at 0 and 满5⏎, ⏎5⏎."""
    for figure in FIGURE.finditer(text):
        start, end = figure.span()
        if len(text) > start + 1:
            yield start - 1, BORDER + text[start : start + 2]
        if end > 1:
            yield end - 2, text[end - 2 : end] + BORDER
        if end - start == 1:
            yield start - 1, BORDER + text[start] + BORDER


def _shards(postings: Mapping[str, array[int]]) -> list[dict[str, str]]:
    """The postings by the hash of their characters; as many shards as keep them small."""
    total, number = sum(map(len, postings.values())), 1
    while total > number * PER_SHARD:
        number *= 2
    shards: list[dict[str, str]] = [{} for _ in range(number)]
    for gram in sorted(postings):
        shards[shard_of(gram, number)][gram] = differences(postings[gram])
    return shards


def shard_of(gram: str, number: int) -> int:
    """FNV-1a of the code points, modulo the number of shards; `31-large-store.js` does the same."""
    value = HASH_START
    for character in gram:
        value = (value ^ ord(character)) * HASH_FACTOR & 0xFFFFFFFF
    return value % number


def differences(places: Sequence[int]) -> str:
    """An increasing list as its first number and the steps to the others: 3, 5, 41 is `3,2,10`."""
    steps = (b - a for a, b in pairwise(places))
    return ",".join(map(base36, (places[0], *steps)))


@functools.lru_cache(1 << 16)
def base36(number: int) -> str:
    """A natural number in base 36: 41 is `15`."""
    text = DIGITS[number % 36]
    while number := number // 36:
        text = DIGITS[number % 36] + text
    return text


def _notice(own: Sequence[Record]) -> dict[str, object]:
    """A notice with its tasks' numbers; its records are its tasks, then itself."""
    *tasks, notice = own
    if notice.kind != "notice" or any(task.kind != "task" for task in tasks):
        raise ValueError(f"the records of {notice.notice} are not its tasks and itself")
    data = record_data(notice)
    return {key: data[key] for key in ("i", "z", "d") if key in data} | {
        "n": [_number(task) for task in tasks]
    }


def _number(task: Record) -> int:
    """A task's number, with a thousand for each section before it where its id has the section."""
    return TaskId.parse(task.id).section * 1000 + task.number


def _themes(records: Sequence[Record]) -> dict[str, list[int]]:
    """The places of every theme's tasks."""
    found: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        if record.theme:
            found.setdefault(record.theme, []).append(place)
    return dict(sorted(found.items()))


def _facets(records: Sequence[Record]) -> dict[str, object]:
    """Agencies, whether the first is first-named, and the section, by place in tables."""
    agencies = sorted({agency for record in records for agency in record.agencies})
    sections = sorted({record.section for record in records if record.section})
    return {
        "a": agencies,
        "s": sections,
        "r": [
            [
                [agencies.index(agency) for agency in record.agencies],
                agencies.index(record.first) if record.first else -1,
                sections.index(record.section) if record.section else -1,
            ]
            for record in records
        ],
    }
