"""What built scripts begin with: words and addresses, checked where the scripts name them."""

from __future__ import annotations

import pytest

from generator.problems import ContentError
from generator.vocabulary import parse_words
from generator.website.script_heads import script_head, word_uses

WORDS = """\
[zh.site]
copied = "已复制“链接”"
sentence = "第{number}句"
cost = "`${price}`"
[zh.states]
facts-only = "仅有事实"
[zh.other]
unused = "不用"
"""
VOCABULARY = parse_words(WORDS, "words.toml")


def head(source: str) -> str:
    return script_head(VOCABULARY, {"a.js": source})


def told(source: str) -> list[str]:
    """Every Problem of a script, with its place."""
    with pytest.raises(ContentError) as error:
        head(source)
    return [str(problem) for problem in error.value.problems]


def test_a_script_has_the_tables_that_it_names() -> None:
    """Phrases are strings, those with places functions; a table that is not named stays out."""
    source = "a(keytasksWords.site.copied, keytasksWords.site.sentence({ number: n[1] }))"
    assert head(source) == (
        "const keytasksWords = {\n  site: {\n"
        '    copied: "已复制“链接”",\n'
        "    sentence: ({ number }) => `第${number}句`,\n"
        "    cost: ({ price }) => `\\`\\$${price}\\``,\n"
        "  },\n};\n"
    )


def test_a_key_that_is_no_name_is_quoted() -> None:
    """A key with a hyphen, `facts-only`, is a quoted key of the script's object."""
    assert '"facts-only": "仅有事实"' in head("keytasksWords.states[state]")


def test_a_script_that_names_nothing_begins_with_nothing() -> None:
    """No word and no address: no head."""
    assert head("const words = 1;") == ""


def test_addresses_come_from_the_site() -> None:
    """A script has the addresses that it names, made by the functions that make the pages'."""
    found = head("link(keytasksAddress.theme(id), keytasksAddress.task(notice, slug))")
    assert found == (
        "const keytasksAddress = {\n"
        "  task: (notice, slug) => `${notice}/${slug}/`,\n"
        "  theme: (id) => `themes/${id}/`,\n"
        "};\n"
    )
    assert "data_page:" in head("link(keytasksAddress[page])")  # those of all pages


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("\nkeytasksWords.site.nothing", "a.js:2: no word site.nothing"),
        ("keytasksWords.nothing[x]", "a.js:1: no table nothing"),
        ("keytasksWords.site.sentence", "is given nothing, its text takes number"),
        ("keytasksWords.site.sentence({ n })", "is given n, its text takes number"),
        ("keytasksWords.site.copied({ n })", "is given n, its text takes nothing"),
        ("keytasksAddress.nothing(id)", "a.js:1: no address nothing"),
    ],
)
def test_what_is_not_there_is_told_at_the_line_of_the_script(source: str, message: str) -> None:
    """A script that names a missing word, gives it other values, or names a missing address."""
    assert message in told(source)[0]


def test_the_values_of_a_call_are_read_by_name() -> None:
    """A value by itself, with an expression, and with a call that has commas of its own."""
    (use,) = word_uses("\n keytasksWords.a.b({ one, two: x[1], three: f(p, q) })")
    assert (use.line, use.table, use.key) == (2, "a", "b")
    assert use.values == {"one", "two", "three"}
