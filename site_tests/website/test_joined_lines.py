"""The layout of templates: indented lines go on where the line before ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import ContentError
from generator.vocabulary import parse_words
from generator.website.joined_lines import join_lines
from generator.website.templates import template_environment, template_problems


def render(folder: Path, text: str, **values: object) -> str:
    (folder / "page.md").write_text(text, "utf-8")
    environment = template_environment(folder, parse_words("[zh.a]\nb = 'x'", "words.toml"))
    with template_problems(folder / "page.md"):
        return environment.get_template("page.md").render(**values)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("<p>\n  甲\n  乙</p>\n<p>丙</p>", "<p>甲乙</p>\n<p>丙</p>"),
        ("<p>\n  {% for n in [1, 2] %}\n    <b>{{ n }}</b>\n  {% endfor %}\n</p>",
         "<p><b>1</b><b>2</b></p>"),
        ("<a\n  href='x'\n  class='y'>\n  z</a>", "<a href='x' class='y'>z</a>"),
        ("<a{% if true %}\n  id='x'{% endif %}>z</a>", "<a id='x'>z</a>"),
        ("a{{ ' ' }}\n  b", "a b"),
        ("{{ [1,\n  2]|join }}", "12"),
        ("1 < 2\n  3", "1 < 23"),
        ("a\n\nb\n", "a\n\nb"),
    ],
)  # fmt: skip
def test_an_indented_line_goes_on(tmp_path: Path, source: str, printed: str) -> None:
    """No white space between lines of text, one space between the parts of a tag."""
    assert render(tmp_path, source) == printed


def test_lines_keep_their_numbers(tmp_path: Path) -> None:
    """A mistake in an indented line is told at the line where the file has it."""
    with pytest.raises(ContentError) as error:
        render(tmp_path, "<p>\n  <b\n    class='x'>\n    {{ nothing }}</b></p>")
    assert [problem.line for problem in error.value.problems] == [4]


def test_lines_without_indentation_stay() -> None:
    """A template without indented lines is as it was."""
    assert join_lines("<p>\n{% if x %}\n</p>\n") == "<p>\n{% if x %}\n</p>\n"
