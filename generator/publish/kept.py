"""Comparisons of earlier builds: a folder that may be thrown away, or damaged, at any time.

    <sum>.comparison     the sha256 of what follows (32 bytes), then a pickle

The name is the sum of all that the comparison depends on, our own code among it. What is not there, is not
what was written, or is anything but a comparison of the two notices, is made again.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from generator.model.comparison import Comparison
from generator.plain_files import read_plain

NAME = re.compile(r"[0-9a-f]{64}\.comparison(\.[0-9a-f]{8})?")
DIGEST = 32
MOST_BYTES = 50_000_000
"""Of one comparison: that of two notices of 28 tasks has some 25 KB."""


class _Values(pickle.Unpickler):
    """Reads values of the model and nothing else: a file can call for no code but theirs."""

    def find_class(self, module: str, name: str) -> object:
        """A class of the model; UnpicklingError for anything else."""
        if module.startswith("generator.model.") and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(module, name)


class Kept:
    """The comparisons that are kept in a folder, which is made when the first is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str, old: str, new: str) -> bytes | None:
        """The comparison of that sum, pickled; None where it has to be made."""
        try:
            data = read_plain(self._path(key), MOST_BYTES)
            packed = data[DIGEST:]
            if hashlib.sha256(packed).digest() != data[:DIGEST]:
                return None
            found = _Values(io.BytesIO(packed)).load()
        except Exception:  # whatever a damaged file makes of reading it: it is made again
            return None
        same = isinstance(found, Comparison) and (found.old, found.new) == (old, new)
        return packed if same else None

    def keep(self, key: str, packed: bytes) -> None:
        """Keeps a comparison; where the disk refuses, the next build makes it again."""
        path = self._path(key)
        written = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                written.write_bytes(hashlib.sha256(packed).digest() + packed)
                written.replace(path)
            finally:
                written.unlink(missing_ok=True)

    def drop_others(self, keys: Collection[str]) -> None:
        """Takes away what no build of this content needs any more, and nothing that is not ours."""
        needed = {self._path(key).name for key in keys}
        with suppress(OSError):
            for path in self.folder.iterdir():
                if NAME.fullmatch(path.name) and path.name not in needed and path.is_file():
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.comparison"
