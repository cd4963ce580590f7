"""Notes that give roles to several tasks: 排在首位的为牵头单位，下同."""

import pytest

from generator.importers.structure import draft_notice
from generator.model.agencies import Role
from generator.notice.agency_clauses import notice_parties, read_clause
from generator.notice.role_notes import unread_note
from site_tests.notice.test_agency_clauses import invented_registry

L, R, S, N = Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT, Role.NAMED


def roles(before: str, clause: str, behind: str) -> list[list[Role]]:
    """The roles of each task's bodies; the first task has `clause`."""
    texts = ["9001年重点任务", *filter(None, [before]), "一、甲", f"（一）事。做。（{clause}）"]
    texts += [
        "（二）事。做。（甲部、丙署负责）",
        "（三）事。做。（丙署牵头，甲部配合）",
        *filter(None, [behind]),
    ]
    registry = invented_registry()
    notice = draft_notice(texts, notice_id="9001", series="x", registry=registry)
    return [
        [p.role for p in reading.parties] for reading in notice_parties(notice, registry).values()
    ]


NOTES = {
    "in a clause, from then on": (
        "",
        "甲部、乙部负责，排在首位的为牵头单位，下同",
        "",
        [[L, R], [L, R]],
    ),
    "with what the others do": (
        *("", "甲部、乙部；排在第一位的为牵头单位，其余为配合单位，下同", ""),
        [[L, S], [L, S]],
    ),
    "behind a full stop": (
        "",
        "责任单位：甲部、乙部。注：列首位者为牵头单位，以下同",
        "",
        [[L, R], [L, R]],
    ),
    "in a bracket of its own": (
        "",
        "甲部、乙部负责）（排名第一的单位牵头，下同",
        "",
        [[L, R], [L, R]],
    ),
    "for its clause alone": ("", "甲部、乙部，第一个单位牵头", "", [[L, N], [R, R]]),
    "before all tasks": (
        "责任单位中列第一位的为牵头单位。",
        "甲部、乙部负责",
        "",
        [[L, R], [L, R]],
    ),
    "behind all tasks": ("", "甲部、乙部负责", "注：第一责任单位为牵头单位。", [[L, R], [L, R]]),
    "none": ("", "甲部、乙部负责", "", [[R, R], [R, R]]),
}


@pytest.mark.parametrize("name", NOTES)
def test_notes(name: str) -> None:
    """Where a note holds, the first body leads; a clause that says so in words keeps its roles."""
    before, clause, behind, expected = NOTES[name]
    assert roles(before, clause, behind) == [*expected, [L, S]]


def test_a_note_is_nobody() -> None:
    """A bracket that is nothing but a note names no body, and nothing in it is unread."""
    reading, unread = read_clause("（排在首位的为牵头单位，下同）", invented_registry())
    assert (reading.parties, unread) == ((), ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("标★的单位为牵头单位。", True),
        ("（甲部牵头，乙部配合，下同）", True),
        ("（甲部负责，排在首位的为牵头单位，下同）", False),
        ("各单位要抓好落实。", False),
    ],
)
def test_notes_that_are_not_read(text: str, told: bool) -> None:
    """What may give roles to other tasks in another form is told."""
    assert unread_note(text) is told
