"""Commands that are killed, starved and started twice: `python -m site_tests.chaos [ROUNDS]`, `make chaos`.

In a home of random files beside the content and the sites, every command is stopped at each rename and
at random moments (INT, TERM, KILL), on a full disk (a small tmpfs, for who may mount one), twice at once,
and under a clock that jumps. Afterwards everything else in the home has its bytes; the command's own
state is the old or the new one, or put aside by a killed process; and the next run is clean and makes
the new one. Prints how many were tried of each kind and how many held.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from generator import cli
from generator.commands import building, importing  # noqa: F401  # before the fork: it is quicker
from generator.importers.drafting import draft  # noqa: F401
from generator.publish.site import build_site  # noqa: F401
from generator.replacing import TOKEN, WORKPLACE
from site_tests.sources import govcn_policy

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-11-24T00:00:00Z"
OFFICIAL = "https://www.gov.cn/zhengce/zhengceku/2020-04/09/content_1.htm"
NAMES = ("SIGINT", "SIGTERM", "SIGKILL")
SIGNALS = tuple(s for s in signal.Signals if s.name in NAMES)
STOPPED = {0, 1, 2, 3, 130}
"""Exit codes of a command that ended by itself."""
SECONDS = 120
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
    "ledger": ("ledger", "--content", "content"),
    "build": ("build", "--content", "content", "--out", "site"),
}
OWN = {"build": "site", "export": "docs", "ledger": "content/addresses.txt"}
OWN |= {"import": "content/notices/9002", "verify": "content/notices/9002"}
State = dict[str, str]


def make_home(home: Path, chance: random.Random) -> None:
    """The invented content, a page to import, and what an owner may have lying about."""
    home.mkdir(exist_ok=True)
    shutil.copytree(ROOT / "site_tests/corpus/content", home / "content")
    (home / "saved.html").write_bytes(govcn_policy())
    names = [
        "site.old-20240101",
        "site.tmp-2020",
        "site.old-99999999",
        ".site.keytasks-" + "0" * 32,
    ]
    names += [
        ".site.good",
        "docs.tmp-1-abc",
        ".docs.keytasks-notes",
        "notes",
        "a/b/c",
        ".git",
        "site2",
    ]
    names += ["content/.git", "content/notes", "content/notices/.idea", "content/notices/.9002-old"]
    for name in names:
        for _ in range(chance.randint(1, 3)):
            path = (
                home
                / name
                / chance.choice(["a.txt", "x/sitemap.xml", "data/v1/notices.json", TOKEN])
            )
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(chance.randbytes(chance.randint(0, 300)))
    (home / "link").symlink_to("notes")
    (home / "broken").symlink_to("nowhere")


def state(home: Path) -> State:
    """Every entry below the home but workplaces of ours: what it is, and its bytes."""
    return {path.relative_to(home).as_posix(): _bytes(path) for path in _entries(home)}


def _entries(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        match = WORKPLACE.match(path.name)
        if match and (path / TOKEN).is_file() and (path / TOKEN).read_text() == match["token"]:
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _entries(path)


def _bytes(path: Path) -> str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    return "folder" if path.is_dir() else path.read_bytes().hex()


def workplaces(home: Path) -> list[Path]:
    """What killed commands have left, in the home and among its temporary files."""
    return [
        p
        for p in home.rglob(".*.keytasks-*")
        if p.is_dir()
        and (p / TOKEN).is_file()
        and (p / TOKEN).read_text() == p.name.rpartition("-")[2]
    ]


def start(home: Path, command: str, before: Callable[[], None] = lambda: None) -> int:
    """A process that runs the command in the home; its number."""
    if child := os.fork():
        return child
    try:
        os.chdir(home)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(
                number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
            )
        with (home.parent / "told.txt").open("ab") as told:
            os.dup2(told.fileno(), 1)
            os.dup2(told.fileno(), 2)
        (home.parent / "tmp").mkdir(exist_ok=True)
        tempfile.tempdir = str(home.parent / "tmp")
        before()
        with mock.patch.object(sys, "argv", ["keytasks", *COMMANDS[command]]):
            code = cli.main()
    except KeyboardInterrupt:
        code = 130
    except BaseException:
        import traceback

        traceback.print_exc()
        code = 99
    sys.stdout.flush()
    os._exit(code)


def ended(child: int) -> int:
    """Its exit code, or the signal that killed it as a negative number; -99 for a hang."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -99


def at_rename(number: int, sent: int, *, after: bool) -> Callable[[], None]:
    """Sends itself a signal before or after its rename of that number."""

    def arm() -> None:
        done = 0

        def wrap(real: Callable[..., object]) -> Callable[..., object]:
            def counted(*given: object, **named: object) -> object:
                nonlocal done
                done += 1
                if done == number and not after:
                    os.kill(os.getpid(), sent)
                result = real(*given, **named)
                if done == number and after:
                    os.kill(os.getpid(), sent)
                return result

            return counted

        os.rename, os.replace = wrap(os.rename), wrap(os.replace)  # type: ignore[assignment]

    return arm


def jumping_clock() -> None:
    """The time of day goes on by years, and back."""
    real, chance = time.time, random.Random(1)
    time.time = lambda: real() + chance.uniform(-3e8, 3e8)  # type: ignore[assignment]


class Trials:
    """What was tried, of each kind, in homes of their own."""

    def __init__(self, work: Path, seed: int) -> None:
        self.work, self.chance = work, random.Random(seed)
        self.tried: Counter[str] = Counter()
        self.failed: list[str] = []
        self.first = work / "first"
        make_home(self.first, self.chance)
        self._prepare()
        self.old = state(self.first)
        self.new: dict[str, State] = {}
        self.took: dict[str, float] = {}
        for command in COMMANDS:
            with self.home() as home:
                begin = time.monotonic()
                code = ended(start(home, command))
                self.took[command] = time.monotonic() - begin
                assert code == 0, (command, code, (home.parent / "told.txt").read_text())
                self.new[command] = state(home)

    def _prepare(self) -> None:
        """A built and an exported site of the content as it was before its last change."""
        for command in ("build", "export"):
            assert ended(start(self.first, command)) == 0, (self.work / "told.txt").read_text()
        with (self.first / "content/pages/about.md").open("a", encoding="utf-8") as page:
            page.write("\n虚构的一句。\n")

    @contextmanager
    def home(self, folder: Path | None = None) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(
            dir=folder or self.work, ignore_cleanup_errors=True
        ) as name:
            yield Path(shutil.copytree(self.first, Path(name) / "home", symlinks=True))

    def check(self, kind: str, command: str, home: Path, what: str) -> None:
        """That nothing is lost or half-written now, and that the next run is clean."""
        self.tried[kind] += 1
        own = OWN[command]
        now, old, new = state(home), self.old, self.new[command]
        theirs = lambda s: {k: v for k, v in s.items() if k != own and not k.startswith(own + "/")}  # noqa: E731
        ours = lambda s: {k: v for k, v in s.items() if k == own or k.startswith(own + "/")}  # noqa: E731
        wrong = []
        if theirs(now) != theirs(old):
            wrong.append(f"others' files: {_difference(theirs(old), theirs(now))}")
        aside = not ours(now) and any(
            (w / "old").exists()
            for w in workplaces(home)
            if w.name.startswith(f".{Path(own).name}.")
        )
        if ours(now) not in (ours(old), ours(new)) and not aside:
            wrong.append(f"half: {_difference(ours(new), ours(now))}")
        if (code := ended(start(home, command))) != 0:
            told = (home.parent / "told.txt").read_text().splitlines()[-3:]
            wrong.append(f"the next run ends with {code}: {told}")
        elif state(home) != new:
            wrong.append(f"the next run: {_difference(new, state(home))}")
        if left := workplaces(home.parent):
            wrong.append(f"left: {left}")
        if "Traceback" in (home.parent / "told.txt").read_text():
            wrong.append("a traceback: " + (home.parent / "told.txt").read_text()[-300:])
        if wrong:
            self.failed.append(f"{kind}: {command} {what}: {'; '.join(wrong)}")

    def renames(self, command: str, sent: int) -> None:
        """Every rename of the command, before it and after it."""
        for after in (False, True):
            for number in range(1, 50):
                with self.home() as home:
                    code = ended(start(home, command, at_rename(number, sent, after=after)))
                    if code == 0:
                        break
                    self.check(
                        f"killed at a rename ({sent.name})", command, home, f"{number} {after}"
                    )  # type: ignore[attr-defined]

    def moment(self, command: str, sent: int) -> None:
        with self.home() as home:
            child = start(home, command)
            time.sleep(self.chance.uniform(0, 1.1 * self.took[command]))
            os.kill(child, sent)
            code = ended(child)
            if code not in (*STOPPED, -sent):
                self.failed.append(f"{command} stopped by {sent}: {code}")
            self.check(f"killed at a random moment ({sent.name})", command, home, "")  # type: ignore[attr-defined]

    def twice(self, command: str) -> None:
        with self.home() as home:
            first, second = start(home, command), start(home, command)
            codes = {ended(first), ended(second)}
            if 0 not in codes or not codes <= STOPPED:
                self.failed.append(f"{command} twice at once: {codes}")
            self.check("two at once", command, home, str(codes))

    def clock(self, command: str) -> None:
        with self.home() as home:
            if (code := ended(start(home, command, jumping_clock))) != 0:
                self.failed.append(f"{command} under a jumping clock: {code}")
            self.check("a clock that jumps", command, home, "")

    def full(self, command: str, room: int) -> None:
        """A disk with `room` kB left for the command; the next run has enough."""
        disk = self.work / "disk"
        disk.mkdir(exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", str(disk)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            self.tried["a full disk: not tried, no right to mount"] += 1
            return
        try:
            with self.home(disk) as home:
                used = shutil.disk_usage(disk).used // 1024
                remount = f"remount,size={used + room}k"
                subprocess.run(["mount", "-o", remount, str(disk)], check=True)
                code = ended(start(home, command))
                subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
                if code not in STOPPED:
                    self.failed.append(f"{command} with {room} kB: {code}")
                self.check("a full disk", command, home, f"{room} kB, ended with {code}")
        finally:
            subprocess.run(["umount", str(disk)], check=True)


def _difference(one: State, other: State) -> str:
    keys = [key for key in sorted(one.keys() | other.keys()) if one.get(key) != other.get(key)]
    return json.dumps([(k, k in one, k in other) for k in keys[:5]]) + f" of {len(keys)}"


def run(rounds: int, *, seed: int = 1, commands: tuple[str, ...] = tuple(COMMANDS)) -> Trials:
    """All kinds, each so many times where there is chance in it."""
    with tempfile.TemporaryDirectory(prefix="keytasks-chaos-", ignore_cleanup_errors=True) as work:
        trials = Trials(Path(work), seed)
        for command in commands:
            for sent in SIGNALS:
                trials.renames(command, sent)
                for _ in range(rounds):
                    trials.moment(command, sent)
            trials.twice(command)
            trials.clock(command)
            for number in range(max(1, rounds)):
                trials.full(command, 8 if number == 0 else trials.chance.randint(0, 4000))
            print(
                command,
                sum(trials.tried.values()),
                "tried,",
                len(trials.failed),
                "failed",
                flush=True,
            )
    return trials


def main() -> int:
    """Tries all, and prints what was tried and what failed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    trials = run(rounds, seed=int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for line in trials.failed:
        print(line)
    for kind, count in sorted(trials.tried.items()):
        print(f"{count:5} {kind}")
    print(f"{sum(trials.tried.values())} tried, {len(trials.failed)} failed")
    return 1 if trials.failed else 0


if __name__ == "__main__":
    sys.exit(main())
