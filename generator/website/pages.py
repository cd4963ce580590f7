"""Content to the pages of the site: Markdown files with front matter, each one block of HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment

from generator.addresses import (
    AGENCIES,
    COMPARE,
    COVERAGE,
    DATA,
    FIGURES,
    HOME,
    SEARCH,
    THEMES,
    UNLISTED,
    agency_address,
    notice_address,
    relative,
    theme_address,
)
from generator.compare.lineages import lineages, series_chains
from generator.compare.method import METHOD
from generator.compare.notices import compare_all
from generator.model.comparison import Basis, Comparison
from generator.model.content import EXAMPLE_MARK, Content, HandPage
from generator.notice.approval import find_approval
from generator.outputs import OutputFile
from generator.search.javascript import tables_script
from generator.vocabulary import load_words
from generator.website.agency_steps import agency_steps, named_agencies, overview
from generator.website.agency_views import agency_views
from generator.website.compare_views import compare_views, neighbours
from generator.website.coverage_views import coverage_views
from generator.website.figure_views import number_views, subject_pairs, subject_views
from generator.website.notice_views import letter_views, series_years
from generator.website.refs import task_refs
from generator.website.task_views import known_views, paragraph_views, task_views
from generator.website.templates import asset_files, meta, template_environment, template_problems
from generator.website.theme_views import theme_views, themes_by_task


def site_pages(
    content: Content, comparisons: Sequence[Comparison], templates: Path, *, repository: str = ""
) -> Iterator[OutputFile]:
    """Every page of the site and the assets they load, as files of the docs folder.

    `repository` is an address under which content files can be edited, or empty.
    """
    vocabulary = load_words(templates)
    environment = template_environment(templates, vocabulary)
    tasks = {held.notice.id: task_views(held, content.registry) for held in content.notices}
    known = {facts.id: known_views(facts, content.registry) for facts in content.facts}
    agencies = agency_views(content, tasks, known)
    refs = task_refs(content)
    compared = compare_views(content, comparisons, refs)
    chains = series_chains(content)
    years = series_years(content)
    nearest = [compared[p] for ids in chains for p in pairwise(ids) if p in compared]
    themes, proposals = theme_views(content, lineages(content, comparisons), compared, refs)
    subjects, named = subject_views(content, tasks), named_agencies(tasks, known)
    steps, coverage = agency_steps(nearest, named), coverage_views(content.facts, known)
    shared = {
        "content": content,
        "held_by_id": {held.notice.id: held for held in content.notices},
        "tasks": tasks,
        "coverage": coverage,
        "years": years[content.series.id],
        "other_series": {key: views for key, views in years.items() if key != content.series.id},
        "agencies": agencies,
        "compare_list": list(compared.values()),
        "neighbour_list": nearest,
        "around": {k: v for ids in chains for k, v in neighbours(compared, ids).items()},
        "themes_by_task": themes_by_task((*themes, *proposals)),
        "themes": themes,
        "proposals": proposals,
        "method": METHOD,
        "subjects": subjects,
        "numbers": number_views(content, tasks),
        "repository": repository,
    }

    def page(address: str, template: str, **values: object) -> OutputFile:
        link: Callable[[str], str] = lambda target: relative(target, address)  # noqa: E731
        name = f"pages/{template}"
        with template_problems(templates / name):
            text = environment.get_template(name).render({**shared, **values}, link=link)
        return OutputFile(f"{address}index.md", text.encode())

    yield page(HOME, "home.md")
    for held in content.notices:
        notice = held.notice
        own = content.registry.scoped(notice.series)
        parts = {
            "letter": letter_views(notice, own),
            "preamble": paragraph_views(notice.preamble, own),
            "closing": paragraph_views(notice.closing, own),
            "approval": find_approval(notice),
            "intros": {s.number: paragraph_views(s.intro, own) for s in notice.sections},
        }
        yield page(
            notice_address(notice.id), "notice.md", held=held, years=years[notice.series], **parts
        )
        for view in tasks[notice.id]:
            yield page(view.address, "task.md", view=view, years=years[notice.series])
    for facts in content.facts:
        yield page(
            notice_address(facts.id),
            "known_notice.md",
            view=coverage[facts.id],
            years=years[facts.series],
        )
        for known_view in known[facts.id]:
            if known_view.address:
                yield page(
                    known_view.address, "known_task.md", view=known_view, years=years[facts.series]
                )
    yield page(COMPARE, "compares.md")
    bodies = content.registry.agencies
    for compare_view in compared.values():
        rows = None if compare_view.basis is Basis.FACTS else overview(compare_view, bodies, named)
        pairs = subject_pairs(subjects, compare_view.old.id, compare_view.new.id)
        yield page(
            compare_view.address, "compare.md", view=compare_view, overview=rows, pairs=pairs
        )
    yield page(UNLISTED, "unlisted.md")
    yield page(THEMES, "themes.md")
    for theme in themes:
        if theme.theme:
            yield page(theme_address(theme.theme.id), "theme.md", view=theme)
    yield page(AGENCIES, "agencies.md")
    for agency in agencies:
        address = agency_address(agency.agency.id)
        yield page(address, "agency.md", view=agency, steps=steps.get(address, {}))
    yield page(FIGURES, "figures.md")
    yield page(COVERAGE, "coverage.md")
    yield page(SEARCH, "search.md")
    yield page(DATA, "data.md")
    example = _example(content, environment)
    for hand in content.pages:
        yield OutputFile(f"{hand.slug}/index.md", _hand_page(hand, example).encode())
    yield from asset_files(templates / "assets", vocabulary, {"search": tables_script()})


def _hand_page(page: HandPage, example: str) -> str:
    """A hand-written page as it is; `hand` tells the theme to set it in the site's own frame."""
    body = "\n".join(example if line == EXAMPLE_MARK else line for line in page.body.split("\n"))
    return (
        f"---\ntitle: {meta(page.title)}\ndescription: {meta(page.description)}\n"
        f"hide: [navigation, toc]\nhand: true\n---\n\n{body}"
    )


def _example(content: Content, environment: Environment) -> str:
    """The comparisons of the invented example; its tasks and agencies have no pages to link to."""
    if content.example is None:
        return ""
    refs = {k: replace(ref, address=None) for k, ref in task_refs(content.example).items()}
    views = compare_views(content.example, compare_all(content.example), refs)
    return environment.get_template("pages/example.md").render(views=list(views.values()))
