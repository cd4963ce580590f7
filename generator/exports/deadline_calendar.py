"""`deadlines.ics`: the deadlines that tasks' clauses name, as days of a calendar (RFC 5545, RFC 7986).

Each is a whole day that keeps the clause's own words; what names no day is no event, and is counted in
what the calendar says of itself. An event's id is made of ids and of its number in the task, its
time stamp is the notice's own day: no clock has a say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from generator.addresses import DEADLINES, task_address
from generator.edition import Edition, Kind, Producer, Sample
from generator.notice.deadlines import Dated, Deadline, dated_tasks
from generator.outputs import OutputFile

LINE = 75
"""Octets of a line, as the format has it; what is longer goes on in the next one behind a space."""
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
# A calendar has one component at least: without events it says where its days are days.
CHINA = (
    *("BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19910915T010000"),
    *("TZOFFSETFROM:+0900", "TZOFFSETTO:+0800", "END:STANDARD", "END:VTIMEZONE"),
)


def calendar_text(edition: Edition) -> str:
    """The calendar, its lines folded and ended as the format asks."""
    words, series = edition.words, edition.content.series
    mark = words.say("frame.fiction_mark") if series.fiction else ""
    every = tuple(dated_tasks(edition.notices))
    events = [entry for entry in every if entry.deadline.day]
    name = _escaped(mark + words.say("deadlines.name", name=edition.title))
    vague = len(every) - len(events)
    about = words.say("deadlines.about", count=len(events))
    about = _escaped(about + (words.say("deadlines.vague", count=vague) if vague else ""))
    lines = [
        *(
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//keytasks//deadlines//ZH",
            "CALSCALE:GREGORIAN",
        ),
        *(f"NAME:{name}", f"X-WR-CALNAME:{name}", f"DESCRIPTION:{about}", f"X-WR-CALDESC:{about}"),
        *(line for entry in events for line in _event(edition, entry, mark)),
        *(() if events else CHINA),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(edition: Edition, entry: Dated, mark: str) -> Iterator[str]:
    task, deadline = entry.task, entry.deadline
    assert deadline.day  # what has none is no event
    stamp = (entry.notice.issued or deadline.day.isoformat()).replace("-", "")
    yield "BEGIN:VEVENT"
    yield f"UID:{task.key}-{entry.number}@{edition.content.series.id}.keytasks"
    yield f"DTSTAMP:{stamp}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_compact(deadline)}"
    yield f"DTEND;VALUE=DATE:{_compact(deadline, later=1)}"
    yield "TRANSP:TRANSPARENT"
    heading = f"{entry.notice.label}{task.cited}{task.heading or ''}"
    yield f"SUMMARY:{_escaped(f'{mark}{deadline.words}：{heading}')}"
    yield f"DESCRIPTION:{_escaped(_told(edition, entry))}"
    if task.id and edition.address:
        yield f"URL:{edition.url(task_address(task.id))}"
    yield "END:VEVENT"


def _told(edition: Edition, entry: Dated) -> str:
    words, deadline, notice = edition.words, entry.deadline, entry.notice
    said = [words.say("deadlines.said", words=deadline.words)]
    if not deadline.exact:
        said.append(words.say("deadlines.last"))
    if deadline.of_notice:
        said.append(words.say("deadlines.of_notice"))
    number = f"（{notice.number}）" if notice.number else ""
    state = words.table("text_states")[notice.state].text
    note = words.say("deadlines.note")
    return "\n".join(["".join(said), f"《{notice.name}》{number}", f"{state}。{note}"])


def _compact(deadline: Deadline, *, later: int = 0) -> str:
    assert deadline.day
    return (deadline.day + timedelta(days=later)).isoformat().replace("-", "")


def _escaped(text: str) -> str:
    return text.translate(ESCAPES)


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, no character cut."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE:
            pieces.append("")
            size = 1  # the space in front
        pieces[-1] += character
        size += octets
    return "\r\n ".join(pieces)


def _files(edition: Edition) -> Iterator[OutputFile]:
    yield OutputFile(DEADLINES, calendar_text(edition).encode())


def _samples(edition: Edition) -> Iterator[Sample]:
    days = [entry.deadline.day for entry in dated_tasks(edition.notices)]
    count = len(days) - days.count(None)
    yield Sample(path=DEADLINES, words="deadlines", values={"count": str(count)})


DEADLINE_CALENDAR = Producer(
    kinds=(Kind(name="deadlines", pattern=DEADLINES, samples=_samples),),
    files=_files,
)
