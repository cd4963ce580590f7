"""What the data files share: the type of a JSON value, a file below `/data/v1/`, a figure."""

from __future__ import annotations

from typing import TypeAlias

from generator.addresses import DATA_FILES
from generator.model.figures import Figure
from generator.outputs import OutputFile, json_bytes


def data_file(name: str, value: Json | list[dict[str, Json]]) -> OutputFile:
    return OutputFile(DATA_FILES + name, json_bytes(value))


def figure_json(figure: Figure) -> dict[str, Json]:
    """A figure with its place in its sentence; `values` are exact decimal numbers as text."""
    return {
        "sentence": figure.sentence,
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "kind": figure.kind.value,
        "values": list(figure.values),
        "unit": figure.unit,
        "bound": figure.bound,
    }


Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
