"""`deadlines.ics`, read by icalendar: one whole day for each deadline that names one, in the text's words."""

from __future__ import annotations

import datetime
from pathlib import Path

import icalendar
import pytest

from generator.build import build_outputs
from generator.content.loading import load_content
from generator.notice.deadlines import dated_tasks
from generator.notice.entries import notice_entries
from site_tests.conftest import ROOT
from site_tests.running import run
from site_tests.sources import TEXT

CORPUS = ROOT / "site_tests/corpus/content"
SITE = "https://example.org/keytasks/"
CLAUSE = "负责）"


def calendar_of(content: Path, address: str = SITE) -> bytes:
    outputs = build_outputs(content, ROOT / "templates", address=address)
    return next(f.data for f in outputs if f.path == "data/v1/deadlines.ics")


def read(data: bytes) -> icalendar.Calendar:
    found = icalendar.Calendar.from_ical(data)
    assert isinstance(found, icalendar.Calendar)
    assert found.errors == [] and all(event.errors == [] for event in found.walk())
    return found


@pytest.fixture
def dated(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The invented content with a year whose clauses say by when, in many ways."""
    pieces = TEXT.replace("9002", "9004").split(CLAUSE)
    said = ("6月底前启动，年底前完成", "长期坚持", "9005年3月15日前", "每年12月底前")
    assert len(pieces) > len(said)
    text = pieces[0] + "".join(
        f"负责，{words}）{rest}" for words, rest in zip(said, pieces[1:], strict=False)
    )
    text += "".join(f"{CLAUSE}{rest}" for rest in pieces[len(said) + 1 :])
    source = tmp_path / "a.txt"
    source.write_text(text, "utf-8")
    command = ("import", str(source), "--notice", "9004", "--content", str(corpus))
    code, told = run(capsys, *command, "--accept-doubts")
    assert code == 0, told
    return corpus


def test_a_calendar_reads_it(dated: Path) -> None:
    """Days are the last ones that the clauses name, words the clauses' own; what names none is counted."""
    calendar = read(calendar_of(dated))
    events = {str(event["uid"]): event for event in calendar.events}
    entries = list(dated_tasks(notice_entries(load_content(dated))))
    with_day = [e for e in entries if e.deadline.day]
    assert len(events) == len(with_day) == 5 and len(entries) == 7
    assert "另有 2 处" in str(calendar["description"]) and "现有 5 处" in str(
        calendar["description"]
    )
    for entry in with_day:
        event = events[f"{entry.task.id}-{entry.number}@yunyu.keytasks"]
        day = event.start
        assert type(day) is datetime.date and day == entry.deadline.day
        assert event.end == day + datetime.timedelta(days=1)
        assert entry.deadline.words in str(event["summary"])
        assert f"“{entry.deadline.words}”" in str(event["description"])
        assert ("按通知的年份" in str(event["description"])) == ("900" not in entry.deadline.words)
        assert ("最后一天" in str(event["description"])) == ("日" not in entry.deadline.words)
        assert entry.task.id
        assert str(event["url"]) == f"{SITE}9004/{entry.task.id.slug}/" or entry.notice.id == "9002"
        assert str(event["dtstamp"].dt.date()) == entry.notice.issued
    days = sorted(str(event.start) for event in events.values())
    assert days == ["9002-12-31", "9004-06-30", "9004-12-31", "9004-12-31", "9005-03-15"]


def test_the_lines_of_the_format(dated: Path) -> None:
    """Every line ends in CRLF and has at most 75 octets, none of them half a character."""
    data = calendar_of(dated)
    assert data.endswith(b"END:VCALENDAR\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) in (73, 74, 75)
    for line in lines:
        line.decode()


def test_without_an_address(dated: Path) -> None:
    """Events stay the same events where the site's address is not known; only their links are gone."""
    here, there = read(calendar_of(dated, "")), read(calendar_of(dated))
    assert [e["uid"] for e in here.events] == [e["uid"] for e in there.events]
    assert not [e for e in here.events if "url" in e] and all("url" in e for e in there.events)


def test_the_same_bytes(dated: Path) -> None:
    """Two builds make the same calendar."""
    assert calendar_of(dated) == calendar_of(dated)


def test_no_text_names_a_deadline() -> None:
    """The calendar of what ships has no event, is one that readers take, and says so."""
    calendar = read(calendar_of(ROOT / "content"))
    assert calendar.events == [] and len(calendar.subcomponents) == 1
    assert "现有 0 处" in str(calendar["description"]) and "另有" not in str(
        calendar["description"]
    )
