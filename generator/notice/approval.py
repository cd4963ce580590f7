"""The approval of a notice is found in the words of its own covering letter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model.notice import Notice, Sentence

# 经 begins many words (经济, 经营, 经验); only 经 before who approved is meant.
SAID = re.compile(
    r"(?:\A|[，。；])(?:现)?(?:已)?经(?![验济营])(?P<said>[^，。；]*?(?:同意|批准|审议通过|审定|确定)[^，。；]*)(?=[，。；])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Whose approval a notice states (批准): `text` as printed after 经, `sentence` its anchor.

    经国务院同意，现印发给你们 gives `国务院同意`.
    """

    text: str
    sentence: str


def find_approval(notice: Notice) -> Approval | None:
    """The first approval that the letter states; None where it states none: nothing is concluded."""
    for paragraph in notice.letter:
        for part in paragraph.parts:
            if isinstance(part, Sentence) and (match := SAID.search(part.text)):
                return Approval(text=match["said"], sentence=part.id)
    return None
