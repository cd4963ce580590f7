"""Records with the folded texts of their parts, ready to be searched.

The browser's stores (`templates/assets/search/30-stores.js`) tell the same from files.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from generator.model.words import ReaderWord
from generator.search.folding import folder, is_whole
from generator.search.records import Alias, Record
from generator.search.words import SPOKEN, Said, said_words, spoken, spoken_names

KINDS = ("task", "notice", "theme", "agency")
"""In the order in which equals stand."""


@dataclass(slots=True)
class Index:
    """Records with the folded texts of their parts, ready to be searched.

    `starts` are the places of each record's first part among `parts`, and their number at the end;
    `owners` tells every part's record; `after` and `before` an agency's successors and predecessors;
    `asked` has the words that readers use, folded.
    """

    records: Sequence[Record]
    aliases: Sequence[Alias]
    simplified: Mapping[str, str]
    words: Sequence[ReaderWord] = ()
    parts: list[str] = field(init=False)
    starts: list[int] = field(init=False)
    owners: list[int] = field(init=False)
    names: dict[str, list[Alias]] = field(init=False)
    by_id: dict[str, Alias] = field(init=False)
    after: dict[str, list[str]] = field(init=False)
    before: dict[str, list[str]] = field(init=False)
    paged: frozenset[str] = field(init=False)
    notices: frozenset[str] = field(init=False)
    asked: Mapping[str, Said] = field(init=False)
    names_spoken: Sequence[str] = field(init=False)
    _fold: Callable[[str], str] = field(init=False)
    _joined: str = field(init=False)
    _begins: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._fold = folder(self.simplified)
        self.parts = [self.fold(text) for record in self.records for _, text in record.parts]
        self.starts = list(accumulate((len(r.parts) for r in self.records), initial=0))
        self.owners = [i for i, record in enumerate(self.records) for _ in record.parts]
        self.names = {}
        for alias in self.aliases:
            for name in alias.names:
                self.names.setdefault(self.fold(name), []).append(alias)
        self.by_id = {alias.id: alias for alias in self.aliases}
        self.asked = said_words(self.words, self.by_id, self.fold)
        self.names_spoken = spoken_names(self.records, self.words)
        self.after = {alias.id: list(alias.successors) for alias in self.aliases}
        self.before = {}
        for alias in self.aliases:
            for successor in alias.successors:
                self.before.setdefault(successor, []).append(alias.id)
        self.paged = frozenset(record.id for record in self.records if record.kind == "agency")
        self.notices = frozenset(record.notice for record in self.records if record.notice)
        self._joined = "\n".join(self.parts)  # folded text has no line ends
        self._begins = list(accumulate((len(text) + 1 for text in self.parts), initial=0))

    def fold(self, text: str) -> str:
        """`text` in the form in which it is searched."""
        return self._fold(text)

    def spoken(self, term: str) -> tuple[str, ...]:
        """What a folded term in Pinyin says in names, folded."""
        found = spoken(term, self.names_spoken) if SPOKEN.fullmatch(term) else ()
        return tuple(dict.fromkeys(map(self.fold, found)))

    def parts_of(self, record: int) -> range:
        """The places of a record's parts."""
        return range(self.starts[record], self.starts[record + 1])

    def parts_with(self, form: str, *, inside: bool = False) -> set[int]:
        """The parts in which a folded term stands, its figures whole or, if so said, in longer ones."""
        found = set()
        at = self._joined.find(form)
        while at >= 0:
            after = at + 1
            if inside or is_whole(self._joined, at, at + len(form)):
                part = bisect_right(self._begins, at) - 1
                found.add(part)
                after = self._begins[part + 1]
            at = self._joined.find(form, after)
        return found
