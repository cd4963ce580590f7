"""Pages written by hand, and the invented example that one of them shows."""

from __future__ import annotations

from dataclasses import replace

from jinja2 import Environment

from generator.compare.notices import compare_all
from generator.edition import Edition
from generator.model.content import EXAMPLE_MARK, HandPage
from generator.notice.entries import notice_entries
from generator.website import contexts
from generator.website.compare_views import compare_views
from generator.website.refs import task_refs
from generator.website.templates import meta, template_problems


def hand_page(page: HandPage, example: str) -> str:
    """A hand-written page as it is; `hand` tells the theme to set it in the site's own frame."""
    body = "\n".join(example if line == EXAMPLE_MARK else line for line in page.body.split("\n"))
    return (
        f"---\ntitle: {meta(page.title)}\ndescription: {meta(page.description)}\n"
        f"hide: [navigation, toc]\nhand: true\n---\n\n{body}"
    )


def shown_example(edition: Edition, environment: Environment) -> str:
    """The comparisons of the invented example; its tasks and agencies have no pages to link to."""
    example = edition.content.example
    if example is None:
        return ""
    notices = notice_entries(example)
    refs = {key: replace(ref, address=None) for key, ref in task_refs(notices).items()}
    views = compare_views(example, notices, compare_all(example, notices), refs)
    context = contexts.Example(views=list(views.values()))
    name = f"pages/{context.template}"
    with template_problems(edition.templates / name):
        return environment.get_template(name).render(context.values())
