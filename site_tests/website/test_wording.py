"""Words in templates: phrases, places, inline HTML, and mistakes at the template's line."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from generator.problems import ContentError
from generator.vocabulary import parse_words
from generator.website.templates import template_environment, template_problems

WORDS = """\
[zh.task]
previous = "上一项 & <下>"
plain = "上一项 & 下"
code = "见 <code>a</code>"
sentence = "第{number}句"
braces = "{{}}"
[zh.kinds]
kept = "延续"
facts-only = "仅有事实"
"""


def render(folder: Path, text: str, **values: object) -> str:
    """A template rendered as pages are."""
    (folder / "page.md").write_text(text, "utf-8")
    environment = template_environment(folder, parse_words(WORDS, "words.toml"))
    with template_problems(folder / "page.md"):
        return environment.get_template("page.md").render(**values)


def test_phrases_of_a_template(tmp_path: Path) -> None:
    """A phrase is text and escaped; one with inline HTML stands as it is; braces are braces."""
    text = "{{ words.task.plain }}|{{ words.task.code }}|{{ words.task.braces }}"
    assert render(tmp_path, text) == "上一项 &amp; 下|见 <code>a</code>|{}"


def test_places_are_filled_and_escaped(tmp_path: Path) -> None:
    """What fills a place is escaped, but for HTML that a template made."""
    text = "{{ words.task.sentence(number=n) }}"
    assert render(tmp_path, text, n="<3>") == "第&lt;3&gt;句"
    assert render(tmp_path, text, n=Markup("<b>3</b>")) == "第<b>3</b>句"


def test_a_table_names_the_values_of_a_closed_vocabulary(tmp_path: Path) -> None:
    """A table is read by value, asked whether it has one, and walked in its order."""
    text = "{{ words.kinds[k] }}{% for key, name in words.kinds %}|{{ key }}={{ name }}{% endfor %}"
    assert render(tmp_path, text, k="facts-only") == "仅有事实|kept=延续|facts-only=仅有事实"
    assert render(tmp_path, "{{ 'new' in words.kinds }}") == "False"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n{{ words.task.nothing }}", "page.md:2: no word task.nothing"),
        ("{{ words.kinds[k] }}", "page.md:1: no word kinds.k"),
        ("{{ words.nothing.at_all }}", "page.md:1: no table nothing"),
        ("\n\n{{ words.task.sentence }}", "page.md:3: task.sentence is given nothing"),
        ("{{ words.task.sentence(n=1) }}", "page.md:1: task.sentence is given n, its text takes"),
    ],
)
def test_a_mistake_is_told_at_the_line_of_the_template(
    tmp_path: Path, text: str, message: str
) -> None:
    """A word that is not there, or is given other values, is a Problem of the template that asks."""
    with pytest.raises(ContentError) as error:
        render(tmp_path, text, k="k")
    assert message in str(error.value)
    assert "see words.toml" in str(error.value)
