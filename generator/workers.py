"""Processes that do our own functions on values, on every core; results come in the order of the values.

A worker is this Python with our own modules, started anew on every system alike (nothing is forked). It
gets functions and values on its standard input, answers on its standard output, and touches no file: what
it makes it hands back. It ends when its input ends, so that whatever becomes of the command, its workers
go too; Ctrl-C reaches the command alone.

    length (8 bytes), then a pickle      command → worker   (function, value)      one to do
                                                            (None, value)          what all know from now on
                                         worker → command   (True, result) or (False, exception)
"""

from __future__ import annotations

import importlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from generator.problems import UsageError

SIZE = 8
"""Bytes that say how long a message is."""
PAUSE = 0.1
"""Seconds between two looks at Ctrl-C: Windows does not wake who waits for a thread."""
BOOT = (
    "import sys; sys.path[:] = sys.argv[2:]; from generator.workers import work; work(sys.argv[1])"
)
"""The worker's first line: modules come from where the command has them, never from where it was called."""
Do = Callable[[Any, Any], Any]
"""What is known, and one value, to a result."""
Take = Callable[[Any], None]


class WorkerFailedError(Exception):
    """A fault of our own in a worker; the message is its traceback."""


def usable_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """So many processes, or none: then all is done here, in the same order and with the same results."""

    def __init__(self, count: int, modules: Sequence[str] = ()) -> None:
        self._known: object = None
        self._processes: list[subprocess.Popen[bytes]] = []
        try:
            for _ in range(count):
                self._processes.append(_started(modules))
        except BaseException:
            self.end()
            raise

    @property
    def count(self) -> int:
        """How many things are done at once."""
        return len(self._processes) or 1

    @property
    def apart(self) -> bool:
        """Whether values and results go to other processes and back."""
        return bool(self._processes)

    def know(self, value: object) -> None:
        """From now on every function is given `value` first."""
        self._known = value
        if self.apart:
            message = _packed((None, value))
            self._all(lambda process: _send(process, message))

    def each(self, do: Do, values: Sequence[object], take: Take) -> None:
        """Does `do(known, value)` of every value; `take` gets each result as it comes.

        Where some fail, the failure of the first of these values is raised, however many processes
        there are, once what was begun before is done.
        """
        if not self.apart:
            for value in values:
                take(do(self._known, value))
            return
        todo, failed = iter(enumerate(values)), dict[int, BaseException]()
        guard = threading.Lock()

        def serve(process: subprocess.Popen[bytes]) -> None:
            while True:
                with guard:
                    # Values are handed out in order: those before a failed one have been begun.
                    place, value = next(todo, (-1, None)) if not failed else (-1, None)
                if place < 0:
                    return
                try:
                    take(_asked(process, do, value))
                except BaseException as error:
                    failed[place] = error

        self._all(serve)
        if failed:
            raise failed[min(failed)]

    def _all(self, do: Callable[[subprocess.Popen[bytes]], None]) -> None:
        """Does it with every process at once; stopped here, none of them lives on."""
        wrong: list[BaseException] = []

        def guarded(process: subprocess.Popen[bytes]) -> None:
            try:
                do(process)
            except BaseException as error:
                wrong.append(error)

        threads = [threading.Thread(target=guarded, args=(p,)) for p in self._processes]
        try:
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                for thread in threads:
                    thread.join(PAUSE)
        except BaseException:
            self.end()  # then each thread finds an end of its process's answers
            for thread in threads:
                if thread.ident is not None:
                    thread.join()
            raise
        if wrong:
            raise wrong[0]

    def end(self) -> None:
        """Ends the processes, whatever they do, and waits until they are gone."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    if pipe:
                        pipe.close()


@contextmanager
def workers(count: int, modules: Sequence[str] = ()) -> Iterator[Workers]:
    """So many workers, which import the `modules` at once; none lives longer than the block."""
    made = Workers(count, modules)
    try:
        yield made
    finally:
        made.end()


def _started(modules: Sequence[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-X", "utf8", "-c", BOOT, ",".join(modules), *sys.path]
    # A group of its own: a terminal sends Ctrl-C to all processes of the command's.
    group: dict[str, Any] = {"process_group": 0}
    if sys.platform == "win32":
        group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **group)


def _asked(process: subprocess.Popen[bytes], do: Do, value: object) -> Any:
    """The worker's result; raises what it raised, UsageError where it is gone."""
    _send(process, _packed((do, value)))
    answer = _received(process.stdout) if process.stdout else None
    if answer is None:
        raise _gone(process)
    good, result = pickle.loads(answer)
    if not good:
        raise result
    return result


def _send(process: subprocess.Popen[bytes], message: bytes) -> None:
    assert process.stdin
    try:
        process.stdin.write(message)
        process.stdin.flush()
    except (OSError, ValueError) as error:
        raise _gone(process) from error


def _gone(process: subprocess.Popen[bytes]) -> UsageError:
    code = process.wait()
    return UsageError(
        f"a process of the build was ended from outside ({code}); "
        "is there too little memory? try --jobs 1"
    )


def _packed(message: object) -> bytes:
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(SIZE, "big") + data


def _received(pipe: BinaryIO | Any) -> bytes | None:
    """The next message; None where there is no more."""
    head = pipe.read(SIZE)
    if len(head) < SIZE:
        return None
    size = int.from_bytes(head, "big")
    data: bytes = pipe.read(size)
    return data if len(data) == size else None


def work(modules: str) -> None:
    """What a worker does, for as long as its standard input has not ended."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints does not answer
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    for name in filter(None, modules.split(",")):
        importlib.import_module(name)
    known: object = None
    while True:
        do, value = pickle.loads(asked.get())
        if do is None:
            known = value
            continue
        answers.write(_answer(do, known, value))
        answers.flush()


def _listen(asked: queue.SimpleQueue[bytes]) -> None:
    """Takes in what is asked; once nobody can ask any more, the process ends in the middle of its work."""
    while (message := _received(sys.stdin.buffer)) is not None:
        asked.put(message)
    os._exit(0)


def _answer(do: Do, known: object, value: object) -> bytes:
    try:
        return _packed((True, do(known, value)))
    except BaseException as error:
        return _failure(error)


def _failure(error: BaseException) -> bytes:
    """The exception, where it can go to another process and says there what it said here."""
    with suppress(Exception):
        message = _packed((False, error))
        if str(pickle.loads(message[SIZE:])[1]) == str(error):
            return message
    return _packed((False, WorkerFailedError("".join(traceback.format_exception(error)))))
