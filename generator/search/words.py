"""Words that readers use, ready to be looked up: an editor's table, and names as they are spoken.

Its twin in the browser is `templates/assets/search/13-words.js`, to which `word_data` and
`pinyin_data` go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.model.words import ReaderWord, WordKind
from generator.search.records import Alias, Record
from generator.text.pinyin import sounds, syllables

CHINESE = re.compile("[\u3400-\u9fff]{2,}")
LATIN = re.compile("[a-z0-9&-]+")
"""A folded run of terms in Latin letters."""
SPOKEN = re.compile("[a-z]{4,}")
"""A folded term that may be Pinyin: two syllables or more, which initials are not."""
PARTED = "|"
FEWEST_SYLLABLES = 2
MOST_JOINED = 5
"""Terms between spaces that can be one word: old residential compounds renovation."""
MOST_SPOKEN = 3000
"""Names that can be typed in Pinyin: some 40 KB as sent, loaded where a query is in Latin letters."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a word leads to: `texts` as shown, `forms` as searched; a page; or nothing (ignored)."""

    kind: WordKind
    texts: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    page: str = ""


def said_words(
    words: Iterable[ReaderWord], aliases: Mapping[str, Alias], fold: Callable[[str], str]
) -> Mapping[str, Said]:
    """Every word that is asked, folded, with what it leads to."""
    found: dict[str, Said] = {}
    for word in words:
        texts, forms = word.texts, word.texts
        if word.kind is WordKind.LOCAL and (alias := aliases.get(word.agency)):
            texts, forms = (alias.short or alias.names[0],), alias.names[:-1]
        said = Said(word.kind, texts, tuple(dict.fromkeys(map(fold, forms))), word.page)
        found |= {fold(asked): said for asked in word.asked}
    return found


def spoken_names(records: Sequence[Record], words: Iterable[ReaderWord]) -> tuple[str, ...]:
    """The names that can be typed in Pinyin: words, themes, bodies, sections, headings of tasks."""
    small = [record for record in records if record.kind in ("theme", "agency")]
    tasks = [record for record in records if record.kind == "task"]
    texts = [
        *(text for word in words for text in (*word.asked, *word.texts)),
        *(text for record in small for _, text in record.parts),
        *(record.section for record in tasks),
        *(record.parts[0][1] for record in tasks),
    ]
    names = dict.fromkeys(run for text in texts for run in CHINESE.findall(text))
    return tuple(names)[:MOST_SPOKEN]


def spoken(term: str, names: Iterable[str]) -> tuple[str, ...]:
    """What a folded term in Pinyin says in `names`, whole syllables from one to another: luohu is 落户."""
    sought = term.replace("v", "u")
    found: dict[str, None] = {}
    for name in names:
        read = syllables(name)
        for start in range(len(read) - 1):
            rest, end = sought, start
            while end < len(read) and rest.startswith(read[end]):
                rest = rest[len(read[end]) :]
                end += 1
                if not rest:
                    break
            if not rest and end - start >= FEWEST_SYLLABLES:
                found[name[start:end]] = None
    return tuple(found)


def word_data(words: Iterable[ReaderWord]) -> list[object]:
    """Kind, what is asked, what it leads to; for the browser. Lists are one text, which is smaller.

    What parts them parts a query as well (`queries.SEPARATOR`), so that no word has it.
    """
    leads = {WordKind.LOCAL: lambda w: [w.agency], WordKind.PAGE: lambda w: [w.page]}
    return [
        [
            word.kind.value,
            PARTED.join(word.asked),
            PARTED.join(leads.get(word.kind, lambda w: list(w.texts))(word)),
        ]
        for word in words
    ]


def sound_data() -> dict[str, str]:
    """The characters of every syllable; for the browser."""
    found: dict[str, str] = {}
    for character, syllable in sounds().items():
        found[syllable] = found.get(syllable, "") + character
    return found


def pinyin_data(names: Iterable[str]) -> list[list[str]]:
    """Names with their syllables; for the browser."""
    return [[name, " ".join(syllables(name))] for name in names if syllables(name)]
