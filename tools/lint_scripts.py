"""Lints the site's scripts and style sheet with Biome: `python tools/lint_scripts.py`.

The scripts are linted as they are built: the parts of a folder in one, with the words and addresses
that stand before them, so that a name which no part declares is found, and one which none uses.
Exit code 0 where Biome finds nothing, else 1 with what it found, by the lines of the built files.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path

from generator.search.javascript import script_tables
from generator.vocabulary import load_words
from generator.website.templates import asset_files

ROOT = Path(__file__).resolve().parent.parent
NPM = ROOT / ".venv/npm/@biomejs"
MACHINES = {"x86_64": "cli-linux-x64", "aarch64": "cli-linux-arm64"}
BUILT = ROOT / ".venv/lint"


def built_files(folder: Path) -> None:
    """Makes `folder` hold the scripts and style sheets as the site has them, and Biome's settings."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "biome.jsonc", folder)
    templates = ROOT / "templates"
    heads = script_tables()
    for file in asset_files(templates / "assets", load_words(templates), heads):
        if file.path.endswith((".js", ".css")):
            (folder / Path(file.path).name).write_bytes(file.data)


def main() -> int:
    """Builds and lints; the exit code is Biome's."""
    biome = NPM / MACHINES.get(platform.machine(), "none") / "package/biome"
    if not biome.exists():
        print(f"no Biome for this machine in {NPM}: make setup", file=sys.stderr)
        return 1
    built_files(BUILT)
    command = [biome, "lint", "--error-on-warnings", "--max-diagnostics=50", "--colors=off", "."]
    done = subprocess.run(command, cwd=BUILT, capture_output=True, encoding="utf-8")
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
    return done.returncode and 1


if __name__ == "__main__":
    sys.exit(main())
