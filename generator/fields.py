"""YAML files to checked fields: whatever is wrong is a Problem with its place; reading goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from generator.errors import Problem

T = TypeVar("T", bound=StrEnum)
MOST_BYTES = 2_000_000


class _NoAliasLoader(yaml.SafeLoader):
    """Refuses aliases (a bomb needs them) and keys given twice; dates stay as written."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
            raise yaml.MarkedYAMLError(
                problem="aliases are not allowed", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"key {key!r} given twice", problem_mark=key_node.start_mark
                )
            seen.add(key)
        return {"__line__": node.start_mark.line + 1, **super().construct_mapping(node, deep)}


_NoAliasLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


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
            if path.is_symlink():
                raise OSError("it is a link to another file")
            raw = path.read_bytes()
            if len(raw) > MOST_BYTES:
                raise OSError(f"it is larger than {MOST_BYTES} bytes")
            return raw.decode("utf-8")
        except FileNotFoundError:
            self.cannot_read(path, 0, "this file is missing", "see CONTRIBUTING.md, “Add a year”")
        except OSError as error:
            self.cannot_read(path, 0, f"cannot be read: {error.strerror or error}")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self.cannot_read(path, line, "not UTF-8", "save the file as UTF-8 without BOM")
        return None

    def yaml(self, path: Path, text: str, first_line: int = 1) -> dict[str, Any]:
        try:
            data = yaml.load(text, Loader=_NoAliasLoader)  # a SafeLoader, narrowed
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line = first_line + (mark.line if mark else 0)
            hint = "check quotes and indents"
            self.cannot_read(path, line, f"not valid YAML: {error.problem}", hint)
            return {}
        except (yaml.YAMLError, RecursionError) as error:
            self.cannot_read(path, first_line, f"not valid YAML: {error}".splitlines()[0])
            return {}
        if not isinstance(data, dict):
            hint = "lines like `key: value` are expected"
            self.cannot_read(path, first_line, "not a mapping", hint)
            return {}
        return data


@dataclass(slots=True)
class Fields:
    """A mapping read from YAML; every wrong or missing field is a Problem, and reading goes on."""

    reader: FileReader
    path: Path
    data: Mapping[str, Any]

    @property
    def line(self) -> int:
        return int(self.data.get("__line__", 0))

    def wrong(self, key: str, wanted: str) -> None:
        self.reader.problem(self.path, self.line, f"{key}: {wanted} is expected")

    def text_or_none(self, key: str) -> str | None:
        value = self.data.get(key)
        if value is not None and not isinstance(value, str | int | float):
            self.wrong(key, "a text")
            return None
        return None if value is None else str(value)

    def text(self, key: str) -> str:
        value = self.text_or_none(key)
        if not value:
            self.wrong(key, "a text")
        return value or ""

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(v, str | int) for v in value):
            self.wrong(key, "a list of texts")
            return ()
        return tuple(map(str, value))

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, "true or false")
        return value is True

    def choice(self, key: str, kind: type[T], other: T) -> T:
        try:
            return kind(str(self.data.get(key)))
        except ValueError:
            self.wrong(key, f"one of {', '.join(kind)}")
            return other

    def mapping(self, key: str) -> Fields:
        value = self.data.get(key)
        if not isinstance(value, dict):
            self.wrong(key, "a mapping")
            value = {"__line__": self.line}
        return Fields(self.reader, self.path, value)

    def mappings(self, key: str) -> Iterator[Fields]:
        value = self.data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.wrong(key, "a list of mappings")
            value = []
        return (Fields(self.reader, self.path, entry) for entry in value)
