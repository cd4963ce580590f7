"""Content to the pages of the site: Markdown files with front matter, each one block of HTML."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.addresses import (
    AGENCIES,
    COVERAGE,
    DATA,
    FIGURES,
    HOME,
    agency_address,
    notice_address,
    relative,
)
from generator.content import Content, HandPage
from generator.numerals import format_numeral
from generator.outputs import OutputFile
from generator.website.figure_views import subject_views
from generator.website.views import (
    agency_views,
    chinese_date,
    known_views,
    paragraph_views,
    task_views,
    year_views,
)

REPOSITORY_CONTENT = "content/notices/{}/notice.md"


def site_pages(content: Content, templates: Path) -> Iterator[OutputFile]:
    """Every page of the site and the assets they load, as files of the docs folder."""
    environment = _environment(templates)
    tasks = {held.notice.id: task_views(held, content.registry) for held in content.notices}
    known = {facts.id: known_views(facts, content.registry) for facts in content.facts}
    agencies = agency_views(content, tasks, known)
    shared = {
        "content": content,
        "held_by_id": {held.notice.id: held for held in content.notices},
        "agency_names": {agency.id: agency.name for agency in content.registry.agencies},
        "tasks": tasks,
        "known": known,
        "years": year_views(content),
        "agencies": agencies,
        "subjects": subject_views(content, tasks),
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
        parts = {
            "letter": paragraph_views(notice.letter, content.registry),
            "preamble": paragraph_views(notice.preamble, content.registry),
            "closing": paragraph_views(notice.closing, content.registry),
            "intros": {
                s.number: paragraph_views(s.intro, content.registry) for s in notice.sections
            },
        }
        yield page(notice_address(notice.id), "notice.md", held=held, **parts)
        for view in tasks[notice.id]:
            yield page(view.address, "task.md", view=view)
    for facts in content.facts:
        yield page(notice_address(facts.id), "known_notice.md", facts=facts)
        for known_view in known[facts.id]:
            if known_view.address:
                yield page(known_view.address, "known_task.md", view=known_view)
    yield page(AGENCIES, "agencies.md")
    for agency in agencies:
        yield page(agency_address(agency.agency.id), "agency.md", view=agency)
    yield page(FIGURES, "figures.md")
    yield page(COVERAGE, "coverage.md")
    yield page(DATA, "data.md")
    for hand in content.pages:
        yield OutputFile(f"{hand.slug}/index.md", _hand_page(hand).encode())
    for asset in sorted((templates / "assets").iterdir()):
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
    return environment


def meta(text: str) -> str:
    """`text` for front matter: a JSON string, HTML-escaped, since the theme prints it raw."""
    escaped = html.escape(" ".join(text.split())).replace("{", "&#123;")
    return json.dumps(escaped, ensure_ascii=False)


def _hand_page(page: HandPage) -> str:
    return (
        f"---\ntitle: {meta(page.title)}\ndescription: {meta(page.description)}\n"
        f"hide: [navigation, toc]\n---\n\n{page.body}"
    )
