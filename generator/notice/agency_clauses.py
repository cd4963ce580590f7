"""Agency clauses are read here: the printed names of who is responsible become registry entries.

    （A、B、省级有关部门等负责）                  named, the list left open by 等
    （A牵头，B、C按职责分工负责）                 A leads, as the text says
    （牵头单位：A；责任单位：B、C）   〔责任单位：A〕
    （A主责，B配合）   （A会同B负责）   （责任单位：A（牵头）、B）
    牵头单位：A；配合单位：B。                    a line of its own, without brackets
    （A、B分别负责，6月底前完成）                 with a deadline
    （A、B等负责。以下任务均需C落实，不再列出）   C is implied in all later tasks
    （A；以下各项任务均需C落实，除特殊情况外，不再单独列出）

The name printed first stands first and no more, unless the text says 牵头; a role is what the text
says in words (`generator.model.agencies.Role`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.model.agencies import ClauseReading, Party, Registry, Role
from generator.model.ids import TaskId
from generator.model.notice import Notice, Task
from generator.notice.duty_words import (
    ALONE,
    ASIDE,
    BLANKET,
    BODY,
    DEADLINE,
    DEADLINE_LABEL,
    DUTY,
    JOINED,
    LABEL,
    LABEL_LINE,
    MORE,
    NEXT_LABEL,
    SILENT,
    SPLIT_LABEL,
    WEAK,
    WITH_OBJECT,
    role_of,
    role_of_verb,
)
from generator.notice.role_notes import RoleNote, is_role_note, role_notes

OUTER = re.compile(r"(?:[（(〔［【\[](?P<inner>.+)[）)〕］】\]][。；]?)\Z", re.DOTALL)
VERB_THEN_NAME = re.compile(r"(牵头|主责|主办|负责|配合|协办|协助|参与|落实)、")
NOTHING = ClauseReading(parties=(), open=False)
TELLING = (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT, Role.NAMED)
"""Roles by how much they say of a body."""
Names = Mapping[str, str | None]
"""Printed names with the id of the body; None for a placeholder (省级有关部门)."""


def names_of(registry: Registry) -> dict[str, str | None]:
    """All printed names, of bodies and placeholders."""
    return dict.fromkeys(registry.others) | {n: a.id for n, a in registry.names.items()}


def read_clause(text: str, registry: Registry) -> tuple[ClauseReading, tuple[str, ...]]:
    """The reading of a clause, and what in it could not be read: names that no registry entry has.

    A clause in a form not known here gives a reading without parties, and itself as unread.
    """
    return _read(text, names_of(registry))


def reads_as_clause(text: str, known: Collection[str]) -> bool:
    """Whether a text, brackets or none, is read as a clause that names nobody but `known` bodies."""
    reading, unread = _read(text, dict.fromkeys(known))
    return bool(reading.parties or reading.blanket) and not unread


def begins_clause_line(text: str) -> bool:
    """Whether a text without brackets begins with a label of duty: 责任单位：公安部。"""
    return LABEL_LINE.match(text) is not None


def _read(text: str, known: Names) -> tuple[ClauseReading, tuple[str, ...]]:
    match = OUTER.match(text)
    inner = match["inner"] if match else text if _is_line(text, known) else ""
    reader = _Reader(known)
    if not inner or not all(reader.statement(s.strip()) for s in _statements(inner)):
        return NOTHING, (text,)
    if not reader.parties and not reader.blanket and not (reader.deadline and not match):
        return NOTHING, () if is_role_note(inner) else (text,)
    first = reader.parties[0] if reader.parties else None
    # Who only helps is not the first of those who are named, wherever the helpers stand.
    if first and first.role is not Role.SUPPORT:
        reader.parties[0] = replace(first, first=True)
    return (
        ClauseReading(
            parties=tuple(reader.parties),
            open=reader.open,
            deadline=reader.deadline,
            blanket=tuple(reader.blanket),
        ),
        tuple(dict.fromkeys(reader.unknown)),
    )


def _is_line(text: str, known: Names) -> bool:
    """Whether a text without brackets may be a clause: a label, or names and a verb to the end."""
    if begins_clause_line(text):
        return True
    match = DUTY.match(text.rstrip("。；").removeprefix("由").split("，")[-1])
    return match is not None and text.endswith("。") and any(name in text for name in known)


def _statements(inner: str) -> list[str]:
    """What stands between 。 and ； outside further brackets; a label that only announces names goes."""
    inner = SPLIT_LABEL.sub("", inner, count=1) if SPLIT_LABEL.match(inner) else inner
    inner = NEXT_LABEL.sub("；", inner)
    return [statement for statement in _split(inner, "。；;\n") if statement.strip()]


def _split(text: str, marks: str) -> list[str]:
    """The pieces of `text` between `marks`; those inside brackets part nothing."""
    pieces, depth, start = [], 0, 0
    for place, character in enumerate(text):
        if character in "（(":
            depth += 1
        elif character in "）)":
            depth = max(0, depth - 1)
        elif not depth and character in marks:
            pieces.append(text[start:place])
            start = place + 1
    return [*pieces, text[start:]]


@dataclass(slots=True)
class _Reader:
    """Collects what the statements of one clause say."""

    names: Names
    parties: list[Party] = field(default_factory=list)
    blanket: list[Party] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    open: bool = False
    deadline: str | None = None

    def statement(self, text: str) -> bool:
        """Reads a statement (what stands between 。 and ；); False where its form is not known here."""
        segments = _split(VERB_THEN_NAME.sub(r"\1，", text), "，,")
        before = len(self.parties)
        label = None
        for segment in map(str.strip, segments):
            match = LABEL.match(segment)
            if match:
                label = role_of(match["label"] or match["bare"])
                segment = match["names"]
            if not self.segment(segment, label, before, labelled=bool(match)):
                return False
        return True

    def segment(self, text: str, label: Role | None, start: int, *, labelled: bool) -> bool:
        """Reads a segment of a statement; False where its form is not known here.

        `label` is the role that a label gives, right before it where it is `labelled`; `start` is
        where the statement's parties begin.
        """
        text = text.removeprefix("由")
        # A blanket duty ends in 落实 like an ordinary one, so it is tried first.
        if match := BLANKET.match(text):
            self.blanket += self.named(match["names"], Role.RESPONSIBLE, implied=True)
        elif SILENT.match(text) or is_role_note(text):
            pass
        elif self.is_list(text):
            self.parties += self.named(text, label or Role.NAMED)
        elif (match := DEADLINE_LABEL.match(text)) and not self.names_body(match["when"]):
            self.until(match["when"])
        elif self.is_deadline(text):
            self.until(text)
        elif ALONE.match(text) and len(self.parties) > start:
            self.said_of(start, role_of_verb(text))
        elif match := self.duty(text) or self.duty_with_object(text):
            self.joined(match["names"], role_of_verb(match["verb"]))
        elif label is not None and (labelled or all(map(self.like_body, text.split("、")))):
            self.joined(text, label)
        else:
            return False
        return True

    def until(self, text: str) -> None:
        self.deadline = text if self.deadline is None else f"{self.deadline}，{text}"

    def is_deadline(self, text: str) -> bool:
        """Whether a segment says when; one with a body's name in it says who does something."""
        return DEADLINE.match(text) is not None and not self.names_body(text)

    def names_body(self, text: str) -> bool:
        return any(name in text for name in self.names if len(name) > 1)

    def duty(self, text: str) -> re.Match[str] | None:
        """Names and a verb; None where the verb is one that tells only with a known name before it."""
        match = DUTY.match(self.without_time(text))
        if match and match["verb"].endswith(WEAK) and not self.is_list(match["names"]):
            return None
        return match

    def duty_with_object(self, text: str) -> re.Match[str] | None:
        """Known names, a verb, and what they do: 甲部负责制定办法."""
        match = WITH_OBJECT.match(text)
        return match if match and self.all_known(match["names"]) else None

    def without_time(self, text: str) -> str:
        """A segment without the time before 由 (年底前由甲部完成), which becomes the deadline."""
        when, by, rest = text.partition("由")
        if by and when and rest and self.is_deadline(when):
            self.until(when)
            return rest
        return text

    def said_of(self, start: int, role: Role) -> None:
        """A verb without names of its own is said of those of its statement that had none."""
        for place in range(start, len(self.parties)):
            if self.parties[place].role is Role.NAMED:
                self.parties[place] = replace(self.parties[place], role=role)

    def joined(self, text: str, role: Role) -> None:
        """Names, some of them joined by 会同: A会同B负责, A牵头会同B负责."""
        for names, verb in self.parts(text):
            self.parties += self.named(names, role_of_verb(verb) if verb else role)

    def parts(self, text: str) -> list[tuple[str, str]]:
        """The names on either side of 会同, each with the verb that stands behind it."""
        for match in JOINED.finditer(text):
            left, right = text[: match.start()], text[match.end() :]
            verb = DUTY.match(left)
            names = verb["names"] if verb else left
            # 商 may stand inside a name, so that a known one must end before it.
            last = names.split("、")[-1].strip()
            if right and (last in self.names or (match[0][0] != "商" and BODY.match(last))):
                return [(names, verb["verb"] if verb else ""), *self.parts(right)]
            if not left:
                return self.parts(right)
        return [(text, "")]

    def all_known(self, text: str) -> bool:
        return bool(text) and all(
            half in self.names for name in text.split("、") for half in self.halves(name)
        )

    def is_list(self, text: str) -> bool:
        """Whether a text is nothing but known names, the list open or not (甲部、乙部等14部门)."""
        last = text.rpartition("、")[2]
        at = self.open_at(last)
        rest = last[at + 1 :] if at else ""
        open_list = at > 0 and (not rest or self.all_known(rest) or bool(MORE.match(rest)))
        return self.all_known(text[: len(text) - len(last) + at] if open_list else text)

    def named(self, text: str, role: Role, *, implied: bool = False) -> Iterator[Party]:
        for name in filter(None, _split(text, "、")):
            if match := ASIDE.match(name):
                yield from self.named(match["name"], role_of_verb(match["word"]), implied=implied)
                continue
            if at := self.open_at(name):
                self.open = self.open or not implied
                yield from self.named(name[:at], role, implied=implied)
                rest = name[at + 1 :]
                if rest in self.names or not MORE.match(rest):
                    yield from self.named(rest, role, implied=implied)
                continue
            for half in self.halves(name):
                if half not in self.names:
                    self.unknown.append(half)
                yield Party(
                    printed=half,
                    agency=self.names.get(half),
                    first=False,
                    role=role,
                    implied=implied,
                )

    def open_at(self, name: str) -> int:
        """Where the 等 stands that leaves the list open: no known name's own (高等学堂); 0 for none."""
        if self.all_known(name):
            return 0
        places = [match.start() for match in re.finditer("等", name)]
        behind = (p for p in places if self.all_known(name[:p]))
        return next(behind, next(filter(None, places), 0))

    def halves(self, name: str) -> list[str]:
        """A name, or those that 和, 及, 与 or white space joins where all are known."""
        halves = [] if name in self.names else re.split(r"以及|[和及与/]|\s+", name.strip())
        if len(halves) > 1 and all(half in self.names for half in halves):
            return halves
        # White space is in no name: what it parts are names if each is like one.
        apart = name.split()
        return apart if len(apart) > 1 and all(map(self.like_body, apart)) else [name]

    def like_body(self, name: str) -> bool:
        return name in self.names or BODY.match(name) is not None


def more_telling(one: Role, other: Role) -> Role:
    """The role that says more of a body that two places name."""
    return min(one, other, key=TELLING.index)


def task_parties(task: Task, registry: Registry, note: RoleNote | None = None) -> ClauseReading:
    """The reading of all clauses of a task together; each party is named once, at its first place.

    `note` says what the first one of each clause does where the clause itself does not.
    """
    known = names_of(registry)
    readings = [_read(clause.text, known)[0] for clause in task.clauses]
    readings = [note.applied(reading) for reading in readings] if note else readings
    parties: dict[str, Party] = {}
    for party in (party for reading in readings for party in reading.parties):
        before = parties.setdefault(party.printed, party)
        # A task's second clause can be the one that says 牵头.
        role = more_telling(before.role, party.role)
        if role is not before.role:
            parties[party.printed] = replace(before, role=role)
    deadlines = [r.deadline for r in readings if r.deadline]
    return ClauseReading(
        parties=tuple(parties.values()),
        open=any(r.open for r in readings),
        deadline="；".join(deadlines) or None,
        blanket=tuple(p for r in readings for p in r.blanket),
    )


def notice_parties(notice: Notice, registry: Registry) -> dict[TaskId, ClauseReading]:
    """The reading of each task, with the parties that an earlier clause names for all later tasks."""
    own = registry.scoped(notice.series)
    blanket: dict[str, Party] = {}
    readings = {}
    for task, note in role_notes(notice):
        reading = task_parties(task, own, note)
        named = {party.printed for party in reading.parties}
        implied = [party for party in blanket.values() if party.printed not in named]
        readings[task.id] = replace(reading, parties=(*reading.parties, *implied))
        # After the task itself: 以下 means the tasks that follow.
        blanket |= {party.printed: party for party in reading.blanket}
    return readings


def known_names(names: Iterable[str], registry: Registry) -> tuple[Party, ...]:
    """The parties of names that are given as a list (facts); the first one stands first."""
    return tuple(
        Party(
            printed=name,
            agency=registry.names[name].id if name in registry.names else None,
            first=place == 0,
        )
        for place, name in enumerate(names)
    )
