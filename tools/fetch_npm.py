"""Brings packages of npm: `name@version sha512-… [machine]` a line, on standard input.

    fetch_npm.py FOLDER

Each is packed by npm, its integrity compared with the one recorded, and unpacked to FOLDER/name.
What is there at that version already stays. No script of a package is run. A line that names a
machine (`x86_64`) is for such a one alone.
"""

import base64
import hashlib
import platform
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path


def fetch(spec: str, integrity: str, folder: Path) -> None:
    """Makes `folder` hold the package `spec`, or exits with a word on what went wrong."""
    mark = folder / ".fetched"
    if mark.is_file() and mark.read_text() == f"{spec} {integrity}":
        return
    print(f"setup: {spec}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as work:
        command = ["npm", "pack", spec, "--silent", "--ignore-scripts", "--pack-destination", work]
        result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        archives = list(Path(work).glob("*.tgz"))
        if result.returncode or len(archives) != 1:
            sys.exit(f"setup: npm could not bring {spec}: {result.stderr.strip()[-300:]}")
        digest = hashlib.sha512(archives[0].read_bytes()).digest()
        found = "sha512-" + base64.b64encode(digest).decode()
        if found != integrity:
            sys.exit(f"setup: {spec} is not what was recorded: {found}")
        with tarfile.open(archives[0]) as archive:
            unpack(archive, folder)
    mark.write_text(f"{spec} {integrity}")


def unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Writes the plain files of a package; a link or a way out of the folder is left out."""
    for member in archive.getmembers():
        target = (folder / member.name).resolve()
        if member.isfile() and target.is_relative_to(folder.resolve()):
            target.parent.mkdir(parents=True, exist_ok=True)
            source = archive.extractfile(member)
            target.write_bytes(source.read() if source else b"")
            target.chmod(0o755 if member.mode & 0o100 else 0o644)


def main() -> None:
    """Fetches every line of standard input into the folder that is named."""
    target = Path(sys.argv[1])
    for line in sys.stdin:
        if line.strip() and not line.startswith("#"):
            spec, integrity, *machines = line.split()
            if machines and platform.machine() not in machines:
                continue
            fetch(spec, integrity, target / spec.rsplit("@", 1)[0])


if __name__ == "__main__":
    main()
