"""A site in parts: each part is made on its own, by another machine if need be; joined they are the site.

    site-part-3-of-8/
        part.json         which part it is, and the fingerprint of all that it was made from
        files/            the pages and files of its share, as they stand in the site
        hand/             the Markdown of the pages that are written by hand, in the first part
        .keytasks-files   the sum of every file

Every part knows the whole content, and compares all of it; what is shared out is what takes longest, the
pages and the data. Who joins believes no part: sums, fingerprints and numbers are compared, every page is
read and checked anew, and the joined site is checked like any other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from generator.addresses import path_problems, site_path
from generator.outputs import OutputFile
from generator.plain_files import read_plain
from generator.problems import ContentError, UsageError
from generator.publish.csp import page_problems
from generator.publish.kept import Kept
from generator.publish.making import WHOLE, Made, Making, Part, compare_apart, make_piece, pieces
from generator.publish.markup import read_page
from generator.publish.ownership import MANIFEST, damaged, write_manifest
from generator.publish.rendering import BuiltPage, warned
from generator.publish.site_folder import SiteFolder
from generator.workers import Workers

PART_FILE, FILES, HAND = "part.json", "files", "hand"
MOST_BYTES = 100_000_000
"""Of part.json: it names every file of the part."""
TOGETHER = 200
"""Files that a worker reads at once."""
PACKAGE = Path(__file__).resolve().parents[1]
RENDERERS = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "rjieba", "xlsxwriter")
"""Whose versions may show in the bytes of a site."""


def fingerprint(root: Path, content_dir: Path, *told: str) -> str:
    """The sum of all that a site is made from: content, templates, our own code, versions, what is told."""
    found = hashlib.sha256("\n".join((*told, *(f"{n} {version(n)}" for n in RENDERERS))).encode())
    places = (content_dir, root / "templates", root / "overrides", root / "mkdocs.yml", PACKAGE)
    for number, place in enumerate(places):
        for path in _files(place):
            name = path.relative_to(place).as_posix()
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found.update(f"\n{number} {digest} {name}".encode(errors="surrogateescape"))
    return found.hexdigest()


def _files(place: Path) -> Iterator[Path]:
    """A file, or those below a folder but for what is hidden or Python's own."""
    for path in [place] if place.is_file() else sorted(place.rglob("*")):
        steps = path.relative_to(place).parts
        if path.is_file() and not any(s.startswith(".") or s == "__pycache__" for s in steps):
            yield path


def make_into(
    folder: SiteFolder,
    what: Making,
    crew: Workers,
    kept: Kept | None = None,
    part: Part = WHOLE,
) -> None:
    """Makes a part of the site, or all of it, into the folder; raises ContentError for what is wrong.

    Comparisons that are `kept` are not made again.
    """
    if crew.apart or kept:
        compare_apart(what, crew, kept)
    crew.know(what)
    crew.each(make_piece, tuple(pieces(crew.count, what.tasks, part)), folder.take)
    folder.refuse_failures()


def write_part(
    folder: Path, what: Making, crew: Workers, part: Part, made_of: str, kept: Kept | None = None
) -> int:
    """Makes a part in `folder`; how many pages it has, but for those written by hand."""
    folder.mkdir()
    site = SiteFolder(folder / FILES)
    make_into(site, what, crew, kept, part)
    if site.warnings:
        raise ContentError(warned(sorted(site.warnings), what.root, {}))
    pages = site.pages()
    for file in site.hand:
        path = folder / HAND / file.path
        path.parent.mkdir(parents=True)
        path.write_bytes(file.data)
    told = {
        "part": part.number,
        "of": part.of,
        "made_of": made_of,
        "files": sorted(site.sources),
        "hand": sorted(file.path for file in site.hand),
    }
    text = json.dumps(told, ensure_ascii=True, indent=1)
    (folder / PART_FILE).write_text(text + "\n", "utf-8", newline="\n")
    write_manifest(folder)
    return len(pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a part says of itself."""

    folder: Path
    number: int
    of: int
    made_of: str
    files: tuple[str, ...]
    hand: tuple[str, ...]


def join_into(folder: SiteFolder, parts: Sequence[Path], crew: Workers, made_of: str) -> None:
    """Takes all parts into the site's folder, each page checked anew.

    UsageError where one is missing, there twice, damaged, or made from anything else than `made_of`.
    """
    told = [_told(part) for part in parts]
    _refuse(told, made_of)
    told.sort(key=lambda part: part.number)
    shares = [
        (part.folder / FILES, part.files[start : start + TOGETHER])
        for part in told
        for start in range(0, len(part.files), TOGETHER)
    ]
    crew.each(_read, shares, folder.take)
    for part in told:
        texts = [(name, part.folder / HAND / name) for name in part.hand]
        hand = tuple(OutputFile(name, path.read_bytes()) for name, path in texts)
        folder.take(Made(hand=hand))
    folder.refuse_failures()


def _told(folder: Path) -> _Told:
    if not (folder / PART_FILE).is_file() or not (folder / MANIFEST).is_file():
        raise UsageError(f"{folder} is no part of a site; keytasks build --part 1/2 makes one")
    if wrong := next(iter(damaged(folder)), None):
        raise UsageError(f"{folder} is not as it was made: {wrong}; make this part again")
    try:
        told = json.loads(read_plain(folder / PART_FILE, MOST_BYTES))
        if any(path_problems((*told["files"], *told["hand"]))):
            raise ValueError
        return _Told(
            folder=folder,
            number=int(told["part"]),
            of=int(told["of"]),
            made_of=str(told["made_of"]),
            files=tuple(map(str, told["files"])),
            hand=tuple(map(str, told["hand"])),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{folder} is not as it was made: {PART_FILE}; make this part again"
        ) from error


def _refuse(parts: Sequence[_Told], made_of: str) -> None:
    """UsageError unless these are all parts of one site, each once, and made from what is here."""
    for part in parts:
        if part.made_of != made_of:
            raise UsageError(
                f"{part.folder} is made from another content, address or version than is here; "
                "make all parts anew"
            )
    seen: dict[int, _Told] = {}
    for part in parts:
        if part.of != parts[0].of:
            raise UsageError(
                f"{part.folder} is one of {part.of} parts, {parts[0].folder} one of {parts[0].of}"
            )
        if part.number in seen:
            raise UsageError(
                f"part {part.number} is there twice: {seen[part.number].folder}, {part.folder}"
            )
        seen[part.number] = part
    for number in range(1, parts[0].of + 1):
        if number not in seen:
            raise UsageError(f"part {number} of {parts[0].of} is missing")


def _read(known: object, share: tuple[Path, tuple[str, ...]]) -> Made:
    """Files and pages of a part; what stands on a page is read from the page alone."""
    folder, names = share
    files = tuple(n for n in names if not n.endswith(".md"))
    sources = tuple(n for n in names if n.endswith(".md"))
    return Made(
        files=tuple(OutputFile(name, (folder / site_path(name)).read_bytes()) for name in files),
        pages=tuple(_page(folder, f"{name.removesuffix('.md')}.html") for name in sources),
        sources=sources,
    )


def _page(folder: Path, name: str) -> BuiltPage:
    data = (folder / name).read_bytes()
    facts = read_page(data.decode("utf-8"))
    problems = tuple(page_problems(facts, path=name))
    facts.scripts, facts.unsafe = [], []
    return BuiltPage(path=name, data=data, facts=facts, problems=problems)
