"""A home of random files beside the content and the sites, and what it holds byte for byte."""

from __future__ import annotations

import hashlib
import os
import random
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

from generator.replacing import TOKEN, TOKEN_LENGTH, WORKPLACE
from site_tests.chaos.official_sites import add_missing
from site_tests.sources import govcn_policy

ROOT = Path(__file__).resolve().parents[2]
State = dict[str, str]
LOOKALIKES = (
    *("site.old-20240101", "site.tmp-2020", "site.old-99999999", ".site.keytasks-" + "0" * 32),
    *(".site.good", "docs.tmp-1-abc", ".docs.keytasks-notes", "notes", "a/b/c", ".git", "site2"),
    *("content/.git", "content/notes", "content/notices/.idea", "content/notices/.9002-old"),
)
"""What an owner may have lying about under names like ours, each with random files in it."""
PIECES = (
    "备份",
    "old",
    "site",
    "docs",
    " ",
    "\n",
    "\u202e",
    "-rf",
    "é",
    "e\u0301",
    "🂡",
    "*",
    "$x",
    ".tmp",
)
"""Of these names are made that nobody here has thought of."""
FILES = ("a.txt", "x/sitemap.xml", "data/v1/notices.json", TOKEN, ".git/config", "CNAME")


def make_home(home: Path, chance: random.Random) -> None:
    """The invented content, a page to import, and what an owner may have lying about."""
    home.mkdir(exist_ok=True)
    subprocess.run(["cp", "-a", ROOT / "site_tests/corpus/content", home / "content"], check=True)
    (home / "saved.html").write_bytes(govcn_policy())
    add_missing(home / "content/series.yml")
    made = {"".join(chance.choices(PIECES, k=chance.randint(1, 4))) for _ in range(12)}
    for name in (*LOOKALIKES, *(f"{chance.choice(('', 'a/'))}x{name}" for name in sorted(made))):
        for _ in range(chance.randint(1, 3)):
            path = home / name / chance.choice(FILES)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(chance.randbytes(chance.randint(0, 300)))
            path.chmod(chance.choice((0o644, 0o600, 0o755, 0o444)))
    (home / "link").symlink_to("notes")
    (home / "broken").symlink_to("nowhere")
    (home / "round").symlink_to("round")
    os.mkfifo(home / "pipe")
    os.link(home / "saved.html", home / "hard.html")
    with (home / "sparse").open("wb") as file:
        file.truncate(3_000_000)
    (home / "empty").mkdir()


def state(home: Path) -> State:
    """Every entry below the home but workplaces of ours: what it is, its mode, and its bytes."""
    return {path.relative_to(home).as_posix(): _told(path) for path in _entries(home)}


def _entries(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if is_workplace(path):
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _entries(path)


def is_workplace(path: Path) -> bool:
    """Whether it is a folder that a command has made for itself: what its name says is sealed."""
    match = WORKPLACE.match(path.name)
    if not match or path.is_symlink() or not path.is_dir():
        return False
    half = TOKEN_LENGTH // 2
    seal = hashlib.sha256(f"{match['token'][:half]} {match['name']}".encode()).hexdigest()[:half]
    return match["token"][half:] == seal


def _told(path: Path) -> str:
    found = path.lstat()
    if path.is_symlink():
        return f"-> {path.readlink()}"
    kind = f"{stat.filemode(found.st_mode)} "
    # Anything but a file has no bytes: a pipe would be waited for.
    return kind + (hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")


def workplaces(home: Path) -> list[Path]:
    """What killed commands have left, in the home and among its temporary files."""
    return [path for path in home.rglob(".*.keytasks-*") if is_workplace(path)]
