"""An edition of the site: all that a build computes once, and what a kind of output file is.

A `Producer` makes files of an edition; the tuple of all producers stands in `build`. What others have
to know of a file (the ledger that guards addresses, the check of the built site, the contract of the
data, the data page) they read from its `Kind`, so that a new export, feed or picture is one new file
with its producer, and one line in that tuple.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.addresses import HOME, agency_address, feed_file, theme_address
from generator.citing.citations import Citation, citations, comparison_citation
from generator.compare.lineages import lineages
from generator.compare.notices import compare_all
from generator.compare.parameters import VERSION
from generator.model.changes import Change
from generator.model.comparison import Comparison, Lineage
from generator.model.content import Content
from generator.model.entries import NoticeEntry
from generator.notice.entries import newest_first, notice_entries
from generator.outputs import OutputFile
from generator.search.records import Alias, Record, aliases, records
from generator.vocabulary import Vocabulary, load_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file that the data page names; `words` is the id of what it says of it.

    `values` fill the places that these words leave open.
    """

    path: str
    words: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSample:
    """A column of a table as the data page explains it: its name, its key in the words, an example."""

    name: str
    words: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of output file, by its `pattern`: `data/v1/tasks/<task>.json`.

    What stands in angle brackets differs from file to file and has no slash. The addresses of
    `guarded` kinds are for ever: the ledger records them, and a build fails where one is gone.
    `schema` names the JSON Schema of the contract, None for a file that is no JSON. `samples` are the
    files of the kind that the data page names; without them it names a kind of a single file. Files of a
    kind that `repeats` have nothing but rows and fields of other files: the archive goes without them.
    `fields` are the columns of a table, each with an example from this edition.
    """

    name: str
    pattern: str
    guarded: bool = True
    schema: str | None = None
    listed: bool = True
    repeats: bool = False
    samples: Callable[[Edition], Iterable[Sample]] | None = None
    fields: Callable[[Edition], Iterable[FieldSample]] | None = None

    @property
    def suffix(self) -> str:
        """What its addresses end in: `json`."""
        return self.pattern.rpartition(".")[2]

    def matches(self, path: str) -> bool:
        """Whether the file at `path`, relative to the site's root, is of this kind."""
        return _expression(self.pattern).fullmatch(path) is not None

    def samples_of(self, edition: Edition) -> tuple[Sample, ...]:
        """What the data page names of this kind."""
        if not self.listed:
            return ()
        if self.samples is None:
            return (Sample(path=self.pattern, words=self.name),)
        return tuple(self.samples(edition))


@functools.cache
def _expression(pattern: str) -> re.Pattern[str]:
    pieces = re.split(r"<[a-z]+>", pattern)
    return re.compile("[^/]+".join(map(re.escape, pieces)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Producer:
    """Makes files of an edition; each is of one of its `kinds`, but for pages and what they load."""

    kinds: tuple[Kind, ...]
    files: Callable[[Edition], Iterable[OutputFile]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All that the files of a build are made from; nothing of it is computed twice.

    `address` is where the site will stand (`https://example.org/keytasks/`), `repository` where
    readers can propose a correction (`https://github.com/owner/name`); each is empty where that is
    nowhere. `citations` has notices by id, tasks by key and comparisons by `9001/9002`, `words` what
    readers see. `changes_of` has the changes, oldest first, by the address of each page that they concern:
    the home page (all of them), a body's, a theme's. `kinds` are those of all producers.
    """

    content: Content
    notices: tuple[NoticeEntry, ...]
    comparisons: tuple[Comparison, ...]
    lineages: tuple[Lineage, ...]
    records: tuple[Record, ...]
    aliases: tuple[Alias, ...]
    citations: Mapping[str, Citation]
    changes_of: Mapping[str, tuple[Change, ...]]
    templates: Path
    words: Vocabulary
    repository: str = ""
    address: str = ""
    kinds: tuple[Kind, ...] = ()

    @property
    def title(self) -> str:
        """What all of it is called."""
        return title_of(self.content, self.words)

    @property
    def newest_first(self) -> tuple[NoticeEntry, ...]:
        """The notices by series, in the order of series.yml, each series' newest one first."""
        return newest_first(self.content, self.notices)

    def url(self, address: str) -> str:
        """A page's full address by that below the site's root; empty where the site has none."""
        return self.address.rstrip("/") + "/" + address if self.address else ""

    def feed(self, page: str) -> str:
        """The address of the feed of what concerns a page; empty where there is none.

        A feed's links are full addresses: without the site's own there is no feed.
        """
        return feed_file(page) if self.address and page in self.changes_of else ""


def title_of(content: Content, words: Vocabulary) -> str:
    """What all of a content is called: the series' title, of several the site's name."""
    if not content.several:
        return content.series.title
    return content.series.site.brand or words.say("home.name")


def make_edition(
    content: Content,
    templates: Path,
    *,
    kinds: Sequence[Kind] = (),
    repository: str = "",
    address: str = "",
    comparisons: tuple[Comparison, ...] | None = None,
) -> Edition:
    """The edition of a content that is loaded; `comparisons` are its own, where they are there already."""
    notices = notice_entries(content)
    if comparisons is None:
        comparisons = compare_all(content, notices)
    words = load_words(templates)
    cited = citations(notices, content.registry)
    return Edition(
        content=content,
        notices=notices,
        comparisons=comparisons,
        lineages=lineages(content, comparisons),
        records=records(content, notices),
        aliases=aliases(content),
        citations={**cited, **dict(_compared(comparisons, cited, content, words))},
        changes_of=changes_by_page(content, notices),
        templates=templates,
        words=words,
        repository=repository,
        address=address,
        kinds=tuple(kinds),
    )


def changes_by_page(
    content: Content, notices: Iterable[NoticeEntry]
) -> Mapping[str, tuple[Change, ...]]:
    """The changes of the home page, of each body and each theme; of a page that none concerns, nothing.

    A change concerns whom its notice's tasks name, and the themes that hold one of its tasks.
    """
    pages: dict[str, set[str]] = {}
    notice_of = {}
    for notice in notices:
        for task in notice.tasks:
            notice_of[task.key] = notice.id
            for party in task.parties or ():
                if party.agency:
                    pages.setdefault(agency_address(party.agency), set()).add(notice.id)
    for theme in content.themes:
        pages[theme_address(theme.id)] = {notice_of[key] for key in theme.tasks if key in notice_of}
    found = {
        page: tuple(change for change in content.changes if change.notice in concerned)
        for page, concerned in sorted(pages.items())
    }
    return {page: changes for page, changes in {HOME: content.changes, **found}.items() if changes}


def _compared(
    comparisons: Iterable[Comparison],
    cited: Mapping[str, Citation],
    content: Content,
    words: Vocabulary,
) -> Iterator[tuple[str, Citation]]:
    """The citation of each comparison; its title is that of its page."""
    site = content.series.site.brand or words.say("home.name")
    for comparison in comparisons:
        old, new = comparison.labels
        key = f"{comparison.old}/{comparison.new}"
        title = words.say("cite.compared", old=old, new=new)
        notices = cited[comparison.old], cited[comparison.new]
        yield key, comparison_citation(*notices, title=title, site=site, version=VERSION)
