"""Whether two states of the project build the same sites: `python tools/same.py [REF]`, HEAD if left out.

The working tree and a checkout of REF build the shipped content and the invented corpus, each with its
own generator, templates and content; every file is compared byte for byte. Exit code 0 where all are
the same, 1 with the list of those that differ, 2 where one of the two does not build.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTENTS = ("content", "site_tests/corpus/content")
MOST_SHOWN = 30


def build(project: Path, content: str, out: Path) -> None:
    """Builds one site with the project's own generator; the packages are this environment's."""
    # From the folder, `-m` finds the generator that lies there, not the one that is installed.
    command = [sys.executable, "-m", "generator", "build", "--content", content, "--out", str(out)]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8")
    if done.returncode:
        print(f"{project}: {content} does not build\n{done.stderr}", file=sys.stderr)
        sys.exit(2)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def difference(ours: bytes, theirs: bytes) -> str:
    """What stands at the first byte that differs, on both sides."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    place = next((i for i, (a, b) in pairs if a != b), min(len(ours), len(theirs)))
    before, after = (side[max(0, place - 30) : place + 30] for side in (theirs, ours))
    return (
        f"byte {place}: {before.decode(errors='replace')!r} is {after.decode(errors='replace')!r}"
    )


def main() -> int:
    """Builds both, compares, and prints what differs."""
    ref = sys.argv[1] if len(sys.argv) > 1 else "HEAD"
    differing = 0
    with tempfile.TemporaryDirectory(prefix="keytasks-same-") as name:
        work, then = Path(name), Path(name) / "then"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(then), ref], check=True)
        try:
            for content in CONTENTS:
                build(then, content, work / "old")
                build(ROOT, content, work / "new")
                old, new = files(work / "old"), files(work / "new")
                for path in sorted(old.keys() | new.keys()):
                    if old.get(path) == new.get(path):
                        continue
                    differing += 1
                    if differing <= MOST_SHOWN:
                        gone, come = path not in new, path not in old
                        told = (
                            "gone" if gone else "new" if come else difference(new[path], old[path])
                        )
                        print(f"{content}: {path}: {told}")
                print(f"{content}: {len(new)} files", file=sys.stderr)
        finally:
            subprocess.run([*git, "remove", "--force", str(then)], check=True)
    print(f"{differing} files differ from {ref}" if differing else f"the same as {ref}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
