"""The template environment, its filters, and mistakes in templates as Problems at their line."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from generator.addresses import TEMPLATE_ADDRESSES
from generator.notice.commitments import commitment_words, counted_word
from generator.notice.figures import find_figures
from generator.notice.labels import UNIT
from generator.outputs import OutputFile
from generator.problems import ContentError, Problem
from generator.text.days import chinese_date
from generator.text.numerals import format_numeral
from generator.vocabulary import Vocabulary, WordError
from generator.website.joined_lines import JoinedLines
from generator.website.script_heads import script_head
from generator.website.wording import TemplateWords, asked_at


class Compiled(BytecodeCache):
    """The templates that this process has compiled, for environments that are made anew each time.

    Known by their name, file and text. Only for environments that have the same filters and extensions.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket where its template was compiled already."""
        if code := self._kept.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


SCRIPT_TEXT = re.compile(r'("(?:[^"\\]|\\.)*"|`[^`]*`)')
AROUND_MARKS = re.compile(r" ?([=(){},;:?<>&|\[\]!*]+) ?")
"""Not + and -, of which two with a space between are two."""


def asset_files(
    folder: Path, vocabulary: Vocabulary, heads: Mapping[str, str]
) -> Iterator[OutputFile]:
    """The files that pages load; a folder's scripts are one file, each hidden from all others.

    A script begins with the words and addresses that it names, and with what `heads` has for it by
    its name.
    """
    for asset in sorted(folder.iterdir()):
        if asset.is_dir():
            sources = {str(part): part.read_text("utf-8") for part in sorted(asset.iterdir())}
            head = heads.get(asset.name, "") + _sent(script_head(vocabulary, sources))
            body = head + "".join(map(_sent, sources.values()))
            script = f'(() => {{\n"use strict";\n{body}}})();\n'
            yield OutputFile(f"assets/keytasks/{asset.name}.js", script.encode())
        elif asset.suffix == ".js":
            source = asset.read_text("utf-8")
            head = heads.get(asset.stem, "") + script_head(vocabulary, {str(asset): source})
            script = head + source
            yield OutputFile(f"assets/keytasks/{asset.name}", script.encode())
        else:
            yield OutputFile(f"assets/keytasks/{asset.name}", asset.read_bytes())


def _sent(source: str) -> str:
    """A script without its comment lines, indents and spaces around marks, which a reader need not be sent.

    No text of a script goes over a line's end (`site_tests/search/test_search.py`).
    """
    lines = (line.strip() for line in source.splitlines())
    return "".join(f"{_squeezed(line)}\n" for line in lines if line and not line.startswith("//"))


def _squeezed(line: str) -> str:
    """A line of a script without spaces around marks, but in its texts; as it is where / or ' may begin one."""
    pieces = SCRIPT_TEXT.split(line)
    if any(set("/'`") & set(code) for code in pieces[::2]):
        return line
    return "".join(
        piece if n % 2 else AROUND_MARKS.sub(r"\1", piece) for n, piece in enumerate(pieces)
    )


def template_environment(
    templates: Path,
    vocabulary: Vocabulary,
    labels: Mapping[str, str] | None = None,
    years: Mapping[str, str] | None = None,
    crumbs: Mapping[str, list[tuple[str, str]]] | None = None,
) -> Environment:
    """The environment of all templates; `labels` are what readers call the notices, by their ids.

    `years` are what a list of one series' notices calls them, `crumbs` has what stands before a notice in
    a page's trail, where that is anything.
    """
    environment = Environment(
        extensions=[JoinedLines],
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # A figure may name a notice of which nothing else is known.
    environment.filters["called"] = _named(labels or {})
    environment.filters["year"] = _named({**(labels or {}), **(years or {})})
    environment.filters["chinese_date"] = chinese_date
    environment.filters["meta"] = meta
    environment.filters["numeral"] = format_numeral
    environment.filters["unbroken"] = unbroken
    environment.filters["weighed"] = weighed
    environment.filters["title_lines"] = title_lines
    trails = crumbs or {}
    environment.filters["series_crumbs"] = lambda notice: trails.get(notice, [])
    environment.globals["words"] = TemplateWords(vocabulary)
    environment.globals["address"] = TEMPLATE_ADDRESSES
    return environment


def _named(labels: Mapping[str, str]) -> Callable[[str], str]:
    names = {key: label.removesuffix(UNIT) for key, label in labels.items()}
    return lambda notice: names.get(notice, notice)


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


def weighed(text: str) -> Markup:
    """A sentence as `unbroken` gives it, with each word that says how firmly it binds in an element.

    The one it is counted under is a `<b>`, any other an `<i>`: both look like the text until a reader asks.
    """
    pieces, place, top = [], 0, counted_word(text)
    for start, end in commitment_words(text):
        mark = Markup("<b>{}</b>" if text[start:end] == top else "<i>{}</i>")
        pieces += [unbroken(text[place:start]), mark.format(text[start:end])]
        place = end
    return Markup("").join([*pieces, unbroken(text[place:])])


def title_lines(title: str) -> list[str]:
    """A title in the pieces that are kept whole where there is room: each `《` begins a new one."""
    return re.split("(?=《)", title)


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
    except WordError as error:
        raise asked_at(error, *_place(error, template)) from error
    except TemplateError as error:
        path, line = _place(error, template)
        raise _one(path, line, error.message or type(error).__name__, HINT) from error


def _one(path: str, line: int, message: str, hint: str = "") -> ContentError:
    return ContentError([Problem(path=path, line=line, message=message, hint=hint)])


def _place(error: Exception, template: Path) -> tuple[str, int]:
    """The innermost line of a template in the traceback (Jinja names templates' lines there)."""
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    own = [(name, line) for name, line in frames if name.endswith((".html", ".md", ".xml"))]
    return own[-1] if own else (str(template), 0)
