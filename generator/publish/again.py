"""What a build leaves for the next one in the same process: `keytasks serve` makes anew what changed.

Comparisons are known by the sum of all that they depend on, rendered pages by their Markdown and the sum of
the shell around it. Nothing is guessed from which file was edited: what has the same sum is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.compare.notices import Couple, compare_couples, comparison_sums, couples
from generator.compare.sums import value_sum
from generator.model.comparison import Comparison
from generator.model.content import Content
from generator.notice.entries import notice_entries
from generator.outputs import OutputFile

BY_HAND = b"\nhand: true\n"
"""In a page's Markdown: its links are MkDocs' to check, against all that is there now."""
LIVE = frozenset({"words", "address"})
"""Of what the theme knows what comes from files of the shell alone, and has no sum."""


@dataclass(slots=True)
class Earlier:
    """The comparisons of the last build by their sums, and its pages by their paths; empty at first."""

    comparisons: dict[str, Comparison] = field(default_factory=dict)
    pages: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    shell: str = ""
    _rendered: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    _sources: dict[str, bytes] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "Earlier()"  # MkDocs writes out the value of every setting

    def compared(self, content: Content) -> tuple[Comparison, ...]:
        """All comparisons of the content; made are those that no earlier one is the same as."""
        notices, wanted = notice_entries(content), couples(content)
        sums = comparison_sums(content, notices, wanted)
        pairs = dict(zip(sums, wanted, strict=True))
        missing: dict[str, Couple] = {k: p for k, p in pairs.items() if k not in self.comparisons}
        made = compare_couples(content, notices, missing.values())
        known = self.comparisons | dict(zip(missing, made, strict=True))
        self.comparisons = {key: known[key] for key in sums}
        return tuple(known[key] for key in sums)

    def begin(self, sources: Mapping[str, bytes], shell: str) -> dict[str, bytes]:
        """Begins a build of these pages' Markdown; returns the pages that are there already."""
        if shell != self.shell:
            self.pages, self.shell = {}, shell
        self._sources, self._rendered = dict(sources), {}
        return {
            path: self.pages[path][1]
            for path, source in sources.items()
            if BY_HAND not in source and path in self.pages and self.pages[path][0] == source
        }

    def rendered(self, path: str, page: bytes) -> None:
        """Takes in a page that was rendered anew."""
        self._rendered[path] = (self._sources[path], page)

    def fresh(self) -> Iterator[str]:
        """The paths of the pages that were rendered anew in this build."""
        return iter(self._rendered)

    def end(self) -> None:
        """Ends a build that went well: what it had is what the next one may use."""
        kept = {path: page for path, page in self.pages.items() if path in self._sources}
        self.pages = kept | self._rendered


def shell_sum(root: Path, settings: Mapping[str, object], address: str) -> str:
    """The sum of all that goes into every page: the theme's templates, settings, words, what it knows."""
    found = hashlib.sha256(value_sum((address, _plain(settings))).encode())
    places = (root / "overrides", root / "templates", root / "mkdocs.yml")
    for place in places:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file():
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                found.update(f"\n{digest} {path.relative_to(root).as_posix()}".encode())
    return found.hexdigest()


def _plain(settings: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in settings.items() if key not in LIVE}


def sources_of(outputs: tuple[OutputFile, ...]) -> dict[str, bytes]:
    """The Markdown of all pages by their paths."""
    return {file.path: file.data for file in outputs if file.path.endswith(".md")}
