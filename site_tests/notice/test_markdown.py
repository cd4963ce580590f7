"""Notices from Markdown and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers.structure import draft_notice
from generator.importers.unwrapping import paragraphs_of
from generator.model.content import Content
from generator.model.ids import TaskId
from generator.model.notice import Clause, Identity, Notice, Paragraph, Section, Sentence, Task
from generator.notice.markdown import parse_notice, print_notice, text_lines
from generator.notice.normal_text import normal_text
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
        pieces += (task.text for task in section.tasks)
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
        "### （三）事。\n\n ​做。\n\n## 三、乙\n\n### （三）空\n"
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


BROKEN = {
    "no title": (
        "甲。\n\n## 一、甲\n\n### （一）事。\n\n做。\n",
        [
            (1, "no title before the text", "begin with a line '# ' and the notice's title"),
        ],
    ),
    "a title late": (
        "甲。\n\n# 题\n\n## 一、甲\n\n### （一）事。\n\n做。\n",
        [
            (1, "no title before the text", "begin with a line '# ' and the notice's title"),
        ],
    ),
    "three titles": (
        "# 题\n\n# 附\n\n# 三\n\n## 一、甲\n\n### （一）事。\n\n做。\n",
        [
            (
                5,
                "a title too many",
                "at most two: the notice's and its annex's, before the sections",
            ),
        ],
    ),
    "a title behind a section": (
        "# 题\n\n## 一、甲\n\n### （一）事。\n\n# 附\n\n做。\n",
        [
            (
                7,
                "a title too many",
                "at most two: the notice's and its annex's, before the sections",
            ),
        ],
    ),
    "two before and one behind": (
        "# 题\n\n# 附\n\n## 一、甲\n\n### （一）事。\n\n做。\n\n# 尾\n",
        [
            (
                11,
                "a title too many",
                "at most two: the notice's and its annex's, before the sections",
            ),
        ],
    ),
    "deep heading": (
        "# 题\n\n## 一、甲\n\n#### 深\n\n### （一）事。\n\n做。\n\n###### 深\n",
        [
            (
                5,
                "a heading of a kind that has no place here",
                "sections begin with '## ', tasks with '### '",
            ),
            (
                11,
                "a heading of a kind that has no place here",
                "sections begin with '## ', tasks with '### '",
            ),
        ],
    ),
    "behind the divider": (
        "# 题\n\n## 一、甲\n\n### （一）事。\n\n做。\n\n***\n\n甲。\n\n### （二）事。\n\n***\n\n## 二、乙\n",
        [
            (
                13,
                "'###' behind the divider",
                "only the last task is followed by '***' and what comes behind it",
            ),
            (
                15,
                "'***' behind the divider",
                "only the last task is followed by '***' and what comes behind it",
            ),
            (
                17,
                "'##' behind the divider",
                "only the last task is followed by '***' and what comes behind it",
            ),
        ],
    ),
    "task before first section": (
        "# 题\n\n### （一）事。\n\n做。\n\n## 一、甲\n\n### （一）事。\n\n做。\n",
        [
            (3, "a task before the first section", "put a '## ' line before it"),
        ],
    ),
    "no tasks": (
        "# 题\n\n## 一、甲\n\n做。\n",
        [
            (0, "a notice without tasks", "tasks begin with '### （一）'"),
        ],
    ),
    "sections wrong": (
        "# 题\n\n## 甲\n\n### （一）事。\n\n做。\n\n## 三、乙丙丁\n\n### （二）事。\n\n做。\n",
        [
            (3, "section begins '甲', not '一、'", "sections count 一、二、三、 without a gap"),
            (
                9,
                "section begins '三、乙丙', not '二、'",
                "sections count 一、二、三、 without a gap",
            ),
        ],
    ),
    "tasks wrong": (
        "# 题\n\n## 一、甲\n\n### 事。\n\n做。\n\n### （三）事。做什么。\n\n做。\n\n"
        "### （三）事\n\n### (四)事：\n\n做。\n",
        [
            (
                5,
                "task begins '事。', not （一）",
                "tasks count （一）（二）（三） through the whole notice without a gap",
            ),
            (
                9,
                "task begins '（三）事。做', not （二）",
                "tasks count （一）（二）（三） through the whole notice without a gap",
            ),
            (13, "a task without text", "give its sentences below the heading"),
        ],
    ),
    "clause": (
        "# 题\n\n## 一、甲\n\n### （一）事。\n\n做。\n"
        "> 甲负责\n> （甲负责\n> 〔甲〕\n> [甲]。\n> (甲)；\n> （甲〕\n",
        [
            (8, "a clause without its brackets", "after '> ' comes （…） as the source prints it"),
            (9, "a clause without its brackets", "after '> ' comes （…） as the source prints it"),
            (13, "a clause without its brackets", "after '> ' comes （…） as the source prints it"),
        ],
    ),
    "characters": (
        "# 题 \n\n## 一、 甲\n\n### （一）事。\n\n做\u200b。\n 做。\n甲 2 乙\n> （甲） \n",
        [
            (1, "white space at the beginning or end of a line", "take it away"),
            (
                7,
                "character U+200B has no place in a text",
                "compare the place with the source and put in what stands there",
            ),
            (8, "white space at the beginning or end of a line", "take it away"),
            (9, "space between Chinese and a digit", "the normal text has none: take it away"),
            (10, "a clause without its brackets", "after '> ' comes （…） as the source prints it"),
            (10, "white space at the beginning or end of a line", "take it away"),
        ],
    ),
    "day": (
        "# 题\n\n各岛：\n\n## 一、甲\n\n### （一）事。\n\n做。\n\n***\n\n云屿国规划院\n9004年2月30日\n",
        [
            (14, "there is no day 9004年2月30日", "compare the signature with the source"),
        ],
    ),
    "order": (
        "甲 2。\n\n## 二、甲\n\n### （二）事。\n\n做。\n",
        [
            (1, "no title before the text", "begin with a line '# ' and the notice's title"),
            (1, "space between Chinese and a digit", "the normal text has none: take it away"),
            (3, "section begins '二、甲', not '一、'", "sections count 一、二、三、 without a gap"),
            (
                5,
                "task begins '（二）事。', not （一）",
                "tasks count （一）（二）（三） through the whole notice without a gap",
            ),
        ],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_with_a_notice(name: str) -> None:
    """Each kind of mistake gives its Problems, in order, with line, message and hint; no others."""
    text, wanted = BROKEN[name]
    _, problems = parse_notice(text, notice_id="9001", series="x", path="notice.md")
    assert [(p.line, p.message, p.hint) for p in problems] == wanted
    assert {p.path for p in problems} == {"notice.md"}
    _, later = parse_notice(text, notice_id="9001", series="x", path="notice.md", first_line=10)
    assert [p.line for p in later] == [line + 9 if line else 0 for line, _, _ in wanted]


WHOLE = """# 题

屿规〔9001〕1号

各岛：

请落实。

云屿国规划院
9001年2月3日

# 附

9001年是头一年。
现提出任务。

## 一、甲

先说一句。

### （一）修灯塔。

修。
> （甲部负责）

再修。
> （乙部负责）

### （二）管码头

管。

## 二、乙

### （三）种稻：

\\# 种。
\\> 收。

***

完。
"""


def texts(paragraphs: tuple[Paragraph, ...]) -> list[list[str]]:
    return [[f"{part.id}:{part.text}@{part.line}" for part in p.parts] for p in paragraphs]


def test_every_part_of_a_notice_has_its_place() -> None:
    """Letter, annex, preamble, sections, tasks, closing: texts, anchors, labels and lines."""
    notice, problems = parse(WHOLE)
    assert problems == [] and (notice.id, notice.series) == ("9001", "x")
    assert texts(notice.letter) == [
        ["s1:屿规〔9001〕1号@3"],
        ["s2:各岛：@5"],
        ["s3:请落实。@7"],
        ["s4:云屿国规划院@9", "s5:9001年2月3日@10"],
    ]
    identity = notice.identity
    assert (identity.title, identity.number, identity.issued) == (
        "题",
        "屿规〔9001〕1号",
        "9001-02-03",
    )
    assert (notice.annex_title, texts(notice.preamble)) == (
        "附",
        [["s1:9001年是头一年。@14", "s2:现提出任务。@15"]],
    )
    one, two = notice.sections
    assert (one.number, one.label, one.heading, one.line) == (1, "一、", "甲", 17)
    assert (two.number, two.label, two.heading, two.line) == (2, "二、", "乙", 33)
    assert (texts(one.intro), texts(two.intro)) == ([["s1:先说一句。@19"]], [])
    said = [(str(t.id), t.label, t.heading, t.heading_end, t.line) for t in notice.tasks]
    assert said == [
        ("9001-01", "（一）", "修灯塔", "。", 21),
        ("9001-02", "（二）", "管码头", "", 29),
        ("9001-03", "（三）", "种稻", "：", 35),
    ]
    assert texts(notice.tasks[0].paragraphs) == [
        ["s1:修。@23", "r:（甲部负责）@24"],
        ["s2:再修。@26", "r2:（乙部负责）@27"],
    ]
    assert texts(notice.tasks[2].paragraphs) == [["s1:# 种。@37", "s2:> 收。@38"]]
    assert texts(notice.closing) == [["s1:完。@42"]]
    assert print_notice(notice) == WHOLE


@pytest.mark.parametrize(
    ("head", "letter", "preamble"),
    [
        ("各岛：\n\n请落实。", ["各岛："], ["请落实。"]),
        ("一号\n\n各岛：\n\n有事：\n\n做。", ["一号", "各岛："], ["有事：", "做。"]),
        ("请落实。\n\n做。", [], ["请落实。", "做。"]),
        ("甲：\n乙。\n\n丙。", [], ["甲：乙。", "丙。"]),
        ("", [], []),
        ("各岛：", ["各岛："], []),
    ],
)
def test_a_letter_without_an_annex(head: str, letter: list[str], preamble: list[str]) -> None:
    """It goes as far as the addressees, who end with a colon; what follows is the preamble."""
    text = "# 题\n\n" + (head + "\n\n" if head else "") + "## 一、甲\n\n### （一）事。\n\n做。\n"
    notice, problems = parse(text)
    assert (problems, notice.annex_title) == ([], None)
    assert [p.text for p in notice.letter] == letter
    assert [p.text for p in notice.preamble] == preamble
    assert print_notice(notice) == text


def test_a_notice_that_is_wrong_is_read_as_far_as_it_goes() -> None:
    """Headings that cannot be read are kept whole, and the tasks after them keep counting."""
    notice, _ = parse("# 题\n\n## 甲\n\n### 事。\n\n做。\n\n### （七）其他。\n\n做。\n\n## 乙\n")
    assert [(s.label, s.heading) for s in notice.sections] == [("一、", "甲"), ("二、", "乙")]
    said = [(str(t.id), t.label, t.heading, t.heading_end) for t in notice.tasks]
    assert said == [("9001-01", "", "事。", ""), ("9001-02", "（七）", "其他", "。")]
    assert parse("做。\n")[0].identity.title == ""


def test_no_line_is_lost() -> None:
    """Whatever stands close together or at the very end is read, and what is misplaced is left out."""
    close = (
        "# 题\n甲。\n## 一、甲\n乙。\n### （一）事。\n做。\n> （甲部负责）\n### （二）事。\n干。"
    )
    notice, problems = parse(close)
    assert problems == [] and [p.text for p in notice.preamble] == ["甲。"]
    assert [p.text for p in notice.sections[0].intro] == ["乙。"]
    found = ["".join(p.text for p in task.paragraphs) for task in notice.tasks]
    assert found == ["做。（甲部负责）", "干。"]
    empty = "# 题\n\n## 一、甲\n\n### （一）事。\n\n做。\n> \n"
    assert parse(empty)[1] == ["8: a clause without its brackets"]
    bare = "# 题\n## 一、甲\n### （一）事\n### （二）事：\n"
    assert parse(bare)[1] == ["3: a task without text", "4: a task without text"]
    late = parse(BROKEN["a title behind a section"][0])[0]
    assert late.annex_title is None
    assert [p.text for p in parse(BROKEN["behind the divider"][0])[0].closing] == ["甲。"]


def test_a_sentence_that_looks_like_a_divider() -> None:
    """It is printed with a backslash, and read as the sentence that it is."""
    text = "# 题\n\n## 一、甲\n\n### （一）事。\n\n\\***\n"
    notice, problems = parse(text)
    assert problems == [] and notice.tasks[0].sentences[0].text == "***"
    assert print_notice(notice) == text


def test_the_lines_of_a_file() -> None:
    """Number, mark and content of every line; an escaped mark is none."""
    text = "# 题\n\n> 条\n\\> 文\n***\n**** 文\n#文\n\\\\文\n> \\条"
    assert list(text_lines(text, 5)) == [
        (5, "# ", "题"),
        (6, "", ""),
        (7, "> ", "条"),
        (8, "", "> 文"),
        (9, "***", ""),
        (10, "", "**** 文"),
        (11, "", "#文"),
        (12, "", "\\文"),
        (13, "> ", "\\条"),
    ]
    assert next(text_lines("甲"))[0] == 1
    assert [mark for _, mark, _ in text_lines("###### 甲\n####### 乙\n## 丙")] == [
        "###### ",
        "",
        "## ",
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


NUMBERED = {
    "anew in each section": (
        "## 一、甲\n\n### （一）事。\n\n做。\n\n### （二）事。\n\n做。\n\n"
        "## 二、乙\n\n### （一）事。\n\n做。\n",
        ["9001-01-01", "9001-01-02", "9001-02-01"],
    ),
    "anew, and sections without tasks": (
        "## 一、甲\n\n甲。\n\n## 二、乙\n\n### （一）事。\n\n做。\n\n## 三、丙\n\n### （一）事。\n\n做。\n",
        ["9001-02-01", "9001-03-01"],
    ),
    "through": (
        "## 一、甲\n\n### （一）事。\n\n做。\n\n## 二、乙\n\n### （二）事。\n\n做。\n",
        ["9001-01", "9001-02"],
    ),
    "with a point": (
        "## 一、甲\n\n### 1.事。\n\n做。\n\n### 2.事。\n\n做。\n",
        ["9001-01", "9001-02"],
    ),
    "without sections": (
        "### 一、事。\n\n做。\n\n### 二、支持甲县恢复生产。\n",
        ["9001-01", "9001-02"],
    ),
}


@pytest.mark.parametrize("name", NUMBERED)
def test_ways_to_number_tasks(name: str) -> None:
    """Each has its ids, and printing what was parsed gives the same text."""
    body, ids = NUMBERED[name]
    text = f"# 题\n\n{body}"
    notice, problems = parse(text)
    assert problems == [] and [str(task.id) for task in notice.tasks] == ids
    assert print_notice(notice) == text
    assert [TaskId.parse(str(task.id)) for task in notice.tasks] == [t.id for t in notice.tasks]


@pytest.mark.parametrize(
    "labels",
    [
        ("（一）", "（三）", "（一）"),
        ("（一）", "（二）", "（四）"),
        ("（一）", "2.", "（一）"),
        ("（一）", "（二）", "（二）"),
        ("1.", "2.", "4."),
    ],
)
def test_a_gap_is_told_however_tasks_are_numbered(labels: tuple[str, str, str]) -> None:
    """A number that is missing, doubled or of another style is a Problem."""
    one, two, three = (f"### {label}事。\n\n做。\n\n" for label in labels)
    assert parse(f"# 题\n\n## 一、甲\n\n{one}{two}## 二、乙\n\n{three}")[1] != []


@pytest.mark.parametrize(
    ("section", "label", "number"),
    [
        ("## 一、甲", "（1）", 1),
        ("## （一）甲", "1.", 1),
        ("", "任务一：", 1),
        ("## 一、甲", "重点任务１、", 1),
        ("## 一、甲", "１．", 1),
    ],
)
def test_other_numbers_of_tasks(section: str, label: str, number: int) -> None:
    """Each way in which offices number their tasks is read back and printed as it was."""
    text = f"# 题\n\n{section}\n\n### {label}事。\n\n做。\n".replace("\n\n\n\n", "\n\n")
    notice, problems = parse(text)
    assert problems == []
    assert [(task.label, task.id.number, task.heading) for task in notice.tasks] == [
        (label, number, "事")
    ]
    assert print_notice(notice) == text


def test_sections_are_numbered_alike() -> None:
    """A second section of another form is a Problem at its line."""
    _, problems = parse(
        "# 题\n\n## 一、甲\n\n### （一）事。\n\n做。\n\n## （二）乙\n\n### （二）事。\n\n做。\n"
    )
    assert problems == ["9: section begins '（二）乙', not '二、'"]
