"""Addresses of the site: where each thing lives, and how one page names another.

Addresses are for ever: they come from ids, never from text. All are relative to the site's root,
without a leading slash; a page's address ends in `/` (the root's is empty).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model.ids import TaskId, section_anchor
from generator.problems import Problem

HOME = ""
AGENCIES = "agencies/"
COMPARE = "compare/"
THEMES = "themes/"
UNLISTED = "unlisted/"
FIGURES = "figures/"
SEARCH = "search/"
CHECK = "check/"
WORKSHEET = "worksheet/"
COVERAGE = "coverage/"
DATA = "data/"
PICTURES = "pictures/"
ENGLISH = "en/"
SERIES = "series/"
DATA_FILES = "data/v1/"
CHANGES = "changes/"
FEEDS = "feeds/"
DEADLINES = f"{DATA_FILES}deadlines.ics"
LLMS = "llms.txt"
LLMS_FULL = "llms-full.txt"
TWIN = ".txt"
"""What stands behind a Markdown twin's path until the site is built: every other .md is a page."""


RESERVED = frozenset(
    {"404", "about", "agencies", "assets", "changes", "check", "compare", "coverage", "data", "en"}
    | {"feeds", "figures", "home", "id", "index", "llms", "llms-full", "method", "notices"}
    | {
        "pages",
        "pictures",
        "robots",
        "search",
        "series",
        "sitemap",
        "static",
        "tags",
        "themes",
        "unlisted",
    }
    | {"worksheet"}
)
DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?\Z", re.IGNORECASE | re.DOTALL)
"""Names that no folder or file has on Windows, whatever its suffix."""
UNSAFE = re.compile(r"[^a-z0-9._-]|\A\.+\Z|\.\Z", re.IGNORECASE | re.ASCII)
"""What no step of a path of ours has: other characters, nothing but dots, a dot at its end."""


def taken(notice_id: str) -> bool:
    """Whether a notice cannot have this id: the site's own pages live there, or Windows forbids it."""
    return notice_id in RESERVED or DEVICES.match(notice_id) is not None


def site_path(path: str) -> str:
    """Where an output file stands in the site: a page's twin is `index.md` there, and no page's source."""
    return path.removesuffix(TWIN) if path.endswith(f".md{TWIN}") else path


def path_problems(paths: Iterable[str]) -> Iterator[Problem]:
    """A Problem for each path of a file that some disk cannot hold, or not beside the others.

    Every file lies inside the site's folder, and there is one of each name, on disks that are blind
    to upper and lower case too.
    """
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        steps = path.split("/")
        key = path.lower()
        if any(not step or UNSAFE.search(step) or DEVICES.match(step) for step in steps):
            yield _wrong_path(path, "no path for a file of the site")
        elif key in seen or key in folders:
            yield _wrong_path(path, f"stands where {(seen | folders)[key]} does")
        elif over := [
            f for i in range(1, len(steps)) if (f := "/".join(steps[:i]).lower()) in seen
        ]:
            yield _wrong_path(path, f"stands where {seen[over[0]]} does")
        seen.setdefault(key, path)
        for end in range(1, len(steps)):
            folders.setdefault("/".join(steps[:end]).lower(), path)


def _wrong_path(path: str, message: str) -> Problem:
    hint = "rename the notice, page, agency or theme that it comes from"
    return Problem(path=path, line=0, message=message, hint=hint)


def notice_address(notice_id: str) -> str:
    return f"{notice_id}/"


def task_address(task: TaskId) -> str:
    return _task_address(task.notice, task.path)


def _task_address(notice: str, path: str) -> str:
    return f"{notice}/{path}/"


def agency_address(agency_id: str) -> str:
    return f"agencies/{agency_id}/"


def task_anchor(task: TaskId) -> str:
    """The task's place on its notice's page: `task-07`."""
    return f"task-{task.slug}"


def relative(target: str, page: str) -> str:
    """How `page` links to `target` (which may end in `#anchor`), under any base path.

    `relative("agencies/mps/", "2020/07/")` is `../../agencies/mps/`.
    """
    path, mark, anchor = target.partition("#")
    if path == page and mark:
        return f"#{anchor}"
    folders, steps = page.split("/")[:-1], path.split("/")
    shared = 0
    for ours, theirs in zip(folders, steps[:-1], strict=False):
        if ours != theirs:
            break
        shared += 1
    link = "../" * (len(folders) - shared) + "/".join(steps[shared:])
    return (link or "./") + mark + anchor


def compare_address(old: str, new: str) -> str:
    return f"compare/{old}/{new}/"


def english_address(notice_id: str) -> str:
    """A notice's English page."""
    return f"{ENGLISH}{notice_id}/"


def theme_address(theme_id: str) -> str:
    return f"themes/{theme_id}/"


def series_address(series_id: str) -> str:
    """A series' index, where there are several."""
    return f"{SERIES}{series_id}/"


def picture_address(picture: str) -> str:
    """A picture's own page, by its id."""
    return f"{PICTURES}{picture}/"


def picture_table(picture: str) -> str:
    """The data of a picture, by its id."""
    return f"{DATA_FILES}pictures/{picture}.csv"


def section_address(notice_id: str, number: int) -> str:
    """A section's place on its notice's page."""
    return place_address(notice_address(notice_id), section_anchor(number))


def place_address(page: str, anchor: str) -> str:
    """A place on a page: a sentence `s2`, a heading `h`, a clause `r`."""
    return f"{page}#{anchor}"


def hand_address(slug: str) -> str:
    """A hand-written page."""
    return f"{slug}/"


def citation_file(folder: str, key: object, form: str) -> str:
    """A citation's file: `data/v1/notices/2020.bib`, `data/v1/tasks/2020-07.ris`."""
    return f"{DATA_FILES}{folder}/{key}.{form}"


def workbook_file(folder: str, key: object) -> str:
    """A workbook about one thing: `data/v1/agencies/mps.xlsx`."""
    return f"{DATA_FILES}{folder}/{key}.xlsx"


def feed_file(page: str) -> str:
    """The feed of what concerns a page: `feeds/agencies/mps.xml`, of the home page `feeds/site.xml`."""
    return f"{FEEDS}{page.rstrip('/') or 'site'}.xml"


def markdown_twin(page: str) -> str:
    """The same page as Markdown, for machines: `2020/07/index.md`."""
    return f"{page}index.md"


def worksheet_of(part: str, chosen: str) -> str:
    """The work sheet of one thing: `worksheet/?agency=mps`."""
    return f"{WORKSHEET}?{part}={chosen}"


def data_address(*names: object) -> str:
    """A data file by its place below `data/v1/`, without the ending: `("tasks", "2020-07")`."""
    return f"{DATA_FILES}{'/'.join(map(str, names))}.json"


# What templates have as `address`: the site's own pages, then those of things by their ids.
TEMPLATE_ADDRESSES = {
    "home": HOME,
    "agencies": AGENCIES,
    "comparisons": COMPARE,
    "themes": THEMES,
    "unlisted": UNLISTED,
    "figures": FIGURES,
    "search": SEARCH,
    "check": CHECK,
    "worksheet": WORKSHEET,
    "worksheet_of": worksheet_of,
    "coverage": COVERAGE,
    "data_page": DATA,
    "changes": CHANGES,
    "change": lambda anchor: place_address(CHANGES, anchor),
    "deadlines": DEADLINES,
    "pictures": PICTURES,
    "commitments": lambda notice: picture_address(f"commitments-{notice}"),
    "english": ENGLISH,
    "all_series": SERIES,
    "series": series_address,
    "english_notice": english_address,
    "corrections": place_address(COVERAGE, "corrections"),
    "states": place_address(COVERAGE, "states"),
    "search_records": f"{SEARCH}records.js",
    "search_script": "assets/keytasks/search.js",
    "quotations_script": "assets/keytasks/quotations.js",
    "worksheet_script": "assets/keytasks/worksheet.js",
    "notice": notice_address,
    "section": section_address,
    "task": task_address,
    "task_in_notice": lambda task: place_address(notice_address(task.notice), task_anchor(task)),
    "agency": agency_address,
    "theme": theme_address,
    "compare": compare_address,
    "subject": lambda subject: place_address(FIGURES, subject),
    "state": lambda state: place_address(COVERAGE, f"state-{state}"),
    "hand": hand_address,
    "place": place_address,
    "section_anchor": section_anchor,
    "task_anchor": task_anchor,
    "data": data_address,
    "citation_file": citation_file,
    "workbook": workbook_file,
    "twin": markdown_twin(""),
    "llms": LLMS,
    "llms_full": LLMS_FULL,
    "file": lambda name: f"{DATA_FILES}{name}",
}


# The same for scripts, as expressions of JavaScript; `slug` is a task's number as addresses write it.
SCRIPT_ADDRESSES = {
    "search": f'"{SEARCH}"',
    "check": f'"{CHECK}"',
    "worksheet": f'"{WORKSHEET}"',
    "worksheet_data": f'"{WORKSHEET}data.js"',
    "data": f"(path) => `{data_address('${path}')}`",
    "quotations_script": '"assets/keytasks/quotations.js"',
    "agencies": f'"{AGENCIES}"',
    "themes": f'"{THEMES}"',
    "figures": f'"{FIGURES}"',
    "comparisons": f'"{COMPARE}"',
    "data_page": f'"{DATA}"',
    "coverage": f'"{COVERAGE}"',
    "changes": f'"{CHANGES}"',
    "notice": f"(id) => `{notice_address('${id}')}`",
    "task": f"(notice, slug) => `{_task_address('${notice}', '${slug}')}`",
    "agency": f"(id) => `{agency_address('${id}')}`",
    "theme": f"(id) => `{theme_address('${id}')}`",
    "compare": f"(older, newer) => `{compare_address('${older}', '${newer}')}`",
}
