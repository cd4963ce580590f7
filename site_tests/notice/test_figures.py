"""Figures in sentences."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.content import Content
from generator.notice.figures import find_figures, find_spelled_figures

FOUND = {
    "督促城区常住人口300万以下城市": [("300万以下", "3000000", "", "以下")],
    "生活5年以上和举家迁徙": [("5年以上", "5", "年", "以上")],
    "耕地超过35公顷、其他土地超过70公顷": [
        ("超过35公顷", "35", "公顷", "超过"),
        ("超过70公顷", "70", "公顷", "超过"),
    ],
    "实现1亿非户籍人口落户": [("1亿", "100000000", "", "")],
    "城区人口100万—300万的城市": [("100万—300万", "1000000 3000000", "", "")],
    "培训300-500万人": [("300-500万人", "3000000 5000000", "人", "")],
    "提高1个百分点，达到24.1%": [
        ("1个百分点", "1", "个百分点", ""),
        ("达到24.1%", "24.1", "%", "达到"),
    ],
    "国家新型城镇化规划（2014-2020年）": [("2014-2020年", "2014 2020", "年", "")],
    "到2025年底前完成１００万户": [
        ("2025年底前", "2025", "年", ""),
        ("１００万户", "1000000", "户", ""),
    ],
}
NOT_FOUND = [
    "第二轮",
    "“十四五”规划",
    "Ⅱ型大城市",
    "改造一批",
    "发改规划〔2020〕532号",
    "5G网络",
    "第3批",
]


@pytest.mark.parametrize("sentence", FOUND)
def test_found(sentence: str) -> None:
    """Value, unit and bound of each figure."""
    figures = find_figures("s1", sentence)
    assert [(f.text, " ".join(f.values), f.unit, f.bound) for f in figures] == FOUND[sentence]


@pytest.mark.parametrize("sentence", NOT_FOUND)
def test_not_found(sentence: str) -> None:
    """Names, ordinals and document numbers are no figures."""
    assert find_figures("s1", sentence) == ()


FORMS = """
1,234人 = 1,234人 1234 人 quantity
12,345,678元 = 12,345,678元 12345678 元 quantity
１２，３４５户 = １２，３４５户 12345 户 quantity
1,2345元 = 2345元 2345 元 quantity
２４．１５％ = ２４．１５％ 24.15 ％ percent
24.15% = 24.15% 24.15 % percent
5.0倍 = 5.0倍 5 倍 quantity
300多万人 = 300多万人 3000000 人 quantity
14亿多人 = 14亿多人 1400000000 人 quantity
20余个 = 20余个 20 个 quantity
100万元至300万元 = 100万元至300万元 1000000,3000000 元 quantity
5天至8天 = 5天至8天 5,8 天 quantity
6个月 = 6个月 6 个月 quantity
1.50亿 = 1.50亿 150000000 - quantity
3万亿元 = 3万亿元 3000000000000 元 quantity
3 万亿元 = 3 万亿元 3000000000000 元 quantity
2万—3万亿元 = 2万—3万亿元 20000,3000000000000 元 quantity
5%-8% = 5%-8% 5,8 % percent
５％－８％ = ５％－８％ 5,8 ％ percent
5 — 8天 = 5 — 8天 5,8 天 quantity
5——8天 = 5——8天 5,8 天 quantity
5-8天 = 5-8天 5,8 天 quantity
5–8天 = 5–8天 5,8 天 quantity
5～8天 = 5～8天 5,8 天 quantity
5~8天 = 5~8天 5,8 天 quantity
5至8天 = 5至8天 5,8 天 quantity
5到8天 = 5到8天 5,8 天 quantity
2014-2020年 = 2014-2020年 2014,2020 年 year
2014年至2020年底 = 2014年至2020年底 2014,2020 年 year
2025年 = 2025年 2025 年 year
2025年底 = 2025年底 2025 年 year
2025年前 = 2025年前 2025 年 year
2014年以来 = 2014年 2014 年 year
2020年以前 = 2020年 2020 年 year
1500年以上 = 1500年以上 1500 年 quantity
1500年以下 = 1500年以下 1500 年 quantity
1500年以内 = 1500年以内 1500 年 quantity
2000年间 = 2000年 2000 年 quantity
有 5个灯塔 = 5个 5 个 quantity
有5个灯塔和礁石  = 5个 5 个 quantity
修5个灯塔A = 5个 5 个 quantity
超过35 筐 = 超过35 35 - quantity
35以上的 = 35以上 35 - quantity
"""


@pytest.mark.parametrize("form", [line for line in FORMS.splitlines() if line])
def test_forms_of_numbers(form: str) -> None:
    """Thousands, decimals, ranges, scales and years: text, values, unit (- for none), kind."""
    sentence, _, wanted = form.partition(" = ")
    text, values, unit, kind = wanted.rsplit(" ", 3)
    (figure,) = find_figures("s1", sentence)
    assert (figure.text, figure.values) == (text, tuple(values.split(",")))
    assert (figure.unit or "-", figure.kind.value) == (unit, kind)


def test_each_number_is_found_again() -> None:
    """Years and quantities behind each other, all of them, each of its own kind."""
    found = find_figures("s1", "2020年和2025年，35户和1亿，2026年底前5个")
    assert [(f.text, f.kind.value) for f in found] == [
        ("2020年", "year"),
        ("2025年", "year"),
        ("35户", "quantity"),
        ("1亿", "quantity"),
        ("2026年底前", "year"),
        ("5个", "quantity"),
    ]


UNITS = """
个百分点 百分点 平方公里 平方米 人次 公里 公顷 小时 分钟 个月 年 日 天 人 户 家 所 条 项 座 亩 元 米
类 倍 套 间 个
"""


@pytest.mark.parametrize("unit", UNITS.split())
def test_units(unit: str) -> None:
    """Every unit is read whole, and counts."""
    (figure,) = find_figures("s1", f"有35{unit}。")
    assert (figure.text, figure.unit, figure.values) == (f"35{unit}", unit, ("35",))


NO_UNITS = """
年均 年度 年鉴 日常 人口 人员 人才 人民 人均 户籍 户口 家庭 所有 所在 条件 项目 类型
类别 个别 个体 个人
"""


@pytest.mark.parametrize("word", NO_UNITS.split())
def test_words_that_begin_like_a_unit(word: str) -> None:
    """A unit that is part of another word counts nothing."""
    assert find_figures("s1", f"有35{word}。") == ()


BOUNDS = ["不低于", "不少于", "不超过", "不高于", "超过", "至少", "不到", "力争达到", "达到"]


@pytest.mark.parametrize("bound", [*BOUNDS, "以上", "以下", "以内", "左右"])
def test_bounds(bound: str) -> None:
    """A bound is kept as printed, before or behind the number."""
    text = f"{bound}35户" if bound in BOUNDS else f"35户{bound}"
    (figure,) = find_figures("s1", f"修灯塔{text}。")
    assert (figure.text, figure.bound) == (text, bound)


PARTS_OF_NAMES = "A5个 z5个 〔5个 [5个 ﹝5个 第5个 .5个 -5个 5个A 5个z 5个〕 5个] 5个﹞ 5万号 5万型"


@pytest.mark.parametrize("text", [*PARTS_OF_NAMES.split(), "共12筐", "12"])
def test_what_only_looks_like_a_figure(text: str) -> None:
    """A number in a name, or without unit, scale and bound, is none, wherever it stands."""
    assert find_figures("s1", text) == () and find_figures("s1", f"修灯塔{text}") == ()


@given(st.text(alphabet="0123万亿年%以上—-至 .,人第〔〕号超过", max_size=30))
def test_spans(text: str) -> None:
    """Figures are in order, do not overlap, and are what stands in the text."""
    figures = find_figures("s1", text)
    assert all(text[f.start : f.end] == f.text for f in figures)
    assert all(a.end <= b.start for a, b in itertools.pairwise(figures))


def test_all_figures_of_2020(content: Content) -> None:
    """The whole list, made by reading the notice."""
    found = [
        (str(task.id), place, figure.text)
        for task in content.notices[0].notice.tasks
        for place, text in [("h", task.heading), *((s.id, s.text) for s in task.sentences)]
        for figure in find_figures(place, text)
    ]
    assert found == [
        ("2020-01", "h", "300万以下"),
        ("2020-02", "h", "300万以上"),
        ("2020-02", "s1", "5年以上"),
        ("2020-20", "s3", "超过35公顷"),
        ("2020-20", "s3", "超过70公顷"),
    ]


@pytest.mark.parametrize(
    ("text", "figure", "bound"),
    [
        ("近200个渔村", "近200个", "近"),
        ("附近3个渔村", "3个", ""),
        ("最近3年", "3年", ""),
        ("约40%", "约40%", "约"),
        ("节约20%", "20%", ""),
        ("逾5000名渔民", "逾5000名", "逾"),
        ("300多万人以上", "300多万人以上", "多以上"),
        ("不得高于12米", "高于12米", "高于"),
        ("3年内建成", "3年内", "内"),
        ("3年内部整顿", "3年", ""),
        ("5天至8小时", "5天", ""),
        ("20名录用人员", None, None),
        ("12处理站", None, None),
    ],
)
def test_bounds_and_units(text: str, figure: str | None, bound: str | None) -> None:
    """Words of bounds count where they stand before or behind a number and begin no other word."""
    found = find_figures("s1", text)
    first = (found[0].text, found[0].bound) if found else (None, None)
    assert first == (figure, bound)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("市价七成，六成以上", [("七成", "7", "成", ""), ("六成以上", "6", "成", "以上")]),
        ("税率为百分之三", [("百分之三", "3", "%", "")]),
        ("一至两年轮修", [("一至两年", "1 2", "年", "")]),
        ("三年至五年", [("三年至五年", "3 5", "年", "")]),
        ("两年内，一年内", [("两年内", "2", "年", "内"), ("一年内", "1", "年", "内")]),
        ("一百二十里", [("一百二十里", "120", "里", "")]),
    ],
)
def test_spelled_figures(text: str, figures: list[tuple[str, str, str, str]]) -> None:
    """Chinese numerals that count something, with value, unit and bound."""
    found = find_spelled_figures("s1", text)
    assert [(f.text, " ".join(f.values), f.unit, f.bound) for f in found] == figures


@pytest.mark.parametrize(
    "text",
    [
        *("一批", "第二轮", "第三年", "三中全会", "十四五", "进一步", "一体化", "一船一档", "一个"),
        *(
            "三年行动",
            "九年义务教育",
            "三次产业",
            "四个全面",
            "千家万户",
            "三五年",
            "统一个案",
            "成立",
        ),
    ],
)
def test_spelled_words_are_no_figures(text: str) -> None:
    """Ordinals, names and articles count nothing."""
    assert find_spelled_figures("s1", text) == ()
