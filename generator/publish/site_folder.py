"""The folder that a site grows in: each made piece is written at once, and what is needed later kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from generator.addresses import DATA_FILES, path_problems, site_path
from generator.outputs import OutputFile
from generator.problems import ContentError, Problem
from generator.publish.making import Made
from generator.publish.markup import PageFacts

CLASHES = (FileExistsError, IsADirectoryError, NotADirectoryError)


class SiteFolder:
    """What was made so far; pieces come from several threads.

    `hand` is the Markdown of hand-written pages, `sources` what they can link to by its path in the docs
    folder, `warnings` are MkDocs'.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        self.hand: list[OutputFile] = []
        self.sources: list[str] = []
        self.warnings: list[str] = []
        self._facts: dict[str, PageFacts] = {}
        self._refused: dict[str, tuple[Problem, ...]] = {}
        self._failed: list[tuple[int, tuple[Problem, ...]]] = []
        self._clash: OSError | None = None
        self._guard = threading.Lock()

    def take(self, made: Made) -> None:
        """Takes in a piece: its files are in the folder from then on."""
        for file in made.files:
            self._write(site_path(file.path), file.data)
        for page in made.pages:
            self._write(page.path, page.data)
        with self._guard:
            self.hand += made.hand
            self.sources += (*made.sources, *(file.path for file in made.files))
            self.warnings += made.warnings
            self._failed += [made.failed] if made.failed else []
            self._facts |= {page.path: page.facts for page in made.pages}
            self._refused |= {page.path: page.problems for page in made.pages if page.problems}

    def _write(self, name: str, data: bytes) -> None:
        """Writes a file, unless its path is none: that is told of once all paths are known."""
        if any(path_problems([name])):
            return
        path = self.path / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except CLASHES as error:
            self._clash = error

    def refuse_failures(self) -> None:
        """Raises ContentError for what the pieces failed of: templates, then paths."""
        if self._failed:
            raise ContentError(min(self._failed)[1])
        if problems := list(path_problems(sorted((*self.sources, *(f.path for f in self.hand))))):
            raise ContentError(problems)
        if self._clash:
            raise self._clash

    def data_files(self) -> Iterator[OutputFile]:
        """The data that was made, as it stands here."""
        for name in self.sources:
            if name.startswith(DATA_FILES):
                yield OutputFile(name, (self.path / name).read_bytes())

    def move_in(self, frame: Path) -> None:
        """Moves what else belongs to a site here; what is here already stays."""
        for path in sorted(frame.rglob("*")):
            place = self.path / path.relative_to(frame)
            if path.is_file() and not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                path.rename(place)

    def pages(self) -> dict[str, PageFacts]:
        """The facts of all pages by their paths; raises ContentError for what the policy forbids."""
        names = sorted(self._facts, key=lambda name: name.split("/"))
        for name in names:
            if name in self._refused:
                raise ContentError(self._refused[name])
        return {name: self._facts[name] for name in names}
