"""The words that say how firmly a sentence binds: found as they stand, and one that counts."""

import pytest

from generator.notice.commitments import COMMITMENTS, commitment_words, counted_word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("鼓励甲岛试点，取消登岸限制。", "取消"),
        ("全面取消登岸限制。", "全面取消"),
        ("支持乙岛，不得新增收费。", "不得"),
        ("探索并推动灯塔联网。", "探索"),
        ("鼓励有条件的岛全面取消登岸限制、小岛取消渡口限制。", "鼓励"),
        ("支持甲岛取消收费；鼓励乙岛不得涨价。", "支持"),
        ("推动丙岛探索联网。", "推动"),
        ("督促丁岛，全面取消登岸限制，鼓励联网。", "全面取消"),
        ("修缮灯塔。", None),
        ("", None),
    ],
)
def test_the_word_a_sentence_is_counted_under(text: str, word: str | None) -> None:
    """The first word of a clause governs it; of a sentence's clauses the one that binds most counts."""
    assert counted_word(text) == word


def test_a_longer_word_is_one_word() -> None:
    """全面取消 is not counted as 取消 besides; every word is found at its place."""
    text = "全面取消收费，鼓励取消限制"
    assert [text[a:b] for a, b in commitment_words(text)] == ["全面取消", "鼓励", "取消"]
    joined = "、".join(COMMITMENTS)
    assert [joined[a:b] for a, b in commitment_words(joined)] == list(COMMITMENTS)
