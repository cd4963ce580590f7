"""One folder or file in the place of another: the new one whole or the old one, whatever stops it.

    site/                          what stands there
    .site.keytasks-<token>/        the workplace, beside it, so that a rename is enough
        token                      the token again; locked for as long as its process lives
        new                        what is being made
        old                        what stood there, between the two renames and until it is removed

A workplace is known as ours by its token, never by its name alone, and as abandoned by its lock, never
by the number of a process. `recover` puts right what a killed process has left. Between a folder and the
token in it a process can be killed as well: half of the token is a seal on the rest, and a folder that
is empty and has a sealed name goes as well. Nobody gives such a name by chance, and nothing is in it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from generator.plain_files import stands
from generator.problems import UsageError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NEW, OLD, TOKEN = "new", "old", "token"
TOKEN_LENGTH = 32
"""Hexadecimal digits of a token; the second half is the seal on the first and the target's name."""
WORKPLACE = re.compile(
    rf"\.(?P<name>.+)\.keytasks-(?P<token>[0-9a-f]{{{TOKEN_LENGTH}}})\Z", re.DOTALL
)
ATTEMPTS, PAUSE = 200, 0.05
"""How often, and after how many seconds each, another process is waited for: ten seconds in all."""


@contextmanager
def workplace(target: Path) -> Iterator[Path]:
    """A new folder of our own beside `target`, in which its successor is made; removed at the end.

    Stopped between the two renames of `swap`, it first brings `target` back.
    """
    work, mark = _make_workplace(target)
    try:
        yield work
    finally:
        _leave(work, target, mark)


def _make_workplace(target: Path) -> tuple[Path, FileIO]:
    """A new workplace and its token, open and locked.

    Before that another process may take the folder for one that was left: then a second one is made.
    """
    for _ in range(ATTEMPTS):
        chosen = secrets.token_hex(TOKEN_LENGTH // 4)
        token = chosen + _seal(chosen, target.name)
        work = target.with_name(f".{target.name}.keytasks-{token}")
        work.mkdir(mode=0o700)
        try:
            mark = FileIO(work / TOKEN, "x+", opener=_private)
        except FileNotFoundError:
            continue
        except BaseException:
            with suppress(OSError):
                work.rmdir()
            raise
        try:
            if _lock(mark.fileno()):
                # A disk that is nearly full takes a part, and says so in the number alone.
                if mark.write(token.encode()) != TOKEN_LENGTH:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(work / TOKEN))
                if os.fstat(mark.fileno()).st_nlink:
                    return work, mark
        except BaseException:
            _leave(work, target, mark)
            raise
        mark.close()  # whoever has its lock takes it away
    raise UsageError(f"no folder can be made beside {target}: another process takes them away")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def swap(work: Path, target: Path) -> None:
    """Puts what was made as `work / NEW` in the place of `target`, whose old state is `work / OLD`.

    Where anything stops it, Ctrl-C too, `target` is what it was.
    """
    new, old = work / NEW, work / OLD
    try:
        if stands(target):
            target.rename(old)
        new.rename(target)
    except BaseException:
        if stands(old) and not stands(target):
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
    for left in _workplaces(folder, name):
        if is_sealed(left.work):
            with suppress(OSError):
                left.work.rmdir()  # killed before its token was there, or after: it is empty, or stays
    for left in abandoned(folder, name):
        if left.ambiguous:
            raise UsageError(
                f"{left.old} was put aside by a command that was stopped, and {left.target} was "
                "made since; compare them and remove one"
            )
        with alone(folder), left.held() as mark:
            if mark is not None:
                _leave(left.work, left.target, mark)


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
        return all(map(stands, (self.old, self.work / NEW, self.target)))

    @property
    def needed(self) -> bool:
        """Whether what stands aside is the only state of `target`, or may be."""
        return self.ambiguous or (stands(self.old) and not stands(self.target))

    @contextmanager
    def held(self) -> Iterator[FileIO | None]:
        """Its token, open and locked, where no other process has it; closed at the end."""
        if (self.work / TOKEN).is_symlink():
            yield None
            return
        try:
            mark = FileIO(self.work / TOKEN, "r+")
        except OSError:
            yield None
            return
        with mark:
            free = _lock(mark.fileno(), otherwise=False) and os.fstat(mark.fileno()).st_nlink
            yield mark if free and self._is_marked(mark.read(64)) else None

    def _is_marked(self, mark: bytes) -> bool:
        """Whether the token is that of the name, or was not yet written and nothing else is there."""
        token = self.work.name[-TOKEN_LENGTH:].encode()
        return mark == token or (
            is_sealed(self.work)
            and token.startswith(mark)
            and [path.name for path in self.work.iterdir()] == [TOKEN]
        )


def abandoned(folder: Path, name: str | None = None) -> Iterator[Abandoned]:
    """The workplaces in `folder` that this user's killed processes have left, of `name` if given."""
    for left in _workplaces(folder, name):
        with left.held() as mark:
            found = mark is not None
        if found:
            yield left


def _workplaces(folder: Path, name: str | None) -> Iterator[Abandoned]:
    """This user's folders that have the name of a workplace."""
    for work in sorted(folder.glob(".*.keytasks-*")) if folder.is_dir() else ():
        match = WORKPLACE.match(work.name)
        if not match or name not in (None, match["name"]):
            continue
        with suppress(FileNotFoundError):  # its process has just ended
            found = work.lstat()
            own = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
            if stat.S_ISDIR(found.st_mode) and own:
                yield Abandoned(work, folder / match["name"])


def write_atomically(path: Path, text: str, *, before: str | None) -> None:
    """Writes `text` in the place of the file, on the disk before it is seen; its mode stays.

    UsageError where the file is no longer `before` (None: is there, though it was not), or a link.
    What a killed process left in writing it goes first.
    """
    if path.is_symlink():
        raise UsageError(f"{path} is a link to another file; put the file itself there")
    recover(path.parent, path.name)
    with alone(path.parent), workplace(path) as work:
        found = path.read_bytes().decode("utf-8", "replace") if stands(path) else None
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


def _leave(work: Path, target: Path, mark: FileIO) -> None:
    """Brings `target` back where only its old state is there, then takes the workplace away.

    What may be the only good state is never removed. The token goes last, and while it is locked, so
    that whoever else opened it sees that it is gone; Windows removes nothing that is open.
    """
    left = Abandoned(work, target)
    with mark:
        if left.ambiguous:
            return
        if left.needed:
            left.old.rename(target)
        for path in work.iterdir():
            if path.name != TOKEN:
                _remove(path)
        if sys.platform == "win32":
            mark.close()
        (work / TOKEN).unlink()
    with suppress(FileNotFoundError):  # another process has seen that it is empty
        work.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _seal(chosen: str, name: str) -> str:
    """What makes the first half of a token, and the target's name, one that only we have given."""
    sealed = f"{chosen} {name}".encode(errors="surrogateescape")
    return hashlib.sha256(sealed).hexdigest()[: TOKEN_LENGTH // 2]


def is_sealed(work: Path) -> bool:
    """Whether the name is one that only a command gives, to the folder in which it makes something."""
    match = WORKPLACE.match(work.name)
    if not match:
        return False
    chosen = match["token"][: TOKEN_LENGTH // 2]
    return match["token"] == chosen + _seal(chosen, match["name"])


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
