"""What not every system has: tests that need it say so here, and are skipped where it lacks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def ended_as(do: Callable[[], object]) -> int:
    """How a process of its own ends that does this: its exit code, or minus the signal that killed it."""
    if not hasattr(os, "fork"):
        pytest.skip("this system has no os.fork")
    if (child := os.fork()) == 0:
        try:
            do()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def link(path: Path, target: str | Path) -> None:
    """Makes `path` a link; Windows lets only some of its users."""
    try:
        path.symlink_to(target)
    except (OSError, NotImplementedError) as error:
        pytest.skip(f"no link can be made here: {error}")
    if not path.is_symlink():
        pytest.skip("what is made here in a link's place is none")


def named(path: Path, make: Callable[[Path], object]) -> None:
    """Makes something of that name; Windows has names that nothing can have, and none that differ by case."""
    try:
        make(path)
    except UnicodeEncodeError as error:
        pytest.skip(f"this system's names have no such characters: {error}")
    except (OSError, shutil.Error) as error:
        if os.name != "nt":
            raise
        pytest.skip(f"nothing can have this name here: {error}")
    if path.name not in (found.name for found in path.parent.iterdir()):
        pytest.skip("this system makes another name of it")


def limits() -> None:
    """Asks whether a process may limit itself."""
    resource = pytest.importorskip("resource")
    try:
        resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE))
    except (OSError, ValueError) as error:
        pytest.skip(f"nobody may set a limit here: {error}")


def pipe(path: Path) -> None:
    """Makes `path` a named pipe."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no os.mkfifo")
    os.mkfifo(path)
