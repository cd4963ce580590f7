"""Readers of sources in a child process that may not take more than its share.

`python -m generator.importers.isolated NAME CHARSET` reads the source on standard input and prints the
extract as JSON; it stops at 1 GB of memory and 20 seconds of work. Whatever becomes of it, the parent
goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict

from generator.importers.readers.choosing import read_here
from generator.importers.sources import Doubt, Dropped, Extract, RawSource, SourceError

MEMORY = 1_000_000_000
SECONDS = 20
COMMAND = ("-m", "generator.importers.isolated")
LARGE = "is it very large? save it anew, or import the part that holds the notice"


def read_isolated(source: RawSource) -> Extract:
    """The extract of a source; SourceError where it cannot be read, or the reader dies of it."""
    try:
        done = subprocess.run(
            [sys.executable, *COMMAND, source.name, source.charset or ""],
            input=source.data,
            capture_output=True,
            timeout=SECONDS + 5,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError("the source took too long to read", LARGE) from error
    except (OSError, ValueError) as error:
        raise SourceError(f"the reader cannot be started: {error}") from error
    if done.returncode != 0:
        raise SourceError("the source took too much memory or time", LARGE)
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


def main() -> int:
    """Limits this process, reads, prints."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    name, charset = sys.argv[1:3]
    data = sys.stdin.buffer.read()
    try:
        answer = asdict(read_here(RawSource(name=name, data=data, charset=charset or None)))
    except SourceError as error:
        answer = {"error": error.message, "hint": error.hint}
    except (MemoryError, RecursionError):
        return 3
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
