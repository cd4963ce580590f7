"""Words: those of jieba's dictionary, and nothing of a text is lost in cutting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.words import CUTTER, cut_words


@pytest.mark.parametrize(
    "words",
    [
        "全面 取消 城区 常住人口 300 万 以下 的 城市 落户 限制",
        "推动 农业 转移 人口 和 其他 常住人口 在城镇 落户",
        "（ 甲 省 教育厅 、 乙 厅 等 按 职责 分工负责 ）",
        "2 . 5 亿 和 30 % ， a - b",
        "結 婚 的 和 尚未 結 婚 的",
    ],
)
def test_words_are_the_dictionarys(words: str) -> None:
    """Words are those of jieba's dictionary; a name that it does not have is cut, never guessed."""
    assert " ".join(cut_words(words.replace(" ", ""))) == words


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_words_joined_are_the_text(text: str) -> None:
    """Every character stands in exactly one word, in order; no word is empty."""
    words = cut_words(text)
    assert "".join(words) == text and all(words)


def test_the_cutter_is_stated() -> None:
    """What is said of how comparisons are made names the library and its version."""
    assert CUTTER == "rjieba 0.2.2, HMM off"
