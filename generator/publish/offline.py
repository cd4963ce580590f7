"""The built site as one zip that opens from disk: unpack it, open `site/index.html`.

A browser shows the files of a folder that a link from disk leads to, so every link to a page names its
`index.html`. Nothing is fetched: the search's data are scripts, and those of the work sheet stand in one here.
All else works from disk as it is. What only a server needs stays out.
"""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.addresses import DATA_FILES, WORKSHEET
from generator.exports.archive import zipped
from generator.plain_files import stands
from generator.problems import ContentError, Problem, UsageError
from generator.publish.ownership import MANIFEST
from generator.replacing import NEW, alone, recover, workplace, write_through

FOLDER = "site/"
"""What all files are in: whoever unpacks the zip gets one folder, whatever it is called."""
MARK = b"keytasks build --offline"
"""The zip's comment: a file of this name without it is somebody else's."""
FOR_SERVERS = frozenset(
    {"404.html", "robots.txt", "sitemap.xml", "sitemap.xml.gz", ".nojekyll", MANIFEST}
)
SHEET_DATA = f"{WORKSHEET}data.js"
"""What templates/assets/worksheet/10-data.js reads from disk, in the place of the files that it fetches."""
SHEET_FILES = re.compile(rf"{DATA_FILES}(?:(?:notices|tasks|agencies)/[^/]+|themes)\.json")
REFERENCE = re.compile(r'(<[a-z][^<>]*? (?:href|action|src)=")([^"<>]*)(?=")')
"""A start tag as far as its address; the built pages have their attributes in double quotes."""


def offline_site(site: Path) -> bytes:
    """The zip of a built site; the same site gives the same bytes.

    Raises ContentError where a link would lead to no file.
    """
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    names -= FOR_SERVERS
    problems: list[Problem] = []
    entries = [(FOLDER + name, _file(site, name, names, problems)) for name in sorted(names)]
    if problems:
        raise ContentError(problems)
    if f"{WORKSHEET}index.html" in names:
        entries.append((FOLDER + SHEET_DATA, _sheet_data(site, names)))
    return zipped(sorted(entries), comment=MARK)


def _sheet_data(site: Path, names: set[str]) -> bytes:
    """A script with every file that the work sheet may ask for, by its address."""
    asked = sorted(name for name in names if SHEET_FILES.fullmatch(name))
    files = {name: json.loads((site / name).read_bytes()) for name in asked}
    text = json.dumps(files, ensure_ascii=False, separators=(",", ":"))
    return f"keytasksPacked({text});\n".encode()


def _file(site: Path, name: str, names: set[str], problems: list[Problem]) -> bytes:
    data = (site / name).read_bytes()
    if not name.endswith(".html"):
        return data
    page, found = offline_page(data.decode("utf-8"), name, names)
    problems += found
    return page.encode()


def offline_page(page: str, name: str, names: set[str]) -> tuple[str, list[Problem]]:
    """The page of that name with its links as files of `names`, and a Problem for each that is none."""
    problems: list[Problem] = []

    def named(found: re.Match[str]) -> str:
        address = offline_address(found[2], name, names)
        if address is None:
            problems.append(Problem(path=name, line=0, message=f"leads nowhere: {found[2]}"))
        return found[1] + (found[2] if address is None else address)

    return REFERENCE.sub(named, page), problems


def offline_address(reference: str, name: str, names: set[str]) -> str | None:
    """A reference of the page `name` as it is from disk: `../06/#s1` is `../06/index.html#s1`.

    None for what leads to no file of `names`.
    """
    parts = urlsplit(reference)
    if parts.scheme or parts.netloc or not parts.path:
        return reference
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
    if target in names and not parts.path.endswith("/"):
        return reference
    path = parts.path.rstrip("/") + "/index.html"
    if posixpath.normpath(f"{target}/index.html") not in names:
        return None
    return parts._replace(path=path).geturl()


def refuse_other(out: Path) -> None:
    """UsageError where a file or folder stands at `out` that is no zip of ours."""
    if not out.name.endswith(".zip"):
        raise UsageError(f"{out} is no name of a zip; name one with --out, site-offline.zip say")
    if stands(out) and not _is_ours(out):
        raise UsageError(f"{out} is not a site that keytasks has packed; name another with --out")


def _is_ours(out: Path) -> bool:
    if out.is_symlink() or not out.is_file():
        return False
    try:
        with zipfile.ZipFile(out) as archive:
            return archive.comment == MARK
    except (OSError, zipfile.BadZipFile):
        return False


def write_offline(site: Path, out: Path) -> int:
    """Writes the zip of a built site in the place of `out`, whole or not at all; its bytes."""
    data = offline_site(site)
    recover(out.parent, out.name)
    out.parent.mkdir(parents=True, exist_ok=True)
    with alone(out.parent), workplace(out) as work:
        refuse_other(out)
        write_through(work / NEW, data)
        (work / NEW).chmod(0o644)
        (work / NEW).replace(out)
    return len(data)
