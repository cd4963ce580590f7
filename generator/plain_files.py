"""Files that are read whole: regular ones, and no larger than they may be.

A link leads elsewhere, a pipe would be waited for, a device has no end, and a file of some gigabytes
may take no room on a disk: none of them is read. A name that is taken, and where a path leads, are
asked for here too, so that a link to nowhere or round in a circle is the same under every Python.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

FLAGS = os.O_RDONLY | sum(
    getattr(os, f"O_{name}", 0) for name in ("NOFOLLOW", "NONBLOCK", "BINARY")
)


def read_plain(path: Path, most: int) -> bytes:
    """The bytes of a regular file; OSError for anything else, and for more than `most` bytes."""
    _check(path, os.lstat(path), most)
    with os.fdopen(os.open(path, FLAGS), "rb") as file:
        _check(path, os.fstat(file.fileno()), most)  # it may be another by now
        data = file.read(most + 1)
    if len(data) > most:
        raise _too_large(path, most)
    return data


def stands(path: Path) -> bool:
    """Whether there is anything of that name, be it a link that leads nowhere."""
    return os.path.lexists(path)


def real(path: Path) -> Path:
    """Where a path leads, as far as its links do; `Path.resolve` raises at a circle, in some Pythons."""
    return Path(os.path.realpath(path))


def _check(path: Path, found: os.stat_result, most: int) -> None:
    if stat.S_ISLNK(found.st_mode):
        raise OSError(errno.ELOOP, "it is a link to another file", str(path))
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is no file (a pipe, a device, a socket)", str(path))
    if found.st_size > most:
        raise _too_large(path, most)


def _too_large(path: Path, most: int) -> OSError:
    return OSError(errno.EFBIG, f"it is larger than {most} bytes", str(path))
