"""Where a text comes from, what was done to it, and how sure it is (来源)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from generator.model.facts import FactState


class TextState(StrEnum):
    """How sure a text is: shown in words on every page that carries it."""

    OFFICIAL = "official"
    SUPPLIED = "supplied"
    ARCHIVED = "archived"
    REPRINT = "reprint"
    FACTS_ONLY = "facts-only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """How an imported text was had: addresses and status are None for a file; `time` as given.

    `archived` is the time at which a web archive took the copy, None where none was asked: `final`
    is then the copy's address there.
    """

    asked: str | None
    final: str | None
    time: str | None
    status: str | None
    layout: str
    importer: str
    archived: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The second copy that a text was compared with: its address, sha256, layout, and when.

    `text_sha256` is the hash of the text that was compared.
    """

    url: str
    sha256: str
    text_sha256: str
    layout: str
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an editor put right in a text (更正): `was` as the original has it, `now`, and why."""

    was: str
    now: str
    why: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person said of a source where the program was wrong about it.

    `title` is the document's title, `begins` and `ends` are how its first and its last paragraph
    begin, `drop` how those begin that are no part of it. `of_another_copy` says that it was said of
    another copy than the one at hand.
    """

    title: str | None = None
    begins: str | None = None
    ends: str | None = None
    drop: tuple[str, ...] = ()
    of_another_copy: bool = False

    def __bool__(self) -> bool:
        return bool(self.title or self.begins or self.ends or self.drop)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a text comes from and how sure it is (来源); hashes are sha256 in hex.

    `official_url` is an address of the official page, `official_url_state` how sure that address
    itself is; `original` names the raw file kept beside the notice, None where it is too
    large to keep; `removed` are lines of the source that are no part of the text (page feet).
    `signed` and `published` are the days that the source's page gives; the text itself may say
    neither. `imported_sha256` is the hash of the text as an import read it, without white space;
    `corrections` undone give that text again. `verified` says against what the text was compared,
    character by character, and `verification` which copy that was; `reviewed` are the doubts that a
    person looked at, `given` is what a person said of the source where the program was wrong.
    """

    state: TextState
    note: str
    original: str | None
    original_sha256: str
    text_sha256: str
    description: str
    official_url: str | None
    official_url_state: FactState
    steps: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    imported_sha256: str | None = None
    removed: tuple[str, ...] = ()
    retrieval: Retrieval | None = None
    verified: str | None = None
    verification: Verification | None = None
    signed: str | None = None
    published: str | None = None
    reviewed: tuple[str, ...] = ()
    given: Given = Given()
