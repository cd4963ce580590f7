"""Trials of one command each: it is stopped or starved, then nothing is lost and the next run is clean."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.commands.gathering import today
from generator.commands.gathering_text import is_sealed
from generator.content.tables import parse_table
from generator.replacing import OLD
from site_tests.chaos.homes import State, make_home, state, workplaces
from site_tests.chaos.official_sites import MISSING, online
from site_tests.chaos.stopping import (
    STOPPED,
    Before,
    at_event,
    at_rename,
    ended,
    in_a_write,
    jumping_clock,
    start,
    telling_events,
)

DAY = f"{today()}T00:00:00Z"
OFFICIAL = "https://www.gov.cn/zhengce/zhengceku/2020-04/09/content_1.htm"
NAMES = ("SIGINT", "SIGTERM", "SIGKILL")
SIGNALS = tuple(s for s in signal.Signals if s.name in NAMES)
COMMANDS = {
    "export": ("export", "--content", "content", "--out", "docs"),
    "import": (
        *("import", "saved.html", "--notice", "9002", "--content", "content", "--force"),
        *("--accept-doubts", "--retrieved", DAY),
    ),
    "verify": (
        *("verify", "9002", "saved.html", "--content", "content", "--accept"),
        *("--official", OFFICIAL, "--retrieved", DAY),
    ),
    "missing": (
        *("import", "--missing", "--content", "content", "--report", "report.md"),
        *("--retrieved", DAY),
    ),
    "ledger": ("ledger", "--content", "content"),
    "build": ("build", "--content", "content", "--out", "site"),
    "jobs": ("build", "--content", "content", "--out", "site", "--jobs", "2"),
}
REPORT = "report.md"
CHANGES = "content/changes.yml"
OWN: dict[str, tuple[str, ...]] = {
    "build": ("site",),
    "jobs": ("site",),
    "export": ("docs",),
    "ledger": ("content/addresses.txt",),
    "import": ("content/notices/9002", CHANGES),
    "verify": ("content/notices/9002", CHANGES),
    "missing": (
        *(f"content/notices/{year}" for year in MISSING),
        *("content/series.yml", "content/addresses.txt", CHANGES, REPORT),
    ),
}
"""What a command may change: each of these is the old or the new one, whatever stops it."""
KILLED = "killed"
"""How the names of those kinds begin in which a process is stopped from outside."""


def theirs(found: State, own: tuple[str, ...]) -> State:
    """What of a home is not the command's own."""
    return {k: v for k, v in found.items() if not any(_is_of(k, one) for one in own)}


def _is_of(path: str, own: str) -> bool:
    return path == own or path.startswith(f"{own}/")


def half(home: Path, own: str, now: State, old: State, new: State) -> str:
    """What is half-written of a thing that a command may change; empty where it is old, new or aside."""
    before, there, after = ({k: v for k, v in s.items() if _is_of(k, own)} for s in (old, now, new))
    if (
        own == REPORT
    ):  # what it says depends on what was held already; its seal says that it is whole
        whole = not there or is_sealed((home / own).read_text("utf-8"))
        return "" if whole else f"half: {own}"
    if own == CHANGES:  # an entry for each year that came in, each written whole
        ends = parse_table((home / own).read_text("utf-8"))["changes"][-1]
        return "" if ends.keys() == {"day", "notice", "kind", "what"} else f"half: {own}"
    aside = not there and any(
        (w / OLD).exists() for w in workplaces(home) if w.name.startswith(f".{Path(own).name}.")
    )
    return "" if aside or there in (before, after) else f"half: {difference(after, there)}"


def difference(one: State, other: State) -> str:
    """The first names at which two states differ, and how many there are."""
    keys = [key for key in sorted(one.keys() | other.keys()) if one.get(key) != other.get(key)]
    return json.dumps([(k, k in one, k in other) for k in keys[:5]]) + f" of {len(keys)}"


class Trials:
    """What was tried, of each kind, in homes of their own."""

    def __init__(self, work: Path, seed: int, commands: tuple[str, ...] = tuple(COMMANDS)) -> None:
        self.work, self.chance = work, random.Random(seed)
        self.tried: Counter[str] = Counter()
        self.failed: list[str] = []
        self.first = work / "first"
        make_home(self.first, self.chance)
        self._prepare()
        self.old = state(self.first)
        self.new: dict[str, State] = {}
        self.took: dict[str, float] = {}
        self.events: dict[str, dict[str, int]] = {}
        for command in commands:
            with self.home() as home:
                begin = time.monotonic()
                told = home.parent / "events.txt"
                code = ended(self.start(home, command, telling_events(told)))
                self.took[command] = time.monotonic() - begin
                assert code == 0, (command, code, (home.parent / "told.txt").read_text())
                self.new[command] = state(home)
                lines = (line.split() for line in told.read_text().splitlines())
                self.events[command] = {kind: int(count) for kind, count in lines}

    def _prepare(self) -> None:
        """A built and an exported site of the content as it was before its last change."""
        for command in ("build", "export"):
            code = ended(start(self.first, COMMANDS[command]))
            assert code == 0, (self.work / "told.txt").read_text()
        with (self.first / "content/pages/about.md").open("a", encoding="utf-8") as page:
            page.write("\n虚构的一句。\n")

    def start(self, home: Path, command: str, before: Before = lambda: None) -> int:
        """A process that runs the command; what asks official sites is answered by invented ones."""

        def armed() -> None:
            if command == "missing":
                online()
            before()

        return start(home, COMMANDS[command], armed)

    @contextmanager
    def home(self, folder: Path | None = None) -> Iterator[Path]:
        """A copy of the first home, for one trial."""
        with tempfile.TemporaryDirectory(
            dir=folder or self.work, ignore_cleanup_errors=True
        ) as name:
            subprocess.run(["cp", "-a", self.first, Path(name) / "home"], check=True)
            yield Path(name) / "home"

    def count(self, kind: str, faults: list[str], what: str) -> None:
        """Counts a trial, and keeps what was wrong with it."""
        self.tried[kind] += 1
        if faults:
            self.fail(f"{kind}: {what}: {'; '.join(faults)}")

    def fail(self, told: str) -> None:
        """Keeps a fault, and tells it at once: a long run may be stopped before its end."""
        self.failed.append(told)
        print(told, flush=True)

    def check(self, kind: str, command: str, home: Path, what: str) -> None:
        """That nothing is lost or half-written now, and that the next run is clean."""
        own, now, old, new = OWN[command], state(home), self.old, self.new[command]
        wrong = []
        if theirs(now, own) != theirs(old, own):
            wrong.append(f"others' files: {difference(theirs(old, own), theirs(now, own))}")
        wrong += [part for one in own if (part := half(home, one, now, old, new))]
        told = home.parent / "told.txt"
        if (code := ended(self.start(home, command))) != 0:
            wrong.append(f"the next run ends with {code}: {told.read_text().splitlines()[-3:]}")
        else:
            after, wanted = (theirs(s, (REPORT,)) for s in (state(home), new))
            wrong += [f"the next run: {difference(wanted, after)}"] if after != wanted else []
            wrong += [part for one in own if (part := half(home, one, state(home), new, new))]
        if left := workplaces(home.parent):
            wrong.append(f"left: {left}")
        if "Traceback" in told.read_text():
            wrong.append("a traceback: " + told.read_text()[-300:])
        self.count(kind, wrong, f"{command} {what}")

    def renames(self, command: str, sent: signal.Signals) -> None:
        """Every rename of the command, before it and after it."""
        for after in (False, True):
            for number in range(1, 50):
                with self.home() as home:
                    before = at_rename(number, sent, after=after)
                    code = ended(self.start(home, command, before))
                    if code == 0:
                        break
                    kind = f"killed at a rename ({sent.name})"
                    self.check(kind, command, home, f"{number} {after}")

    def event(self, command: str, kind: str) -> None:
        """Any other change of the disk, of that kind, chosen by chance."""
        number = self.chance.randint(1, self.events[command][kind])
        sent = self.chance.choice(SIGNALS)
        with self.home() as home:
            ended(self.start(home, command, at_event(kind, number, sent)))
            what = f"{number} of {self.events[command][kind]} {sent.name}"
            self.check(f"killed where a file or folder is {_past(kind)}", command, home, what)

    def in_write(self, command: str, *, killed: bool) -> None:
        """No file may grow beyond a size: the write that would ends the process, or fails."""
        size = int(2 ** self.chance.uniform(0, 18))
        with self.home() as home:
            code = ended(self.start(home, command, in_a_write(size, killed=killed)))
            if not killed and code not in STOPPED:
                self.fail(f"{command} with files of {size} bytes at most: {code}")
            kind = "killed in the middle of a write" if killed else "a write that is cut short"
            self.check(kind, command, home, f"{size} bytes, ended with {code}")

    def moment(self, command: str, sent: signal.Signals) -> None:
        """Any moment while it runs."""
        with self.home() as home:
            child = self.start(home, command)
            time.sleep(self.chance.uniform(0, 1.1 * self.took[command]))
            os.kill(child, sent)
            code = ended(child)
            if code not in (*STOPPED, -sent):
                self.fail(f"{command} stopped by {sent}: {code}")
            self.check(f"killed at a random moment ({sent.name})", command, home, "")

    def twice(self, command: str) -> None:
        """Two of it at once."""
        with self.home() as home:
            first, second = self.start(home, command), self.start(home, command)
            codes = {ended(first), ended(second)}
            if 0 not in codes or not codes <= STOPPED:
                self.fail(f"{command} twice at once: {codes}")
            self.check("two at once", command, home, str(codes))

    def clock(self, command: str) -> None:
        """A clock that jumps while it runs."""
        with self.home() as home:
            if (code := ended(self.start(home, command, jumping_clock))) != 0:
                self.fail(f"{command} under a jumping clock: {code}")
            self.check("a clock that jumps", command, home, "")

    def full(self, command: str, room: int) -> None:
        """A disk with `room` kB left for the command; the next run has enough."""
        disk = self.work / "disk"
        disk.mkdir(exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", str(disk)]
        if (
            not shutil.which("mount")
            or subprocess.run(mount, capture_output=True, check=False).returncode
        ):
            self.tried["a full disk: not tried, no right to mount"] += 1
            return
        try:
            with self.home(disk) as home:
                used = shutil.disk_usage(disk).used // 1024
                remount = f"remount,size={used + room}k"
                subprocess.run(["mount", "-o", remount, str(disk)], check=True)
                code = ended(self.start(home, command))
                subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
                if code not in STOPPED:
                    self.fail(f"{command} with {room} kB: {code}")
                self.check("a full disk", command, home, f"{room} kB, ended with {code}")
        finally:
            subprocess.run(["umount", str(disk)], check=True)


def _past(kind: str) -> str:
    words = {"mkdir": "made", "rename": "renamed", "rmdir": "removed", "remove": "removed"}
    return words.get(kind, {"chmod": "given its mode", "utime": "given its time"}.get(kind, kind))
