"""Python's engine and the browser's are twins: the same answers to shared vectors, in plain Node.

`vectors.jsonl` is written by Python's engine (`make golden`) on the invented notices; Node answers
the same queries from both kinds of index.
"""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from pathlib import Path

import pytest

from generator.content.loading import load_content
from generator.model.content import Content
from generator.search import javascript
from generator.search.files import search_files
from generator.search.index import Index
from generator.search.records import aliases
from site_tests.conftest import ROOT
from site_tests.entries import records
from site_tests.search.odd_queries import odd_queries
from site_tests.search.twins import ask, index_of, said, write_site

VECTORS = Path(__file__).with_name("vectors.jsonl")
WRITTEN = (
    *(
        "9002",
        "9002-01",
        "9003（二）",
        "第一项",
        "（三）",
        "第3项任务",
        "2号",
        "第九百项",
        "九百零三",
    ),
    *("一百万", "100万", "1000000", "Ⅱ型", "II型 城市", "ii型", "1.5亿", "00万"),
    *('"推进 支持"', "推进 支持", "推进 -支持", "-推进", "龘龘", "龘龘 推进", "asdfqwer", '"'),
    *("戶籍", "國家", "３００万以上", "（含", "〔9002〕", "\u3000推进\u3000"),
    *("推进 OR 支持", "推进 AND 支持", "推进 NOT 支持", "NOT 推进", "OR", "龘 OR 推进 OR -支持"),
    *(
        "上岸限制",
        "靠岸 修理",
        "修理灯塔",
        "怎么登岸",
        "登岸谁负责",
        "谁负责",
        "灯塔局",
        "lighthouse",
    ),
    *(
        "light towers 9002",
        "dengta",
        "deng ta",
        "how dengan",
        "dengan",
        "灯塔局 登岸",
        '"上岸"',
        "-上岸 推进",
    ),
    *("第廿一项", "卅", "玖零零贰年 推进", "推进 –支持"),
)


@pytest.fixture(scope="module")
def index() -> Index:
    """The index of the invented notices."""
    content = load_content(ROOT / "site_tests/corpus/content")
    return index_of(records(content), aliases(content), content.words)


def queries(index: Index) -> list[str]:
    """Written ones, drawn strings and pairs of them, figures, all names of bodies, odd ones."""
    chance = random.Random(9001)
    texts = [text for record in index.records for _, text in record.parts if len(text) > 4]
    drawn = []
    for _ in range(160):
        text, length = chance.choice(texts), chance.randint(1, 14)
        start = chance.randrange(max(1, len(text) - length))
        drawn.append(text[start : start + length])
    pairs = [f"{a} {b}" for a, b in zip(drawn[:50], drawn[50:100], strict=True)]
    torn = [a[:-1] + "龘" + b[:2] for a, b in zip(drawn[:30], drawn[30:60], strict=True)]
    found = re.findall(r"[^\d。]?\d[\d.]*[^。]?", "。".join(texts))
    figures = chance.sample(sorted(set(found)), min(40, len(set(found))))
    names = [name for alias in index.aliases[:40] for name in alias.names[:2]]
    every = [*WRITTEN, *drawn, *pairs, *torn, *figures, *names, *odd_queries(300, seed=9002)]
    return list(dict.fromkeys(every))


def test_vectors_are_what_python_finds(index: Index, request: pytest.FixtureRequest) -> None:
    """Every vector is Python's answer still, to hundreds of queries."""
    if request.config.getoption("--update-golden"):
        lines = (json.dumps(said(q, index), ensure_ascii=False) for q in queries(index))
        VECTORS.write_text("\n".join(lines) + "\n", "utf-8")
    vectors = [json.loads(line) for line in VECTORS.read_text("utf-8").split("\n")[:-1]]
    assert len(vectors) >= 500
    for vector in vectors:
        assert said(vector["query"], index) == vector, "`make golden` if the change is meant"


@pytest.mark.parametrize("most", [sys.maxsize, 0], ids=["plain", "sharded"])
def test_the_browser_finds_the_same(index: Index, tmp_path: Path, most: int) -> None:
    """Node answers every vector as Python does: ids, tiers, places, what is missing or said."""
    site = write_site(tmp_path, search_files(index.records, index.aliases, index.words, most=most))
    vectors = [json.loads(line) for line in VECTORS.read_text("utf-8").split("\n")[:-1]]
    answers = ask(site, [vector["query"] for vector in vectors])
    for vector, answer in zip(vectors, answers, strict=True):
        assert answer == vector


@pytest.mark.parametrize("most", [sys.maxsize, 0], ids=["plain", "sharded"])
def test_the_browser_knows_the_same_words(content: Content, tmp_path: Path, most: int) -> None:
    """Every word of the shipped table, with and without another word, gives Python's answer."""
    shipped = index_of(records(content), aliases(content), content.words)
    site = write_site(
        tmp_path, search_files(shipped.records, shipped.aliases, shipped.words, most=most)
    )
    asked = [word.asked[n % len(word.asked)] for n, word in enumerate(shipped.words)]
    asked += [f"{one}{other}" for one, other in zip(asked[::4], asked[1::4], strict=False)]
    for answer in (*ask(site, asked), *ask(site, [{"plain": word} for word in asked[::7]])):
        plain = "plain" in answer  # type: ignore[operator]
        query = answer["query"]  # type: ignore[index]
        expected = said(query, shipped, words=not plain)
        assert answer == (expected | {"plain": True} if plain else expected)


@pytest.mark.parametrize("most", [sys.maxsize, 0], ids=["plain", "sharded"])
def test_the_browser_answers_readers_the_same(content: Content, tmp_path: Path, most: int) -> None:
    """Every query of `queries.jsonl`, what is found of it, near to it, or not at all."""
    shipped = index_of(records(content), aliases(content), content.words)
    site = write_site(
        tmp_path, search_files(shipped.records, shipped.aliases, shipped.words, most=most)
    )
    lines = (ROOT / "site_tests/queries.jsonl").read_text("utf-8").splitlines()
    asked = [json.loads(line)["query"] for line in lines]
    for query, answer in zip(asked, ask(site, asked), strict=True):
        assert answer == said(query, shipped)


ENDLESS = ["9" * 190, "1" + "0" * 190, "一万" * 90, "亿" * 190, "二" * 190, "一亿亿亿", "9" * 17]
"""Numbers that a browser cannot tell from their neighbours, and whose digits Python does not print."""


def test_endless_numbers(index: Index, tmp_path: Path) -> None:
    """A number that no notice has is looked for as it is typed, by both."""
    site = write_site(tmp_path, search_files(index.records, index.aliases, index.words))
    asked = [
        form.format(number) for number in ENDLESS for form in ("{}", "{}人", "第{}项", "{}年 推进")
    ]
    assert ask(site, asked) == [said(query, index) for query in asked]
    for query in ("9" * 60_000, "一万" * 30_000, "亿" * 60_000, "1" + "0" * 60_000):
        assert said(query, index)["found"] == []


def test_both_fold_every_character_alike(index: Index, tmp_path: Path) -> None:
    """Of the basic plane, all that this Python knows."""
    site = write_site(tmp_path, search_files(index.records, index.aliases))
    known = [chr(n) for n in range(0x10000) if unicodedata.category(chr(n)) not in ("Cn", "Cs")]
    blocks = ["".join(known[n : n + 512]) for n in range(0, len(known), 512)]
    # Asking for something first loads the records, whose table folds too.
    _, *folded = ask(site, ["推进", *({"fold": block} for block in blocks)])
    assert folded == list(map(index.fold, blocks))


@pytest.mark.parametrize("name", javascript.PATTERNS)
def test_patterns_are_in_both_dialects(name: str) -> None:
    """No class, border, anchor or flag that Python and JavaScript read differently."""
    pattern = javascript.PATTERNS[name]
    assert not re.search(
        r"\\[dDwWsSbBZAz]|(?<![\[\\])[\^$]|\(\?P=|\(\?\(|\(\?[aiLmsux>]", pattern.pattern
    )
    assert pattern.flags == re.UNICODE


def test_nothing_is_typed_twice() -> None:
    """No character of a table or pattern stands in the browser's parts, but for what it shows."""
    parts = (ROOT / "templates/assets/search").glob("[123]*.js")
    code = "\n".join(re.sub(r"//.*", "", part.read_text("utf-8")) for part in parts)
    assert set(re.findall(r"[^\x00-\x7f]", code)) <= {"一", "十"}
