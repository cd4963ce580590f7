"""`keytasks new`: a folder of one's own, which builds at once and can be made a repository."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

import click

from generator.commands.options import TEMPLATES, tell
from generator.problems import UsageError

SKELETON = TEMPLATES / "new"
"""The files of a new folder: an invented example, settings, two workflows, a README."""
RENAMED = {
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "publish.yml": ".github/workflows/publish.yml",
    "years.yml": ".github/workflows/years.yml",
    "propose_years.sh": ".github/propose_years.sh",
}
"""What would mean something to git or GitHub where the skeleton itself lies."""
REQUIREMENTS = "requirements.txt"
ADDRESS = re.compile(r"(?:git\+)?https://[!-~]{1,500}\Z", re.ASCII)
UNKNOWN = "# keytasks @ git+https://…"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--generator",
    "address",
    metavar="ADDRESS",
    help="Where keytasks comes from, for the new folder's requirements.txt: https://… or git+https://….",
)
def new(folder: Path, address: str | None) -> None:
    """Make a folder of one's own: an invented example, settings, workflows, a README.

    `keytasks build` and `serve` work in it at once; its README says how one's own notices take the place
    of the example.
    """
    from generator.replacing import NEW, swap, workplace

    if address is not None and not ADDRESS.match(address):
        raise UsageError(f"--generator is no https:// or git+https:// address: {address!r}")
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise UsageError(f"{folder} is there already; name a folder that is not, or an empty one")
    source = f"keytasks @ {address}" if address else generator_source()
    with workplace(folder.absolute()) as work:
        for name, text in skeleton_files(source or UNKNOWN).items():
            path = work / NEW / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        swap(work, folder.absolute())
    tell(f"made: {folder}, with an invented example; README.md there says how to go on")
    if source is None:
        tell(f"next: say in {folder / REQUIREMENTS} where keytasks comes from")


def skeleton_files(source: str) -> dict[str, bytes]:
    """The files of a new folder by name; `source` is the line that names the generator for pip."""
    found = {}
    for path in sorted(path for path in SKELETON.rglob("*") if path.is_file()):
        name = path.relative_to(SKELETON).as_posix()
        data = path.read_bytes()
        if name == REQUIREMENTS:
            data = data.replace(b"{generator}", source.encode())
        found[RENAMED.get(name, name)] = data
    return found


def generator_source() -> str | None:
    """How pip would get this very generator again; None where it runs from somebody's checkout.

    Read from what pip recorded (direct_url.json, PEP 610): no record means that it came from an index.
    """
    try:
        installed = metadata.distribution("keytasks")
    except metadata.PackageNotFoundError:
        return None
    record = installed.read_text("direct_url.json")
    if record is None:
        return f"keytasks=={installed.version}" if installed.read_text("INSTALLER") else None
    origin = json.loads(record)
    url, commit = origin.get("url", ""), origin.get("vcs_info", {}).get("commit_id")
    found = f"git+{url}@{commit}" if commit else url
    return f"keytasks @ {found}" if ADDRESS.match(found) else None
