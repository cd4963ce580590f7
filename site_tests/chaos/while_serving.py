"""Builds and exports while `serve` runs and is stopped: each its own, and the reader always has a page."""

from __future__ import annotations

import os
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path

from site_tests.chaos.homes import state, workplaces
from site_tests.chaos.stopping import STOPPED, ended, start
from site_tests.chaos.trials import OWN, SIGNALS, Trials, difference, theirs

PATIENCE = 120
"""Seconds until the served site must answer."""


def try_while_serving(trials: Trials, command: str) -> None:
    """The command beside `serve`, with an edit under both, then each is stopped and started anew."""
    sent = trials.chance.choice(SIGNALS)
    with trials.home() as home:
        port = _free_port()
        serve = ("serve", "--content", "content", "--address", f"127.0.0.1:{port}")
        server = start(home, serve)
        wrong = [] if (page := _answer(port)) else ["it never answered"]
        # An edit that changes nothing that is read, so that both have to build.
        os.utime(home / "content/pages/about.md")
        child = trials.start(home, command)
        if trials.chance.random() < 0.5:
            time.sleep(trials.chance.uniform(0, 1.1 * trials.took[command]))
            os.kill(child, sent)
        while not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if page and _answer(port) != page:
                wrong.append("another page, or none, meanwhile")
                page = ""
            time.sleep(0.2)
        if (code := ended(child)) not in (*STOPPED, -sent):
            wrong.append(f"it ended with {code}")
        os.kill(server, sent)
        if (code := ended(server)) not in (*STOPPED, -sent):
            wrong.append(f"serve ended with {code}")
        wrong += _state_of(trials, command, home)
        # The next serve puts away what a killed one has left.
        server = start(home, serve)
        wrong += [] if _answer(port) else ["the next serve never answered"]
        os.kill(server, SIGNALS[0])
        ended(server)
        left = [w for w in workplaces(home.parent) if not w.name.startswith(".site.")]
        wrong += [f"left: {left}"] if left else []
        trials.check("beside serve", command, home, f"{sent.name}: {wrong}")
        for fault in wrong:
            trials.fail(f"beside serve: {command} {sent.name}: {fault}")


def _state_of(trials: Trials, command: str, home: Path) -> list[str]:
    own, now = OWN[command], state(home)
    if theirs(now, own) == theirs(trials.old, own):
        return []
    return [f"others' files: {difference(theirs(trials.old, own), theirs(now, own))}"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answer(port: int) -> str:
    """The home page without the line by which MkDocs tells a new build; empty where none comes."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as page:
                text = page.read().decode("utf-8")
                return "" if "livereload" not in text else str(text.partition("<script")[0])
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return ""
