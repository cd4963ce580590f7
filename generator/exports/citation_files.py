"""Citations to take away: `.bib` and `.ris` of each notice, task and comparison, and those of its data.

Whoever takes a notice into a reference manager wants one entry, not one for each of its tasks.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping

from generator.addresses import citation_file
from generator.citing.citations import Citation
from generator.citing.records import bibtex, csl_json, ris
from generator.citing.styles import gbt7714, gongwen
from generator.edition import Edition, Kind, Producer, Sample
from generator.exports.values import Json
from generator.outputs import OutputFile


def citation_json(citation: Citation, edition: Edition) -> dict[str, Json]:
    """How the thing is cited; the day of reading is the reader's to add."""
    url = edition.url(citation.address)
    return {
        "gongwen": gongwen(citation, url, ""),
        "gbt7714": gbt7714(citation, url, ""),
        "csl": csl_json(citation, url),
    }


FORMS: Mapping[str, Callable[[Citation, str], bytes]] = {
    "bib": lambda citation, url: bibtex(citation, url).encode(),
    "ris": lambda citation, url: ris(citation, url).encode(),
}
"""What reference managers read, by the ending of its files; CSL-JSON stands in the data."""
FOLDERS = {"notices": "<id>", "tasks": "<id>", "compare": "<old>/<new>"}
"""Where they stand, and what a file is called."""


def _files(edition: Edition) -> Iterator[OutputFile]:
    for notice in edition.notices:
        yield from _of(edition, "notices", notice.id)
        for task in notice.paged:
            yield from _of(edition, "tasks", task.key)
    for comparison in edition.comparisons:
        yield from _of(edition, "compare", f"{comparison.old}/{comparison.new}")


def _of(edition: Edition, folder: str, key: str) -> Iterator[OutputFile]:
    citation = edition.citations[key]
    url = edition.url(citation.address)
    for form, written in FORMS.items():
        yield OutputFile(citation_file(folder, key, form), written(citation, url))


def _samples(edition: Edition, form: str) -> Iterator[Sample]:
    """That of the newest notice whose text is held."""
    held = [notice.id for notice in edition.notices if notice.held]
    if held:
        yield Sample(path=citation_file("notices", max(held), form), words=form)


CITATIONS = Producer(
    kinds=tuple(
        Kind(
            name=f"{folder}_{form}",
            pattern=citation_file(folder, name, form),
            listed=folder == "notices",
            repeats=folder == "tasks",
            samples=functools.partial(_samples, form=form),
        )
        for folder, name in FOLDERS.items()
        for form in FORMS
    ),
    files=_files,
)
