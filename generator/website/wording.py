"""The words of words.toml as templates have them.

`words.task.previous` is a phrase, `words.task.sentence(number=3)` one whose place is filled, and
`words.link_kinds[kind]` the name of a value.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.problems import Problem
from generator.vocabulary import Phrase, Vocabulary, WordError


class Sentence:
    """A phrase with places: called with their values by name; by itself it is nothing to print."""

    def __init__(self, phrase: Phrase) -> None:
        self._phrase = phrase

    def __call__(self, **values: object) -> str:
        self._phrase.check(frozenset(values))
        text = self._phrase.text
        if "<" in text or any(isinstance(value, Markup) for value in values.values()):
            return Markup(text).format(**values)
        return text.format(**values)

    def __str__(self) -> str:
        self._phrase.check(frozenset())
        return ""  # the check has raised: a sentence has places

    __html__ = __str__


class TableWords:
    """A table: its phrases as attributes and items; one that is not there raises WordError."""

    def __init__(self, vocabulary: Vocabulary, name: str) -> None:
        self._vocabulary, self._name = vocabulary, name
        self._words = {key: _word(phrase) for key, phrase in vocabulary.table(name).items()}
        # What stands among the attributes is found without a call.
        self.__dict__.update(self._words)

    def __getattr__(self, key: str) -> object:
        if key.startswith("__"):
            raise AttributeError(key)
        return self[key]

    def __getitem__(self, key: str) -> object:
        if key not in self._words:
            self._vocabulary.phrase(self._name, key)
        return self._words[key]

    def __contains__(self, key: object) -> bool:
        return key in self._words

    def __iter__(self) -> Iterator[tuple[str, object]]:
        """Each key with its phrase, as words.toml has them."""
        return iter(self._words.items())


class TemplateWords:
    """All tables, as attributes."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.__dict__.update({name: TableWords(vocabulary, name) for name in vocabulary.tables})

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._vocabulary.table(name)


def _word(phrase: Phrase) -> object:
    """What a template has of a phrase: text, text with inline HTML, or what is to be filled."""
    if phrase.places:
        return Sentence(phrase)
    text = phrase.text.format()
    return Markup(text) if "<" in text else text


def asked_at(error: WordError, path: str, line: int) -> WordError:
    """The same mistake at the place that asks for the word, with the word's own place as a hint."""
    there = error.problem
    hint = f"see {there.path}:{there.line}" if there.line else f"see {there.path}"
    return WordError(Problem(path=path, line=line, message=there.message, hint=hint))
