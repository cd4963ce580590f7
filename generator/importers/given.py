"""Where the program is wrong about a source, a person says so: its title, where it begins and ends,
which paragraphs are no part of it.

A paragraph is named by how it begins. What is left out by such a word is named like all that is left
out, and the words are kept in source.yml, under `given`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.importers.sources import Doubt, SourceError
from generator.model.provenance import Given
from generator.text.characters import squeeze

HEAD = 15
"""A title's lines are looked for within that many first paragraphs."""
MOST_LINES = 8
"""A title stands on no more lines than that."""
BY_HAND = ("before --from", "behind --to", "--drop")
"""Why something was left out that a person had left out."""
SHOW = "give as much of its beginning as it takes; --dry-run --show prints the paragraphs as read"


def as_record(given: Given) -> dict[str, str | list[str]]:
    """The words as they are kept in source.yml."""
    said = {"title": given.title, "from": given.begins, "to": given.ends}
    kept: dict[str, str | list[str]] = {key: text for key, text in said.items() if text}
    return kept | ({"drop": [*given.drop]} if given.drop else {})


def cut_out(
    lines: Sequence[str], given: Given, taken: Callable[[str, str], None]
) -> tuple[list[str], list[Doubt]]:
    """The paragraphs of the document, with its title in front, and what a person should look at.

    SourceError where a word names no paragraph, or several; in another copy of the document than the
    one that it was said of, such a word is passed over.
    """
    left = list(lines)
    copy = given.of_another_copy
    if (
        given.begins is not None
        and (place := _place(left, given.begins, "--from", copy)) is not None
    ):
        for text in left[:place]:
            taken("before --from", text)
        left = left[place:]
    if given.ends is not None and (place := _place(left, given.ends, "--to", copy)) is not None:
        for text in left[place + 1 :]:
            taken("behind --to", text)
        left = left[: place + 1]
    for text in given.drop:
        if (place := _place(left, text, "--drop", copy)) is not None:
            taken("--drop", left.pop(place))
    return _titled(left, given.title) if given.title else (left, [])


def _place(lines: Sequence[str], text: str, option: str, copy: bool, /) -> int | None:
    wanted = squeeze(text)
    found = [i for i, line in enumerate(lines) if squeeze(line).startswith(wanted)]
    # A whole paragraph is meant before one that goes on behind the same words.
    whole = [i for i in found if squeeze(lines[i]) == wanted]
    found = whole if len(whole) == 1 else found
    if copy and len(found) != 1:
        return None
    if not found:
        raise SourceError(f"{option}: no paragraph begins {text[:40]!r}", SHOW)
    if len(found) > 1:
        raise SourceError(f"{option}: {len(found)} paragraphs begin {text[:40]!r}", SHOW)
    return found[0]


def _titled(lines: list[str], title: str) -> tuple[list[str], list[Doubt]]:
    """The lines with the title in front: from where it stands, over several lines or one."""
    wanted = squeeze(title)
    for start in range(min(HEAD, len(lines))):
        text = ""
        for end in range(start, min(start + MOST_LINES, len(lines))):
            text += squeeze(lines[end])
            if text == wanted:
                joined = "".join(line.strip() for line in lines[start : end + 1])
                return [joined, *lines[:start], *lines[end + 1 :]], []
            if not wanted.startswith(text):
                break
    hint = "it is taken as you gave it: compare it with the document itself"
    return [title.strip(), *lines], [
        Doubt("the title was given (--title) and stands nowhere in this source", title, hint)
    ]
