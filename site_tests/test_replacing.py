"""One folder in the place of another: whatever stops it, nothing is lost and nothing stays."""

import os
import signal
import sys
from collections.abc import Callable
from io import FileIO
from pathlib import Path

import pytest

from generator import replacing
from generator.problems import UsageError
from generator.replacing import (
    NEW,
    OLD,
    TOKEN,
    TOKEN_LENGTH,
    WORKPLACE,
    alone,
    put_aside,
    recover,
    swap,
    workplace,
    write_atomically,
)
from site_tests.systems import ended_as, link

DATE = "site.tmp-20240101"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder with one file."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a").write_text("old")
    return folder


def replace_folder(target: Path) -> None:
    with workplace(target) as work:
        (work / NEW).mkdir()
        (work / NEW / "a").write_text("new")
        swap(work, target)


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def killed_at(step: int, do: Callable[[], None]) -> bool:
    """Whether `do`, in a process of its own, was killed after its rename number `step`."""
    done, rename = 0, os.rename

    def counted(*names: object) -> None:
        nonlocal done
        rename(*names)  # type: ignore[arg-type]
        done += 1
        if done == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def counting() -> None:
        os.rename = counted  # type: ignore[assignment]
        do()

    return ended_as(counting) == -signal.SIGKILL


def test_a_folder_is_replaced(target: Path) -> None:
    """The new folder stands there, and nothing beside it."""
    replace_folder(target)
    assert (target / "a").read_text() == "new"
    assert listed(target.parent) == ["site"]


@pytest.mark.parametrize(("step", "seen", "after"), [(1, None, "old"), (2, "new", "new")])
def test_killed_after_a_rename(target: Path, step: int, seen: str | None, after: str) -> None:
    """Killed after the first rename the old folder is brought back, after the second the new stays."""
    assert killed_at(step, lambda: replace_folder(target))
    assert ((target / "a").read_text() if target.exists() else None) == seen
    recover(target.parent, target.name)
    assert (target / "a").read_text() == after
    assert listed(target.parent) == ["site"]


def test_what_was_made_since_is_not_lost(target: Path) -> None:
    """Where both the folder put aside and a newer one are there, neither is touched."""
    assert killed_at(1, lambda: replace_folder(target))
    target.mkdir()
    (target / "mine").write_text("mine")
    with pytest.raises(UsageError, match="compare them and remove one"):
        recover(target.parent, target.name)
    (left,) = target.parent.glob(f".site.*/{OLD}")
    assert (left / "a").read_text() == "old"
    assert listed(target) == ["mine"]


@pytest.mark.parametrize(
    "name",
    [
        DATE,
        "site.old-20240101",
        "site.tmp-2020",
        "site.old-99999999",
        ".site.keytasks-" + "0" * 32,
        ".site.keytasks-" + "0" * 31,
        ".site.keytasks-notes",
    ],
)
@pytest.mark.parametrize("token", [None, "", "0" * 32 + "1", "1" * 32])
def test_a_name_alone_is_no_proof(target: Path, name: str, token: str | None) -> None:
    """A folder named like a leftover stays, whatever file of that name lies in it."""
    folder = target.parent / name
    folder.mkdir()
    (folder / "letters.txt").write_text("mine")
    if token is not None:
        (folder / TOKEN).write_text(token)
    recover(target.parent, target.name)
    replace_folder(target)
    assert (folder / "letters.txt").read_text() == "mine"


def test_links_are_not_followed(target: Path) -> None:
    """A link named and marked like a workplace is left, with what it leads to."""
    token = "a" * 32
    kept = target.parent / "kept"
    kept.mkdir()
    (kept / TOKEN).write_text(token)
    link(target.parent / f".site.keytasks-{token}", kept)
    recover(target.parent)
    assert (kept / TOKEN).exists()


def test_the_workplace_of_a_running_process_stays(target: Path) -> None:
    """What another process is making is not taken away from it."""
    with workplace(target) as work:
        (work / NEW).mkdir()
        recover(target.parent, target.name)
        assert (work / NEW).is_dir()
    assert listed(target.parent) == ["site"]


def killed_before(event: str, do: Callable[[], None]) -> bool:
    """Whether `do`, in a process of its own, was killed just before `event` meets a workplace or its token."""

    def hear(name: str, given: tuple[object, ...]) -> None:
        path = Path(str(given[0])) if name == event else Path()
        if path.name == TOKEN or WORKPLACE.match(path.name):
            os.kill(os.getpid(), signal.SIGKILL)

    def hearing() -> None:
        sys.addaudithook(hear)
        do()

    return ended_as(hearing) == -signal.SIGKILL


@pytest.mark.parametrize("event", ["open", "os.remove", "os.rmdir"])
def test_killed_before_there_is_a_token_or_after(target: Path, event: str) -> None:
    """A workplace without its token, not yet or no longer, goes: its name is sealed, it is empty."""
    assert killed_before(event, lambda: replace_folder(target))
    (left,) = target.parent.glob(".site.keytasks-*")
    assert (left / TOKEN).exists() == (event == "os.remove")
    recover(target.parent, target.name)
    assert listed(target.parent) == ["site"]


@pytest.mark.parametrize("mark", ["", "{token:.7}"])
def test_killed_before_the_token_was_written(target: Path, mark: str) -> None:
    """A token that is not whole is one where the name is sealed and nothing else is there."""
    with workplace(target) as work:
        name = work.name
    left = target.with_name(name)
    left.mkdir()
    (left / TOKEN).write_text(mark.format(token=name[-TOKEN_LENGTH:]))
    (left / "mine").write_text("mine")
    recover(target.parent)
    assert listed(left) == ["mine", TOKEN]
    (left / "mine").unlink()
    recover(target.parent)
    assert listed(target.parent) == ["site"]


def test_a_token_that_is_not_written_whole(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A nearly full disk takes a part of it, and says so in the number alone: no workplace is made."""

    class Full(FileIO):
        def write(self, data: bytes) -> int:  # type: ignore[override]
            return super().write(data[:11])

    monkeypatch.setattr(replacing, "FileIO", Full)
    with pytest.raises(OSError, match="No space"), workplace(target):
        raise AssertionError("there is one")
    assert listed(target.parent) == ["site"]


def test_a_sealed_name_with_something_in_it(target: Path) -> None:
    """An empty folder alone goes by its name; a file in it, or another target's name, is a reason to stay."""
    with workplace(target) as work:
        name = work.name
    kept = [target.with_name(name), target.with_name(name.replace("site", "docs"))]
    for folder in kept:
        folder.mkdir()
    (kept[0] / "mine").write_text("mine")
    recover(target.parent)
    assert all(folder.exists() for folder in kept)


@pytest.mark.parametrize("moment", ["open", "fcntl.flock"])
def test_a_new_workplace_that_another_process_takes_away(
    target: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workplace is new: taken for one that was left before it is locked, a second one is made."""
    fcntl = pytest.importorskip("fcntl")
    taken: list[Path] = []

    def take() -> None:
        (work,) = target.parent.glob(".site.keytasks-*")
        if not taken:
            taken.append(work)
            (work / TOKEN).unlink(missing_ok=True)
            work.rmdir()

    real_open, real_lock = os.open, fcntl.flock

    def opens(path: Path, *given: int) -> int:
        if moment == "open" and Path(path).name == TOKEN:
            take()
        return real_open(path, *given)

    def locks(handle: int, kind: int) -> None:
        if moment == "fcntl.flock":
            take()
        real_lock(handle, kind)

    monkeypatch.setattr(os, "open", opens)
    monkeypatch.setattr(fcntl, "flock", locks)
    with workplace(target) as work:
        assert taken and work != taken[0]
        assert (work / TOKEN).read_text() == work.name[-TOKEN_LENGTH:]
    assert listed(target.parent) == ["site"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, SystemExit])
@pytest.mark.parametrize("step", [1, 2])
def test_stopped_at_a_rename(
    target: Path, step: int, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stops either rename, the folder is what it was."""
    rename, names = os.rename, []

    def stops(*given: object) -> None:
        names.append(given)
        if len(names) == step:
            raise error
        rename(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "rename", stops)
    with pytest.raises(error):
        replace_folder(target)
    assert (target / "a").read_text() == "old"
    assert listed(target.parent) == ["site"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_a_folder_put_aside_comes_back(target: Path, error: type[BaseException]) -> None:
    """What is made in the place of a folder goes on any error, and the folder is there again."""
    with pytest.raises(error), put_aside(target):
        target.mkdir()
        (target / "a").write_text("half")
        raise error
    assert (target / "a").read_text() == "old"
    with put_aside(target):
        target.mkdir()
        (target / "a").write_text("new")
    assert (target / "a").read_text() == "new"
    assert listed(target.parent) == ["site"]


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """A file that somebody else has written since it was read stays, and that is said."""
    path = tmp_path / "addresses.txt"
    path.write_text("mine")
    for before in (None, "read"):
        with pytest.raises(UsageError, match="was changed while the command ran"):
            write_atomically(path, "new", before=before)
    assert path.read_text() == "mine"
    path.chmod(0o664)
    write_atomically(path, "new", before="mine")
    assert path.read_text() == "new"
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o664
    assert listed(tmp_path) == ["addresses.txt"]


@pytest.mark.parametrize(
    ("event", "seen"), [("open", "old"), ("os.remove", "new"), ("os.rmdir", "new")]
)
def test_killed_while_a_file_is_written(tmp_path: Path, event: str, seen: str) -> None:
    """The file is the old or the new one, and the next to write it takes away what was left beside it."""
    path = tmp_path / "report.md"
    path.write_text("old")
    assert killed_before(event, lambda: write_atomically(path, "new", before="old"))
    assert path.read_text() == seen and len(listed(tmp_path)) == 2
    write_atomically(path, "newer", before=seen)
    assert path.read_text() == "newer" and listed(tmp_path) == ["report.md"]


def test_a_link_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    """A file that is a link stays one."""
    (tmp_path / "there").write_text("mine")
    path = tmp_path / "addresses.txt"
    link(path, "there")
    with pytest.raises(UsageError, match="is a link"):
        write_atomically(path, "new", before="mine")
    assert path.is_symlink() and path.read_text() == "mine"


def test_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who finds another process at work in a folder gives up with words."""
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(replacing, "PAUSE", 0)
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(UsageError, match="another keytasks is at work"), alone(tmp_path):
        pass
    os.close(handle)
    with alone(tmp_path):
        pass
