"""Notes that say for several clauses at once what the body named first does.

（甲部、乙部负责，排在首位的为牵头单位，下同）      from this task on
责任单位中列第一位的为牵头单位，其余为配合单位。    before or behind all tasks: for all
（甲部、乙部；第一个单位牵头）                      for this task alone
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.model.agencies import ClauseReading, Party, Role
from generator.model.notice import Notice, Paragraph, Task

FIRST = re.compile(
    r"(?:首位|第一位|第1位|第一(?:[个家的]|责任|顺位)|首个|首家|位列第一|排(?:名|在)?第一|列(?:在)?第一|最前)"
    r"[^。；，（）()]{0,12}?(?:为|是|作为|系)?[^。；，（）()]{0,4}?(?:牵头|主责|主办)"
)
OTHERS = re.compile(
    r"(?:其他|其余|其它|余下)[^。；，（）()]{0,8}(?:为|是|作为|系)?[^。；，（）()]{0,4}?(?:配合|参与|协办|协助)"
)
ALSO = re.compile("下同|以下同|后同|以下(?:各项)?任务|以下责任|下列")
UNREAD = re.compile(
    r"(?<!\d)(?:下同|后同|以下同)|(?:为|是|表示)(?:牵头|主责|配合|责任|协办)(?:单位|部门|方)"
)
"""What may say of several tasks who does what, in a form that is not read."""
UNSAID = (Role.NAMED, Role.RESPONSIBLE)
"""Roles that a note may tell more exactly; who is said to lead or help stays so."""


@dataclass(frozen=True, slots=True)
class RoleNote:
    """The first body leads; `others` says that the others then help."""

    others: bool

    def applied(self, reading: ClauseReading) -> ClauseReading:
        """A clause's reading with the roles that the note gives, unless its own words say who leads."""
        if any(party.role is Role.LEAD for party in reading.parties):
            return reading
        return replace(reading, parties=tuple(map(self._applied, reading.parties)))

    def _applied(self, party: Party) -> Party:
        if party.implied or party.role not in UNSAID:
            return party
        if party.first:
            return replace(party, role=Role.LEAD)
        return replace(party, role=Role.SUPPORT) if self.others else party


def is_role_note(text: str) -> bool:
    """Whether a part of a clause is such a note: it names nobody."""
    return bool(FIRST.search(text) or OTHERS.search(text))


def unread_note(text: str) -> bool:
    """Whether a text may say who does what in other tasks too, in a form that is not read here."""
    return bool(UNREAD.search(text)) and not is_role_note(text)


def role_notes(notice: Notice) -> Iterator[tuple[Task, RoleNote | None]]:
    """Each task with the note that holds for it; None where none does."""
    general = _note(_texts((*notice.letter, *notice.preamble, *notice.closing)))
    for section in notice.sections:
        general = _note(_texts(section.intro)) or general
        for task in section.tasks:
            own = [text for text in _texts(task.paragraphs) if FIRST.search(text)]
            note = _note(own)
            yield task, note or general
            if note and any(ALSO.search(text) for text in own):
                general = note


def _texts(paragraphs: Iterable[Paragraph]) -> list[str]:
    return [part.text for paragraph in paragraphs for part in paragraph.parts]


def _note(texts: Iterable[str]) -> RoleNote | None:
    found = [text for text in texts if FIRST.search(text)]
    return RoleNote(any(OTHERS.search(text) for text in found)) if found else None
