"""YAML texts to tables: mappings of texts that know in which lines their keys stand.

A value is the text as it is written, whatever it looks like: there are no numbers and no dates. Only
an unquoted `null`, `~` or nothing is None, and an unquoted `true` or `false` is True or False. Tags,
aliases and characters that no text may have are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from generator.text.characters import NEVER

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C takes a second for two megabytes; Python's own takes half a minute."""
DEEPEST = 20
"""How deep lists and mappings may lie in one another; ours need five."""
PLAIN: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "false": False,
}


class Table(dict[str, Any]):
    """A mapping of a YAML file, with the line where it begins and those of its keys."""

    def __init__(self, line: int = 0) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class TableError(Exception):
    """The text is no YAML mapping: why, in which line, and what may help."""

    def __init__(self, line: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.hint = hint


def parse_table(text: str, first_line: int = 1) -> Table:
    """The table that `text` is, the lines counted from `first_line`; raises TableError."""
    above = "\n" * (first_line - 1)
    try:
        data = _read(iter(yaml.parse(above + text, Loader=LOADER)))  # events only: nothing is made
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else first_line
        hint = "check quotes and indents"
        raise TableError(line, f"not valid YAML: {error.problem}", hint) from error
    except yaml.YAMLError as error:
        raise TableError(first_line, f"not valid YAML: {error}".splitlines()[0]) from error
    if not isinstance(data, Table):
        hint = "lines like `key: value` are expected"
        raise TableError(first_line, "not a mapping", hint)
    return data


def _read(events: Iterator[Any]) -> Any:
    """What the one document of the events is, without recursion: a text's depth is not ours."""
    whole: list[Any] = []
    open_: list[Table | list[Any]] = [whole]
    keys: list[str | None] = [None]
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refused("only one document is expected", event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            open_.pop()
            keys.pop()
        elif isinstance(event, yaml.NodeEvent):
            _check_plain(event)
            inside = open_[-1]
            if isinstance(inside, Table) and keys[-1] is None:
                keys[-1] = _key(inside, event)
                continue
            value = _value(event)
            if isinstance(inside, Table):
                inside[str(keys[-1])] = value
                keys[-1] = None
            else:
                inside.append(value)
            if isinstance(value, list | Table):
                if len(open_) > DEEPEST:
                    raise _refused(f"nested deeper than {DEEPEST}", event)
                open_.append(value)
                keys.append(None)
    return whole[0] if whole else None


def _check_plain(event: Any) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise _refused("aliases are not allowed", event)
    if event.tag is not None:
        raise _refused(f"tags are not allowed: {event.tag[:40]!r}", event)


def _key(table: Table, event: Any) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _refused("a key is a text", event)
    key = _text(event)
    if key in table:
        raise _refused(f"key {key!r} given twice", event)
    table[key] = None
    table.lines[key] = _line(event)
    return key


def _value(event: Any) -> Any:
    if isinstance(event, yaml.MappingStartEvent):
        return Table(_line(event))
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    text = _text(event)
    plain = event.implicit[0]
    return PLAIN[text] if plain and text in PLAIN else text


def _text(event: Any) -> str:
    text = str(event.value)
    if found := NEVER.search(text):
        raise _refused(f"character U+{ord(found[0][0]):04X} has no place in a text", event)
    return text


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _refused(problem: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
