"""What a site is made of, in pieces that do not depend on each other: each is made by whoever is free.

A `Making` is all that the pieces are made from; it goes to every worker once. A piece is the files of one
producer, or every so-manieth page, rendered and given its policy. A piece depends on the making alone, so
that the site has the same bytes however many processes make it.
"""

from __future__ import annotations

import functools
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from generator.build import KINDS, PRODUCERS, theme_settings
from generator.compare.notices import Couple, compare_couples, comparison_sums, couples
from generator.edition import Edition, Producer, make_edition
from generator.model.content import Content
from generator.model.entries import NoticeEntry
from generator.notice.entries import notice_entries
from generator.outputs import OutputFile
from generator.problems import ContentError, Problem
from generator.publish.kept import Kept
from generator.publish.rendering import BuiltPage, Shell, render
from generator.website.pages import (
    PAGES,
    Page,
    PageEnvironment,
    other_files,
    page_environment,
    page_file,
    page_rows,
)
from generator.workers import Workers

FILES: tuple[Producer, ...] = tuple(p for p in PRODUCERS if p is not PAGES)
"""The producers of all but the pages; workbooks, which take longest, first."""
PER_WORKER = 3
"""Shares of the pages for each worker: more are more even, and MkDocs starts anew for each."""
AT_ONCE = 500
"""Tasks, at most, whose pages one share has: MkDocs keeps all pages of a build in memory."""
CHUNKS = 8
"""Shares of the comparisons for each worker: a pair of long notices takes longer than others."""


@dataclass(kw_only=True)
class Making:
    """What a site is made from: a content that is loaded, and where things are and will be.

    `docs` is an empty folder, for MkDocs. `compared` has each comparison as workers hand it over; None
    where they are still to be made. What is computed here stays here: another process gets the fields
    alone.
    """

    content: Content
    root: Path
    docs: Path
    repository: str
    address: str
    compared: tuple[bytes, ...] | None = None

    def __reduce__(self) -> tuple[object, ...]:
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return functools.partial(Making, **values), ()

    @property
    def tasks(self) -> int:
        """How many tasks have a text."""
        return sum(len(held.notice.tasks) for held in self.content.notices)

    @functools.cached_property
    def notices(self) -> tuple[NoticeEntry, ...]:
        return notice_entries(self.content)

    @functools.cached_property
    def edition(self) -> Edition:
        packed = self.compared
        return make_edition(
            self.content,
            self.root / "templates",
            kinds=KINDS,
            repository=self.repository,
            address=self.address,
            comparisons=None if packed is None else tuple(map(pickle.loads, packed)),
        )

    @functools.cached_property
    def rows(self) -> tuple[Page, ...]:
        return tuple(page_rows(self.edition))

    @functools.cached_property
    def environment(self) -> PageEnvironment:
        return page_environment(self.edition)

    @property
    def shell(self) -> Shell:
        settings = theme_settings(self.content, self.root / "templates")
        return Shell(root=self.root, docs=self.docs, settings=settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One of three: the files of a producer, every `of`-th page from `number` on, or all else."""

    producer: int | None = None
    number: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of a piece: files of the site, pages, the Markdown of those written by hand.

    `sources` are the paths of the pages' Markdown. `failed` are Problems of templates, with the place of
    the first page that has them.
    """

    files: tuple[OutputFile, ...] = ()
    pages: tuple[BuiltPage, ...] = ()
    hand: tuple[OutputFile, ...] = ()
    sources: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    failed: tuple[int, tuple[Problem, ...]] | None = None


def compare_apart(making: Making, crew: Workers, kept: Kept | None = None) -> None:
    """Has the workers make the comparisons that are not kept; `making` knows all of them from then on."""
    wanted = couples(making.content)
    packed: dict[int, bytes] = {}
    sums = comparison_sums(making.content, making.notices, wanted) if kept else []
    for at, key in enumerate(sums):
        if kept and (found := kept.find(key, wanted[at].old, wanted[at].new)):
            packed[at] = found
    rest = [at for at in range(len(wanted)) if at not in packed]
    size = max(1, -(-len(rest) // (CHUNKS * crew.count)))
    chunks = [
        [(at, wanted[at]) for at in rest[start : start + size]]
        for start in range(0, len(rest), size)
    ]
    crew.know(making)
    crew.each(_compared, chunks, packed.update)
    if kept:
        for at in rest:
            kept.keep(sums[at], packed[at])
        kept.drop_others(sums)
    making.compared = tuple(packed[at] for at in range(len(wanted)))


def _compared(making: Making, chunk: Sequence[tuple[int, Couple]]) -> dict[int, bytes]:
    places, wanted = zip(*chunk, strict=True)
    found = compare_couples(making.content, making.notices, wanted)
    return {
        at: pickle.dumps(comparison, pickle.HIGHEST_PROTOCOL)
        for at, comparison in zip(places, found, strict=True)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a site: the one of that number, from 1, of so many."""

    number: int = 1
    of: int = 1


WHOLE = Part()


def pieces(workers: int, tasks: int = 0, part: Part = WHOLE) -> Iterator[Piece]:
    """All pieces of a part of a site of so many tasks, for so many workers."""
    first = part.number - 1
    shares = max(PER_WORKER * workers if workers > 1 else 1, -(-tasks // (AT_ONCE * part.of)))
    yield from (Piece(producer=number) for number in range(first, len(FILES), part.of))
    if not first:
        yield Piece()
    for share in range(shares):
        yield Piece(number=first + part.of * share, of=part.of * shares)


def make_piece(making: Making, piece: Piece) -> Made:
    """What comes of a piece; raises ContentError where a producer finds Problems."""
    edition = making.edition
    if piece.producer is not None:
        return Made(files=tuple(FILES[piece.producer].files(edition)))
    if not piece.of:
        made = tuple(other_files(making.environment, edition))
        hand = tuple(file for file in made if _is_source(file))
        return Made(files=tuple(f for f in made if not _is_source(f)), hand=hand)
    return _pages(making, range(piece.number, len(making.rows), piece.of))


def _is_source(file: OutputFile) -> bool:
    return file.path.endswith(".md")


def _pages(making: Making, places: range) -> Made:
    files = []
    for place in places:
        try:
            files.append(page_file(making.environment, making.edition, making.rows[place]))
        except ContentError as error:
            return Made(failed=(place, error.problems))
    sources = tuple(file.path for file in files)
    try:
        rendered = render(making.shell, files)
    except ContentError as error:  # of the theme's templates: after those of all pages
        return Made(sources=sources, failed=(len(making.rows) + places.start, error.problems))
    return Made(sources=sources, pages=tuple(rendered.pages), warnings=tuple(rendered.warnings))
