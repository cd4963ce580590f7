"""Any command, with whatever a hand may type: all that is not its own has its bytes afterwards."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from pathlib import Path

from site_tests.chaos.homes import State, state, workplaces
from site_tests.chaos.stopping import STOPPED, ended, start
from site_tests.chaos.trials import COMMANDS, DAY, OFFICIAL, OWN, Trials, difference, theirs

CONTENT = ("--content", "content")
NOWHERE = (
    *(".", "..", "/", "~", "content", "content/pages", "content/new", "notes", "link", "broken"),
    *("round", "pipe", "hard.html", ".git", "a", "a/b", "site2", "saved.html", "site/notices"),
    *("site/new", "docs/new", "site/9001/new/er", "round/x", "link/../site/x", "docs/data"),
    *("content/notices/9002/new", ".site.keytasks-" + "0" * 32),
    *(
        "site.old-20240101",
        "site.tmp-2020",
        "notes/../notes",
        "pipe/x",
        "saved.html/x",
        "./link/x/..",
    ),
)
"""Where no command may write: all of it is somebody's, or in what another command made."""
NEW_REPORT = "new-report.md"
SOURCES = (
    *("saved.html", "hard.html", "pipe", "link", "broken", "round", "sparse", "empty", "content"),
    *("nowhere.html", "/dev/zero", "/dev/stdin", "/proc/self/mem", "", "-", "saved.html\n"),
    *("https://127.0.0.1/x", "https://localhost/", "file:///etc/passwd", "http://www.gov.cn/x"),
    *("https://www.gov.cn/x.htm", "https://[::1]/", "https://2130706433/", "https://0x7f.1/"),
)
ASKING = (
    *(("check",), ("themes",), ("compare", "9001", "9002"), ("compare", "9001", "9001")),
    *(
        ("search", "渡口"),
        ("search", "9" * 6000),
        ("compare", "../9001", "9002"),
        ("search", "\x1b[2J"),
    ),
    *(("check", "--help"), ("--version",), ("nonsense",), ("build", "--nonsense"), ()),
)


def invocations(chance: random.Random) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Commands without end, each with what it may change."""
    while True:
        kind = chance.choice(("ask", "own", "out", "out", "source", "source", "missing", "report"))
        if kind == "ask":
            words = chance.choice(ASKING)
            content = (
                CONTENT if words and words[0] in ("check", "themes", "compare", "search") else ()
            )
            yield (*words, *(content if "--help" not in words else ())), ()
        elif kind == "own":
            command = chance.choice(tuple(COMMANDS))
            yield COMMANDS[command], OWN[command]
        elif kind == "out":
            command = chance.choice(("build", "export"))
            yield (command, *CONTENT, "--out", chance.choice(NOWHERE)), ()
        elif kind == "source":
            command, source = chance.choice(("import", "verify")), chance.choice(SOURCES)
            yield _with_source(chance, command, source)
        elif kind == "missing":
            yield ("import", "--missing", *CONTENT, *chance.choice(((), ("--dry-run",)))), ()
        else:
            report = chance.choice((*NOWHERE, "content/series.yml", "hard.html", NEW_REPORT))
            own = (report,) if report == NEW_REPORT else ()
            yield ("import", "--missing", *CONTENT, "--report", report), own


def _with_source(
    chance: random.Random, command: str, source: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    notice = chance.choice(("9002", "9009", "../x", "assets", "COM1", "9002/", ".", "9002\n"))
    given = () if source.startswith("-") or not source else ("--",)
    if command == "verify":
        accept = ("--accept", "--official", OFFICIAL) if chance.random() < 0.5 else ()
        return (command, *CONTENT, *accept, "--retrieved", DAY, *given, notice, source), (
            (f"content/notices/{notice}",) if accept and notice == "9002" else ()
        )
    force = chance.choice(((), ("--force",), ("--force", "--accept-doubts"), ("--dry-run",)))
    words = (command, *CONTENT, "--notice", notice, *force, "--retrieved", DAY, *given, source)
    writes = "--dry-run" not in force and notice in ("9002", "9009")
    return words, (f"content/notices/{notice}",) if writes else ()


def no_network() -> None:
    """Every name is unknown: a trial asks nobody."""

    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror("no network in a trial")

    socket.getaddrinfo = unknown  # type: ignore[assignment]


def try_any(trials: Trials, count: int) -> None:
    """So many of them, each in a home of its own."""
    for (words, own), _ in zip(invocations(trials.chance), range(count), strict=False):
        with trials.home() as home:
            code = ended(start(home, words, no_network))
            trials.count("any command", faults(trials.old, home, own, code), repr(words))


def faults(old: State, home: Path, own: tuple[str, ...], code: int) -> list[str]:
    """What a command did that it may not."""
    wrong = [] if code in STOPPED else [f"it ended with {code}"]
    before, after = (theirs(s, own) for s in (old, state(home)))
    if before != after:
        wrong.append(f"others' files: {difference(before, after)}")
    if left := workplaces(home.parent):
        wrong.append(f"left: {left}")
    told = home.parent / "told.txt"
    if told.exists() and "Traceback" in told.read_text("utf-8", "replace"):
        wrong.append("a traceback: " + told.read_text("utf-8", "replace")[-300:])
    if told.exists() and set("\x1b\u202e") & set(told.read_text("utf-8", "replace")):
        wrong.append("what a terminal obeys")
    if others := [
        p.name for p in home.parent.iterdir() if p.name not in ("home", "told.txt", "tmp")
    ]:
        wrong.append(f"made beside the home: {others}")
    return wrong
