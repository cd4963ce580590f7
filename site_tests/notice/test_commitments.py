"""The words that say how firmly a sentence binds: found as they stand, the strongest one told."""

import pytest

from generator.notice.commitments import COMMITMENTS, commitment_words, strongest


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("鼓励甲岛试点，取消登岸限制。", "取消"),
        ("全面取消登岸限制。", "全面取消"),
        ("支持乙岛，不得新增收费。", "不得"),
        ("探索并推动灯塔联网。", "推动"),
        ("修缮灯塔。", None),
        ("", None),
    ],
)
def test_the_strongest_word_of_a_sentence(text: str, word: str | None) -> None:
    """Of several words the one that binds most; of none, none."""
    assert strongest(text) == word


def test_a_longer_word_is_one_word() -> None:
    """全面取消 is not counted as 取消 besides; every word is found at its place."""
    text = "全面取消收费，鼓励取消限制"
    assert [text[a:b] for a, b in commitment_words(text)] == ["全面取消", "鼓励", "取消"]
    joined = "、".join(COMMITMENTS)
    assert [joined[a:b] for a, b in commitment_words(joined)] == list(COMMITMENTS)
