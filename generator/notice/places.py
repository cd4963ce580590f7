"""Places of a notice are what editors' files can name; each has an address and a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.model.figures import Figure, SubjectEntry
from generator.model.ids import HEADING
from generator.model.notice import Notice
from generator.notice.figures import find_figures


def entry_figure(entry: SubjectEntry, texts: Mapping[str, str]) -> Figure | None:
    """The figure that an entry names; None where the text at its place does not have it.

    `texts` are the texts of all places by address, as `anchored_texts` gives them.
    """
    sentence = re.split("[#-]", entry.at or "")[-1]
    figures = find_figures(sentence, texts.get(entry.at or "", ""))
    return next((figure for figure in figures if figure.text == entry.text), None)


def anchored_texts(notice: Notice) -> Iterator[tuple[str, str]]:
    """Every place of a notice that entries can name, by its address (`2020-02#s1`), with its text."""
    for stretch in notice.stretches():
        if stretch.task:
            yield f"{stretch.task.id}#{HEADING}", stretch.task.heading
        prefix = f"{stretch.task.id}#" if stretch.task else f"{notice.id}#{stretch.anchor}-"
        for part in stretch.parts:
            yield prefix + part.id, part.text
