"""Loads a content folder; every Problem in it is collected, none stops the reading.

    notices/<id>/notice.md     front matter (identity), then the text     (`notice_file`)
    notices/<id>/source.yml    provenance; the raw file stands beside it  (`source_file`)
    notices/<id>/facts.yml     what is known of a notice whose text is not held (`facts_file`); with
                               the text held, a check of it (`factcheck`)
    series.yml                 what is known of the series as a whole     (`series_file`)
    agencies.yml               the registry                               (`agencies_file`)
    themes.yml, figures.yml    what editors decide                        (`editorial_files`)
    comparisons.yml            notices of different series to be compared (`editorial_files`)
    words.yml                  what readers type for what the texts say   (`words_file`)
    english.yml                our own English headings                    (`english_file`)
    changes.yml                what came in or was put right, and when     (`changes_file`)
    pages/*.md                 hand-written pages                         (`hand_pages`)
    addresses.txt              the ledger                                 (`ledger`)
    example/                   an invented content of its own

What stands in another file (an agency, a task, a figure) is looked up only where that file had no
Problem: one mistake is told once, not at every place that it spoils.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from generator.addresses import taken
from generator.content.agencies_file import read_registry
from generator.content.changes_file import FILE as CHANGES
from generator.content.changes_file import read_changes
from generator.content.editorial_files import (
    held_keys,
    known_keys,
    read_asked,
    read_subjects,
    read_themes,
)
from generator.content.english_file import read_english
from generator.content.factcheck import check_facts
from generator.content.facts_file import read_facts
from generator.content.fields import FileReader
from generator.content.hand_pages import read_pages
from generator.content.ladders import quotable
from generator.content.ledger import parse_ledger
from generator.content.notice_file import read_notice
from generator.content.series_file import NEVER_MIXED, read_series
from generator.content.words_file import read_words
from generator.model.agencies import Registry
from generator.model.content import EXAMPLE_MARK, Content, HandPage, HeldNotice
from generator.model.facts import FactsNotice
from generator.model.ids import FICTION_ID, ID_PATTERN, LIKE_A_TASK
from generator.model.series import Series
from generator.model.themes import Verdict
from generator.plain_files import stands
from generator.problems import ContentError, Problem
from generator.replacing import WORKPLACE, abandoned

T = TypeVar("T")
A_NOTICE = "name it by its year, or with a-z, 0-9 and - (sichuan-2023)"


def load_content(directory: Path, *, guarded: bool = False) -> Content:
    """Everything below `directory`; raises ContentError with all Problems where there is one.

    `guarded` makes it a Problem if there is no ledger, or no address in it.
    """
    files = FileReader(root=directory, problems=[])
    content = _read_content(files, site=True)
    _check_ledger(files, guarded=guarded)
    if files.problems:
        raise ContentError(files.problems)
    return content


def load_frame(directory: Path) -> tuple[Series, Registry]:
    """Series and registry alone: what an import needs, whatever is wrong with the notices."""
    files = FileReader(root=directory, problems=[])
    series = read_series(files, directory / "series.yml")
    registry = read_registry(files, directory / "agencies.yml")
    if files.problems:
        raise ContentError(files.problems)
    return series, registry


def load_known(directory: Path, notice_id: str, registry: Registry) -> FactsNotice | None:
    """What is known of one notice; None where nothing is, or where its file has Problems."""
    files = FileReader(root=directory, problems=[])
    path = directory / "notices" / notice_id / "facts.yml"
    known = read_facts(files, path, registry) if stands(path) else None
    return None if files.problems else known


def load_held(
    directory: Path, notice_id: str, registry: Registry
) -> tuple[HeldNotice | None, tuple[Problem, ...]]:
    """One notice with the Problems in its own files; None where its text cannot be read."""
    files = FileReader(root=directory, problems=[])
    held = read_notice(files, directory / "notices" / notice_id, registry)
    return held, tuple(sorted(set(files.problems)))


def _read_content(files: FileReader, *, site: bool) -> Content:
    """All of the folder; a `site` has the pages that its menu leads to, an example has not."""
    root = files.root
    series, series_known = _sound(files, lambda: read_series(files, root / "series.yml"))
    ids = {series.id, *(other.id for other in series.others if other.id)} if series_known else None
    registry, names_known = _sound(files, lambda: read_registry(files, root / "agencies.yml", ids))
    found = sorted(_folders(root / "notices"), reverse=True)
    _, all_there = _sound(files, lambda: _check_all_there(files, root / "notices", found))
    _check_folders(files, found)
    folders = [
        folder for folder in found if not (folder.name.startswith(".") or folder.is_symlink())
    ]
    if not folders:
        files.problem(root / "notices", 0, "no notice", "each has a folder: notices/2020/")
    names = registry if names_known else None
    facts, facts_known = _sound(
        files,
        lambda: tuple(
            known
            for f in folders
            if stands(f / "facts.yml") and (known := read_facts(files, f / "facts.yml", names, ids))
        ),
    )
    texts = [f for f in folders if stands(f / "notice.md") or not stands(f / "facts.yml")]
    held, texts_known = _sound(
        files,
        lambda: tuple(
            notice
            for f in texts
            if (notice := read_notice(files, f, registry, series=ids, look_up_names=names_known))
        ),
    )
    known_all = all_there and names_known and facts_known and texts_known
    if known_all:
        _check_facts(files, facts, held, registry)
    pages = read_pages(files, root / "pages", site=site)
    _check_apart(files, pages, folders)
    _check_twins(files, held, facts)
    if series_known:
        _check_fiction(files, folders, fiction=series.fiction)
    held_ids = {f.name for f in texts}
    checks = tuple(known for known in facts if known.id in held_ids)
    notices = tuple(h.notice for h in held)
    themes, decisions, subjects = (
        (
            *read_themes(
                files,
                root / "themes.yml",
                known_keys(notices, facts),
                held_keys(notices, checks),
                quotable(notices, facts),
            ),
            read_subjects(files, root / "figures.yml", notices, facts),
        )
        if known_all
        else ((), (), ())
    )
    asked = (
        read_asked(
            files,
            root / "comparisons.yml",
            {n.id: n.series for n in notices} | {f.id: f.series for f in facts},
        )
        if known_all
        else ()
    )
    content = Content(
        series=series,
        notices=held,
        facts=tuple(known for known in facts if known.id not in held_ids),
        registry=registry,
        themes=tuple(theme for theme in themes if theme.state is not Verdict.REJECTED),
        refused=tuple(theme for theme in themes if theme.state is Verdict.REJECTED),
        decisions=decisions,
        subjects=subjects,
        checks=checks,
        pages=pages,
        asked=asked,
        changes=read_changes(
            files, root / CHANGES, {folder.name for folder in folders} if all_there else None
        ),
        example=_read_example(files, pages),
    )
    if not known_all:
        return content
    return replace(
        content,
        words=read_words(files, root / "words.yml", content),
        english=read_english(files, root / "english.yml", notices),
    )


def _sound(files: FileReader, read: Callable[[], T]) -> tuple[T, bool]:
    """What `read` gives, and whether it met no Problem."""
    before = len(files.problems)
    value = read()
    return value, len(files.problems) == before


def _read_example(files: FileReader, pages: tuple[HandPage, ...]) -> Content | None:
    """The worked example; it is fiction, whatever the rest is, and stands where a page says."""
    root = files.root / "example"
    wanted = [page.slug for page in pages if EXAMPLE_MARK in page.body.split("\n")]
    if not stands(root):
        for slug in wanted:
            path = files.root / "pages" / f"{slug}.md"
            files.problem(path, 0, f"{EXAMPLE_MARK}, but there is no example/")
        return None
    example = _read_content(FileReader(root=root, problems=files.problems), site=False)
    if not example.series.fiction:
        files.problem(root / "series.yml", 0, "the example is not marked as fiction")
    return example


def _check_all_there(files: FileReader, folder: Path, found: Iterable[Path]) -> None:
    """A Problem for each notice that is a link, or that a stopped import has put aside.

    Without it a year is missing, and all that names it would be a Problem as well.
    """
    for path in found:
        if path.is_symlink() and not path.name.startswith("."):
            files.problem(path, 0, "a link to another folder", "put the folder itself there")
    needed = {left.old: left.target for left in abandoned(folder) if left.needed}
    for old in sorted(folder.glob(".*/old")):
        if any(old.glob("*.yml")) and (old in needed or not WORKPLACE.match(old.parent.name)):
            target = needed.get(old)
            files.problem(
                old,
                0,
                f"an import was stopped when it had put {target.name if target else 'a notice'} aside",
                "import it again, which puts it right first, or move the folder back yourself",
            )


def _folders(notices: Path) -> Iterator[Path]:
    """What stands as a folder, links too: one that leads nowhere is a year that is missing."""
    for path in notices.iterdir() if notices.is_dir() else ():
        if path.is_dir() or path.is_symlink():
            yield path


def _check_folders(files: FileReader, folders: Iterable[Path]) -> None:
    """Each folder's name is an id that nothing else at the root of the site needs."""
    for folder in folders:
        parts = (folder / name for name in ("notice.md", "facts.yml"))
        if folder.name.startswith(".") and not any(stands(part) for part in parts):
            continue  # an editor's, or the work of an import
        if not ID_PATTERN.match(folder.name):
            files.problem(folder, 0, f"not an id: {folder.name!r}", A_NOTICE)
        elif LIKE_A_TASK.match(folder.name):
            message = f"{folder.name!r} is like the id of a section's task"
            files.problem(folder, 0, message, "no notice's id ends in - and two digits")
        elif taken(folder.name):
            files.problem(folder, 0, f"{folder.name!r} is an address of the site itself", A_NOTICE)


def _check_apart(files: FileReader, pages: Iterable[HandPage], folders: Iterable[Path]) -> None:
    """No hand-written page has the address of a notice."""
    notices = {folder.name for folder in folders}
    for page in pages:
        if page.slug in notices:
            path = files.root / "pages" / f"{page.slug}.md"
            files.problem(path, 0, f"{page.slug!r} is the address of a notice", "rename the page")


def _check_fiction(files: FileReader, folders: Iterable[Path], *, fiction: bool) -> None:
    for folder in folders:
        if fiction != bool(FICTION_ID.match(folder.name)):
            files.problem(folder, 0, *NEVER_MIXED)


def _check_ledger(files: FileReader, *, guarded: bool) -> None:
    path = files.root / "addresses.txt"
    text = files.text(path) if stands(path) else ""
    addresses, problems = parse_ledger(text or "", path.as_posix())
    files.problems.extend(problems)
    if guarded and not addresses and not problems:
        hint = "bring back what was published; for a new site `keytasks ledger` writes it"
        files.problem(path, 0, "no address stands here: nothing published is guarded", hint)


def _check_twins(
    files: FileReader, held: Sequence[HeldNotice], facts: Sequence[FactsNotice]
) -> None:
    """No two notices have the same text, or the same document number."""
    texts: dict[str, str] = {}
    numbers = {known.number.text: known.id for known in reversed(facts) if known.number}
    hint = "one of the two is another year's text: import its own, or correct the number"
    # The one whose number has its own year is the right one.
    for h in sorted(held, key=lambda h: (h.notice.id[-4:] not in _number(h), h.notice.id)):
        path = files.root / "notices" / h.notice.id / "notice.md"
        twin = texts.setdefault(h.placed.text, h.notice.id)
        owner = numbers.setdefault(_number(h), h.notice.id) if _number(h) else h.notice.id
        if twin != h.notice.id:
            files.problem(path, 0, f"the same text as {twin}", hint)
        elif owner != h.notice.id:
            line = h.placed.line(h.placed.text.find(_number(h)))
            files.problem(path, line, f"{_number(h)} is the number of {owner}", hint)


def _check_facts(
    files: FileReader,
    facts: Iterable[FactsNotice],
    held: Iterable[HeldNotice],
    registry: Registry,
) -> None:
    texts = {h.notice.id: h for h in held}
    for known in facts:
        if known.id in texts:
            path = files.root / "notices" / known.id / "facts.yml"
            text = texts[known.id]
            published = text.provenance.published
            found = check_facts(known, text.notice, registry, path.as_posix(), published)
            files.problems.extend(found.problems)


def _number(held: HeldNotice) -> str:
    return held.notice.identity.number or ""
