"""Normal form and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.characters import drop_spaces, split_sentences, squeeze

TEXT = st.text(alphabet="一二公安。！？，“”（）《》 1a", max_size=40)


@given(TEXT)
def test_sentences_join_to_the_text(text: str) -> None:
    """Cutting into sentences neither adds nor loses a character."""
    assert "".join(split_sentences(text)) == text


@given(TEXT)
def test_dropping_spaces_loses_nothing_else(text: str) -> None:
    """Only white space goes, and a second time nothing does."""
    assert squeeze(drop_spaces(text)) == squeeze(text)
    assert drop_spaces(drop_spaces(text)) == drop_spaces(text)


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("〔2020〕532 号", "〔2020〕532号"),
        ("实现 1 亿", "实现1亿"),
        ("《2020 年", "《2020年"),
        ("办公厅 国务院办公厅", "办公厅 国务院办公厅"),
        ("5 G and 3 a", "5 G and 3 a"),
    ],
)
def test_spaces(raw: str, normal: str) -> None:
    """Spaces between Chinese and digits go; the source's own stay."""
    assert drop_spaces(raw) == normal


def test_no_cut_in_brackets_or_quotes() -> None:
    """A full stop inside brackets or quotation marks ends no sentence."""
    assert split_sentences("他说“好。做。”再做。（见上。）完") == (
        "他说“好。做。”再做。",
        "（见上。）完",
    )
