"""Workers: results in order, the first failure alone, and no process that outlives its command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from generator.problems import ContentError, Problem, UsageError
from generator.workers import WorkerFailedError, usable_cores, workers
from site_tests.conftest import ROOT

COUNTS = (0, 1, 3)


def doubled(known: int, value: int) -> int:
    return known + 2 * value


def late(known: object, value: int) -> int:
    """The first values take the longest, so that answers come in another order."""
    time.sleep(0.2 / (1 + value))
    return value


def refused(known: object, value: int) -> int:
    """Every value from 3 on has a Problem; the later the sooner."""
    time.sleep(0.3 / (1 + value))
    if value >= 3:
        raise ContentError([Problem(path="x.md", line=value, message="wrong")])
    return value


def failed(known: object, value: int) -> None:
    raise ZeroDivisionError(value)


class _Odd(Exception):
    """An exception that cannot go to another process as it is."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def odd(known: object, value: int) -> None:
    raise _Odd(value, value)


def printing(known: object, value: int) -> int:
    print("said by the way", flush=True)
    return value


def here(known: object, value: int) -> int:
    return os.getpid()


def gone(known: object, value: int) -> None:
    os._exit(7)


def missing(known: object, value: str) -> None:
    Path(value).read_text("utf-8")


@pytest.mark.parametrize("count", COUNTS)
def test_every_value_once(count: int) -> None:
    """Each value has its result, with what is known at that time, once."""
    with workers(count) as crew:
        for known in (100, 1000):
            crew.know(known)
            found: list[int] = []
            crew.each(doubled, list(range(20)), found.append)
            assert sorted(found) == [known + 2 * value for value in range(20)]


@pytest.mark.parametrize("count", COUNTS)
def test_the_first_failure(count: int) -> None:
    """Of several values with Problems the first one's are raised, whichever fails first."""
    with workers(count) as crew, pytest.raises(ContentError) as caught:
        crew.each(refused, list(range(9)), lambda _: None)
    assert [problem.line for problem in caught.value.problems] == [3]


@pytest.mark.parametrize("count", COUNTS)
def test_a_failed_taking(count: int) -> None:
    """What goes wrong with a result here is raised too."""

    def take(value: int) -> None:
        raise OSError(28, "No space left on device", "page")

    with workers(count) as crew, pytest.raises(OSError, match="No space left"):
        crew.each(late, [1, 2], take)


def test_failures_keep_their_kind() -> None:
    """A fault of the disk stays one; what cannot travel comes as its traceback."""
    with workers(2) as crew:
        with pytest.raises(ZeroDivisionError, match="5"):
            crew.each(failed, [5], lambda _: None)
        with pytest.raises(FileNotFoundError, match="nowhere"):
            crew.each(missing, ["/nowhere/at all"], lambda _: None)
        with pytest.raises(WorkerFailedError, match=r"(?s)def odd|in odd.*5 and 5"):
            crew.each(odd, [5], lambda _: None)
        found: list[int] = []
        crew.each(late, [1, 2, 3], found.append)  # it goes on
        assert sorted(found) == [1, 2, 3]


def test_a_worker_that_is_ended() -> None:
    """Who is ended from outside is told of, and nothing is waited for."""
    with workers(2) as crew, pytest.raises(UsageError, match=r"ended from outside \(7\).*--jobs 1"):
        crew.each(gone, [1, 2, 3, 4], lambda _: None)


def test_what_a_worker_prints(capfd: pytest.CaptureFixture[str]) -> None:
    """It is shown as an error is, and is no answer."""
    with workers(1) as crew:
        found: list[int] = []
        crew.each(printing, [1], found.append)
    assert found == [1]
    assert "said by the way" in capfd.readouterr().err


def test_modules_come_from_where_ours_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the user's that is called like ours is not taken for it."""
    for name in ("generator", "pickle", "importlib"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('not ours')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [path or str(ROOT) for path in sys.path])
    with workers(1, ("generator.problems",)) as crew:
        found: list[int] = []
        crew.each(late, [1], found.append)
    assert found == [1]


COMMAND = """
import sys, time
from generator.workers import workers
from site_tests.test_workers import here, long
with workers(2) as crew:
    crew.each(here, [1, 2, 3, 4], lambda pid: sys.stdout.write(f"{pid}\\n"))
    print("begun", flush=True)
    crew.each(long, [1, 2], lambda _: None)
"""


def long(known: object, value: int) -> None:
    time.sleep(600)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_no_worker_outlives_its_command(name: str) -> None:
    """However the command ends, in the middle of long work: its workers are gone at once."""
    if sys.platform == "win32" or not hasattr(signal, name):
        pytest.skip(f"this system has no {name}")
    command = subprocess.Popen(
        [sys.executable, "-c", COMMAND], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert command.stdout
    told = [line.strip() for line in iter(command.stdout.readline, "begun\n")]
    assert told
    for _ in range(6):
        command.send_signal(getattr(signal, name))
        # Python loses an interrupt that comes while it runs a callback: then one presses again.
        with suppress(subprocess.TimeoutExpired):
            command.wait(10)
            break
    assert command.poll() is not None
    end = time.monotonic() + 60
    while (left := [pid for pid in map(int, set(told)) if _lives(pid)]) and time.monotonic() < end:
        time.sleep(0.02)
    command.stdout.close()
    assert left == []


def test_cores() -> None:
    """What this process may use is at least one core and no more than there are."""
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)
