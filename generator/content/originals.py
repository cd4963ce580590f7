"""A held text against what it was taken from: where they differ, a correction says so.

    corrections:
      - {was: 渡船按日公布, now: 渡船按月公布, why: 官方网页作“按月”}

Undone, from the last to the first, the corrections give the original's characters again. White space
does not count: the declared steps (wraps joined, spaces dropped) change nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from generator.model.content import Placed
from generator.model.provenance import Correction, Provenance
from generator.notice.markdown import text_lines
from generator.problems import Problem
from generator.text.characters import squeeze

AROUND = 8
UNDO = "undo the change, or say in source.yml under corrections what was, what is now, and why"
NO_TEXT = str.maketrans("", "", "\u200b\ufeff")


def place_text(body: str, first_line: int = 1) -> Placed:
    """The characters of a notice.md below its front matter, without its marks."""
    lines = [(number, squeeze(content)) for number, _, content in text_lines(body, first_line)]
    return Placed(
        text="".join(text for _, text in lines),
        lines=tuple(number for number, text in lines for _ in text),
    )


def squeezed_sha256(text: str) -> str:
    """The sha256, in hex, of a text's characters without white space."""
    return hashlib.sha256(squeeze(text).encode()).hexdigest()


def changed_text(
    held: Placed, provenance: Provenance, original: bytes | None, *, path: str, source: str
) -> Iterator[Problem]:
    """Problems where the text is not the original's but for the corrections.

    A plain text of which nothing was removed is compared itself; of any other original the import
    recorded the hash of what it read. `path` is the notice.md, `source` the source.yml.
    """
    undone = held
    for correction in reversed(provenance.corrections):
        count = undone.text.count(squeeze(correction.now))
        if count != 1:
            hint = "`now` has enough of the text to stand in it once, `was` what the original has"
            message = f"a correction to {correction.now!r}, which stands {count} times in the text"
            yield Problem(path=source, line=correction.line, message=message, hint=hint)
            return
        undone = _without(undone, correction)
    readable = _plain(provenance, original)
    if readable is not None:
        who = "the text, its corrections undone," if provenance.corrections else "the text"
        yield from _first_difference(undone, readable, path, who)
    elif provenance.imported_sha256 is None:
        hint = "import the file anew with --force: that records it"
        message = "text.imported_sha256 is missing: nothing shows that the text is the original's"
        yield Problem(path=source, line=0, message=message, hint=hint)
    elif squeezed_sha256(undone.text) != provenance.imported_sha256:
        message = "the text is not the one that was imported"
        yield Problem(path=path, line=0, message=message, hint=UNDO)


def _without(placed: Placed, correction: Correction) -> Placed:
    """The text before a correction; what it took away stands in the line where it was."""
    now, was = squeeze(correction.now), squeeze(correction.was)
    start = placed.text.index(now)
    end = start + len(now)
    return Placed(
        text=placed.text[:start] + was + placed.text[end:],
        lines=(*placed.lines[:start], *[placed.line(start)] * len(was), *placed.lines[end:]),
    )


def _plain(provenance: Provenance, original: bytes | None) -> str | None:
    """The characters of an original that is plain UTF-8 text and wholly the document; else None."""
    read = provenance.retrieval
    named = (provenance.original or "").endswith(".txt") and (read is None or read.layout == "text")
    if original is None or not named or provenance.removed or provenance.given:
        return None
    try:
        return squeeze(original.decode("utf-8").translate(NO_TEXT))
    except UnicodeDecodeError:
        return None


def _first_difference(held: Placed, original: str, path: str, who: str) -> Iterator[Problem]:
    if held.text == original:
        return
    place = _common(held.text, original)
    before = held.text[max(0, place - AROUND) : place]
    ours, theirs = (text[place : place + AROUND] for text in (held.text, original))
    message = f"behind {before!r} {who} has {ours!r}, the original {theirs!r}"
    yield Problem(path=path, line=held.line(place), message=message, hint=UNDO)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
