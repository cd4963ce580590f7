"""One folder or file in the place of another: the new one whole or the old one, whatever stops it.

    site/                          what stands there
    .site.keytasks-<token>/        the workplace, beside it, so that a rename is enough
        token                      the token again; locked for as long as its process lives
        new                        what is being made
        old                        what stood there, between the two renames and until it is removed

A workplace is known as ours by its token, never by its name alone, and as abandoned by its lock, never
by the number of a process. `recover` puts right what a killed process has left.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.problems import UsageError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NEW, OLD, TOKEN = "new", "old", "token"
WORKPLACE = re.compile(r"\.(?P<name>.+)\.keytasks-(?P<token>[0-9a-f]{32})\Z", re.DOTALL)
ATTEMPTS, PAUSE = 200, 0.05
"""How often, and after how many seconds each, another process is waited for: ten seconds in all."""


@contextmanager
def workplace(target: Path) -> Iterator[Path]:
    """A new folder of our own beside `target`, in which its successor is made; removed at the end.

    Stopped between the two renames of `swap`, it first brings `target` back.
    """
    token = secrets.token_hex(16)
    work = target.with_name(f".{target.name}.keytasks-{token}")
    work.mkdir(mode=0o700)
    mark = None
    try:
        mark = os.open(work / TOKEN, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        _lock(mark)  # before the token is in it: nobody takes an empty mark for one of ours
        os.write(mark, token.encode())
        yield work
    finally:
        try:
            settled = _settle(work, target)
        finally:
            if mark is not None:
                os.close(mark)
        if settled:
            _remove_mark(work)


def swap(work: Path, target: Path) -> None:
    """Puts what was made as `work / NEW` in the place of `target`, whose old state is `work / OLD`.

    Where anything stops it, Ctrl-C too, `target` is what it was.
    """
    new, old = work / NEW, work / OLD
    try:
        if _stands(target):
            target.rename(old)
        new.rename(target)
    except BaseException:
        if _stands(old) and not _stands(target):
            old.rename(target)
        raise


@contextmanager
def put_aside(target: Path) -> Iterator[None]:
    """Keeps the folder `target` while another is made in its place, and brings it back on any error.

    For a program that can only make a folder where the old one stands.
    """
    with workplace(target) as work:
        target.rename(work / OLD)
        (work / NEW).mkdir()  # says that the successor is not known to be whole
        try:
            yield
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            (work / OLD).rename(target)
            raise
        (work / NEW).rmdir()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keeps other processes of ours from changing what stands in `folder`; UsageError if one does.

    Where the file system has no locks there is none.
    """
    if sys.platform == "win32":
        yield  # it has no locks on folders
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        for _ in range(ATTEMPTS):
            if _lock(handle):
                break
            time.sleep(PAUSE)
        else:
            raise UsageError(f"another keytasks is at work in {folder}; try again when it is done")
        yield
    finally:
        os.close(handle)


def recover(folder: Path, name: str | None = None) -> None:
    """Puts right what killed processes left in `folder`, of the one entry `name` if it is given.

    What they had put aside is back, and what they made for themselves is gone. Workplaces of
    processes that still run stay. UsageError where both the old state and a newer one are there.
    """
    for left in abandoned(folder):
        if name not in (None, left.target.name):
            continue
        if left.ambiguous:
            raise UsageError(
                f"{left.old} was put aside by a command that was stopped, and {left.target} was "
                "made since; compare them and remove one"
            )
        with alone(folder):
            with left.held() as ours:
                settled = ours and _settle(left.work, left.target)
            if settled:
                _remove_mark(left.work)


@dataclass(frozen=True, slots=True)
class Abandoned:
    """A workplace without a living process, and what it was for."""

    work: Path
    target: Path

    @property
    def old(self) -> Path:
        return self.work / OLD

    @property
    def ambiguous(self) -> bool:
        """Whether somebody else has made a `target` since it was put aside."""
        return all(map(_stands, (self.old, self.work / NEW, self.target)))

    @property
    def needed(self) -> bool:
        """Whether what stands aside is the only state of `target`, or may be."""
        return self.ambiguous or (_stands(self.old) and not _stands(self.target))

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Whether the workplace is ours alone now; it is for as long as the block lasts."""
        try:
            handle = os.open(self.work / TOKEN, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        except OSError:
            yield False
            return
        try:
            yield _lock(handle, otherwise=False) and os.read(handle, 64) == _token(self.work)
        finally:
            os.close(handle)


def abandoned(folder: Path) -> Iterator[Abandoned]:
    """The workplaces in `folder` that this user's killed processes have left."""
    for work in sorted(folder.glob(".*.keytasks-*")) if folder.is_dir() else ():
        match = WORKPLACE.match(work.name)
        if not match or work.is_symlink() or not work.is_dir():
            continue
        if sys.platform != "win32" and work.stat().st_uid != os.geteuid():
            continue
        left = Abandoned(work, folder / match["name"])
        with left.held() as ours:
            if not ours:
                continue
        yield left


def write_atomically(path: Path, text: str, *, before: str | None) -> None:
    """Writes `text` in the place of the file, on the disk before it is seen; its mode stays.

    UsageError where the file is no longer `before` (None: is there, though it was not), or a link.
    """
    if path.is_symlink():
        raise UsageError(f"{path} is a link to another file; put the file itself there")
    with alone(path.parent), workplace(path) as work:
        found = path.read_bytes().decode("utf-8", "replace") if path.exists() else None
        if found != before:
            raise UsageError(f"{path} was changed while the command ran; run it again")
        new = work / NEW
        write_through(new, text.encode())
        if found is not None:
            new.chmod(path.stat().st_mode & 0o7777)
        new.replace(path)


def write_through(path: Path, data: bytes) -> None:
    """Writes a new file, and waits until it is on the disk: a rename then never shows half of it."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(work: Path, target: Path) -> bool:
    """Brings `target` back where only its old state is there, then empties the workplace.

    Whether it could be: what may be the only good state is never removed. The token stays until the
    end: a process that is killed in between leaves a workplace that is still known.
    """
    left = Abandoned(work, target)
    if left.ambiguous:
        return False
    if left.needed:
        left.old.rename(target)
    for path in work.iterdir():
        if path.name != TOKEN:
            _remove(path)
    return True


def _remove_mark(work: Path) -> None:
    """Takes away an emptied workplace; its token is no longer open, which Windows would not allow."""
    (work / TOKEN).unlink(missing_ok=True)
    with suppress(FileNotFoundError):  # another process was quicker
        work.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _stands(path: Path) -> bool:
    """Whether there is anything of that name, be it a link that leads nowhere."""
    return os.path.lexists(path)


def _token(work: Path) -> bytes:
    return work.name.rpartition("-")[2].encode()


def _lock(handle: int, *, otherwise: bool = True) -> bool:
    """Whether the open file is locked for us now; `otherwise` where the disk knows no locks."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, 1 << 20, os.SEEK_SET)  # what is locked cannot be read: not the token
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return otherwise
    return True
