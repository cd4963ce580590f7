"""Notices from Markdown and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers.structure import draft_notice
from generator.importers.unwrapping import paragraphs_of
from generator.model.content import Content
from generator.model.ids import TaskId
from generator.model.notice import Clause, Identity, Notice, Paragraph, Section, Sentence, Task
from generator.notice.markdown import parse_notice, print_notice
from generator.notice.normal_text import normal_text, task_text
from generator.text.characters import drop_spaces, squeeze
from generator.text.numerals import format_numeral
from site_tests.conftest import ROOT

FOLDER = ROOT / "content/notices/2020"
WORDS = st.text(alphabet="建设城市，；、#>*\\-“”（）3", min_size=1, max_size=12).filter(
    lambda t: t != "***"
)


def parse(text: str) -> tuple[Notice, list[str]]:
    notice, problems = parse_notice(text, notice_id="9001", series="x", path="notice.md")
    return notice, [f"{p.line}: {p.message}" for p in problems]


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    """Invented notices in every shape that the format has."""

    def paragraphs(least: int, clause: bool) -> tuple[Paragraph, ...]:
        groups = draw(st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=least, max_size=2))
        count, clauses, made = 0, 0, []
        for group in groups:
            parts: list[Sentence | Clause] = []
            for word in group:
                count += 1
                parts.append(Sentence(id=f"s{count}", text=f"{word}。"))
            if clause and draw(st.booleans()):
                clauses += 1
                anchor = "r" if clauses == 1 else f"r{clauses}"
                parts.append(Clause(id=anchor, text="（甲部、乙局等负责）"))
            made.append(Paragraph(parts=tuple(parts)))
        return tuple(made)

    number, sections = 0, []
    for place in range(1, draw(st.integers(1, 3)) + 1):
        tasks = []
        for _ in range(draw(st.integers(1, 2))):
            number += 1
            tasks.append(
                Task(
                    id=TaskId("9001", number),
                    label=f"（{format_numeral(number)}）",
                    heading=f"办{draw(WORDS)}事",
                    heading_end=draw(st.sampled_from(["。", ""])),
                    paragraphs=paragraphs(1, clause=True),
                )
            )
        sections.append(
            Section(
                number=place,
                label=f"{format_numeral(place)}、",
                heading=f"第{draw(WORDS)}部",
                intro=paragraphs(0, clause=False),
                tasks=tuple(tasks),
            )
        )
    return Notice(
        id="9001",
        series="x",
        identity=Identity(title="题", number=None, issuer=None, issued=None, addressees=None),
        letter=paragraphs(1, clause=False),
        annex_title="附",
        preamble=paragraphs(0, clause=False),
        sections=tuple(sections),
        closing=paragraphs(0, clause=False),
    )


@given(notices())
def test_parsing_a_printed_notice_gives_it_back(notice: Notice) -> None:
    """parse ∘ print is the identity, and nothing is a Problem."""
    parsed, problems = parse(print_notice(notice))
    assert (parsed, problems) == (notice, [])


def test_shipped_notice_prints_as_it_stands(content: Content) -> None:
    """print ∘ parse is the identity on the file that ships."""
    body = (FOLDER / "notice.md").read_text("utf-8").split("---\n\n", 1)[1]
    assert print_notice(content.notices[0].notice) == body


def test_every_character_of_the_source(content: Content) -> None:
    """The notice is the source's characters in order: only white space differs."""
    notice = content.notices[0].notice
    source = (FOLDER / "original.txt").read_text("utf-8")
    assert squeeze(normal_text(notice)) == squeeze(source)


def test_all_tasks_together_are_the_source(content: Content) -> None:
    """28 tasks, section headings and introductions between them: nothing added, nothing lost."""
    notice = content.notices[0].notice
    source = squeeze((FOLDER / "original.txt").read_text("utf-8"))
    pieces = []
    for section in notice.sections[1:]:
        pieces += [section.label, section.heading, *(p.text for p in section.intro)]
        pieces += map(task_text, section.tasks)
    assert len(notice.tasks) == 28
    assert squeeze("".join(pieces)) == source[source.index("二、提高农业转移人口市民化质量") :]


def test_the_draft_of_the_source_is_the_shipped_notice(content: Content) -> None:
    """Cleaning and cutting the original gives the notice that ships."""
    raw = (FOLDER / "original.txt").read_text("utf-8")
    draft = draft_notice(
        tuple(map(drop_spaces, paragraphs_of(raw))), notice_id="2020", series="urbanization"
    )
    assert draft == content.notices[0].notice


def test_identity(content: Content) -> None:
    """Number, issuer and date are read from the letter."""
    identity = content.notices[0].notice.identity
    assert identity.number == "发改规划〔2020〕532号"
    assert (identity.issuer, identity.issued) == ("国家发展改革委", "2020-04-03")
    assert identity.addressees and identity.addressees.endswith("中国农业发展银行")


def test_a_broken_notice_has_exactly_these_problems() -> None:
    """Every Problem is found, each with its line, and reading goes on."""
    text = (
        "# 题\n\n甲 2 市。\n\n## 一、甲\n\n### （一）事。\n\n做。\n> 甲部负责\n\n"
        "### （三）事。\n\n ​做。\n\n## 三、乙\n\n### （三）空。\n"
    )
    _, problems = parse(text)
    assert problems == [
        "3: space between Chinese and a digit",
        "10: a clause without its brackets",
        "12: task begins '（三）事。', not （二）",
        "14: character U+200B has no place in a text",
        "14: white space at the beginning or end of a line",
        "16: section begins '三、乙', not '二、'",
        "18: a task without text",
    ]


def test_a_text_without_anything() -> None:
    """An empty file is a Problem, not a crash."""
    assert parse("")[1] == ["0: a notice without tasks", "0: no title before the text"]


@pytest.mark.parametrize(
    "day", ["9004年13月3日", "9004年2月30日", "9003年2月29日", "9004年0月1日", "9004年4月0日"]
)
def test_a_day_that_there_is_not(day: str) -> None:
    """A signature with a day of no calendar is a Problem at its line."""
    text = "# 题\n\n各岛：\n\n云屿国规划院{}\n\n# 附\n\n## 一、甲\n\n### （一）事。\n\n做。\n"
    assert parse(text.format(day))[1] == [f"5: there is no day {day}"]
    assert parse(text.format("9004年2月29日"))[1] == []
