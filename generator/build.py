"""Content to output files: load, check, render. The same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.addresses import TEMPLATE_ADDRESSES, path_problems
from generator.compare.notices import compare_all
from generator.content.loading import load_content
from generator.exports.data_files import data_files
from generator.exports.search_json import search_data
from generator.exports.table_files import table_files
from generator.model.content import Content
from generator.outputs import OutputFile
from generator.problems import ContentError
from generator.search.files import search_files
from generator.search.records import aliases, records
from generator.vocabulary import load_words
from generator.website.pages import site_pages
from generator.website.wording import TemplateWords


def build_outputs(
    content_dir: Path, templates: Path, *, repository: str = ""
) -> tuple[OutputFile, ...]:
    """All files for MkDocs, by path; raises ContentError where the content has Problems."""
    return outputs_of(load_content(content_dir), templates, repository=repository)


def outputs_of(
    content: Content, templates: Path, *, repository: str = ""
) -> tuple[OutputFile, ...]:
    """The files of a content that is loaded already.

    `repository` is where readers can propose a correction (`https://github.com/owner/name`), empty
    where that is nowhere.
    """
    comparisons = compare_all(content)
    pages = site_pages(content, comparisons, templates, repository=repository)
    found = records(content)
    data = (*data_files(content, comparisons), *table_files(content), *search_data(found))
    files = (*pages, *data, *search_files(found, aliases(content)))
    if problems := list(path_problems(file.path for file in files)):
        raise ContentError(problems)
    return tuple(sorted(files, key=lambda f: f.path))


def theme_settings(content: Content, templates: Path) -> dict[str, object]:
    """What the theme's own templates know: the content, and the words and addresses of all templates.

    `tasks` has, by notice, the numbers of the tasks with a page, in runs: `{"2022": "21-22,24"}`.
    """
    numbers = {h.notice.id: [t.id.number for t in h.notice.tasks] for h in content.notices}
    numbers |= {f.id: [t.id.number for t in f.paged_tasks if t.id] for f in content.facts}
    return {
        "fiction": content.series.fiction,
        "tasks": {notice: number_runs(found) for notice, found in sorted(numbers.items())},
        "words": TemplateWords(load_words(templates)),
        "address": TEMPLATE_ADDRESSES,
    }


def number_runs(numbers: Iterable[int]) -> str:
    """Numbers in runs: `1-3,5` for 1, 2, 3, 5."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ",".join("-".join(map(str, run)) for run in runs)
