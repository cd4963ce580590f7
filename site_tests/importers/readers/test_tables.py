"""Tables of tasks are written out row by row; what their columns are is told by their heads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.content.loading import load_frame
from generator.importers.drafting import Draft, draft
from generator.importers.readers.choosing import read_here
from generator.importers.readers.tables import Column, kind_of
from generator.importers.sources import RawSource
from generator.notice.agency_clauses import notice_parties
from site_tests.running import CORPUS
from site_tests.sources import page, zipped

REGISTRY = load_frame(CORPUS)[1]
TITLE = "云屿国规划院关于印发《9001年重点任务》的通知"
HEAD = [TITLE, "屿规〔9001〕3号", "各岛规划所：", "现印发给你们。", "云屿国规划院", "9001年4月5日"]
HEAD += ["9001年重点任务分工表"]
Rows = list[list[str]]


def as_html(rows: Rows) -> RawSource:
    body = "".join(f"<p>{line}</p>" for line in HEAD)
    table = "".join("<tr>" + "".join(map(_td, row)) + "</tr>" for row in rows)
    data = page("<title>x</title>", f"<div id='UCAP-CONTENT'>{body}<table>{table}</table></div>")
    return RawSource(name="a.html", data=data)


def _td(cell: str) -> str:
    text, _, rows = cell.partition("@")
    return f"<td rowspan='{rows or 1}'>{text.replace('/', '<br>')}</td>"


def as_docx(rows: Rows) -> RawSource:
    """The same as a Word document; a cell over several rows goes on in those below it."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(_p(line) for line in HEAD)
    table, going = "", {}
    for row in rows:
        cells, column, left = "", 0, list(row)
        while left or going.get(column):
            if going.get(column):
                going[column] -= 1
                cells += "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
            else:
                text, _, count = left.pop(0).partition("@")
                going[column] = int(count or 1) - 1
                merge = "<w:vMerge w:val='restart'/>" if count else ""
                paragraphs = "".join(map(_p, text.split("/")))
                cells += f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraphs}</w:tc>"
            column += 1
        table += f"<w:tr>{cells}</w:tr>"
    xml = f"<w:document xmlns:w='{name}'><w:body>{body}<w:tbl>{table}</w:tbl></w:body></w:document>"
    files = {"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()}
    return RawSource(name="a.docx", data=zipped(files))


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def as_text(rows: Rows) -> RawSource:
    lines = [*HEAD, *("\t".join(cell.replace("/", " ") for cell in row) for row in rows)]
    return RawSource(name="a.txt", data="\n".join(lines).encode())


def drafted(source: RawSource) -> Draft:
    made = draft(source, notice_id="9001", series="yunyu", registry=REGISTRY, read=read_here)
    assert made.problems == () and made.notice
    return made


def roles(made: Draft) -> list[dict[str, str]]:
    assert made.notice
    readings = notice_parties(made.notice, REGISTRY)
    return [
        {p.printed: str(p.role) for p in readings[task.id].parties} for task in made.notice.tasks
    ]


ROWS = [
    ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"],
    ["1", "修缮码头。先修东湾。", "渡津部", "规划院、云仓局", "6月底前"],
    ["2", "清理航道。", "渡津部", "市航道所/云仓局", "年底"],
]


@pytest.mark.parametrize("shape", [as_html, as_docx, as_text])
def test_columns_are_roles(shape) -> None:
    """A column's head says what the bodies below it do, also of two in a cell without a mark."""
    made = drafted(shape(ROWS))
    assert made.notice
    assert [task.label + task.heading for task in made.notice.tasks] == ["1.修缮码头", "2.清理航道"]
    assert roles(made) == [
        {"渡津部": "lead", "规划院": "support", "云仓局": "support"},
        {"渡津部": "lead", "市航道所": "support", "云仓局": "support"},
    ]
    readings = notice_parties(made.notice, REGISTRY).values()
    assert [reading.deadline for reading in readings] == ["6月底前", "年底"]
    assert made.notice.tasks[0].lines == (
        "1.修缮码头。先修东湾。",
        "牵头单位：渡津部",
        "配合单位：规划院、云仓局",
        "完成时限：6月底前",
    )
    step = "wrote the rows of a table as paragraphs, each cell with its column's head (2)"
    assert step in made.cleaned.steps
    assert [d.text for d in made.extract.dropped if "heads" in d.why] == ROWS[0]


@pytest.mark.parametrize("shape", [as_html, as_docx, as_text])
def test_heads_again(shape) -> None:
    """Heads that are printed again on the next page are no row."""
    made = drafted(shape([*ROWS[:2], ROWS[0], ROWS[2]]))
    assert roles(made) == roles(drafted(shape(ROWS)))
    assert "序号" not in "".join(made.cleaned.paragraphs)


@pytest.mark.parametrize("shape", [as_html, as_docx])
def test_merged_cells(shape) -> None:
    """A body whose cell goes over two rows answers for both."""
    rows = [
        ["序号", "任务", "责任单位"],
        ["1", "修缮码头。", "渡津部、规划院@2"],
        ["2", "清理航道。"],
    ]
    made = drafted(shape(rows))
    assert roles(made) == [{"渡津部": "responsible", "规划院": "responsible"}] * 2


@pytest.mark.parametrize("shape", [as_html, as_docx])
def test_a_number_over_several_rows(shape) -> None:
    """Rows below one number are one task, with the bodies of each."""
    rows = [["序号", "任务", "内容", "责任单位"], ["1@2", "修缮码头@2", "修东湾。", "渡津部"]]
    rows += [["修西湾。", "云仓局"], ["2", "清理航道", "每旬一次。", "规划院"]]
    made = drafted(shape(rows))
    assert made.notice
    assert [task.heading for task in made.notice.tasks] == ["修缮码头", "清理航道"]
    assert [list(found) for found in roles(made)] == [["渡津部", "云仓局"], ["规划院"]]
    assert "修西湾。" in made.notice.tasks[0].text


@pytest.mark.parametrize("shape", [as_html, as_docx, as_text])
def test_rows_of_a_section(shape) -> None:
    """A cell alone in its row is a heading over those that follow."""
    rows = [ROWS[0], ["一、东湾"], ROWS[1], ["二、西湾"], ROWS[2]]
    made = drafted(shape(rows))
    assert made.notice
    assert [section.heading for section in made.notice.sections] == ["东湾", "西湾"]
    assert [len(section.tasks) for section in made.notice.sections] == [1, 1]


@pytest.mark.parametrize("shape", [as_html, as_docx, as_text])
def test_rows_without_numbers(shape) -> None:
    """Rows that have no number are counted, which is a doubt: tasks need one."""
    made = drafted(shape([["任务", "内容", "责任单位"], ["修缮码头", "修东湾。", "渡津部"]]))
    assert made.notice and made.notice.tasks[0].lines[:2] == ("1.修缮码头", "修东湾。")
    assert any("a row of the table has no number" in doubt.message for doubt in made.doubts)


@pytest.mark.parametrize("shape", [as_html, as_docx])
def test_a_row_of_a_kind(shape) -> None:
    """What a row belongs to is a section where it is numbered so, else a doubt."""
    rows = [["类别", "序号", "任务", "责任单位"], ["东湾@2", "1", "修缮码头。", "渡津部"]]
    rows += [["2", "清理航道。", "规划院"]]
    made = drafted(shape(rows))
    assert any("belongs to '东湾'" in doubt.message for doubt in made.doubts)
    rows[1][0] = "一、东湾@2"
    made = drafted(shape(rows))
    assert made.notice and made.notice.sections[0].heading == "东湾"
    assert not any("belongs to" in doubt.message for doubt in made.doubts)


def test_other_tables_stay() -> None:
    """A table that is none of tasks gives the lines of its cells."""
    rows = [
        ["一、东湾"],
        ["（一）", "修缮码头。修东湾。（渡津部负责）"],
        ["岛名", "船数"],
        ["东岛", "三艘"],
    ]
    for shape in (as_html, as_docx):
        made = drafted(shape(rows))
        assert made.cleaned.paragraphs[-4:] == ("岛名", "船数", "东岛", "三艘")
        assert "（一）修缮码头。修东湾。（渡津部负责）" in made.cleaned.paragraphs


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("序 号", Column.NUMBER),
        ("重点任务", Column.TEXT),
        ("工作内容及要求", Column.TEXT),
        ("牵头部门", Column.DUTY),
        ("参与单位", Column.DUTY),
        ("责任人", Column.OTHER),
        ("时限要求", Column.TIME),
        ("完成时间", Column.TIME),
        ("类别", Column.CATEGORY),
        ("备注", Column.OTHER),
    ],
)
def test_heads(head: str, kind: Column) -> None:
    """A column is what its head says."""
    assert kind_of(head) is kind


@pytest.mark.parametrize("shape", [as_html, as_docx, as_text])
@pytest.mark.parametrize("labels", ["（一）（二）", "一、二、"])
def test_rows_of_a_section_numbered_otherwise(shape, labels: str) -> None:
    """Sections （一） above rows 1, and rows 一 below sections 一、: neither becomes the other."""
    first, second = labels[: len(labels) // 2], labels[len(labels) // 2 :]
    numbers = ("1", "2") if first[0] == "（" else ("一", "二")
    rows = [ROWS[0], [f"{first}东湾", "", "", "", ""], [numbers[0], *ROWS[1][1:]]]
    made = drafted(shape([*rows, [f"{second}西湾"], [numbers[1], *ROWS[2][1:]]]))
    assert made.notice
    assert [section.label for section in made.notice.sections] == [first, second]
    labelled = [task.label for task in made.notice.tasks]
    assert labelled == (["1.", "2."] if first[0] == "（" else ["（一）", "（二）"])
    assert roles(made) == roles(drafted(shape(ROWS)))


@pytest.mark.parametrize("shape", [as_html, as_docx])
def test_heads_in_two_rows(shape) -> None:
    """A head below another belongs to it; those over both rows stay."""
    rows = [
        ["序号@2", "任务", "责任单位@2", "完成时限@2"],
        ["名称"],
        ["1", "修缮码头。", "渡津部", "6月底前"],
    ]
    made = drafted(shape(rows))
    assert made.notice and made.notice.tasks[0].heading == "修缮码头"
    assert roles(made) == [{"渡津部": "responsible"}]
    assert [d.text for d in made.extract.dropped if "heads" in d.why] == [
        *("序号", "任务", "责任单位", "完成时限", "名称")
    ]


@pytest.mark.parametrize("shape", [as_html, as_docx])
def test_sections_in_a_column_of_tasks(shape) -> None:
    """一、 over several rows, in a column headed 任务, is the section of what stands beside it."""
    rows = [
        ["任务", "内容", "责任单位"],
        ["一、东湾@2", "1.修缮码头。", "渡津部"],
        ["2.清理航道。", "规划院"],
    ]
    made = drafted(shape(rows))
    assert made.notice and [s.heading for s in made.notice.sections] == ["东湾"]
    assert [task.heading for task in made.notice.tasks] == ["修缮码头", "清理航道"]


@pytest.mark.parametrize("shape", [as_html, as_docx])
def test_columns_that_nobody_knows(shape) -> None:
    """Their cells stand one below the other, which is told; a row's number is no foot of a page."""
    rows = [
        ["编码", "方向", "怎么干"],
        ["1", "修缮码头。", "先修东湾。"],
        ["2", "清理航道。", "每旬一次。"],
    ]
    made = drafted(shape(rows))
    assert any(d.message == "a table whose columns are not known, in '编码'" for d in made.doubts)
    assert made.notice and [t.label + t.heading for t in made.notice.tasks] == [
        "1.修缮码头",
        "2.清理航道",
    ]
    assert not any("feet" in step for step in made.cleaned.steps)


def test_cells_in_lines_of_their_own() -> None:
    """A page that begins each row and cell in a new line has the same tasks as one that does not."""
    source = as_html(ROWS)
    spaced = source.data.decode()
    for tag in ("<td", "<tr", "</tr", "</td", "</table"):
        spaced = spaced.replace(tag, f"\n\t\t{tag}")
    made = drafted(RawSource(name="a.html", data=spaced.encode()))
    assert made.cleaned.paragraphs == drafted(source).cleaned.paragraphs
    assert roles(made) == roles(drafted(source))


HEADS = ["序号", "重点任务", "牵头单位", "责任单位", "完成时限"]


@pytest.mark.parametrize("make", [as_html, as_docx])
@pytest.mark.parametrize("mark", ["—", "-", "——", "\uff0f"])
def test_a_cell_that_holds_nothing(make: Callable[[Rows], RawSource], mark: str) -> None:
    """A dash in a cell is nobody and no deadline; it is named among what was left out."""
    rows = [
        HEADS,
        ["1", "修缮码头。", "规划院", mark, mark],
        ["2", "修灯塔。", "渡津部", "规划院", "年底"],
    ]
    made = drafted(make(rows))
    assert made.notice and made.problems == ()
    (task, _) = made.notice.tasks
    assert [clause.text for clause in task.clauses] == ["牵头单位：规划院"]
    assert [d.text for d in made.extract.dropped if d.why == "the mark of an empty cell"] == [
        mark
    ] * 2


@pytest.mark.parametrize("make", [as_html, as_docx])
@pytest.mark.parametrize("said", ["同上", "同前", "〃"])
def test_a_cell_that_says_as_above(make: Callable[[Rows], RawSource], said: str) -> None:
    """Whom it means is nowhere guessed: the cell stays as it is, and is a doubt, deadlines too."""
    rows = [
        HEADS,
        ["1", "修缮码头。", "规划院", "渡津部", "年底"],
        ["2", "修灯塔。", "规划院", said, said],
    ]
    made = drafted(make(rows))
    told = [
        made.cleaned.paragraphs[d.line - 1] for d in made.doubts if "a cell that says" in d.message
    ]
    assert told == [f"责任单位：{said}", f"完成时限：{said}"]


@pytest.mark.parametrize("make", [as_html, as_docx])
def test_a_row_of_one_cell(make: Callable[[Rows], RawSource]) -> None:
    """A heading over the table's columns that has no number is a doubt where it stands."""
    rows = [HEADS, ["便利岛民"], ["1", "修缮码头。", "规划院", "渡津部", "年底"], ["守护航道"]]
    rows += [["2", "修灯塔。", "规划院", "渡津部", "年底"]]
    made = drafted(make(rows))
    told = [made.cleaned.paragraphs[d.line - 1] for d in made.doubts if "has one cell" in d.message]
    assert told == ["便利岛民", "守护航道"]
