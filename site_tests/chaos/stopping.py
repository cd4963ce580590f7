"""A command in a process of its own, and the ways to stop it."""

from __future__ import annotations

import io
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from unittest import mock

from generator import cli
from generator.commands import building, importing  # noqa: F401  # before the fork: it is quicker
from generator.importers.drafting import draft  # noqa: F401
from generator.publish.site import build_site  # noqa: F401

STOPPED = {0, 1, 2, 3, 130}
"""Exit codes of a command that ended by itself."""
SECONDS = 900
"""On a machine that is shared by many, two seconds of work can take minutes."""
CHANGING = {
    "open": "written",
    **{f"os.{name}": name for name in ("mkdir", "rename", "rmdir", "remove", "chmod", "utime")},
}
"""Of the events that Python tells, those at which a disk is changed; `open` only to write."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
Before = Callable[[], None]


def start(home: Path, arguments: Sequence[str], before: Before = lambda: None) -> int:
    """A process that runs keytasks in the home; its number."""
    sys.stdout.flush()
    # What ends this process outside the `try` would be our caller's clean-up, in the caller's folders.
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    if child := os.fork():
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))
        return child
    code = 99
    try:
        code = _ran(home, arguments, before)
        with suppress(OSError):  # where no file may grow, a test's record of it may not either
            sys.stdout.flush()
    finally:
        os._exit(code)


def _ran(home: Path, arguments: Sequence[str], before: Before) -> int:
    """The exit code of keytasks in the home; 130 for Ctrl-C, 99 for a traceback, which is told."""
    try:
        os.chdir(home)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(
                number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
            )
        with (home.parent / "told.txt").open("ab") as told:
            os.dup2(told.fileno(), 1)
            os.dup2(told.fileno(), 2)
        # A test's own record of what is printed would be a file, which may not grow either.
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(number, "w", closefd=False), "utf-8", write_through=True)
            for number in (1, 2)
        )
        (home.parent / "tmp").mkdir(exist_ok=True)
        tempfile.tempdir = str(home.parent / "tmp")
        before()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))
        with mock.patch.object(sys, "argv", ["keytasks", *arguments]):
            return cli.main()
    except KeyboardInterrupt:
        return 130
    except BaseException:
        traceback.print_exc()
        return 99


def ended(child: int) -> int:
    """Its exit code, or the signal that killed it as a negative number; -99 for a hang."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -99


def at_rename(number: int, sent: int, *, after: bool) -> Before:
    """Sends itself a signal before or after its rename of that number."""

    def arm() -> None:
        done = 0

        def wrap(real: Callable[..., object]) -> Callable[..., object]:
            def counted(*given: object, **named: object) -> object:
                nonlocal done
                done += 1
                if done == number and not after:
                    os.kill(os.getpid(), sent)
                result = real(*given, **named)
                if done == number and after:
                    os.kill(os.getpid(), sent)
                return result

            return counted

        os.rename, os.replace = wrap(os.rename), wrap(os.replace)  # type: ignore[assignment]

    return arm


def at_event(kind: str, number: int, sent: int) -> Before:
    """Sends itself a signal at the event of that kind and number among those that change a disk."""

    def arm() -> None:
        done = 0

        def watch(event: str, given: tuple[object, ...]) -> None:
            nonlocal done
            if _kind(event, given) == kind:
                done += 1
                if done == number:
                    os.kill(os.getpid(), sent)

        sys.addaudithook(watch)

    return arm


def telling_events(into: Path) -> Before:
    """Writes at the end how many events of each kind there were, a line each."""

    def arm() -> None:
        counted: Counter[str] = Counter()

        def watch(event: str, given: tuple[object, ...]) -> None:
            if kind := _kind(event, given):
                counted[kind] += 1

        sys.addaudithook(watch)
        real = os._exit

        def leave(code: int) -> None:
            told = "".join(f"{kind} {count}\n" for kind, count in sorted(counted.items()))
            into.write_text(told, "utf-8")
            real(code)

        os._exit = leave  # type: ignore[assignment]

    return arm


def _kind(event: str, given: tuple[object, ...]) -> str:
    """What is about to change on the disk; empty for all else."""
    kind = CHANGING.get(event, "")
    if event == "open":
        flags = given[2] if isinstance(given[2], int) else 0
        return kind if flags & WRITES else ""
    return kind


def in_a_write(size: int, *, killed: bool) -> Before:
    """No file may grow beyond `size`: the write that would is cut short there, or the process ends."""

    def arm() -> None:
        import resource  # Windows has none

        # The record of what it told is longer than some limits: it is a pipe's end otherwise.
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if killed else signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return arm


def jumping_clock() -> None:
    """The time of day goes on by years, and back."""
    real, chance = time.time, random.Random(1)
    time.time = lambda: real() + chance.uniform(-3e8, 3e8)  # type: ignore[assignment]
