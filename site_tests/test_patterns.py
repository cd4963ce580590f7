"""Every pattern of the generator takes time that grows no faster than the text.

All patterns are found by walking the modules, and the methods that each is called by in their syntax
trees; a pattern that is given where it is used is found there too. Each meets texts made of its own
characters, which repeat what it can match and then break off. Time is compared with that for a text
an eighth as long: eightfold is linear, sixty-fourfold quadratic.
"""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]  # a pattern's own characters

import pytest

import generator

METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
SHORT, LONG = 1_000, 8_000
GROWTH = 24.0
"""Between linear, 8, and quadratic, 64."""
LEAST = 0.002
"""Seconds below which a long text is read so fast that its growth cannot be measured: it is no danger."""
ROUNDS = int(os.environ.get("KEYTASKS_FUZZ", "0")) // 100 or 6
"""Random texts of each pattern, besides the plain repetitions."""


CONFINED = {
    "generator.website.joined_lines.CODE": "meets our own templates",
}
"""Patterns that are not linear, and meet no text from outside."""


@dataclass(frozen=True, slots=True)
class Use:
    """A pattern, and a method by which it is called."""

    name: str
    pattern: re.Pattern[str]
    method: str


def modules() -> Iterator[str]:
    yield from sorted(m.name for m in pkgutil.walk_packages(generator.__path__, "generator."))


def uses() -> list[Use]:
    """Every pattern of text with each method by which any module calls it."""
    trees = {name: _tree(name) for name in modules() if not name.endswith("__main__")}
    called: dict[int, set[str]] = defaultdict(set)
    for name, tree in trees.items():
        known = vars(importlib.import_module(name))
        for called_by, method in _calls(tree):
            for pattern in (p for _, p in _patterns("", known.get(called_by))):
                called[id(pattern)].add(method)
    found: dict[tuple[str, str, int], Use] = {}
    for name, tree in trees.items():
        module = importlib.import_module(name)
        for key, value in vars(module).items():
            for part, pattern in _patterns(key, value):
                for method in called.get(id(pattern)) or METHODS[:3]:
                    use = Use(f"{name}.{part}", pattern, method)
                    found.setdefault((pattern.pattern, method, pattern.flags), use)
        for pattern, method, line in _inline(tree, vars(module)):
            use = Use(f"{name}:{line}", pattern, method)
            found.setdefault((pattern.pattern, method, pattern.flags), use)
    return [use for use in found.values() if isinstance(use.pattern.pattern, str)]


def _calls(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The names by which patterns are called in a module, as CONTROL.search and re.sub(CONTROL, …)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            yield ast.unparse(node.value).split(".")[-1].split("[")[0], node.attr
        elif isinstance(node, ast.Call) and node.args:
            name = ast.unparse(node.func)
            if name.startswith("re.") and name[3:] in METHODS:
                yield ast.unparse(node.args[0]).split(".")[-1], name[3:]


def _tree(name: str) -> ast.Module:
    spec = importlib.util.find_spec(name)  # type: ignore[attr-defined]
    return ast.parse(Path(spec.origin).read_text("utf-8"))


def _patterns(name: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns in a value: itself, or those in a tuple, list or mapping, however deep."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _patterns(f"{name}[{key!r}]", inner)
    elif isinstance(value, (tuple, list)) and not isinstance(value, str):
        for place, inner in enumerate(value[:200]):
            yield from _patterns(f"{name}[{place}]", inner)


def _inline(
    tree: ast.Module, names: dict[str, object]
) -> Iterator[tuple[re.Pattern[str], str, int]]:
    """Patterns that stand where they are used, as far as they are made of constants."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not ast.unparse(node.func).startswith("re."):
            continue
        method = ast.unparse(node.func)[3:]
        if method not in METHODS or not node.args:
            continue
        try:
            text = eval(compile(ast.Expression(node.args[0]), "", "eval"), dict(names))
            if isinstance(text, str):
                yield re.compile(text), method, node.lineno
        except Exception:
            continue  # made of what is only known there; none is today, see the test below


def words(pattern: re.Pattern[str], chance: random.Random) -> list[str]:
    """Short texts that parts of the pattern match, and single characters that it names."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    singles = sorted(set(_characters(tree)))[:60]
    texts = [_example(tree, chance) for _ in range(6)]
    parts = [_example([item], chance) for item in tree]
    return [
        text for text in dict.fromkeys((*parts, *texts, *singles, " ", "x", "1", "中")) if text
    ][:70]


def _characters(tree: object) -> Iterator[str]:
    for item in tree:  # type: ignore[attr-defined]
        operation, value = item
        if operation in (_constants.LITERAL, _constants.NOT_LITERAL):
            yield chr(value)
        elif operation is _constants.RANGE:
            yield chr(value[0])
            yield chr(value[1])
        elif operation is _constants.CATEGORY:
            yield {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " "}.get(str(value), "x")
        else:
            for inner in _inner(operation, value):
                yield from _characters(inner)


def _inner(operation: object, value: object) -> list[object]:
    if operation is _constants.IN:
        return [value]
    if operation is _constants.BRANCH:
        return list(value[1])  # type: ignore[index]
    if operation is _constants.SUBPATTERN:
        return [value[3]]  # type: ignore[index]
    if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return [value[2]]  # type: ignore[index]
    if operation in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [value[1]]  # type: ignore[index]
    if operation is _constants.ATOMIC_GROUP:
        return [value]
    return []


def _example(tree: object, chance: random.Random) -> str:
    """A text that the parsed pattern may match; what it forbids around it is not heeded."""
    made = ""
    for operation, value in tree:  # type: ignore[attr-defined]
        if operation is _constants.LITERAL:
            made += chr(value)
        elif operation is _constants.ANY:
            made += "x"
        elif operation is _constants.NOT_LITERAL:
            made += "x" if value != ord("x") else "y"
        elif operation is _constants.IN:
            negated = value[0][0] is _constants.NEGATE
            named = list(_characters([item for item in value if item[0] is not _constants.NEGATE]))
            made += "x" if negated or not named else chance.choice(named)
        elif operation is _constants.BRANCH:
            made += _example(chance.choice(value[1]), chance)
        elif operation in (
            _constants.MAX_REPEAT,
            _constants.MIN_REPEAT,
            _constants.POSSESSIVE_REPEAT,
        ):
            least, most, inner = value
            made += _example(inner, chance) * min(int(most), max(int(least), chance.choice((1, 2))))
        elif operation is _constants.SUBPATTERN:
            made += _example(value[3], chance)
        elif operation is _constants.ATOMIC_GROUP:
            made += _example(value, chance)
        elif operation is _constants.ASSERT:
            made += _example(value[1], chance) if value[0] > 0 else ""
    return made


def texts(pattern: re.Pattern[str], size: int, seed: int) -> list[str]:
    """Texts of about `size`: one word over and over, after another and before a third that breaks it."""
    chance = random.Random(seed)
    known = words(pattern, chance)
    plans = [("", word, end) for word in known for end in ("", "\n\x01")]
    for _ in range(ROUNDS):
        start, end = chance.choice(known), chance.choice([*known, "\x01"])
        word = "".join(chance.choice(known) for _ in range(chance.choice((1, 2, 3))))
        plans.append((start, word, end))
    return [start + word * (size // len(word)) + end for start, word, end in plans]


def seconds(use: Use, text: str) -> float:
    begin = time.thread_time()
    if use.method in ("sub", "subn"):
        getattr(use.pattern, use.method)("", text)
    elif use.method == "finditer":
        for _ in use.pattern.finditer(text):
            pass
    else:
        getattr(use.pattern, use.method)(text)
    return time.thread_time() - begin


def slow(use: Use, seed: int = 1) -> str:
    """A text on which the use grows faster than the text, or nothing."""
    for short, long in zip(
        texts(use.pattern, SHORT, seed), texts(use.pattern, LONG, seed), strict=True
    ):
        grown = seconds(use, long)
        if grown < LEAST:
            continue
        grown = min(grown, seconds(use, long), seconds(use, long))
        before = min(seconds(use, short) for _ in range(5))
        if grown >= LEAST and grown > GROWTH * before:
            times = f"{grown / before:.0f} times as long for 8 times the text"
            return f"{use.method} of {long[:30]!r}… takes {times}"
    return ""


USES = uses()


def test_the_fuzzer_finds_what_is_slow() -> None:
    """Quadratic patterns are told, a linear one is not."""
    for text, method in ((r"\s+$", "search"), (r"a*a*b", "match")):
        assert slow(Use("x", re.compile(text), method)), text
    assert not slow(Use("x", re.compile(r"[a-z]+(?:-[a-z]+)*\Z"), "match"))


def test_all_patterns_are_found() -> None:
    """The patterns of every room are among those tried."""
    rooms = {use.name.split(".")[1] for use in USES}
    assert {"content", "importers", "notice", "text", "search", "publish", "compare"} <= rooms
    assert len(USES) > 100


def keeps_a_group(tree: object) -> bool:
    """Whether a pattern never gives back what a group has taken: (?:…)*+ or (?>…)."""
    for operation, value in tree:  # type: ignore[attr-defined]
        inner = _inner(operation, value)
        if operation is _constants.ATOMIC_GROUP:
            return True
        if operation is _constants.POSSESSIVE_REPEAT and len(value[2]) != 1:
            return True
        if operation is _constants.POSSESSIVE_REPEAT and value[2][0][0] in (
            *(_constants.SUBPATTERN, _constants.BRANCH, _constants.MAX_REPEAT),
        ):
            return True
        if operation is not _constants.IN and any(map(keeps_a_group, inner)):
            return True
    return False


def test_no_pattern_keeps_a_group() -> None:
    """Python 3.11.2, which is Debian 12's, reads (?:a+b)*+ wrongly where the group fails half-way."""
    for text, wanted in ((r"(?:a+b)*+", True), (r"x(?:(?>ab)|c)", True), (r"[ab]++c*+", False)):
        assert keeps_a_group(_parser.parse(text)) == wanted, text
    found = [
        u.name for u in USES if keeps_a_group(_parser.parse(u.pattern.pattern, u.pattern.flags))
    ]
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "use",
    [u for u in USES if u.name not in CONFINED],
    ids=lambda u: f"{u.name}.{u.method}",
)
def test_a_pattern_is_linear(use: Use) -> None:
    """Whatever of its own characters a text repeats, eight times the text takes about eight times as long."""
    assert slow(use) == ""
