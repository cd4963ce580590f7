"""YAML texts to tables: mappings that know in which lines their keys stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml


class Table(dict[str, Any]):
    """A mapping of a YAML file, with the line where it begins and those of its keys."""

    def __init__(self, line: int = 0) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class _NoAliasLoader(yaml.SafeLoader):
    """Refuses aliases (a bomb needs them) and keys given twice; keys and dates stay as written."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
            raise yaml.MarkedYAMLError(
                problem="aliases are not allowed", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_table(self, node: yaml.MappingNode) -> Iterator[Table]:
        table = Table(node.start_mark.line + 1)
        yield table
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="a key is a text", problem_mark=mark)
            key = key_node.value
            if key in table:
                raise yaml.MarkedYAMLError(problem=f"key {key!r} given twice", problem_mark=mark)
            table[key] = self.construct_object(value_node)
            table.lines[key] = mark.line + 1


_NoAliasLoader.add_constructor("tag:yaml.org,2002:map", _NoAliasLoader.construct_table)
_NoAliasLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


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
        data = yaml.load(above + text, Loader=_NoAliasLoader)  # a SafeLoader, narrowed
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else first_line
        hint = "check quotes and indents"
        raise TableError(line, f"not valid YAML: {error.problem}", hint) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise TableError(first_line, f"not valid YAML: {error}".splitlines()[0]) from error
    if not isinstance(data, Table):
        hint = "lines like `key: value` are expected"
        raise TableError(first_line, "not a mapping", hint)
    return data
