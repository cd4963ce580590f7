"""Content to the pages of the site: Markdown files with front matter, each one block of HTML."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

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
from generator.align import METHOD
from generator.comparison import Comparison
from generator.comparisons import lineages, series_chains
from generator.content import Content, HandPage
from generator.figures import find_figures
from generator.numerals import format_numeral
from generator.outputs import OutputFile
from generator.website.compare_views import (
    compare_views,
    neighbours,
    theme_of,
    theme_views,
)
from generator.website.figure_views import number_views, subject_views
from generator.website.views import (
    agency_views,
    chinese_date,
    known_views,
    letter_views,
    paragraph_views,
    task_views,
    year_views,
)


def site_pages(
    content: Content, comparisons: Sequence[Comparison], templates: Path, *, repository: str = ""
) -> Iterator[OutputFile]:
    """Every page of the site and the assets they load, as files of the docs folder.

    `repository` is an address under which content files can be edited, or empty.
    """
    environment = _environment(templates)
    tasks = {held.notice.id: task_views(held, content.registry) for held in content.notices}
    known = {facts.id: known_views(facts, content.registry) for facts in content.facts}
    agencies = agency_views(content, tasks, known)
    compared = compare_views(content, comparisons)
    chains = series_chains(content)
    named, proposals = theme_views(content, lineages(content, comparisons), compared)
    shared = {
        "content": content,
        "held_by_id": {held.notice.id: held for held in content.notices},
        "agency_names": {agency.id: agency.name for agency in content.registry.agencies},
        "tasks": tasks,
        "known": known,
        "years": year_views(content),
        "agencies": agencies,
        "compare_list": list(compared.values()),
        "neighbour_list": [compared[p] for ids in chains for p in pairwise(ids) if p in compared],
        "around": {k: v for ids in chains for k, v in neighbours(compared, ids).items()},
        "theme_by_task": theme_of(named),
        "themes": named,
        "proposals": proposals,
        "method": METHOD,
        "subjects": subject_views(content, tasks),
        "numbers": number_views(content, tasks),
        "repository": repository,
    }

    def page(address: str, template: str, **values: object) -> OutputFile:
        link: Callable[[str], str] = lambda target: relative(target, address)  # noqa: E731
        text = environment.get_template(f"pages/{template}").render(
            **shared, **values, link=link, address=address
        )
        return OutputFile(f"{address}index.md", text.encode())

    yield page(HOME, "home.md")
    for held in content.notices:
        notice = held.notice
        own = content.registry.scoped(notice.series)
        parts = {
            "letter": letter_views(notice, own),
            "preamble": paragraph_views(notice.preamble, own),
            "closing": paragraph_views(notice.closing, own),
            "intros": {s.number: paragraph_views(s.intro, own) for s in notice.sections},
        }
        yield page(notice_address(notice.id), "notice.md", held=held, **parts)
        for view in tasks[notice.id]:
            yield page(view.address, "task.md", view=view)
    for facts in content.facts:
        yield page(notice_address(facts.id), "known_notice.md", facts=facts)
        for known_view in known[facts.id]:
            if known_view.address:
                yield page(known_view.address, "known_task.md", view=known_view)
    yield page(COMPARE, "compares.md")
    for compare_view in compared.values():
        yield page(compare_view.address, "compare.md", view=compare_view)
    yield page(UNLISTED, "unlisted.md")
    yield page(THEMES, "themes.md")
    for theme in named:
        if theme.theme:
            yield page(theme_address(theme.theme.id), "theme.md", view=theme)
    yield page(AGENCIES, "agencies.md")
    for agency in agencies:
        yield page(agency_address(agency.agency.id), "agency.md", view=agency)
    yield page(FIGURES, "figures.md")
    yield page(COVERAGE, "coverage.md")
    yield page(SEARCH, "search.md")
    yield page(DATA, "data.md")
    for hand in content.pages:
        yield OutputFile(f"{hand.slug}/index.md", _hand_page(hand).encode())
    yield from _assets(templates / "assets")


def _assets(folder: Path) -> Iterator[OutputFile]:
    """The files that pages load; a folder's scripts are one file, each hidden from all others."""
    for asset in sorted(folder.iterdir()):
        if asset.is_dir():
            parts = "".join(part.read_text("utf-8") for part in sorted(asset.iterdir()))
            script = f'(() => {{\n"use strict";\n{parts}}})();\n'
            yield OutputFile(f"assets/keytasks/{asset.name}.js", script.encode())
        else:
            yield OutputFile(f"assets/keytasks/{asset.name}", asset.read_bytes())


def _environment(templates: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["chinese_date"] = chinese_date
    environment.filters["meta"] = meta
    environment.filters["numeral"] = format_numeral
    environment.filters["unbroken"] = unbroken
    return environment


def meta(text: str) -> str:
    """`text` for front matter: a JSON string, HTML-escaped, since the theme prints it raw."""
    escaped = html.escape(" ".join(text.split())).replace("{", "&#123;")
    return json.dumps(escaped, ensure_ascii=False)


def unbroken(text: str) -> Markup:
    """`text`, escaped, with each figure in an element of its own that no line breaks."""
    pieces, place = [], 0
    for figure in find_figures("", text):
        pieces.append(escape(text[place : figure.start]))
        pieces.append(Markup('<span class="kt-nb">{}</span>').format(figure.text))
        place = figure.end
    return Markup("").join([*pieces, escape(text[place:])])


def _hand_page(page: HandPage) -> str:
    """A hand-written page as it is; `hand` tells the theme to set it in the site's own frame."""
    return (
        f"---\ntitle: {meta(page.title)}\ndescription: {meta(page.description)}\n"
        f"hide: [navigation, toc]\nhand: true\n---\n\n{page.body}"
    )
