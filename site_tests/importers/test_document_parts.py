"""The head of an official document, its contents and its imprint are read as what they are."""

import pytest

from generator.importers.cleaning import clean
from generator.importers.sources import Extract
from generator.text.characters import squeeze

TITLE = "云屿国规划院关于印发《9001年渡运重点任务》的通知"
NUMBER = "屿规〔9001〕3号"
LETTER = ["各岛规划所：", "现印发给你们，请认真贯彻执行。", "云屿国规划院", "9001年3月5日"]
BODY = [
    "9001年渡运重点任务",
    "提出以下任务。",
    "一、提高便利度",
    "（一）放开登岸。全面放开。（甲部负责）",
]
BODY += ["二、优化布局", "（二）建设码头。新建码头20座。（乙部负责）"]


def cleaned(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """The paragraphs, and what was taken away with the word for it; nothing is lost."""
    made = clean(Extract(layout="main-text", lines=tuple(lines), raw=""))
    taken = "".join((*made.paragraphs, *(d.text for d in made.removed)))
    assert sorted(squeeze(taken)) == sorted(squeeze("".join(lines)))
    return list(made.paragraphs), {d.text: d.why for d in made.removed}


HEADS = {
    "份号": ["000012", "№000012"],
    "密级": ["机密★1年", "内部资料 注意保存", "秘密"],
    "紧急程度": ["特急", "特 急", "加急"],
    "发文机关标志": ["云屿国规划院文件", "云屿国 规划院 文件", "云屿国规划院（函）"],
    "签发人": ["签发人：王某", "签发人： 王某  李某"],
    "公开方式": ["信息公开选项：主动公开"],
    "分隔线": ["★", "————————"],
}


@pytest.mark.parametrize(
    ("part", "line"), [(part, line) for part, lines in HEADS.items() for line in lines]
)
def test_a_part_of_the_head(part: str, line: str) -> None:
    """It is taken away by its name, and the title is the title."""
    paragraphs, taken = cleaned([line, TITLE, NUMBER, *LETTER, *BODY])
    assert paragraphs == [TITLE, NUMBER, *LETTER, *BODY] and taken == {line: part}


def test_a_whole_head() -> None:
    """The number, which stands before the title, is set behind it; who signed is told."""
    head = ["000012", "机密★1年", "特急", "云屿国规划院文件", f"{NUMBER}　　签发人：王某", "★"]
    paragraphs, taken = cleaned([*head, TITLE, *LETTER, *BODY])
    assert paragraphs == [TITLE, NUMBER, *LETTER, *BODY]
    assert [*taken.values()] == ["份号", "密级", "紧急程度", "发文机关标志", "签发人", "分隔线"]


@pytest.mark.parametrize(
    "head",
    [
        ["云屿国规划院", "云屿国渡津部　文件", "云屿国贝壳银行"],
        ["云屿国规划院　　云屿国渡津部", "文　件"],
        ["云 屿 国 规 划 院", "云 屿 国 渡 津 部", "文件"],
    ],
)
def test_a_head_of_several_issuers(head: list[str]) -> None:
    """Their names, however they are spaced around 文件, are the red head and no title."""
    title = f"云屿国规划院 云屿国渡津部 云屿国贝壳银行{TITLE[6:]}"
    paragraphs, taken = cleaned([*head, NUMBER, title, *LETTER, *BODY])
    assert paragraphs == [title, NUMBER, *LETTER, *BODY]
    assert taken == dict.fromkeys(head, "发文机关标志")


def test_a_title_in_two_lines_moves_nothing() -> None:
    """Where the title is not known for sure, all stays in its order."""
    lines = ["云屿国规划院关于印发《9001年", "渡运重点任务》的通知", NUMBER, *LETTER, *BODY]
    assert cleaned(lines)[0] == lines


CONTENTS = {
    "with pages": ["目　录", "一、提高便利度 2", "二、优化布局……3"],
    "with leaders": [
        "目录",
        "一、提高便利度........（1）",
        "（一）放开登岸····2",
        "二、优化布局 3",
    ],
    "without a heading": ["一、提高便利度2", "（一）放开登岸2", "二、优化布局3"],
    "links": ["目录", "一、提高便利度", "二、优化布局"],
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_table_of_contents(name: str) -> None:
    """Headings in a row that all come again are left out, each by name."""
    contents = CONTENTS[name]
    paragraphs, taken = cleaned([TITLE, NUMBER, *LETTER, BODY[0], *contents, *BODY[1:]])
    assert paragraphs == [TITLE, NUMBER, *LETTER, *BODY]
    assert len(taken) == len(contents) and {*taken.values()} == {"a table of contents"}


IMPRINTS = [
    ["抄送：各岛议会，贝壳银行。", "云屿国规划院办公室 9001年3月6日印发"],
    [
        "抄送：各岛议会，",
        "贝壳银行，灯塔总署。",
        "云屿国规划院办公室　　9001年3月6日印发",
        "共印50份",
    ],
    ["主题词：渡运 任务 通知", "抄送：各岛议会。"],
    ["抄报：国务会。", "分送：各岛。", "云屿国规划院 9001年3月6日 印发", "校对：王某"],
    ["信息公开选项：主动公开", "抄送：各岛议会。"],
]


@pytest.mark.parametrize("lines", IMPRINTS)
def test_an_imprint(lines: list[str]) -> None:
    """What stands behind the last task is no task's text."""
    paragraphs, taken = cleaned([TITLE, NUMBER, *LETTER, *BODY, *lines])
    assert paragraphs == [TITLE, NUMBER, *LETTER, *BODY] and [*taken] != []


def test_a_page_of_news() -> None:
    """What a page says before the title and behind the document is left out by name."""
    front = ["渡口新闻网 首页", "规划院印发任务", "9001-03-20 来源：渡口报", "记者获悉，全文如下。"]
    end = ["（责任编辑：渡生）", "相关阅读 邮亭里的书", "分享到"]
    paragraphs, taken = cleaned([*front, TITLE, NUMBER, *LETTER, *BODY, *end])
    assert paragraphs == [TITLE, NUMBER, *LETTER, *BODY]
    assert sorted(taken) == sorted([*front, *end])


def test_a_text_that_is_none_of_this() -> None:
    """A notice's own lines stay, whatever words they have."""
    more = ["三、强化保障", "（三）报送进展。各地按月报送。", "抄送工作由办公室负责。"]
    lines = [TITLE, NUMBER, *LETTER, *BODY, *more]
    assert cleaned(lines) == (lines, {})


JOINT = {
    "in one line": ["云屿国规划院　渡津部　灯塔总署"],
    "one below the other": ["云屿国规划院", "渡 津 部", "灯塔总署"],
    "in two lines": ["云屿国规划院　渡津部", "灯塔总署"],
}


@pytest.mark.parametrize("red", [[], ["云屿国规划院", "渡　津　部文件", "灯塔总署", NUMBER]])
@pytest.mark.parametrize("issuers", JOINT.values(), ids=JOINT)
def test_a_joint_notice(issuers: list[str], red: list[str]) -> None:
    """The issuers above 关于 are the title's; those of the red head, above the number, are not."""
    rest = "关于印发《9001年渡运重点任务》的通知"
    behind = [] if red else [NUMBER]
    paragraphs, taken = cleaned([*red, *issuers, rest, *behind, *LETTER, *BODY])
    assert squeeze(paragraphs[0]) == squeeze("".join(issuers) + rest)
    assert paragraphs[1:] == [NUMBER, *LETTER, *BODY]
    assert set(taken.values()) == ({"发文机关标志"} if red else set())
