"""YAML files to checked fields: whatever is wrong is a Problem with its place; reading goes on.

Whoever reads a mapping asks for each key that it may have; a key that nobody has asked for when the
file is read is a Problem.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from generator.addresses import DEVICES
from generator.content.tables import Table, TableError, parse_table
from generator.model.ids import ID_PATTERN
from generator.plain_files import read_plain
from generator.problems import Problem
from generator.text.characters import NEVER, is_seen
from generator.text.days import is_day

T = TypeVar("T", bound=StrEnum)
MOST_BYTES = 2_000_000
MOST_TOLD = 100
"""So many characters of a file that have no place in a text are told, and so many keys have a hint."""
A_DAY = "write it like 2020-04-03, or null"
WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")
DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


@dataclass(slots=True)
class FileReader:
    """Reads files below `root` and collects what is wrong with them.

    A Problem's path is the file's, as `root` was given. Of a file that cannot be read at all
    (`unread`) that is the only Problem: what is missing in it follows from it.
    """

    root: Path
    problems: list[Problem]
    unread: set[Path] = field(default_factory=set)

    def problem(self, path: Path, line: int, message: str, hint: str = "") -> None:
        if path not in self.unread:
            place = path.as_posix()
            self.problems.append(Problem(path=place, line=line, message=message, hint=hint))

    def cannot_read(self, path: Path, line: int, message: str, hint: str = "") -> None:
        self.problem(path, line, message, hint)
        self.unread.add(path)

    def text(self, path: Path) -> str | None:
        try:
            raw = read_plain(path, MOST_BYTES)
            text = raw.decode("utf-8")
        except FileNotFoundError:
            self.cannot_read(path, 0, "this file is missing", "see CONTRIBUTING.md, “Add a year”")
        except OSError as error:
            self.cannot_read(path, 0, f"cannot be read: {error.strerror or error}")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self.cannot_read(path, line, "not UTF-8", "save the file as UTF-8 without BOM")
        else:
            return text if self._check_characters(path, text) else None
        return None

    def _check_characters(self, path: Path, text: str) -> bool:
        """Whether all characters may stand in a text; a Problem for each line where one may not."""
        lines = {
            text.count("\n", 0, m.start()) + 1: m[0]
            for m in islice(NEVER.finditer(text), MOST_TOLD)
        }
        for line, character in lines.items():
            message = f"character U+{ord(character[0]):04X} has no place in a text"
            self.problem(path, line, message, "take it out: it is not seen, or alters what is seen")
        if lines:
            self.unread.add(path)
        return not lines

    @contextmanager
    def fields(self, path: Path, text: str | None, first_line: int = 1) -> Iterator[Fields]:
        """The fields of a file's text; at the end, every key that nobody has asked for is told."""
        try:
            table = parse_table(text or "", first_line)
        except TableError as error:
            self.cannot_read(path, error.line, str(error), error.hint)
            table = Table()
        fields = Fields(self, path, table)
        yield fields
        fields.refuse_unasked()


@dataclass(slots=True)
class Fields:
    """A mapping read from YAML; every wrong or missing field is a Problem, and reading goes on.

    `asked` are the keys that there may be, `parts` the mappings in this one; each is opened once.
    """

    reader: FileReader
    path: Path
    data: Table
    asked: set[str] = field(default_factory=set)
    parts: list[Fields] = field(default_factory=list)

    @property
    def line(self) -> int:
        """Where the mapping begins."""
        return self.data.line

    def problem(self, key: str, message: str, hint: str = "") -> None:
        """A Problem at the line of `key`, or where the mapping begins if it has no such key."""
        line = self.data.lines.get(key, self.line)
        self.reader.problem(self.path, line, message, hint)

    def wrong(self, key: str, wanted: str) -> None:
        self.problem(key, f"{key}: {wanted} is expected")

    def refuse_unasked(self) -> None:
        """A Problem for every key, here and in all parts, that nobody has asked for.

        The first of them have a hint: to look for what was meant takes its time.
        """
        waiting = self.asked - self.data.keys()
        unknown = [key for key in self.data if key not in self.asked]
        for number, key in enumerate(unknown):
            hint = _meant(key, waiting, self.asked) if number < MOST_TOLD else ""
            self.problem(key, f"unknown key {key!r}", hint)
        for part in self.parts:
            part.refuse_unasked()

    def has(self, key: str) -> bool:
        self.asked.add(key)
        return key in self.data

    def value(self, key: str) -> Any:
        """What stands there, of whatever type; None where nothing does."""
        self.asked.add(key)
        return self.data.get(key)

    def text_or_none(self, key: str) -> str | None:
        value = self.value(key)
        if value is not None and (not isinstance(value, str)):
            self.wrong(key, "a text")
            return None
        if value and not is_seen(value):
            self.wrong(key, "a text of which something is seen")
            return None
        return value

    def text(self, key: str) -> str:
        if self.value(key) in (None, ""):
            self.wrong(key, "a text")
            return ""
        return self.text_or_none(key) or ""

    def id(self, key: str = "id") -> str:
        """A text that can stand in an address."""
        value = self.text(key)
        if value and not ID_PATTERN.match(value):
            self.problem(key, f"not an id: {value!r}", "a-z, 0-9 and -")
        elif DEVICES.match(value):
            self.problem(key, f"not an id: {value!r}", "Windows has no folder of that name")
        return value

    def day_or_none(self, key: str) -> str | None:
        """A year, a month or a day: 2018, 2018-04, 2018-04-02."""
        value = self.text_or_none(key)
        if value is not None and not _is_day(value):
            self.wrong(key, "a year or a day (2018, 2018-04-02)")
        return value

    def web_address_or_none(self, key: str, name: str) -> str | None:
        """An address that a link may have; a Problem calls it by its full `name` (official.url)."""
        value = self.text_or_none(key)
        if value is not None and not _is_web_address(value):
            self.problem(key, f"{name}: a web address is expected, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.value(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(_is_text(v) for v in value):
            self.wrong(key, "a list of texts")
            return ()
        return tuple(value)

    def flag_or_none(self, key: str) -> bool | None:
        value = self.value(key)
        if value is not None and not isinstance(value, bool):
            self.wrong(key, "true or false")
            return None
        return value

    def flag(self, key: str) -> bool:
        return self.flag_or_none(key) is True

    def choice(self, key: str, kind: type[T], other: T, *, needed: bool = True) -> T:
        """One of `kind`; `other` where it is wrong, or not there and not `needed`."""
        if not self.has(key) and not needed:
            return other
        try:
            return kind(str(self.value(key)))
        except ValueError:
            self.wrong(key, f"one of {', '.join(kind)}")
            return other

    def one_of(self, key: str, known: Collection[str] | None, noun: str, hint: str = "") -> str:
        """A text that stands in `known` too, unless that cannot be said (None)."""
        value = self.text(key)
        self._look_up(key, [value] if value else [], known, noun, hint)
        return value

    def some_of(
        self, key: str, known: Collection[str] | None, noun: str, hint: str = ""
    ) -> tuple[str, ...]:
        """A list of such texts."""
        values = self.texts(key)
        self._look_up(key, values, known, noun, hint)
        return values

    def _look_up(
        self, key: str, values: Iterable[str], known: Collection[str] | None, noun: str, hint: str
    ) -> None:
        for value in values:
            if known is not None and value not in known:
                near = get_close_matches(value, known, n=1)
                told = [*(f"is {name} meant?" for name in near), *([hint] if hint else [])]
                self.problem(key, f"{key}: there is no {noun} {value!r}", " ".join(told))

    def mapping(self, key: str, *, needed: bool = True) -> Fields:
        """The mapping there; one without keys where it is wrong, or not there and not `needed`."""
        value = self.value(key)
        if not isinstance(value, Table):
            if needed or self.has(key):
                self.wrong(key, "a mapping")
            value = Table(self.line)
        return self._part(value)

    def mappings(self, key: str, *, once: str = "") -> tuple[Fields, ...]:
        """The mappings of the list there; no two of them may have the same `once`."""
        value = self.value(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, Table) for v in value):
            self.wrong(key, "a list of mappings")
            return ()
        parts = tuple(self._part(entry) for entry in value)
        _refuse_twice(parts, once)
        return parts

    def named(self, key: str) -> Iterator[tuple[str, Fields]]:
        """The mappings of the mapping there, with the names that they have in it."""
        entries = self.mapping(key)
        return ((name, entries.mapping(name)) for name in entries.data)

    def _part(self, data: Table) -> Fields:
        part = Fields(self.reader, self.path, data)
        self.parts.append(part)
        return part


def _meant(key: str, waiting: Collection[str], asked: Collection[str]) -> str:
    near = get_close_matches(key, waiting, n=1)
    return f"is {near[0]} meant?" if near else f"there may be {', '.join(sorted(asked))}"


def _refuse_twice(parts: Iterable[Fields], key: str) -> None:
    """A Problem for each part whose `key` says what an earlier one's does."""
    lines: dict[str, int] = {}
    for part in parts:
        value = part.data.get(key)
        if value is None:
            continue
        if str(value) in lines:
            hint = f"the other stands in line {lines[str(value)]}"
            part.problem(key, f"{key} {str(value)!r} is given twice", hint)
        else:
            lines[str(value)] = part.data.lines[key]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and is_seen(value)


def _is_web_address(text: str) -> bool:
    """Whether `text` is an http address with a host, and a port that there is if it names one."""
    try:
        parts = urlsplit(text)
        return bool(WEB_ADDRESS.fullmatch(text) and parts.hostname and parts.port != 0)
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    """Whether `text` is a day, or a month or year, of the calendar."""
    return bool(DAY.fullmatch(text)) and is_day(f"{text}-01-01"[:10])
