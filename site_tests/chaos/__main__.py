"""Commands that are killed, starved and started twice: `python -m site_tests.chaos [ROUNDS [SEED [COMMAND…]]]`.

In a home of random files beside the content and the sites, every command is stopped at each rename, at
other changes of the disk, in the middle of a write and at random moments (INT, TERM, KILL), on a full
disk (a small tmpfs, for who may mount one), twice at once, beside `serve`, and under a clock that jumps.
Afterwards everything else in the home has its bytes; the command's own state is the old or the new
one, or put aside by a killed process; and the next run is clean and makes the new one. Any command at
all, with wrong places and sources, leaves what is not its own. Prints how many were tried of each kind
and how many held.
"""

from __future__ import annotations

import sys

from site_tests.chaos.running import run
from site_tests.chaos.trials import COMMANDS, KILLED


def main() -> int:
    """Tries all, and prints what was tried and what failed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    seed, named = int(sys.argv[2]) if len(sys.argv) > 2 else 1, tuple(sys.argv[3:])
    trials = run(rounds, seed=seed, commands=named or tuple(COMMANDS), any_too=not named)
    for kind, count in sorted(trials.tried.items()):
        print(f"{count:5} {kind}")
    kills = sum(count for kind, count in trials.tried.items() if kind.startswith(KILLED))
    print(f"{sum(trials.tried.values())} tried ({kills} killed), {len(trials.failed)} failed")
    return 1 if trials.failed else 0


if __name__ == "__main__":
    sys.exit(main())
