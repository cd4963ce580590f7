"""The files that the search page loads, as a kind of the site's outputs: `/search/….js`.

They are the page's own, and their form may change at any time: no address of theirs is guarded.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.edition import Edition, Kind, Producer
from generator.notice.labels import other_labels
from generator.outputs import OutputFile
from generator.search.files import search_files


def _files(edition: Edition) -> Iterable[OutputFile]:
    content = edition.content
    names = {one.id: one.name for one in content.several}
    return search_files(
        edition.records,
        edition.aliases,
        content.words,
        called=other_labels(content),
        series={n.id: names[n.series] for n in edition.notices} if names else None,
    )


SEARCH_FILES = Producer(
    kinds=(
        Kind(name="search_file", pattern="search/<file>.js", guarded=False, listed=False),
        Kind(name="search_shard", pattern="search/<part>/<file>.js", guarded=False, listed=False),
    ),
    files=_files,
)
