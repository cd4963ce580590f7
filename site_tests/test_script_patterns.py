"""Every pattern of the scripts takes time that grows no faster than the text, in the engine that runs it.

Patterns are found in the text of `templates/assets/`: literals, and those that a name says are made of
one of Python's (`first("term")`), with the methods that each is called by. They meet the texts that
Python's are tried with, in plain Node.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.search.javascript import PATTERNS, javascript_pattern
from site_tests.test_patterns import GROWTH, words

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "templates/assets"
NODE = shutil.which("node")
SHORT, LONG = 2_000, 16_000
"""Characters; Node reads these as fast as Python reads half of them."""
LEAST = 2.0
"""Milliseconds below which growth cannot be measured."""
LITERAL = re.compile(
    r"(?<![\w)\]/*] )(?<![\w)\]/*])/(?P<source>(?:[^/\\\[\n*]|\\.|\[(?:[^\]\\\n]|\\.)*\])"
    r"(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])*)/(?P<flags>[dgimsuvy]*)(?=[\s.,;)])"
)
MADE = re.compile(r'(?P<name>[A-Z_]+) = (?P<how>pattern|first|whole)\("(?P<key>\w+)"\)')
FORMS = {"pattern": ("{}", "gu"), "first": ("{}", "u"), "whole": ("^(?:{})$", "u")}
"""What 10-folding.js makes of a pattern of Python's."""
ON_TEXTS = "match|matchAll|replace|replaceAll|search|split"
COMMENT = re.compile(r"(?<![:\"'`\\/])//[^\n]*")
CONFINED = {
    r"\/+$": "meets a path of no more than 200 characters",
    r"\bcompare[-/_]([a-z0-9-]*\d{4})[-/_.]+([a-z0-9-]*\d{4})$": "meets such a path",
    r"([a-z0-9][a-z0-9-]*)[-/_ ]0*(\d{1,3})$": "meets such a path",
    r"([a-z0-9][a-z0-9-]*)[-/_ ]0*(\d{1,2})[-/_ ]0*(\d{1,3})$": "meets such a path",
    r"(\/index)?\.html?$": "meets such a path",
}
"""Patterns that are not linear, or look backwards, and never meet a long text."""


@dataclass(frozen=True, slots=True)
class Use:
    """A pattern of a script, and a method by which it is called."""

    place: str
    source: str
    flags: str
    method: str

    def __str__(self) -> str:
        return f"{self.place} /{self.source[:40]}/{self.flags}.{self.method}"


def uses() -> list[Use]:
    """Every pattern with each method that it is called by."""
    scripts = {p.relative_to(ASSETS).as_posix(): _code(p) for p in sorted(ASSETS.rglob("*.js"))}
    whole = "\n".join(scripts.values())
    found: dict[Use, None] = {}
    for place, code in scripts.items():
        for made in MADE.finditer(code):
            form, flags = FORMS[made["how"]]
            source = form.format(javascript_pattern(PATTERNS[made["key"]]))
            for method in _methods(made["name"], whole):
                found[Use(place, source, flags, method)] = None
        for literal in LITERAL.finditer(code):
            named = re.search(r"([A-Z_]+) = \Z", code[: literal.start()])
            said = literal[0] if not named else named[1]
            for method in _methods(said, whole):
                found[Use(place, literal["source"], literal["flags"], method)] = None
    return list(found)


def _code(path: Path) -> str:
    return COMMENT.sub("", path.read_text("utf-8"))


def _methods(said: str, code: str) -> list[str]:
    """The methods that a pattern, or the name of one, is called by."""
    name = rf"(?<!\w){re.escape(said)}"
    called = re.findall(rf"{name}\.(test|exec)\(", code)
    called += re.findall(rf"\.({ON_TEXTS})\({name}[),]", code)
    return sorted(set(called))


def plans(use: Use) -> list[tuple[str, str, str]]:
    """Words to make texts of: of the pattern's own characters, some of which break it off."""
    pattern = re.compile(re.sub(r"\(\?<(?=[A-Za-z])", "(?P<", use.source), _flags(use))
    chance = random.Random(1)
    known = words(pattern, chance)
    made = [("", word, end) for word in known for end in ("", "\n\x01")]
    for _ in range(20):
        parts = chance.choices(known, k=chance.choice((1, 2, 3)))
        made.append((chance.choice(known), "".join(parts), chance.choice([*known, "\x01"])))
    return made


def _flags(use: Use) -> re.RegexFlag:
    return re.IGNORECASE if "i" in use.flags else re.NOFLAG


def slow(tried: list[Use]) -> list[str]:
    """What Node says of each use: where it is slow, or nothing."""
    assert NODE, "Node runs the scripts: `make setup` needs it too"
    given = {
        "uses": [
            {"source": u.source, "flags": u.flags, "method": u.method, "plans": plans(u)}
            for u in tried
        ],
        "short": SHORT,
        "long": LONG,
        "growth": GROWTH,
        "least": LEAST,
    }
    script = str(ROOT / "site_tests/slow_patterns.mjs")
    run = subprocess.run(
        [NODE, script], input=json.dumps(given).encode(), capture_output=True, check=True
    )
    told: list[str] = json.loads(run.stdout)
    return told


def test_all_patterns_of_the_scripts_are_found() -> None:
    """All that search's script takes from Python and all literals are tried, each as it is called."""
    found = uses()
    code = "\n".join(map(_code, sorted(ASSETS.rglob("*.js"))))
    made = re.findall(r'\b(?:pattern|first|whole)\("(\w+)"\)', code)
    assert set(made) <= PATTERNS.keys() and len(MADE.findall(code)) == len(made)
    sources = {use.source for use in found}
    for key in made:
        said = javascript_pattern(PATTERNS[key])
        assert {said, f"^(?:{said})$"} & sources, key
    missing = [match[0] for match in LITERAL.finditer(code) if match["source"] not in sources]
    assert missing == []
    assert CONFINED.keys() <= sources
    assert {use.method for use in found} >= {"test", "exec", "match", "replace", "split"}


def test_no_pattern_is_made_elsewhere() -> None:
    """Whoever makes a pattern of a text does it where this test knows of it."""
    code = "\n".join(map(_code, sorted(ASSETS.rglob("*.js"))))
    assert sorted(re.findall(r"new RegExp\((.*?), \"", code)) == [
        "PATTERNS.around",  # of single characters
        "PATTERNS[name]",
        "PATTERNS[name]",
        "`^${PATTERNS.around}`",  # at the beginning alone
        "`^(?:${PATTERNS[name]})$`",
        "before + classes.join(`${keytasksDropped}*`) + after",  # a term's characters, a class each
        "keytasksDropped",  # a class of single characters
    ]


@pytest.mark.slow
def test_the_patterns_of_the_scripts_are_linear() -> None:
    """No pattern takes more than some eight times as long for eight times the text; a bad one is told."""
    tried = [use for use in uses() if use.source not in CONFINED]
    bad = [Use("bad", r"\s+$", "u", "replace")]
    told = slow([*tried, *bad])
    assert told[-1]
    found = [f"{use}: {why}" for use, why in zip(tried, told[:-1], strict=True) if why]
    assert found == []
