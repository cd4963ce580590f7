"""The sum of all that a comparison depends on: where it is the same, so is the comparison."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib.metadata import version
from pathlib import Path

ROOMS = ("compare", "model", "notice", "text")
"""Rooms whose code has a say in what a comparison says."""
LIBRARIES = ("diff-match-patch", "numpy", "rjieba")


def value_sum(value: object) -> str:
    """The sha256 of a value by its parts: of values that are equal the same, in every process."""
    found = hashlib.sha256()
    for piece in _pieces(value):
        # Each piece behind its length: nothing in one can look like the border of two.
        data = piece.encode(errors="surrogatepass")
        found.update(b"%d:" % len(data) + data)
    return found.hexdigest()


def _pieces(value: object) -> Iterator[str]:
    kind = type(value).__name__
    if isinstance(value, Enum):
        yield from (kind, value.name)
    elif value is None or isinstance(value, str | int | float):
        yield from (kind, repr(value))
    elif is_dataclass(value):
        yield kind
        for field in fields(value):
            yield field.name
            yield from _pieces(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from (kind, str(len(value)))
        for key, other in value.items():  # in its order, which may have a say as well
            yield from _pieces(key)
            yield from _pieces(other)
    elif isinstance(value, AbstractSet):
        yield from ("set", str(len(value)))
        yield from sorted(map(value_sum, value))
    elif isinstance(value, list | tuple):
        yield from (kind, str(len(value)))
        for part in value:
            yield from _pieces(part)
    else:
        raise TypeError(f"no sum of a {kind}")


@functools.cache
def code_sum() -> str:
    """The sha256 of our own code that compares, its word lists, and the libraries' versions."""
    found = hashlib.sha256("\n".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    here = Path(__file__).resolve().parents[1]
    for path in sorted(path for room in ROOMS for path in (here / room).rglob("*")):
        if path.suffix in (".py", ".txt"):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found.update(f"\n{path.relative_to(here).as_posix()} {digest}".encode())
    return found.hexdigest()
