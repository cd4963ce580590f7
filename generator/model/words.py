"""Words that readers use where the texts have others, as an editor decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WordSource(StrEnum):
    """Whose word it is: where an editor can point when asked why."""

    OFFICIAL = "official"
    """Documents, laws and statistics other than the notices."""
    PRESS = "press"
    """Reports and the titles of studies."""
    SPEECH = "speech"
    """What people say and type."""
    ENGLISH = "english"
    """The project's own translation: not an official name."""


class WordKind(StrEnum):
    """What a word leads to."""

    TEXTS = "texts"
    """Words of the texts that say the same, or the nearest that they have."""
    LOCAL = "local"
    """The body above a local one (地方机构；上级部门)."""
    PAGE = "page"
    """A page of the site that answers the question."""
    IGNORED = "ignored"
    """Nothing: it makes a question of words, and is not looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderWord:
    """Words that readers type (`asked`), and what they lead to; each is one of its kind alone.

    `texts` are words of the texts, `agency` an id of the registry, `page` the name of a page's address.
    """

    asked: tuple[str, ...]
    kind: WordKind
    source: WordSource
    reason: str
    texts: tuple[str, ...] = ()
    agency: str = ""
    page: str = ""


WORD_PAGES = ("agencies", "themes", "figures", "comparisons", "data_page", "changes", "coverage")
"""The pages that a word can lead to, by the names that templates have for their addresses."""
