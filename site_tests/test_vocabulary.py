"""The vocabulary: words.toml to phrases, and what is wrong with it at its line."""

from __future__ import annotations

import pytest

from generator.problems import ContentError
from generator.vocabulary import Vocabulary, WordError, parse_words

WORDS = """\
[zh.task]
previous = "上一项"
sentence = "第{number}句"
"clauses.ends" = "分句止于"
long = \"\"\"\\
一句，\\
又一句\"\"\"
braces = "{{只是括号}}"

[zh.link_kinds]
facts-only = "仅有事实"

[xx.task]
previous = "prev"
"""


def words(text: str = WORDS, language: str = "zh") -> Vocabulary:
    return parse_words(text, "words.toml", language)


def told(text: str) -> list[tuple[int, str]]:
    """Line and message of every Problem of `text`."""
    with pytest.raises(ContentError) as error:
        words(text)
    return [(problem.line, problem.message) for problem in error.value.problems]


def test_a_phrase_is_said_by_table_and_key() -> None:
    """A phrase is its text; a place is filled by name; a quoted key and a folded text work too."""
    vocabulary = words()
    assert vocabulary.say("task.previous") == "上一项"
    assert vocabulary.say("task.sentence", number=3) == "第3句"
    assert vocabulary.say("task.clauses.ends") == "分句止于"
    assert vocabulary.say("task.long") == "一句，又一句"
    assert vocabulary.say("task.braces") == "{只是括号}"
    assert vocabulary.table("link_kinds")["facts-only"].text == "仅有事实"


def test_a_language_has_its_own_table() -> None:
    """The same key of another language is another text."""
    assert words(language="xx").say("task.previous") == "prev"


def test_each_phrase_knows_its_line() -> None:
    """A phrase says the line of words.toml at which its key stands."""
    lines = {key: phrase.line for key, phrase in words().table("task").items()}
    assert lines == {"previous": 2, "sentence": 3, "clauses.ends": 4, "long": 5, "braces": 8}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[zh.task]\na = "x\n', 2, "Illegal character"),
        ('[zh.task]\na = "x"\na = "y"\n', 3, "Cannot overwrite"),
        ("[zh.task]\na = 3\n", 2, "task.a is no text"),
        ('[zh.task]\nb = "x"\na = ""\n', 3, "task.a is no text"),
        ('[zh]\na = "x"\n', 2, "a stands in no table"),
        ('[zh.task]\na = "{0}"\n', 2, "{0} is no plain place"),
        ('[zh.task]\na = "{x.y}"\n', 2, "{x.y} is no plain place"),
        ('[zh.task]\na = "{x!r}"\n', 2, "{x} is no plain place"),
        ('[zh.task]\na = "{x"\n', 2, "task.a: "),
        ('[en.task]\na = "x"\n', 0, "no table of the language zh"),
    ],
)
def test_a_mistake_is_told_at_its_line(text: str, line: int, message: str) -> None:
    """Whatever is wrong with words.toml is a Problem at the line on which it stands."""
    ((found_line, found),) = told(text)
    assert found_line == line
    assert message in found


def test_all_mistakes_are_told_at_once() -> None:
    """Nobody mends words.toml one mistake at a time."""
    assert [line for line, _ in told('[zh.t]\na = 1\nb = "{0}"\nc = "x"\n')] == [2, 3]


@pytest.mark.parametrize(
    ("key", "values", "message"),
    [
        ("task.nothing", {}, "no word task.nothing"),
        ("nothing.at_all", {}, "no table nothing"),
        ("task.sentence", {}, "task.sentence is given nothing, its text takes number"),
        ("task.sentence", {"nummer": 1}, "is given nummer, its text takes number"),
        ("task.previous", {"number": 1}, "is given number, its text takes nothing"),
    ],
)
def test_words_that_are_not_there_in_this_form_are_a_problem(
    key: str, values: dict[str, object], message: str
) -> None:
    """Asking for a missing word, or with other values than it has places for, is a Problem."""
    with pytest.raises(WordError) as error:
        words().say(key, **values)
    assert message in error.value.problem.message
    assert error.value.problem.path == "words.toml"
