"""How a text is divided: sections, tasks however they are numbered, what follows the last."""

import pytest

from generator.importers.structure import draft_notice, find_levels
from generator.notice.markdown import parse_notice, print_notice

HEAD = ["云屿国9001年重点任务", "为做好工作，提出以下任务。"]


FORMS = {
    "through": (["一、甲", "（一）事。做。", "二、乙", "（二）事。做。"], "9001-01 9001-02"),
    "anew": (["一、甲", "（一）事。做。", "二、乙", "（一）事。做。"], "9001-01-01 9001-02-01"),
    "with points": (["一、甲", "1.事。做。", "二、乙", "2．事。做。"], "9001-01 9001-02"),
    "with points anew": (
        ["一、甲", "1、事。做。", "二、乙", "1、事。做。"],
        "9001-01-01 9001-02-01",
    ),
    "items inside tasks": (
        ["一、甲", "（一）事。做。", "1.做。", "（二）事。做。"],
        "9001-01 9001-02",
    ),
    "no sections": (["一、支持甲县恢复生产。（甲部负责）", "二、修灯塔。"], "9001-01 9001-02"),
    "no sections, brackets": (["（一）事。做。", "（二）事。做。"], "9001-01 9001-02"),
    "no sections, points": (["1.事。做。", "2.事。做。"], "9001-01 9001-02"),
    "brackets with digits": (
        ["一、甲", "（1）事。做。", "二、乙", "（２）事。做。"],
        "9001-01 9001-02",
    ),
    "full-width points": (["一、甲", "１．事。做。", "2.5亿。", "２、事。做。"], "9001-01 9001-02"),
    "任务一": (["任务一：事", "做。", "任务二：事", "做。"], "9001-01 9001-02"),
    "任务1 below sections": (
        ["一、甲", "任务1：事。做。", "二、乙", "任务2 事。做。"],
        "9001-01 9001-02",
    ),
    "重点任务 anew": (
        ["一、甲", "重点任务1.事。做。", "二、乙", "重点任务1.事。做。", "重点任务2.事。做。"],
        "9001-01-01 9001-02-01 9001-02-02",
    ),
    "tasks with items below": (
        ["任务一：事。", "一、做。", "（一）做。", "任务二：事。", "1.做。"],
        "9001-01 9001-02",
    ),
    "items with digits in tasks": (
        ["一、修。修三十座。", "（1）东湾。", "二、建。建三座。"],
        "9001-01 9001-02",
    ),
    "sections in brackets": (
        ["（一）甲", "1.事。做。（甲部负责）", "（二）乙", "2.事。做。", "责任单位：乙部"],
        "9001-01 9001-02",
    ),
    "sections with points": (
        ["1.甲", "（1）事。做。（甲部负责）", "2.乙", "（1）事。做。（乙部负责）"],
        "9001-01-01 9001-02-01",
    ),
    "points in points": (
        ["1.甲", "1.事。做。（甲部负责）", "2.事。做。（甲部负责）", "2.乙", "1.事。（乙部负责）"],
        "9001-01-01 9001-01-02 9001-02-01",
    ),
    "points in points, through": (
        [
            "1.甲",
            "1.事。做。（甲部负责）",
            "2．乙",
            "2、事。做。",
            "责任单位：乙部",
            "3.事。（乙部负责）",
        ],
        "9001-01 9001-02 9001-03",
    ),
    "points with items in points": (
        ["1.甲", "1.做。", "2.做。（甲部负责）", "2.乙", "1.做。", "2.做。（甲部负责）"],
        "9001-01 9001-01 9001-02 9001-02 9001-01 9001-02",
    ),
    "tasks in brackets with items": (
        ["（一）甲", "1.做。", "2.做。（甲部负责）", "（二）乙", "1.做。（甲部负责）"],
        "9001-01 9001-02",
    ),
    "one sentence each": (["一、甲", "（一）支持甲县。", "（二）支持乙县。"], "9001-01 9001-02"),
}


@pytest.mark.parametrize("name", FORMS)
def test_forms_of_numbering(name: str) -> None:
    """Each gives its tasks' ids, and all characters of the text."""
    lines, ids = FORMS[name]
    notice = draft_notice([*HEAD, *lines], notice_id="9001", series="yunyu")
    assert " ".join(str(task.id) for task in notice.tasks) == ids
    taken = "".join(line for stretch in notice.stretches() for line in stretch.lines)
    assert taken == "".join([*HEAD, *lines])


def test_points_in_points_read_back() -> None:
    """Sections and tasks that are both numbered 1. come back from the file as they were written."""
    lines, _ = FORMS["points in points"]
    notice = draft_notice([*HEAD, *lines], notice_id="9001", series="yunyu")
    again, problems = parse_notice(
        print_notice(notice), notice_id="9001", series="yunyu", path="notice.md"
    )
    assert [section.label for section in notice.sections] == ["1.", "2."]
    assert (again, problems) == (notice, ())


@pytest.mark.parametrize("lines", [["一、甲", "二、乙"], ["甲。", "乙。"]])
def test_no_tasks(lines: list[str]) -> None:
    """Headings with nothing below them are sections without tasks; a text without numbers is none."""
    levels = find_levels([*HEAD, *lines])
    assert levels is None or (levels.sections and not any(map(levels.task, lines)))


ENDS = {
    "a signature": ["云屿国规划院", "9001年3月5日"],
    "a date alone": ["9001年3月5日"],
    "a date behind dashes": ["——9001年3月5日"],
    "an address to all": ["各岛、各部门要按照分工抓好落实。"],
    "an address and a date": ["各单位请于6月底前报送进展。", "——9001年3月5日"],
}


@pytest.mark.parametrize("name", ENDS)
def test_what_follows_the_last_task(name: str) -> None:
    """It is the notice's closing and no task's text; a day is the day of issue."""
    lines = ["一、甲", "（一）事。做。（甲部负责）", "（二）事。做。（甲部负责）", *ENDS[name]]
    notice = draft_notice([*HEAD, *lines], notice_id="9001", series="yunyu")
    assert [paragraph.text for paragraph in notice.closing] == ENDS[name]
    dated = ENDS[name][-1].endswith("日")
    assert notice.identity.issued == ("9001-03-05" if dated else None)


def test_what_stands_before_the_annex() -> None:
    """附件 and （此件公开发布） behind the signature are the letter's, and no annex's title."""
    letter = [
        "各岛：",
        "现印发给你们。",
        "云屿国规划院",
        "9001年3月5日",
        "（此件公开发布）",
        "附件",
    ]
    lines = [HEAD[0], *letter, "9001年任务", "一、甲", "（一）事。做。"]
    notice = draft_notice(lines, notice_id="9001", series="yunyu")
    assert notice.annex_title == "9001年任务" and notice.letter[-1].text == "附件"
    assert (notice.identity.issuer, notice.identity.issued) == ("云屿国规划院", "9001-03-05")


def test_a_signed_letter_above_the_sections() -> None:
    """Where no annex has a title, what stands above the sections is the letter, and reads back."""
    letter = ["屿规〔9001〕3号", "各岛：", "现印发给你们。", "云屿国规划院", "9001年3月5日"]
    lines = ["云屿国规划院关于印发任务的通知", *letter, "一、甲", "（一）事。做。"]
    notice = draft_notice(lines, notice_id="9001", series="yunyu")
    again, problems = parse_notice(
        print_notice(notice), notice_id="9001", series="yunyu", path="notice.md"
    )
    assert [p.text for p in notice.letter] == letter and notice.identity.issued == "9001-03-05"
    assert (again, problems) == (notice, ())
