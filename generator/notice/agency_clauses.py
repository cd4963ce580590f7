"""Agency clauses are read here: the printed names of who is responsible become registry entries.

    （A、B、省级有关部门等负责）                  named, the list left open by 等
    （A牵头，B、C按职责分工负责）                 A leads, as the text says
    （牵头单位：A；责任单位：B、C）   〔责任单位：A〕
    （A、B分别负责，6月底前完成）                 with a deadline
    （A、B等负责。以下任务均需C落实，不再列出）   C is implied in all later tasks
    （A；以下各项任务均需C落实，除特殊情况外，不再单独列出）

The name printed first stands first and no more, unless the text says 牵头.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from generator.model.agencies import ClauseReading, Party, Registry
from generator.model.ids import TaskId
from generator.model.notice import Notice, Task

OUTER = re.compile(r"[（(〔\[](?P<inner>.+)[）)〕\]][。；]?\Z", re.DOTALL)
LABEL = re.compile(r"(?P<label>牵头|责任|配合|参加|负责|落实)(?:单位|部门)[：:](?P<names>.+)\Z")
BLANKET = re.compile(r"以下(?:各项)?任务均需(?:由)?(?P<names>.+?)(?:负责)?落实\Z")
# The names are lazy: 按职责分工负责 is a verb as a whole, not 负责 behind a name.
DUTY = re.compile(
    r"(?P<names>.+?)(?P<verb>牵头(?:负责)?|(?:按照?职责(?:分工)?|分别|共同)?(?:负责|配合|参与|落实|参加))\Z"
)
# At most six characters between date and verb, so that no whole sentence passes for a deadline.
DEADLINE = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月)?(?:年|月|上半年|下半年|年内|年底|全年)?.{0,6}?(?:完成|推进|实施|取得进展)\Z"
)
SILENT = re.compile(r"不再(?:单独)?列出\Z|除特殊情况外\Z")


def read_clause(text: str, registry: Registry) -> tuple[ClauseReading, tuple[str, ...]]:
    """The reading of a clause, and what in it could not be read: names that no registry entry has.

    A clause in a form not known here gives a reading without parties, and itself as unread.
    """
    match = OUTER.match(text)
    reader = _Reader(registry)
    if not match or not all(reader.statement(s) for s in re.split("[。；;]", match["inner"]) if s):
        return ClauseReading(parties=(), open=False), (text,)
    if not reader.parties and not reader.blanket:
        return ClauseReading(parties=(), open=False), (text,)
    first = replace(reader.parties[0], first=True) if reader.parties else None
    return (
        ClauseReading(
            parties=(first, *reader.parties[1:]) if first else (),
            open=reader.open,
            deadline=reader.deadline,
            blanket=tuple(reader.blanket),
        ),
        tuple(dict.fromkeys(reader.unknown)),
    )


@dataclass(slots=True)
class _Reader:
    """Collects what the statements of one clause say."""

    registry: Registry
    parties: list[Party] = field(default_factory=list)
    blanket: list[Party] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    open: bool = False
    deadline: str | None = None

    def statement(self, text: str) -> bool:
        """Reads a statement (what stands between 。 and ；); False where its form is not known here."""
        if match := LABEL.match(text):
            names, *rest = re.split("[，,]", match["names"])
            self.parties += self.named(names, lead=match["label"] == "牵头")
            return all(self.segment(segment) for segment in rest)
        return all(self.segment(segment) for segment in re.split("[，,]", text))

    def segment(self, text: str) -> bool:
        """Reads a segment of a statement; False where its form is not known here."""
        # A blanket duty ends in 落实 like an ordinary one, so it is tried first.
        if match := BLANKET.match(text):
            self.blanket += self.named(match["names"], implied=True)
        elif SILENT.match(text):
            pass
        elif match := DUTY.match(text):
            self.parties += self.named(match["names"], lead=match["verb"].startswith("牵头"))
        elif all(name in self.known() for name in text.split("、")):
            self.parties += self.named(text)
        elif DEADLINE.match(text):
            self.deadline = text if self.deadline is None else f"{self.deadline}，{text}"
        else:
            return False
        return True

    def known(self) -> set[str]:
        """All printed names, of bodies and placeholders."""
        return self.registry.names.keys() | set(self.registry.others)

    def named(self, text: str, *, lead: bool = False, implied: bool = False) -> Iterator[Party]:
        for name in filter(None, text.split("、")):
            if at := self.open_at(name):
                self.open = self.open or not implied
                for part in (name[:at], name[at + 1 :]):
                    yield from self.named(part, lead=lead, implied=implied)
                continue
            for half in self.halves(name):
                agency = self.registry.names.get(half)
                if not agency and half not in self.registry.others:
                    self.unknown.append(half)
                yield Party(
                    printed=half,
                    agency=agency.id if agency else None,
                    first=False,
                    lead=lead,
                    implied=implied,
                )

    def open_at(self, name: str) -> int:
        """Where the 等 stands that leaves the list open: no known name's own (高等学堂); 0 for none."""
        known = self.known()
        if known.issuperset(self.halves(name)):
            return 0
        places = [match.start() for match in re.finditer("等", name)]
        behind = (p for p in places if known.issuperset(self.halves(name[:p])))
        return next(behind, next(filter(None, places), 0))

    def halves(self, name: str) -> list[str]:
        """A name, or the two that 和, 及 or 与 joins where both are known."""
        known = self.known()
        halves = [] if name in known else re.split("以及|[和及与]", name)
        return halves if len(halves) > 1 and all(h in known for h in halves) else [name]


def task_parties(task: Task, registry: Registry) -> ClauseReading:
    """The reading of all clauses of a task together; each party is named once, at its first place."""
    readings = [read_clause(clause.text, registry)[0] for clause in task.clauses]
    parties: dict[str, Party] = {}
    for party in (party for reading in readings for party in reading.parties):
        before = parties.setdefault(party.printed, party)
        # A task's second clause can be the one that says 牵头.
        if party.lead and not before.lead:
            parties[party.printed] = replace(before, lead=True)
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
    for task in notice.tasks:
        reading = task_parties(task, own)
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
