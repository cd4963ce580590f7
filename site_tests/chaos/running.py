"""All kinds of trials, one after the other."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from site_tests.chaos.any_command import try_any
from site_tests.chaos.trials import COMMANDS, SIGNALS, Trials
from site_tests.chaos.while_serving import try_while_serving

SERVED = ("build", "jobs", "export")
"""What is tried beside `serve`: the others change the content that it shows."""
ANY = 8
"""Trials of any command, for each round."""


def run(
    rounds: int,
    *,
    seed: int = 1,
    commands: tuple[str, ...] = tuple(COMMANDS),
    any_too: bool = True,
) -> Trials:
    """All kinds, each so many times where there is chance in it, then any command at all (`any_too`).

    Stopped by Ctrl-C, what was tried until then.
    """
    with tempfile.TemporaryDirectory(prefix="keytasks-chaos-", ignore_cleanup_errors=True) as work:
        trials = Trials(Path(work), seed, commands)
        with suppress(KeyboardInterrupt):
            _try(trials, rounds, commands)
            try_any(trials, max(ANY, rounds * ANY) if any_too else 0)
    return trials


def _try(trials: Trials, rounds: int, commands: tuple[str, ...]) -> None:
    """All kinds for each command."""
    for command in commands:
        for sent in SIGNALS:
            # Between its renames `missing` asks sites and reads: three times that is an hour.
            if command != "missing" or sent.name == "SIGKILL":
                trials.renames(command, sent)
            for _ in range(rounds):
                trials.moment(command, sent)
        for _ in range(max(1, rounds // 2)):
            for kind in trials.events[command]:
                trials.event(command, kind)
            for killed in (False, True):
                trials.in_write(command, killed=killed)
        trials.twice(command)
        trials.clock(command)
        for number in range(max(1, rounds // 2)):
            trials.full(command, 8 if number == 0 else trials.chance.randint(0, 4000))
        for _ in range(rounds // 2 if command in SERVED else 0):
            try_while_serving(trials, command)
        tried, failed = sum(trials.tried.values()), len(trials.failed)
        print(f"{command}: {tried} tried, {failed} failed", flush=True)
