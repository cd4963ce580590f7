"""Runs a command in a process of its own and says how long it took and how much memory.

The command is started by a small process, which runs this module: a process inherits the peak of the
one that started it, and ours has been large.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds by the clock, and the peak of resident memory in MB."""

    seconds: float
    memory: float


class ChildFailed(Exception):
    """The command ended with an error; the message ends with its last words."""


def run(
    command: Sequence[str], *, cwd: Path, variables: Mapping[str, str] | None = None
) -> tuple[Cost, str]:
    """What `command` cost, and what it printed. Raises ChildFailed."""
    result = subprocess.run(
        [sys.executable, __file__, *command],
        cwd=cwd,
        env=os.environ | dict(variables or {}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if result.returncode:
        raise ChildFailed(f"{command[0]}: {result.stdout[-400:]}{result.stderr[-2000:]}")
    printed, _, last = result.stdout.rstrip("\n").rpartition("\n")
    return Cost(**json.loads(last)), printed.strip()


def main() -> None:
    """Runs the command of the arguments; the last line that is printed is its cost."""
    import resource  # which Windows has not

    begun = time.perf_counter()
    code = subprocess.run(sys.argv[1:], check=False).returncode
    seconds = time.perf_counter() - begun
    unit = 1e6 if sys.platform == "darwin" else 1e3
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
    print("\n" + json.dumps({"seconds": seconds, "memory": memory}))
    sys.exit(code)


if __name__ == "__main__":
    main()
