"""What the data files share: the type of a JSON value, a file below `/data/v1/`, figure, section."""

from __future__ import annotations

from typing import TypeAlias

from generator.addresses import DATA_FILES
from generator.model.entries import SectionEntry
from generator.model.figures import Figure
from generator.outputs import OutputFile, json_bytes


def data_file(name: str, value: Json | list[dict[str, Json]]) -> OutputFile:
    """A file of JSON, without white space between its parts: a third of most files otherwise."""
    return OutputFile(DATA_FILES + name, json_bytes(value, compact=True))


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


def section_json(section: SectionEntry) -> dict[str, Json]:
    return {"number": section.number, "label": section.label, "heading": section.heading}


Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
