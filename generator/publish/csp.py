"""The Content-Security-Policy of each page, and the proof that a page has no inline script.

The theme's own inline scripts are replaced by a file (`templates/assets/first.js`), so that there is
nothing to bless: any script in a page fails the build.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.problems import ContentError, Problem
from generator.publish.markup import PageFacts

SVG_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
META = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY, quote=False)}">'


def page_problems(facts: PageFacts, *, path: str) -> Iterator[Problem]:
    """Everything on a page that a strict policy forbids, inline scripts among it."""
    for line, what in facts.unsafe:
        yield Problem(path=path, line=line, message=f"{what} is not allowed")
    for line, body in facts.scripts:
        yield Problem(
            path=path,
            line=line,
            message=f"inline script: {body.strip()[:60]!r}",
            hint="if the theme changed, see overrides/partials/javascripts",
        )


def apply_csp(page: str, facts: PageFacts, *, path: str) -> str:
    """The page with its policy as the first thing in its head; `facts` are what was read from it.

    Raises ContentError where the page has anything that the policy forbids.
    """
    if problems := list(page_problems(facts, path=path)):
        raise ContentError(problems)
    return page.replace("<head>", f"<head>{META}", 1)


def mend_theme(page: str) -> str:
    """The page without the theme's invalid and needless attributes and its templates' indentation.

    Invalid are autocomplete on a checkbox, and a label for a table of contents that is not there;
    needless is the namespace of an icon, which HTML knows by itself. The indentation is a fifth of a
    page; pages with <pre> keep theirs.
    """
    page = page.replace(SVG_NAMESPACE, "")
    if 'id="__toc"' not in page:
        page = page.replace(' for="__toc"', "")
    page = re.sub(r"<input [^<>]*>", _mended_input, page)
    return page if "<pre" in page else re.sub(r"\n\s+", "\n", page)


def _mended_input(tag: re.Match[str]) -> str:
    before, checkbox, after = tag[0].partition('type="checkbox"')
    return before + checkbox + after.replace(' autocomplete="off"', "", 1) if checkbox else tag[0]
