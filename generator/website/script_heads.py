"""What the built scripts begin with: the words and addresses that they name.

    keytasksWords.site.link_copied            a phrase of words.toml
    keytasksWords.site.sentence({ number })   one with places, filled
    keytasksAddress.theme(id)                 an address below the site's root

Always in full, so that each use can be found, and is checked when the site is built. A script has
them as constants of its own: a page that is opened from disk needs no request for them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.addresses import SCRIPT_ADDRESSES
from generator.model.words import WORD_PAGES
from generator.problems import ContentError, Problem
from generator.vocabulary import Phrase, Vocabulary, WordError
from generator.website.wording import asked_at

WORDS, ADDRESS = "keytasksWords", "keytasksAddress"
# The values of a call stand in plain braces, so that their names can be read here.
WORD_USE = re.compile(
    rf"\b{WORDS}\.(?P<table>\w+)(?:\.(?P<key>\w+))?(?P<call>\(\{{(?P<values>[^{{}}]*)\}}\))?"
)
ADDRESS_USE = re.compile(rf"\b{ADDRESS}\.(?P<name>\w+)")
VALUE = re.compile(r"(?:\A|,)\s*(?P<name>\w+)\s*(?=[:,]|\Z)")
INNER = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordUse:
    """A place where a script names words; `key` is empty where it names a whole table."""

    line: int
    table: str
    key: str
    values: frozenset[str]


def word_uses(source: str) -> Iterator[WordUse]:
    """Every place of a script that names words of the vocabulary."""
    for found in WORD_USE.finditer(source):
        values = INNER.sub("", found["values"] or "")
        yield WordUse(
            line=source.count("\n", 0, found.start()) + 1,
            table=found["table"],
            key=found["key"] or "",
            values=frozenset(value["name"] for value in VALUE.finditer(values)),
        )


def script_head(vocabulary: Vocabulary, sources: Mapping[str, str]) -> str:
    """Declarations of what the scripts `sources`, by path, name; nothing where they name nothing.

    Raises ContentError with each line at which something is named that there is not, or words whose
    places are not those that they are given.
    """
    problems = [p for path, source in sources.items() for p in _problems(vocabulary, source, path)]
    if problems:
        raise ContentError(problems)
    named = sorted({use.table for source in sources.values() for use in word_uses(source)})
    head = ""
    if named:
        tables = (f"  {name}: {{\n{_script_table(vocabulary, name)}  }},\n" for name in named)
        head = f"const {WORDS} = {{\n{''.join(tables)}}};\n"
    asked = {found["name"] for source in sources.values() for found in ADDRESS_USE.finditer(source)}
    if any(f"{ADDRESS}[" in source for source in sources.values()):
        asked |= set(WORD_PAGES)  # one is looked up by the name that a word has for it
    if asked:
        lines = "".join(f"  {name}: {SCRIPT_ADDRESSES[name]},\n" for name in sorted(asked))
        head += f"const {ADDRESS} = {{\n{lines}}};\n"
    return head


def _problems(vocabulary: Vocabulary, source: str, path: str) -> Iterator[Problem]:
    for use in word_uses(source):
        try:
            if use.key:
                vocabulary.phrase(use.table, use.key).check(use.values)
            else:
                vocabulary.table(use.table)
        except WordError as error:
            yield asked_at(error, path, use.line).problem
    for found in ADDRESS_USE.finditer(source):
        if found["name"] not in SCRIPT_ADDRESSES:
            line = source.count("\n", 0, found.start()) + 1
            yield Problem(path=path, line=line, message=f"no address {found['name']}")


def _script_table(vocabulary: Vocabulary, name: str) -> str:
    entries = vocabulary.table(name).items()
    return "".join(f"    {_script_key(key)}: {_script_word(phrase)},\n" for key, phrase in entries)


def _script_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z_]\w*", key, re.ASCII) else json.dumps(key)


def _script_word(phrase: Phrase) -> str:
    """A string, or an arrow function that fills the places: `({ number }) => `第${number}句``."""
    if not phrase.places:
        return json.dumps(phrase.text.format(), ensure_ascii=False)
    plain = phrase.text.replace("\\", "\\\\").replace("`", "\\`").replace("$", "\\$")
    text = plain.format(**{name: f"${{{name}}}" for name in phrase.places})
    return f"({{ {', '.join(sorted(phrase.places))} }}) => `{text}`"
