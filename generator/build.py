"""Content to output files: load, check, render. The same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from generator import addresses
from generator.addresses import TEMPLATE_ADDRESSES, hand_address, notice_address, path_problems
from generator.content.loading import load_content
from generator.edition import Producer, make_edition
from generator.exports.agencies_json import AGENCIES
from generator.exports.archive import ARCHIVE_KINDS, archive_files
from generator.exports.citation_files import CITATIONS
from generator.exports.comparisons_json import COMPARISONS
from generator.exports.data_package import PACKAGE_KIND, package_file
from generator.exports.database import DATABASE
from generator.exports.deadline_calendar import DEADLINE_CALENDAR
from generator.exports.feeds import FEED_FILES
from generator.exports.figures_json import FIGURES
from generator.exports.llms import LLMS_FILES
from generator.exports.markdown_twins import TWINS
from generator.exports.notices_json import NOTICES
from generator.exports.picture_tables import PICTURE_TABLES
from generator.exports.robots import ROBOTS
from generator.exports.search_json import SEARCH_DATA
from generator.exports.series_json import SERIES_DATA
from generator.exports.table_files import TABLES
from generator.exports.tasks_json import TASKS
from generator.exports.workbooks import WORKBOOKS
from generator.model.comparison import Comparison
from generator.model.content import Content
from generator.model.ids import TaskId
from generator.notice.labels import UNIT, notice_labels, other_labels
from generator.outputs import OutputFile
from generator.problems import ContentError
from generator.vocabulary import Vocabulary, load_words
from generator.website.pages import PAGES
from generator.website.search_files import SEARCH_FILES
from generator.website.site_words import site_text
from generator.website.wording import TemplateWords

PRODUCERS: tuple[Producer, ...] = (
    WORKBOOKS,
    TABLES,
    DATABASE,
    SERIES_DATA,
    NOTICES,
    CITATIONS,
    TASKS,
    AGENCIES,
    COMPARISONS,
    FIGURES,
    DEADLINE_CALENDAR,
    PICTURE_TABLES,
    SEARCH_DATA,
    FEED_FILES,
    SEARCH_FILES,
    ROBOTS,
    TWINS,
    LLMS_FILES,
    PAGES,
)
"""Everything that the site is made of; the data page names the files in this order."""

KINDS = (*ARCHIVE_KINDS, PACKAGE_KIND, *(kind for producer in PRODUCERS for kind in producer.kinds))
"""Of every file that a build makes; the archive, and what describes the tables, are of what all
producers made."""


def build_outputs(
    content_dir: Path, templates: Path, *, repository: str = "", address: str = ""
) -> tuple[OutputFile, ...]:
    """All files for MkDocs, by path; raises ContentError where the content has Problems."""
    content = load_content(content_dir)
    return outputs_of(content, templates, repository=repository, address=address)


def outputs_of(
    content: Content,
    templates: Path,
    *,
    repository: str = "",
    address: str = "",
    comparisons: tuple[Comparison, ...] | None = None,
) -> tuple[OutputFile, ...]:
    """The files of a content that is loaded already; see `make_edition` for what it is given."""
    edition = make_edition(
        content,
        templates,
        kinds=KINDS,
        repository=repository,
        address=address,
        comparisons=comparisons,
    )
    files = [file for producer in PRODUCERS for file in producer.files(edition)]
    files += closing_files(content, templates, files)
    if problems := list(path_problems(file.path for file in files)):
        raise ContentError(problems)
    return tuple(sorted(files, key=lambda file: file.path))


def closing_files(
    content: Content, templates: Path, files: Iterable[OutputFile]
) -> Iterator[OutputFile]:
    """What is made of all data that producers made: what describes its tables, its sums, the archive."""
    data = [file for file in files if file.path.startswith(addresses.DATA_FILES)]
    package = package_file(content, load_words(templates), data)
    yield package
    yield from archive_files([*data, package], KINDS)


def theme_settings(content: Content, templates: Path) -> dict[str, object]:
    """What the theme's own templates know: the content, and the words and addresses of all templates.

    `tasks` has, by notice, the numbers of the tasks with a page, in runs: `{"2022": "21-22,24"}`; where
    numbers start anew in each section, a thousand for each section stands before them (`2001-2003`).
    `called` has the labels of the notices that are not called by their ids. `name` and `description` are
    the site's; `menu` has the menu's entries with their addresses, `years` the notices with theirs, newest
    first, or where there are several series, these; `licence` is the address where the owner says how words
    and data may be used, empty where nothing is said.
    """
    words = load_words(templates)
    site = site_text(content, words)
    numbers = {h.notice.id: [_counted(t.id) for t in h.notice.tasks] for h in content.notices}
    numbers |= {f.id: [_counted(t.id) for t in f.paged_tasks if t.id] for f in content.facts}
    return {
        "fiction": content.series.fiction,
        "tasks": {notice: number_runs(found) for notice, found in sorted(numbers.items())},
        "called": other_labels(content),
        "words": TemplateWords(words),
        "name": site.brand,
        "description": site.description,
        "menu": menu_entries(content, words),
        "english": addresses.ENGLISH if content.english else "",
        "licence": f"{addresses.DATA}#licence" if content.series.licence else "",
        "years": _listed_years(content, numbers),
        "address": TEMPLATE_ADDRESSES,
    }


def _listed_years(content: Content, there: Collection[str]) -> list[tuple[str, str]]:
    """What the drawer lists: a series' notices that are there, of several the series themselves."""
    if content.several:
        return [(one.name, addresses.series_address(one.id)) for one in content.several]
    ids = [member.id for member in reversed(content.series.members) if member.id in there]
    labels = notice_labels(content)
    return [(labels[key].removesuffix(UNIT), notice_address(key)) for key in ids]


def _counted(task: TaskId) -> int:
    return 1000 * task.section + task.number


def menu_entries(content: Content, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """The menu's entries with their addresses: the newest text held first, pages of one's own near the end.

    Of several series none comes first: the menu leads to all of them.
    """
    words = vocabulary.table("menu")
    own = {
        **(
            {"series": addresses.SERIES}
            if content.several
            else {"notice": notice_address(content.latest.notice.id)}
        ),
        "agencies": addresses.AGENCIES,
        "themes": addresses.THEMES,
        "comparisons": addresses.COMPARE,
        "figures": addresses.FIGURES,
        "data": addresses.DATA,
    }
    return (
        *((words[key].text, address) for key, address in own.items()),
        *((page.menu, hand_address(page.slug)) for page in content.pages if page.menu),
        *((words[p.slug].text, hand_address(p.slug)) for p in content.pages if p.slug == "about"),
    )


def number_runs(numbers: Iterable[int]) -> str:
    """Numbers in runs: `1-3,5` for 1, 2, 3, 5."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ",".join("-".join(map(str, run)) for run in runs)
