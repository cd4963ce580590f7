"""Mistakes in templates: Problems at their line, as with any other file that people edit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from generator.problems import ContentError, Problem

HINT = "see the first line of the template for the variables that it takes"


@contextmanager
def template_problems(template: Path) -> Iterator[None]:
    """Makes a mistake in `template`, or in one that it loads, a ContentError with its place."""
    try:
        yield
    except TemplateSyntaxError as error:
        path = error.filename or str(template)
        raise _one(path, error.lineno, error.message or "not a template") from error
    except TemplateNotFound as error:
        path, line = _place(error, template)
        raise _one(path, line, f"there is no template {error.name}") from error
    except TemplateError as error:
        path, line = _place(error, template)
        raise _one(path, line, error.message or type(error).__name__, HINT) from error


def _one(path: str, line: int, message: str, hint: str = "") -> ContentError:
    return ContentError([Problem(path=path, line=line, message=message, hint=hint)])


def _place(error: TemplateError, template: Path) -> tuple[str, int]:
    """The innermost line of a template in the traceback (Jinja names templates' lines there)."""
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    own = [(name, line) for name, line in frames if name.endswith((".html", ".md", ".xml"))]
    return own[-1] if own else (str(template), 0)
