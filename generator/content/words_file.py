"""Reads `words.yml`: what readers type where the texts have other words.

    words:                                   other words for what the texts say
      - asked: [农民工, 打工者]              what is typed
        texts: [农业转移人口]                what the texts say; each stands in some text
        source: official                     official, press, speech or english
        reason: 统计和新闻里的叫法……          why, for whoever asks
    bodies:                                  a local body to the one above it
      - {asked: [住建局], agency: mohurd, source: official, reason: …}
    pages:                                   a question to the page that answers it
      - {asked: [谁负责], page: agencies, source: speech, reason: …}
    ignored:                                 what makes a question and is not looked for
      - {asked: [怎么], source: speech, reason: …}

A word is asked once in the whole file, whatever its spaces and capitals.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from generator.content.fields import Fields, FileReader
from generator.model.content import Content
from generator.model.words import WORD_PAGES, ReaderWord, WordKind, WordSource
from generator.notice.places import anchored_texts
from generator.plain_files import stands

SHORTEST = 2
"""Characters of a word: a single one stands inside too many others."""
SECTIONS = {
    "words": WordKind.TEXTS,
    "bodies": WordKind.LOCAL,
    "pages": WordKind.PAGE,
    "ignored": WordKind.IGNORED,
}


def read_words(files: FileReader, path: Path, content: Content) -> tuple[ReaderWord, ...]:
    """The words in `path`; nothing where there is no such file.

    `content` is what they lead into: its texts, its registry.
    """
    if not stands(path):
        return ()
    # Where something else is wrong, a text may be missing for that reason alone.
    in_a_text = _standing(content) if not files.problems else lambda word: True
    agencies = {agency.id for agency in content.registry.agencies}
    found = []
    seen: dict[str, int] = {}
    with files.fields(path, files.text(path) or "{}") as fields:
        for section, kind in SECTIONS.items():
            for entry in fields.mappings(section):
                found.append(_word(entry, kind, in_a_text, agencies))
                _refuse_second_words(entry, found[-1], seen)
    return tuple(found)


def _word(
    entry: Fields, kind: WordKind, in_a_text: Callable[[str], bool], agencies: Collection[str]
) -> ReaderWord:
    word = ReaderWord(
        asked=entry.texts("asked"),
        kind=kind,
        source=entry.choice("source", WordSource, WordSource.SPEECH),
        reason=entry.text("reason"),
        texts=entry.texts("texts") if kind is WordKind.TEXTS else (),
        agency=entry.one_of("agency", agencies, "agency") if kind is WordKind.LOCAL else "",
        page=entry.one_of("page", WORD_PAGES, "page") if kind is WordKind.PAGE else "",
    )
    if not word.asked:
        entry.wrong("asked", "at least one word")
    if kind is WordKind.TEXTS and not word.texts:
        entry.wrong("texts", "at least one word of the texts")
    for text in word.texts:
        if not in_a_text(text):
            hint = "name what a text, a fact or a theme says, character for character"
            entry.problem("texts", f"{text!r} stands in no text: it leads nowhere", hint)
    return word


def _refuse_second_words(entry: Fields, word: ReaderWord, seen: dict[str, int]) -> None:
    """A Problem for each word that is too short, leads to itself or is asked before."""
    for asked in word.asked:
        plain = plain_form(asked)
        if len(plain) < SHORTEST:
            entry.problem("asked", f"{asked!r} is too short", "two characters or more")
        elif {plain} == set(map(plain_form, word.texts)):
            entry.problem("asked", f"{asked!r} leads to itself", "texts are other words for it")
        elif plain in seen:
            hint = f"the other stands in line {seen[plain]}"
            entry.problem("asked", f"{asked!r} is asked twice", hint)
        seen.setdefault(plain, entry.data.lines.get("asked", entry.line))


def plain_form(word: str) -> str:
    """A word without its spaces and capitals."""
    return "".join(word.split()).lower()


def _standing(content: Content) -> Callable[[str], bool]:
    texts = "\n".join(map(plain_form, _texts(content)))
    return lambda word: plain_form(word) in texts


def _texts(content: Content) -> Iterator[str]:
    """All that can be found by: texts, facts, names of themes and bodies."""
    for held in content.notices:
        yield from (text for _, text in anchored_texts(held.notice))
    for known in content.facts:
        yield from (text for fact in known.facts for text in (fact.topic, fact.text))
        yield from (task.heading for task in known.tasks if task.heading)
        yield from (section.heading for section in known.sections if section.heading)
    for theme in content.themes:
        yield from (theme.name, theme.description)
    for agency in content.registry.agencies:
        yield from (agency.name, *agency.printed)
