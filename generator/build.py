"""Content to output files: load, check, render. The same input gives the same bytes."""

from __future__ import annotations

from pathlib import Path

from generator.comparisons import compare_all
from generator.content import Content, load_content
from generator.exports.as_json import data_files
from generator.exports.as_tables import table_files
from generator.exports.search_as_json import search_data
from generator.outputs import OutputFile
from generator.search.files import search_files
from generator.search.records import aliases, records
from generator.website.pages import site_pages


def build_outputs(content_dir: Path, templates: Path) -> tuple[OutputFile, ...]:
    """All files of the docs folder, by path; raises ContentError where the content has Problems."""
    return outputs_of(load_content(content_dir), templates)


def outputs_of(content: Content, templates: Path) -> tuple[OutputFile, ...]:
    """The files of a content that is loaded already."""
    comparisons = compare_all(content)
    pages = site_pages(content, comparisons, templates)
    found = records(content)
    data = (*data_files(content, comparisons), *table_files(content), *search_data(found))
    files = (*pages, *data, *search_files(found, aliases(content)))
    return tuple(sorted(files, key=lambda f: f.path))


def write_outputs(outputs: tuple[OutputFile, ...], directory: Path) -> None:
    """Makes `directory` hold exactly `outputs`; a file that is right already is not touched."""
    directory.mkdir(parents=True, exist_ok=True)
    wanted = {output.path for output in outputs}
    for path in sorted(directory.rglob("*"), reverse=True):
        name = path.relative_to(directory).as_posix()
        if path.is_file() and name not in wanted and name != ".gitignore":
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for output in outputs:
        path = directory / output.path
        if not path.is_file() or path.read_bytes() != output.data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(output.data)
