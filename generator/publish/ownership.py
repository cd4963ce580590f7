"""What a folder that we made consists of: only such a folder is ever replaced.

Every built or exported folder holds `.keytasks-files`: each file's sha256 and path, as
`sha256sum --check` reads them. Whatever is not in that list, or has other bytes by now, is somebody
else's, and the folder is left as it is.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from generator.plain_files import read_plain, real, stands
from generator.problems import UsageError
from generator.replacing import NEW, alone, is_sealed, swap

MANIFEST = ".keytasks-files"
ENTRY = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>[^\n]+)\n")
MOST_BYTES = 100_000_000
"""Of the list of files: that of a site of 30,000 tasks has some 10 MB."""
MOST_NAMED = 5
SITE_FILE = "data/v1/notices.json"
"""Every site and export has had it."""
ANOTHER = "name another folder with --out"
EARLIER = f"a site of an earlier version has no list of its files ({MANIFEST}): remove it yourself"


def write_manifest(folder: Path, without: Collection[str] = ()) -> None:
    """Lists the files below `folder` in it, but for the names `without`."""
    names = sorted(_files(folder) - {MANIFEST, *without})
    lines = [f"{_digest(folder / name)}  {name}\n" for name in names]
    (folder / MANIFEST).write_text("".join(lines), "utf-8", newline="\n")


def foreign(folder: Path) -> Iterator[str]:
    """What below `folder` we did not make, or was changed since: files, links, empty folders."""
    manifest = folder / MANIFEST
    listed = {}
    with suppress(OSError, UnicodeDecodeError):  # then nothing is listed
        text = read_plain(manifest, MOST_BYTES).decode("utf-8")
        listed = {m["name"]: m["digest"] for m in ENTRY.finditer(text)}
    ours = {MANIFEST, *listed}
    folders = {parent.as_posix() for name in listed for parent in Path(name).parents}
    for path in sorted(_below(folder, folders)):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            if name not in folders:
                yield f"{name}/"
        elif name not in ours or path.is_symlink() or not path.is_file():
            yield name
        elif name in listed and _digest(path) != listed[name]:
            yield f"{name} (changed)"


def damaged(folder: Path) -> Iterator[str]:
    """What below `folder` is not as it was made: changed, added, or gone."""
    yield from foreign(folder)
    text = read_plain(folder / MANIFEST, MOST_BYTES).decode("utf-8", "replace")
    yield from (m["name"] for m in ENTRY.finditer(text) if not (folder / m["name"]).is_file())


def refuse_foreign(out: Path, keep: Collection[str] = ()) -> None:
    """UsageError where the folder `out` holds anything that is not ours, but for the names `keep`."""
    if not stands(out):
        return
    if out.is_symlink():
        raise UsageError(f"{out} is a link to {real(out)}; name the folder itself with --out")
    if not out.is_dir():
        raise UsageError(f"{out} is a file; name a folder with --out")
    found = [name for name in foreign(out) if name not in keep]
    if found:
        told = ", ".join(found[:MOST_NAMED])
        more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        # Said of what looks like a site alone: beside anything else it would be bad advice.
        earlier = stands(out / SITE_FILE) and not any(stands(out / n) for n in (MANIFEST, ".git"))
        hint = f"{ANOTHER}; {EARLIER}" if earlier else ANOTHER
        raise UsageError(f"{out}/ holds what keytasks did not put there: {told}{more}; {hint}")


def refuse_place(out: Path, content_dir: Path) -> None:
    """UsageError for a place that is never a site's own: home, where one stands, the content.

    Nor is one that lies in the content, or in another folder that a command made.
    """
    # Path.home() raises for a user who has none.
    home = Path(os.path.expanduser("~"))  # noqa: PTH111
    kept = ((home, "your home folder"), (content_dir, "the content"), (Path.cwd(), "this folder"))
    for folder, what in kept:
        if _holds(out, folder):
            raise UsageError(f"{out} is {what}, or holds it; {ANOTHER}")
    refuse_inside(out, content_dir, ANOTHER)


def refuse_inside(path: Path, content_dir: Path, hint: str) -> None:
    """UsageError for a file or folder to be made in the content, or in what another command made."""
    if _holds(content_dir, path):
        raise UsageError(f"{path} lies in the content; {hint}")
    for folder in real(path).parents:
        if stands(folder / MANIFEST) or is_sealed(folder):
            raise UsageError(f"{path} lies in {folder}, which keytasks made; {hint}")


def put_in_place(work: Path, out: Path, keep: Collection[str] = ()) -> None:
    """The folder made in the workplace as `out`; what was there is looked at once more before."""
    for path in (work / NEW, *(work / NEW).rglob("*")):
        path.chmod(
            0o755 if path.is_dir() else 0o644
        )  # whatever the umask: a site is for all to read
    with alone(out.parent):
        refuse_foreign(out, keep)
        swap(work, out)


def _holds(folder: Path, path: Path) -> bool:
    """Whether the path is the folder or lies in it, under whatever name a case-blind disk or a mount has."""
    place = real(path)
    return any(_same(folder, inner) for inner in (place, *place.parents))


def _same(folder: Path, other: Path) -> bool:
    try:
        return folder.samefile(other)
    except OSError:  # one of them is not there, or leads round in a circle
        return real(folder) == other


def _below(folder: Path, ours: Collection[str], root: Path | None = None) -> Iterator[Path]:
    """Everything below `folder`; of a folder that is not in `ours` (named from `root`) only itself."""
    top = root or folder
    for path in folder.iterdir():
        yield path
        known = path.is_dir() and not path.is_symlink()
        if known and path.relative_to(top).as_posix() in ours:
            yield from _below(path, ours, top)


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
