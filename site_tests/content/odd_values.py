"""Values that YAML, a terminal, a browser or a spreadsheet makes more of than a text, in every field.

`python -m site_tests.content.odd_values [COUNT] [seen|unseen]` tries so many pairs of value and field in
the invented content, each in a process that may take 5 seconds and 1 GB, and prints what failed. Pairs
are parted in two halves by their hash; tests try some of the one, and the other is for measuring only.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.build import outputs_of
from generator.content.loading import load_content
from generator.problems import ContentError

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "site_tests/corpus/content"
SECONDS, MEMORY = 5, 1_000_000_000
FILES = ("series.yml", "agencies.yml", "themes.yml", "figures.yml")
FIELD = re.compile(
    r"(?P<key>^\s*(?:- )?\w+: |(?<=[{,] )\w+: |(?<={)\w+: )(?P<value>[^,{}\[\]\n]+)", re.M
)

CODES = [
    "0",
    "7",
    "8",
    "9",
    "a",
    "b",
    "c",
    "1b",
    "7f",
    "85",
    "9b",
    "ad",
    "61c",
    "200b",
    "200e",
    "200f",
]
CODES += [
    "2028",
    "2029",
    "202a",
    "202d",
    "202e",
    "2066",
    "2069",
    "feff",
    "fdd0",
    "fff9",
    "fffd",
    "fffe",
]
CODES += ["ffff", "d800", "dbff", "dc00", "dfff", "1fffe", "10ffff", "e0001", "e000", "110000"]
TAGS = ["!!timestamp 2020-13-45", "!!int abc", "!!int 5", "!!float x", "!!binary '???'", "!!null x"]
TAGS += [
    "!!bool maybe",
    "!!str 5",
    "!!set {a}",
    "!!omap [a]",
    "!!pairs [a]",
    "!!map {}",
    "!!seq []",
]
TAGS += [
    "!local x",
    "! x",
    "!<tag:yaml.org,2002:int> x",
    "!!python/name:os.system",
    "!!value =",
    "!",
]
TAGS += [
    "!!python/object/apply:os.system [x]",
    "!!python/tuple [1]",
    "!ENV x",
    "!!merge <<",
    "!!yaml x",
]
NUMBERS = ["0x" + "1" * 5000, "0b" + "1" * 5000, "0" + "7" * 5000, "9" * 5000, "1" + ":59" * 30000]
NUMBERS += [
    "1e400",
    "-1e400",
    ".inf",
    "-.inf",
    ".nan",
    "-0",
    "+5",
    "1_000",
    "0o17",
    "0x",
    "0b",
    "1:60",
]
NUMBERS += [
    "-1",
    "5.0",
    "5.",
    ".5",
    "1" * 5000 + ".5",
    "1" + "_" * 5000,
    "-" + "9" * 4301,
    "007",
    "１２",
]
NUMBERS += ["1" + ":59" * 30000 + ".5", "9" * 100_000, "0x" + "f" * 100_000]
DATES = [
    "2020-13-45",
    "2020-02-30",
    "0000-00-00",
    "2020-04-03T99:99:99Z",
    "2020-04-03 10:00:00 +99:99",
]
DATES += [
    "2020-4-3",
    "99999-01-01",
    "2020-04-03",
    "２０２０-04-03",
    "2020-04-03\t",
    "-2020-04-03",
    "2020",
]
SHAPES = [
    "[]",
    "{}",
    "[a, b]",
    "{a: b}",
    "[" * 5000,
    "{a: " * 5000,
    "[" * 15 + "]" * 15,
    "? x",
    "&a x",
]
SHAPES += [
    "*a",
    "&a [*a]",
    "<<",
    "{<<: {a: b}}",
    "- x",
    "[[], {}]",
    "{: }",
    "{? }",
    "[,]",
    "{null: x}",
]
SHAPES += [
    "{a: 1, a: 2}",
    "{[a]: b}",
    "[" * 25 + "]" * 25,
    "- " * 5000 + "x",
    "{" * 20000,
    "[{}]",
    "[null]",
]
SHAPES += [
    "[true]",
    "[[a]]",
    "{true: false}",
    "[" + "x, " * 50_000 + "]",
    "---",
    "...",
    "--- x",
    "%YAML 9.9",
]
PLAIN = [
    "null",
    "~",
    "''",
    '""',
    "true",
    "false",
    "yes",
    "NO",
    "on",
    "Off",
    "True",
    "NULL",
    "y",
    "N",
    "=",
]
PLAIN += [
    "|",
    ">",
    "|+\n  x",
    ">-\n  x",
    "%",
    "@",
    "`",
    "a: b: c",
    "\tx",
    "# x",
    "'",
    '"',
    "'x",
    '"x',
    "''''",
]
PLAIN += [
    "x" * 100_000,
    "'" + "推进" * 30_000 + "'",
    "a b  c",
    " ",
    "'  '",
    "\\",
    '"\\q"',
    '"\\',
    "-",
    "?",
    ":",
]
RISKY = [
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "//evil.example/",
    "]]>",
    "{{ x }}",
    "{% x %}",
]
RISKY += [
    "](javascript:alert(1))",
    "=1+1",
    "\uff1d1+1",
    "@x",
    "+x",
    "-x",
    "x;=1+1",
    "'\"><img src=x onerror=alert(1)>'",
]
RISKY += [
    "https://evil.example/",
    "https://www.gov.cn@evil.example/",
    "https://www.gov.cn\\@evil.example/",
]
RISKY += [
    "data:text/html,x",
    "../../../etc/passwd",
    "C:\\x",
    "CON",
    "nul.txt",
    "\\\\host\\share",
    "~/.ssh/id",
]
RISKY += [
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "</title>",
    "<!--",
    "&#106;avascript:x",
]
RISKY += [
    "${x}",
    "$(x)",
    "`x`",
    "; rm -rf /",
    "%s%n",
    "{0.__class__}",
    "\\u0000",
    "A" * 70,
    "a-" * 40,
    ".",
    "..",
]
RISKY += [
    "é",
    "e\u0301" * 50,
    "🂡",
    "\U0002000b",
    "\u3000",
    "（" * 3000,
    "“" * 3000,
    "〔" * 3000,
    "一" * 300,
]
RISKY += [
    "http://[",
    "https://[::1",
    "https://x:99999/",
    "http://x:y/",
    "https://a.b/ c",
    "https://a.b/\u202ex",
]


def values() -> tuple[str, ...]:
    """About three hundred values as they stand in a file; none twice."""
    escaped = [f'"a\\U{int(code, 16):08x}b"' for code in CODES]
    raw = [
        f"a{chr(int(c, 16))}b"
        for c in CODES
        if not 0xD800 <= int(c, 16) < 0xE000 and int(c, 16) < 0x110000
    ]
    named = [f'"a\\{letter}b"' for letter in "0abtnvfreNLP_ /"]
    plain = (*NUMBERS, *DATES, *SHAPES, *PLAIN, *RISKY, *TAGS)
    quoted = [f"'{value}'" for value in (*NUMBERS[:6], *DATES, *RISKY) if "'" not in value]
    return tuple(dict.fromkeys((*escaped, *raw, *named, *plain, *quoted)))


@dataclass(frozen=True, slots=True)
class Place:
    """A value's place in a file of the corpus."""

    file: str
    start: int
    end: int


def places(corpus: Path = CORPUS) -> tuple[Place, ...]:
    """Every value of a key in the YAML files and in the front of Markdown files."""
    names = [*FILES]
    for pattern in ("notices/*/*.yml", "notices/*/notice.md", "pages/*.md"):
        names += sorted(path.relative_to(corpus).as_posix() for path in corpus.glob(pattern))
    return tuple(place for name in names for place in _places(corpus, name))


def _places(corpus: Path, name: str) -> Iterator[Place]:
    text = (corpus / name).read_text("utf-8")
    end = text.index("\n---\n", 3) if name.endswith(".md") else len(text)
    for match in FIELD.finditer(text, 0, end):
        yield Place(name, match.start("value"), match.end("value"))


def is_seen(value: str, place: Place) -> bool:
    """Whether a pair belongs to the half that tests may try."""
    told = f"{value}\0{place.file}\0{place.start}".encode()
    return hashlib.sha256(told).digest()[0] % 2 == 0


def pairs(count: int, *, seen: bool, seed: int) -> list[tuple[str, Place]]:
    """A random choice of pairs in which values and places come equally often."""
    chance = random.Random(seed)
    all_values, all_places = list(values()), list(places())
    chosen: list[tuple[str, Place]] = []
    while len(chosen) < count:
        chance.shuffle(all_values)
        for value in all_values:
            place = chance.choice(all_places)
            if is_seen(value, place) == seen:
                chosen.append((value, place))
    return chosen[:count]


def attempt(content: Path, value: str, place: Place) -> str:
    """What became of it: `refused` at a line, `held`; raises what is no Problem.

    The copy of the corpus at `content` is as it was afterwards.
    """
    path = content / place.file
    text = path.read_text("utf-8")
    try:
        path.write_bytes((text[: place.start] + value + text[place.end :]).encode("utf-8"))
        outputs_of(load_content(content), ROOT / "templates")
    except ContentError as error:
        assert error.problems
        return "refused"
    finally:
        path.write_text(text, "utf-8")
    return "held"


def _try_all(
    number: int, chosen: list[tuple[str, Place]], told: multiprocessing.SimpleQueue[object]
) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as work:
        content = Path(shutil.copytree(CORPUS, Path(work) / "content"))
        for value, place in chosen:
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                told.put(attempt(content, value, place))
            except BaseException:
                shutil.rmtree(content)
                shutil.copytree(CORPUS, content)
                told.put(f"{place.file}: {value[:60]!r}: {traceback.format_exc().splitlines()[-1]}")
    told.put(None)


def main() -> int:
    """Tries, and prints how many held."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seen = (sys.argv[2] if len(sys.argv) > 2 else "seen") == "seen"

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {SECONDS} s")

    signal.signal(signal.SIGVTALRM, stop)
    told: multiprocessing.SimpleQueue[object] = multiprocessing.get_context("fork").SimpleQueue()
    chosen = pairs(count, seen=seen, seed=20261125)
    worker = multiprocessing.get_context("fork").Process(target=_try_all, args=(0, chosen, told))
    worker.start()
    outcomes: Counter[str] = Counter()
    while (outcome := told.get()) is not None:
        name = str(outcome)
        outcomes[name if name in ("refused", "held") else "failed"] += 1
        if name not in ("refused", "held"):
            print(name)
    worker.join()
    print(f"{len(values())} values, {len(places())} places, {len(chosen)} pairs: {dict(outcomes)}")
    return 1 if outcomes["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
