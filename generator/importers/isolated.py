"""Readers of sources in a child process that may not take more than its share.

`python -m generator.importers.isolated '["NAME", "CHARSET"]'` reads the source on standard input and
prints the extract as JSON; CHARSET may be null, and JSON is ASCII, which any system can pass. It stops
at 1 GB of memory and 20 seconds of work where the system has such limits, and everywhere at 25 seconds
by the parent's clock. Whatever becomes of it, the parent goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict

from generator.importers.readers.choosing import read_here
from generator.importers.sources import Doubt, Dropped, Extract, RawSource, SourceError

MEMORY = 1_000_000_000
SECONDS = 20
WALL_SECONDS = SECONDS + 5
"""The parent's clock: the only limit where the system has none (Windows) or refuses it (macOS)."""
FULL = 3
"""The child's exit code where its memory or its stack was used up."""
MOST_SAID = 200
"""Characters of a failed reader's own words that reach the message."""
COMMAND = ("-m", "generator.importers.isolated")
LARGE = "is it very large? save it anew, or import the part that holds the notice"


def read_isolated(source: RawSource) -> Extract:
    """The extract of a source; SourceError where it cannot be read, or the reader dies of it."""
    try:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", *COMMAND, json.dumps([source.name, source.charset])],
            input=source.data,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError("the source took too long to read", LARGE) from error
    except (OSError, ValueError) as error:
        raise SourceError(f"the reader cannot be started: {error}") from error
    if done.returncode != 0:
        raise _failure(done.returncode, done.stderr.decode("utf-8", "replace"))
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise SourceError(answer["error"], answer["hint"])
    return Extract(
        **{
            **answer,
            "lines": tuple(answer["lines"]),
            "dropped": tuple(Dropped(**entry) for entry in answer["dropped"]),
            "steps": tuple(answer["steps"]),
            "doubts": tuple(Doubt(**entry) for entry in answer["doubts"]),
            "faults": tuple(Doubt(**entry) for entry in answer["faults"]),
        }
    )


def _failure(code: int, said: str) -> SourceError:
    """What to tell of a child that ended with `code`: a limit was reached, or its own last words."""
    words = said.strip().rpartition("\n")[2][:MOST_SAID]
    if code == FULL or not words or words.startswith("MemoryError"):  # who is killed says nothing
        return SourceError("the source took too much memory or time", LARGE)
    return SourceError(f"the reader failed: {words}", "a fault of the reader: save the source anew")


def _limit() -> None:
    """Limits this process as far as the system lets it; what is limited more already stays so."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, most in (("AS", MEMORY), ("CPU", SECONDS), ("FSIZE", 0)):
        kind = getattr(resource, f"RLIMIT_{name}", None)
        with suppress(ValueError, OSError):  # macOS refuses a limit of memory
            if kind is not None:
                hard = resource.getrlimit(kind)[1]
                most = most if hard == resource.RLIM_INFINITY else min(most, hard)
                resource.setrlimit(kind, (most, most))


def main() -> int:
    """Limits this process, reads, prints."""
    _limit()
    name, charset = json.loads(sys.argv[1])
    data = sys.stdin.buffer.read()
    try:
        answer = asdict(read_here(RawSource(name=name, data=data, charset=charset)))
    except SourceError as error:
        answer = {"error": error.message, "hint": error.hint}
    except (MemoryError, RecursionError):
        return FULL
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
