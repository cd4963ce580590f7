"""The words that readers see: `templates/words.toml`, for each language a table of tables.

    [zh.task]                        the words of one place, or the names of one closed vocabulary
    previous = "上一项"               a phrase
    sentence = "第{number}句"         a phrase with a place, which is filled by name

A key is an id and never the text itself. Pages, scripts and the terminal take their words from here,
so that another language is another table. A text may hold inline HTML where only pages use it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from generator.problems import ContentError, Problem

FILE = "words.toml"
LANGUAGE = "zh"
HEADER = re.compile(r"\s*\[(?P<name>[^\[\]]+)\]\s*(?:#.*)?\Z")
ENTRY = re.compile(r"""\s*(?P<quote>["']?)(?P<key>[\w.-]+)(?P=quote)\s*=""")
NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
SHAPE = "a language holds tables, and these hold texts: [zh.task], then previous = “…”"


class WordError(ContentError):
    """Words are asked for that words.toml does not hold in this form; `message` says which."""

    def __init__(self, problem: Problem) -> None:
        super().__init__([problem])
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A text of words.toml, where it stands there, and the places in it that are to be filled."""

    path: str
    line: int
    key: str
    text: str
    places: frozenset[str]

    def check(self, given: frozenset[str]) -> None:
        """Raises WordError where the values given are not those that the text has places for."""
        if given != self.places:
            message = f"{self.key} is given {_listed(given)}, its text takes {_listed(self.places)}"
            raise WordError(Problem(path=self.path, line=self.line, message=message))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of one language by table and key."""

    path: str
    tables: Mapping[str, Mapping[str, Phrase]]

    def phrase(self, table: str, key: str) -> Phrase:
        """The phrase `table.key`; raises WordError where there is none."""
        entries = self.table(table)
        if key not in entries:
            line = min(phrase.line for phrase in entries.values())
            raise WordError(Problem(path=self.path, line=line, message=f"no word {table}.{key}"))
        return entries[key]

    def table(self, name: str) -> Mapping[str, Phrase]:
        """A whole table; raises WordError where there is none."""
        if name not in self.tables:
            raise WordError(Problem(path=self.path, line=0, message=f"no table {name}"))
        return self.tables[name]

    def say(self, key: str, **values: object) -> str:
        """The text of `table.key` with `values` in its places.

        `say("terminal.most", count=31)` is `……共 31 条`.
        """
        table, _, name = key.partition(".")
        phrase = self.phrase(table, name)
        phrase.check(frozenset(values))
        return phrase.text.format(**values)


def load_words(templates: Path, language: str = LANGUAGE) -> Vocabulary:
    """The words of `language` in the folder of templates; raises ContentError with every Problem."""
    path = templates / FILE
    source = path.read_text("utf-8")
    return parse_words(source, str(path), language)


def parse_words(source: str, path: str, language: str = LANGUAGE) -> Vocabulary:
    """The words of `language` in the text of words.toml, whose place `path` says."""
    try:
        parsed = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+)", str(error))
        line = int(place[1]) if place else len(source.splitlines())
        raise ContentError([Problem(path=path, line=line, message=str(error))]) from error
    lines = _lines(source)
    tables: dict[str, dict[str, Phrase]] = {}
    problems = []

    def wrong(line: int, message: str, hint: str = "") -> None:
        problems.append(Problem(path=path, line=line, message=message, hint=hint))

    if language not in parsed:
        wrong(0, f"no table of the language {language}")
    for tongue, content in parsed.items():
        for table, entries in content.items() if isinstance(content, dict) else ():
            if not isinstance(entries, dict):
                wrong(lines.get((tongue, table), 0), f"{table} stands in no table", SHAPE)
                continue
            for key, text in entries.items():
                line = lines.get((f"{tongue}.{table}", key), 0)
                if not isinstance(text, str) or not text:
                    wrong(line, f"{table}.{key} is no text", SHAPE)
                    continue
                try:
                    places = _places(text)
                except ValueError as error:
                    wrong(line, f"{table}.{key}: {error}", "a place is {name}, a brace itself {{")
                    continue
                if tongue == language:
                    tables.setdefault(table, {})[key] = Phrase(
                        path=path, line=line, key=f"{table}.{key}", text=text, places=places
                    )
    if problems:
        raise ContentError(problems)
    return Vocabulary(path=path, tables=tables)


def _places(text: str) -> frozenset[str]:
    """The names of the places in `text`; raises ValueError where one is more than a name."""
    names = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not NAME.match(name):
            raise ValueError(f"{{{name}}} is no plain place")
        names.add(name)
    return frozenset(names)


def _lines(source: str) -> dict[tuple[str, str], int]:
    """The line of each entry by table and key, which tomllib does not tell."""
    return {(table, key): line for line, table, key in _entries(source)}


def _entries(source: str) -> Iterator[tuple[int, str, str]]:
    table = ""
    for number, line in enumerate(source.splitlines(), 1):
        if header := HEADER.match(line):
            table = header["name"].strip()
        elif entry := ENTRY.match(line):
            yield number, table, entry["key"]


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
