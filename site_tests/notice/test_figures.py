"""Figures in sentences."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.content import Content
from generator.notice.figures import find_figures

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
