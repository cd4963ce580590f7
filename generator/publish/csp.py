"""The Content-Security-Policy of each page, and the proof that a page has no foreign script.

The theme brings a few inline scripts. Their bodies are known (`THEME_SCRIPTS`, from a build of the
bare theme); only these get a hash in the policy, and any other inline script fails the build, so
that a planted one is never blessed.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from pathlib import Path

from generator.problems import ContentError, Problem
from generator.publish.markup import PageFacts

SCOPE = re.compile(r'(__md_scope=new URL\()"(?:\.\.?(?:/\.\.)*/?|/(?:[\w.~-]+/)*)"(,location\))')
SVG_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
POLICY = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
THEME_SCRIPTS: frozenset[str] = frozenset(
    (Path(__file__).parent / "theme_scripts.txt").read_text("utf-8").split()
)
"""sha256 in hex of the normalised inline scripts of the bare theme and our own form of its first."""


def normalised(body: str) -> str:
    """An inline script with the one part that differs from folder to folder taken out."""
    return SCOPE.sub(r'\1"."\2', body)


def script_digest(body: str) -> str:
    """The sha256, in hex, by which THEME_SCRIPTS knows a script."""
    return hashlib.sha256(normalised(body).encode()).hexdigest()


def page_problems(facts: PageFacts, *, path: str) -> Iterator[Problem]:
    """Everything on a page that a strict policy forbids, unknown inline scripts among it."""
    for line, what in facts.unsafe:
        yield Problem(path=path, line=line, message=f"{what} is not allowed")
    for line, body in facts.scripts:
        if script_digest(body) not in THEME_SCRIPTS:
            yield Problem(
                path=path,
                line=line,
                message=f"unknown inline script: {body.strip()[:60]!r}",
                hint="if the theme changed, see generator/publish/theme_scripts.txt",
            )


def apply_csp(page: str, facts: PageFacts, *, path: str) -> str:
    """The page with its policy as the first thing in its head; `facts` are what was read from it.

    Raises ContentError where the page has anything that the policy forbids.
    """
    if problems := list(page_problems(facts, path=path)):
        raise ContentError(problems)
    hashes = "".join(f" 'sha256-{_base64(body)}'" for _, body in facts.scripts)
    policy = html.escape(POLICY.format(hashes=hashes), quote=False)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page.replace("<head>", f"<head>{meta}", 1)


def _base64(body: str) -> str:
    return base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()


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
